"""What a report section is made of: headings, paragraphs, tables and figures, in one language and no file format.

A writer (workbook, page, Word) is one dumb function over these. If two writers would count the same thing, the count
belongs here.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samhandling.figures.scene import Scene


class Tone(StrEnum):
    """How a cell is coloured; the text alone must always say the same."""

    NEUTRAL = "neutral"
    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"
    UNKNOWN = "unknown"
    MUTED = "muted"


@dataclass(frozen=True, slots=True)
class Link:
    """Where a cell leads: a row of a table in this report (``section`` and ``anchor``), or a web address."""

    section: str | None = None
    anchor: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One value in a table. Text is always text: never a formula, never markup."""

    value: str | int | float | date | None
    tone: Tone = Tone.NEUTRAL
    link: Link | None = None


class ColumnKind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading and how wide it reads well, in characters."""

    key: str
    heading: str
    width: int = 20
    kind: ColumnKind = ColumnKind.TEXT
    choices: tuple[str, ...] = ()
    """Drop-down values of a CHOICE column."""
    editable: bool = False
    """Whether people type here."""
    choices_from: str | None = None
    """Key of the table whose first column holds the drop-down values (where they are many); others may be typed."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row; ``anchor`` names it for links, unique in its section."""

    cells: tuple[Cell, ...]
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Facet:
    """Something by which the rows of a table can be told apart, where a reader can choose (on a page, not on paper)."""

    heading: str
    choices: tuple[str, ...]
    values: tuple[int, ...]
    """For each row in order, which of the choices it is."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a heading row; ``key`` (ASCII letters, digits, ``_``) is unique in the report."""

    key: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    empty: str = ""
    """What to say where there is no row."""
    row_headers: int = 1
    """How many leading columns name the row."""
    facets: tuple[Facet, ...] = ()
    """What the rows can be filtered by."""
    grouped: int = 0
    """How many leading columns say the same in many rows that follow each other, so that a page says it once."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section; level 2 or 3 (the section's title is above them)."""

    text: str
    level: int = 2


class ParagraphStyle(StrEnum):
    """How a paragraph stands out."""

    BODY = "body"
    LEAD = "lead"
    NOTE = "note"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str
    style: ParagraphStyle = ParagraphStyle.BODY


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of short texts."""

    items: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with its words; ``alt`` tells what it shows to somebody who cannot see it."""

    key: str
    title: str
    alt: str
    scene: Scene


Block = Heading | Paragraph | Bullets | Table | Figure


@dataclass(frozen=True, slots=True)
class Section:
    """One sheet of the workbook, one part of the page. ``key`` is the same in every language (``funn``)."""

    key: str
    title: str
    """At most 31 characters: it is the name of the sheet."""
    blocks: tuple[Block, ...]
    in_page: bool = True
    in_workbook: bool = True
    landscape: bool = True
    one_page: bool = False
    """Whether it is to be printed on a single page."""
    about: str = ""
    """One line for the table of contents."""


@dataclass(frozen=True, slots=True)
class Report:
    """All sections in order, and what a document must say of itself."""

    title: str
    subject: str
    language: str
    """``nb``, ``nn`` or ``en``."""
    as_of: date
    sections: tuple[Section, ...]
    footer: str = ""
    """What stands at the foot of every printed page: municipality and date."""
    page_of: str = "{page} / {pages}"
    """How pages are numbered in print, with ``{page}`` and ``{pages}``."""
    cut: str = "[…]"
    """What stands at the end of a text that was too long for its place."""
    to_contents: str = ""
    """Words of the link from each section to the table of contents; empty: no such link."""
    contents: str = "innhold"
    """Key of the section that is the table of contents."""
    memory: str = ""
    """What the next edition must know of this one; a workbook carries it out of sight. Empty: nothing is to be."""
