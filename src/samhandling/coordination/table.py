"""The decision table of coordination.md as plain, frozen values: variables, rules and the stages they meet at."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from samhandling.graph import ServiceGraph
from samhandling.law.entries import CatalogueData
from samhandling.model.municipality import Coordination, CoordinationRule
from samhandling.model.vocabulary import HitPolicy, Owner

NOT_INVOLVED = "-"
"""The value of a variable when the service is not involved (as the JSON writes it)."""

MUNICIPAL = str(Owner.KOMMUNE)


@dataclass(frozen=True, slots=True, order=True)
class Item:
    """What a rule speaks of: a service type, whoever owns it, or the type with one owner."""

    type: str
    owner: str | None = None

    @classmethod
    def parse(cls, text: str) -> "Item":
        """Read ``type`` or ``type:owner``; whether they exist is checked where the model is read."""
        type_, _, owner = text.partition(":")
        return cls(type_, owner or None)

    def __str__(self) -> str:
        return self.type if self.owner is None else f"{self.type}:{self.owner}"


@dataclass(frozen=True, slots=True)
class Variable:
    """A service type that follows children at a stage, with the owners it has there, in the vocabulary's order."""

    type: str
    owners: tuple[str, ...]

    @property
    def values(self) -> tuple[str, ...]:
        """What it can be in a situation: not involved, or involved with one of its owners."""
        return (NOT_INVOLVED, *self.owners)

    @property
    def municipal(self) -> bool:
        """Whether the municipality runs (some of) it."""
        return MUNICIPAL in self.owners


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: the situations it matches, and the service that then coordinates."""

    id: str
    coordinator: str
    stages: tuple[str, ...] = ()
    """Empty: every stage."""
    all_of: tuple[Item, ...] = ()
    any_of: tuple[Item, ...] = ()
    none_of: tuple[Item, ...] = ()
    agreement: str | None = None
    rationale: str | None = None
    covered: frozenset[tuple[str, str]] = frozenset()
    """(stage, owner) pairs at which an agreement in force has every provider of the coordinator's type and that
    owner at that stage as a party. Only by agreement can others than municipal services coordinate (hol § 3-4)."""

    def applies_at(self, stage: str) -> bool:
        """Tell whether the rule speaks of a stage."""
        return not self.stages or stage in self.stages

    def designable(self, stage: str, owner: str) -> bool:
        """Tell whether its coordinator can be designated at a stage when it is involved with that owner."""
        return owner == MUNICIPAL or (stage, owner) in self.covered

    def entry(self) -> dict[str, str | list[str]]:
        """The rule as it stands in a model's ``coordination.rules``; what is empty is left out."""
        fields: dict[str, str | list[str] | None] = {
            "id": self.id,
            "stages": list(self.stages),
            "all_of": [str(item) for item in self.all_of],
            "any_of": [str(item) for item in self.any_of],
            "none_of": [str(item) for item in self.none_of],
            "coordinator": self.coordinator,
            "agreement": self.agreement,
            "rationale": self.rationale,
        }
        return {name: value for name, value in fields.items() if value}


@dataclass(frozen=True)
class StageTable:
    """A stage of childhood and the variables of its situations, in a fixed order."""

    stage: str
    variables: tuple[Variable, ...]

    @cached_property
    def positions(self) -> dict[str, int]:
        """Type → position among the variables."""
        return {variable.type: position for position, variable in enumerate(self.variables)}

    def variable(self, type_: str) -> Variable | None:
        """The variable of a type; None when no such service follows children at the stage."""
        position = self.positions.get(type_)
        return None if position is None else self.variables[position]


@dataclass(frozen=True, slots=True)
class Table:
    """Everything the proof needs: how hits are read, the rules in order, and the stages in order."""

    hit_policy: HitPolicy
    rules: tuple[Rule, ...]
    stages: tuple[StageTable, ...]

    def at(self, stage: str) -> StageTable:
        """The variables of one stage; raises ``KeyError`` for a stage the table does not have."""
        for each in self.stages:
            if each.stage == stage:
                return each
        raise KeyError(stage)

    def rules_at(self, stage: str) -> tuple[Rule, ...]:
        """The rules that speak of a stage, in order."""
        return tuple(rule for rule in self.rules if rule.applies_at(stage))

    def with_rules(self, rules: tuple[Rule, ...]) -> "Table":
        """The same stages under other rules."""
        return replace(self, rules=rules)


ProvidersAt = Mapping[tuple[str, str], Mapping[str, frozenset[str]]]
"""(stage, type) → owner → the ids of the providers."""


def table_of(graph: ServiceGraph, catalogue: CatalogueData) -> Table:
    """Build the table of a municipality on a date: every stage of the catalogue, with the providers it has there.

    Only providers count (model.md, *services*); a type without one at a stage is no variable there. Variables are in
    the catalogue's order of types, owners in the vocabulary's.
    """
    found: dict[tuple[str, str], dict[str, set[str]]] = {}
    for service in graph.providers:
        for stage in graph.stages_of(service):
            found.setdefault((stage, service.type), {}).setdefault(str(service.owner), set()).add(service.id)
    providers: ProvidersAt = {
        key: {str(owner): frozenset(owners[owner]) for owner in Owner if owner in owners}
        for key, owners in found.items()
    }
    stages = tuple(
        StageTable(
            stage,
            tuple(
                Variable(type_, tuple(providers[stage, type_]))
                for type_ in catalogue.service_types
                if (stage, type_) in providers
            ),
        )
        for stage in catalogue.stages
    )
    coordination = graph.municipality.coordination or Coordination()
    rules = tuple(_rule(rule, graph, providers) for rule in coordination.rules)
    return Table(coordination.hit_policy, rules, stages)


def _rule(rule: CoordinationRule, graph: ServiceGraph, providers: ProvidersAt) -> Rule:
    in_force = rule.agreement is not None and rule.agreement in graph.in_force_ids
    parties = graph.members(rule.agreement) if in_force and rule.agreement is not None else frozenset[str]()
    return Rule(
        id=rule.id,
        coordinator=rule.coordinator,
        stages=rule.stages,
        all_of=tuple(map(Item.parse, rule.all_of)),
        any_of=tuple(map(Item.parse, rule.any_of)),
        none_of=tuple(map(Item.parse, rule.none_of)),
        agreement=rule.agreement,
        rationale=rule.rationale,
        covered=frozenset(
            (stage, owner)
            for (stage, type_), owners in providers.items()
            for owner, ids in owners.items()
            if type_ == rule.coordinator and in_force and ids <= parties
        ),
    )
