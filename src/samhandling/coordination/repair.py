"""Changes of the municipality's own rules that mend what no new rule can: three of the four defects.

* ``not_involved``: the rule must also require its coordinator, or name another.
* ``not_designable``: the rule must leave out the owners nobody can designate (or be given an agreement with them), or
  name another coordinator.
* ``conflict``: one of two rules that disagree must leave the other's situations alone.

Situations a changed rule lets go of fall to later rules, or become gaps that proposals close. So the changes with the
proposals (:mod:`samhandling.coordination.propose`) leave none of the four defects.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from samhandling.coordination.boxes import Space
from samhandling.coordination.budget import Budget, TooLarge
from samhandling.coordination.cubes import boxes_of
from samhandling.coordination.propose import municipal_item
from samhandling.coordination.situations import Outcome
from samhandling.coordination.table import MUNICIPAL, Item, Rule, Table
from samhandling.coordination.verify import DEFAULT_BOUND, RuleResult, Verification, verify
from samhandling.law.entries import PolicyRule
from samhandling.model.vocabulary import HitPolicy


@dataclass(frozen=True, slots=True)
class Change:
    """A proposed change of one of the municipality's rules."""

    before: Rule
    after: Rule
    mends: tuple[Outcome, ...]
    """The defects it mends, in the order of :data:`~samhandling.coordination.situations.DEFECTS`."""
    count: int
    """Situations with these defects that the rule as it was decides (of a conflict: that it has a part in)."""
    agreement_with: tuple[tuple[str, str], ...] = ()
    """(stage, owner): an agreement with every provider of the coordinator's type and that owner at that stage would
    mend *not designable* without any change."""

    @property
    def new_coordinator(self) -> bool:
        """Whether the rule gets another coordinator; otherwise it gets extra conditions."""
        return self.before.coordinator != self.after.coordinator


class _Draft:
    """A table under repair."""

    def __init__(self, table: Table, policy: tuple[PolicyRule, ...]) -> None:
        self.table = table
        self.rules = list(table.rules)
        self._spaces = {at.stage: Space(at) for at in table.stages}
        self._rank = {line.coordinator: number for number, line in reversed(list(enumerate(policy)))}
        self._apart: dict[tuple[int, int], tuple[Rule, Rule]] = {}
        """Pairs of rules known to match nothing in common, as they were when that was found."""
        self.mended: dict[int, dict[Outcome, int]] = {}
        self.agreements: dict[int, tuple[tuple[str, str], ...]] = {}

    def change(self, number: int, after: Rule, outcome: Outcome, count: int) -> None:
        """Replace a rule, and remember why."""
        self.rules[number] = after
        self.mended.setdefault(number, {}).setdefault(outcome, count)

    def spaces(self, rule: Rule) -> Iterator[Space]:
        """The stages a rule speaks of."""
        return (space for stage, space in self._spaces.items() if rule.applies_at(stage))

    def reach(self, rule: Rule) -> int:
        """How many situations a rule matches; where boxes of ``any_of`` overlap, at least so many."""
        return sum(max(map(space.count, boxes_of(rule, space)), default=0) for space in self.spaces(rule))

    def common(self, one: Rule, other: Rule) -> int:
        """How many situations two rules both match; 0 only where there is none."""
        return sum(_common(one, other, space) for space in self.spaces(one) if other.applies_at(space.at.stage))

    # not involved, not designable ---------------------------------------------------------------------------------

    def require_coordinator(self, number: int, count: int) -> None:
        """Let a rule match only where its coordinator is involved; name another where that never is."""
        rule = self.rules[number]
        after = _and(rule, all_of=(Item(rule.coordinator),))
        if not self.reach(after):
            after = self._other_coordinator(rule)
        self.change(number, after, Outcome.NOT_INVOLVED, count)

    def leave_out_owners(self, number: int, result: RuleResult) -> None:
        """Let a rule match only where its coordinator can be designated; name another where it never can."""
        rule = self.rules[number]
        wrong = tuple(
            (at.stage, owner)
            for at in result.stages
            if at.not_designable
            for owner in self._owners(rule, at.stage)
            if not rule.designable(at.stage, owner)
        )
        owners = {owner for space in self.spaces(rule) for owner in self._owners(rule, space.at.stage)}
        out = {owner for _, owner in wrong}
        if owners - out == {MUNICIPAL}:
            after = _and(rule, all_of=(Item(rule.coordinator, MUNICIPAL),))
        else:
            after = _and(rule, none_of=tuple(Item(rule.coordinator, owner) for owner in sorted(out)))
        if not self._designable(after):
            after = self._other_coordinator(rule)
        self.agreements.setdefault(number, wrong)
        self.change(number, after, Outcome.NOT_DESIGNABLE, result.not_designable)

    def _designable(self, rule: Rule) -> bool:
        """Tell whether a rule still matches a situation with its coordinator involved."""
        return self.reach(_and(rule, all_of=(Item(rule.coordinator),))) > 0

    def _owners(self, rule: Rule, stage: str) -> tuple[str, ...]:
        variable = self._spaces[stage].at.variable(rule.coordinator)
        return () if variable is None else variable.owners

    def _other_coordinator(self, rule: Rule) -> Rule:
        """Name a municipal service instead, and require it: one the rule speaks of, else the policy's first.

        Any situation the rule matches has a municipal service, so there is one that fits.
        """
        named = [item.type for item in rule.all_of], [item.type for item in rule.any_of]
        at = [space.at for space in self.spaces(rule)]
        types = dict.fromkeys(variable.type for each in at for variable in each.variables if variable.municipal)

        def order(type_: str) -> tuple[bool, bool, int]:
            return type_ not in named[0], type_ not in named[1], self._rank.get(type_, len(self._rank))

        for type_ in sorted(types, key=order):
            after = _and(rule, all_of=(municipal_item(at, type_),))
            after = replace(after, coordinator=type_, agreement=None, covered=frozenset())
            if self.reach(after):
                return after
        return rule

    # conflict -----------------------------------------------------------------------------------------------------

    def part(self, first: int, second: int) -> None:
        """Part two rules that disagree somewhere: the later gives way, unless it is the more special one.

        Of the ways to give way, the one that keeps most situations. Where both match the same, the later agrees.
        """
        one, other = self.rules[first], self.rules[second]
        known = self._apart.get((first, second), (None, None))
        if one.coordinator == other.coordinator or (known[0] is one and known[1] is other):
            return
        count = self.common(one, other)
        if not count:
            self._apart[first, second] = one, other
            return
        for number, gives_way, stays in ((second, other, one), (first, one, other)):
            best = max(self._outside(gives_way, stays), key=self.reach, default=None)
            if best is not None and self.reach(best):
                self.change(number, best, Outcome.CONFLICT, count)
                return
        agreed = replace(other, coordinator=one.coordinator, agreement=one.agreement, covered=one.covered)
        self.change(second, agreed, Outcome.CONFLICT, count)

    def _outside(self, rule: Rule, other: Rule) -> Iterator[Rule]:
        """The ways to narrow a rule so that it meets nothing of another: break one of the other's conditions."""
        for item in other.all_of:
            yield _and(rule, none_of=(item,))
        if other.any_of:
            yield _and(rule, none_of=other.any_of)
        for item in other.none_of:
            yield _and(rule, all_of=(item,))
        stages = tuple(space.at.stage for space in self.spaces(rule) if not other.applies_at(space.at.stage))
        if stages:
            yield replace(rule, stages=stages)


def changes(table: Table, policy: tuple[PolicyRule, ...], bound: int = DEFAULT_BOUND) -> tuple[Change, ...]:
    """Propose a change of every rule that has a part in a defect but a gap.

    Raises :class:`~samhandling.coordination.budget.TooLarge` as the proof does.
    """
    draft = _Draft(table, policy)
    # Each round proves the table anew, and changed rules have more conditions: together they may take what one may.
    together = Budget("", bound)
    while True:
        try:
            proof = verify(table.with_rules(tuple(draft.rules)), together.left, witnesses=False, together=together)
        except TooLarge as large:
            raise TooLarge(large.stage, bound - large.bound + large.size, bound) from large
        before = tuple(draft.rules)
        _mend_deciding(draft, proof)
        if table.hit_policy is HitPolicy.UNIQUE and tuple(draft.rules) == before:
            for first, second in combinations(range(len(draft.rules)), 2):
                draft.part(first, second)
        if tuple(draft.rules) == before:
            break
    return tuple(
        Change(
            table.rules[number],
            draft.rules[number],
            tuple(outcome for outcome in Outcome if outcome in why),
            sum(why.values()),
            draft.agreements.get(number, ()),
        )
        for number, why in sorted(draft.mended.items())
        if draft.rules[number] != table.rules[number]
    )


def changed(table: Table, proposed: Iterable[Change]) -> Table:
    """The table with its rules changed, in the same order."""
    after = {change.before.id: change.after for change in proposed}
    return table.with_rules(tuple(after.get(rule.id, rule) for rule in table.rules))


def _mend_deciding(draft: _Draft, proof: Verification) -> None:
    for number, result in enumerate(proof.rules):
        if result.not_designable:
            draft.leave_out_owners(number, result)
        elif result.not_involved:
            draft.require_coordinator(number, result.not_involved)


def _and(rule: Rule, all_of: tuple[Item, ...] = (), none_of: tuple[Item, ...] = ()) -> Rule:
    """A rule with more conditions; a type it required is replaced where the new condition says more of it."""
    narrower = {item.type for item in all_of if item.owner is not None}
    kept = tuple(item for item in rule.all_of if item.owner is not None or item.type not in narrower)
    new = tuple(item for item in all_of if item not in kept and Item(item.type) not in _types(kept, item))
    more = tuple(item for item in none_of if item not in rule.none_of)
    return replace(rule, all_of=(*kept, *new), none_of=(*rule.none_of, *more))


def _types(kept: tuple[Item, ...], item: Item) -> set[Item]:
    """For an item without owner, the types required already, with whatever owner: it says nothing more."""
    return {Item(each.type) for each in kept} if item.owner is None else set()


def _common(one: Rule, other: Rule, space: Space) -> int:
    found = 0
    for a in boxes_of(one, space):
        for b in boxes_of(other, space):
            both = space.meet(a, b)
            if both is not None:
                found = max(found, space.count(both))
    return found
