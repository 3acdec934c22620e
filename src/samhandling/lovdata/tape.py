"""Walk a tar archive as the tape it is: forwards, once, believing nothing of what it says about itself.

The standard library's reader puts extended headers of any size in memory and takes a damaged header for the end of the
archive; both matter for files from elsewhere, so only its reading of one header is used.
"""

import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

BLOCK = 512
_CHUNK = 2**16
_HEADER_LIMIT = 2**16
_LONG_NAME = (tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK)
_WITHOUT_CONTENT = (
    tarfile.DIRTYPE,
    tarfile.SYMTYPE,
    tarfile.LNKTYPE,
    tarfile.CHRTYPE,
    tarfile.BLKTYPE,
    tarfile.FIFOTYPE,
)
_EXTENDED = (tarfile.XHDTYPE, tarfile.SOLARIS_XHDTYPE)


class Damaged(Exception):
    """The archive is not what it says: a header that does not add up, or an end before its time."""

    def __init__(self, *, cut_short: bool) -> None:
        super().__init__("cut short" if cut_short else "damaged")
        self.cut_short = cut_short


class TooMuch(Exception):
    """The archive unpacks to more than anything honest would."""


class Readable(Protocol):
    """A stream of bytes."""

    def read(self, size: int, /) -> bytes:
        """Read up to so many bytes."""
        ...


class Metered:
    """A stream that counts what comes out of it, and stops when that is too much."""

    def __init__(self, stream: Readable, packed: BinaryIO | None) -> None:
        """Meter a stream; ``packed`` is the file it is unpacked from, to tell how far that has been read."""
        self._stream = stream
        self._packed = packed
        self._out = self._kept = 0
        self._unpacked_limit = self._ratio = self._ratio_from = 0

    def limit(self, unpacked: int, ratio: int, ratio_from: int) -> None:
        """Set the most that may come out, and how much more than went in once it is above a size."""
        self._unpacked_limit, self._ratio, self._ratio_from = unpacked, ratio, ratio_from

    def take(self, size: int) -> bytes:
        """Read exactly so many bytes; raise ``Damaged`` at an early end, ``TooMuch`` above the limits."""
        content = self._read(size)
        self._kept += size
        if self._packed and self._kept > max(self._ratio_from, self._packed.tell() * self._ratio):
            # Only what is kept is held against the ratio, so one monstrous member that is refused by its size
            # does not take its neighbours with it.
            raise TooMuch
        return content

    def skip(self, size: int) -> None:
        """Read past so many bytes without keeping them."""
        while size > 0:
            step = min(size, _CHUNK)
            self._read(step)
            size -= step

    def drain(self) -> None:
        """Read to the end of the stream, so that a checksum that stands there is looked at."""
        while content := self._stream.read(_CHUNK):
            self._out += len(content)
            if self._out > self._unpacked_limit:
                raise TooMuch

    def _read(self, size: int) -> bytes:
        content = self._stream.read(size)
        self._out += len(content)
        if self._out > self._unpacked_limit:
            raise TooMuch
        if len(content) < size:
            raise Damaged(cut_short=True)
        return content


@dataclass(slots=True)
class Member:
    """One entry of the archive. Its content can be read once, before the next is asked for."""

    name: str
    size: int
    kind: bytes
    tape: Metered
    unread: bool = True

    @property
    def is_directory(self) -> bool:
        """A folder: nothing in it but a name."""
        return self.kind == tarfile.DIRTYPE

    @property
    def is_link(self) -> bool:
        """A symbolic or hard link, which could point anywhere."""
        return self.kind in (tarfile.SYMTYPE, tarfile.LNKTYPE)

    @property
    def is_special(self) -> bool:
        """A device, a pipe, a sparse file or something unknown."""
        return self.kind not in (*tarfile.REGULAR_TYPES, tarfile.DIRTYPE) or self.kind == tarfile.GNUTYPE_SPARSE

    def read(self) -> bytes:
        """Read the content; the caller has looked at ``size`` first."""
        self.unread = False
        content = self.tape.take(self.size)
        self.tape.skip(-self.size % BLOCK)
        return content


def walk(tape: Metered) -> Iterator[Member]:
    """Yield the members of a tar archive in order; raise ``Damaged`` when it does not end as a tar archive ends."""
    name: str | None = None
    size: int | None = None
    while True:
        header = tape.take(BLOCK)
        if not any(header):
            tape.drain()
            return
        try:
            info = tarfile.TarInfo.frombuf(header, "utf-8", "surrogateescape")
        except tarfile.HeaderError as error:
            raise Damaged(cut_short=False) from error
        if info.size < 0:
            raise Damaged(cut_short=False)
        if info.type in (*_LONG_NAME, *_EXTENDED, tarfile.XGLTYPE):
            body = _header_body(tape, info.size)
            if info.type == tarfile.GNUTYPE_LONGNAME:
                name = body.rstrip(b"\0").decode("utf-8", "surrogateescape")
            elif info.type in _EXTENDED:
                records = _records(body)
                name = records.get("path", name)
                size = _number(records["size"]) if "size" in records else size
            continue
        member = Member(info.name if name is None else name, info.size if size is None else size, info.type, tape)
        name = size = None
        if member.kind in _WITHOUT_CONTENT:
            member.size = 0
        yield member
        if member.unread:
            tape.skip(member.size + -member.size % BLOCK)


def _header_body(tape: Metered, size: int) -> bytes:
    if size > _HEADER_LIMIT:
        raise TooMuch
    body = tape.take(size)
    tape.skip(-size % BLOCK)
    return body


def _number(text: str) -> int:
    if not text.isdecimal() or len(text) > 18:
        raise Damaged(cut_short=False)
    return int(text)


def _records(body: bytes) -> dict[str, str]:
    """Read the records of an extended header: each is its own length, a space, ``key=value`` and a line feed."""
    records: dict[str, str] = {}
    while body.strip(b"\0"):
        length, space, _ = body.partition(b" ")
        if not space or not length.isdigit() or not len(length) < int(length[:9]) <= len(body):
            raise Damaged(cut_short=False)
        record = body[len(length) + 1 : int(length)]
        key, _, value = record.rstrip(b"\n").partition(b"=")
        records[key.decode("utf-8", "replace")] = value.decode("utf-8", "surrogateescape")
        body = body[int(length) :]
    return records
