"""Reads an earlier report: the workbook in which people have typed, or the JSON of an earlier audit.

Everything is found by what it says, never by where it stands: sheets may have been renamed, columns moved, rows sorted
and the file saved by another program. A workbook is read as warily as a model is.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from samhandling.comparison import Snapshot
from samhandling.errors import SamhandlingError
from samhandling.followup.forms import FINGERPRINT, KEPT_BESIDE, Form, plain
from samhandling.followup.memory import SCHEMA, Memory, MemoryUnreadable, decode
from samhandling.followup.trace import split, trace_of
from samhandling.followup.typed import Entry, Filled, Note, Previous, Spot, Value
from samhandling.reading.audit_document import read_audit
from samhandling.reading.diagnostics import Code
from samhandling.reading.workbook.archive import Archive, Refused
from samhandling.reading.workbook.grid import Cell, Grid, Limits, Sort, column_letters, read_grids
from samhandling.reading.workbook.notes import read_notes

LARGEST_FILE = 100_000_000
"""Bytes. The report of five thousand services takes ten million."""
OF_A_REPORT = Limits(
    rows=400_000, columns=1_024, cells=2_000_000, row_marks=1_000_000, texts=1_000_000, unpacked=800_000_000
)
PLAN = "tiltaksplan"
_NOTES = "annet_skrevet"
_WHOLE_ROWS = frozenset({PLAN, "tidligere_tiltak", _NOTES})
"""Tables whose rows are kept whole, named or not."""
_PROBLEMS = {
    Code.NOT_A_WORKBOOK: "not_a_workbook", Code.OLD_WORKBOOK: "old_workbook", Code.PROTECTED: "password",
    Code.MACROS: "macros",
}
_TOO_LARGE = frozenset({Code.TOO_LARGE_UNPACKED, Code.TOO_MANY_CELLS, Code.FAR_AWAY})


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier edition as it was read."""

    previous: Previous
    content: bytes
    """The file as it was read: nobody may have typed in it since, if it is to be replaced."""
    snapshot: Snapshot | None = None
    """What it concluded, where it says so (JSON)."""


def read_previous(
    path: Path, shown: str, forms: Sequence[Form], own_sheets: Callable[[], frozenset[str]], as_of: date
) -> Earlier:
    """Read an earlier report.

    Args:
        path: the file.
        shown: the path as the user gave it, for the messages.
        forms: the tables that people fill in.
        own_sheets: what the sheets of a report are called, in every language; only needed where the workbook has lost
            its trace.
        as_of: the date a workbook without a memory is taken to be of.

    Raises:
        SamhandlingError: there is no such file, or it is no report.
    """
    kind = path.suffix.lower()
    if kind not in {".xlsx", ".json"}:
        raise SamhandlingError("followup.error.kind", file=shown)
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise SamhandlingError("followup.error.too_large", file=shown)
        content = path.read_bytes()
    except FileNotFoundError:
        raise SamhandlingError("followup.error.missing", file=shown) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SamhandlingError("followup.error.unreadable", file=shown, reason=reason) from error
    if kind == ".json":
        document = read_audit(content, shown)
        return Earlier(Previous(document.memory), content, document.snapshot)
    try:
        grids = read_grids(content, OF_A_REPORT)
        archive = Archive(content, OF_A_REPORT.unpacked)
        comments = [
            Note(Spot(grid.name, cell), text) for grid in grids for cell, text in read_notes(archive, grid.part)
        ]
    except Refused as refused:
        problem = "too_large" if refused.code in _TOO_LARGE else _PROBLEMS.get(refused.code, "damaged_workbook")
        raise SamhandlingError(f"followup.error.{problem}", file=shown) from refused
    previous = _previous(grids, comments, forms, own_sheets, as_of)
    if previous is None:
        raise SamhandlingError("followup.error.not_a_report", file=shown)
    return Earlier(previous, content)


def _previous(
    grids: Sequence[Grid],
    comments: Sequence[Note],
    forms: Sequence[Form],
    own_sheets: Callable[[], frozenset[str]],
    as_of: date,
) -> Previous | None:
    memories = [grid for grid in grids if _is_memory(grid)]
    traces = frozenset[str]().union(*(split(_column(grid, 2)) for grid in memories))
    reader = _Reader(forms, traces, frozenset() if traces else own_sheets())
    for grid in grids:
        if not any(grid is each for each in memories):
            reader.read(grid)
    memory = _memory(memories)
    if memory is None and not reader.found:
        return None
    return Previous(
        memory if memory is not None else Memory(as_of, "", "", ()),
        tuple(reader.rows),
        (*reader.notes, *comments),
        {key: tuple(each) for key, each in reader.added.items()},
        frozenset(reader.names),
    )


def _is_memory(grid: Grid) -> bool:
    first = grid.rows.get(1, {}).get(1)
    return first is not None and first.text.startswith(f'{{"schema":"{SCHEMA}"')


def _column(grid: Grid, column: int) -> str:
    return "".join(cells[column].text for _, cells in sorted(grid.rows.items()) if column in cells)


def _memory(grids: Sequence[Grid]) -> Memory | None:
    for grid in grids:
        try:
            return decode(_column(grid, 1))
        except MemoryUnreadable:
            continue
    return None


@dataclass(frozen=True, slots=True)
class _Header:
    """The headings of a form where they stand on a sheet."""

    form: Form
    row: int
    columns: Mapping[int, str]
    """Column of the sheet → key."""
    added: Mapping[int, str]
    """Column of the sheet → heading, of those that people have added."""

    @property
    def naming(self) -> int | None:
        """The column that names the rows."""
        return next((place for place, key in self.columns.items() if key == self.form.naming), None)


class _Reader:
    """Goes through the sheets of one workbook."""

    def __init__(self, forms: Sequence[Form], traces: frozenset[str], own_sheets: frozenset[str]) -> None:
        self._forms = forms
        self._traces = traces
        self._own_sheets = own_sheets
        self.rows: list[Filled] = []
        self.notes: list[Note] = []
        self.added: dict[str, list[str]] = {}
        self.found = False
        """Whether any form was there."""
        self.names: set[str] = set()
        """What names the rows of the plan, filled in or not."""

    def read(self, grid: Grid) -> None:
        """Take what people have typed on a sheet."""
        header: _Header | None = None
        for number, cells in sorted(grid.rows.items()):
            here = self._header(number, cells)
            if here is not None:
                header = here
                self.found = True
                known = self.added.setdefault(here.form.table, [])
                known += [each for each in here.added.values() if each not in known]
                rest = {place: cell for place, cell in cells.items() if place not in {*here.columns, *here.added}}
                self._note_strangers(grid, number, cells, rest)
            elif header is None:
                self._note_strangers(grid, number, cells, cells)
            else:
                self._row(grid, header, number, cells)

    def _header(self, row: int, cells: Mapping[int, Cell]) -> _Header | None:
        """The form whose headings stand in a row: the one with most of them, at least two and more than half."""
        best: tuple[int, Form, dict[int, str]] | None = None
        for form in self._forms:
            columns: dict[int, str] = {}
            for place, cell in cells.items():
                key = form.columns.get(plain(cell.text))
                if key is not None and key not in columns.values():
                    columns[place] = key
            enough = len(columns) >= 2 and 2 * len(columns) > form.count and form.typed & set(columns.values())
            if enough and (best is None or len(columns) > best[0]):
                best = (len(columns), form, columns)
        if best is None:
            return None
        _, form, columns = best
        strangers = {place: cell for place, cell in cells.items() if place not in columns}
        # What stands beside the notes becomes notes itself.
        wanted = {} if form.table == _NOTES else strangers
        added = {place: _heading(cell) for place, cell in wanted.items() if not self._written(cell)}
        return _Header(form, row, columns, added)

    def _row(self, grid: Grid, header: _Header, number: int, cells: Mapping[int, Cell]) -> None:
        form = header.form
        naming = header.naming
        name = form.name(cells[naming].text) if naming is not None and naming in cells else None
        if name is None and form.naming == "key":
            name = next((cell.text for cell in cells.values() if FINGERPRINT.fullmatch(cell.text)), None)
        if name is not None and form.table == PLAN:
            self.names.add(name)
        if name is None and form.table not in _WHOLE_ROWS:
            # The next table on the sheet, or a row that somebody has added.
            self._note_strangers(grid, number, cells, cells)
            return
        entries = tuple(self._entries(grid, header, number, cells))
        beside = {
            header.columns[place]: _told(cell)
            for place, cell in cells.items()
            if place in header.columns and header.columns[place] not in form.typed
        }
        kept = bool(entries)
        rest = {place: cell for place, cell in cells.items() if not self._is_entry(header, place) and place != naming}
        if form.table in _WHOLE_ROWS and name is None:
            # A row that says only that there is none is ours; any other is somebody's.
            kept = kept or len(cells) > 1 or any(not self._written(cell) for cell in cells.values())
            rest = {place: cell for place, cell in rest.items() if header.columns.get(place) not in KEPT_BESIDE}
        if kept or (form.table in _WHOLE_ROWS and form.table != PLAN and len(cells) > 1):
            self.rows.append(Filled(form.table, name, entries, beside))
        self._note_strangers(grid, number, cells, rest)

    def _is_entry(self, header: _Header, place: int) -> bool:
        return place in header.added or header.columns.get(place) in header.form.typed

    def _entries(self, grid: Grid, header: _Header, number: int, cells: Mapping[int, Cell]) -> Iterator[Entry]:
        for place, cell in sorted(cells.items()):
            if not self._is_entry(header, place):
                continue
            spot = Spot(grid.name, f"{column_letters(place)}{number}")
            value = _value(cell)
            if value is None:
                continue
            if cell.formula and cell.shown is not None:
                # What people saw stays in its place; what they wrote is kept beside.
                self.notes.append(Note(spot, cell.formula, _beside(cells)))
            if place in header.added:
                yield Entry(header.added[place], value, spot, added=True)
            else:
                key = header.columns[place]
                choices = header.form.choices or {}
                yield Entry(key, value, spot, choice=choices.get((key, plain(str(value)))))

    def _note_strangers(
        self, grid: Grid, number: int, cells: Mapping[int, Cell], among: Mapping[int, Cell]
    ) -> None:
        for place, cell in sorted(among.items()):
            if self._written(cell) or (not self._traces and grid.name in self._own_sheets):
                continue
            value = cell.formula or _value(cell)
            if value is not None:
                spot = Spot(grid.name, f"{column_letters(place)}{number}")
                others = {other: each for other, each in cells.items() if other != place}
                self.notes.append(Note(spot, value, _beside(others)))

    def _written(self, cell: Cell) -> bool:
        """Whether the report is known to have written a cell itself."""
        value = _value(cell)
        return not cell.formula and (value is None or trace_of(value) in self._traces)


def _beside(cells: Mapping[int, Cell]) -> str:
    """The first words of a row, to tell it by."""
    texts = [_told(cell) for _, cell in sorted(cells.items())]
    return " · ".join(text for text in texts if text)[:200]


def _heading(cell: Cell) -> str:
    return " ".join(_told(cell).split()) or "–"


def _told(cell: Cell) -> str:
    value = _value(cell)
    return "" if value is None else str(value)


def _value(cell: Cell) -> Value | None:
    """What a cell holds, as it is to stand in the next workbook: a formula is what it gave, else what it says."""
    match cell.sort:
        case Sort.FORMULA:
            return (_value(cell.shown) if cell.shown is not None else None) or cell.formula or None
        case Sort.DATE:
            return _date(cell)
        case Sort.NUMBER:
            return _clock(cell.serial) or _number(cell.text)
        case Sort.PERCENT:
            number = _number(cell.text)
            return f"{number * 100:.10g} %" if isinstance(number, int | float) else number
        case Sort.TRUTH:
            return cell.text.upper()
        case _:
            return cell.text if cell.text.strip() else None


def _date(cell: Cell) -> Value:
    """A day; with the time of day, where there is one, it is a text."""
    try:
        day = date.fromisoformat(cell.text)
    except ValueError:
        return cell.text
    clock = _clock(cell.serial)
    return day if clock is None else f"{cell.text} {clock}"


def _clock(serial: str) -> str | None:
    """The time of day of a date as the file has it: a part of a day, or what stands after the ``T``."""
    if "T" in serial:
        said = serial.partition("T")[2][:5]
        return None if said in {"", "00:00"} else said
    try:
        minutes = round(float(serial) % 1 * 24 * 60)
    except ValueError:
        return None
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}" if minutes else None


def _number(text: str) -> Value:
    try:
        number = float(text)
    except ValueError:
        return text
    if number.is_integer() and abs(number) < 10**15:
        return int(number)
    return number
