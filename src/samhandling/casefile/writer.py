"""Writes the supervision folder so that it can be broken off at any moment and completed by the next run.

Every file is laid beside its place and moved there whole. Before the first, a note says that the folder is unfinished
and which digests are coming; the manifest is moved in last, and the note removed. A file that is neither what we wrote
nor what we would write is somebody's work: it is kept, and ours put beside it.
"""

import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from samhandling.casefile.manifest import (
    MANIFEST,
    UNFINISHED,
    Known,
    Listed,
    is_ours,
    known_of,
    manifest,
    unfinished,
)
from samhandling.casefile.names import beside, key_of
from samhandling.casefile.sources import digest_of_file
from samhandling.errors import SamhandlingError

_LAID = ".samhandling-"
_LAID_END = ".tmp"
_BLOCK = 1024 * 1024
_NOT_OF_THE_FOLDER = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})
_ELSE = "?"
"""Stands for the digest of what is no ordinary file."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A file that the folder is to hold: its content, or the file it is a copy of."""

    path: str
    role: str
    sha256: str
    size: int
    content: bytes = b""
    source: Path | None = None


def made(path: str, role: str, content: bytes) -> Planned:
    """A file that the program makes itself."""
    return Planned(path, role, sha256(content).hexdigest(), len(content), content)


def copied(path: str, source: Path, digest: str, size: int) -> Planned:
    """A copy of a piece of evidence."""
    return Planned(path, "evidence", digest, size, source=source)


@dataclass(frozen=True, slots=True)
class Written:
    """What became of writing a folder."""

    files: tuple[Listed, ...]
    """Every file of ours in the folder."""
    others: tuple[Listed, ...]
    """Every other file in it."""
    written: tuple[str, ...]
    kept: tuple[tuple[str, str], ...]
    """Files that somebody has changed, each with the path of the new one beside it."""
    removed: tuple[str, ...]
    """Files that an earlier run wrote, nobody has touched, and that no longer belong."""
    was_unfinished: bool


class Disk:
    """Everything that changes the disk, one step at a time; a test can break it off at any of them."""

    def __init__(self) -> None:
        self._laid = 0

    def make_folder(self, folder: Path) -> None:
        """Make a folder and those above it, where there are none."""
        folder.mkdir(parents=True, exist_ok=True)

    def lay(self, folder: Path, content: Iterator[bytes]) -> Path:
        """Write a new file under a name of its own, down to the disk."""
        self._laid += 1
        path = folder / f"{_LAID}{os.getpid()}-{self._laid}{_LAID_END}"
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        with os.fdopen(handle, "wb") as stream:
            for block in content:
                stream.write(block)
            stream.flush()
            os.fsync(stream.fileno())
        return path

    def move(self, laid: Path, path: Path) -> None:
        """Put a file in its place, whole."""
        laid.replace(path)

    def remove(self, path: Path) -> None:
        """Remove a file of ours."""
        path.unlink(missing_ok=True)


@dataclass(frozen=True)
class Folder:
    """A supervision folder on disk, as it was found."""

    path: Path
    known: Known
    manifest: bytes | None
    unfinished: bool
    disk: Disk = field(default_factory=Disk)

    def file(self, path: str) -> Path:
        """Where a path of the folder is."""
        return self.path.joinpath(*path.split("/"))

    def digest(self, path: str) -> str | None:
        """SHA-256 of a file; None where there is none."""
        file = self.file(path)
        try:
            if not stat.S_ISREG(file.lstat().st_mode):
                return _ELSE
            return digest_of_file(file)[0]
        except (FileNotFoundError, NotADirectoryError):
            return None
        except PermissionError as error:
            raise SamhandlingError("cli.output.locked", file=str(file)) from error


def open_folder(path: Path, disk: Disk | None = None) -> Folder:
    """Look at where a folder is to be written; refuse one that is not ours.

    Raises:
        SamhandlingError: there is something else there.
    """
    disk = disk or Disk()
    try:
        there = path.exists() or path.is_symlink()
    except OSError as error:
        # A name that is too long, a folder one may not look into.
        raise SamhandlingError("cli.output.cannot_write", file=str(path)) from error
    if not there:
        return Folder(path, Known(), None, unfinished=False, disk=disk)
    if not path.is_dir():
        raise SamhandlingError("casefile.error.not_a_folder", folder=str(path))
    found, note = _content(path / MANIFEST), _content(path / UNFINISHED)
    foreign = [each for each in (found, note) if each is not None and not is_ours(each)]
    nothing = found is None and note is None
    if foreign or (nothing and any(not _is_laid(each.name) for each in path.iterdir())):
        raise SamhandlingError("casefile.error.not_ours", folder=str(path))
    known = known_of(found or b"") | known_of(note or b"")
    missing = found is not None and any(
        not path.joinpath(*each.split("/")).exists() for each in known_of(found).digests
    )
    return Folder(path, known, found, unfinished=note is not None or missing, disk=disk)


def _content(file: Path) -> bytes | None:
    try:
        return file.read_bytes() if file.is_file() and not file.is_symlink() else None
    except OSError as error:
        raise SamhandlingError("cli.output.locked", file=str(file)) from error


def _is_laid(name: str) -> bool:
    return name.startswith(_LAID) and name.endswith(_LAID_END)


def write_folder(
    folder: Folder,
    planned: Sequence[Planned],
    about: Mapping[str, Any],
    *,
    message: Mapping[str, str],
    mark: str,
) -> Written:
    """Write every planned file and then the manifest.

    Args:
        folder: where, as :func:`open_folder` found it.
        planned: the files, each path once.
        about: what the manifest says of the folder.
        message: what the note of an unfinished folder says.
        mark: what is put behind the name of a file that stands beside a changed one («ny»).

    Raises:
        SamhandlingError: something is in the way; what was written stays, and the next run completes it.
    """
    _refuse(folder, planned)
    try:
        return _Writing(folder, planned, mark).write(about, message)
    except PermissionError as error:
        file = error.filename2 or error.filename or folder.path
        raise SamhandlingError("cli.output.locked", file=str(file)) from error
    except OSError as error:
        raise SamhandlingError("cli.output.cannot_write", file=str(error.filename or folder.path)) from error


def _refuse(folder: Folder, planned: Sequence[Planned]) -> None:
    """Refuse to write through a link or where a file is in place of a folder."""
    for parent in sorted({parent for each in planned for parent in _parents(each.path)}):
        place = folder.file(parent)
        if place.is_symlink() or (place.exists() and not place.is_dir()):
            raise SamhandlingError("casefile.error.in_the_way", file=str(place))


def _parents(path: str) -> list[str]:
    parts = path.split("/")[:-1]
    return ["/".join(parts[: number + 1]) for number in range(len(parts))]


class _Writing:
    def __init__(self, folder: Folder, planned: Sequence[Planned], mark: str) -> None:
        self.folder, self.disk = folder, folder.disk
        self.planned = planned
        self.mark = mark
        self.kept: list[tuple[str, str]] = []
        self.written: list[str] = []

    def write(self, about: Mapping[str, Any], message: Mapping[str, str]) -> Written:
        """Carry the plan out."""
        targets = self._targets()
        stale = self._stale(targets)
        before = {path: self.folder.digest(path) for path in targets}
        changed = [path for path, each in targets.items() if before[path] != each.sha256]
        if changed or stale or self.folder.manifest is None or self.folder.unfinished:
            self._begin(message, {path: each.sha256 for path, each in targets.items()})
        for path in changed:
            self._put(path, targets[path], before[path])
        for path in stale:
            self.disk.remove(self.folder.file(path))
        listed = tuple(Listed(path, each.sha256, each.size, each.role) for path, each in sorted(targets.items()))
        others = tuple(self._others(targets))
        self._end(manifest(about, listed, others))
        return Written(
            listed, others, tuple(self.written), tuple(self.kept), tuple(stale), was_unfinished=self.folder.unfinished
        )

    def _targets(self) -> dict[str, Planned]:
        """Where each file goes: its own place, or beside what somebody has changed."""
        wanted = {key_of(each.path) for each in self.planned}
        targets: dict[str, Planned] = {}
        for each in self.planned:
            path, number = each.path, 1
            while not self._is_free(path, each.sha256):
                mark = self.mark if number == 1 else f"{self.mark} {number}"
                path, number = beside(each.path, mark), number + 1
                while key_of(path) in wanted:
                    path = beside(path, self.mark)
            if path != each.path:
                self.kept.append((each.path, path))
            targets[path] = each
        return targets

    def _is_free(self, path: str, digest: str) -> bool:
        there = self.folder.digest(path)
        return there is None or there == digest or self.folder.known.wrote(path, there)

    def _stale(self, targets: Mapping[str, Planned]) -> list[str]:
        """What we wrote before, nobody has touched, and does not belong any more."""
        keys = {key_of(path) for path in targets}
        left = sorted(path for path in self.folder.known.digests if key_of(path) not in keys)
        return [path for path in left if self._is_ours(path)]

    def _is_ours(self, path: str) -> bool:
        if any(self.folder.file(parent).is_symlink() for parent in _parents(path)):
            return False
        there = self.folder.digest(path)
        return there is not None and self.folder.known.wrote(path, there)

    def _begin(self, message: Mapping[str, str], coming: Mapping[str, str]) -> None:
        self.disk.make_folder(self.folder.path)
        for laid in sorted(self.folder.path.rglob(f"{_LAID}*{_LAID_END}")):
            self.disk.remove(laid)
        self._lay(UNFINISHED, iter([unfinished(message, self.folder.known, coming)]))
        for parent in sorted({parent for path in coming for parent in _parents(path)}):
            self.disk.make_folder(self.folder.file(parent))

    def _lay(self, path: str, content: Iterator[bytes]) -> None:
        file = self.folder.file(path)
        self.disk.move(self.disk.lay(file.parent, content), file)

    def _put(self, path: str, planned: Planned, before: str | None) -> None:
        file = self.folder.file(path)
        laid = self.disk.lay(file.parent, iter([planned.content]) if planned.source is None else _blocks(planned))
        if self.folder.digest(path) != before:
            # Somebody saved it while we were writing: the next run keeps it.
            self.disk.remove(laid)
            raise SamhandlingError("casefile.error.changed", file=str(file))
        self.disk.move(laid, file)
        self.written.append(path)

    def _others(self, targets: Mapping[str, Planned]) -> Iterator[Listed]:
        ours = {*targets, MANIFEST, UNFINISHED}
        for place, _, names in os.walk(self.folder.path):
            for name in names:
                file = Path(place) / name
                path = file.relative_to(self.folder.path).as_posix()
                skipped = name.startswith("~$") or name.lower() in _NOT_OF_THE_FOLDER or _is_laid(name)
                if path not in ours and not skipped and stat.S_ISREG(file.lstat().st_mode):
                    yield Listed(path, *digest_of_file(file), "other")

    def _end(self, content: bytes) -> None:
        if content != self.folder.manifest:
            self._lay(MANIFEST, iter([content]))
        self.disk.remove(self.folder.file(UNFINISHED))


def _blocks(planned: Planned) -> Iterator[bytes]:
    """The file copied, which must still be the one that was looked at."""
    assert planned.source is not None  # noqa: S101 - asked by the caller
    digest = sha256()
    handle = os.open(planned.source, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
            yield block
    if digest.hexdigest() != planned.sha256:
        raise SamhandlingError("casefile.error.changed", file=str(planned.source))
