"""Who decides in a synthetic municipality: roles, delegations, and the table of who coordinates."""

from datetime import date
from random import Random
from typing import Any

from synthetic.documents import ON
from synthetic.services import Place

Entry = dict[str, Any]

COUNCIL, CHIEF, UNIT = "kommunestyret", "kommunedirektoren", "leder-helse"
COUNCIL_ONLY = ("inngaa_samarbeidsavtale_helseforetak", "vedta_forebyggingsplan", "fastsette_delegeringsreglement")
OTHERS = (
    "avgjore_samordning", "barnekoordinator_myndighet", "oppnevne_barnekoordinator", "oppnevne_koordinator",
    "hovedansvar_individuell_plan", "inngaa_nav_avtale",
)  # fmt: skip
DECIDED = date(2025, 3, 1)


def roles(draw: Random, diligence: float) -> list[Entry]:
    """The council, the kommunedirektør, and those who lead."""
    found: list[Entry] = [
        {"id": COUNCIL, "title": "Kommunestyret", "kind": "kommunestyre"},
        {"id": CHIEF, "title": "Kommunedirektøren", "kind": "kommunedirektor", "substitute": "leder-stab"},
        {"id": "ordforeren", "title": "Ordføreren", "kind": "folkevalgt"},
        {"id": "leder-stab", "title": "Leder for stab", "kind": "leder"},
        {"id": "barnekoordinator", "title": "Barnekoordinator", "kind": "barnekoordinator"},
    ]
    for unit in ("helse", "barnehager", "skoler", "familie", "kultur"):
        leader: Entry = {"id": f"leder-{unit}", "title": f"Leder for {unit}", "kind": "leder"}
        if diligence >= 1 or draw.random() < 0.6:
            leader["substitute"] = "leder-stab"
        found.append(leader)
    return found


def delegations(draw: Random, diligence: float) -> list[Entry]:
    """Each authority in one of the patterns that are found."""
    found: list[Entry] = []
    for authority in COUNCIL_ONLY:
        if diligence >= 1 or draw.random() < 0.2 + 0.7 * diligence:
            found.append(_given(authority, COUNCIL, COUNCIL, retained=True))
        elif draw.random() < 0.3:
            found.append(_given(authority, COUNCIL, CHIEF))
    patterns = (
        "kept", "kept", "chain", "chain", "chain", "long", "without_leave", "past_chief", "broken", "lapsed", "undated",
        "circle", "two", "two_with_conditions", "unrecorded",
    )  # fmt: skip
    for authority in OTHERS:
        if diligence >= 1:
            found += _chain(authority, "chain")
        elif draw.random() < 0.25 + 0.65 * diligence:
            found += _chain(authority, draw.choice(patterns))
    return [entry | {"id": f"del-{number}"} for number, entry in enumerate(found, 1)]


def _given(authority: str, giver: str, taker: str, **more: Any) -> Entry:
    return {"id": "", "authority": authority, "from": giver, "to": taker, "decided": DECIDED, **more}


def _chain(authority: str, pattern: str) -> list[Entry]:
    first = _given(authority, COUNCIL, CHIEF, may_subdelegate=True, substitute="leder-stab")
    second = _given(authority, CHIEF, UNIT, substitute="leder-stab")
    third = _given(authority, UNIT, "leder-familie")
    match pattern:
        case "kept":
            return [_given(authority, COUNCIL, COUNCIL, retained=True)]
        case "chain":
            return [first, second]
        case "long":
            return [first, second | {"may_subdelegate": True}, third]
        case "without_leave":
            return [first, second, third]
        case "past_chief":
            return [_given(authority, COUNCIL, UNIT)]
        case "broken":
            return [_given(authority, COUNCIL, UNIT, valid_to=date(2025, 12, 31)), third]
        case "lapsed":
            return [_given(authority, COUNCIL, CHIEF, valid_to=date(2026, 1, 31))]
        case "undated":
            undated = _given(authority, COUNCIL, CHIEF)
            del undated["decided"]
            return [undated]
        case "circle":
            return [first, second | {"may_subdelegate": True}, third, _given(authority, "leder-familie", UNIT)]
        case "two":
            return [first, second, _given(authority, CHIEF, "leder-familie")]
        case "two_with_conditions":
            words = "Hver for sine saker."
            return [first, second | {"conditions": words}, _given(authority, CHIEF, "leder-familie", conditions=words)]
        case _:
            return [_given(authority, UNIT, "leder-familie")]


ORDER = (
    "krisesenter", "barnevern", "habilitering", "barnehage", "grunnskole", "ppt", "helsestasjon", "skolehelsetjeneste",
    "psykisk_helse", "flyktningtjeneste", "nav_kommunal", "jordmortjeneste", "omsorg", "hfu", "boligkontor",
    "tildelingskontor", "voksenopplaering", "sfo",
)  # fmt: skip


def coordination(place: Place, draw: Random, diligence: float) -> Entry | None:
    """A table of who coordinates: whole, with holes, with rules that disagree, or none."""
    there = [type_ for type_ in ORDER if place.has(type_, "kommune")]
    kind = "whole" if diligence >= 1 else draw.choice(["none", "none", "whole", "holes", "holes", "unique", "disagree"])
    if not there or (kind == "none" and draw.random() < 0.7):
        return None
    found: Entry = {"hit_policy": "unique" if kind in ("unique", "disagree") else "first"}
    if diligence >= 1 or draw.random() < 0.8:
        found |= {"adopted": date(2025, 4, 10), "adopted_by": CHIEF}
    precedence = True if diligence >= 1 else draw.choice([True, True, False, None])
    if precedence is not None:
        found["child_coordinator_precedence"] = precedence
    if diligence >= 1 or draw.random() < 0.6:
        checked = date(2026, 9, 1) if diligence >= 1 else draw.choice([date(2026, 9, 1), date(2024, 9, 1), None])
        url = "https://www.provevik.example/samordning"
        found["published"] = {"url": url, "checked": checked} if checked else {"url": url}
    if kind != "none":
        found["rules"] = _rules(kind, there, draw)
    return found


def _rules(kind: str, there: list[str], draw: Random) -> list[Entry]:
    if kind == "disagree":
        # As many as a municipality writes by hand.
        return [
            {"id": f"R{number}", "all_of": [f"{type_}:kommune"], "coordinator": type_}
            for number, type_ in enumerate(there[:5], 1)
        ]
    if kind == "unique":
        return [
            {
                "id": f"R{number}", "all_of": [f"{type_}:kommune"], "coordinator": type_,
                "none_of": [f"{before}:kommune" for before in there[: number - 1]],
            }
            for number, type_ in enumerate(there, 1)
        ]
    if kind == "whole":
        return [
            {"id": f"R{number}", "all_of": [f"{type_}:kommune"], "coordinator": type_,
             "rationale": "Tjenesten møter barnet oftest."}
            for number, type_ in enumerate(there, 1)
        ]  # fmt: skip
    rules: list[Entry] = [
        {"id": f"R{number}", "all_of": [type_], "coordinator": type_} for number, type_ in enumerate(there[:6], 1)
    ]
    if draw.random() < 0.5:
        rules.append({"id": "R8", "stages": ["barnetrinn"], "all_of": [there[0]], "coordinator": there[-1]})
    if draw.random() < 0.5:
        rules.append({"id": "R9", "stages": ["barnehagealder", "barnetrinn"], "coordinator": "ppt"})
    return rules


def transitions(agreements: list[Entry], draw: Random, diligence: float) -> list[Entry]:
    """How the transitions with a document are carried out."""
    found = []
    for agreement in agreements:
        for topic in agreement["topics"]:
            if not topic.startswith("overgang:") or topic == "overgang:T26":
                continue
            if diligence < 1 and draw.random() > 0.3 + 0.6 * diligence:
                continue
            found.append(_transition(topic.removeprefix("overgang:"), agreement["id"], draw, diligence))
    return found


def _transition(transition: str, agreement: str, draw: Random, diligence: float) -> Entry:
    entry: Entry = {"transition": transition, "agreement": agreement, "sending_lead": UNIT}
    if diligence >= 1 or draw.random() < 0.7:
        entry["receiving_lead"] = "leder-skoler"
        entry["activities"] = [{"month": 3, "activity": "Overføringsmøter", "responsible": UNIT}]
    if diligence >= 1 or draw.random() < 0.7:
        entry["consent"] = {"required": diligence >= 1 or draw.random() < 0.8}
    if diligence >= 1 or draw.random() < 0.6:
        entry["evaluated"] = date(2026, 3, 1) if diligence >= 1 else draw.choice([date(2026, 3, 1), date(2023, 3, 1)])
    return entry


def facts(name: str, draw: Random, diligence: float) -> Entry:
    """The mapping ``municipality``."""
    found: Entry = {"name": name, "number": "9999", "county": "Prøvefylket"}
    found["language_form"] = draw.choice(["bokmal", "nynorsk", "noytral"])
    if diligence >= 1:
        return found | {
            "council_constituted": date(2023, 10, 12), "delegation_regulation_adopted": date(2024, 6, 1),
            "model_reviewed": date(2026, 10, 1), "youth_council_elected": date(2026, 9, 1),
        }
    constituted = draw.choice([date(2023, 10, 12), date(2023, 10, 12), date(2023, 10, 12), date(2026, 1, 15), None])
    given: dict[str, date | None] = {
        "council_constituted": constituted,
        "delegation_regulation_adopted": draw.choice([date(2024, 6, 1), date(2025, 2, 1), date(2021, 5, 1), None]),
        "model_reviewed": draw.choice([date(2026, 10, 1), date(2024, 10, 1), None]),
        "youth_council_elected": draw.choice([date(2026, 9, 1), date(2023, 9, 1), None]),
    }
    return found | {key: value for key, value in given.items() if value is not None}


def accounts(draw: Random, diligence: float) -> Entry | None:
    """The mapping ``internal_control``."""
    if diligence < 1 and draw.random() < 0.25:
        return None
    days = [ON.replace(month=5, day=2), date(2025, 5, 2), date(2023, 5, 2)]
    when = (lambda: days[0]) if diligence >= 1 else (lambda: draw.choice(days))
    often = 1.0 if diligence >= 1 else 0.75
    reports = [{"kind": kind, "date": when()} for kind in ("25-2", "bvl-15-3") if draw.random() < often]
    found: Entry = {"reports": reports}
    if draw.random() < often:
        found["risk_assessments"] = [{"date": when(), "topics": ["samordning"], "units": ["radhuset"]}]
    if draw.random() < often:
        found["training"] = [{"topic": "barnekoordinator", "date": when(), "coverage_percent": 80}]
    found["deviations"] = [{"year": 2025, "category": "samarbeid", "registered": 12, "closed": 9}]
    return found


def interaction(place: Place, arenas: list[Entry], draw: Random, diligence: float) -> Entry | None:
    """A BTI model, in every third municipality."""
    if draw.random() > 0.33:
        return None
    handover = {"acceptance_required": True, "giver_keeps_until_accepted": True}
    if diligence < 1:
        handover = draw.choice([handover, {"acceptance_required": False}, {"acceptance_required": True}, {}])
    levels: list[Entry] = []
    for level in range(4 if diligence >= 1 else draw.choice([3, 4])):
        entry: Entry = {"level": level}
        if diligence >= 1 or draw.random() < 0.8:
            entry |= {"responsible": UNIT, "stafettholder": "leder-familie"}
        if diligence >= 1 or draw.random() < 0.7:
            entry |= {"tools": ["Stafettlogg"], "arenas": [arenas[0]["id"]] if arenas else []}
        levels.append(entry)
    found: Entry = {"name": "BTI", "levels": levels, "handover": handover}
    units = place.by_type.get("koordinerende_enhet", [])
    if units and (diligence >= 1 or draw.random() < 0.6):
        found["coordinating_unit"] = units[0]["id"]
    elif draw.random() < 0.5:
        found["coordinating_unit"] = place.services[0]["id"]
    return found
