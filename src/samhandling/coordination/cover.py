"""The cover of a set of value combinations by few and general boxes, whatever way the sets are held.

The algorithm is Minato's (*Fast generation of prime-irredundant covers from binary decision diagrams*, 1993, after
Morreale), carried over from two to any number of values. It needs only meet, join and difference of sets, and a set
cut by the values of a variable.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import combinations

from samhandling.coordination.budget import Budget

NOTHING = 0
"""The empty set, at every level."""

Limits = tuple[tuple[int, int], ...]
"""A box as (level, set of values in bits), in level order; a level left out is unrestricted."""

Cover = tuple[int, tuple[Limits, ...]]
"""The set that is covered, and the boxes."""


class Sets(ABC):
    """Sets of combinations of values of variables in a fixed order; a variable's place in it is its *level*.

    A set is a number. A set *at* a level speaks of the variables from that level on.
    """

    def __init__(self, sizes: Sequence[int], budget: Budget) -> None:
        self.sizes = tuple(sizes)
        self._budget = budget
        self._covers: dict[tuple[int, int, int], Cover] = {}
        self._subsets = {size: tuple(_proper_subsets(size)) for size in set(self.sizes)}

    @abstractmethod
    def everything(self, level: int) -> int:
        """The set of all combinations at a level."""

    @abstractmethod
    def node(self, level: int, children: tuple[int, ...]) -> int:
        """The set that has these subsets (at the next level) for the values of a variable."""

    @abstractmethod
    def meet(self, a: int, b: int) -> int:
        """What is in both sets."""

    @abstractmethod
    def join(self, a: int, b: int) -> int:
        """What is in either set."""

    @abstractmethod
    def minus(self, a: int, b: int) -> int:
        """What is in the first set and not in the second."""

    @abstractmethod
    def split(self, level: int, a: int, b: int) -> tuple[int, tuple[int, ...], tuple[int, ...]]:
        """The first variable, from a level on, that either set depends on, and both cut by its values.

        The parts are at the level after that variable; at least one of the sets must depend on something.
        """

    @abstractmethod
    def widened(self, upper: int, lower: int, a: int) -> int:
        """A set at a lower level as one at an upper level: the variables between may have any value."""

    def cover(self, needed: int, allowed: int) -> tuple[Limits, ...]:
        """Cover a set by boxes that stay inside a larger one.

        Every box is *prime* (no value can be added without leaving ``allowed``) and the list is *irredundant* (each
        box holds something needed that no other box holds). ``needed`` must be inside ``allowed``.
        """
        return self._cover(0, needed, allowed)[1]

    def _cover(self, level: int, needed: int, allowed: int) -> Cover:
        if needed == NOTHING:
            return NOTHING, ()
        if allowed == self.everything(level):
            return allowed, ((),)
        key = (level, needed, allowed)
        found = self._covers.get(key)
        if found is None:
            at, left, room = self.split(level, needed, allowed)
            covered, boxes = (self._cover_two if len(left) == 2 else self._cover_many)(at, left, room)
            self._budget.spend(len(boxes))
            found = self._covers[key] = self.widened(level, at, self.node(at, covered)), boxes
        return found

    def _cover_many(
        self, level: int, needed: tuple[int, ...], room: tuple[int, ...]
    ) -> tuple[tuple[int, ...], tuple[Limits, ...]]:
        """Cover a set that is cut by the values of a variable.

        For each set of values, smallest first: what is needed, and allowed at exactly those values, must be covered
        by boxes with just that value set. Such a box can have no further value, and boxes with other value sets of
        that size or larger cannot replace it. So both properties pass up from below.
        """
        left = list(needed)
        covered = [NOTHING] * len(left)
        boxes: list[Limits] = []
        for values, bits, others in self._subsets[len(left)]:
            common = reduce(self.meet, [room[value] for value in values])
            wanted = self.meet(reduce(self.join, [left[value] for value in values]), common)
            for other in others:
                wanted = self.minus(wanted, room[other])
            part, inner = self._cover(level + 1, wanted, common)
            boxes.extend([((level, bits), *box) for box in inner])
            for value in values:
                covered[value] = self.join(covered[value], part)
                left[value] = self.minus(left[value], part)
        part, inner = self._cover(level + 1, reduce(self.join, left), reduce(self.meet, room))
        boxes.extend(inner)
        return tuple(self.join(each, part) for each in covered), tuple(boxes)

    def _cover_two(
        self, level: int, needed: tuple[int, ...], room: tuple[int, ...]
    ) -> tuple[tuple[int, ...], tuple[Limits, ...]]:
        """:meth:`_cover_many` for two values, which most variables have: the same, in fewer steps."""
        left_0, left_1 = needed
        room_0, room_1 = room
        below = level + 1
        part_0, inner_0 = self._cover(below, self.minus(left_0, room_1), room_0)
        part_1, inner_1 = self._cover(below, self.minus(left_1, room_0), room_1)
        rest = self.join(self.minus(left_0, part_0), self.minus(left_1, part_1))
        part, inner = self._cover(below, rest, self.meet(room_0, room_1))
        boxes = [((level, 1), *box) for box in inner_0]
        boxes += [((level, 2), *box) for box in inner_1]
        boxes += inner
        return (self.join(part_0, part), self.join(part_1, part)), tuple(boxes)


def _proper_subsets(size: int) -> Iterator[tuple[tuple[int, ...], int, tuple[int, ...]]]:
    """The sets of values but the full one, smallest first: the values, the same in bits, and the other values."""
    for count in range(1, size):
        for values in combinations(range(size), count):
            others = tuple(value for value in range(size) if value not in values)
            yield values, sum(1 << value for value in values), others
