"""A page of a workbook in the making: cells with their looks, and text that is never a formula."""

import re
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from samhandling.reports.modelfiles.looks import Look, Looks

if TYPE_CHECKING:
    from openpyxl.comments import Comment
    from openpyxl.worksheet.worksheet import Worksheet

LONGEST_HINT = 255
LONGEST_TITLE = 32
LINE = 15.0
"""Points; a line of text."""
_TALLEST = 400.0
_WIDEST_PRINT = 200.0
"""Characters; a wider sheet could not be read on one page."""
_ROOM = 0.88
"""How many characters go in a unit of width: some are wider than a digit."""
_LIKE_AN_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_RISKY = ("=", "+", "-", "@", "'")


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet, and the looks of its workbook."""

    sheet: "Worksheet"
    looks: Looks

    def write(self, row: int, column: int, value: object, look: Look) -> None:
        """Write a cell; an empty text leaves it blank."""
        # A cell of openpyxl is one of two kinds, of which only one is ever made here.
        cell: Any = self.sheet.cell(row, column)
        cell._style = self.looks.style(look, self.sheet, quoted=isinstance(value, str) and value.startswith(_RISKY))  # noqa: SLF001
        if value is None or value == "":
            return
        if isinstance(value, str):
            # A text that looks like one of the format's own escapes is escaped, and so is a carriage return.
            cell.value = _LIKE_AN_ESCAPE.sub("_x005F_", value).replace("\r", "_x000D_")
            cell.data_type = "s"
        else:
            cell.value = value

    def link(self, row: int, column: int, name: str) -> None:
        """Write a link to another sheet."""
        from openpyxl.worksheet.hyperlink import Hyperlink  # noqa: PLC0415

        self.write(row, column, name, Look.LINK)
        cell: Any = self.sheet.cell(row, column)
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"{quoted(name)}!A1", display=name)

    def note(self, row: int, column: int, text: str) -> None:
        """Put a note on a cell."""
        self.sheet.cell(row, column).comment = _comment(text)

    def print_set_up(self, *, landscape: bool) -> None:
        """Print on A4: as wide as the paper where that can be read, else over several pages."""
        page: Any = self.sheet
        page.page_setup.orientation = "landscape" if landscape else "portrait"
        page.page_setup.paperSize = 9
        page.page_margins.left = page.page_margins.right = 0.5
        width = sum(each.width for each in page.column_dimensions.values())
        if width <= _WIDEST_PRINT:
            page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
            page.sheet_properties.pageSetUpPr.fitToPage = True
        else:
            page.page_setup.scale = 70
            page.page_setup.pageOrder = "overThenDown"

    def fit_row(self, row: int, columns: int) -> None:
        """Make a row as tall as the longest of its texts needs; the program that opens it may still change that."""
        page: Any = self.sheet
        lines = 1
        for number in range(1, columns + 1):
            # Asking the sheet for a cell would make it, without the looks of its column.
            cell = page._cells.get((row, number))  # noqa: SLF001
            if cell is not None and isinstance(cell.value, str):
                width = page.column_dimensions[cell.column_letter].width * _ROOM
                lines = max(lines, sum(_lines(line, int(width)) for line in cell.value.split("\n")))
        if lines > 1:
            page.row_dimensions[row].height = min(lines * LINE + 2, _TALLEST)


def _lines(text: str, width: int) -> int:
    if len(text) <= width:
        return 1
    most = int(_TALLEST / LINE)
    return most if len(text) > width * most else len(wrap(text, width))


def letters(number: int) -> str:
    """Return the letters of a column."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    return get_column_letter(number)


def quoted(name: str) -> str:
    """Return the name of a sheet as a reference has it."""
    doubled = name.replace("'", "''")
    return f"'{doubled}'"


def cut(text: str, limit: int) -> str:
    """Return a text that is no longer than a limit."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def _comment(text: str) -> "Comment":
    from openpyxl.comments import Comment  # noqa: PLC0415

    return Comment(text, "samhandling", height=30 + 18 * -(-len(text) // 38), width=280)
