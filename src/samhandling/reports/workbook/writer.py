"""The workbook of a report: one function over its sections, which neither counts nor judges anything.

What it promises: every table is a named Excel table with headings and filter; text is text and never a formula; no
cells are merged; every picture has words; the same report gives the same bytes.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_STORED, ZipFile

from samhandling.reports.office import parts_of, seal
from samhandling.reports.sections.blocks import Cell, Column, ColumnKind, Link, Report, Tone
from samhandling.reports.workbook.finishing import finish
from samhandling.reports.workbook.layout import (
    PICTURE_ROW,
    Line,
    PlacedFigure,
    PlacedTable,
    Sheet,
    lay_out,
)
from samhandling.reports.workbook.looks import DATE_FORMAT, DECIMAL_FORMAT, NUMBER_FORMAT, Look, Looks
from samhandling.reports.workbook.memory import remember
from samhandling.reports.workbook.wording import clean, lines_in

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell as SheetCell
    from openpyxl.styles.cell_style import StyleArray
    from openpyxl.worksheet.hyperlink import Hyperlink
    from openpyxl.worksheet.worksheet import Worksheet

CREATOR = "samhandling"
MOST_DIGITS = 10**15
"""A number with more digits loses the last ones in Excel, so it is written as text."""
MOST_PIXELS = 3_000.0
"""Across a picture: three to each that the sheet shows, and a quarter of what a map would otherwise hold in memory."""
_LONGEST_CHOICES = 255
_LONGEST_URL = 2_000


def write_workbook(report: Report, *, figures: bool = True) -> bytes:
    """Return the report as an ``.xlsx`` file; without ``figures`` the pictures are left out, their words stay.

    Raises:
        ValueError: two tables have the same key, or a column's choices cannot be offered as a list.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - a third of a second that other commands must not pay
    from openpyxl.writer.excel import ExcelWriter  # noqa: PLC0415

    book = Workbook()
    sheets = lay_out(report, figures=figures)
    for number, sheet in enumerate(sheets):
        worksheet = book.worksheets[0] if number == 0 else book.create_sheet()
        worksheet.title = sheet.name
    writing = _Writing(report, book, Looks(book), _Places(sheets))
    for sheet, worksheet in zip(sheets, book.worksheets, strict=True):
        writing.sheet(sheet, worksheet)
    if report.memory:
        remember(book, report, sheets)
    _describe(book, report)
    buffer = BytesIO()
    ExcelWriter(book, ZipFile(buffer, "w", ZIP_STORED, allowZip64=True)).save()
    pictures = [
        [each.figure for each in sheet.placed if isinstance(each, PlacedFigure)] for sheet in sheets
    ]
    return seal(finish(parts_of(buffer.getvalue()), [each for each in pictures if each], report.as_of))


def _describe(book: "Workbook", report: Report) -> None:
    about = book.properties
    about.creator = about.lastModifiedBy = CREATOR
    about.title, about.subject, about.language = report.title, report.subject, report.language
    about.created = datetime(report.as_of.year, report.as_of.month, report.as_of.day)  # noqa: DTZ001 - a date


class _Places:
    """Where the things that links lead to are."""

    def __init__(self, sheets: Iterable[Sheet]) -> None:
        self._names: dict[str, str] = {}
        self._rows: dict[tuple[str, str], int] = {}
        self._lists: dict[str, str] = {}
        for sheet in sheets:
            key = sheet.section.key
            self._names[key] = "'" + sheet.name.replace("'", "''") + "'"
            for placed in sheet.tables:
                if placed.table.key in self._lists:
                    raise ValueError(f"two tables have the key {placed.table.key}")
                self._lists[placed.table.key] = f"{self._names[key]}!$A${placed.first}:$A${placed.last}"
                for number, row in enumerate(placed.table.rows):
                    if row.anchor is not None:
                        self._rows.setdefault((key, row.anchor), placed.first + number)

    def of(self, link: Link) -> str | None:
        """The cell a link leads to: the row it names, else the top of its sheet; None where there is no such sheet."""
        if link.section is None or link.section not in self._names:
            return None
        row = self._rows.get((link.section, link.anchor), 1) if link.anchor is not None else 1
        return f"{self._names[link.section]}!A{row}"

    def list(self, table: str) -> str:
        """The range of a table's first column."""
        return self._lists[table]


@dataclass
class _Writing:
    """A workbook being written."""

    report: Report
    book: "Workbook"
    looks: Looks
    places: _Places

    def sheet(self, sheet: Sheet, target: "Worksheet") -> None:
        """Write one section on its sheet."""
        from openpyxl.utils import get_column_letter  # noqa: PLC0415

        for number, width in enumerate(sheet.widths, 1):
            # 0.71 is what Excel adds for the cell's own margins.
            target.column_dimensions[get_column_letter(number)].width = width + 0.71
        for placed in sheet.placed:
            match placed:
                case Line():
                    self._line(placed, target)
                case PlacedTable():
                    self._table(placed, target)
                case PlacedFigure():
                    self._picture(placed, target)
        row, column = sheet.frozen
        target.freeze_panes = target.cell(row, column).coordinate if row > 1 or column > 1 else None
        self._print_set_up(sheet, target)

    def _print_set_up(self, sheet: Sheet, target: "Worksheet") -> None:
        from openpyxl.worksheet.pagebreak import Break  # noqa: PLC0415
        from openpyxl.worksheet.properties import PageSetupProperties  # noqa: PLC0415

        target.sheet_view.showGridLines = False
        target.sheet_view.zoomScale = 100
        target.page_setup.orientation = "landscape" if sheet.section.landscape else "portrait"
        target.page_setup.paperSize = 9
        target.page_setup.fitToWidth, target.page_setup.fitToHeight = 1, int(sheet.section.one_page)
        target.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        margins = target.page_margins
        margins.left = margins.right = 0.4
        margins.top, margins.bottom, margins.header, margins.footer = 0.5, 0.6, 0.3, 0.3
        tables = sheet.tables
        repeated = tables[0].header if tables and (len(tables) == 1 or len(tables[0].table.rows) > 25) else 1
        target.print_title_rows = f"{repeated}:{repeated}"
        if repeated > 1:
            # The repeated headings are the first table's; the others begin on pages of their own.
            for table in tables[1:]:
                target.row_breaks.append(Break(table.header - (2 if table.table.caption else 1)))
        target.print_area = f"A1:{target.cell(sheet.last_row, max(len(sheet.widths), 1)).coordinate}"
        footer = clean(self.report.footer or self.report.title, self.report.cut).replace("&", "&&")
        foot: Any = target.oddFooter
        foot.left.text = footer[:150]
        foot.right.text = self.report.page_of.format(page="&P", pages="&N")

    def _line(self, line: Line, target: "Worksheet") -> None:
        target.row_dimensions[line.row].height = line.height
        cell = self._text(target, line.row, 1, line.text, self.looks.line(line.style))
        if line.link is not None:
            self._link(cell, line.link)

    def _text(self, target: "Worksheet", row: int, column: int, text: str, style: "StyleArray") -> "SheetCell":
        cell: Any = target.cell(row, column)
        cell._style = style  # noqa: SLF001 - shared, see Looks
        if text:
            cell.value = text
            # openpyxl takes «=…» for a formula and «#N/A» for an error.
            cell.data_type = "s"
        made: SheetCell = cell
        return made

    def _link(self, cell: "SheetCell", link: Link) -> None:
        found = self._hyperlink(link)
        if found is not None:
            cell.hyperlink = found

    def _hyperlink(self, link: Link | None) -> "Hyperlink | None":
        from openpyxl.worksheet.hyperlink import Hyperlink  # noqa: PLC0415

        if link is None:
            return None
        if link.url is not None:
            usable = link.url.startswith(("https://", "http://")) and len(link.url) <= _LONGEST_URL
            return Hyperlink(ref="", target=link.url) if usable else None
        place = self.places.of(link)
        return Hyperlink(ref="", location=place) if place is not None else None

    def _table(self, placed: PlacedTable, target: "Worksheet") -> None:
        from openpyxl.utils import get_column_letter  # noqa: PLC0415
        from openpyxl.worksheet.table import Table, TableStyleInfo  # noqa: PLC0415

        table = placed.table
        target.row_dimensions[placed.header].height = placed.header_height
        for number, heading in enumerate(_different([column.heading for column in table.columns]), 1):
            self._text(target, placed.header, number, heading, self.looks.header())
        for number, row in enumerate(placed.rows):
            target.row_dimensions[placed.first + number].height = placed.heights[number]
            for place, (cell, column) in enumerate(zip(row.cells, table.columns, strict=True)):
                head = place < table.row_headers
                self._cell(target, (placed.first + number, place + 1), cell, column, head=head)
        if not table.rows:
            target.row_dimensions[placed.first].height = placed.heights[0]
            for place, column in enumerate(table.columns):
                said = Cell(table.empty or "–", Tone.MUTED) if place == 0 else Cell(None)
                self._cell(target, (placed.first, place + 1), said, column, head=False)
        last = get_column_letter(len(table.columns))
        made = Table(displayName=f"tbl_{table.key}", ref=f"A{placed.header}:{last}{placed.last}")
        made.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False, showFirstColumn=False)
        target.add_table(made)
        for number, column in enumerate(table.columns, 1):
            if column.editable:
                self._drop_down(column, get_column_letter(number), placed, target)

    def _cell(self, target: "Worksheet", place: tuple[int, int], cell: Cell, kind: Column, *, head: bool) -> None:
        value = cell.value
        link = self._hyperlink(cell.link) if _can_lead(cell, kind) else None
        if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) >= MOST_DIGITS:
            value = str(value) if isinstance(value, int) else f"{value:.0f}"
        written: Any
        if isinstance(value, str):
            style = self.looks.cell(Look(cell.tone, kind.editable, link is not None, head))
            written = self._text(target, *place, clean(value, self.report.cut), style)
        else:
            number_format = self._format(value, kind)
            style = self.looks.cell(Look(cell.tone, kind.editable, link is not None, head, number_format))
            written = target.cell(*place)
            written._style = style  # noqa: SLF001 - shared, see Looks
            if value is not None:
                written.value = value
                written._style = style  # noqa: SLF001 - openpyxl gives a date a format of its own
        if link is not None:
            written.hyperlink = link

    def _format(self, value: float | date | None, kind: Column) -> str:
        if isinstance(value, date) or (value is None and kind.kind is ColumnKind.DATE):
            return DATE_FORMAT[self.report.language]
        if isinstance(value, float) and not value.is_integer():
            return DECIMAL_FORMAT
        return NUMBER_FORMAT if value is not None else ""

    def _drop_down(self, column: Column, letter: str, placed: PlacedTable, target: "Worksheet") -> None:
        from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415

        if column.choices_from is not None:
            rule = DataValidation(type="list", formula1=self.places.list(column.choices_from), allow_blank=True)
            rule.errorStyle, rule.showErrorMessage = "information", False
        elif column.choices:
            listed = ",".join(column.choices)
            if len(listed) > _LONGEST_CHOICES or any("," in each or '"' in each for each in column.choices):
                raise ValueError(f"the choices of {column.key} cannot be offered as a list")
            rule = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True, showErrorMessage=True)
        elif column.kind is ColumnKind.DATE:
            rule = DataValidation(
                type="date", operator="greaterThan", formula1="36526", allow_blank=True, showErrorMessage=True
            )
            rule.errorStyle = "warning"
        else:
            return
        rule.add(f"{letter}{placed.first}:{letter}{placed.last}")
        target.add_data_validation(rule)

    def _picture(self, placed: PlacedFigure, target: "Worksheet") -> None:
        from openpyxl.drawing.image import Image  # noqa: PLC0415

        from samhandling.figures.png import png_bytes  # noqa: PLC0415

        for row in range(placed.row, placed.row + placed.rows):
            target.row_dimensions[row].height = PICTURE_ROW
        scene = placed.figure.scene
        picture = Image(BytesIO(png_bytes(scene, scale=min(2.0, MOST_PIXELS / scene.width))))
        picture.width, picture.height = round(placed.width), round(placed.height)
        target.add_image(picture, f"A{placed.row}")


def _can_lead(cell: Cell, kind: Column) -> bool:
    """Whether a cell can be a link: LibreOffice does not break a link over several lines, so it must fit on one."""
    if cell.link is None or cell.value in (None, ""):
        return False
    return not isinstance(cell.value, str) or lines_in(cell.value, kind.width) == 1


def _different(headings: list[str]) -> list[str]:
    """The headings of a table, made different where two are alike: Excel demands it."""
    named: list[str] = []
    counts: Counter[str] = Counter()
    for heading in headings:
        plain = " ".join(clean(heading, "").split()) or "–"
        counts[plain.casefold()] += 1
        again = counts[plain.casefold()]
        named.append(plain if again == 1 else f"{plain} ({again})")
    return named
