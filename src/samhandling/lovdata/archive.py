"""Open files that nobody vouches for: a tar (plain, bz2, gz), a zip, a folder, or one document.

Nothing is ever written or followed. Whatever is unsafe or too large is refused by name and the rest goes on; what makes
the archive itself unreliable (cut short, damaged, a bomb) ends it. Memory is bounded by one document at a time.
"""

import bz2
import gzip
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from samhandling.lovdata.tape import Damaged, Metered, TooMuch, walk


class Reason(StrEnum):
    """Why a file, or one member of it, is not read."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    TRUNCATED = "truncated"
    EMPTY = "empty"
    UNSAFE_NAME = "unsafe_name"
    LINK = "link"
    SPECIAL = "special"
    ENCRYPTED = "encrypted"
    NESTED = "nested"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    BOMB = "bomb"
    BROKEN = "broken"
    ENTITIES = "entities"
    NOT_GAZETTE = "not_gazette"
    NOT_STATUTE = "not_statute"


@dataclass(frozen=True, slots=True)
class Document:
    """One document of an archive: where it came from, and its bytes."""

    archive: str
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that was not read. ``member`` is None when it is the whole file."""

    archive: str
    member: str | None
    reason: Reason


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read before it is called hostile, in bytes (and counts); the real archives are far below."""

    document: int = 16 * 2**20
    """The largest single document; the largest of 2025 is 1.5 MB."""
    members: int = 200_000
    unpacked: int = 2 * 2**30
    """Everything in one archive, also what is skipped over."""
    ratio: int = 100
    """Unpacked to packed; Lovdata's own archives are near 12."""
    ratio_from: int = 4 * 2**20
    """Below this size no ratio is asked for: a short repetitive text packs well and harms nobody."""


LIMITS = Limits()
DOCUMENTS = (".xml", ".html", ".htm")
ARCHIVES = (".tar", ".bz2", ".tbz", ".tbz2", ".gz", ".tgz", ".zip", ".xz", ".txz", ".7z", ".rar", ".zst")
_OPENED = (".tar", ".bz2", ".tbz", ".tbz2", ".gz", ".tgz", ".zip")


def read(path: Path, limits: Limits = LIMITS) -> Iterator[Document | Refusal]:
    """Yield the documents of a file or folder, in its order, and a refusal for all that is not read.

    A refusal of the whole file (``member`` None) is the last that is yielded for it: nothing that came before it can be
    relied on to be all there is.
    """
    shown = str(path)
    if path.is_dir():
        yield from _folder(path, limits)
        return
    if path.exists() and not path.is_file():
        yield Refusal(shown, None, Reason.SPECIAL)
        return
    try:
        with path.open("rb") as raw:
            yield from _file(shown, path, raw, limits)
    except FileNotFoundError:
        yield Refusal(shown, None, Reason.MISSING)
    except OSError:
        yield Refusal(shown, None, Reason.UNREADABLE)


def is_safe(name: str) -> bool:
    """Tell whether a member's name stays inside its archive on every system."""
    if not name or name.startswith(("/", "\\")) or name[1:2] == ":" or not name.isprintable():
        return False
    return "\\" not in name and ".." not in name.split("/")


def displayed(name: str) -> str:
    """Spell a member's name so that it can be printed anywhere, however it was made."""
    spelled = name if name.isprintable() else name.encode("unicode_escape").decode("ascii")
    return spelled if len(spelled) <= 200 else spelled[:199] + "…"


def _hidden(name: str) -> bool:
    """A file some system left behind (``._x.xml``, ``__MACOSX/``, ``~$x``)."""
    return any(part.startswith((".", "~$", "__MACOSX")) for part in name.split("/") if part != ".")


def _refused(name: str, *, directory: bool, size: int, limits: Limits) -> Reason | None:
    """What is wrong with a member that is neither link nor device, from its name and size alone."""
    if not is_safe(name):
        return Reason.UNSAFE_NAME
    if directory:
        return None
    if name.casefold().endswith(ARCHIVES):
        return Reason.NESTED
    return Reason.TOO_LARGE if size > limits.document else None


def _wanted(name: str) -> bool:
    return name.casefold().endswith(DOCUMENTS) and not _hidden(name)


def _file(shown: str, path: Path, raw: BinaryIO, limits: Limits) -> Iterator[Document | Refusal]:
    start = raw.read(512)
    raw.seek(0)
    if start.startswith(b"BZh"):
        with bz2.BZ2File(raw) as unpacked:
            yield from _tar(shown, Metered(unpacked, raw), limits)
    elif start.startswith(b"\x1f\x8b"):
        with gzip.GzipFile(fileobj=raw) as unpacked:
            yield from _tar(shown, Metered(unpacked, raw), limits)
    elif start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        yield from _zip(shown, raw, limits)
    elif start[257:262] == b"ustar":
        yield from _tar(shown, Metered(raw, None), limits)
    elif _wanted(path.name) or start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        content = raw.read(limits.document + 1)
        if len(content) > limits.document:
            yield Refusal(shown, None, Reason.TOO_LARGE)
        else:
            yield Document(shown, path.name, content)
    else:
        yield Refusal(shown, None, Reason.EMPTY if not start else Reason.UNREADABLE)


def _tar(shown: str, tape: Metered, limits: Limits) -> Iterator[Document | Refusal]:
    tape.limit(limits.unpacked, limits.ratio, limits.ratio_from)
    seen = found = 0
    try:
        for member in walk(tape):
            seen += 1
            if seen > limits.members:
                yield Refusal(shown, None, Reason.TOO_MANY)
                return
            reason = _refused(member.name, directory=member.is_directory, size=member.size, limits=limits)
            if reason is not Reason.UNSAFE_NAME and member.is_link:
                reason = Reason.LINK
            elif reason is not Reason.UNSAFE_NAME and member.is_special:
                reason = Reason.SPECIAL
            if reason:
                yield Refusal(shown, displayed(member.name), reason)
            elif not member.is_directory and _wanted(member.name):
                found += 1
                yield Document(shown, member.name, member.read())
    except TooMuch:
        yield Refusal(shown, None, Reason.BOMB)
        return
    except (EOFError, Damaged) as error:
        cut = isinstance(error, EOFError) or error.cut_short
        yield Refusal(shown, None, Reason.TRUNCATED if cut else Reason.UNREADABLE)
        return
    except (OSError, zlib.error):
        yield Refusal(shown, None, Reason.UNREADABLE)
        return
    if not found:
        yield Refusal(shown, None, Reason.EMPTY)


def _zip(shown: str, raw: BinaryIO, limits: Limits) -> Iterator[Document | Refusal]:
    try:
        package = zipfile.ZipFile(raw)
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        # The list of members is at the end: a zip without it has been cut short.
        yield Refusal(shown, None, Reason.TRUNCATED)
        return
    found = 0
    total = 0
    with closing(package):
        members = package.infolist()
        if len(members) > limits.members:
            yield Refusal(shown, None, Reason.TOO_MANY)
            return
        for info in members:
            reason = _refused(info.orig_filename, directory=info.is_dir(), size=info.file_size, limits=limits)
            if reason is not Reason.UNSAFE_NAME and stat.S_ISLNK(info.external_attr >> 16):
                reason = Reason.LINK
            elif reason is None and info.flag_bits & 1:
                reason = Reason.ENCRYPTED
            elif reason is None and info.file_size > max(limits.ratio_from, info.compress_size * limits.ratio):
                reason = Reason.BOMB
            if reason:
                yield Refusal(shown, displayed(info.orig_filename), reason)
                continue
            if info.is_dir() or not _wanted(info.filename):
                continue
            content = _unzipped(package, info, limits)
            if isinstance(content, Reason):
                yield Refusal(shown, info.filename, content)
                continue
            total += len(content)
            if total > limits.unpacked:
                yield Refusal(shown, None, Reason.BOMB)
                return
            found += 1
            yield Document(shown, info.filename, content)
    if not found:
        yield Refusal(shown, None, Reason.EMPTY)


def _unzipped(package: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits) -> bytes | Reason:
    """One member's bytes; what the list of members says of its size is not believed."""
    try:
        with package.open(info) as stream:
            content = stream.read(limits.document + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError):
        return Reason.UNREADABLE
    return Reason.TOO_LARGE if len(content) > limits.document else content


def _folder(path: Path, limits: Limits) -> Iterator[Document | Refusal]:
    shown = str(path)
    found = False
    for count, inner in enumerate(sorted(path.rglob("*"))):
        name = inner.relative_to(path).as_posix()
        if count >= limits.members:
            yield Refusal(shown, None, Reason.TOO_MANY)
            return
        if _hidden(name):
            continue
        if inner.is_symlink():
            yield Refusal(shown, name, Reason.LINK)
        elif inner.is_file() and name.casefold().endswith(_OPENED):
            # A folder of downloads holds the archives themselves: opened one level down, never deeper.
            found = True
            yield from read(inner, limits)
        elif inner.is_file() and _wanted(name):
            found = True
            if inner.stat().st_size > limits.document:
                yield Refusal(shown, name, Reason.TOO_LARGE)
            else:
                yield Document(shown, name, inner.read_bytes())
    if not found:
        yield Refusal(shown, None, Reason.EMPTY)
