"""Which sheets a model has, and what each column holds: read from the model's fields, never listed by hand."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum, unique
from functools import cache

from pydantic import BaseModel

from samhandling.model.municipality import Selector
from samhandling.model.shape import Kind, Slot, shape_of

Keys = tuple[str, ...]
"""The way to a value inside an entry: ``("title",)``, ``("document", "url")``."""


@unique
class Lead(StrEnum):
    """What the first column of a table says of its row."""

    OWN = "own"
    """The entry's own name among its like: its id, or the catalogue's word for it (a transition, a question)."""
    PARENT = "parent"
    """The entry that the row belongs to."""
    NUMBER = "number"
    """A running number, where an entry has no name."""


@unique
class Part(StrEnum):
    """What a column is for."""

    VALUE = "value"
    PARENT = "parent"
    NUMBER = "number"
    PRESENT = "present"
    """Says that a mapping stands there although nothing is in it; only written where that is so."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table, or one row of a sheet of facts."""

    keys: Keys
    slot: Slot
    part: Part = Part.VALUE
    required: bool = False

    @property
    def name(self) -> str:
        """The column's lasting name: its keys with points between."""
        return ".".join(self.keys) if self.keys else self.part.value


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: a table with an entry a row, or the facts of a mapping, a key a row."""

    way: Keys
    """Where in the model it stands: ``("services",)``, ``("transitions", "activities")``."""
    columns: tuple[Column, ...]
    lead: Lead | None
    """None for a sheet of facts."""
    optional: tuple[Column, ...] = ()
    """Columns that are only written where they are needed."""
    parent: Keys | None = None
    """The way of the sheet whose rows this one's belong to."""
    inner: Keys = ()
    """Where in the parent's entry the list stands."""
    kind: Kind = Kind.ENTRY
    """What a row is; ``EVIDENCE`` where it may be an id instead of a mapping."""
    needed: bool = False
    """Whether a model cannot do without it."""

    @property
    def name(self) -> str:
        """The sheet's lasting name, as in ``config/sheets.yaml``."""
        return ".".join(self.way)

    @property
    def section(self) -> str:
        """The section of the model it belongs to."""
        return self.way[0]

    @property
    def is_table(self) -> bool:
        """Whether there is an entry a row."""
        return self.lead is not None


@cache
def layout_of(model: type[BaseModel]) -> tuple[Sheet, ...]:
    """Return the sheets of a model, in the order of its sections; lists inside an entry come right after it."""
    return tuple(sheet for slot in shape_of(model).values() for sheet in _section(slot))


def _section(slot: Slot) -> Iterator[Sheet]:
    if slot.kind is Kind.ENTRY and slot.entry is not None:
        columns = tuple(_columns(slot.entry, ()))
        optional = (_presence((), slot), *_presences(slot.entry, ()))
        yield Sheet((slot.key,), columns, None, optional, needed=slot.required)
        yield from _lists(slot.entry, (slot.key,), (), None)
    elif slot.kind is Kind.LIST:
        yield from _table(slot, (slot.key,), None, ())


def _table(slot: Slot, way: Keys, parent: Keys | None, inner: Keys) -> Iterator[Sheet]:
    item = slot.item
    if item is None or item.entry is None:
        return
    columns = list(_columns(item.entry, ()))
    lead = Lead.PARENT if parent is not None else _lead(columns)
    if item.kind is Kind.EVIDENCE:
        columns = [Column((slot.key,), Slot(slot.key, Kind.TEXT, refers=item.refers)), *columns]
    if lead is Lead.PARENT:
        columns.insert(0, Column((), Slot("parent", Kind.TEXT, required=True), Part.PARENT, required=True))
    elif lead is Lead.NUMBER:
        columns.insert(0, Column((), Slot("number", Kind.TEXT), Part.NUMBER))
    else:
        own = next((column for column in columns if column.slot.identity), columns[0])
        columns.remove(own)
        columns.insert(0, own)
    yield Sheet(way, tuple(columns), lead, tuple(_presences(item.entry, ())), parent, inner, item.kind)
    yield from _lists(item.entry, way, (), way)


def _lead(columns: list[Column]) -> Lead:
    if any(column.slot.identity and len(column.keys) == 1 for column in columns):
        return Lead.OWN
    first = columns[0]
    return Lead.OWN if first.required and first.slot.refers is not None else Lead.NUMBER


def _lists(entry: type[BaseModel], way: Keys, inner: Keys, parent: Keys | None) -> Iterator[Sheet]:
    """Find the lists of entries inside an entry, also inside its mappings."""
    for key, slot in shape_of(entry).items():
        if slot.kind is Kind.LIST and not in_cell(slot):
            yield from _table(slot, (*way, key), parent, (*inner, key))
        elif slot.kind is Kind.ENTRY and slot.entry is not None:
            yield from _lists(slot.entry, (*way, key), (*inner, key), parent)


def _columns(entry: type[BaseModel], before: Keys, needed: bool = True) -> Iterator[Column]:
    for key, slot in shape_of(entry).items():
        keys = (*before, key)
        if slot.kind is Kind.ENTRY and slot.entry is not None:
            yield from _columns(slot.entry, keys, needed and slot.required)
        elif slot.kind is not Kind.LIST or in_cell(slot):
            yield Column(keys, slot, required=slot.required and needed)


def _presences(entry: type[BaseModel], before: Keys) -> Iterator[Column]:
    for key, slot in shape_of(entry).items():
        if slot.kind is Kind.ENTRY and slot.entry is not None:
            yield _presence((*before, key), slot)
            yield from _presences(slot.entry, (*before, key))


def _presence(keys: Keys, slot: Slot) -> Column:
    return Column(keys, Slot(slot.key, Kind.TRUTH), Part.PRESENT)


def in_cell(slot: Slot) -> bool:
    """Tell whether a list is written in one cell: values, and selectors; other entries have a sheet of their own."""
    return slot.item is not None and (slot.item.entry is None or slot.item.entry is Selector)
