"""The assigned table: who coordinates by default, in the situations people meet most."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from samhandling.coordination.proof import StageProof
from samhandling.coordination.situations import Decision, Outcome, Situation, decide, is_situation
from samhandling.coordination.states import cube_at, is_rule
from samhandling.coordination.table import StageTable, Table
from samhandling.coordination.verify import DEFAULT_BOUND
from samhandling.law.entries import PolicyRule


@dataclass(frozen=True, slots=True)
class Default:
    """Who coordinates in one situation, by which rule and why."""

    stage: str
    types: tuple[tuple[str, str], ...]
    """(type, owner) of the services that are involved; all others are not."""
    outcome: Outcome
    coordinator: str | None
    """None where the table names nobody (a gap, a conflict). With the outcomes *not_involved* and *not_designable* it
    is what the rule says, though it cannot be so."""
    rule: str | None
    reason: str | None
    """The rule's own rationale, as the municipality wrote it."""
    only_rule: bool = False
    """Whether it is here because the rule decides it, and none of the usual situations shows that rule."""


def core_types(at: StageTable, policy: Sequence[PolicyRule], core: Sequence[str]) -> tuple[str, ...]:
    """The stage's core services: of the catalogue's core types, and those the policy names for that very stage, the
    ones that follow children there."""
    named = {line.coordinator for line in policy if at.stage in line.stages} | set(core)
    return tuple(variable.type for variable in at.variables if variable.type in named)


def defaults(
    table: Table, policy: Sequence[PolicyRule], core: Sequence[str], bound: int = DEFAULT_BOUND
) -> tuple[Default, ...]:
    """Answer the situations people meet most.

    For each stage: every pair and triple of its core services (with each owner they can have, as long as the duty
    applies); then, for each rule that decides something but none of these, the smallest situation it decides.
    Raises :class:`~samhandling.coordination.budget.TooLarge` as the proof does.
    """
    return tuple(each for at in table.stages for each in _at(table, at, core_types(at, policy, core), bound))


def _at(table: Table, at: StageTable, core: tuple[str, ...], bound: int) -> Iterator[Default]:
    shown: set[str | None] = set()
    for situation in usual_situations(at, core):
        decision = decide(table, at, situation)
        shown.add(decision.rule.id if decision.rule else None)
        yield default_of(at, situation, decision)
    proof = StageProof(table, at, bound)
    smallest: dict[str, Situation] = {}
    for end, situation in proof.smallest.items():
        if is_rule(end):
            rule = table.rules[proof.row.cubes[cube_at(end)].rule].id
            if rule not in smallest or len(situation) < len(smallest[rule]):
                smallest[rule] = situation
    for rule in (rule.id for rule in table.rules):
        if rule in smallest and rule not in shown:
            yield default_of(at, smallest[rule], decide(table, at, smallest[rule]), only_rule=True)


def usual_situations(at: StageTable, core: tuple[str, ...]) -> Iterator[Situation]:
    """Every pair, then every triple, of some services, with each owner they have at the stage."""
    for count in (2, 3):
        for types in combinations(core, count):
            for owners in product(*(at.variables[at.positions[type_]].owners for type_ in types)):
                situation = dict(zip(types, owners, strict=True))
                if is_situation(situation):
                    yield situation


def default_of(at: StageTable, situation: Situation, decision: Decision, *, only_rule: bool = False) -> Default:
    """Write a decision as a row of the assigned table."""
    rule = decision.rule
    types = tuple((v.type, situation[v.type]) for v in at.variables if v.type in situation)
    if rule is None:
        return Default(at.stage, types, decision.outcome, None, None, None, only_rule)
    return Default(at.stage, types, decision.outcome, rule.coordinator, rule.id, rule.rationale, only_rule)
