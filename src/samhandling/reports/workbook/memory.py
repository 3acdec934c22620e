"""What the workbook keeps out of sight for the next edition: what it found, and a trace of each text of its own."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from samhandling.followup.trace import LENGTH, joined, trace_of
from samhandling.reports.sections.blocks import Report
from samhandling.reports.sections.earlier import ADDED
from samhandling.reports.workbook.layout import Line, PlacedTable, Sheet
from samhandling.reports.workbook.wording import clean

if TYPE_CHECKING:
    from openpyxl import Workbook

NAME = "samhandling"
_CHUNK = 3_000 * LENGTH
"""Characters in a cell, somewhat fewer than it can hold."""


def remember(book: "Workbook", report: Report, sheets: Iterable[Sheet]) -> None:
    """Add a hidden sheet with the report's memory and the traces."""
    target = book.create_sheet(NAME)
    target.sheet_state = "veryHidden"
    texts = joined(trace_of(each) for each in _written(report, sheets))
    for column, text in ((1, report.memory), (2, texts)):
        for number, start in enumerate(range(0, len(text), _CHUNK), 1):
            cell = target.cell(number, column, text[start : start + _CHUNK])
            cell.data_type = "s"


def _written(report: Report, sheets: Iterable[Sheet]) -> Iterator[str | float | date]:
    """Every value that nobody has typed: columns that people fill in are theirs."""
    for sheet in sheets:
        for placed in sheet.placed:
            if isinstance(placed, Line):
                yield placed.text
            elif isinstance(placed, PlacedTable):
                yield placed.table.empty or "–"
                yield from (each.heading for each in placed.table.columns if not each.key.startswith(ADDED))
                ours = [place for place, column in enumerate(placed.table.columns) if not column.editable]
                for row in placed.rows:
                    for place in ours:
                        value = row.cells[place].value
                        if value is not None:
                            yield clean(value, report.cut) if isinstance(value, str) else value
