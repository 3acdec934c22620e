"""From files to documents: everything that could be read, and by name all that was refused."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from samhandling.lovdata.archive import LIMITS, Limits, Reason, Refusal, read
from samhandling.lovdata.gazette import GazetteDocument, read_gazette
from samhandling.lovdata.markup import NotRead
from samhandling.lovdata.statutes import Statute, read_statute

D = TypeVar("D")


@dataclass(frozen=True, slots=True)
class Haul(Generic[D]):
    """What came of reading some files."""

    documents: tuple[D, ...]
    refusals: tuple[Refusal, ...]

    @property
    def is_incomplete(self) -> bool:
        """Whether a whole file cannot be relied on: cut short, unreadable, hostile, or with nothing in it to read."""
        return any(refusal.member is None for refusal in self.refusals)


def read_gazettes(paths: Iterable[Path], limits: Limits = LIMITS) -> Haul[GazetteDocument]:
    """Read archives of the gazette."""
    return _read_all(paths, read_gazette, limits)


def read_statutes(paths: Iterable[Path], limits: Limits = LIMITS) -> Haul[Statute]:
    """Read archives of consolidated statutes."""
    return _read_all(paths, read_statute, limits)


def _read_all(paths: Iterable[Path], parse: Callable[[bytes], D | None], limits: Limits) -> Haul[D]:
    documents: list[D] = []
    refusals: list[Refusal] = []
    for path in paths:
        found: dict[str, list[D]] = {}
        refused: list[Refusal] = []
        looked_at = 0
        for each in read(path, limits):
            if isinstance(each, Refusal):
                refused.append(each)
                if each.member is None:
                    # What came before a bad end is not known to be all there was.
                    found.pop(each.archive, None)
                continue
            looked_at += 1
            try:
                document = parse(each.content)
            except NotRead as error:
                refused.append(Refusal(each.archive, each.name, error.reason))
                continue
            if document is not None:
                found.setdefault(each.archive, []).append(document)
        ended = any(refusal.member is None for refusal in refused)
        if not found and not ended and (refused or not looked_at):
            # Every document in it was refused: then so is the file. (A withdrawn regulation alone is no refusal.)
            refused.append(Refusal(str(path), None, Reason.EMPTY))
        documents += (document for archive in found.values() for document in archive)
        refusals += refused
    return Haul(tuple(documents), tuple(refusals))
