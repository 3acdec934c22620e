"""What people had typed in an earlier edition of the report: where, in which column, of which row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from samhandling.followup.memory import Memory

Value = str | int | float | date


class Spot(NamedTuple):
    """A cell of the earlier workbook."""

    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell that somebody has filled in."""

    column: str
    """The column's key; of a column that people have added, its heading."""
    value: Value
    spot: Spot
    added: bool = False
    """Whether people have added the column."""
    choice: int | None = None
    """Which of the column's choices it is, in whatever language it was chosen; None where it is none of them."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A row in which somebody has filled in something."""

    table: str
    name: str | None
    """What names the row in its table (a fingerprint, a rule's code, a field); None where nothing valid does."""
    entries: tuple[Entry, ...]
    beside: Mapping[str, str]
    """Column key → what else stood in the row."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something typed where nothing was to be filled in."""

    spot: Spot
    value: Value
    beside: str = ""
    """What it stood beside."""


@dataclass(frozen=True, slots=True)
class Previous:
    """An earlier edition: what it remembers, and what people had typed in it."""

    memory: Memory
    rows: tuple[Filled, ...] = ()
    notes: tuple[Note, ...] = ()
    added: Mapping[str, tuple[str, ...]] | None = None
    """Table → the headings of the columns that people have added to it, in their order."""
    names: frozenset[str] = frozenset()
    """The fingerprints in the plan, for an edition that has lost its memory."""

    def texts(self) -> Iterator[tuple[Spot, str]]:
        """Every text that somebody has typed, and where."""
        for row in self.rows:
            for entry in row.entries:
                if isinstance(entry.value, str):
                    yield entry.spot, entry.value
        for note in self.notes:
            if isinstance(note.value, str):
                yield note.spot, note.value
