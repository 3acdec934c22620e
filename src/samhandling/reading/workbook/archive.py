"""The file of a workbook: a zip whose size, parts and macros are looked at before anything in it is believed."""

import posixpath
from collections.abc import Iterator
from io import BytesIO
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812 - it is named so

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from samhandling.reading.diagnostics import Code, Value

LARGEST_FILE = 20_000_000
"""Bytes on disk. Five thousand services take less than one megabyte."""
LARGEST_UNPACKED = 60_000_000
"""Bytes of all parts together when they are unpacked."""
MOST_PARTS = 1_000
_CHUNK = 1 << 16
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
"""How an old .xls begins, and a new one with a password."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MACROS = ("vbaproject.bin", "xl/macrosheets/")
_CONTENT_TYPES = "[Content_Types].xml"


class Refused(Exception):
    """The file cannot be a model. Holds the code and values of the message."""

    def __init__(self, code: Code, **values: Value) -> None:
        self.code = code
        self.values = values
        super().__init__(code)


class Enough(Exception):
    """What was looked for has been read; the rest of the part need not be."""


class Archive:
    """The parts of a workbook.

    Raises:
        Refused: the file is no workbook, is protected by a password, has macros, or is larger than it may be.
    """

    def __init__(self, content: bytes, largest: int = LARGEST_UNPACKED) -> None:
        self._largest = largest
        if content.startswith(_OLE):
            raise Refused(Code.PROTECTED if _ENCRYPTED in content else Code.OLD_WORKBOOK)
        try:
            self._zip = ZipFile(BytesIO(content))
            entries = self._zip.infolist()
        except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise Refused(Code.NOT_A_WORKBOOK) from error
        if len(entries) > MOST_PARTS:
            raise Refused(Code.TOO_LARGE_UNPACKED, limit=largest // 1_000_000)
        if any(entry.flag_bits & 1 for entry in entries):
            raise Refused(Code.PROTECTED)
        names = [entry.filename for entry in entries]
        if len({name.lower() for name in names}) != len(names) or _CONTENT_TYPES not in names:
            raise Refused(Code.NOT_A_WORKBOOK)
        if any(entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for entry in entries):
            raise Refused(Code.DAMAGED_WORKBOOK)
        self._left = largest
        if sum(entry.file_size for entry in entries) > largest:
            raise Refused(Code.TOO_LARGE_UNPACKED, limit=largest // 1_000_000)
        if any(part in name.lower() for name in names for part in _MACROS):
            raise Refused(Code.MACROS)
        self._names = frozenset(names)

    def __contains__(self, name: str) -> bool:
        """Tell whether there is such a part."""
        return name in self._names

    def parse(self, name: str, handler: ContentHandler) -> None:
        """Go through the XML of a part, until its end or until the handler has :class:`Enough`.

        Raises:
            Refused: there is no such part, it is no XML, or it has a document type (entities are never expanded).
        """
        parser = DefusedExpatParser(forbid_dtd=True, forbid_entities=True, forbid_external=True)
        parser.setContentHandler(handler)
        try:
            for chunk in self._chunks(name):
                parser.feed(chunk)
            parser.close()
        except Enough:
            return
        except (SAXException, DefusedXmlException) as error:
            raise Refused(Code.DAMAGED_WORKBOOK) from error

    def _chunks(self, name: str) -> Iterator[bytes]:
        if name not in self._names:
            raise Refused(Code.DAMAGED_WORKBOOK)
        try:
            with self._zip.open(name) as stream:
                while chunk := stream.read(_CHUNK):
                    # What the zip says of its sizes may be a lie.
                    self._left -= len(chunk)
                    if self._left < 0:
                        raise Refused(Code.TOO_LARGE_UNPACKED, limit=self._largest // 1_000_000)
                    yield chunk
        except (BadZipFile, ZlibError, EOFError, OSError, RuntimeError, NotImplementedError) as error:
            raise Refused(Code.DAMAGED_WORKBOOK) from error

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """Return id → (last word of the type, name of the part) for what a part points to inside the file."""
        folder, file = posixpath.split(name)
        place = posixpath.join(folder, "_rels", f"{file}.rels")
        if place not in self:
            return {}
        handler = _Relations(folder)
        self.parse(place, handler)
        return handler.found


class _Relations(ContentHandler):
    def __init__(self, folder: str) -> None:
        super().__init__()
        self._folder = folder
        self.found: dict[str, tuple[str, str]] = {}

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - sax calls it so
        """Keep what stays inside the file."""
        if local(name) == "Relationship" and attrs.get("TargetMode") != "External":
            target = attrs.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(self._folder, target)
            kind = attrs.get("Type", "").rpartition("/")[2]
            self.found[attrs.get("Id", "")] = (kind, posixpath.normpath(path))


def local(name: str) -> str:
    """Return the name of an element without its prefix."""
    return name.rpartition(":")[2]
