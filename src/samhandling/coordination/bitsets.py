"""Sets as one bit for each combination of values: the quickest way for few variables."""

from collections.abc import Sequence
from math import prod

from samhandling.coordination.budget import Budget
from samhandling.coordination.cover import Sets


class Bitsets(Sets):
    """A set at a level is a whole number with a bit for each combination of the variables from that level on.

    The first variable is the most significant, so cutting a set by its values is cutting the number into pieces.
    """

    def __init__(self, sizes: Sequence[int], budget: Budget) -> None:
        super().__init__(sizes, budget)
        self._cells = [prod(self.sizes[level:]) for level in range(len(self.sizes) + 1)]
        """For each level, how many combinations there are from it on."""
        self._full = [(1 << count) - 1 for count in self._cells]

    def everything(self, level: int) -> int:
        """The number with all bits set."""
        return self._full[level]

    def widened(self, upper: int, lower: int, a: int) -> int:
        """The same bits for every value of the variables between."""
        for level in range(lower - 1, upper - 1, -1):
            a = self.node(level, (a,) * self.sizes[level])
        return a

    def node(self, level: int, children: tuple[int, ...]) -> int:
        """The pieces put together."""
        width, whole = self._cells[level + 1], 0
        for child in reversed(children):
            whole = whole << width | child
        return whole

    def meet(self, a: int, b: int) -> int:
        """What is in both sets."""
        return a & b

    def join(self, a: int, b: int) -> int:
        """What is in either set."""
        return a | b

    def minus(self, a: int, b: int) -> int:
        """What is in the first set and not in the second."""
        return a & ~b

    def split(self, level: int, a: int, b: int) -> tuple[int, tuple[int, ...], tuple[int, ...]]:
        """The pieces of both sets, at the first variable for which they are not all alike."""
        while True:
            width, full = self._cells[level + 1], self._full[level + 1]
            places = range(0, self._cells[level], width)
            parts_a = tuple([a >> place & full for place in places])
            parts_b = tuple([b >> place & full for place in places])
            if parts_a.count(parts_a[0]) + parts_b.count(parts_b[0]) < 2 * len(places):
                return level, parts_a, parts_b
            level, a, b = level + 1, parts_a[0], parts_b[0]
