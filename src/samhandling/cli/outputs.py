"""Writing files: whole or not at all, and never over something that is not ours or that people have typed in."""

import os
import re
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from samhandling.errors import SamhandlingError

DIGEST_PART = "docProps/custom.xml"
"""The part of a workbook or Word document that carries our mark and the digest of all the others."""
DIGEST_NAME = b"samhandling-digest"
_TYPED_IN = (".xlsx", ".docx")
_JSON = re.compile(rb'"schema":\s*"samhandling\.')
_YAML = re.compile(rb"\A# samhandling (?:samhandling\.model|coordinate)\b")
# «samhandling» is a word that people write themselves: the mark is always more than the word.
_MARKS = {
    ".yaml": _YAML,
    ".yml": _YAML,
    ".html": re.compile(rb'<meta name="generator" content="samhandling '),
    ".svg": re.compile(rb"<!-- samhandling -->"),
    ".png": re.compile(rb"Software\0samhandling"),
    ".ics": re.compile(rb"PRODID:-//samhandling//"),
    ".pdf": re.compile(rb"%samhandling [^\n]*\n\Z"),
}
_OFTEN_LOCKED = (".xlsx", ".docx", ".pdf")
_HEAD = 4096


@dataclass(frozen=True, slots=True)
class Output:
    """One file to be written."""

    path: Path
    content: bytes
    may_replace: bool = False
    """True when what people typed in it has been carried over (``--previous`` named the same file), or ``--force``."""
    seen: bytes | None = None
    """What stood in the file when it was read, for one that takes its own place: nobody may have typed in it since."""


def write_all(outputs: Sequence[Output], said: Callable[[str], None]) -> None:
    """Write every file or none: first everything is checked and laid beside its place, then all are moved there.

    ``said`` is told the name of each file written. Raises :class:`SamhandlingError` when one is in the way.
    """
    check_outputs(outputs)
    laid: list[tuple[Path, Path]] = []
    try:
        for output in outputs:
            laid.append((_lay_beside(output), output.path))
        _move_all(laid)
    finally:
        for temporary, _ in laid:
            temporary.unlink(missing_ok=True)
    for output in outputs:
        said(str(output.path))


def check_outputs(outputs: Sequence[Output]) -> None:
    """Refuse what :func:`write_all` would refuse, before the work that makes the contents is begun."""
    _refuse_same_place(outputs)
    for output in outputs:
        try:
            _refuse(output)
        except OSError as error:
            # A name that is too long, a folder one may not look into.
            raise SamhandlingError("cli.output.cannot_write", file=str(output.path)) from error


def _refuse_same_place(outputs: Sequence[Output]) -> None:
    """Two results under one name: the second would silently take the place of the first."""
    places: set[str] = set()
    for output in outputs:
        place = os.path.normcase(os.path.realpath(output.path))
        if place in places:
            raise SamhandlingError("cli.output.same_twice", file=str(output.path))
        places.add(place)


def _lay_beside(output: Output) -> Path:
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=".samhandling-", suffix=output.path.suffix, dir=output.path.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as stream:
            stream.write(output.content)
            stream.flush()
            os.fsync(stream.fileno())
        # mkstemp makes files only the owner can read; give it what an ordinary new file would have.
        temporary.chmod(0o666 & ~_umask())
    except BaseException as error:
        # A full disk, or an interruption: nothing half-written is left behind.
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise SamhandlingError("cli.output.cannot_write", file=str(output.path)) from error
        raise
    return temporary


def _move_all(laid: Sequence[tuple[Path, Path]]) -> None:
    """Move every file to its place; when one cannot be moved, or on Ctrl-C, those before it are put back."""
    moved: list[tuple[Path, bytes | None]] = []
    try:
        for temporary, path in laid:
            moved.append((path, path.read_bytes() if path.exists() and len(laid) > 1 else None))
            _move(temporary, path)
    except BaseException:
        for path, before in moved[:-1]:
            _put_back(path, before)
        raise


def _put_back(path: Path, before: bytes | None) -> None:
    with suppress(OSError, SamhandlingError):
        if before is None:
            path.unlink()
        else:
            _move(_lay_beside(Output(path, before)), path)


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def _move(temporary: Path, path: Path) -> None:
    try:
        temporary.replace(path)
    except PermissionError as error:
        raise SamhandlingError("cli.output.locked", file=str(path)) from error
    except OSError as error:
        raise SamhandlingError("cli.output.cannot_write", file=str(path)) from error


def _refuse(output: Output) -> None:
    """Refuse to replace what we did not write, what people have typed in, and what is open elsewhere."""
    path = output.path
    if path.is_dir():
        raise SamhandlingError("cli.output.is_folder", file=str(path))
    if path.exists() and not path.is_file():
        # A device or a pipe: to replace it would take it from the whole machine.
        raise SamhandlingError("cli.output.not_a_file", file=str(path))
    if not path.parent.is_dir() or not os.access(path.parent, os.W_OK):
        raise SamhandlingError("cli.output.cannot_write", file=str(path))
    if not path.exists():
        return
    if path.suffix.lower() in _OFTEN_LOCKED and is_open_elsewhere(path):
        raise SamhandlingError("cli.output.locked", file=str(path))
    if output.may_replace and output.seen is None:
        return
    try:
        old = path.read_bytes()
    except OSError as error:
        raise SamhandlingError("cli.output.locked", file=str(path)) from error
    if output.seen is not None and old != output.seen:
        raise SamhandlingError("followup.error.changed_meanwhile", file=str(path))
    if output.may_replace:
        return
    # One sort of file never takes the place of another: a result must not land on the model it was made from.
    another_sort = bool(output.content) and old[:1] != output.content[:1]
    if another_sort or not is_ours(old, path.suffix.lower()):
        raise SamhandlingError("cli.output.not_ours", file=str(path))
    if path.suffix.lower() in _TYPED_IN and not is_untouched(old):
        raise SamhandlingError("cli.output.typed_in", file=str(path))


def is_open_elsewhere(path: Path) -> bool:
    """Office puts an owner file beside an open document; on Windows the document cannot be opened for writing."""
    if (path.parent / f"~${path.name}").exists() or (path.parent / f"~${path.name[2:]}").exists():
        return True
    if (path.parent / f".~lock.{path.name}#").exists():
        return True
    try:
        with path.open("r+b"):
            return False
    except PermissionError:
        return True
    except OSError:
        return False


def is_ours(content: bytes, suffix: str) -> bool:
    """Whether this tool wrote a file: its mark is in it."""
    if suffix in _TYPED_IN:
        return _stored_digest(content) is not None
    where = content[-_HEAD:] if suffix == ".pdf" else content[:_HEAD]
    return _MARKS.get(suffix, _JSON).search(where) is not None


def is_untouched(content: bytes) -> bool:
    """Whether a workbook or Word document still is exactly what was written."""
    return _stored_digest(content) == digest_of_parts(content)


def digest_of_parts(content: bytes) -> str | None:
    """The SHA-256 over all parts of an Office file but the one that carries the digest; None when it is none."""
    digest = sha256()
    try:
        with ZipFile(BytesIO(content)) as archive:
            for name in sorted(archive.namelist()):
                if name != DIGEST_PART:
                    digest.update(name.encode() + b"\0" + sha256(archive.read(name)).digest())
    except (BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return None
    return digest.hexdigest()


def _stored_digest(content: bytes) -> str | None:
    try:
        with ZipFile(BytesIO(content)) as archive:
            properties = archive.read(DIGEST_PART)
    except (BadZipFile, KeyError, OSError, ValueError, NotImplementedError, RuntimeError):
        return None
    found = re.search(DIGEST_NAME + rb'".*?>([0-9a-f]{64})<', properties, re.DOTALL)
    return found.group(1).decode() if found else None
