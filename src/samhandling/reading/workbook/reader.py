"""Reads a workbook into a :class:`~samhandling.reading.source_map.Draft`, checked later like any other."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel

from samhandling.errors import SamhandlingError
from samhandling.model.municipality import Municipality
from samhandling.model.source import InputFile
from samhandling.reading.diagnostics import (
    Code,
    Diagnostic,
    Hint,
    ModelRejected,
    Notice,
    NoticeCode,
    Place,
    Shown,
    Value,
    Word,
    diagnostic,
)
from samhandling.reading.source_map import Draft, Plain, SourceMap, Spot
from samhandling.reading.spelling import Spelling
from samhandling.reading.workbook.archive import LARGEST_FILE, Refused
from samhandling.reading.workbook.grid import Grid, column_number, read_grids
from samhandling.reading.workbook.tables import Entry, Reader, Told, names_of, parent_slot
from samhandling.reading.workbook.values import Values
from samhandling.sheets.labels import Labels
from samhandling.sheets.layout import Sheet, layout_of
from samhandling.sheets.words import LANGUAGES, SheetWords, plain

if TYPE_CHECKING:
    from samhandling.law.entries import CatalogueData

_FIRST = "A1"


class Workbook:
    """A workbook that has been read, and its own words for what is in it."""

    def __init__(self, draft: Draft, told: Told, sheets: Mapping[str, str], types: Iterable[str]) -> None:
        self.draft = draft
        self._told = told
        self._sheets = sheets
        self._types = frozenset(types)

    def reworded(self, rejected: ModelRejected) -> ModelRejected:
        """Say the mistakes with the headings and sheets of this workbook instead of keys and sections."""
        return ModelRejected(map(self._reword, rejected.diagnostics), rejected.shown, rejected.language_form)

    def _reword(self, one: Diagnostic) -> Diagnostic:
        if one.place.cell is None or one.place.sheet is None:
            return one
        letters = one.place.cell.rstrip("0123456789")
        row = int(one.place.cell[len(letters) :])
        called = {**self._told.called.get((one.place.sheet, -row), {})}
        called |= self._told.called.get((one.place.sheet, column_number(letters)), {})
        values = tuple((name, self._word(name, value, called)) for name, value in one.values)
        hints = [
            replace(hint, values=tuple((name, self._word(name, value, called)) for name, value in hint.values))
            for hint in one.hints
            if hint.key not in {"quote_truth", "one_item_list", "selector"}
        ]
        wrong = dict(one.values).get("value")
        if one.code in {Code.UNKNOWN_TERM, Code.UNKNOWN_VALUE, Code.UNKNOWN_REFERENCE} and isinstance(wrong, str):
            if "," in wrong:
                hints = [hint for hint in hints if hint.key != "nearest"] + [Hint("semicolons")]
            if wrong in self._types and one.code is Code.UNKNOWN_REFERENCE:
                hints.append(Hint("type_selector", (("value", wrong),)))
        return replace(one, values=values, hints=tuple(hints))

    def _word(self, name: str, value: Value, called: Mapping[str, str]) -> Value:
        if isinstance(value, Word):
            return Word("diagnostics.expected.yes_or_no") if value.key == "diagnostics.expected.truth" else value
        if not isinstance(value, str):
            return value
        if name == "key":
            return called.get(value, value).strip(" *")
        return self._sheets.get(value, value) if name == "section" else value


def read_workbook(
    path: Path, shown: str, catalogue: "CatalogueData", model: type[BaseModel] = Municipality
) -> Workbook:
    """Read a workbook. Never raises for what is in it: every mistake becomes a diagnostic of the draft.

    Raises:
        SamhandlingError: there is no such file.
    """
    where = Shown(shown, folder=False)
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            too_large = diagnostic(
                Code.TOO_LARGE, _top(path), megabytes=-(-size // 1_000_000), limit=LARGEST_FILE // 1_000_000
            )
            return _refused(path, where, (), too_large)
        content = path.read_bytes()
    except FileNotFoundError:
        raise SamhandlingError("diagnostics.errors.model_missing", path=shown) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return _refused(path, where, (), diagnostic(Code.UNREADABLE, _top(path), reason=reason))
    inputs = (InputFile(path.name, sha256(content).hexdigest()),)
    if not content:
        return _refused(path, where, inputs, diagnostic(Code.EMPTY_FILE, _top(path)))
    try:
        grids = read_grids(content)
    except Refused as refused:
        values = dict(refused.values)
        place = _top(path)
        if refused.code is Code.FAR_AWAY:
            place = Place(path.name, sheet=str(values.pop("sheet")), cell=str(values.pop("cell")))
        return _refused(path, where, inputs, diagnostic(refused.code, place, **values))
    return draft_of(grids, catalogue, model, file=path.name, shown=where, inputs=inputs)


def draft_of(
    grids: Sequence[Grid],
    catalogue: "CatalogueData",
    model: type[BaseModel] = Municipality,
    *,
    file: str = "modell.xlsx",
    shown: Shown | None = None,
    inputs: tuple[InputFile, ...] = (),
) -> Workbook:
    """Make a draft of the sheets of a workbook."""
    content: object = catalogue.extra.get("sheets", {})
    words = SheetWords(content if isinstance(content, Mapping) else {})
    assembly = _Assembly(
        file=file,
        shown=shown or Shown(file, folder=False),
        inputs=inputs,
        words=words,
        values=Values(words, Labels(catalogue)),
        layout=layout_of(model),
        types=catalogue.service_types,
    )
    return assembly.read(grids)


def _top(path: Path) -> Place:
    return Place(path.name, 1, 1)


def _refused(path: Path, shown: Shown, inputs: tuple[InputFile, ...], mistake: Diagnostic) -> Workbook:
    draft = Draft({}, SourceMap({}, _top(path)), inputs, shown, whole=False, diagnostics=(mistake,))
    return Workbook(draft, Told(), {}, ())


class _Assembly:
    """Puts the sheets of a workbook together to a model."""

    def __init__(
        self,
        *,
        file: str,
        shown: Shown,
        inputs: tuple[InputFile, ...],
        words: SheetWords,
        values: Values,
        layout: Sequence[Sheet],
        types: Iterable[str],
    ) -> None:
        self._file = file
        self._shown = shown
        self._inputs = inputs
        self._words = words
        self._layout = layout
        self._types = types
        self._values = values
        self._reader = Reader(file, words, values)
        self._data: dict[str, Plain] = {}
        self._spots: dict[str, Spot] = {}
        self._names: dict[tuple[str, ...], dict[str, Entry]] = {}

    def read(self, grids: Sequence[Grid]) -> Workbook:
        told = self._reader.told
        found = self._recognised(grids)
        if not found:
            name = self._words.sheet(self._layout[0], LANGUAGES[0])
            first = grids[0].name if grids else ""
            place = Place(self._file, sheet=first, cell=_FIRST) if grids else Place(self._file, 1, 1)
            told.diagnostics.append(diagnostic(Code.NO_SHEETS, place, sheet=name))
            told.whole = False
        for sheet in self._layout:
            for grid in found.get(sheet.name, ()):
                if sheet.is_table:
                    self._add_table(sheet, grid, self._reader.table(sheet, grid))
                else:
                    self._add_facts(sheet, grid)
        start = next((Place(self._file, sheet=each[0].name, cell=_FIRST) for each in found.values()), None)
        draft = Draft(
            data=self._data,
            source_map=SourceMap(self._spots, start or Place(self._file, 1, 1)),
            inputs=self._inputs,
            shown=self._shown,
            whole=told.whole,
            diagnostics=tuple(told.diagnostics),
            notices=tuple(told.notices),
        )
        return Workbook(draft, told, self._called(found), self._types)

    def _recognised(self, grids: Sequence[Grid]) -> dict[str, list[Grid]]:
        """Return name of sheet → the grids that are that sheet; says which belong to no part of the model."""
        known = {plain(name): sheet for sheet in reversed(self._layout) for name in self._words.spellings(sheet)}
        ours = {plain(word) for name in ("guide", "values") for word in self._words.every_word(name)}
        spelling = Spelling(known)
        found: dict[str, list[Grid]] = {}
        for grid in grids:
            sheet = known.get(plain(grid.name))
            if sheet is not None:
                found.setdefault(sheet.name, []).append(grid)
            elif plain(grid.name) not in ours and grid.rows:
                place = Place(self._file, sheet=grid.name, cell=_FIRST)
                hints = spelling.hints(plain(grid.name))[:1] if spelling.nearest(plain(grid.name)) else ()
                notice = Notice(NoticeCode.SHEET_SKIPPED, place, (("sheet", grid.name),), hints)
                self._reader.told.notices.append(notice)
        return found

    def _called(self, found: Mapping[str, Sequence[Grid]]) -> dict[str, str]:
        """Return section → what its sheet is called in this workbook."""
        languages = [
            language
            for sheet in self._layout
            for grid in found.get(sheet.name, ())
            for language in LANGUAGES
            if plain(self._words.sheet(sheet, language)) == plain(grid.name)
        ]
        language = max(LANGUAGES, key=languages.count)
        called = {sheet.name: self._words.sheet(sheet, language) for sheet in self._layout}
        return called | {name: several[0].name for name, several in found.items()}

    def _add_facts(self, sheet: Sheet, grid: Grid) -> None:
        section = sheet.section
        read = self._reader.facts(sheet, grid)
        if read is None:
            self._spots.setdefault(section, self._corner(grid, {}))
            return
        data, spot = read
        if self._data.get(section):
            first = self._spots[section].key_place
            self._reader.told.diagnostics.append(
                diagnostic(Code.SECTION_TWICE, spot.place, section=section, first=first)
            )
            return
        self._data[section], self._spots[section] = data, spot

    def _corner(self, grid: Grid, inside: dict[str, Spot] | list[Spot]) -> Spot:
        mark = (grid.name, _FIRST)
        return Spot(self._file, mark, mark, inside)

    def _add_table(self, sheet: Sheet, grid: Grid, entries: list[Entry]) -> None:
        self._names.setdefault(sheet.way, {}).update(names_of(sheet, entries))
        if sheet.parent is not None:
            for entry in entries:
                self._attach(sheet, entry)
            return
        if len(sheet.way) == 1:
            data = self._data.setdefault(sheet.section, [])
            spot = self._spots.setdefault(sheet.section, self._corner(grid, []))
            _extend(data, spot, entries)
            return
        # A list inside a mapping: the mapping is stated as soon as the list has something.
        corner = self._corner(grid, {})
        around = self._spots.setdefault(sheet.section, corner)
        if not entries:
            return
        holder = self._data.get(sheet.section)
        if not isinstance(holder, dict):
            holder = self._data[sheet.section] = {}
        self._extend_inside(holder, around, sheet.inner, entries, self._corner(grid, []))

    def _attach(self, sheet: Sheet, entry: Entry) -> None:
        """Put an entry into the one it belongs to."""
        if entry.belongs_to is None or sheet.parent is None:
            return
        above = next(each for each in self._layout if each.way == sheet.parent)
        names = self._names.get(above.way, {})
        wanted = self._values.name(entry.belongs_to, parent_slot(sheet, above))
        parent = names.get(entry.belongs_to) or names.get(wanted)
        if parent is None or not isinstance(parent.data, dict):
            if self._reader.told.whole and entry.parent_mark is not None:
                place = Spot(self._file, entry.parent_mark).place
                spelling = Spelling(names)
                hints = spelling.hints(entry.belongs_to)
                self._reader.told.diagnostics.append(
                    diagnostic(
                        Code.UNKNOWN_REFERENCE, place, *hints, value=entry.belongs_to, section=".".join(above.way)
                    )
                )
            return
        self._extend_inside(parent.data, parent.spot, sheet.inner, [entry], entry.spot._replace(inside=[]))

    def _extend_inside(
        self, data: dict[str, Plain], around: Spot, inner: Sequence[str], entries: list[Entry], new: Spot
    ) -> None:
        for key in inner[:-1]:
            following = data.setdefault(key, {})
            spots = around.inside
            if not isinstance(following, dict) or not isinstance(spots, dict):
                return
            data, around = following, spots.setdefault(key, new._replace(inside={}))
        there = data.setdefault(inner[-1], [])
        if isinstance(around.inside, dict):
            _extend(there, around.inside.setdefault(inner[-1], new), entries)


def _extend(data: Plain, spot: Spot, entries: Iterable[Entry]) -> None:
    if isinstance(data, list) and isinstance(spot.inside, list):
        for entry in entries:
            data.append(entry.data)
            spot.inside.append(entry.spot)
