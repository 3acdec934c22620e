"""The cells of a workbook, row by row: read as a stream, so that a file that claims too much is left in time.

openpyxl builds all that a sheet claims to have before anybody can ask how much it is; here the limits are looked at
cell by cell, and formulas, errors and dates are told apart where they stand.
"""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum, unique
from math import floor, isfinite
from typing import NamedTuple
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from samhandling.reading.diagnostics import Code
from samhandling.reading.workbook.archive import LARGEST_UNPACKED, Archive, Enough, Refused, local

MOST_ROWS = 20_000
"""The last row of a sheet in which something may stand."""
MOST_COLUMNS = 256
MOST_CELLS = 300_000
"""Cells in the whole workbook, with or without content."""
MOST_ROW_MARKS = 100_000
"""Rows that the whole workbook may mention, most of them only for their looks."""
MOST_TEXTS = 300_000
LONGEST = 40_000
"""Characters kept of one text; more than a model may have, so that it is told."""
_DATE_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_PERCENT_FORMATS = frozenset({9, 10})
_QUIET = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})\Z")
_LAST_SERIAL = 2_958_465


@unique
class Sort(StrEnum):
    """What stands in a cell."""

    TEXT = "text"
    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"
    TRUTH = "truth"
    FORMULA = "formula"
    ERROR = "error"


class Cell(NamedTuple):
    """One cell that is not empty."""

    sort: Sort
    text: str
    """Its text; a number's source text; a date in ISO form; ``true`` or ``false``."""
    formula: str = ""
    """What a formula says, with its ``=``; empty where another cell says it for this one too."""
    shown: "Cell | None" = None
    """What a formula was last seen to give."""
    serial: str = ""
    """A date as the file has it, with the time of day; empty for what is no date."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a workbook may hold."""

    rows: int = MOST_ROWS
    columns: int = MOST_COLUMNS
    cells: int = MOST_CELLS
    row_marks: int = MOST_ROW_MARKS
    texts: int = MOST_TEXTS
    unpacked: int = LARGEST_UNPACKED


OF_A_MODEL = Limits()


@dataclass(slots=True)
class Grid:
    """The cells of one sheet that are not empty: row → column → cell, both counted from 1."""

    name: str
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    part: str = ""
    """Its part in the archive."""


@dataclass(slots=True)
class _Left:
    """How much more the workbook may hold."""

    limits: Limits
    cells: int
    rows: int


def read_grids(content: bytes, limits: Limits = OF_A_MODEL) -> tuple[Grid, ...]:
    """Read every sheet of a workbook, in order; sheets of charts are left out.

    Raises:
        Refused: the file is no workbook that can be read, or holds more than a model can.
    """
    archive = Archive(content, limits.unpacked)
    main = next((part for kind, part in archive.relations("").values() if kind == "officeDocument"), None)
    if main is None or main not in archive:
        raise Refused(Code.NOT_A_WORKBOOK)
    book = _Book()
    archive.parse(main, book)
    if not book.is_workbook:
        raise Refused(Code.NOT_A_WORKBOOK)
    relations = archive.relations(main)
    parts = {kind: part for kind, part in relations.values() if kind in {"styles", "sharedStrings"}}
    styles, texts, left = _Styles(), _Texts(limits), _Left(limits, limits.cells, limits.row_marks)
    if "styles" in parts:
        archive.parse(parts["styles"], styles)
    if "sharedStrings" in parts:
        archive.parse(parts["sharedStrings"], texts)
    grids = []
    for name, relation in book.sheets:
        kind, part = relations.get(relation, ("", ""))
        if kind == "worksheet":
            sheet = _Sheet(Grid(name, part=part), texts.all, styles, left, since_1904=book.since_1904)
            archive.parse(part, sheet)
            grids.append(sheet.grid)
    return tuple(grids)


class _Book(ContentHandler):
    """The list of sheets."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[tuple[str, str]] = []
        self.since_1904 = False
        self.is_workbook = False

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - sax calls it so
        """Note a sheet, and when its calendar begins."""
        match local(name):
            case "workbook":
                self.is_workbook = True
            case "workbookPr":
                self.since_1904 = attrs.get("date1904", "0") in {"1", "true"}
            case "sheet":
                relation = next((attrs.getValue(key) for key in attrs.getNames() if local(key) == "id"), "")
                self.sheets.append((attrs.get("name", ""), relation))


class _Styles(ContentHandler):
    """Which looks of a cell make its number a date or a percentage."""

    def __init__(self) -> None:
        super().__init__()
        self._formats: dict[int, str] = {}
        self._inside = False
        self._numbers: list[int] = []

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - sax calls it so
        """Note formats, and the format of each look of a cell."""
        match local(name):
            case "numFmt":
                self._formats[_whole(attrs.get("numFmtId"))] = attrs.get("formatCode", "")
            case "cellXfs":
                self._inside = True
            case "xf" if self._inside:
                self._numbers.append(_whole(attrs.get("numFmtId")))

    def endElement(self, name: str) -> None:  # noqa: N802 - sax calls it so
        """End the list of looks."""
        if local(name) == "cellXfs":
            self._inside = False

    def sort(self, style: str | None) -> Sort:
        """Return what a number with a look is."""
        index = _whole(style)
        number = self._numbers[index] if index < len(self._numbers) else 0
        code = _QUIET.sub("", self._formats.get(number, "").partition(";")[0]).lower()
        if number in _DATE_FORMATS or re.search("[yd]", code) or ("m" in code and not re.search("[0#]", code)):
            return Sort.DATE
        return Sort.PERCENT if number in _PERCENT_FORMATS or "%" in code else Sort.NUMBER


class _Gathering(ContentHandler):
    """Gathers the text of elements, without the reading aids (``rPh``) of East Asian text."""

    def __init__(self) -> None:
        super().__init__()
        self._chunks: list[str] = []
        self._length = 0
        self._open = False
        self._aside = 0

    def characters(self, content: str) -> None:
        """Keep text, as much as a cell can have."""
        if self._open and self._length <= LONGEST:
            self._chunks.append(content)
            self._length += len(content)

    def _gathered(self) -> str:
        text = "".join(self._chunks)
        self._chunks, self._length = [], 0
        return text


class _Texts(_Gathering):
    """The texts that cells share."""

    def __init__(self, limits: Limits) -> None:
        super().__init__()
        self.all: list[str] = []
        self._limits = limits

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - sax calls it so
        """Begin to gather."""
        match local(name):
            case "rPh":
                self._aside += 1
            case "t":
                self._open = not self._aside

    def endElement(self, name: str) -> None:  # noqa: N802 - sax calls it so
        """Keep a text."""
        match local(name):
            case "rPh":
                self._aside -= 1
            case "t":
                self._open = False
            case "si":
                if len(self.all) >= self._limits.texts:
                    raise Refused(Code.TOO_MANY_CELLS, limit=self._limits.cells)
                self.all.append(unescaped(self._gathered()))


class _Sheet(_Gathering):
    """The cells of one sheet."""

    def __init__(self, grid: Grid, texts: list[str], styles: _Styles, left: _Left, *, since_1904: bool) -> None:
        super().__init__()
        self.grid = grid
        self._texts = texts
        self._styles = styles
        self._sorts: dict[str | None, Sort] = {}
        self._left = left
        self._since_1904 = since_1904
        self._row = self._column = 0
        self._kind: str | None = None
        self._style: str | None = None
        self._formula = False
        self._formula_text = ""

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - sax calls it so
        """Begin a row, a cell or its content."""
        match local(name):
            case "c":
                self._begin(attrs)
            case "v" | "t":
                self._open = not self._aside
            case "f":
                self._formula = self._open = True
            case "row":
                self._left.rows -= 1
                if self._left.rows < 0:
                    raise Refused(Code.TOO_MANY_CELLS, limit=self._left.limits.cells)
                self._row, self._column = _whole(attrs.get("r")) or self._row + 1, 0
            case "rPh":
                self._aside += 1

    def _begin(self, attrs: AttributesImpl) -> None:
        self._left.cells -= 1
        if self._left.cells < 0:
            raise Refused(Code.TOO_MANY_CELLS, limit=self._left.limits.cells)
        place = _CELL.match(attrs.get("r", ""))
        self._column = column_number(place[1]) if place is not None else self._column + 1
        if place is not None:
            self._row = int(place[2])
        self._kind, self._style = attrs.get("t"), attrs.get("s")
        self._formula, self._formula_text = False, ""

    def endElement(self, name: str) -> None:  # noqa: N802 - sax calls it so
        """Keep a cell that is not empty."""
        match local(name):
            case "v" | "t":
                self._open = False
            case "f":
                self._open, self._formula_text = False, self._gathered()
            case "rPh":
                self._aside -= 1
            case "c":
                self._end()
            case "sheetData":
                raise Enough

    def _end(self) -> None:
        content = self._gathered()
        cell = self._cell(content)
        if self._formula:
            said = f"={self._formula_text}" if self._formula_text else ""
            cell = Cell(Sort.FORMULA, content, said, cell)
        if cell is None:
            return
        limits = self._left.limits
        if self._row > limits.rows or self._column > limits.columns:
            sheet, place = self.grid.name, f"{column_letters(self._column)}{self._row}"
            raise Refused(Code.FAR_AWAY, sheet=sheet, cell=place, rows=limits.rows, columns=limits.columns)
        self.grid.rows.setdefault(self._row, {})[self._column] = cell

    def _cell(self, content: str) -> Cell | None:
        if not content:
            return None
        match self._kind:
            case "s":
                index = _whole(content)
                return _text(self._texts[index]) if index < len(self._texts) else None
            case "inlineStr" | "str":
                return _text(unescaped(content))
            case "b":
                return Cell(Sort.TRUTH, "true" if content.strip() in {"1", "true"} else "false")
            case "e":
                return Cell(Sort.ERROR, content)
            case "d":
                return Cell(Sort.DATE, content[:10], serial=content)
            case _:
                return self._number(content.strip())

    def _number(self, content: str) -> Cell | None:
        if not content:
            return None
        if self._style not in self._sorts:
            self._sorts[self._style] = self._styles.sort(self._style)
        sort = self._sorts[self._style]
        if sort is Sort.DATE:
            day = self._day(content)
            if day is None:
                return Cell(Sort.NUMBER, content, serial=content)
            return Cell(Sort.DATE, day.isoformat(), serial=content)
        return Cell(sort, content)

    def _day(self, content: str) -> date | None:
        """Return the day of a serial number; Excel counts a 29 February 1900 that never was."""
        try:
            number = float(content)
        except ValueError:
            return None
        if not isfinite(number) or not 0 <= number <= _LAST_SERIAL:
            return None
        days = floor(number)
        if self._since_1904:
            return date(1904, 1, 1) + timedelta(days=days) if days <= _LAST_SERIAL - 1462 else None
        if days in {0, 60}:
            return None
        return date(1899, 12, 30 if days > 60 else 31) + timedelta(days=days)


def _text(text: str) -> Cell | None:
    return Cell(Sort.TEXT, text) if text else None


def unescaped(text: str) -> str:
    """Return a text with its escapes (``_x000D_``) as the characters they stand for."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _whole(text: str | None) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 12 else 0


def column_number(letters: str) -> int:
    """Return the number of a column, counted from 1.

    >>> column_number("AA")
    27
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def column_letters(number: int) -> str:
    """Return the letters of a column, counted from 1.

    >>> column_letters(27)
    'AA'
    """
    letters = ""
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters
