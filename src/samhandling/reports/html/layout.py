"""What the template needs: every block with its id, its level and its links settled before any markup is written."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from samhandling.figures.svg import svg_text
from samhandling.law.texts import Phrasebook
from samhandling.reports.sections.blocks import (
    Block,
    Bullets,
    Cell,
    Figure,
    Heading,
    Link,
    Paragraph,
    Report,
    Section,
    Table,
    Tone,
)

MOST_COLUMNS = 10
"""A table of more columns, when they are wide, is shown as one card a row: nobody reads a table through a slit."""
CARD_WIDTH = 200
NARROW = 13
"""A column of fewer characters than this, on the average, leaves the table a table."""
SEARCHED = 40
"""A table of at least so many rows can be searched."""
_LONGEST_URL = 2_000
_PLAIN = re.compile(r"[^a-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Value:
    """A cell as it is shown. ``outside``: the link leads out of the page."""

    text: str
    tone: str = ""
    href: str = ""
    outside: bool = False
    number: bool = False
    label: str = ""
    head: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table; ``facets`` are the numbers of its choices, as the filters know them."""

    id: str
    cells: tuple[Value, ...]
    facets: str = ""


@dataclass(frozen=True, slots=True)
class Bunch:
    """Rows that begin alike; ``said`` is what they begin with, empty where the table is not grouped."""

    said: tuple[Value, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table; ``cards``: one card a row."""

    id: str
    name: str
    """What it is called where nothing else tells."""
    caption: str
    headings: tuple[Value, ...]
    bunches: tuple[Bunch, ...]
    empty: str
    cards: bool
    facets: tuple[tuple[str, str, tuple[str, ...]], ...]
    """Id, heading and choices of each filter."""
    searched: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure with its drawing."""

    id: str
    title: str
    svg: str
    wide: bool


@dataclass(frozen=True, slots=True)
class Words:
    """A heading, a paragraph or a list; ``kind`` is what to make of it."""

    kind: str
    lines: tuple[str, ...]


Part = Sheet | Picture | Words


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section of the page."""

    id: str
    title: str
    about: str
    parts: tuple[Part, ...]


class _Ids:
    """An id in the page for everything that links lead to, each different."""

    def __init__(self) -> None:
        self._made: dict[object, str] = {}
        self._taken: set[str] = set()

    def of(self, *key: str) -> str:
        """The id of a thing, the same each time it is asked for."""
        if key not in self._made:
            plain = "-".join(filter(None, (_PLAIN.sub("-", part.lower()).strip("-") for part in key))) or "x"
            id_, number = plain if plain[0].isalpha() else f"x-{plain}", 2
            while id_ in self._taken:
                id_, number = f"{plain}-{number}", number + 1
            self._taken.add(id_)
            self._made[key] = id_
        return self._made[key]


class Layout:
    """A report laid out as a page."""

    def __init__(self, report: Report, t: Phrasebook) -> None:
        self.report = report
        self.t = t
        self._ids = _Ids()
        self._sections = [section for section in report.sections if section.in_page]
        for section in self._sections:
            self._ids.of(section.key)
        self._rows = {
            (section.key, row.anchor)
            for section in self._sections
            for block in section.blocks
            if isinstance(block, Table)
            for row in block.rows
            if row.anchor is not None
        }
        self._anchored: set[tuple[str, str]] = set()
        self._names: Counter[str] = Counter()

    def chapters(self) -> tuple[Chapter, ...]:
        """The sections of the page."""
        return tuple(
            Chapter(self._ids.of(each.key), each.title, each.about, tuple(self._parts(each)))
            for each in self._sections
        )

    def _parts(self, section: Section) -> Iterator[Part]:
        level = 2
        for block in section.blocks:
            if isinstance(block, Heading):
                # No level may be jumped over, whatever the section asks for.
                level = min(block.level + 1, level + 1)
                yield Words(f"h{level}", (block.text,))
            else:
                yield from self._part(block, section)

    def _part(self, block: Block, section: Section) -> Iterator[Part]:
        match block:
            case Heading():
                pass
            case Paragraph():
                if block.text != self.report.title:  # the page begins with it
                    yield Words(str(block.style), (block.text,))
            case Bullets():
                yield Words("ol" if block.ordered else "ul", block.items)
            case Table():
                yield self._sheet(block, section)
            case Figure():
                id_ = self._ids.of("figur", block.key)
                drawing = svg_text(
                    block.scene, prefix=id_.replace("_", "-"), language=self.report.language, grips=False
                )
                yield Picture(id_, block.title, drawing.rstrip("\n"), block.scene.width > 1_000)

    def _sheet(self, table: Table, section: Section) -> Sheet:
        widths = [column.width for column in table.columns]
        cards = (
            len(widths) > MOST_COLUMNS and sum(widths) > CARD_WIDTH and sum(widths) / len(widths) >= NARROW
        )
        id_ = self._ids.of("tabell", table.key)
        heads = max(table.row_headers, table.grouped + 1) if table.grouped else table.row_headers
        lines = []
        for number, row in enumerate(table.rows):
            cells = tuple(
                self._value(cell, column.heading, head=place < heads)
                for place, (cell, column) in enumerate(zip(row.cells, table.columns, strict=True))
            )
            anchor = ""
            if row.anchor is not None and (section.key, row.anchor) not in self._anchored:
                self._anchored.add((section.key, row.anchor))
                anchor = self._ids.of(section.key, row.anchor)
            facets = " ".join(str(facet.values[number]) for facet in table.facets)
            lines.append(Line(anchor, _each_link_once(cells), facets))
        headings = tuple(Value(column.heading or "–", number=column.kind == "number") for column in table.columns)
        bunches = tuple(
            Bunch(said, tuple(replace(line, cells=line.cells[table.grouped :]) for line in same))
            for said, same in groupby(lines, key=lambda line: line.cells[: table.grouped])
        )
        name = section.title
        if table.caption:
            name = self.t("page.named", section=section.title, name=table.caption)
        self._names[name] += 1
        if self._names[name] > 1:
            name = f"{name} ({self._names[name]})"
        return Sheet(
            id_, name, table.caption, headings[table.grouped :], bunches, table.empty or self.t("page.empty"), cards,
            tuple((f"{id_}-{number}", each.heading, each.choices) for number, each in enumerate(table.facets)),
            bool(table.facets) or len(table.rows) >= SEARCHED,
        )  # fmt: skip

    def _value(self, cell: Cell, label: str, *, head: bool) -> Value:
        href, outside = self._href(cell.link) if cell.value not in (None, "") else ("", False)
        tone = "" if cell.tone is Tone.NEUTRAL else str(cell.tone)
        number = isinstance(cell.value, int | float)
        return Value(self._text(cell.value), tone, href, outside, number, label, head)

    def _text(self, value: str | float | date | None) -> str:
        match value:
            case None:
                return ""
            case str():
                return value
            case date():
                return self.t.short_date(value)
            case int():
                return self.t.number(value)
            case _:
                return self.t.number(value, 0 if value.is_integer() else 2)

    def _href(self, link: Link | None) -> tuple[str, bool]:
        if link is None:
            return "", False
        if link.url is not None:
            usable = link.url.startswith(("https://", "http://")) and len(link.url) <= _LONGEST_URL
            return (link.url, True) if usable else ("", False)
        if link.section is None or all(link.section != section.key for section in self._sections):
            return "", False
        if link.anchor is not None and (link.section, link.anchor) in self._rows:
            return "#" + self._ids.of(link.section, link.anchor), False
        return "#" + self._ids.of(link.section), False


def _each_link_once(cells: tuple[Value, ...]) -> tuple[Value, ...]:
    """The cells of a row, with the first only of several links to one place: each link is a stop of the keyboard."""
    seen: set[str] = set()
    found = []
    for cell in cells:
        found.append(replace(cell, href="") if cell.href in seen else cell)
        seen.add(cell.href)
    return tuple(found)
