"""Sets as a shared decision diagram: the way for many variables.

An ordered, reduced, multi-valued decision diagram: a node asks one variable, has one child for each of its values, and
exists once, so that equal sets are the same number. Variables a set does not depend on are not asked.
"""

from collections.abc import Sequence

from samhandling.coordination.budget import Budget
from samhandling.coordination.cover import NOTHING, Sets

EVERYTHING = 1


class Diagram(Sets):
    """Nodes are numbered from 2; 0 is nothing and 1 everything, at every level."""

    def __init__(self, sizes: Sequence[int], budget: Budget) -> None:
        super().__init__(sizes, budget)
        bottom = len(self.sizes)
        self._levels = [bottom, bottom]
        self._children: list[tuple[int, ...]] = [(), ()]
        self._nodes: dict[tuple[int, tuple[int, ...]], int] = {}
        self._meets: dict[tuple[int, int], int] = {}
        self._joins: dict[tuple[int, int], int] = {}
        self._differences: dict[tuple[int, int], int] = {}

    def everything(self, level: int) -> int:
        """The set of all combinations."""
        return EVERYTHING

    def widened(self, upper: int, lower: int, a: int) -> int:
        """The same node: what is not asked may have any value."""
        return a

    def node(self, level: int, children: tuple[int, ...]) -> int:
        """The set that has these subsets for the values of a variable."""
        first = children[0]
        if children.count(first) == len(children):
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
        if a == NOTHING or b == NOTHING:  # noqa: PLR1714 - the hottest line of the proof
            return NOTHING
        key = (a, b) if a < b else (b, a)
        found = self._meets.get(key)
        if found is None:
            level, parts_a, parts_b = self.split(0, a, b)
            found = self.node(level, tuple([self.meet(x, y) for x, y in zip(parts_a, parts_b, strict=True)]))
            self._meets[key] = found
        return found

    def join(self, a: int, b: int) -> int:
        """What is in either set."""
        if b in (a, NOTHING):
            return a
        if a == NOTHING:
            return b
        if a == EVERYTHING or b == EVERYTHING:  # noqa: PLR1714
            return EVERYTHING
        key = (a, b) if a < b else (b, a)
        found = self._joins.get(key)
        if found is None:
            level, parts_a, parts_b = self.split(0, a, b)
            found = self.node(level, tuple([self.join(x, y) for x, y in zip(parts_a, parts_b, strict=True)]))
            self._joins[key] = found
        return found

    def minus(self, a: int, b: int) -> int:
        """What is in the first set and not in the second."""
        if a in (b, NOTHING) or b == EVERYTHING:
            return NOTHING
        if b == NOTHING:
            return a
        key = (a, b)
        found = self._differences.get(key)
        if found is None:
            level, parts_a, parts_b = self.split(0, a, b)
            found = self.node(level, tuple([self.minus(x, y) for x, y in zip(parts_a, parts_b, strict=True)]))
            self._differences[key] = found
        return found

    def split(self, level: int, a: int, b: int) -> tuple[int, tuple[int, ...], tuple[int, ...]]:
        """The topmost variable that either set asks, and both cut by its values."""
        level, level_b = self._levels[a], self._levels[b]
        if level == level_b:
            return level, self._children[a], self._children[b]
        if level < level_b:
            return level, self._children[a], (b,) * self.sizes[level]
        return level_b, (a,) * self.sizes[level_b], self._children[b]
