"""Proposals: rules from the default policy that close every gap of a table, and nothing else.

A proposal is a suggestion (*forslag – ikke vedtatt*); it never counts as documentation. Its coordinator is always a
municipal service that is involved, for only such a one can be designated (hol § 3-4 and the like); every situation has
one, so every gap can be closed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from samhandling.coordination.boxes import items_of
from samhandling.coordination.proof import StageProof
from samhandling.coordination.states import cube_at, is_rule
from samhandling.coordination.table import MUNICIPAL, Item, Rule, StageTable, Table
from samhandling.coordination.verify import DEFAULT_BOUND, RuleAtStage, verify
from samhandling.law.entries import PolicyRule
from samhandling.model.vocabulary import HitPolicy

PREFIX = "forslag-"
"""How the ids of proposed rules begin; a number follows."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed rule, the line of the policy it comes from, and what it closes."""

    rule: Rule
    policy: PolicyRule
    closes: int
    """Situations that had no coordinator and that this rule decides."""
    stages: tuple[tuple[str, int], ...]
    """(stage, situations it closes there), in order."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A line of the policy, as a rule that fits a table."""

    policy: PolicyRule
    rule: Rule


def proposals(table: Table, policy: tuple[PolicyRule, ...], bound: int = DEFAULT_BOUND) -> tuple[Proposal, ...]:
    """Propose rules to stand after a table's own.

    With ``first``, they are lines of the policy in its order: the table's rules stand before them, so they decide the
    gaps only. With ``unique``, each is a box of the gap, so that it meets no rule and no proposal that names another
    coordinator. Raises :class:`~samhandling.coordination.budget.TooLarge` as the proof does.
    """
    candidates = tuple(_candidates(table, policy))
    if table.hit_policy is HitPolicy.FIRST:
        closing = _closing(table, [each.rule for each in candidates], bound)
        made = [
            (each.policy, _speaking_of(each, tuple(stage for stage, _ in stages), table))
            for each, stages in zip(candidates, closing, strict=True)
            if stages
        ]
    else:
        made = _merged(_boxes(table, candidates, bound))
    rules = _numbered(table, [rule for _, rule in made])
    closed = _closing(table, rules, bound)
    return tuple(
        Proposal(rule, line, sum(count for _, count in stages), stages)
        for (line, _), rule, stages in zip(made, rules, closed, strict=True)
        if stages
    )


def accepted(table: Table, proposed: Iterable[Proposal]) -> Table:
    """The table with the proposals after its own rules: no gap, and no other count has risen."""
    return table.with_rules((*table.rules, *(each.rule for each in proposed)))


def municipal_item(at: Iterable[StageTable], type_: str) -> Item:
    """The type as a rule must name it to mean the municipality's own: with the owner, where there are others too."""
    variables = [variable for each in at if (variable := each.variable(type_)) is not None]
    alone = all(variable.owners == (MUNICIPAL,) for variable in variables)
    return Item(type_) if alone else Item(type_, MUNICIPAL)


def _candidates(table: Table, policy: tuple[PolicyRule, ...]) -> Iterator[_Candidate]:
    """The lines that fit: those whose coordinator the municipality runs at a stage they speak of."""
    named = {line.coordinator for line in policy if not line.stages and not line.involved}
    types = dict.fromkeys(variable.type for at in table.stages for variable in at.variables)
    rest = [
        replace(last, stages=(), involved=(), coordinator=type_)
        for last in policy[-1:]
        for type_ in types
        if type_ not in named
    ]
    for line in (*policy, *rest):
        at = [each for each in table.stages if not line.stages or each.stage in line.stages]
        at = [each for each in at if (variable := each.variable(line.coordinator)) is not None and variable.municipal]
        if at:
            coordinator = municipal_item(at, line.coordinator)
            involved = tuple(map(Item.parse, line.involved))
            rule = Rule(
                id=line.id,
                coordinator=line.coordinator,
                stages=tuple(each.stage for each in at),
                all_of=(coordinator, *involved) if len(involved) == 1 else (coordinator,),
                any_of=involved if len(involved) > 1 else (),
            )
            yield _Candidate(line, rule)


def _closing(table: Table, rules: list[Rule], bound: int) -> list[tuple[tuple[str, int], ...]]:
    """For each of some rules that stand after a table's own: (stage, situations it decides there)."""
    extended = table.with_rules((*table.rules, *rules))
    results = verify(extended, bound, witnesses=False).rules[len(table.rules) :]
    return [tuple((at.stage, _decided(at)) for at in result.stages) for result in results]


def _decided(at: RuleAtStage) -> int:
    return at.assigned + at.not_involved + at.not_designable


def _speaking_of(candidate: _Candidate, stages: tuple[str, ...], table: Table) -> Rule:
    """The rule for some stages; a general line that is of use wherever its coordinator is found names none."""
    found = tuple(at.stage for at in table.stages if at.variable(candidate.rule.coordinator) is not None)
    general = not candidate.policy.stages and stages == found
    return replace(candidate.rule, stages=() if general else stages)


def _boxes(table: Table, candidates: tuple[_Candidate, ...], bound: int) -> Iterator[tuple[PolicyRule, Rule]]:
    """The gap cut by the line of the policy that would decide it, and each part in boxes, as rules."""
    first = len(table.rules)
    ordered = Table(HitPolicy.FIRST, (*table.rules, *(each.rule for each in candidates)), table.stages)
    for at in table.stages:
        proof = StageProof(ordered, at, bound)
        ends: dict[int, list[int]] = {}
        for end in proof.counts:
            if is_rule(end) and proof.row.cubes[cube_at(end)].rule >= first:
                ends.setdefault(proof.row.cubes[cube_at(end)].rule, []).append(end)
        for number in sorted(ends):
            chosen = candidates[number - first]
            for each in proof.boxes(ends[number]):
                all_of, none_of = items_of(each.box, at)
                yield chosen.policy, replace(
                    chosen.rule, stages=(at.stage,), all_of=all_of, any_of=(), none_of=none_of
                )


def _merged(made: Iterable[tuple[PolicyRule, Rule]]) -> list[tuple[PolicyRule, Rule]]:
    """Rules that differ in their stages only, as one."""
    merged: dict[Rule, tuple[PolicyRule, list[str]]] = {}
    for line, rule in made:
        merged.setdefault(replace(rule, stages=()), (line, []))[1].extend(rule.stages)
    return [(line, replace(rule, stages=tuple(stages))) for rule, (line, stages) in merged.items()]


def _numbered(table: Table, rules: list[Rule]) -> list[Rule]:
    """Give rules ids that no rule of the table has."""
    taken = {rule.id for rule in table.rules}
    numbered: list[Rule] = []
    number = 0
    for rule in rules:
        number += 1
        while f"{PREFIX}{number}" in taken:
            number += 1
        numbered.append(replace(rule, id=f"{PREFIX}{number}"))
    return numbered
