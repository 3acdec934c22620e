"""Searches files for personal data: text of every kind, and what is written in Office documents.

What cannot be read as text (PDF, pictures, encrypted files) is not searched, and says so: somebody must read it.
"""

import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from samhandling.reading.personal_data import PersonalKind, Scope, masked_datum, personal_data

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

LARGEST_TEXT = 32 * 1024 * 1024
"""Bytes of one text or one part of an Office document."""
LARGEST_UNPACKED = 256 * 1024 * 1024
"""Bytes of all parts of an Office document together: a zip can claim to hold far more than it is."""
MOST_FINDS = 20
"""How many finds of one file are told."""
OFFICE = frozenset({".docx", ".docm", ".dotx", ".xlsx", ".xlsm", ".xltx", ".pptx", ".odt", ".ods", ".odp"})
_SEPARATED = frozenset({".csv", ".tsv", ".txt"})
_PARAGRAPHS = frozenset({"p", "h", "si", "is"})
_NOT_TEXT = b"\x00"
_STRINGS = "xl/sharedStrings.xml"
_UNREAD = frozenset({".pdf", ".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".doc", ".xls", ".ppt", ".zip", ".msg"})


@dataclass(frozen=True, slots=True)
class Find:
    """Personal data in a file: what kind, where, and the text with its digits masked."""

    kind: PersonalKind
    masked: str
    line: int = 1
    column: int = 1
    sheet: str | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class Search:
    """What a search of one file came to."""

    searched: bool
    """False where the file holds nothing that this program can read as text."""
    finds: tuple[Find, ...] = ()


def search(file: Path) -> Search:
    """Search a file; raises ``OSError`` when it cannot be opened."""
    suffix = file.suffix.lower()
    if suffix in OFFICE:
        return _office(file, spreadsheet=suffix in (".xlsx", ".xlsm", ".xltx"))
    if suffix in _UNREAD or file.stat().st_size > LARGEST_TEXT:
        return Search(searched=False)
    text = _decoded(file.read_bytes())
    if text is None:
        return Search(searched=False)
    return Search(True, tuple(_first(_in_text(text, cells=suffix in _SEPARATED))))


def search_text(text: str) -> tuple[Find, ...]:
    """Search a text, line by line."""
    return tuple(_first(_in_text(text, cells=False)))


def _first(finds: Iterable[Find]) -> Iterator[Find]:
    for number, find in enumerate(dict.fromkeys(finds)):
        if number == MOST_FINDS:
            return
        yield find


def _decoded(content: bytes) -> str | None:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError:
            return None
    if _NOT_TEXT in content:
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What older Windows programs write; every byte is some letter there.
        return content.decode("cp1252", errors="replace")


def _in_text(text: str, *, cells: bool) -> Iterator[Find]:
    for number, line in enumerate(text.splitlines(), 1):
        yield from _in_line(line, number, 1)
        if cells:
            start = 0
            for cell in re.split(r"([;,\t|])", line):
                if cell not in (";", ",", "\t", "|", line):
                    yield from _in_line(cell.strip().strip('"'), number, start + 1)
                start += len(cell)


def _in_line(line: str, number: int, column: int, scope: Scope = Scope.TEXT) -> Iterator[Find]:
    for datum in personal_data(line, scope):
        yield Find(datum.kind, masked_datum(line, datum), number, column + datum.start)


# Office -----------------------------------------------------------------------------------------------------------


def _office(file: Path, *, spreadsheet: bool) -> Search:
    from xml.etree.ElementTree import ParseError  # noqa: PLC0415 - the exception only

    from defusedxml import DefusedXmlException  # noqa: PLC0415 - other commands do without

    try:
        with ZipFile(file) as archive:
            entries = [each for each in archive.infolist() if each.filename.endswith((".xml", ".rels"))]
            whole = sum(each.file_size for each in archive.infolist())
            if whole > LARGEST_UNPACKED or any(each.file_size > LARGEST_TEXT for each in entries):
                return Search(searched=False)
            parts = {each.filename: archive.read(each) for each in entries}
        finds = _in_spreadsheet(parts) if spreadsheet else _in_parts(parts)
        return Search(True, tuple(_first(finds)))
    except (BadZipFile, ParseError, DefusedXmlException, LookupError, ValueError, RuntimeError, EOFError, zlib.error):
        return Search(searched=False)


def _in_parts(parts: dict[str, bytes]) -> Iterator[Find]:
    from defusedxml.ElementTree import fromstring  # noqa: PLC0415

    for name in sorted(parts):
        root = fromstring(parts[name])
        if name.endswith(".rels"):
            for each in root:
                yield from _in_line(each.get("Target", ""), 1, 1, Scope.REFERENCE)
            continue
        number = 0
        for element in root.iter():
            if _local(element.tag) in _PARAGRAPHS:
                number += 1
                # What is one word on paper is often cut into several runs.
                yield from _in_line(_joined(element), number, 1)
        if number == 0:
            for text in root.itertext():
                yield from _in_line(text, 1, 1)


def _in_spreadsheet(parts: dict[str, bytes]) -> Iterator[Find]:
    from defusedxml.ElementTree import fromstring  # noqa: PLC0415

    strings = parts.get(_STRINGS)
    shared = [] if strings is None else [_joined(each) for each in fromstring(strings)]
    guilty = {str(number) for number, text in enumerate(shared) if personal_data(text)}
    book = fromstring(parts["xl/workbook.xml"])
    names = [each.get("name", "") for each in book.iter() if _local(each.tag) == "sheet"]
    sheets = sorted((each for each in parts if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", each)), key=_number_in)
    for position, name in enumerate(sheets):
        title = names[position] if len(names) == len(sheets) else name.rpartition("/")[2]
        for cell in fromstring(parts[name]).iter():
            if _local(cell.tag) == "c":
                yield from _in_cell(cell, title, shared, guilty)
    others = {name: part for name, part in parts.items() if name not in sheets and name != _STRINGS}
    yield from _in_parts(others)


def _in_cell(cell: "Element", sheet: str, shared: list[str], guilty: set[str]) -> Iterator[Find]:
    kind, where = cell.get("t", "n"), cell.get("r", "")
    value = next((each.text or "" for each in cell if _local(each.tag) == "v"), "")
    if kind == "s":
        texts, scope = ([shared[int(value)]] if value in guilty else []), Scope.TEXT
    elif kind == "n":
        # An amount looks like a phone number; a birth number that begins with 0 has lost it.
        texts, scope = [value, value.zfill(11) if len(value) == 10 else ""], Scope.REFERENCE
    else:
        texts, scope = [_joined(cell) if kind == "inlineStr" else value], Scope.TEXT
    for text in texts:
        for find in _in_line(text, 1, 1, scope):
            yield Find(find.kind, find.masked, sheet=sheet, cell=where)


def _joined(element: "Element") -> str:
    return "".join(element.itertext())


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]


def _number_in(name: str) -> int:
    return int("".join(re.findall(r"\d", name)) or 0)
