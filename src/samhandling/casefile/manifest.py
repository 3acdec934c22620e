"""What the supervision folder says of itself: every file with its SHA-256, and what is being written.

The manifest is written last. While a folder is being written, a second file names the digests on their way, so that
the next run can tell a file it wrote itself from one that somebody has changed. Both are read with suspicion.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

MANIFEST = "manifest.json"
UNFINISHED = "_UFERDIG-UNFINISHED.json"
"""There while the folder is being written, and after a run that was broken off."""
SCHEMA = "samhandling.casefile/1"
SCHEMA_UNFINISHED = "samhandling.casefile-unfinished/1"
_MARK = re.compile(rb'"schema":\s*"samhandling\.casefile(?:-unfinished)?/')
_DIGEST = re.compile(r"[0-9a-f]{64}")
_HEAD = 4096


def is_ours(content: bytes) -> bool:
    """Whether a manifest or an unfinished one is this program's."""
    return _MARK.search(content[:_HEAD]) is not None


@dataclass(frozen=True, slots=True)
class Listed:
    """A file of the folder."""

    path: str
    sha256: str
    size: int
    role: str = ""
    """What it is: ``evidence``, ``contents``, ``overview``, ``answers``, ``audit``, ``calendar``; or ``other``."""


@dataclass(frozen=True, slots=True)
class Known:
    """What earlier runs wrote: path → the digests that were ours."""

    digests: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def wrote(self, path: str, digest: str) -> bool:
        """Whether a file with that content is one of ours, untouched."""
        return digest in self.digests.get(path, ())

    def __or__(self, other: "Known") -> "Known":
        """Both together."""
        paths = self.digests.keys() | other.digests.keys()
        none: frozenset[str] = frozenset()
        return Known({path: self.digests.get(path, none) | other.digests.get(path, none) for path in paths})


def known_of(content: bytes) -> Known:
    """What a manifest (or an unfinished one) says that we wrote; nothing where it cannot be read."""
    try:
        document: Any = json.loads(content)
        entries = [(each["path"], each["sha256"]) for each in document["files"]]
    except (ValueError, TypeError, KeyError, RecursionError):
        return Known()
    found: dict[str, set[str]] = {}
    for path, digests in entries:
        for digest in [digests] if isinstance(digests, str) else digests if isinstance(digests, list) else []:
            if isinstance(path, str) and stays_inside(path) and isinstance(digest, str) and _DIGEST.fullmatch(digest):
                found.setdefault(path, set()).add(digest)
    return Known({path: frozenset(digests) for path, digests in found.items()})


def stays_inside(path: str) -> bool:
    """Whether a path of a manifest is one that this program could have written: relative, without ``..``."""
    parts = path.split("/")
    return not any(part in ("", ".", "..") or "\\" in part or ":" in part or "\0" in part for part in parts)


def manifest(about: Mapping[str, Any], files: Iterable[Listed], others: Iterable[Listed]) -> bytes:
    """The manifest: what the folder is about, our files, and the other files that were there."""
    document = {
        "schema": SCHEMA,
        **about,
        "files": [_entry(each) for each in sorted(files, key=lambda one: one.path)],
        "others": [_entry(each) for each in sorted(others, key=lambda one: one.path)],
    }
    return _bytes(document)


def unfinished(message: Mapping[str, str], known: Known, coming: Mapping[str, str]) -> bytes:
    """The note that stands in the folder while it is written: every digest that is or will be ours."""
    both = known | Known({path: frozenset({digest}) for path, digest in coming.items()})
    entries = [{"path": path, "sha256": sorted(both.digests[path])} for path in sorted(both.digests)]
    return _bytes({"schema": SCHEMA_UNFINISHED, "message": dict(message), "files": entries})


def _entry(each: Listed) -> dict[str, Any]:
    return {"path": each.path, "sha256": each.sha256, "size": each.size} | ({"role": each.role} if each.role else {})


def _bytes(document: Mapping[str, Any]) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()
