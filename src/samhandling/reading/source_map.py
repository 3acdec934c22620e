"""Where every value of the input stands, in a file or a workbook.

The map is a tree of the same shape as the data, so that the parts of a section from several files are put together
by joining lists, and nothing in the data themselves has to know its place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from samhandling.model.source import InputFile
from samhandling.reading.diagnostics import Diagnostic, Notice, Place, Shown

Mark = tuple[int, int] | tuple[str, str]
"""Line and column, counted from 1; or sheet and cell."""
Path = Sequence[str | int]
"""The way to a value in the data: section, index, key …"""
Plain = None | bool | int | float | str | list["Plain"] | dict[str, "Plain"]
"""What a reader makes of the input before anything is known about it. A YAML number is still its source text."""


class Spot(NamedTuple):
    """Where one value stands, and where the values inside it stand."""

    file: str
    mark: Mark
    key_mark: Mark | None = None
    """Where its key stands; None for an item of a list."""
    inside: "dict[str, Spot] | list[Spot] | None" = None
    gaps: Mapping[str, Mark] | None = None
    """Where a key that is missing has its place: the empty cell of a workbook."""

    @property
    def place(self) -> Place:
        """The place of the value."""
        return _place(self.file, self.mark)

    @property
    def key_place(self) -> Place:
        """The place of the key; of the value when there is no key."""
        return _place(self.file, self.key_mark or self.mark)


@dataclass(frozen=True, slots=True)
class SourceMap:
    """Finds the place of a value or key by its path in the data."""

    sections: Mapping[str, Spot]
    start: Place
    """Where a section that is missing can be written."""

    def value(self, path: Path) -> Place:
        """Give the place of a value; of the nearest thing around it when it is not there itself."""
        spot, _ = self._find(path)
        return self.start if spot is None else spot.place

    def key(self, path: Path) -> Place:
        """Give the place of a value's key; of an item of a list, the item's own."""
        spot, whole = self._find(path)
        if spot is None:
            return self.start
        return spot.key_place if whole else spot.place

    def lacking(self, path: Path) -> Place:
        """Give the place where a key that is missing can be written: its empty cell, else what it is missing from."""
        spot, whole = self._find(path[:-1])
        gap = (spot.gaps or {}).get(str(path[-1])) if spot is not None and whole else None
        return self.value(path[:-1]) if spot is None or gap is None else _place(spot.file, gap)

    def mentions(self, path: Path) -> bool:
        """Tell whether something stands at a path, be it readable or not."""
        return self._find(path)[1]

    def place_of(self, section: str, index: int | None = None) -> Place | None:
        """Give the place of a section's key or of one entry of it; None where the model has no such thing."""
        path: Path = (section,) if index is None else (section, index)
        return self.key(path) if self.mentions(path) else None

    def _find(self, path: Path) -> tuple[Spot | None, bool]:
        """Give the deepest spot on the way, and whether the way was walked to its end."""
        spot: Spot | None = None
        for step in path:
            inside = self.sections if spot is None else spot.inside
            following: Spot | None = None
            if isinstance(inside, list):
                if isinstance(step, int) and 0 <= step < len(inside):
                    following = inside[step]
            elif inside is not None and isinstance(step, str):
                following = inside.get(step)
            if following is None:
                return spot, False
            spot = following
        return spot, spot is not None


@dataclass(frozen=True, slots=True)
class Draft:
    """A model as plain data with places, from YAML or a workbook, before it is checked."""

    data: Mapping[str, Plain]
    source_map: SourceMap
    inputs: tuple[InputFile, ...]
    shown: Shown
    whole: bool
    """Everything could be read. If not, what seems to be missing may stand in the part that was not read."""
    diagnostics: tuple[Diagnostic, ...] = ()
    notices: tuple[Notice, ...] = ()


def _place(file: str, mark: Mark) -> Place:
    first, second = mark
    if isinstance(first, int) and isinstance(second, int):
        return Place(file, line=first, column=second)
    return Place(file, sheet=str(first), cell=str(second))
