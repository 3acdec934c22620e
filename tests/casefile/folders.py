"""A small supervision folder to break off, edit and complete, without the documents that take time to make."""

import json
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

from samhandling.casefile.manifest import MANIFEST, UNFINISHED
from samhandling.casefile.writer import Disk, Planned, Written, made, open_folder, write_folder

ABOUT = {"as_of": "2026-11-21"}
MESSAGE = {"nb": "Ikke ferdig."}
PATHS = ("0 Oversikt/Oversikt.docx", "1 Styrende/01 Org/Innhold.txt", "1 Styrende/02 Del/Plan.md", "3 Svar/Svar.xlsx")


class Killed(BaseException):
    """The process is gone: nothing after this line is done."""


class Mortal(Disk):
    """A disk whose process dies at one of its steps: before it, in the middle of a file, or just after it."""

    def __init__(self, step: int, when: str = "before") -> None:
        super().__init__()
        self.left, self.when = step, when
        self.steps = 0

    def _step(self, moment: str) -> None:
        if self.left == 0 and self.when == moment:
            raise Killed

    def _counted(self, act: Callable[[], None]) -> None:
        self.steps += 1
        self._step("before")
        act()
        self._step("after")
        self.left -= 1

    def make_folder(self, folder: Path) -> None:
        self._counted(lambda: Disk.make_folder(self, folder))

    def move(self, laid: Path, path: Path) -> None:
        self._counted(lambda: Disk.move(self, laid, path))

    def remove(self, path: Path) -> None:
        self._counted(lambda: Disk.remove(self, path))

    def lay(self, folder: Path, content: Iterator[bytes]) -> Path:
        self.steps += 1
        self._step("before")
        whole = b"".join(content)
        if self.left == 0 and self.when == "within":
            Disk.lay(self, folder, iter([whole[: len(whole) // 2]]))
            raise Killed
        path = Disk.lay(self, folder, iter([whole]))
        self._step("after")
        self.left -= 1
        return path


def plan(version: int, paths: tuple[str, ...] = PATHS) -> list[Planned]:
    """What a run of one version of the model would write."""
    return [made(path, "made", text(path, version)) for path in paths]


def text(path: str, version: int) -> bytes:
    """What stands in a file of one version."""
    return f"{path} versjon {version}\n".encode() * 50


def run(out: Path, planned: list[Planned], disk: Disk | None = None) -> Written:
    """Write the folder."""
    return write_folder(open_folder(out, disk), planned, ABOUT, message=MESSAGE, mark="ny")


def contents(out: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {each.relative_to(out).as_posix(): each.read_bytes() for each in sorted(out.rglob("*")) if each.is_file()}


def is_complete(out: Path) -> bool:
    """Whether the manifest is there, names every file rightly, and nothing says that the folder is unfinished."""
    found = contents(out)
    if MANIFEST not in found or UNFINISHED in found:
        return False
    listed = json.loads(found[MANIFEST])
    told = {each["path"]: each["sha256"] for each in (*listed["files"], *listed["others"])}
    there = {path: sha256(content).hexdigest() for path, content in found.items() if path != MANIFEST}
    return told == there
