"""The JSON Schema of the model, for editors and other programs: from its fields, with the catalogue's values."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from samhandling.model.fields import ID_PATTERN, LONGEST_TEXT
from samhandling.model.municipality import Municipality, Selector
from samhandling.model.shape import Kind, Slot, shape_of
from samhandling.reports.modelfiles.writing import Writing
from samhandling.sheets.layout import Keys

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]
_PARTIES = "parties"
_BOUNDS = {"ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum", "lt": "exclusiveMaximum"}


def model_schema(writing: Writing) -> Schema:
    """Return the JSON Schema of ``samhandling.model/1`` (draft 2020-12), described in one language.

    It says what each value may be by itself; what goes across entries (ids, selectors) is for ``validate``.
    """
    return _Schemas(writing).whole(Municipality)


class _Schemas:
    def __init__(self, writing: Writing) -> None:
        self._w = writing
        self._sheets = {sheet.way: sheet for sheet in writing.layout}
        self._enums: dict[str, Schema] = {}

    def whole(self, model: type[BaseModel]) -> Schema:
        own: Mapping[str, Any] = model.model_json_schema(by_alias=True)
        definitions = {name: each for name, each in own.get("$defs", {}).items() if "properties" in each}
        described = {model.__name__: self._object(model, own, ())}
        for way, entry in _parts(model, ()):
            described.setdefault(entry.__name__, self._object(entry, definitions[entry.__name__], way))
        top = described.pop(model.__name__)
        schema = {"$schema": DIALECT, "title": "samhandling.model/1", **top}
        return schema | {"$defs": {**dict(sorted(described.items())), **dict(sorted(self._enums.items()))}}

    def _object(self, entry: type[BaseModel], own: Mapping[str, Any], way: Keys) -> Schema:
        shape = shape_of(entry)
        properties = {
            key: self._described(self._value(slot, own["properties"][key]), (*way, key), slot)
            for key, slot in shape.items()
        }
        schema: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
        required = [key for key, slot in shape.items() if slot.required]
        if required:
            schema["required"] = required
        if entry is Selector:
            schema["minProperties"] = 1
        return schema

    def _value(self, slot: Slot, own: Mapping[str, Any]) -> Schema:
        """Return the schema of a value: pydantic's, without null, and with the values of the catalogue."""
        own = next((each for each in own.get("anyOf", ()) if each.get("type") != "null"), own)
        match slot.kind:
            case Kind.LIST if slot.item is not None:
                return {"type": "array", "items": self._value(slot.item, own.get("items", {}))}
            case Kind.ENTRY if slot.entry is not None:
                return {"$ref": f"#/$defs/{slot.entry.__name__}"}
            case Kind.EVIDENCE if slot.entry is not None:
                return {"anyOf": [_text(), {"$ref": f"#/$defs/{slot.entry.__name__}"}]}
            case Kind.CHOICE:
                return {"enum": list(slot.choices)}
        group = self._w.labels.group(slot)
        if group is not None and group != "checks" and self._w.labels.values(group):
            return self._controlled(group)
        kept = {key: value for key, value in own.items() if key not in {"title", "default", "description"}}
        if slot.identity:
            return {"type": ["string", "number"], "pattern": ID_PATTERN}
        if slot.kind is Kind.TEXT:
            # An unquoted number in a text field is read as it is written.
            return {**kept, "type": ["string", "number"]}
        return kept | {_BOUNDS[name]: bound for name, bound in slot.bounds}

    def _controlled(self, group: str) -> Schema:
        """Return a reference to the values of a group, which many keys share."""
        if group not in self._enums:
            values = list(self._w.labels.values(group))
            if group == _PARTIES:
                owners = self._w.labels.values("owner")
                values += [f"{value}:{owner}" for value in values for owner in owners]
            self._enums[group] = {"enum": values}
            meanings = [] if group == _PARTIES else [self._w.meaning(group, value) for value in values]
            if any(meanings):
                # Editors that know this key (VS Code) show it beside each value.
                self._enums[group]["markdownEnumDescriptions"] = meanings
        return {"$ref": f"#/$defs/{group}"}

    def _described(self, schema: Schema, way: Keys, slot: Slot) -> Schema:
        description = self._about(way)
        if slot.default not in {None, ()} and slot.kind is not Kind.ENTRY:
            schema["default"] = slot.default if isinstance(slot.default, bool) else str(slot.default)
        return {**schema, "description": description} if description else schema

    def _about(self, way: Keys) -> str:
        language = self._w.language
        if way in self._sheets:
            return self._w.words.about(self._sheets[way], language)
        for length in range(len(way) - 1, 0, -1):
            sheet = self._sheets.get(way[:length])
            if sheet is not None:
                column = next((each for each in sheet.columns if each.keys == way[length:]), None)
                if column is not None:
                    return self._w.words.note(sheet, column, language)
        part = "selector" if way and way[0] == "selector" else way[-2] if len(way) > 1 else ""
        return self._w.words.note_of(part, way[-1], language)


def _parts(model: type[BaseModel], way: Keys) -> Iterator[tuple[Keys, type[BaseModel]]]:
    """Find every kind of entry with the first way to it; selectors have the same meaning everywhere."""
    for key, slot in shape_of(model).items():
        entry = slot.item.entry if slot.item is not None else slot.entry
        if entry is not None:
            here: Keys = ("selector",) if entry is Selector else (*way, key)
            yield here, entry
            yield from _parts(entry, here)


def _text() -> Schema:
    return {"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT}
