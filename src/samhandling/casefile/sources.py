"""Looks evidence up on disk: inside the model's own folder and nowhere else, whole, and with the right checksum."""

import os
import stat
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from samhandling.casefile.names import is_device
from samhandling.casefile.searching import Search, search
from samhandling.model.municipality import Document

LARGEST = 512 * 1024 * 1024
"""Bytes. A document larger than this is not something to send in."""
_BLOCK = 1024 * 1024


class Found(StrEnum):
    """What became of looking a file up."""

    FOUND = "found"
    MISSING = "missing"
    OUTSIDE = "outside"
    """The path leads out of the model's folder, or could on some computer."""
    NOT_A_FILE = "not_a_file"
    UNREADABLE = "unreadable"
    TOO_LARGE = "too_large"
    MISMATCH = "mismatch"
    """The file is another than the one whose checksum the model has."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A path of the model, and what is there."""

    path: str
    """As the model gives it."""
    found: Found
    file: Path | None = None
    sha256: str = ""
    size: int = 0
    checked: bool = False
    """Whether the model had a checksum to hold it against."""
    search: Search | None = None
    """What a search for personal data found; None where nothing is to be copied."""


def look_up(document: Document, root: Path) -> Looked:
    """Find the file of a document under ``root`` (the model's folder), and search it for personal data."""
    path = document.path or ""
    steps = _steps(path)
    if steps is None:
        return Looked(path, Found.OUTSIDE)
    try:
        base = root.resolve(strict=True)
        real = base.joinpath(*steps).resolve(strict=True)
    except FileNotFoundError:
        return Looked(path, Found.MISSING)
    except NotADirectoryError:
        return Looked(path, Found.MISSING)
    except (OSError, RuntimeError, ValueError):
        # A circle of links, a name that is too long, a folder that may not be read.
        return Looked(path, Found.UNREADABLE)
    if real != base and base not in real.parents:
        return Looked(path, Found.OUTSIDE)
    return _read(path, real, document.sha256)


def _steps(path: str) -> tuple[str, ...] | None:
    """The parts of a path that stays inside on every system, or None. Both ``/`` and ``\\`` part names."""
    parts = path.replace("\\", "/").split("/")
    if path.startswith(("/", "\\", "~")) or any(part == ".." or ":" in part or is_device(part) for part in parts):
        return None
    steps = tuple(part for part in parts if part not in ("", "."))
    return steps or None


def _read(path: str, real: Path, expected: str | None) -> Looked:
    try:
        # Looked at before it is opened: opening a pipe would wait for ever.
        about = real.stat()
        if not stat.S_ISREG(about.st_mode):
            return Looked(path, Found.NOT_A_FILE)
        if about.st_size > LARGEST:
            return Looked(path, Found.TOO_LARGE)
        digest, size = digest_of_file(real)
        if expected is not None and expected.lower() != digest:
            return Looked(path, Found.MISMATCH, sha256=digest, size=size, checked=True)
        return Looked(path, Found.FOUND, real, digest, size, expected is not None, search(real))
    except OSError:
        return Looked(path, Found.UNREADABLE)


def digest_of_file(file: Path) -> tuple[str, int]:
    """SHA-256 and size of a file, read block by block; links are not followed."""
    digest, size = sha256(), 0
    handle = os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
            size += len(block)
    return digest.hexdigest(), size
