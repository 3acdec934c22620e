"""The rows of every sheet: plain data laid out as the sheets have it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from samhandling.model.municipality import Selector
from samhandling.model.shape import Kind
from samhandling.reports.modelfiles.plain import Plain
from samhandling.sheets.cell_text import write_list, write_selectors
from samhandling.sheets.layout import Column, Keys, Lead, Part, Sheet

Row = Mapping[Column, Plain]
"""What the cells of a row hold; lists as the text of a cell."""


@dataclass(slots=True)
class _Entry:
    data: Plain
    name: str
    """How rows of the sheets below name it."""
    above: str = ""
    number: int = 0


@dataclass(slots=True)
class Rows:
    """The rows of each sheet by its name; a sheet of facts has one row, or none where nothing is stated."""

    data: Mapping[str, Plain]
    layout: Sequence[Sheet]
    _entries: dict[Keys, list[_Entry]] = field(default_factory=dict)

    def of(self, sheet: Sheet) -> list[Row]:
        """Return the rows of a sheet, in the order of the model."""
        if not sheet.is_table:
            facts = self.data.get(sheet.section)
            return [_row(sheet, _Entry(facts, ""))] if isinstance(facts, dict) else []
        return [_row(sheet, entry) for entry in self._of(sheet)]

    def _of(self, sheet: Sheet) -> list[_Entry]:
        if sheet.way not in self._entries:
            self._entries[sheet.way] = list(_named(sheet, self._listed(sheet)))
        return self._entries[sheet.way]

    def _listed(self, sheet: Sheet) -> Iterator[tuple[Plain, str]]:
        if sheet.parent is None:
            yield from ((each, "") for each in _list_at(self.data, sheet.way))
            return
        above = next(each for each in self.layout if each.way == sheet.parent)
        for entry in self._of(above):
            yield from ((each, entry.name) for each in _list_at(entry.data, sheet.inner))


def _list_at(data: Plain | Mapping[str, Plain], keys: Iterable[str]) -> list[Plain]:
    found: Plain | Mapping[str, Plain] | None = data
    for key in keys:
        found = found.get(key) if isinstance(found, Mapping) else None
    return found if isinstance(found, list) else []


def _named(sheet: Sheet, listed: Iterable[tuple[Plain, str]]) -> Iterator[_Entry]:
    """Name the entries as the reader of workbooks does."""
    counts: dict[str, int] = {}
    for number, (data, above) in enumerate(listed, 1):
        if sheet.lead is Lead.NUMBER:
            yield _Entry(data, str(number), above, number)
            continue
        base = above if sheet.lead is Lead.PARENT else _at(data, sheet.columns[0].keys)
        counts[str(base)] = count = counts.get(str(base), 0) + 1
        plain = sheet.lead is Lead.OWN and count == 1
        yield _Entry(data, str(base) if plain else f"{base}#{count}", above, number)


def _at(data: Plain | None, keys: Keys) -> Plain | None:
    for key in keys:
        data = data.get(key) if isinstance(data, dict) else None
    return data


def _row(sheet: Sheet, entry: _Entry) -> Row:
    return {
        column: value
        for column in (*sheet.columns, *sheet.optional)
        if (value := _value(sheet, column, entry)) is not None
    }


def _value(sheet: Sheet, column: Column, entry: _Entry) -> Plain | None:
    match column.part:
        case Part.PARENT:
            return entry.above
        case Part.NUMBER:
            return entry.number
        case Part.PRESENT:
            return True if _at(entry.data, column.keys) == {} else None
        case Part.VALUE if sheet.kind is Kind.EVIDENCE and isinstance(entry.data, str):
            return entry.data if column.keys == (sheet.way[-1],) else None
        case Part.VALUE:
            found = _at(entry.data, column.keys)
            return in_one_cell(column, found) if isinstance(found, list) else found


def in_one_cell(column: Column, values: Sequence[Plain]) -> str:
    """Write a list as the text of a cell."""
    item = column.slot.item
    if item is not None and item.entry is Selector:
        selectors = [{key: str(value) for key, value in each.items()} for each in values if isinstance(each, dict)]
        return write_selectors(selectors)
    return write_list([str(each) for each in values])
