"""What sheets and columns are called, and what to write in them: the words of ``config/sheets.yaml``."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from samhandling.law.language import Language
from samhandling.law.texts import is_wording
from samhandling.sheets.layout import Column, Part, Sheet

LANGUAGES = tuple(language.value for language in Language)
_SPACE = re.compile(r"\s+")
_CONTINUED = re.compile(r"^(.*\S)\s*\((\d{1,4})\)$", re.DOTALL)


class SheetWords:
    """The words, in all languages. A key that is not in the file is called by its key, and has no note."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self._words: Mapping[str, Any] = content.get("words", {})
        self._also: Mapping[str, Any] = content.get("also_called", {})
        self._sheets: Mapping[str, Any] = content.get("sheets", {})
        self._fields: Mapping[str, Any] = content.get("fields", {})

    def word(self, name: str, language: str) -> str:
        """Return one of the words of the sheets themselves: the mark of an example, yes, no …"""
        return _in(self._words.get(name), language) or name

    def every_word(self, name: str) -> tuple[str, ...]:
        """Return a word in all languages."""
        return tuple(dict.fromkeys((*(self.word(name, each) for each in LANGUAGES), *self._also.get(name, ()))))

    def sheet(self, sheet: Sheet, language: str) -> str:
        """Return the name of a sheet."""
        return _in(self._sheet(sheet).get("name"), language) or sheet.name[:31]

    def about(self, sheet: Sheet, language: str) -> str:
        """Return what a sheet is for; empty where nothing is said."""
        return _in(self._sheet(sheet).get("about"), language) or ""

    def heading(self, sheet: Sheet, column: Column, language: str) -> str:
        """Return the heading of a column, without the mark of what is required."""
        match column.part:
            case Part.NUMBER:
                return self.word("number", language)
            case Part.PARENT:
                return _in(self._sheet(sheet).get("parent"), language) or ".".join(sheet.parent or ())
            case Part.PRESENT if not column.keys:
                return f"{self.sheet(sheet, language)} ({self.word('present', language)})"
            case Part.PRESENT:
                return f"{self._named(sheet, column, language)} ({self.word('present', language)})"
            case Part.VALUE:
                return self._named(sheet, column, language)

    def key(self, part: str, key: str, language: str) -> str:
        """Return what a key of a shared part (``selector``, ``document``) is called."""
        return _in(self._fields.get(part, {}).get(key, {}).get("heading"), language) or key

    def note(self, sheet: Sheet, column: Column, language: str) -> str:
        """Return what to write in a column; empty where nothing is said."""
        if column.part is Part.NUMBER:
            return self.word("number_note", language)
        if column.part is Part.PARENT:
            parent = _in(self._sheets.get(".".join(sheet.parent or ()), {}).get("name"), language) or sheet.section
            return self.word("parent_note", language).format(sheet=parent)
        if column.part is Part.PRESENT:
            return ""
        return _in(self._field(sheet, column.keys).get("note"), language) or ""

    def note_of(self, part: str, key: str, language: str) -> str:
        """Return what to write under a key of a part, wherever it stands."""
        field = self._fields.get(part, {}).get(key) or self._fields.get("every", {}).get(key) or {}
        return _in(field.get("note"), language) or ""

    def example(self, sheet: Sheet, column: Column, language: str) -> object:
        """Return the example of a column: text, number, truth; None where there is none."""
        value = self._sheet(sheet).get("example", {}).get(column.name)
        return _in(value, language) if is_wording(value) else value

    def mark(self, language: str) -> str:
        """Return what begins the first cell of an example row: «Eksempel:»."""
        return f"{self.word('example', language)}:"

    @property
    def marks(self) -> tuple[str, ...]:
        """The marks of an example in all languages, in small letters."""
        return tuple(f"{word.casefold()}:" for word in self.every_word("example"))

    def spellings(self, sheet: Sheet) -> Iterator[str]:
        """List every name a sheet is known by."""
        yield from (self.sheet(sheet, language) for language in LANGUAGES)
        yield sheet.name

    def headings(self, sheet: Sheet, columns: Iterable[Column]) -> dict[str, Column]:
        """Return spelling → column, for every spelling a column of a sheet is known by."""
        known: dict[str, Column] = {}
        for spelled in (*LANGUAGES, None):
            for column in columns:
                keys = f"{column.name}?" if column.part is Part.PRESENT else column.name
                known.setdefault(plain(self.heading(sheet, column, spelled) if spelled else keys), column)
        return known

    def _sheet(self, sheet: Sheet) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self._sheets.get(sheet.name, {})
        return found

    def _named(self, sheet: Sheet, column: Column, language: str) -> str:
        ways = [column.keys[: n + 1] for n in range(len(column.keys))]
        named = [_in(self._field(sheet, way).get("heading"), language) for way in ways]
        heading = ": ".join(word or key for word, key in zip(named, column.keys, strict=True))
        return heading[:1].upper() + heading[1:] if named[-1] else heading

    def _field(self, sheet: Sheet, keys: tuple[str, ...]) -> Mapping[str, Any]:
        """Find a key's words: the sheet's own, else those of the part it stands in, else those for everywhere."""
        part = keys[-2] if len(keys) > 1 else "every"
        if sheet.kind == "evidence" and len(keys) == 1 and keys[0] not in self._fields.get(sheet.name, {}):
            part = "document"
        places = ((sheet.name, ".".join(keys)), (part, keys[-1]), ("every", keys[-1]))
        for group, key in places:
            found: Mapping[str, Any] | None = self._fields.get(group, {}).get(key)
            if found is not None:
                return found
        return {}


def plain(heading: str) -> str:
    """Return a heading as it is compared: small letters, single spaces, without the mark of what is required.

    >>> plain(" Gjelder  fra * ")
    'gjelder fra'
    """
    return _SPACE.sub(" ", heading).strip(" *").casefold()


def continued(heading: str) -> tuple[str, int]:
    """Split a heading such as «Parter (2)», which continues «Parter», into the two; 1 where it continues nothing.

    >>> continued("Parter (2)")
    ('Parter', 2)
    """
    found = _CONTINUED.match(heading)
    return (found[1], int(found[2])) if found is not None else (heading, 1)


def _in(wording: object, language: str) -> str | None:
    return str(wording[language]) if isinstance(wording, Mapping) and language in wording else None
