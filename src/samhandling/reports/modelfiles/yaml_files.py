"""The model as YAML: one file, or a folder with one file a section; filled in, or to be filled in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from pydantic import BaseModel

from samhandling.model.fields import Reference
from samhandling.model.municipality import Municipality, Selector
from samhandling.model.shape import Kind, Slot, shape_of
from samhandling.reports.modelfiles.plain import Plain
from samhandling.reports.modelfiles.workbook import START
from samhandling.reports.modelfiles.writing import Writing
from samhandling.reports.modelfiles.yaml_text import comment, yaml_section
from samhandling.sheets.cell_text import read_list, read_selectors
from samhandling.sheets.layout import Column, Keys, Sheet

SCHEMA = "samhandling.model/1"
_MARK = f"# samhandling {SCHEMA}"
_MOST_NAMED = 40
"""Values that a comment lists."""
_SOME_DAY = "2026-11-21"


def yaml_file(data: Mapping[str, Plain]) -> str:
    """Return a whole model as the text of one file."""
    sections = [yaml_section(name, value) for name, value in data.items() if name != "schema"]
    return "\n".join([f"{_MARK}\n{yaml_section('schema', SCHEMA)}", *sections])


def yaml_folder(data: Mapping[str, Plain]) -> dict[str, str]:
    """Return name of file → text, one file a section."""
    files = {}
    for name, value in data.items():
        if name != "schema":
            first = yaml_section("schema", SCHEMA) if name == "municipality" else ""
            files[f"{name}.yaml"] = f"{_MARK}\n{first}{yaml_section(name, value)}"
    return files


def starting_file(writing: Writing) -> str:
    """Return one file to fill in: every section, with what to write as comments."""
    return "\n".join(starting_folder(writing).values())


def starting_folder(writing: Writing, model: type[BaseModel] = Municipality) -> dict[str, str]:
    """Return name of file → text to fill in, one file a section; it reads as a model as it is."""
    guide = _Guide(writing)
    slots = (slot for key, slot in shape_of(model).items() if key != "schema")
    return {f"{slot.key}.yaml": "\n".join(guide.section(slot)) + "\n" for slot in slots}


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a file to fill in, before it is known whether it is commented out."""

    depth: int
    text: str
    prose: bool = False
    active: bool = False

    def __str__(self) -> str:
        """Prose is a comment also when the line is uncommented."""
        pad = "  " * self.depth
        text = f"# {self.text}" if self.prose else self.text
        return f"{pad}{text}" if self.active else f"#{pad}{text}"


class _Guide:
    """Writes the comments of a model to fill in."""

    def __init__(self, writing: Writing) -> None:
        self._w = writing
        self._t = writing.t
        self._sheets = {sheet.way: sheet for sheet in writing.layout}
        self._listed: set[str] = set()
        """The groups whose values the file has named already."""

    def section(self, slot: Slot) -> Iterator[str]:
        """Write a section: what it is for, what each key means, and an example to uncomment."""
        sheet = self._sheets[slot.key,]
        language = self._w.language
        self._listed.clear()
        yield _MARK
        yield from comment(f"{self._w.words.sheet(sheet, language)}. {self._w.words.about(sheet, language)}")
        if slot.required:
            yield "#"
            yield from comment(self._t("sheets.yaml.schema_hint"))
        yield "#"
        yield from comment(self._t("sheets.yaml.about_example"))
        yield ""
        if slot.required:
            yield from yaml_section("schema", SCHEMA).splitlines()
        stated = START.get(slot.key)
        yield f"{slot.key}:"
        if slot.kind is Kind.LIST and slot.item is not None and slot.item.entry is not None:
            lines = self._list_item((slot.key,), slot.item.entry, 1)
        else:
            lines = list(self._keys((slot.key,), slot.entry, 1, stated if isinstance(stated, dict) else {}))
        yield from map(str, lines)

    def _list_item(self, way: Keys, entry: type[BaseModel], depth: int) -> list[_Line]:
        """Write one entry of a list; the sign of the list stands before its first key."""
        lines = list(self._keys(way, entry, depth + 1, {}))
        first = next(number for number, line in enumerate(lines) if not line.prose)
        lines[first] = replace(lines[first], depth=depth, text=f"- {lines[first].text}")
        return lines

    def _keys(
        self, way: Keys, entry: type[BaseModel] | None, depth: int, stated: Mapping[str, Plain]
    ) -> Iterator[_Line]:
        for key, slot in shape_of(entry).items() if entry is not None else ():
            yield from self._key((*way, key), slot, depth, stated.get(key))

    def _key(self, way: Keys, slot: Slot, depth: int, stated: Plain | None) -> Iterator[_Line]:
        for text in self._about(way, slot):
            for line in comment(text, 112 - 2 * depth):
                yield _Line(depth, line.removeprefix("# "), prose=True, active=stated is not None)
        if slot.kind is Kind.ENTRY:
            yield _Line(depth, f"{slot.key}:")
            yield from self._keys(way, slot.entry, depth + 1, {})
        elif slot.kind is Kind.LIST and slot.item is not None and slot.item.kind is Kind.ENTRY and way in self._sheets:
            yield _Line(depth, f"{slot.key}:")
            yield from self._list_item(way, slot.item.entry, depth + 1) if slot.item.entry is not None else ()
        else:
            value = stated if stated is not None else self._example(way, slot)
            for line in yaml_section(slot.key, value).splitlines():
                yield _Line(depth, line, active=stated is not None)

    def _about(self, way: Keys, slot: Slot) -> Iterator[str]:
        """Say what to write: the note, whether it must stand, and the values there are."""
        sheet, column = self._column(way)
        if column is not None and sheet is not None:
            note = self._w.words.note(sheet, column, self._w.language)
        else:
            part = way[-2] if len(way) > 2 else way[0]
            note = self._w.words.note_of(part, slot.key, self._w.language)
        if note or slot.required:
            yield f"{'* ' if slot.required else ''}{note or self._t('sheets.cell.required')}"
        inner = slot.item if slot.kind is Kind.LIST and slot.item is not None else slot
        allowed = self._w.labels.allowed(inner)
        if inner.kind is Kind.TRUTH:
            yield self._t("sheets.yaml.truth")
        elif isinstance(inner.refers, Reference):
            yield self._t("sheets.yaml.id_of", section=inner.refers.section)
        elif allowed and len(allowed) <= _MOST_NAMED and "".join(allowed) not in self._listed:
            self._listed.add("".join(allowed))
            yield self._t("sheets.yaml.allowed", values=", ".join(allowed))
        elif allowed:
            yield self._t("sheets.yaml.allowed_many")

    def _column(self, way: Keys) -> tuple[Sheet | None, Column | None]:
        """Find the column of a key: the longest way that is a sheet, and the rest of the way in it."""
        for length in range(len(way), 0, -1):
            sheet = self._sheets.get(way[:length])
            if sheet is not None:
                keys = way[length:] or way[-1:]
                return sheet, next((column for column in sheet.columns if column.keys == keys), None)
        return None, None

    def _example(self, way: Keys, slot: Slot) -> Plain:
        """Return the example of a key as the data it stands for; anything of its kind where there is none."""
        sheet, column = self._column(way)
        value = None
        if sheet is not None and column is not None:
            value = self._w.words.example(sheet, column, self._w.language)
        if slot.kind in {Kind.LIST, Kind.EVIDENCE}:
            return self._example_list(slot, value)
        if slot.kind is Kind.DATE:
            return date.fromisoformat(value if isinstance(value, str) else _SOME_DAY)
        if isinstance(value, (str, int, float)):
            return value
        match slot.kind:
            case Kind.TRUTH:
                return True
            case Kind.WHOLE | Kind.NUMBER:
                return 1
            case _:
                return next(iter(self._w.labels.allowed(slot)), "…")

    def _example_list(self, slot: Slot, value: object) -> Plain:
        item = slot.item
        if isinstance(value, str) and item is not None and item.entry is Selector:
            return list(map(dict, read_selectors(value)))
        if isinstance(value, str):
            return list(read_list(value))
        return [next(iter(self._w.labels.allowed(item)), "…")] if item is not None else []
