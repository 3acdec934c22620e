"""Outcomes in words: the one place where a rule, a subject and its facts become a sentence in a language.

The console, every section and every writer say the same, because they all ask here.
"""

from dataclasses import dataclass
from datetime import date

from samhandling.checks.result import AuditResult, FactValue, FindingClass, Form, Outcome, Strength, SubjectKind
from samhandling.graph import ServiceGraph
from samhandling.law.catalogue import Catalogue
from samhandling.law.texts import Phrasebook
from samhandling.model.source import Location
from samhandling.model.verdict import Verdict

MOST_NAMES = 12
"""How many names a sentence lists before it says how many more there are."""


@dataclass(frozen=True)
class Telling:
    """A result, what it was read from, and the words to tell it in."""

    result: AuditResult
    graph: ServiceGraph
    catalogue: Catalogue
    t: Phrasebook
    outside: bool = False
    """Whether what is told leaves the house: small numbers are then masked."""

    # subjects -----------------------------------------------------------------------------------------------------

    def subject(self, outcome: Outcome) -> str:
        """What an outcome is about, as people call it."""
        id_ = outcome.subject
        match outcome.kind:
            case SubjectKind.MUNICIPALITY:
                return self.result.name
            case SubjectKind.PAIR:
                one, _, other = id_.partition("--")
                return self.t("facts.pair", one=self.type_name(one), other=self.type_name(other))
            case SubjectKind.STAGE_CHANGE:
                one, _, other = id_.partition("--")
                return self.t("facts.change", one=self.stage_name(one), other=self.stage_name(other))
            case SubjectKind.RULE:
                return self.t("facts.rule", id=id_)
            case SubjectKind.LEVEL:
                return self.t("facts.level", id=id_)
            case SubjectKind.DELEGATION:
                return self.delegation_name(id_)
            case SubjectKind.TRANSITION:
                return self.transition_name(id_)
            case SubjectKind.STAGE:
                return self.stage_name(id_)
            case SubjectKind.SERVICE_TYPE:
                return self.type_name(id_)
            case SubjectKind.AUTHORITY:
                return self.authority_name(id_)
            case SubjectKind.ITEM:
                return self.topic_name(id_)
            case SubjectKind.SERVICE | SubjectKind.AGREEMENT | SubjectKind.ARENA:
                return self.entry_name(id_, outcome.kind)

    def entry_name(self, id_: str, kind: SubjectKind) -> str:
        """The name or title of a service, agreement or arena."""
        if kind is SubjectKind.SERVICE:
            return self.graph.services[id_].name
        return self.graph.agreements[id_].title if kind is SubjectKind.AGREEMENT else self.graph.arenas[id_].name

    def any_name(self, id_: str) -> str:
        """The name of whatever entry has an id (as *related* lists them); the id itself where none has."""
        graph = self.graph
        if id_ in graph.agreements:
            return graph.agreements[id_].title
        if id_ in graph.arenas:
            return graph.arenas[id_].name
        if id_ in graph.services:
            return graph.services[id_].name
        if id_ in graph.roles:
            return graph.roles[id_].title
        return self.delegation_name(id_) if ("delegations", id_) in graph.positions else id_

    def delegation_name(self, id_: str) -> str:
        """«Avgjøre samordning: kommunedirektøren → koordinerende enhet»."""
        each = self.graph.municipality.delegations[self.graph.positions["delegations", id_]]
        values = {"authority": self.authority_name(each.authority), "giver": self.role_name(each.from_)}
        if each.retained:
            return self.t("facts.retained", **values)
        return self.t("facts.delegation", **values, receiver=self.role_name(each.to))

    def type_name(self, id_: str) -> str:
        """What a service type is called."""
        return self.t.pick(self.catalogue.data.service_types[id_].name)

    def stage_name(self, id_: str) -> str:
        """What a stage is called."""
        return self.t.pick(self.catalogue.data.stages[id_].name)

    def topic_name(self, id_: str) -> str:
        """What a topic is called."""
        return self.t.pick(self.catalogue.data.topics[id_].name)

    def authority_name(self, id_: str) -> str:
        """What an authority is called."""
        return self.t.pick(self.catalogue.data.authorities[id_].name)

    def transition_name(self, id_: str) -> str:
        """«T05 Barnehage → skole og SFO»."""
        return f"{id_} {self.t.pick(self.catalogue.data.transitions[id_].name)}"

    def role_name(self, id_: str) -> str:
        """What a role is called."""
        return self.graph.roles[id_].title

    # facts --------------------------------------------------------------------------------------------------------

    def fact(self, name: str, value: FactValue) -> str:
        """One fact as it stands in a sentence."""
        if isinstance(value, bool):
            return str(value)
        if isinstance(value, int):
            return self.t.number(value)
        if isinstance(value, date):
            return self.t.date(value)
        if isinstance(value, tuple):
            return self._listed([self._member(name, each) for each in value])
        return self._member(name, value)

    def _member(self, name: str, value: str | tuple[str, str]) -> str:
        if isinstance(value, tuple):
            return self.t("facts.change", one=inside(self.type_name(value[0])), other=inside(self.type_name(value[1])))
        match name:
            case "authority":
                return self.authority_name(value)
            case "from_role" | "to_role" | "holders":
                return inside(self.role_name(value))
            case "duty_holder":
                return self.t.term("owner_definite", value)
            case "coordinator":
                return inside(self.type_name(value))
            case "services" | "units":
                return self.graph.services[value].name
            case "missing":
                return self._missing(value)
        return value

    def _missing(self, value: str) -> str:
        if value in self.catalogue.data.service_types:
            return inside(self.type_name(value))
        for key in (f"facts.field.{value}", f"facts.group.{value}"):
            if self.t.has(key):
                return self.t(key)
        return value

    def _listed(self, names: list[str]) -> str:
        if len(names) <= MOST_NAMES:
            return self.t.list(names)
        return self.t("facts.more", listed=", ".join(names[:MOST_NAMES]), n=len(names) - MOST_NAMES)

    # sentences ----------------------------------------------------------------------------------------------------

    def _values(self, outcome: Outcome) -> dict[str, str]:
        name = self.subject(outcome)
        if outcome.kind is SubjectKind.PAIR:
            one, _, other = outcome.subject.partition("--")
            name = self.t("facts.pair", one=inside(self.type_name(one)), other=inside(self.type_name(other)))
        return {"name": name} | {fact: self.fact(fact, value) for fact, value in outcome.facts}

    def sentence(self, outcome: Outcome) -> str:
        """What was found, in one sentence; whose duty it is, when it is another's."""
        if outcome.verdict is Verdict.NOT_APPLICABLE:
            return self.t("facts.not_applicable")
        findings = self.catalogue.check(outcome.rule).findings
        template = self.t.pick(findings.get(f"{outcome.verdict}.{outcome.case}") or findings[outcome.verdict])
        said = template.format_map(self._values(outcome))
        if not template.startswith("{name}"):
            said = said[:1].upper() + said[1:]
        holder = outcome.fact("duty_holder")
        if isinstance(holder, str) and outcome.provisions:
            said += " " + self.t("facts.duty_holder", owner=self.fact("duty_holder", holder))
        return said

    def title(self, outcome: Outcome) -> str:
        """The check's title: the problem in people's words."""
        return self.t.pick(self.catalogue.check(outcome.rule).title)

    def remedy(self, outcome: Outcome) -> str:
        """What to do."""
        return self.t.pick(self.catalogue.check(outcome.rule).remedy).format_map(self._values(outcome))

    def class_name(self, outcome: Outcome) -> str:
        """How a finding is to be read; an undocumented duty of bound form is to be clarified."""
        duty = outcome.strength is Strength.SKAL and outcome.form is Form.BOUND
        if duty and outcome.verdict is Verdict.UNDOCUMENTED and outcome.finding_class is FindingClass.POSSIBLE_FAILURE:
            return self.t("facts.clarify")
        return self.t.term("finding_class", outcome.finding_class)

    def legal_basis(self, outcome: Outcome) -> str:
        """The provisions cited on the date; *good practice* where there are none."""
        cited = [self.catalogue.citation(each, self.t.language) for each in outcome.provisions]
        return "; ".join(cited) or self.t("facts.no_law")

    def exempted(self, outcome: Outcome) -> str:
        """What is printed on a finding that somebody has accepted."""
        return self.t("facts.exempted" if outcome.strength is Strength.SKAL else "facts.exempted_good_practice")


def inside(name: str) -> str:
    """A name as it stands inside a sentence: «Leder for skole» small, «NAV» and «PP-tjenesten» as they are."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def where(location: Location | None) -> str:
    """Where to mend, as people read it: ``agreements.yaml:3`` or ``modell.xlsx: Avtaler!A7``; empty where nowhere."""
    if location is None:
        return ""
    if location.cell is not None:
        return f"{location.file}: {location.sheet}!{location.cell}"
    return f"{location.file}:{location.line}"
