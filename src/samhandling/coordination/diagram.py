"""Sets of value combinations as a shared decision diagram, and their cover by few and general boxes.

The diagram is an ordered, reduced, multi-valued decision diagram: a node asks one variable, has one child for each of
its values, and exists once; equal sets are the same node. The cover is the algorithm of Minato (*Fast generation of
prime-irredundant covers from binary decision diagrams*, 1993, after Morreale), carried over from two to any number of
values.
"""

from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import combinations

from samhandling.coordination.budget import Budget

NOTHING, EVERYTHING = 0, 1

Limits = tuple[tuple[int, int], ...]
"""A box as (level, set of values in bits), in level order; a level left out is unrestricted."""


class Diagram:
    """Nodes over variables in a fixed order (their place in it is their *level*)."""

    def __init__(self, sizes: Sequence[int], budget: Budget) -> None:
        self.sizes = tuple(sizes)
        self._budget = budget
        bottom = len(self.sizes)
        self._levels = [bottom, bottom]
        self._children: list[tuple[int, ...]] = [(), ()]
        self._nodes: dict[tuple[int, tuple[int, ...]], int] = {}
        self._meets: dict[tuple[int, int], int] = {}
        self._joins: dict[tuple[int, int], int] = {}
        self._differences: dict[tuple[int, int], int] = {}
        self._covers: dict[tuple[int, int], tuple[int, tuple[Limits, ...]]] = {}
        self._subsets = {size: tuple(_proper_subsets(size)) for size in set(self.sizes)}

    def node(self, level: int, children: tuple[int, ...]) -> int:
        """The set that has these subsets for the values of a variable."""
        first = children[0]
        if all(child == first for child in children):
            return first
        key = (level, children)
        found = self._nodes.get(key)
        if found is None:
            self._budget.spend()
            found = self._nodes[key] = len(self._levels)
            self._levels.append(level)
            self._children.append(children)
        return found

    def meet(self, a: int, b: int) -> int:
        """What is in both sets."""
        if b in (a, EVERYTHING):
            return a
        if a == EVERYTHING:
            return b
        if NOTHING in (a, b):
            return NOTHING
        if a > b:
            a, b = b, a
        found = self._meets.get((a, b))
        if found is None:
            level, pairs = self._split(a, b)
            found = self._meets[a, b] = self.node(level, tuple([self.meet(x, y) for x, y in pairs]))
        return found

    def join(self, a: int, b: int) -> int:
        """What is in either set."""
        if b in (a, NOTHING):
            return a
        if a == NOTHING:
            return b
        if EVERYTHING in (a, b):
            return EVERYTHING
        if a > b:
            a, b = b, a
        found = self._joins.get((a, b))
        if found is None:
            level, pairs = self._split(a, b)
            found = self._joins[a, b] = self.node(level, tuple([self.join(x, y) for x, y in pairs]))
        return found

    def minus(self, a: int, b: int) -> int:
        """What is in the first set and not in the second."""
        if a in (b, NOTHING) or b == EVERYTHING:
            return NOTHING
        if b == NOTHING:
            return a
        found = self._differences.get((a, b))
        if found is None:
            level, pairs = self._split(a, b)
            found = self._differences[a, b] = self.node(level, tuple([self.minus(x, y) for x, y in pairs]))
        return found

    def _split(self, a: int, b: int) -> tuple[int, Iterator[tuple[int, int]]]:
        """The topmost variable that either set asks, and the pairs of subsets for its values."""
        level_a, level_b = self._levels[a], self._levels[b]
        level = min(level_a, level_b)
        size = self.sizes[level]
        return level, zip(
            self._children[a] if level_a == level else (a,) * size,
            self._children[b] if level_b == level else (b,) * size,
            strict=True,
        )

    def cover(self, needed: int, allowed: int) -> tuple[Limits, ...]:
        """Cover a set by boxes that stay inside a larger one.

        Every box is *prime* (no value can be added without leaving ``allowed``) and the list is *irredundant* (each
        box holds something needed that no other box holds). ``needed`` must be inside ``allowed``.
        """
        return self._cover(needed, allowed)[1]

    def _cover(self, needed: int, allowed: int) -> tuple[int, tuple[Limits, ...]]:
        """The set covered, and the boxes.

        For each set of values, smallest first, what is needed *and* allowed at exactly those values of the topmost
        variable must be covered by boxes with just that value set; such a box can have no further value, and boxes
        with other value sets of that size or larger cannot replace it. So both properties pass up from below.
        """
        if needed == NOTHING:
            return NOTHING, ()
        if allowed == EVERYTHING:
            return EVERYTHING, ((),)
        found = self._covers.get((needed, allowed))
        if found is None:
            found = self._covers[needed, allowed] = self._cover_split(needed, allowed)
        return found

    def _cover_split(self, needed: int, allowed: int) -> tuple[int, tuple[Limits, ...]]:
        level, pairs = self._split(needed, allowed)
        left, room = map(list, zip(*pairs, strict=True))
        size = len(left)
        covered = [NOTHING] * size
        boxes: list[Limits] = []
        for values, bits, others in self._subsets[size]:
            wanted = reduce(self.join, [left[value] for value in values])
            common = reduce(self.meet, [room[value] for value in values])
            wanted = self.meet(wanted, common)
            for other in others:
                wanted = self.minus(wanted, room[other])
            if wanted == NOTHING:
                continue
            part, inner = self._cover(wanted, common)
            self._budget.spend(len(inner))
            boxes.extend([((level, bits), *box) for box in inner])
            for value in values:
                covered[value] = self.join(covered[value], part)
                left[value] = self.minus(left[value], part)
        rest = reduce(self.join, left)
        if rest != NOTHING:
            part, inner = self._cover(rest, reduce(self.meet, room))
            boxes.extend(inner)
            covered = [self.join(each, part) for each in covered]
        return self.node(level, tuple(covered)), tuple(boxes)


def _proper_subsets(size: int) -> Iterator[tuple[tuple[int, ...], int, tuple[int, ...]]]:
    """The sets of values but the full one, smallest first: the values, the same in bits, and the other values."""
    for count in range(1, size):
        for values in combinations(range(size), count):
            others = tuple(value for value in range(size) if value not in values)
            yield values, sum(1 << value for value in values), others
