"""The model as a workbook to fill in: every sheet with headings, notes, drop-downs and one marked example.

What it promises: sheets, columns and lists come from the model's fields, ``config/sheets.yaml`` and the catalogue; text
is text and never a formula; the same content gives the same bytes.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_STORED, ZipFile

from samhandling.model.shape import Kind
from samhandling.reports.modelfiles.looks import Look, Looks, look_of
from samhandling.reports.modelfiles.offers import READY_ROWS, Offers, hatch
from samhandling.reports.modelfiles.pages import LINE, Page, letters
from samhandling.reports.modelfiles.plain import Plain
from samhandling.reports.modelfiles.rows import Row, Rows
from samhandling.reports.modelfiles.writing import Writing
from samhandling.reports.office import parts_of, seal
from samhandling.reports.workbook.finishing import finish
from samhandling.sheets.layout import Column, Part, Sheet

if TYPE_CHECKING:
    from openpyxl import Workbook

START: Mapping[str, Plain] = {"municipality": {"name": "Eksempel kommune", "number": "9999"}}
"""What an empty model says, so that it can be read as it is."""
_LONGEST_CELL = 32_000
"""Characters; a longer list goes on in a column of its own, as a cell holds 32 767."""
_EXACT = 10**15
"""A number with more digits loses the last ones in Excel, so it is written as text."""
_FIRST_DAY = date(1900, 3, 1)
"""Earlier days are written as text: Excel's calendar has a 29 February 1900."""
_STEPS = 8
_WIDTHS = {Kind.DATE: 13.0, Kind.TRUTH: 13.0, Kind.WHOLE: 13.0, Kind.NUMBER: 13.0, Kind.LIST: 44.0}
_WIDE = frozenset({"name", "title", "purpose", "explanation", "reason", "rationale", "activity", "conditions", "url"})


def write_model_workbook(writing: Writing, data: Mapping[str, Plain] | None, file: str = "modell.xlsx") -> bytes:
    """Return a workbook with the content of a model; without one, empty, with an example on each sheet.

    Args:
        writing: sheets, words, catalogue and language.
        data: the plain data of a model, or None.
        file: what the workbook will be called, for the guide.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - a third of a second that other commands must not pay
    from openpyxl.writer.excel import ExcelWriter  # noqa: PLC0415

    book = Workbook()
    making = _Making(writing, book, data)
    making.guide(file)
    making.sheets()
    making.values()
    about = book.properties
    about.creator = about.lastModifiedBy = "samhandling"
    about.title, about.language = writing.t("sheets.guide.title"), writing.language
    known = writing.catalogue.law_known_to
    about.created = datetime(known.year, known.month, known.day)  # noqa: DTZ001 - a date, not a moment
    buffer = BytesIO()
    ExcelWriter(book, ZipFile(buffer, "w", ZIP_STORED, allowZip64=True)).save()
    parts = finish(parts_of(buffer.getvalue()), [], known)
    # A height that is set for good does not follow what people type.
    return seal({name: part.replace(b' customHeight="1"', b"") for name, part in parts.items()})


class _Making:
    def __init__(self, writing: Writing, book: "Workbook", data: Mapping[str, Plain] | None) -> None:
        self._w = writing
        self._t = writing.t
        self._book = book
        self._looks = Looks(book)
        self._example = data is None
        rows = Rows(START if data is None else data, writing.layout)
        self._content = {sheet.name: rows.of(sheet) for sheet in writing.layout}
        self._sheets = [sheet for sheet in writing.layout if sheet.columns or any(self._content[sheet.name])]
        self._names = {sheet.way: writing.words.sheet(sheet, writing.language) for sheet in self._sheets}
        self._groups = writing.groups()
        lengths = {name: len(several) for name, several in self._content.items()}
        self._offers = Offers(writing, self._names, lengths, tuple(self._groups))

    def guide(self, file: str) -> None:
        """Write the first sheet: what to do, and what each sheet is for."""
        t, words, language = self._t, self._w.words, self._w.language
        page = Page(self._book.worksheets[0], self._looks)
        page.sheet.title = words.word("guide", language)
        self._looks.dress_column(page.sheet, "A", Look.BODY, 30)
        self._looks.dress_column(page.sheet, "B", Look.BODY, 96)
        page.write(1, 1, t("sheets.guide.title"), Look.TITLE)
        lines = [("", t("sheets.guide.intro"), Look.BODY), (t("sheets.guide.steps"), "", Look.HEADING)]
        values = {"mark": words.mark(language), "values": words.word("values", language), "file": file}
        lines += [(f"{n}.", t(f"sheets.guide.step_{n}", **values), Look.STEP) for n in range(1, _STEPS + 1)]
        lines += [(t("sheets.guide.sheets"), "", Look.HEADING)]
        lines += [(self._names[sheet.way], words.about(sheet, language), Look.LINK) for sheet in self._sheets]
        lines += [(words.word("values", language), t("sheets.guide.values_about"), Look.LINK)]
        for row, (first, second, look) in enumerate(lines, 2):
            if look is Look.LINK:
                page.link(row, 1, first)
            else:
                page.write(row, 1, first, look)
            page.write(row, 2, second, Look.BODY)
            if look is Look.HEADING:
                page.sheet.row_dimensions[row].height = 2 * LINE
            else:
                page.fit_row(row, 2)
        page.sheet.row_dimensions[1].height = 30
        page.sheet.sheet_view.showGridLines = False
        page.print_set_up(landscape=False)

    def sheets(self) -> None:
        """Write every sheet of the model."""
        for sheet in self._sheets:
            page = Page(self._book.create_sheet(self._names[sheet.way]), self._looks)
            rows = self._content[sheet.name]
            if sheet.is_table:
                self._table(page, sheet, rows)
            else:
                self._facts(page, sheet, rows[0] if rows else {})
            page.print_set_up(landscape=True)

    def _table(self, page: Page, sheet: Sheet, rows: Sequence[Row]) -> None:
        columns = self._columns(sheet, rows)
        first = 3 if self._example else 2
        last = READY_ROWS + len(rows)
        for number, (column, part) in enumerate(columns, 1):
            self._heading(page, sheet, number, column, part)
            cells = f"{letters(number)}2:{letters(number)}{last}"
            self._offers.add(page.sheet, sheet, column, cells, self._w.cell_note(sheet, column))
            if self._example:
                self._value(page, 2, number, column, self._example_of(sheet, column, lead=number == 1), example=True)
        for position, row in enumerate(rows, first):
            for number, (column, part) in enumerate(columns, 1):
                if column in row:
                    self._value(page, position, number, column, _piece(column, row[column], part))
            page.fit_row(position, len(columns))
        if self._example:
            page.fit_row(2, len(columns))
        self._offers.mark_missing(page.sheet, [column for column, _ in columns], last)
        page.sheet.freeze_panes = "B2"
        page.sheet.auto_filter.ref = f"A1:{letters(len(columns))}{max(2, len(rows) + first - 1)}"
        page.sheet.row_dimensions[1].height = 2 * LINE + 4
        page.sheet.print_title_rows, page.sheet.print_title_cols = "1:1", "A:A"

    def _columns(self, sheet: Sheet, rows: Sequence[Row]) -> list[tuple[Column, int]]:
        """List the columns, each with the number of its part: a long list goes on in another."""
        optional = [column for column in sheet.optional if any(column in row for row in rows)]
        return [
            (column, part)
            for column in (*sheet.columns, *optional)
            for part in range(1, 1 + max((_parts(column, row.get(column)) for row in rows), default=1))
        ]

    def _heading(self, page: Page, sheet: Sheet, number: int, column: Column, part: int) -> None:
        text = self._numbered(sheet, column, part)
        page.write(1, number, text, Look.REQUIRED if column.required else Look.OPTIONAL)
        note = self._w.cell_note(sheet, column)
        if note:
            page.note(1, number, note)
        self._looks.dress_column(page.sheet, letters(number), _look(column), _width(column, text))

    def _numbered(self, sheet: Sheet, column: Column, part: int) -> str:
        heading = self._w.words.heading(sheet, column, self._w.language)
        heading = heading if part == 1 else f"{heading} ({part})"
        return f"{heading} *" if column.required else heading

    def _example_of(self, sheet: Sheet, column: Column, *, lead: bool) -> object:
        value = self._w.words.example(sheet, column, self._w.language)
        if lead:
            return f"{self._w.words.mark(self._w.language)} {value if value is not None else ''}".strip()
        if column.slot.kind is Kind.DATE and isinstance(value, str):
            return date.fromisoformat(value)
        return value

    def _facts(self, page: Page, sheet: Sheet, row: Row) -> None:
        words, language = self._w.words, self._w.language
        titles = [words.word(word, language) for word in ("key", "value", "note", "example")]
        for number, (title, width) in enumerate(zip(titles, (36, 40, 70, 34), strict=True), 1):
            page.write(1, number, title, Look.REQUIRED if number < 3 else Look.OPTIONAL)
            page.sheet.column_dimensions[letters(number)].width = width
        position = 2
        for column in (*sheet.columns, *(each for each in sheet.optional if each in row)):
            value, note = row.get(column), self._w.cell_note(sheet, column)
            for part in range(1, 1 + _parts(column, value)):
                page.write(position, 1, self._numbered(sheet, column, part), Look.KEY)
                self._value(page, position, 2, column, _piece(column, value, part))
                page.write(position, 3, note, Look.NOTE)
                self._value(page, position, 4, column, self._example_of(sheet, column, lead=False), example=True)
                self._offers.add(page.sheet, sheet, column, f"B{position}", note)
                if column.required and part == 1:
                    hatch(page.sheet, f"B{position}", f"LEN(TRIM(B{position}))=0")
                page.fit_row(position, 4)
                position += 1
        page.sheet.freeze_panes = "B2"
        page.sheet.row_dimensions[1].height = LINE + 6

    def _value(
        self, page: Page, row: int, number: int, column: Column, value: object, *, example: bool = False
    ) -> None:
        look = _look(column)
        if isinstance(value, bool):
            value = self._w.words.word("yes" if value else "no", self._w.language)
        elif isinstance(value, int) and abs(value) >= _EXACT:
            value = str(value)
        elif isinstance(value, date) and value < _FIRST_DAY:
            value = value.isoformat()
        if isinstance(value, str):
            look = Look.TEXT
        page.write(row, number, value, look.example if example else look)

    def values(self) -> None:
        """Write the last sheet: the controlled values, and what they mean."""
        words, language = self._w.words, self._w.language
        page = Page(self._book.create_sheet(words.word("values", language)), self._looks)
        for place, (group, heading) in enumerate(self._groups.items()):
            number = place * 2 + 1
            page.write(1, number, heading, Look.TITLE_OF_LIST)
            page.write(2, number, words.word("value", language), Look.REQUIRED)
            page.write(2, number + 1, self._t("sheets.cell.meaning"), Look.OPTIONAL)
            page.sheet.column_dimensions[letters(number)].width = 26
            page.sheet.column_dimensions[letters(number + 1)].width = 52
            for row, value in enumerate(self._w.labels.values(group), 3):
                page.write(row, number, value, Look.TEXT)
                page.write(row, number + 1, self._w.meaning(group, value), Look.NOTE)
        for row in range(3, page.sheet.max_row + 1):
            page.fit_row(row, 2 * len(self._groups))
        page.sheet.freeze_panes = "A3"
        page.print_set_up(landscape=True)


def _parts(column: Column, value: object) -> int:
    """Tell in how many cells a value stands; only a list goes on in another."""
    if isinstance(value, str) and column.slot.kind is Kind.LIST:
        return max(1, -(-len(value) // _LONGEST_CELL))
    return 1


def _piece(column: Column, value: Plain | None, part: int) -> Plain | None:
    """Return the part of a value that stands in one cell."""
    if isinstance(value, str) and column.slot.kind is Kind.LIST:
        return value[(part - 1) * _LONGEST_CELL : part * _LONGEST_CELL]
    return value if part == 1 else None


def _look(column: Column) -> Look:
    return Look.NUMBER if column.part is Part.NUMBER else look_of(column.slot)


def _width(column: Column, heading: str) -> float:
    if column.part is Part.NUMBER:
        return 14
    last = column.keys[-1] if column.keys else ""
    width = 42.0 if last in _WIDE else _WIDTHS.get(column.slot.kind, 28.0)
    if column.slot.kind is Kind.CHOICE:
        width = max(14.0, *(len(choice) + 4.0 for choice in column.slot.choices))
    # A heading may take two lines, but no word of it more than one; the filter's arrow needs room too.
    longest = max((len(word) for word in heading.split()), default=0)
    return max(width, longest + 5.0, (len(heading) + 2) / 2 + 5.0)
