"""Whole municipality models from a seed: valid, and written so that every verdict of every check occurs often.

Dates lie on and beside the edges that the contract speaks of (the status date itself, a year before, the year's first
day …). Most models are small, with few types, so that every situation of a child can be tried one by one; some are
wide, with most types, so that pairs, transitions and statutory services meet.
"""

from calendar import monthrange
from collections.abc import Iterator
from copy import deepcopy
from datetime import date, timedelta
from hashlib import sha256
from random import Random
from typing import Any

from oracle.law import (
    ALSO_CARRIED_BY,
    AUTHORITIES,
    HOL_TOPICS,
    NOT_TJENESTE,
    SIDES,
    SIMPLE_TOPICS,
    STAGES,
    TRANSITIONS,
    TYPE_STAGES,
)

Entry = dict[str, Any]

AS_OF = (
    date(2022, 8, 1), date(2023, 6, 1), date(2024, 7, 31), date(2024, 8, 1), date(2026, 11, 21),
    # and the edges around them
    date(2022, 12, 31), date(2023, 1, 1), date(2023, 6, 30), date(2023, 7, 1), date(2024, 2, 29), date(2026, 1, 1),
    date(2026, 8, 31),
)

COMMON = ["barnehage", "grunnskole", "helsestasjon", "ppt", "barnevern", "nav_kommunal", "skolehelsetjeneste", "sfo"]
HOME = {
    "videregaende": "fylkeskommune", "ppt_fylke": "fylkeskommune", "ot": "fylkeskommune",
    "tannhelse": "fylkeskommune", "bufetat": "stat", "nav_stat": "stat", "familievern": "stat",
    "fodeavdeling": "stat", "sykehus": "stat", "habu": "stat", "voksenhabilitering": "stat", "bup": "stat",
    "dps": "stat", "tsb": "stat", "kriminalomsorg": "stat", "politi": "stat", "frivillige": "frivillig",
}
"""Who usually runs it, where that is not the municipality."""
KINDS = [
    "samarbeidsavtale", "delavtale", "rutine", "plan", "retningslinje", "handlingsveileder", "mandat",
    "vertskommuneavtale",
]
ROLE_KINDS = ["leder", "koordinator", "barnekoordinator", "folkevalgt", "annen"]
TOPIC_KIND = {
    "helseforetak": "samarbeidsavtale", "forebyggingsplan": "plan", "boligsosialt": "plan",
    "vertskommune": "vertskommuneavtale",
}
"""The kind that goes with a topic, where a check asks for both."""


def draw_model(seed: int, on: date, wide: bool | None = None) -> Entry:
    """Draw a model, meant to be judged on (or near) a date."""
    return _Draw(Random(f"{seed} {on}"), on).model(wide)


def plain_dates(value: Any) -> Any:
    """The same data with dates as ISO text, as YAML gives them to the reader."""
    if isinstance(value, dict):
        return {key: plain_dates(each) for key, each in value.items()}
    if isinstance(value, list):
        return [plain_dates(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def smaller(model: Entry) -> Iterator[Entry]:
    """Every model with one entry or one key less (some are no longer valid; the caller tries)."""
    def ways(value: Any, way: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
        if isinstance(value, dict):
            for key, each in value.items():
                yield (*way, key)
                yield from ways(each, (*way, key))
        elif isinstance(value, list):
            for index, each in enumerate(value):
                yield (*way, index)
                yield from ways(each, (*way, index))

    for way in sorted(ways(model, ()), key=len):
        less = deepcopy(model)
        inside = less
        for step in way[:-1]:
            inside = inside[step]
        del inside[way[-1]]
        yield less


class _Draw:
    """One model in the making."""

    def __init__(self, random: Random, on: date) -> None:
        self.random = random
        self.on = on
        self.fate = random.choice(["usual", "usual", "usual", "over"])
        """Whether most agreements and delegations of the model have run out."""
        self.focus = ""
        """The transition a small model is drawn around."""

    def model(self, wide: bool | None) -> Entry:
        if wide is None:
            wide = self.random.random() < 0.25
        units = self.units()
        roles = self.roles(units)
        services = self.services(units, roles, wide)
        agreements = self.agreements(services, units, roles, wide)
        arenas = [self.arena(n, services, units, roles) for n in range(self.random.choice([0, 1, 1, 2, 3]))]
        return _without_empty({
            "municipality": self.municipality(),
            "units": units,
            "roles": roles,
            "services": services,
            "agreements": agreements,
            "arenas": arenas,
            "delegations": self.delegations(roles),
            "coordination": self.coordination(services, agreements, roles),
            "transitions": self.transitions(agreements, roles),
            "internal_control": self.internal_control(units),
            "exemptions": self.exemptions(services, agreements, roles),
        })

    # --- dates -------------------------------------------------------------------------------------------------

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def before(self) -> date:
        """A day that has (nearly always) been: on an edge, or anywhere in the last four years."""
        on = self.on
        edges = [
            on, on - timedelta(days=1), on + timedelta(days=1), date(on.year, 1, 1), date(on.year - 1, 12, 31),
            date(on.year - 1, 1, 1), date(on.year - 2, 12, 31), *self.anniversaries(),
        ]
        if self.chance(0.5):
            return self.random.choice(edges)
        return on - timedelta(days=self.random.randrange(1500))

    def anniversaries(self) -> list[date]:
        """The same day some months before, and the days around it."""
        found = []
        for months in (6, 12, 24):
            year, month = divmod(self.on.year * 12 + self.on.month - 1 - months, 12)
            day = date(year, month + 1, min(self.on.day, monthrange(year, month + 1)[1]))
            found += [day - timedelta(days=1), day, day + timedelta(days=1)]
        return found

    def after(self) -> date:
        """A day at which something ends, mostly to come."""
        return self.on + timedelta(days=self.random.choice([-1, 0, 0, 1, 30, 179, 180, 181, 400, 1000]))

    def maybe(self, entry: Entry, key: str, share: float, value: Any) -> None:
        """Give an entry a key, now and then."""
        if self.chance(share):
            entry[key] = value() if callable(value) else value

    # --- who and where -----------------------------------------------------------------------------------------

    def municipality(self) -> Entry:
        facts: Entry = {"name": "Prøvevik", "number": "9999"}
        constituted = date(self.on.year - self.random.choice([0, 1, 1, 2, 2, 3]), self.random.choice([1, 10]), 12)
        self.maybe(facts, "council_constituted", 0.85, constituted)
        regulated = constituted + timedelta(days=self.random.choice([-1, 0, 90, 365, 500, 700, 800]))
        if self.chance(0.3):
            regulated = date(constituted.year + 1 + self.random.choice([0, 1]), 12, 31) + timedelta(
                days=self.random.choice([0, 1]),
            )
        self.maybe(facts, "delegation_regulation_adopted", 0.7, regulated)
        self.maybe(facts, "model_reviewed", 0.7, self.before)
        self.maybe(facts, "youth_council_elected", 0.7, self.before)
        return facts

    def units(self) -> list[Entry]:
        units: list[Entry] = []
        for n in range(self.random.randrange(5)):
            unit: Entry = {"id": f"e{n}", "name": f"Enhet {n}"}
            if units:
                self.maybe(unit, "parent", 0.6, lambda: self.random.choice(units)["id"])
            units.append(unit)
        return units

    def roles(self, units: list[Entry]) -> list[Entry]:
        roles: list[Entry] = [
            {"id": "kst", "title": "Kommunestyret", "kind": "kommunestyre"},
            {"id": "kdir", "title": "Kommunedirektøren", "kind": "kommunedirektor"},
        ]
        for n in range(self.random.randrange(3, 7)):
            role: Entry = {"id": f"r{n}", "title": f"Funksjon {n}"}
            self.maybe(role, "kind", 0.9, lambda: self.random.choice(ROLE_KINDS))
            roles.append(role)
        if self.chance(0.1):  # a municipality that has not recorded its kommunestyre, or its kommunedirektør
            del roles[self.random.randrange(2)]["kind"]
        for role in roles:
            self.maybe(role, "substitute", 0.3, lambda: self.random.choice(roles)["id"])
            if units:
                self.maybe(role, "unit", 0.3, lambda: self.random.choice(units)["id"])
        return roles

    def role(self, roles: list[Entry], council: float = 0.0) -> str:
        return "kst" if self.chance(council) else self.random.choice(roles)["id"]

    # --- services ----------------------------------------------------------------------------------------------

    def services(self, units: list[Entry], roles: list[Entry], wide: bool) -> list[Entry]:
        if wide:
            kinds = self.random.sample(sorted(TYPE_STAGES), self.random.randrange(12, 34))
        else:
            kinds = self.random.sample(COMMON, self.random.randrange(6))
            self.focus = self.random.choice(sorted(SIDES))
            kinds += [*SIDES[self.focus], *self.random.sample(sorted(TYPE_STAGES), self.random.randrange(3))]
        services: list[Entry] = []
        for kind in sorted(set(kinds)):
            several = kind in COMMON or kind == "videregaende" or (self.focus and kind in SIDES[self.focus])
            for _ in range(self.random.choice([1, 1, 1, 2, 3] if several else [1])):
                services.append(self.service(len(services), kind, units, roles))
        self.random.shuffle(services)
        return services

    def service(self, n: int, kind: str, units: list[Entry], roles: list[Entry]) -> Entry:
        owner = HOME.get(kind, "kommune")
        private = 0.85 if (self.focus, kind) in (("T11", "videregaende"), ("T06", "grunnskole")) else 0.35
        if kind in ("barnehage", "grunnskole", "videregaende") and self.chance(private):
            owner = "privat"
        elif self.chance(0.1):
            owner = self.random.choice(["kommune", "fylkeskommune", "stat", "privat", "frivillig"])
        service: Entry = {"id": f"t{n}", "name": f"Tjeneste {n}", "type": kind, "owner": owner}
        if owner in ("privat", "frivillig"):
            self.maybe(service, "public_grant", 0.75, lambda: self.chance(0.8))
            self.maybe(service, "on_behalf_of", 0.2, lambda: self.random.choice(["kommune", "fylkeskommune", "stat"]))
        self.maybe(service, "organisation", 0.25, lambda: self.random.choice(["egen", "interkommunal", "vertskommune"]))
        if units:
            self.maybe(service, "unit", 0.6, lambda: self.random.choice(units)["id"])
        self.maybe(service, "lead", 0.2, lambda: self.role(roles))
        self.maybe(service, "area", 0.35, lambda: self.random.choice(["Nord", "Sør"]))
        if kind == "grunnskole" and self.chance(0.7):
            service["stages"] = self.random.choice([["barnetrinn"], ["ungdomstrinn"], ["barnetrinn", "ungdomstrinn"]])
        elif self.chance(0.1):
            service["stages"] = sorted(self.random.sample(STAGES, self.random.randrange(1, 4)), key=STAGES.index)
        return service

    def selector(self, service: Entry, units: list[Entry]) -> Entry:
        """A selector that selects at least this service."""
        keys = [key for key in ("type", "owner", "area", "unit") if key in service]
        chosen = [["service"], ["service"], ["type"], ["type"], ["type", "owner"], ["unit"], ["area", "type"],
                  ["owner"], ["area"]]
        wanted = self.random.choice([one for one in chosen if one == ["service"] or set(one) <= set(keys)])
        selector = {key: service["id" if key == "service" else key] for key in wanted}
        if "unit" in selector and self.chance(0.5):
            parent = {unit["id"]: unit.get("parent") for unit in units}
            selector["unit"] = parent[selector["unit"]] or selector["unit"]
        return selector

    def parties(self, services: list[Entry], units: list[Entry], kinds: tuple[str, ...] = ()) -> list[Entry]:
        """Some selectors; when kinds are given, mostly of services of those."""
        if not services:
            return []
        fitting = [service for service in services if service["type"] in kinds]
        found = []
        for kind in kinds:
            of_kind = [service for service in fitting if service["type"] == kind]
            if of_kind and self.chance(0.85):
                found.append(self.selector(self.random.choice(of_kind), units))
        for _ in range(self.random.randrange(2 if kinds else 4)):
            found.append(self.selector(self.random.choice(services), units))
        return [selector for n, selector in enumerate(found) if selector not in found[:n]]

    # --- agreements and arenas ---------------------------------------------------------------------------------

    def agreements(self, services: list[Entry], units: list[Entry], roles: list[Entry], wide: bool) -> list[Entry]:
        types = {service["type"] for service in services}
        rows = [name for name, side in SIDES.items() if set(side) <= types]
        agreements: list[Entry] = []
        for n in range(self.random.choice([0, 3, 6, 9, 12]) + (8 if wide else 0)):
            kinds: tuple[str, ...] = ()
            topics = self.random.sample(SIMPLE_TOPICS, self.random.choice([0, 1, 1, 2, 3]))
            draw = self.random.random()
            if rows and draw < 0.35:
                name = self.focus if self.focus and self.chance(0.7) else self.random.choice(rows)
                kinds = (*SIDES[name], "sfo") if name == "T05" else SIDES[name]
                topics.append(f"overgang:{name}")
                if name in ALSO_CARRIED_BY and self.chance(0.3):
                    topics[-1] = self.random.choice(ALSO_CARRIED_BY[name])
            elif draw < 0.42:
                topics.append(f"overgang:{self.random.choice(['T14', 'T20', 'T26', *TRANSITIONS])}")
            elif draw < 0.47:
                topics.append("samordning")
                kinds = tuple(self.random.sample(sorted(types), min(len(types), 3)))
            elif draw < 0.54:
                topics += self.random.sample(HOL_TOPICS, self.random.choice([1, 3, 12]))
            elif draw < 0.62:
                topics.append("helseforetak")
            if "helseforetak" in topics and self.chance(0.5):
                topics += self.random.sample(HOL_TOPICS, self.random.choice([2, 11, 13]))
            parties = self.parties(services, units, kinds)
            agreements.append(self.agreement(f"a{n}", topics, parties, roles))
        if agreements and self.chance(0.5):
            agreements += self.successors(self.random.choice(agreements), len(agreements))
        return agreements

    def agreement(self, name: str, topics: list[str], parties: list[Entry], roles: list[Entry]) -> Entry:
        kind = self.random.choice(KINDS)
        for topic in topics:
            if topic in TOPIC_KIND and self.chance(0.8):
                kind = TOPIC_KIND[topic]
        if any(topic.startswith("hol-6") for topic in topics) and "helseforetak" not in topics and self.chance(0.6):
            kind = "delavtale"
        if any(topic in ("overgang:T05", "overgang:T06") for topic in topics) and self.chance(0.5):
            kind = "plan"
        agreement: Entry = {"id": name, "title": f"Dokument {name}", "kind": kind}
        self.maybe(agreement, "status", 0.9, lambda: self.random.choice(["vedtatt"] * 8 + ["oppsagt", "utkast"]))
        agreement["parties"] = parties
        agreement["topics"] = list(dict.fromkeys(topics))
        self.maybe(agreement, "adopted", 0.85, self.before)
        self.maybe(agreement, "valid_from", 0.2, self.before)
        if self.fate == "over" and self.chance(0.9):
            agreement["valid_to"] = self.on - timedelta(days=self.random.choice([0, 1, 1, 2, 200]))
        else:
            self.maybe(agreement, "valid_to", 0.45, self.after)
        terminated = 0.9 if agreement.get("status") == "oppsagt" else 0.04
        self.maybe(agreement, "terminated", terminated, self.after)
        self.maybe(agreement, "last_reviewed", 0.4, self.before)
        self.maybe(agreement, "adopted_by", 0.7, lambda: self.role(roles, council=0.5))
        self.maybe(agreement, "responsible", 0.7, lambda: self.role(roles))
        self.maybe(agreement, "review_months", 0.5, lambda: self.random.choice([6, 12, 24, 36]))
        return agreement

    def successors(self, old: Entry, number: int) -> list[Entry]:
        """One that takes over after an agreement, wholly or nearly."""
        new = deepcopy(old) | {"id": f"a{number}", "status": "vedtatt", "adopted": self.on - timedelta(days=9)}
        for key in ("valid_from", "valid_to", "terminated"):
            new.pop(key, None)
        change = self.random.randrange(4)
        if change == 0 and new["topics"]:
            new["topics"] = new["topics"][1:]
        elif change == 1 and new["parties"]:
            new["parties"] = new["parties"][1:]
        old["status"], old["valid_to"] = "vedtatt", self.on - timedelta(days=self.random.choice([1, 50]))
        return [new]

    def arena(self, n: int, services: list[Entry], units: list[Entry], roles: list[Entry]) -> Entry:
        arena: Entry = {"id": f"m{n}", "name": f"Møteplass {n}"}
        share = self.random.choice([0.7, 1.0])
        self.maybe(arena, "purpose", share, "Se barnet sammen")
        self.maybe(arena, "target_group", share, "Barn og unge")
        self.maybe(arena, "frequency_per_year", share, lambda: self.random.choice([0, 2, 6.5]))
        core = tuple(COMMON[:6]) if self.chance(0.6) else ()
        self.maybe(arena, "participants", share, lambda: self.parties(services, units, core))
        self.maybe(arena, "chair", share, lambda: self.role(roles))
        return arena

    # --- delegations -------------------------------------------------------------------------------------------

    def delegations(self, roles: list[Entry]) -> list[Entry]:
        authorities = self.random.sample(AUTHORITIES, self.random.randrange(1, 6))
        authorities += ["avgjore_samordning", "oppnevne_barnekoordinator"]
        delegations: list[Entry] = []
        for n in range(self.random.choice([0, 1, 2, 4, 8, 12])):
            authority = self.random.choice(authorities)
            givers = ["kst", "kst", "kdir", "kdir"]
            givers += [one["to"] for one in delegations if one["authority"] == authority] * 3
            giver = self.random.choice([*givers, self.role(roles)])
            retained = self.chance(0.2)
            taker = giver if retained else self.random.choice([role["id"] for role in roles if role["id"] != giver])
            delegation: Entry = {"id": f"d{n}", "authority": authority, "from": giver, "to": taker}
            if retained or self.chance(0.1):
                delegation["retained"] = retained
            self.maybe(delegation, "decided", 0.9, self.before)
            self.maybe(delegation, "valid_to", 0.7 if self.fate == "over" else 0.2, self.after)
            self.maybe(delegation, "may_subdelegate", 0.5, lambda: self.chance(0.8))
            self.maybe(delegation, "substitute", 0.3, lambda: self.role(roles))
            self.maybe(delegation, "conditions", 0.5, "I saker innenfor egen sektor")
            delegations.append(delegation)
        self.random.shuffle(delegations)
        return delegations

    # --- coordination and transitions --------------------------------------------------------------------------

    def coordination(self, services: list[Entry], agreements: list[Entry], roles: list[Entry]) -> Entry:
        coordination: Entry = {}
        if self.chance(0.15):
            return coordination
        self.maybe(coordination, "hit_policy", 0.8, lambda: self.random.choice(["first", "unique"]))
        self.maybe(coordination, "adopted", 0.8, self.before)
        self.maybe(coordination, "child_coordinator_precedence", 0.6, lambda: self.chance(0.6))
        published: Entry = {}
        self.maybe(published, "url", 0.7, "https://provevik.example/samordning")
        self.maybe(published, "checked", 0.7, self.before)
        coordination["published"] = published
        kinds = sorted({service["type"] for service in services} - NOT_TJENESTE) or ["barnevern"]
        coordination["rules"] = [
            self.rule(f"R{n}", kinds, services, agreements) for n in range(self.random.choice([0, 1, 2, 4, 6]))
        ]
        if self.chance(0.3):  # types that coordinate wherever they are involved, so that they hand over to each other
            several = self.random.sample(kinds, self.random.randrange(1, len(kinds) + 1))
            coordination["rules"] += [{"id": f"Egen-{one}", "all_of": [one], "coordinator": one} for one in several]
        if coordination["rules"] and self.chance(0.3):  # a last rule that takes what is left
            coordination["rules"].append({"id": "Rest", "coordinator": self.random.choice(kinds)})
        return coordination

    def rule(self, name: str, kinds: list[str], services: list[Entry], agreements: list[Entry]) -> Entry:
        coordinator = self.random.choice(kinds)
        if self.chance(0.1):
            coordinator = self.random.choice(["koordinerende_enhet", "dps", "helsestasjon"])
        rule: Entry = {"id": name, "coordinator": coordinator}
        self.maybe(rule, "stages", 0.3, lambda: self.random.sample(STAGES, self.random.randrange(4)))
        if self.chance(0.6):
            owner = self.random.choice(["", "", ":kommune", ":privat"])
            rule["all_of"] = [coordinator + owner]
        for key, share in (("all_of", 0.2), ("any_of", 0.3), ("none_of", 0.3)):
            if self.chance(share):
                items = self.random.sample(kinds, min(len(kinds), self.random.choice([1, 2])))
                rule[key] = rule.get(key, []) + [
                    item + self.random.choice(["", "", "", ":kommune", ":privat", ":stat"]) for item in items
                ]
        if agreements and self.chance(0.4):
            rule["agreement"] = self.random.choice(agreements)["id"]
            if self.chance(0.4):
                chosen = next(one for one in agreements if one["id"] == rule["agreement"])
                if any(service["type"] == coordinator for service in services):
                    chosen["parties"] = [*chosen["parties"], {"type": coordinator}]
        return rule

    def transitions(self, agreements: list[Entry], roles: list[Entry]) -> list[Entry]:
        found: dict[str, Entry] = {}
        for agreement in agreements:
            for topic in agreement["topics"]:
                if topic.startswith("overgang:") and self.chance(0.7):
                    entry: Entry = {"transition": topic.removeprefix("overgang:")}
                    self.maybe(entry, "agreement", 0.6, agreement["id"])
                    found.setdefault(entry["transition"], entry)
        for name in self.random.sample(["T04", "T05", "T06", *TRANSITIONS], 2):
            found.setdefault(name, {"transition": name})
        for entry in found.values():
            share = self.random.choice([0.6, 0.95])
            self.maybe(entry, "sending_lead", share, lambda: self.role(roles))
            self.maybe(entry, "receiving_lead", share, lambda: self.role(roles))
            self.maybe(entry, "evaluated", share, self.before)
            consent: Entry = {}
            self.maybe(consent, "required", share, lambda: self.chance(0.6))
            self.maybe(consent, "young_person_age", 0.3, 15)
            entry["consent"] = consent
            activities = []
            for _ in range(self.random.randrange(3)):
                activity: Entry = {"activity": "Overføringsmøte"}
                self.maybe(activity, "month", share, lambda: self.random.randrange(1, 13))
                self.maybe(activity, "responsible", share, lambda: self.role(roles))
                activities.append(activity)
            entry["activities"] = activities
        return list(found.values())

    # --- internal control and exemptions -----------------------------------------------------------------------

    def internal_control(self, units: list[Entry]) -> Entry:
        control: Entry = {"reports": [], "risk_assessments": [], "training": []}
        for _ in range(self.random.randrange(4)):
            report: Entry = {"kind": self.random.choice(["25-2", "bvl-15-3"])}
            self.maybe(report, "date", 0.9, self.before)
            control["reports"].append(report)
        for _ in range(self.random.randrange(3)):
            assessment: Entry = {}
            self.maybe(assessment, "date", 0.9, self.before)
            assessment["units"] = [
                unit["id"] for unit in self.random.sample(units, min(len(units), self.random.randrange(4)))
            ]
            self.maybe(assessment, "topics", 0.4, lambda: [self.random.choice(["samarbeid", "samordning", "vold"])])
            control["risk_assessments"].append(assessment)
        for _ in range(self.random.randrange(3)):
            topic = self.random.choice(["barnekoordinator", "koordinator", "individuell_plan", "vold"])
            training: Entry = {"topic": topic}
            self.maybe(training, "date", 0.9, self.before)
            control["training"].append(training)
        return control

    def exemptions(self, services: list[Entry], agreements: list[Entry], roles: list[Entry]) -> list[Entry]:
        exemptions = []
        for _ in range(self.random.choice([0, 0, 1, 3])):
            subject = "municipality"
            rule = self.random.choice(["BKO301", "BKO302", "PLN705", "PLN709", "SOR410", "SOR407", "DEL508"])
            if services and self.chance(0.3):
                rule, subject = "SAM101", self.random.choice(services)["id"]
            elif agreements and self.chance(0.3):
                rule, subject = self.random.choice(["AVT206", "AVT205"]), self.random.choice(agreements)["id"]
            exemption: Entry = {"rule": rule, "subject": subject}
            if self.chance(0.3):
                exemption = {"finding": sha256(f"{rule}\0{subject}".encode()).hexdigest()[:16]}
            exemption["reason"] = "Avveid og godtatt"
            exemption["decided_by"] = self.random.choice(["kst", "kdir", self.role(roles)])
            exemption["decided"] = self.before()
            exemption["expires"] = self.after()
            exemptions.append(exemption)
        return exemptions


def _without_empty(model: Entry) -> Entry:
    """Leave out what is empty now and then given as such: an empty list is the same as an absent one."""
    return {key: value for key, value in model.items() if value not in ([], {}, None)}
