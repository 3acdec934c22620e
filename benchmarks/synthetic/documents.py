"""The agreements of a synthetic municipality: those every municipality should have, and the many local ones.

Each is in some state: current, never reviewed, expired, a draft … How many of them are in order follows from how
diligent the municipality is (0–1).
"""

from datetime import date, timedelta
from random import Random
from typing import Any

from synthetic.services import Place

Entry = dict[str, Any]

ON = date(2026, 11, 21)
"""The day they are all written for."""
CURRENT, UNREVIEWED, EXPIRED, TERMINATED, DRAFT, UNDATED, INCOMPLETE, ENDING, ABSENT = (
    "current", "unreviewed", "expired", "terminated", "draft", "undated", "incomplete", "ending", "absent",
)  # fmt: skip
HEALTH = ("omsorg", "habilitering", "psykisk_helse", "helsestasjon")
HOSPITAL = ("sykehus", "fodeavdeling", "habu", "bup", "dps")
ALL_MUNICIPAL = (
    "barnehage", "grunnskole", "sfo", "ppt", "helsestasjon", "skolehelsetjeneste", "psykisk_helse", "habilitering",
    "barnevern", "nav_kommunal", "krisesenter", "flyktningtjeneste",
)  # fmt: skip
# (id, title, kind, topics, types of the parties)
WIDE: tuple[tuple[str, str, str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("samordning", "Rutine for samordning og uenighet", "rutine", ("samordning", "overgang:T26"), ALL_MUNICIPAL),
    ("uenighet", "Rutine for uenighet mellom tjenester", "rutine", ("uenighet",), ALL_MUNICIPAL),
    ("barnekoordinator", "Rutine for barnekoordinator", "rutine", ("barnekoordinator",), HEALTH),
    ("koordinator", "Rutine for koordinator", "rutine", ("koordinator",), HEALTH),
    ("plan", "Rutine for individuell plan", "rutine", ("individuell_plan",), (*HEALTH, "barnevern", "nav_kommunal")),
    ("melding", "Rutine for melding til koordinerende enhet", "rutine", ("melding_koordinerende_enhet",),
     ("koordinerende_enhet", "helsestasjon", "fastlege")),
    ("forebygging", "Plan for forebyggende arbeid", "plan", ("forebyggingsplan",),
     ("barnehage", "grunnskole", "helsestasjon", "barnevern", "ppt")),
    ("bolig", "Boligsosial plan", "plan", ("boligsosialt",), ("nav_kommunal", "boligkontor", "barnevern")),
    ("medvirkning", "Rutine for medvirkning", "rutine", ("medvirkning",), HEALTH),
    ("bekymring", "Rutine for bekymring for et barn", "rutine", ("bekymring", "samtykke"),
     ("barnehage", "grunnskole", "helsestasjon", "skolehelsetjeneste", "krisesenter")),
    ("vold", "Handlingsveileder mot vold og overgrep", "handlingsveileder", ("vold",), ("helsestasjon", "krisesenter")),
    ("vakt", "Avtale om barnevernsvakt", "samarbeidsavtale", ("barnevernsvakt",), ("barnevern", "politi")),
    ("nav", "Avtale om NAV-kontoret", "samarbeidsavtale", ("nav_kontor",), ("nav_kommunal", "nav_stat")),
    ("bti", "Handlingsveileder for BTI", "handlingsveileder", ("bti", "samarbeid"), ALL_MUNICIPAL),
    ("tannhelse", "Avtale om tannhelse", "samarbeidsavtale", ("samarbeid",),
     ("tannhelse", "helsestasjon", "barnevern")),
    ("psykisk", "Avtale om barn og unges psykiske helse", "samarbeidsavtale", ("samarbeid",),
     ("bup", "psykisk_helse", "barnevern", "ppt", "skolehelsetjeneste")),
    ("fastlege", "Samarbeid med fastlegene", "retningslinje", ("samarbeid",),
     ("fastlege", "helsestasjon", "skolehelsetjeneste")),
    ("familie", "Samarbeid om familier", "samarbeidsavtale", ("samarbeid",), ("familievern", "barnevern", "bufetat")),
)  # fmt: skip
# Transition → the types on its sides; those that can go together in one document do.
CARRIERS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("T01",), ("fodeavdeling", "helsestasjon")), (("T02",), ("jordmortjeneste", "koordinerende_enhet")),
    (("T03",), ("helsestasjon", "barnehage")), (("T04",), ("barnehage",)),
    (("T05",), ("barnehage", "grunnskole", "sfo")), (("T06",), ("barnehage", "grunnskole")),
    (("T07",), ("ppt", "grunnskole")), (("T08",), ("grunnskole",)), (("T09",), ("grunnskole",)),
    (("T10",), ("grunnskole", "videregaende")), (("T11",), ("grunnskole", "videregaende")),
    (("T12",), ("videregaende", "ot")), (("T13",), ("videregaende", "nav_kommunal")),
    (("T14",), ("nav_kommunal", "barnevern")), (("T15",), ("habu", "voksenhabilitering")), (("T16",), ("bup", "dps")),
    (("T17",), ("barnevern", "nav_kommunal")), (("T18",), ("sykehus", "omsorg")),
    (("T19",), ("krisesenter", "nav_kommunal")), (("T20",), ("barnevern", "helsestasjon")),
    (("T21",), ("flyktningtjeneste", "nav_kommunal")), (("T22",), ("bufetat", "barnevern")),
    (("T23",), ("barnevern", "grunnskole")), (("T24",), ("kriminalomsorg", "barnevern")),
    (("T25",), ("hfu", "psykisk_helse")),
)  # fmt: skip


def state(draw: Random, diligence: float) -> str:
    """How a document is doing."""
    if diligence >= 1:
        return CURRENT
    careless = 1 - diligence
    weights = {
        CURRENT: 0.5 + 7 * diligence, UNREVIEWED: 1.4, EXPIRED: 0.2 + careless, TERMINATED: 0.15 + 0.4 * careless,
        DRAFT: 0.2 + careless, UNDATED: 0.1 + 0.4 * careless, INCOMPLETE: 0.8, ENDING: 0.3,
        ABSENT: 0.3 + 4 * careless,
    }
    return draw.choices(list(weights), list(weights.values()))[0]


def document(
    id_: str, title: str, kind: str, topics: tuple[str, ...], parties: list[Entry], how: str, draw: Random, **more: Any
) -> Entry:
    """An agreement in a state."""
    adopted = ON - timedelta(days=draw.randrange(400, 900))
    found: Entry = {
        "id": id_, "title": title, "kind": kind, "status": "utkast" if how == DRAFT else "vedtatt",
        "parties": parties, "topics": list(topics), "responsible": "leder-helse",
        "document": {"archive_ref": f"2024/{draw.randrange(9000)}"},
    }  # fmt: skip
    if how in (CURRENT, UNREVIEWED, ENDING):
        reviewed = ON - timedelta(days=draw.randrange(20, 300))
        found |= {"adopted": adopted, "last_reviewed": reviewed, "review_months": 24}
    if how == UNREVIEWED:
        found |= {"adopted": adopted.replace(year=2021)}
        del found["last_reviewed"]
    elif how == ENDING:
        found["valid_to"] = ON + timedelta(days=draw.randrange(5, 170))
    elif how == EXPIRED:
        found |= {"adopted": date(2021, 3, 1), "valid_to": date(2025, 12, 31)}
    elif how == TERMINATED:
        found |= {"status": "oppsagt", "adopted": date(2020, 1, 15), "terminated": date(2025, 6, 30)}
    elif how == INCOMPLETE:
        found["valid_from"] = adopted
        if draw.random() < 0.5:
            found["review_months"] = 24
        del found["responsible"]
    return found | more


def parties(place: Place, types: tuple[str, ...], *, narrow: bool, half: bool = False) -> list[Entry]:
    """Selectors of the types that are there; ``narrow`` takes the first service of each only, ``half`` few types."""
    there = [type_ for type_ in types if place.has(type_)]
    if half:
        there = there[: max(1, len(there) // 2)]
    if narrow:
        return [{"service": place.by_type[type_][0]["id"]} for type_ in there]
    return [{"type": type_} for type_ in there]


def wide(place: Place, draw: Random, diligence: float) -> list[Entry]:
    """The documents that a whole municipality has one of."""
    found = []
    for id_, title, kind, topics, types in WIDE:
        how, half = state(draw, diligence), diligence < 1 and draw.random() < 0.2
        who = parties(place, types, narrow=_narrow(draw, diligence), half=half)
        if how == ABSENT or not who:
            continue
        by = {"adopted_by": _adopter(draw, diligence)} if kind == "plan" and draw.random() < 0.9 else {}
        if diligence >= 1:
            by = {"adopted_by": "kommunestyret"}
        given = {key: value for key, value in by.items() if value is not None}
        found.append(document(f"d-{id_}", title, kind, topics, who, how, draw, **given))
    if diligence >= 1:
        found.append(_everyone(place, draw))
    for transitions, types in CARRIERS:
        how, narrow = state(draw, diligence), _narrow(draw, diligence)
        who = parties(place, types, narrow=narrow)
        if narrow and "grunnskole" in types:
            # A school of each kind, so that some pupils are covered.
            schools = place.by_type.get("grunnskole", [])
            private = [one for one in schools if one["owner"] == "privat"]
            who += [{"service": one["id"]} for one in (*schools[-2:], *private[:1])]
            who = [dict(each) for each in dict.fromkeys(tuple(one.items()) for one in who)]
        if narrow and "videregaende" in types:
            private = [one for one in place.by_type.get("videregaende", []) if one["owner"] == "privat"]
            who += [{"service": one["id"]} for one in private[:1]]
        if narrow and types == ("barnehage",) and place.areas:
            # Two barnehager of one krets.
            who = [{"type": "barnehage", "area": place.areas[0]}]
        if how == ABSENT or not who:
            continue
        name = "-".join(transitions).lower()
        topics = tuple(f"overgang:{each}" for each in transitions)
        title = f"Rutine for overgang {', '.join(transitions)}"
        found.append(document(f"o-{name}", title, "rutine", topics, who, how, draw))
    return found + _health_trust(place, draw, diligence) + _hosts(place, draw, diligence)


def _everyone(place: Place, draw: Random) -> Entry:
    """An agreement that binds all; in an exemplary municipality nobody hangs by a single link."""
    owners = sorted({one["owner"] for one in place.services})
    who = [{"owner": owner} for owner in owners]
    return document("d-alle", "Avtale om samhandling for alle", "samarbeidsavtale", ("samarbeid",), who, CURRENT, draw)


def _adopter(draw: Random, diligence: float) -> str | None:
    if diligence >= 1:
        return "kommunestyret"
    return draw.choice(["kommunestyret", "kommunestyret", "kommunedirektoren", None])


def _narrow(draw: Random, diligence: float) -> bool:
    return diligence < 1 and draw.random() < 0.35


def _health_trust(place: Place, draw: Random, diligence: float) -> list[Entry]:
    how = state(draw, diligence)
    who = parties(place, (*HOSPITAL, "fastlege", *HEALTH), narrow=False)
    if how == ABSENT or not any(place.has(type_) for type_ in HOSPITAL):
        return []
    items = [f"hol-6-2-{number}" for number in range(1, 14)]
    if diligence < 1:
        items = draw.choice([items[:11], items[:9], items, []])
    half = len(items) // 2
    title = "Samarbeidsavtale med helseforetaket"
    main = document(
        "hf-avtale", title, "samarbeidsavtale", ("helseforetak", *items[:half]), who, how, draw,
    )  # fmt: skip
    by = _adopter(draw, diligence)
    if by is not None:
        main["adopted_by"] = by
    if how in (CURRENT, UNREVIEWED) and diligence < 1:
        main["last_reviewed"] = draw.choice([date(2026, 4, 2), date(2025, 2, 11), date(2023, 5, 5)])
    found = [main]
    if items:
        sub = document("hf-delavtale", "Delavtaler", "delavtale", tuple(items[half:]), who, how, draw)
        found.append(sub | {"adopted_by": by} if by is not None else sub)
    return found


def _hosts(place: Place, draw: Random, diligence: float) -> list[Entry]:
    found = []
    shared = [one for one in place.services if one.get("organisation")]
    for service in shared:
        how = state(draw, diligence)
        if how == ABSENT:
            continue
        by = _adopter(draw, diligence)
        who = [{"service": service["id"]}, {"service": place.services[0]["id"]}]
        made = document(
            f"vert-{service['id']}", f"Vertskommuneavtale om {service['name']}", "vertskommuneavtale",
            ("vertskommune",), who, how, draw,
        )  # fmt: skip
        found.append(made | {"adopted_by": by} if by is not None else made)
    return found


LOCAL = (
    ("barnehage", "grunnskole"), ("barnehage", "helsestasjon"), ("grunnskole", "skolehelsetjeneste"),
    ("grunnskole", "frivillige"), ("barnevern", "barnehage"), ("fastlege", "helsestasjon"), ("omsorg", "habilitering"),
    ("kultur_fritid", "frivillige"), ("psykisk_helse", "grunnskole"), ("nav_kommunal", "boligkontor"),
    ("sfo", "grunnskole"), ("ppt", "barnehage"), ("frivillige", "nav_kommunal"), ("familievern", "krisesenter"),
)  # fmt: skip


def local(place: Place, count: int, draw: Random, diligence: float) -> list[Entry]:
    """Routines between named services, or all of some type in one krets, until there are so many."""
    pairs = [pair for pair in LOCAL if all(place.has(type_) for type_ in pair)]
    found: list[Entry] = []
    areas = [area for area in place.areas if any(one.get("area") == area for one in place.by_type.get("barnehage", ()))]
    careful = min(0.6 + diligence / 2, 1.0)
    for number in range(count if pairs else 0):
        one, other = pairs[number % len(pairs)]
        who = [{"service": draw.choice(place.by_type[type_])["id"]} for type_ in (one, other)]
        if one == "barnehage" and areas and draw.random() < 0.3:
            who[0] = {"type": "barnehage", "area": draw.choice(areas)}
        if draw.random() < 0.2:
            who.append({"service": draw.choice(place.services)["id"]})
        how = state(draw, careful)
        how = CURRENT if how == ABSENT else how
        title = f"Lokal rutine nr. {number + 1}: {one} og {other}"
        found.append(document(f"l-{number + 1}", title, "rutine", ("samarbeid",), who, how, draw))
    return found
