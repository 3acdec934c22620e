"""Checks plain data against the model, and tells every mistake with its place.

pydantic validates; its errors come with the way to the value, which is looked up in the source map. What pydantic
cannot see (a key without a value, control characters, personal data) is found by one walk along the model's shape.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from samhandling.model.municipality import Municipality
from samhandling.model.shape import Kind, Slot, shape_of
from samhandling.reading.diagnostics import Code, Diagnostic, Hint, Place, Word, diagnostic
from samhandling.reading.personal_data import PersonalKind, Scope, masked_datum, personal_data
from samhandling.reading.source_map import Draft, Plain, SourceMap
from samhandling.reading.spelling import Spelling
from samhandling.reading.yaml_text import CONTROL_CHARACTERS

LONGEST_TEXT = 32_767
_CODES = {
    PersonalKind.BIRTH_NUMBER: Code.BIRTH_NUMBER,
    PersonalKind.EMAIL: Code.EMAIL,
    PersonalKind.PHONE: Code.PHONE,
}
Way = tuple[str | int, ...]


class Leaf(NamedTuple):
    """One value of the data and the slot it stands in; None for the value of an unknown key."""

    way: Way
    value: Plain
    slot: Slot | None


@dataclass(frozen=True, slots=True)
class Validated:
    """What validation gives: the municipality, or the mistakes that stand in its way."""

    municipality: Municipality | None
    diagnostics: tuple[Diagnostic, ...]


def validate(draft: Draft, leaves: Iterable[Leaf]) -> Validated:
    """Check every value by itself. References between entries are checked apart."""
    walk = _Walk(draft.source_map)
    walk.through(leaves)
    diagnostics = list(walk.diagnostics)
    data = {key: value for key, value in draft.data.items() if value is not None}
    try:
        municipality = Municipality.model_validate(data)
    except ValidationError as error:
        details = error.errors(include_url=False)
        diagnostics += _Translator(draft, frozenset(walk.told)).all(details)
        return Validated(None, tuple(diagnostics))
    return Validated(None if diagnostics else municipality, tuple(diagnostics))


def leaves_of(data: Mapping[str, Plain]) -> tuple[Leaf, ...]:
    """List every value that is no mapping or list, with its way and slot, in the order of the data."""
    found: list[Leaf] = []
    shape = shape_of(Municipality)
    for key, value in data.items():
        _gather(value, (key,), shape.get(key), found)
    return tuple(found)


def _gather(value: Plain, way: Way, slot: Slot | None, found: list[Leaf]) -> None:
    if isinstance(value, dict):
        shape = shape_of(slot.entry) if slot is not None and slot.entry is not None else {}
        for key, part in value.items():
            _gather(part, (*way, key), shape.get(key), found)
    elif isinstance(value, list):
        item = slot.item if slot is not None else None
        for index, part in enumerate(value):
            _gather(part, (*way, index), item, found)
    else:
        found.append(Leaf(way, value, slot))


@dataclass(slots=True)
class _Walk:
    """Looks at every value, known or not, for what no field may hold."""

    source_map: SourceMap
    diagnostics: list[Diagnostic] = field(default_factory=list)
    told: set[Way] = field(default_factory=set)
    """Where a mistake is already told, so that it is not told twice."""
    clean: set[tuple[str, str]] = field(default_factory=set)
    """Texts that hold nothing they may not, by how they are searched: a large model says the same again and again."""

    def through(self, leaves: Iterable[Leaf]) -> None:
        for leaf in leaves:
            if isinstance(leaf.value, str):
                self._text(leaf.value, leaf.way, leaf.slot)
            elif leaf.value is None and len(leaf.way) > 1 and leaf.slot is not None:
                self._no_value(leaf.way, leaf.slot)

    def _no_value(self, way: Way, slot: Slot) -> None:
        self.told.add(way)
        expected = Word(f"diagnostics.expected.{slot.kind.value}")
        self.diagnostics.append(
            diagnostic(Code.NO_VALUE, self.source_map.key(way), key=_key(way), expected=expected)
        )

    def _text(self, text: str, way: Way, slot: Slot | None) -> None:
        searched = slot.searched if slot is not None else Scope.TEXT.value
        if (text, searched) in self.clean:
            return
        before = len(self.diagnostics)
        self._search(text, way, slot, Scope(searched))
        if len(self.diagnostics) == before and (slot is None or slot.kind not in _NUMBERS):
            self.clean.add((text, searched))

    def _search(self, text: str, way: Way, slot: Slot | None, scope: Scope) -> None:
        if (match := CONTROL_CHARACTERS.search(text)) is not None:
            character = f"U+{ord(match[0]):04X}"
            self.diagnostics.append(
                diagnostic(Code.CONTROL_CHARACTER, self.source_map.value(way), character=character)
            )
        if len(text) > LONGEST_TEXT:
            if slot is None or slot.kind is not Kind.TEXT:
                self._too_long(text, way)
            return
        if len(text) < 4 or (slot is not None and slot.kind in _NUMBERS):
            return
        for datum in personal_data(text, scope):
            place = self.source_map.value(way)
            found = masked_datum(text, datum)
            self.diagnostics.append(diagnostic(_CODES[datum.kind], place, key=_key(way), found=found))

    def _too_long(self, text: str, way: Way) -> None:
        self.told.add(way)
        self.diagnostics.append(_too_long(self.source_map.value(way), way, len(text)))


_NUMBERS = frozenset({Kind.WHOLE, Kind.NUMBER, Kind.TRUTH, Kind.DATE})


class _Translator:
    """Makes diagnostics of pydantic's errors."""

    def __init__(self, draft: Draft, told: frozenset[Way]) -> None:
        self._draft = draft
        self._map = draft.source_map
        self._told = told
        self._spelling: dict[type[BaseModel], Spelling] = {}

    def all(self, errors: Iterable[ErrorDetails]) -> Iterator[Diagnostic]:
        for error in errors:
            found = self._one(error)
            if found is not None:
                yield found

    def _one(self, error: ErrorDetails) -> Diagnostic | None:
        way, slot, around = self._resolve(error["loc"])
        if way is None or way in self._told:
            return None
        kind = error["type"]
        if kind == "missing":
            return self._missing(way)
        if kind == "extra_forbidden":
            return self._unknown_key(way, around)
        return self._value(kind, way, slot, error["input"], error.get("ctx", {}))

    def _resolve(self, loc: tuple[int | str, ...]) -> tuple[Way | None, Slot | None, type[BaseModel]]:
        """Follow pydantic's way along the shape: without its marks for the branches of a union.

        The way is None for the branch of a union that the value does not even try to be.
        """
        around: type[BaseModel] = Municipality
        slot: Slot | None = None
        way: list[str | int] = []
        value: Any = self._draft.data
        for step in loc:
            if slot is not None and slot.kind is Kind.EVIDENCE and value is not None and isinstance(step, str):
                if isinstance(value, dict) != (step == "Document"):
                    return None, slot, around
                if step == "Document" or step not in shape_of(around):
                    if not isinstance(value, list):
                        slot = Slot(slot.key, Kind.ENTRY if step == "Document" else Kind.TEXT, entry=slot.entry)
                    continue
            way.append(step)
            if isinstance(step, int):
                slot = slot.item if slot is not None else None
                value = value[step] if isinstance(value, list) else None
            else:
                around = slot.entry if slot is not None and slot.entry is not None else around
                slot = shape_of(around).get(step)
                value = value.get(step) if isinstance(value, Mapping) else None
        return tuple(way), slot, around

    def _unknown_key(self, way: Way, around: type[BaseModel]) -> Diagnostic:
        shape = shape_of(around)
        spelling = self._spelling.setdefault(around, Spelling(shape))
        key = str(way[-1])
        required = (known for known, slot in shape.items() if slot.required)
        lacking = [known for known in required if not self._map.mentions((*way[:-1], known))]
        hints = spelling.hints(key, likely=lacking)
        return diagnostic(Code.UNKNOWN_KEY, self._map.key(way), *hints, key=key)

    def _missing(self, way: Way) -> Diagnostic | None:
        without_value = len(way) == 1 and way[0] in self._draft.data
        if self._map.mentions(way) and not without_value:
            # It stands there, but could not be read: that is already told.
            return None
        if len(way) == 1:
            if not self._draft.whole and not without_value:
                return None
            return diagnostic(Code.MISSING_SECTION, self._map.key(way), section=str(way[0]))
        return diagnostic(Code.MISSING_KEY, self._map.lacking(way), key=str(way[-1]))

    def _value(
        self, kind: str, way: Way, slot: Slot | None, value: object, context: Mapping[str, Any]
    ) -> Diagnostic:
        place = self._map.value(way)
        key = _key(way)
        if isinstance(value, (dict, list)) or value is None or kind in _WRONG_TYPES:
            code = Code.WRONG_ITEM if isinstance(way[-1], int) else Code.WRONG_TYPE
            return self._wrong_type(code, place, key, slot, value)
        text = str(value)
        match kind:
            case "empty_text":
                return diagnostic(Code.EMPTY_TEXT, place, key=key)
            case "too_long" | "string_too_long":
                return _too_long(place, way, len(text))
            case "date_iso":
                code = Code.NO_SUCH_DAY if _looks_like_iso(text) else Code.NOT_A_DATE
                return diagnostic(code, place, key=key, value=text)
            case "enum" | "literal_error" if slot is not None:
                hints = Spelling(slot.choices).hints(text)
                return diagnostic(Code.UNKNOWN_VALUE, place, *hints, key=key, value=text)
            case "string_pattern_mismatch" if slot is not None and slot.identity:
                return diagnostic(Code.BAD_ID, place, value=text)
            case "string_pattern_mismatch" if slot is not None and slot.searched == "none":
                return diagnostic(Code.BAD_DIGEST, place, key=key)
            case "string_pattern_mismatch" if way == ("municipality", "number"):
                return diagnostic(Code.BAD_MUNICIPALITY_NUMBER, place, value=text)
            case "greater_than" | "greater_than_equal" | "less_than" | "less_than_equal":
                return diagnostic(Code.OUT_OF_RANGE, place, _range(context), key=key, value=text)
            case _:
                return diagnostic(Code.BAD_VALUE, place, key=key, value=text)

    def _wrong_type(self, code: Code, place: Place, key: str, slot: Slot | None, value: object) -> Diagnostic:
        kind = slot.kind if slot is not None else Kind.TEXT
        hints: list[Hint] = []
        if kind in {Kind.TEXT, Kind.CHOICE} and isinstance(value, bool):
            hints.append(Hint("quote_truth", (("value", "true" if value else "false"),)))
        elif kind is Kind.ENTRY and slot is not None and slot.entry is not None:
            keys = tuple(shape_of(slot.entry))
            if keys and keys[0] == "service" and isinstance(value, str):
                hints.append(Hint("selector", (("value", value),)))
            else:
                hints.append(Hint("keys", (("keys", keys),)))
        elif kind is Kind.LIST and isinstance(value, str):
            hints.append(Hint("one_item_list", (("key", key), ("value", value))))
        expected = Word(f"diagnostics.expected.{kind.value}")
        return diagnostic(code, place, *hints, key=key, expected=expected)


_WRONG_TYPES = frozenset({
    "text", "list_of", "truth", "whole_number", "number", "model_type", "model_attributes_type", "dict_type",
})  # fmt: skip


def _too_long(place: Place, way: Way, length: int) -> Diagnostic:
    return diagnostic(Code.TEXT_TOO_LONG, place, key=_key(way), length=length, limit=LONGEST_TEXT)


def _range(context: Mapping[str, Any]) -> Hint:
    """Say the bound that was crossed; a whole number above 0 is at least 1."""
    for name in ("ge", "gt", "le", "lt"):
        if name in context:
            return Hint(f"bound_{name}", (("bound", str(context[name]).removesuffix(".0")),))
    return Hint("bound_ge", (("bound", "0"),))


def _looks_like_iso(text: str) -> bool:
    parts = text.split("-")
    return [len(part) for part in parts] == [4, 2, 2] and all(part.isascii() and part.isdigit() for part in parts)


def _key(way: Way) -> str:
    """Name the value by its key; an item of a list by the list's."""
    return next((step for step in reversed(way) if isinstance(step, str)), "")
