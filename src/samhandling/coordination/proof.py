"""One stage proved: its decision graph, how many situations lead where, and boxes that hold exactly the defects."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from math import prod

from samhandling.coordination.bitsets import Bitsets
from samhandling.coordination.boxes import Box, Space, ValueSet
from samhandling.coordination.budget import Budget
from samhandling.coordination.cover import NOTHING, Sets
from samhandling.coordination.cubes import Row, cubes_of
from samhandling.coordination.diagram import Diagram
from samhandling.coordination.situations import Outcome, Situation, outcome_of
from samhandling.coordination.states import CONFLICT, GAP, DecisionGraph, cube_at, decision_graph
from samhandling.coordination.table import StageTable, Table

FEW = 1 << 18
"""Up to so many combinations of the asked variables, one bit for each is quicker than a diagram."""

Chosen = tuple[tuple[int, int], ...]
"""(position of a variable, its value) of those that are involved."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A box, and how many situations it holds."""

    count: int
    box: Box


class StageProof:
    """A stage of a table; every question is answered exactly, for any number of variables.

    Raises :class:`~samhandling.coordination.budget.TooLarge` when the stage needs more states, diagram nodes and boxes
    than the bound.
    """

    def __init__(self, table: Table, at: StageTable, bound: int) -> None:
        self.at = at
        self.space = Space(at)
        self._rules = table.rules
        self._budget = Budget(at.stage, bound)
        speaking = ((n, rule) for n, rule in enumerate(table.rules) if rule.applies_at(at.stage))
        self.row = Row(cubes_of(speaking, self.space), table.hit_policy).without_useless()

    @property
    def spent(self) -> int:
        """The states, diagram nodes and boxes taken so far."""
        return self._budget.spent

    @cached_property
    def graph(self) -> DecisionGraph:
        """The decision graph."""
        return decision_graph(self.row, self.space, self._budget)

    @cached_property
    def unasked(self) -> tuple[int, ...]:
        """The variables no rule speaks of; they only count as *involved* and *municipal*."""
        return tuple(position for position in range(len(self.at.variables)) if position not in self.row.mentioned)

    def outcome(self, end: int) -> Outcome:
        """The outcome at an end of the graph."""
        if end == GAP:
            return Outcome.GAP
        if end == CONFLICT:
            return Outcome.CONFLICT
        cube = self.row.cubes[cube_at(end)]
        return outcome_of(self._rules[cube.rule], self.at.stage, self.owner(end))

    def owner(self, end: int) -> str | None:
        """The owner with which the coordinator is involved at an end where a rule decides; None: not involved."""
        cube = self.row.cubes[cube_at(end)]
        if cube.value == 0:
            return None
        return self.at.variables[self.at.positions[cube.coordinator]].values[cube.value]

    @cached_property
    def counts(self) -> dict[int, int]:
        """End → how many situations lead to it."""
        return self.counts_in({})

    def counts_in(self, limits: dict[int, ValueSet]) -> dict[int, int]:
        """The same for the situations in a box, given as position of a variable → its values.

        All combinations, less those that are no situations (:class:`~samhandling.coordination.boxes.Space`).
        """
        bits = self.space.municipal_bits
        inside = [limits.get(position, self.space.everything(position)) for position in range(len(bits))]
        counts: Counter[int] = Counter()
        for end, count in self._combinations(inside):
            counts[end] += count
        for end, count in self._combinations([values & ~bit for values, bit in zip(inside, bits, strict=True)]):
            counts[end] -= count
        required = [position for position, values in enumerate(inside) if not values & 1]
        for position, bit in enumerate(bits):
            if bit & inside[position] and required in ([], [position]):
                counts[self.graph.end({position: bit.bit_length() - 1})] -= 1
        return {end: count for end, count in sorted(counts.items()) if count}

    def _combinations(self, inside: list[ValueSet]) -> Iterator[tuple[int, int]]:
        """(end, how many combinations of all variables, each with some values only, lead to it)."""
        allowed = [[v for v in range(self.space.sizes[at]) if inside[at] >> v & 1] for at in self.graph.order]
        factor = prod(inside[position].bit_count() for position in self.unasked)
        return ((end, count * factor) for end, count in self.graph.flow(allowed).items())

    @cached_property
    def smallest(self) -> dict[int, Situation]:
        """End → a situation with as few services as possible that leads to it, for every end that has one.

        Dynamic programming over the graph: for each state, and none/one/more involved, municipal or not, the fewest
        services with which it is reached.
        """
        best: dict[int, Chosen] = {}
        reached: dict[tuple[int, int, bool], Chosen] = {(self.graph.root, 0, False): ()}
        for level in range(len(self.graph.order) + 1):
            for (to, involved, municipal), chosen in reached.items():
                if to < 0:
                    full = self._filled(chosen, level, involved=involved, municipal=municipal)
                    if full is not None and (to not in best or len(full) < len(best[to])):
                        best[to] = full
            if level < len(self.graph.order):
                reached = self._reached_after(level, reached)
        return {end: self._situation(best[end]) for end in sorted(best)}

    def _reached_after(
        self, level: int, reached: dict[tuple[int, int, bool], Chosen]
    ) -> dict[tuple[int, int, bool], Chosen]:
        position = self.graph.order[level]
        bit = self.space.municipal_bits[position]
        onward: dict[tuple[int, int, bool], Chosen] = {}
        for (state, involved, municipal), chosen in reached.items():
            if state < 0:
                continue
            for value, to in enumerate(self.graph.levels[level][state]):
                more = (to, min(2, involved + 1), municipal or bool(bit >> value & 1)) if value else None
                key = more or (to, involved, municipal)
                values = (*chosen, (position, value)) if value else chosen
                if key not in onward or len(values) < len(onward[key]):
                    onward[key] = values
        return onward

    def _filled(self, chosen: Chosen, level: int, *, involved: int, municipal: bool) -> Chosen | None:
        """The same with as many of the variables that no longer matter involved as a situation needs."""
        free = sorted((*self.graph.order[level:], *self.unasked))
        if not municipal:
            own = next((position for position in free if self.space.municipal_bits[position]), None)
            if own is None:
                return None
            free.remove(own)
            chosen = (*chosen, (own, self.space.municipal_bits[own].bit_length() - 1))
            involved += 1
        if involved < 2:
            if not free:
                return None
            chosen = (*chosen, (free[0], 1))
        return chosen

    def _situation(self, chosen: Chosen) -> Situation:
        variables = self.at.variables
        return {variables[at].type: variables[at].values[value] for at, value in sorted(chosen)}

    def boxes(self, ends: Iterable[int]) -> tuple[Counted, ...]:
        """Boxes that together hold exactly the situations that lead to some ends, the largest first.

        No value can be added to a box, and no box left out, without losing that (:meth:`Sets.cover`).
        """
        return self.boxes_inside(self.graph.gather(self._sets, ends))

    def boxes_inside(self, wanted: int) -> tuple[Counted, ...]:
        """The same for a set of combinations of this stage's asked variables."""
        sets, possible = self._sets, self._possible
        needed = sets.meet(wanted, possible)
        allowed = sets.join(wanted, sets.minus(sets.everything(0), possible))
        order, space = self.graph.order, self.space
        found: list[Counted] = []
        for limits in sets.cover(needed, allowed):
            at = {order[level]: values for level, values in limits}
            found.append(Counted(space.count(at), space.box(at)))
        return tuple(sorted(found, key=lambda each: (-each.count, each.box)))

    @cached_property
    def _sets(self) -> Sets:
        sizes = [self.space.sizes[position] for position in self.graph.order]
        return (Bitsets if prod(sizes) <= FEW else Diagram)(sizes, self._budget)

    @cached_property
    def _possible(self) -> int:
        """The combinations of the asked variables that some situation has: none/one/more involved, municipal or not."""
        unasked = [self.space.municipal_bits[position] for position in self.unasked]
        nodes = {
            (involved, municipal): self._sets.everything(len(self.graph.order))
            if involved + len(unasked) >= 2 and (municipal or any(unasked))
            else NOTHING
            for involved in range(3)
            for municipal in (False, True)
        }
        for level in range(len(self.graph.order) - 1, -1, -1):
            nodes = {key: self._sets.node(level, self._onward(level, key, nodes)) for key in nodes}
        return nodes[0, False]

    def _onward(self, level: int, key: tuple[int, bool], nodes: dict[tuple[int, bool], int]) -> tuple[int, ...]:
        """Where each value of the variable at a level leads, when so many are involved, municipal or not."""
        involved, municipal = key
        position = self.graph.order[level]
        bit = self.space.municipal_bits[position]
        more = min(2, involved + 1)
        values = range(1, self.space.sizes[position])
        return (nodes[key], *(nodes[more, municipal or bool(bit >> value & 1)] for value in values))
