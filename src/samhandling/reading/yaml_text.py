"""Reads one YAML text into plain data and the places of every key and value.

Works on PyYAML's event stream (its C parser; the Python one where there is no C part): values are built as they
pass, so anchors, aliases, tags, depth and size are refused before they can cost anything, and every value has its
line and column. Scalars follow the core schema of YAML 1.2, except that a number stays its source text: only the
field it stands in knows whether ``0301`` is a number.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from samhandling.reading.diagnostics import Code, Diagnostic, Notice, NoticeCode, Place, diagnostic
from samhandling.reading.source_map import Mark, Plain, Spot
from samhandling.reading.yaml_mistakes import explain

DEEPEST = 50
"""How deep values may lie inside each other; the contract needs seven."""
LARGEST_FILE = 10_000_000
"""Bytes. Two megabytes hold more than four thousand services."""
MOST_VALUES = 500_000
"""Values in one file. The agreements of a city with 6 000 services are 300 000."""
MOST_OF_ONE_KIND = 20
"""How many control characters in one file are pointed at."""

CONTROL_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What no text may hold: no workbook or web page could show it. Tab and line break are not among them."""

_CONSTANTS: dict[str, bool | None] = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
}
# In YAML 1.2 these two are ordinary characters, but the parser breaks lines at them: they pass it in disguise.
_DISGUISE = {0x2028: 0xFDD0, 0x2029: 0xFDD1}
_UNMASK = {0xFDD0: 0x2028, 0xFDD1: 0x2029}


@dataclass(frozen=True, slots=True)
class YamlFile:
    """What one file holds: its sections as plain data, their places, and what was wrong."""

    sections: dict[str, Plain]
    spots: dict[str, Spot]
    whole: bool
    """Nothing was left out because it could not be read."""
    diagnostics: tuple[Diagnostic, ...] = ()
    notices: tuple[Notice, ...] = ()


def read_yaml(content: bytes, file: str, *, fast: bool | None = None) -> YamlFile:
    """Read one file. Never raises for what is in it: every mistake becomes a diagnostic.

    Args:
        content: the bytes of the file: UTF-8, with or without a byte order mark, any line breaks.
        file: its path relative to MODEL, for the places.
        fast: use the C parser; None takes it where there is one.
    """
    if len(content) > LARGEST_FILE:
        return _refused(too_large(len(content), file))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _refused(diagnostic(Code.NOT_UTF8, _place_of_byte(content, error.start, file)))
    if not text.strip():
        return _refused(diagnostic(Code.EMPTY_FILE, Place(file, 1, 1)))
    if fast is None:
        fast = bool(yaml.__with_libyaml__)
    notices: tuple[Notice, ...] = () if fast else (Notice(NoticeCode.SLOW_PARSER, Place(file, 1, 1)),)
    builder = _Builder(file)
    if CONTROL_CHARACTERS.search(text):
        builder.diagnostics += _control_characters(text, file)
        text = CONTROL_CHARACTERS.sub("\ufffd", text)
    disguised = "\u2028" in text or "\u2029" in text
    builder.read(text.translate(_DISGUISE) if disguised else text, fast=fast, disguised=disguised)
    if builder.nothing:
        notices += (Notice(NoticeCode.NOTHING_IN_FILE, Place(file, 1, 1)),)
    return YamlFile(builder.sections, builder.spots, builder.whole, tuple(builder.diagnostics), notices)


def too_large(size: int, file: str) -> Diagnostic:
    """Say that a file is larger than a model can be."""
    return diagnostic(
        Code.TOO_LARGE, Place(file, 1, 1), megabytes=-(-size // 1_000_000), limit=LARGEST_FILE // 1_000_000
    )


@dataclass(slots=True)
class _Frame:
    """A mapping or list that has begun and not ended."""

    values: dict[str, Plain] | list[Plain]
    inside: dict[str, Spot] | list[Spot]
    mark: Mark
    key: str | None = None
    """The key that waits for its value."""
    key_mark: Mark | None = None
    known: bool = True
    """False in what is left out: the value of a key that cannot be one, the second value of a duplicate key."""


@dataclass(slots=True)
class _Builder:
    """Builds the data of one file while the events pass."""

    file: str
    sections: dict[str, Plain] = field(default_factory=dict)
    spots: dict[str, Spot] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    whole: bool = True
    nothing: bool = False
    frames: list[_Frame] = field(default_factory=list)
    last: Mark = (1, 1)

    def read(self, text: str, *, fast: bool, disguised: bool) -> None:
        """Go through the events; a syntax error ends the file, and keeps the entries before it."""
        try:
            self._follow(_events(text, fast=fast), disguised=disguised)
        except yaml.YAMLError as error:
            opened = self._place(self.frames[-1].mark) if self.frames else None
            self._stop(explain(error, text, self.file, opened))
        except (ValueError, OverflowError):
            # The Python parser meets an escaped character that does not exist.
            self._stop(diagnostic(Code.BAD_ESCAPE, Place(self.file, *self.last)))

    def _follow(self, events: Iterator[Any], *, disguised: bool) -> None:
        values = documents = 0
        # Half a million times for a city: names are looked up once, and the common case calls little.
        scalar, mapping_start, mapping_end = yaml.ScalarEvent, yaml.MappingStartEvent, yaml.MappingEndEvent
        sequence_start, sequence_end = yaml.SequenceStartEvent, yaml.SequenceEndEvent
        for event in events:
            kind = type(event)
            if kind is mapping_end or kind is sequence_end:
                self._end()
                continue
            start = event.start_mark
            mark = (start.line + 1, start.column + 1)
            self.last = mark
            if kind is scalar:
                text = event.value.translate(_UNMASK) if disguised else event.value
                if event.anchor is not None or event.tag is not None:
                    self._refuse_properties(event, mark)
                plain = text if event.style or not event.implicit[0] else _CONSTANTS.get(text, text)
                self._scalar(text, plain, mark)
            elif kind is mapping_start or kind is sequence_start:
                self._refuse_properties(event, mark)
                if len(self.frames) >= DEEPEST:
                    self._stop(diagnostic(Code.TOO_DEEP, self._place(mark), limit=DEEPEST))
                    return
                self._begin(kind is mapping_start, mark)
            elif kind is yaml.AliasEvent:
                self._alias(event.anchor, mark)
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self._stop(diagnostic(Code.SEVERAL_DOCUMENTS, self._place(mark)))
                    return
                continue
            else:
                continue
            values += 1
            if values > MOST_VALUES:
                self._stop(diagnostic(Code.TOO_MANY_VALUES, self._place(mark), limit=MOST_VALUES))
                return
        if documents == 0:
            self.nothing = True

    def _place(self, mark: Mark) -> Place:
        return Spot(self.file, mark).place

    def _scalar(self, text: str, plain: bool | str | None, mark: Mark) -> None:
        if not self.frames:
            if plain is None:
                self.nothing = True
            else:
                self._not_sections(mark)
            return
        frame = self.frames[-1]
        values, inside = frame.values, frame.inside
        if isinstance(values, list):
            values.append(plain)
            if isinstance(inside, list):
                inside.append(Spot(self.file, mark))
        elif frame.key_mark is None:
            self._key(frame, text, mark)
        elif frame.key is not None and frame.key not in inside and isinstance(inside, dict):
            values[frame.key], inside[frame.key] = plain, Spot(self.file, mark, frame.key_mark)
            frame.key = frame.key_mark = None
        else:
            self._add(frame, plain, Spot(self.file, mark, frame.key_mark))

    def _key(self, frame: _Frame, text: str, mark: Mark) -> None:
        frame.key_mark = mark
        frame.key = text
        if text == "":
            self._refuse_key(frame, mark)
        elif text in frame.inside and isinstance(frame.inside, dict):
            first = frame.inside[text].key_place
            self.diagnostics.append(diagnostic(Code.DUPLICATE_KEY, self._place(mark), key=text, first=first))
            if len(self.frames) > 1:
                frame.key = None

    def _refuse_key(self, frame: _Frame, mark: Mark) -> None:
        self.diagnostics.append(diagnostic(Code.KEY_NOT_TEXT, self._place(mark)))
        self.whole = False
        frame.key, frame.key_mark = None, mark

    def _add(self, frame: _Frame, value: Plain, spot: Spot) -> None:
        if isinstance(frame.values, list) and isinstance(frame.inside, list):
            frame.values.append(value)
            frame.inside.append(spot)
        elif isinstance(frame.values, dict) and isinstance(frame.inside, dict):
            if frame.key is not None:
                self._set(frame.values, frame.inside, frame.key, value, spot)
            frame.key = frame.key_mark = None

    def _set(self, values: dict[str, Plain], inside: dict[str, Spot], key: str, value: Plain, spot: Spot) -> None:
        before = values.get(key)
        if key not in inside:
            values[key], inside[key] = value, spot
        elif isinstance(before, list) and isinstance(value, list):
            # A list section written twice in one file: a mistake, but its entries are read.
            there = inside[key].inside
            if isinstance(there, list) and isinstance(spot.inside, list):
                before += value
                there += spot.inside

    def _begin(self, mapping: bool, mark: Mark) -> None:
        if not self.frames:
            if not mapping:
                self._not_sections(mark)
            known = mapping
            frame = _Frame(self.sections, self.spots, mark) if mapping else _Frame([], [], mark)
            frame.known = known
            self.frames.append(frame)
            return
        around = self.frames[-1]
        if isinstance(around.values, dict) and around.key_mark is None:
            # A mapping or a list as a key: read past it, so that what follows is understood.
            self._refuse_key(around, mark)
            self.frames.append(_Frame({} if mapping else [], {} if mapping else [], mark, known=False))
            return
        self.frames.append(_Frame({} if mapping else [], {} if mapping else [], mark))

    def _end(self) -> None:
        frame = self.frames.pop()
        if not self.frames or not frame.known:
            return
        around = self.frames[-1]
        self._add(around, frame.values, Spot(self.file, frame.mark, around.key_mark, frame.inside))

    def _alias(self, name: str, mark: Mark) -> None:
        self.diagnostics.append(diagnostic(Code.ALIAS, self._place(mark), name=name))
        if not self.frames:
            return
        frame = self.frames[-1]
        if isinstance(frame.values, dict) and frame.key_mark is None:
            self._refuse_key(frame, mark)
            return
        if len(self.frames) < 3 or frame.key in {"id", "<<"}:
            self.whole = False
        if isinstance(frame.inside, dict):
            # The key stands there, so it is not missing; its value is not known.
            if frame.key is not None:
                frame.inside.setdefault(frame.key, Spot(self.file, mark, frame.key_mark))
            frame.key = frame.key_mark = None

    def _refuse_properties(self, event: Any, mark: Mark) -> None:
        if event.anchor is not None:
            self.diagnostics.append(diagnostic(Code.ANCHOR, self._place(mark), name=event.anchor))
        if event.tag is not None:
            self.diagnostics.append(diagnostic(Code.TAG, self._place(mark), tag=event.tag))

    def _not_sections(self, mark: Mark) -> None:
        self.diagnostics.append(diagnostic(Code.NOT_SECTIONS, self._place(mark)))
        self.whole = False

    def _stop(self, mistake: Diagnostic) -> None:
        """End the file here: what has not ended is left out, but not the entries before it in a list section."""
        self.diagnostics.append(mistake)
        self.whole = False
        ended = len(self.frames) == 2
        del self.frames[2:]
        section = self.frames[1] if len(self.frames) == 2 else None
        if section is not None and isinstance(section.values, list) and isinstance(section.inside, list):
            if ended:
                # Nobody can tell whether the mistake cut the last entry short.
                del section.values[-1:], section.inside[-1:]
            self._end()
        elif self.frames and self.frames[0].key is not None:
            # The section has begun, so it is not missing.
            root = self.frames[0]
            self.spots.setdefault(self.frames[0].key, Spot(self.file, root.key_mark or root.mark, root.key_mark))


def _events(text: str, *, fast: bool) -> Iterator[Any]:
    loader: Any = yaml.CSafeLoader(text) if fast else yaml.SafeLoader(text)
    return iter(loader.get_event, None)


def _refused(mistake: Diagnostic) -> YamlFile:
    return YamlFile({}, {}, whole=False, diagnostics=(mistake,))


def _place_of_byte(content: bytes, position: int, file: str) -> Place:
    before = content[:position]
    line_start = before.rfind(b"\n") + 1
    return Place(file, before.count(b"\n") + 1, len(before[line_start:].decode("utf-8-sig", "replace")) + 1)


def _control_characters(text: str, file: str) -> Iterator[Diagnostic]:
    for number, match in enumerate(CONTROL_CHARACTERS.finditer(text)):
        if number == MOST_OF_ONE_KIND:
            return
        before = text[: match.start()]
        line_start = max(before.rfind("\n"), before.rfind("\r")) + 1
        line = before.count("\n") + before.count("\r") - before.count("\r\n") + 1
        place = Place(file, line, match.start() - line_start + 1)
        yield diagnostic(Code.CONTROL_CHARACTER, place, character=f"U+{ord(match[0]):04X}")
