"""The rules of one stage as an ordered list of cubes: products of value sets, each with what it decides."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from samhandling.coordination.boxes import Space, ValueSet
from samhandling.coordination.table import Rule
from samhandling.model.vocabulary import HitPolicy


@dataclass(frozen=True, slots=True)
class Cube:
    """Where one rule matches and its coordinator has one value."""

    limits: dict[int, ValueSet]
    """Position of a variable → the values it may have; every value set is smaller than the variable's own."""
    rule: int
    """Position of the rule in the table."""
    coordinator: str
    value: int
    """The coordinator's value: 0 not involved, else its owner's place among the variable's owners, from 1."""


def boxes_of(rule: Rule, space: Space) -> tuple[dict[int, ValueSet], ...]:
    """The boxes in which a rule that speaks of the stage matches: one, or one for each item of ``any_of``."""
    base = _narrowed({}, rule, space)
    if base is None:
        return ()
    if not rule.any_of:
        return (base,)
    wanted: dict[int, ValueSet] = {}
    for item in rule.any_of:
        if (found := space.values_of(item)) is not None:
            wanted[found[0]] = wanted.get(found[0], 0) | found[1]
    boxes = (_with(base, position, values, space) for position, values in wanted.items())
    return tuple(box for box in boxes if box is not None)


def cubes_of(rules: Iterable[tuple[int, Rule]], space: Space) -> tuple[Cube, ...]:
    """Cut every rule's boxes by the value of its coordinator; rules that cannot match at the stage are dropped."""
    return tuple(cube for position, rule in rules for cube in _cubes(position, rule, space))


def _cubes(number: int, rule: Rule, space: Space) -> Iterator[Cube]:
    position = space.at.positions.get(rule.coordinator)
    for box in boxes_of(rule, space):
        if position is None:
            yield Cube(box, number, rule.coordinator, 0)
            continue
        for value in range(space.sizes[position]):
            cut = _with(box, position, 1 << value, space)
            if cut is not None:
                yield Cube(cut, number, rule.coordinator, value)


def _narrowed(box: dict[int, ValueSet], rule: Rule, space: Space) -> dict[int, ValueSet] | None:
    narrowed: dict[int, ValueSet] | None = box
    for item in rule.all_of:
        found = space.values_of(item)
        if found is None or narrowed is None:
            return None
        narrowed = _with(narrowed, *found, space)
    for item in rule.none_of:
        found = space.values_of(item)
        if found is not None and narrowed is not None:
            narrowed = _with(narrowed, found[0], space.everything(found[0]) & ~found[1], space)
    return narrowed


def _with(box: dict[int, ValueSet], position: int, values: ValueSet, space: Space) -> dict[int, ValueSet] | None:
    """Narrow one variable of a box; None when nothing is left."""
    everything = space.everything(position)
    left = box.get(position, everything) & values
    if not left:
        return None
    return box if left == everything else {**box, position: left}


class Row:
    """The cubes of one stage, and what each says of the others, as sets of cubes in bits (bit = place in the order)."""

    def __init__(self, cubes: tuple[Cube, ...], hit_policy: HitPolicy) -> None:
        self.cubes = cubes
        self.everything = (1 << len(cubes)) - 1
        same: dict[str, int] = {}
        for bit, cube in enumerate(cubes):
            same[cube.coordinator] = same.get(cube.coordinator, 0) | 1 << bit
        unique = hit_policy is HitPolicy.UNIQUE
        self.agreeing = tuple(same[cube.coordinator] if unique else self.everything for cube in cubes)
        """With ``unique``, the cubes that name the same coordinator; with ``first``, all: order settles it."""
        self._hit_policy = hit_policy

    def without_useless(self) -> "Row":
        """The same row less the cubes that lie inside an earlier one, and so never decide anything."""
        kept = self.everything
        for bit in range(len(self.cubes)):
            if kept >> bit & 1:
                kept &= ~self.useless_after(bit, set())
        return Row(tuple(cube for bit, cube in enumerate(self.cubes) if kept >> bit & 1), self._hit_policy)

    @cached_property
    def _tight(self) -> dict[int, dict[ValueSet, int]]:
        """Variable → value set → the cubes that limit it to exactly that."""
        found: dict[int, dict[ValueSet, int]] = {}
        for bit, cube in enumerate(self.cubes):
            for position, values in cube.limits.items():
                sets = found.setdefault(position, {})
                sets[values] = sets.get(values, 0) | 1 << bit
        return found

    def excluding(self, position: int, value: int) -> int:
        """The cubes that a value rules out."""
        return _union(bits for values, bits in self._tight.get(position, {}).items() if not values >> value & 1)

    def within(self, position: int, values: ValueSet) -> int:
        """The cubes that limit a variable to the given values or fewer."""
        return _union(bits for tight, bits in self._tight.get(position, {}).items() if not tight & ~values)

    def useless_after(self, bit: int, decided: set[int]) -> int:
        """The later cubes that can decide nothing any more where a cube is alive and some variables are decided.

        They lie, in the variables still open, inside this cube; and they may not disagree with it. With every
        variable of the cube decided, that is all later cubes.
        """
        later = self.everything & ~((2 << bit) - 1) & self.agreeing[bit]
        for position, values in self.cubes[bit].limits.items():
            if position not in decided:
                later &= self.within(position, values)
        return later

    @cached_property
    def mentioned(self) -> frozenset[int]:
        """The variables that some cube limits; the others only count as *involved* and *municipal*."""
        return frozenset(self._tight)

    def order(self, reach: float) -> tuple[int, ...]:
        """The mentioned variables, those of early and short cubes first; ``reach`` cubes on, a cube weighs half."""
        weight = dict.fromkeys(self.mentioned, 0.0)
        for bit, cube in enumerate(self.cubes):
            for position in cube.limits:
                weight[position] += 2.0 ** -(len(cube.limits) + bit / reach)
        return tuple(sorted(weight, key=lambda position: (-weight[position], position)))


def _union(sets: Iterable[int]) -> int:
    union = 0
    for each in sets:
        union |= each
    return union
