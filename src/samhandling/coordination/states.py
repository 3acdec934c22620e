"""The decision graph of a stage: what is still possible after each variable has been given a value.

A *state* is the set of cubes that can still decide. Giving the next variable a value removes the cubes it rules out
and those that an earlier cube has made useless; equal sets are the same state, so situations that the rules cannot
tell apart are never looked at twice. When one decided cube is left, it decides whatever the other variables are.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import prod

from samhandling.coordination.boxes import Space
from samhandling.coordination.budget import Budget, TooLarge
from samhandling.coordination.cover import NOTHING, Sets
from samhandling.coordination.cubes import Row

GAP, CONFLICT = -1, -2
"""Ends of the graph: no cube is left; cubes that name different coordinators match."""

REACHES = (20.0, 10.0, 40.0)
"""The orders of variables that are tried (:meth:`Row.order`); the first alone where it gives a small graph."""
SMALL = 5_000


def end_of(cube: int) -> int:
    """The end at which a cube decides."""
    return -3 - cube


def is_rule(end: int) -> bool:
    """Tell whether a rule decides at an end."""
    return end <= end_of(0)


def cube_at(end: int) -> int:
    """The cube that decides at an end (the inverse of :func:`end_of`)."""
    return -3 - end


@dataclass(frozen=True)
class DecisionGraph:
    """States level by level; a number ≥ 0 is a state of the next level, a negative one an end."""

    order: tuple[int, ...]
    """The variables (positions) asked, in order."""
    root: int
    levels: tuple[tuple[tuple[int, ...], ...], ...]
    """For each variable asked, the states that ask it: where each value leads."""

    @property
    def size(self) -> int:
        """How many states it has."""
        return sum(map(len, self.levels))

    def end(self, values: Mapping[int, int]) -> int:
        """Where one combination leads: position of a variable → its value; 0 for those left out."""
        at = self.root
        for level, position in enumerate(self.order):
            if at < 0:
                break
            at = self.levels[level][at][values.get(position, 0)]
        return at

    def flow(self, allowed: Sequence[Sequence[int]]) -> dict[int, int]:
        """How many combinations of the asked variables lead to each end, when each may only have some values."""
        if self.root < 0:
            return {self.root: prod(map(len, allowed))}
        below = [1]
        for values in reversed(allowed):
            below.append(below[-1] * len(values))
        below.reverse()
        ends: dict[int, int] = {}
        weights = [1]
        for level, states in enumerate(self.levels):
            onward: dict[int, int] = {}
            for state, weight in enumerate(weights):
                for value in allowed[level]:
                    to = states[state][value]
                    if to < 0:
                        ends[to] = ends.get(to, 0) + weight * below[level + 1]
                    else:
                        onward[to] = onward.get(to, 0) + weight
            wide = len(self.levels[level + 1]) if level + 1 < len(self.levels) else 0
            weights = [onward.get(state, 0) for state in range(wide)]
        return ends

    def gather(self, sets: Sets, wanted: Iterable[int]) -> int:
        """The set of combinations that lead to one of some ends; the levels of ``sets`` are this graph's."""
        ends = frozenset(wanted)

        def of(to: int, below: list[int], level: int) -> int:
            if to >= 0:
                return below[to]
            return sets.everything(level) if to in ends else NOTHING

        found: list[int] = []
        for level in range(len(self.levels) - 1, -1, -1):
            below, found = found, []
            for state in self.levels[level]:
                found.append(sets.node(level, tuple([of(to, below, level + 1) for to in state])))
        return of(self.root, found, 0)


def decision_graph(row: Row, space: Space, budget: Budget) -> DecisionGraph:
    """Build the graph; raises :class:`~samhandling.coordination.budget.TooLarge` past the bound."""
    best: DecisionGraph | None = None
    room, met = budget.bound - budget.spent, 0
    for reach in REACHES:
        built = _build(row, space, row.order(reach), room)
        if isinstance(built, int):
            met = max(met, built)
            continue
        best, room = built, built.size
        if room <= SMALL:
            break
    if best is None:
        raise TooLarge(budget.stage, budget.spent + met, budget.bound)
    budget.spend(best.size)
    return best


def _build(row: Row, space: Space, order: tuple[int, ...], most: int) -> DecisionGraph | int:
    """One graph; the size met instead when there are more states than asked for."""
    decided: set[int] = set()
    done = sum(1 << bit for bit, cube in enumerate(row.cubes) if not cube.limits)
    root = _end(row, row.everything, done)
    current = {row.everything: 0} if root is None else {}
    levels: list[tuple[tuple[int, ...], ...]] = []
    total = len(current)
    for position in order:
        decided.add(position)
        keeping = [row.everything & ~row.excluding(position, value) for value in range(space.sizes[position])]
        limiting = [(bit, cube) for bit, cube in enumerate(row.cubes) if position in cube.limits]
        useless = {1 << bit: ~row.useless_after(bit, decided) for bit, _ in limiting}
        watched = sum(useless)
        done |= sum(1 << bit for bit, cube in limiting if cube.limits.keys() <= decided)
        onward: dict[int, int] = {}
        known: dict[int, int] = {}
        states: list[tuple[int, ...]] = []
        for alive in current:
            to: list[int] = []
            for keep in keeping:
                left = alive & keep
                look = left & watched
                while look:
                    low = look & -look
                    left &= useless[low]
                    look = (look ^ low) & left
                next_state = known.get(left)
                if next_state is None:
                    end = _end(row, left, done)
                    if end is None:
                        next_state = onward[left] = len(onward)
                    else:
                        next_state = end
                    known[left] = next_state
                to.append(next_state)
            states.append(tuple(to))
        levels.append(tuple(states))
        total += len(onward)
        if total > most:
            return total
        current = onward
    return DecisionGraph(order, 0 if root is None else root, tuple(levels))


def _end(row: Row, alive: int, done: int) -> int | None:
    """The end that a set of cubes is, if it is one. Cubes that agree with an earlier decided one are gone by then."""
    if not alive:
        return GAP
    decided = alive & done
    if not decided:
        return None
    first = (decided & -decided).bit_length() - 1
    if decided & ~row.agreeing[first]:
        return CONFLICT
    return end_of(first) if alive == 1 << first else None
