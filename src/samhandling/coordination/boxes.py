"""Boxes: products of value sets, and how many situations there are inside one."""

from dataclasses import dataclass
from functools import cached_property
from math import prod

from samhandling.coordination.situations import Situation
from samhandling.coordination.table import MUNICIPAL, NOT_INVOLVED, Item, StageTable

ValueSet = int
"""A set of a variable's values as bits: bit 0 *not involved*, then its owners in order."""


@dataclass(frozen=True, slots=True, order=True)
class Box:
    """A product of value sets; it stands for the *situations* inside it."""

    limits: tuple[tuple[str, tuple[str, ...]], ...]
    """(type, the values it may have), in the order of the stage's variables; a type left out is unrestricted."""

    def holds(self, situation: Situation) -> bool:
        """Tell whether a situation is inside."""
        return all(situation.get(type_, NOT_INVOLVED) in values for type_, values in self.limits)


@dataclass(frozen=True)
class Space:
    """The situations of a stage, counted in closed form.

    Of all ways to give the variables values, those without a municipal service and those with exactly one service, a
    municipal one, are no situations; nothing is in both groups. Each of the three is a product or a sum.
    """

    at: StageTable

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """How many values each variable has."""
        return tuple(len(variable.values) for variable in self.at.variables)

    @cached_property
    def municipal_bits(self) -> tuple[ValueSet, ...]:
        """The bit of the value *municipal* for each variable; 0 where the municipality has no such service."""
        return tuple(
            1 << variable.values.index(MUNICIPAL) if variable.municipal else 0 for variable in self.at.variables
        )

    @cached_property
    def _all(self) -> int:
        return prod(self.sizes)

    @cached_property
    def _without_municipal(self) -> int:
        return prod(size - bool(bit) for size, bit in zip(self.sizes, self.municipal_bits, strict=True))

    @cached_property
    def situations(self) -> int:
        """How many situations the stage has."""
        return self.count({})

    def count(self, limits: dict[int, ValueSet]) -> int:
        """How many situations are inside a box, given as position of a variable → its values."""
        every, none_municipal = self._all, self._without_municipal
        alone = sum(map(bool, self.municipal_bits))
        required: list[int] = []
        for position, values in limits.items():
            size, bit = self.sizes[position], self.municipal_bits[position]
            every = every // size * values.bit_count()
            none_municipal = none_municipal // (size - bool(bit)) * (values & ~bit).bit_count()
            if not values & 1:
                required.append(position)
            elif bit and not values & bit:
                alone -= 1
        if required:
            only = required[0]
            alone = int(len(required) == 1 and bool(limits[only] & self.municipal_bits[only]))
        return every - none_municipal - alone

    def box(self, limits: dict[int, ValueSet]) -> Box:
        """Write a box with names instead of positions and bits."""
        variables = self.at.variables
        return Box(tuple((variables[at].type, self.names(at, limits[at])) for at in sorted(limits)))

    def limits(self, box: Box) -> dict[int, ValueSet]:
        """The inverse of :meth:`box`."""
        found: dict[int, ValueSet] = {}
        for type_, values in box.limits:
            position = self.at.positions[type_]
            found[position] = sum(1 << self.at.variables[position].values.index(value) for value in values)
        return found

    def names(self, position: int, values: ValueSet) -> tuple[str, ...]:
        """The values in a set, by name."""
        return tuple(name for bit, name in enumerate(self.at.variables[position].values) if values >> bit & 1)

    def values_of(self, item: Item) -> tuple[int, ValueSet] | None:
        """The variable an item speaks of and the values at which it holds; None when that can never be here."""
        position = self.at.positions.get(item.type)
        if position is None:
            return None
        owners = self.at.variables[position].owners
        if item.owner is None:
            return position, (1 << len(owners) + 1) - 2
        return (position, 2 << owners.index(item.owner)) if item.owner in owners else None

    def meet(self, a: dict[int, ValueSet], b: dict[int, ValueSet]) -> dict[int, ValueSet] | None:
        """What two boxes have in common; None when that is nothing."""
        both = dict(a)
        for position, values in b.items():
            both[position] = both.get(position, values) & values
            if not both[position]:
                return None
        return both

    def everything(self, position: int) -> ValueSet:
        """All values of a variable."""
        return (1 << self.sizes[position]) - 1


def items_of(box: Box, at: StageTable) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """The conditions of a rule that matches exactly a box: (``all_of``, ``none_of``)."""
    all_of: list[Item] = []
    none_of: list[Item] = []
    for type_, values in box.limits:
        variable = at.variables[at.positions[type_]]
        involved = tuple(value for value in values if value != NOT_INVOLVED)
        missing = tuple(owner for owner in variable.owners if owner not in involved)
        if NOT_INVOLVED in values:
            none_of.extend([Item(type_)] if not involved else [Item(type_, owner) for owner in missing])
        elif len(involved) == 1 and missing:
            all_of.append(Item(type_, involved[0]))
        else:
            all_of.append(Item(type_))
            none_of.extend(Item(type_, owner) for owner in missing)
    return tuple(all_of), tuple(none_of)
