"""Where everything goes: each block of a section gets its rows before anything is written, so that links know them."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from samhandling.reports.sections.blocks import (
    Block,
    Bullets,
    Figure,
    Heading,
    Link,
    Paragraph,
    ParagraphStyle,
    Report,
    Row,
    Section,
    Table,
)
from samhandling.reports.workbook.wording import clean, lines_in, sheet_names, split

PIXELS = 7.0
"""How wide one character of a column is, in pixels."""
LINE_HEIGHT = 13.0
"""Points; a line of the body text."""
TALLEST = 409.0
"""Points; the tallest row a sheet can have."""
PICTURE_ROW = 15.0
_NARROWEST, _BROADEST = 90, 150
_FROZEN_ABOVE = 190.0
"""Points; more than this above a table's header is not frozen: it would fill a small screen."""
_FROZEN_BESIDE = 48


@dataclass(frozen=True, slots=True)
class Line:
    """A row with words in its first cell, running out over the empty cells to the right."""

    row: int
    text: str
    style: str
    height: float
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A table and the rows it takes; one without rows has one that says so."""

    table: Table
    header: int
    first: int
    last: int
    heights: tuple[float, ...]
    header_height: float

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows that are written."""
        return self.table.rows


@dataclass(frozen=True, slots=True)
class PlacedFigure:
    """A picture, its upper row, how many rows it covers, and its size in pixels."""

    figure: Figure
    row: int
    rows: int
    width: float
    height: float


Placed = Line | PlacedTable | PlacedFigure


@dataclass(frozen=True, slots=True)
class Sheet:
    """One section on its sheet."""

    section: Section
    name: str
    widths: tuple[int, ...]
    placed: tuple[Placed, ...]

    @property
    def tables(self) -> tuple[PlacedTable, ...]:
        """The tables, from the top."""
        return tuple(each for each in self.placed if isinstance(each, PlacedTable))

    @property
    def frozen(self) -> tuple[int, int]:
        """The first row and column that scroll: below the first table's header, else below the title."""
        for table in self.tables[:1]:
            above = sum(each.height for each in self.placed if isinstance(each, Line) and each.row < table.header)
            pictures = any(isinstance(each, PlacedFigure) and each.row < table.header for each in self.placed)
            if above + table.header_height <= _FROZEN_ABOVE and not pictures:
                beside = table.table.row_headers if len(table.table.columns) > 6 else 0
                return table.header + 1, (beside if sum(self.widths[:beside]) <= _FROZEN_BESIDE else 0) + 1
        return 2, 1

    @property
    def last_row(self) -> int:
        """The last row with anything in it."""
        return max(_last(each) for each in self.placed)


def _last(placed: Placed) -> int:
    if isinstance(placed, Line):
        return placed.row
    return placed.last if isinstance(placed, PlacedTable) else placed.row + placed.rows - 1


def lay_out(report: Report, *, figures: bool) -> tuple[Sheet, ...]:
    """Every section that belongs in the workbook, on its sheet; without ``figures`` their words stand alone."""
    sections = tuple(each for each in report.sections if each.in_workbook)
    names = sheet_names(tuple(each.title for each in sections))
    return tuple(_sheet(report, section, name, figures=figures) for section, name in zip(sections, names, strict=True))


def _sheet(report: Report, section: Section, name: str, *, figures: bool) -> Sheet:
    widths = _widths(section)
    across = min(max(sum(widths), _NARROWEST), _BROADEST)
    placed: list[Placed] = [Line(1, clean(section.title, report.cut), "title", 26.0)]
    row = 2
    if report.to_contents and section.key != report.contents:
        placed.append(Line(2, report.to_contents, "link", 16.0, Link(section=report.contents)))
        row = 3
    for each in section.blocks:
        block = Paragraph(f"{each.title}: {each.alt}") if isinstance(each, Figure) and not figures else each
        new = tuple(_place(block, row, across, widths, report.cut))
        placed += new
        row = max((_last(each) for each in new), default=row - 1) + 1
        if isinstance(block, Table | Figure):
            row += 1
    return Sheet(section, name, widths, tuple(placed))


def _widths(section: Section) -> tuple[int, ...]:
    """The widest column of each place; a title that runs out over them all needs no width of its own."""
    tables = [block for block in section.blocks if isinstance(block, Table)]
    most = max((len(table.columns) for table in tables), default=1)
    return tuple(
        max(table.columns[place].width for table in tables if place < len(table.columns)) if tables else _NARROWEST
        for place in range(most)
    )


_PARAGRAPHS = {
    ParagraphStyle.BODY: ("body", 14.0),
    ParagraphStyle.LEAD: ("lead", 16.0),
    ParagraphStyle.NOTE: ("note", 14.0),
    ParagraphStyle.WARNING: ("warning", 15.0),
}


def _place(block: Block, row: int, across: int, widths: tuple[int, ...], cut: str) -> Iterator[Placed]:
    match block:
        case Heading():
            yield Line(row, clean(block.text, cut), f"heading{block.level}", 22.0 if block.level == 2 else 18.0)
        case Paragraph():
            style, height = _PARAGRAPHS[block.style]
            room = across * (0.9 if block.style is ParagraphStyle.LEAD else 1.0)
            for number, text in enumerate(split(clean(block.text, cut), room)):
                yield Line(row + number, text, style, height)
        case Bullets():
            for number, item in enumerate(block.items, 1):
                sign = f"{number}." if block.ordered else "•"
                for place, text in enumerate(split(clean(item, cut), across - 4)):
                    yield Line(row, f"{sign} {text}" if place == 0 else f"    {text}", "body", 14.0)
                    row += 1
        case Table():
            if block.caption:
                yield Line(row, clean(block.caption, cut), "caption", 20.0)
                row += 1
            yield _table(block, row, widths, cut)
        case Figure():
            yield Line(row, clean(block.title, cut), "caption", 20.0)
            broad = min(block.scene.width, max(sum(widths), _NARROWEST) * PIXELS)
            tall = block.scene.height * broad / block.scene.width
            yield PlacedFigure(block, row + 1, math.ceil(tall * 0.75 / PICTURE_ROW) + 1, broad, tall)


def _table(table: Table, row: int, widths: tuple[int, ...], cut: str) -> PlacedTable:
    heights = []
    for each in table.rows:
        lines = 1
        for place, (cell, width) in enumerate(zip(each.cells, widths, strict=False)):
            if isinstance(cell.value, str):
                lines = max(lines, lines_in(clean(cell.value, cut), width, bold=place < table.row_headers))
        heights.append(_height(lines))
    if not table.rows:
        heights.append(_height(lines_in(table.empty or "–", widths[0])))
    # The arrow of the filter takes some of a heading's room.
    header = max(
        lines_in(column.heading, max(width - 3, 4), bold=True)
        for column, width in zip(table.columns, widths, strict=False)
    )
    return PlacedTable(table, row, row + 1, row + max(len(table.rows), 1), tuple(heights), _height(header) + 3)


def _height(lines: int) -> float:
    return min(LINE_HEIGHT * lines + 4, TALLEST)
