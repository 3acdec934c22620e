"""From the cells of a sheet to entries: plain data, and the place of every value."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from samhandling.model.shape import Kind, Slot
from samhandling.reading.diagnostics import (
    Code,
    Diagnostic,
    Hint,
    Notice,
    NoticeCode,
    Place,
    Value,
    diagnostic,
)
from samhandling.reading.source_map import Mark, Plain, Spot
from samhandling.reading.spelling import Spelling
from samhandling.reading.workbook.drafts import Draft, spot_of
from samhandling.reading.workbook.grid import Cell, Grid, Sort, column_letters
from samhandling.reading.workbook.values import Values
from samhandling.sheets.layout import Column, Lead, Part, Sheet
from samhandling.sheets.words import LANGUAGES, SheetWords, continued, plain


@dataclass(slots=True)
class Entry:
    """One entry that has been read, and how rows of other sheets name it."""

    data: Plain
    spot: Spot
    belongs_to: str | None = None
    """The name of the entry it is part of."""
    parent_mark: Mark | None = None
    name: str = ""


@dataclass(slots=True)
class Told:
    """What the reading of a workbook has to say, and whether everything could be read."""

    diagnostics: list[Diagnostic] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    whole: bool = True
    called: dict[tuple[str, int], Mapping[str, str]] = field(default_factory=dict)
    """(sheet, column) → key → the heading it has there; row numbers below zero are rows of a sheet of facts."""


class Reader:
    """Reads sheets one at a time."""

    def __init__(self, file: str, words: SheetWords, values: Values) -> None:
        self._file = file
        self._words = words
        self._values = values
        self.told = Told()

    # A sheet with an entry a row

    def table(self, sheet: Sheet, grid: Grid) -> list[Entry]:
        """Read the entries of a table; the first row that is not empty has the headings."""
        filled = sorted(grid.rows)
        if not filled:
            return []
        header, rows = filled[0], filled[1:]
        columns = self._headings(sheet, grid, header)
        if not columns and not rows:
            return []
        lead = next(((number, column) for number, (column, _) in columns.items() if self._is_lead(sheet, column)), None)
        marked = {row for row in rows if lead is not None and self._is_example(grid.rows[row].get(lead[0]))}
        for row in sorted(marked):
            self._look_at_example(sheet, grid, row, columns)
        rows = [row for row in rows if row not in marked and self._says_something(grid.rows[row], columns)]
        if rows and not self._has_what_is_needed(sheet, grid, header, columns):
            return []
        return [self._entry(sheet, grid, row, columns) for row in rows]

    @staticmethod
    def _says_something(cells: Mapping[int, Cell], columns: Mapping[int, object]) -> bool:
        """Tell whether a row has more than spaces in a column that is read."""
        filled = (number for number, cell in cells.items() if cell.sort is not Sort.TEXT or cell.text.strip())
        return any(number in columns for number in filled)

    def _is_lead(self, sheet: Sheet, column: Column) -> bool:
        return column == sheet.columns[0]

    def _is_example(self, cell: Cell | None) -> bool:
        return cell is not None and cell.text.strip().casefold().startswith(self._words.marks)

    def _look_at_example(
        self, sheet: Sheet, grid: Grid, row: int, columns: Mapping[int, tuple[Column, int]]
    ) -> None:
        """Say so when somebody has typed in an example row and not taken the mark away."""
        found = {columns[number][0].name: cell.text for number, cell in grid.rows[row].items() if number in columns}
        for language in LANGUAGES:
            ours = {column.name: self.example_text(sheet, column, language) for column in sheet.columns}
            if found == {name: text for name, text in ours.items() if text}:
                return
        first = min(grid.rows[row])
        mark = self._words.mark(LANGUAGES[0])
        self._remark(NoticeCode.EXAMPLE_CHANGED, self._place(grid, row, first), mark=mark)

    def example_text(self, sheet: Sheet, column: Column, language: str) -> str:
        """Return what the example row has in a column, as the text of a cell."""
        value = self._words.example(sheet, column, language)
        if column == sheet.columns[0]:
            return f"{self._words.mark(language)} {value if value is not None else ''}".strip()
        if isinstance(value, bool):
            return self._words.word("yes" if value else "no", language)
        return "" if value is None else str(value)

    def _headings(self, sheet: Sheet, grid: Grid, header: int) -> dict[int, tuple[Column, int]]:
        """Return number of column → what it holds, and which part of it where it is continued."""
        known = self._words.headings(sheet, (*sheet.columns, *sheet.optional))
        columns: dict[int, tuple[Column, int]] = {}
        seen: dict[tuple[str, Part, int], int] = {}
        for number, cell in sorted(grid.rows[header].items()):
            column, text, part = _recognised(known, cell)
            place = self._place(grid, header, number)
            if column is None or (part > 1 and column.slot.kind is not Kind.LIST):
                self._remark(NoticeCode.COLUMN_SKIPPED, place, *_nearest(known, cell.text), key=text)
                continue
            which = (column.name, column.part, part)
            if which in seen:
                first = self._place(grid, header, seen[which])
                self._wrong(Code.COLUMN_TWICE, place, key=text, first=first)
                continue
            seen[which] = number
            columns[number] = (column, part)
            self.told.called[grid.name, number] = {column.keys[-1]: text} if column.keys else {}
        return columns

    def _has_what_is_needed(
        self, sheet: Sheet, grid: Grid, header: int, columns: Mapping[int, tuple[Column, int]]
    ) -> bool:
        there = {column.name for column, _ in columns.values()}
        lacking = [column for column in sheet.columns if column.required and column.name not in there]
        language = self.language_of(sheet, grid)
        for column in lacking:
            place = self._place(grid, header, 1)
            self._wrong(Code.MISSING_COLUMN, place, key=self._words.heading(sheet, column, language))
        self.told.whole &= not lacking
        return not lacking

    def language_of(self, sheet: Sheet, grid: Grid) -> str:
        """Return the language of a sheet's name; bokmål where it is in none."""
        named = (each for each in LANGUAGES if plain(self._words.sheet(sheet, each)) == plain(grid.name))
        return next(named, LANGUAGES[0])

    def _entry(
        self, sheet: Sheet, grid: Grid, row: int, columns: Mapping[int, tuple[Column, int]]
    ) -> Entry:
        cells = grid.rows[row]
        draft = Draft(self._file, self._mark(grid, row, min(number for number in cells if number in columns)))
        draft.gaps = {
            column.keys[-1]: self._mark(grid, row, number)
            for number, (column, _) in columns.items()
            if column.required and len(column.keys) == 1
        }
        entry = Entry(draft.data, draft.spot)
        for number, column, cell in _joined(cells, columns):
            mark = self._mark(grid, row, number)
            if column.part is Part.PARENT:
                entry.belongs_to, entry.parent_mark = _name(cell), mark
            elif column.part is Part.NUMBER:
                entry.name = _name(cell)
            else:
                self._put(draft, sheet, column, cell, mark)
        entry.spot = draft.spot
        if sheet.lead is Lead.OWN:
            own = sheet.columns[0].keys[-1]
            entry.name = str(draft.data.get(own, ""))
        elif sheet.lead is Lead.PARENT and entry.belongs_to is None:
            lead = next(number for number, (column, _) in columns.items() if column.part is Part.PARENT)
            heading = " ".join(grid.rows[min(grid.rows)][lead].text.split())
            self._wrong(Code.MISSING_KEY, self._place(grid, row, lead), key=heading.strip(" *"))
        if sheet.kind is Kind.EVIDENCE:
            self._evidence(sheet, entry)
        return entry

    def _evidence(self, sheet: Sheet, entry: Entry) -> None:
        """Make the id of an agreement of a row that has one; the others are documents."""
        key = sheet.way[-1]
        data, inside = entry.data, entry.spot.inside
        if not isinstance(data, dict) or not isinstance(inside, dict) or key not in data:
            return
        agreement = data.pop(key)
        if data:
            self.told.diagnostics.append(diagnostic(Code.AGREEMENT_AND_DOCUMENT, entry.spot.place))
        entry.data, entry.spot = agreement, inside[key]

    # A sheet of facts

    def facts(self, sheet: Sheet, grid: Grid) -> tuple[dict[str, Plain], Spot] | None:
        """Read a mapping, a key a row; None where nothing is stated."""
        filled = sorted(grid.rows)
        start: Mark = (grid.name, "A1")
        if not filled:
            return ({}, Spot(self._file, start, start, {})) if sheet.needed else None
        places = self._key_and_value(grid, filled[0])
        if places is None:
            return None
        value_at = places[1]
        draft = Draft(self._file, start, start)
        stated = sheet.needed
        for row, column, cell in self._facts(sheet, grid, filled[1:], places, draft.gaps):
            mark = self._mark(grid, row, value_at)
            if column.part is Part.PRESENT and not column.keys:
                stated |= self._values.truth(cell) is True
            else:
                stated |= self._put(draft, sheet, column, cell, mark)
        return (draft.data, draft.spot) if stated else None

    def _facts(
        self, sheet: Sheet, grid: Grid, rows: Iterable[int], places: tuple[int, int], gaps: dict[str, Mark]
    ) -> list[tuple[int, Column, Cell]]:
        """Give the rows that state something, with what they state; notes where what is needed can be written."""
        known = self._words.headings(sheet, (*sheet.columns, *sheet.optional))
        key_at, value_at = places
        first: dict[tuple[str, int], int] = {}
        found: dict[str, list[tuple[int, int, Cell]]] = {}
        columns: dict[str, Column] = {}
        for row in rows:
            key, value = grid.rows[row].get(key_at), grid.rows[row].get(value_at)
            column, text, part = _recognised(known, key)
            if column is not None and column.keys:
                self.told.called[grid.name, -row] = {column.keys[-1]: text}
                if column.required and len(column.keys) == 1:
                    gaps.setdefault(column.keys[-1], self._mark(grid, row, value_at))
            if value is None:
                continue
            place = self._place(grid, row, key_at)
            if column is None:
                self._wrong(Code.UNKNOWN_KEY, place, *_nearest(known, text), key=text)
            elif (column.name, part) in first:
                before = self._place(grid, first[column.name, part], key_at)
                self._wrong(Code.DUPLICATE_KEY, place, key=text, first=before)
            else:
                first[column.name, part] = row
                columns[column.name] = column
                found.setdefault(column.name, []).append((part, row, value))
        for parts in found.values():
            parts.sort(key=lambda each: each[0])
        return [
            (parts[0][1], columns[name], _one([cell for _, _, cell in parts])) for name, parts in found.items()
        ]

    def _key_and_value(self, grid: Grid, header: int) -> tuple[int, int] | None:
        """Find the two columns of a sheet of facts by their headings."""
        spelled = {plain(cell.text): number for number, cell in sorted(grid.rows[header].items(), reverse=True)}
        found = []
        for word in ("key", "value"):
            spellings = map(plain, self._words.every_word(word))
            number = next((spelled[each] for each in spellings if each in spelled), None)
            if number is None:
                heading = self._words.word(word, LANGUAGES[0])
                self._wrong(Code.MISSING_COLUMN, self._place(grid, header, 1), key=heading)
                self.told.whole = False
            else:
                found.append(number)
        return (found[0], found[1]) if len(found) == 2 else None

    # Both

    def _put(self, draft: Draft, sheet: Sheet, column: Column, cell: Cell, mark: Mark) -> bool:
        """Put the value of a cell where it belongs; tell whether there was anything."""
        if column.part is Part.PRESENT:
            if self._values.truth(cell) is not True:
                return False
            draft.mapping(column.keys, mark)
            return True
        place = Spot(self._file, mark).place
        four_digits = (sheet.name, column.name) == ("municipality", "number")
        read = self._values.read(cell, column.slot, place, four_digits=four_digits)
        if read.notice is not None:
            self.told.notices.append(read.notice)
        if read.mistake is not None:
            self.told.diagnostics.append(read.mistake)
            draft.unreadable(column.keys, mark)
            return True
        if read.value is None:
            return False
        draft.put(column.keys, read.value, spot_of(self._file, mark, read.value))
        return True

    def _mark(self, grid: Grid, row: int, column: int) -> Mark:
        return grid.name, f"{column_letters(column)}{row}"

    def _place(self, grid: Grid, row: int, column: int) -> Place:
        return Place(self._file, sheet=grid.name, cell=f"{column_letters(column)}{row}")

    def _wrong(self, code: Code, place: Place, *hints: Hint, **values: Value) -> None:
        self.told.diagnostics.append(diagnostic(code, place, *hints, **values))

    def _remark(self, code: NoticeCode, place: Place, *hints: Hint, **values: Value) -> None:
        self.told.notices.append(Notice(code, place, tuple(values.items()), hints))


def _recognised(known: Mapping[str, Column], cell: Cell | None) -> tuple[Column | None, str, int]:
    """Return what a heading stands for, how it is written, and which part of a list that is continued."""
    text = " ".join(cell.text.split()).strip(" *") if cell is not None else ""
    column = known.get(plain(text))
    if column is None:
        base, part = continued(text)
        if plain(base) in known:
            return known[plain(base)], base, part
    return column, text, 1


def _nearest(known: Mapping[str, Column], text: str) -> tuple[Hint, ...]:
    """Name the heading that is most like a text, where one is."""
    spelling = Spelling(known)
    return spelling.hints(plain(text))[:1] if spelling.nearest(plain(text)) is not None else ()


def _joined(
    cells: Mapping[int, Cell], columns: Mapping[int, tuple[Column, int]]
) -> Iterator[tuple[int, Column, Cell]]:
    """Give the cells of a row with their columns; a list that is continued in more cells as one."""
    parts: dict[str, list[tuple[int, int, Cell]]] = {}
    for number, cell in cells.items():
        if number in columns:
            column, part = columns[number]
            parts.setdefault(f"{column.part} {column.name}", []).append((part, number, cell))
    for several in parts.values():
        several.sort(key=lambda each: each[0])
        number = several[0][1]
        yield number, columns[number][0], _one([cell for _, _, cell in several])


def _one(cells: list[Cell]) -> Cell:
    strange = [cell for cell in cells if cell.sort is not Sort.TEXT]
    if len(cells) == 1 or strange:
        return strange[0] if strange else cells[0]
    return Cell(Sort.TEXT, "".join(cell.text for cell in cells))


def _name(cell: Cell) -> str:
    text = cell.text.strip()
    return text.removesuffix(".0") if cell.sort is Sort.NUMBER else text


def names_of(sheet: Sheet, entries: Iterable[Entry]) -> dict[str, Entry]:
    """Return name → entry, as rows of the sheets below name the entries of a sheet.

    The second of two with the same name is called ``name#2``; a row that belongs to another is named by that and its
    place among them.
    """
    counts: dict[str, int] = {}
    names: dict[str, Entry] = {}
    for number, entry in enumerate(entries, 1):
        match sheet.lead:
            case Lead.PARENT:
                base = entry.belongs_to or ""
                counts[base] = counts.get(base, 0) + 1
                name = f"{base}#{counts[base]}"
            case Lead.NUMBER:
                name = entry.name or str(number)
            case _:
                base = entry.name
                counts[base] = counts.get(base, 0) + 1
                name = base if counts[base] == 1 else f"{base}#{counts[base]}"
        names.setdefault(name, entry)
    return names


def parent_slot(sheet: Sheet, parent: Sheet) -> Slot:
    """Return what the first column of a sheet below another takes its value from."""
    return parent.columns[0].slot if parent.lead is Lead.OWN else sheet.columns[0].slot
