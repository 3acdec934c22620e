"""The compiled form of the shipped catalogue: the same data as ``config/`` in JSON, read in a few milliseconds.

``compiled/digests.json`` says which bytes each file had; the other files hold the content, one file for each folder
of the catalogue and one for each area of texts. Made by ``python -m samhandling.law.compile``.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from functools import cache
from typing import Any

_FOLDER = os.path.join(os.path.dirname(__file__), "compiled")  # noqa: PTH118, PTH120 - pathlib is slow to import
_DIGESTS = "digests.json"
_GATHERED = ("provisions", "phrases", "checks")


def digest(source: bytes) -> str:
    """Return the SHA-256 of a file, in hex, whatever its line ends: a checkout on Windows counts as the same."""
    return hashlib.sha256(source.replace(b"\r\n", b"\n")).hexdigest()


def digests() -> Mapping[str, str]:
    """Relative path → SHA-256 of the file the compiled form was made from; empty when there is none."""
    return _digests()


@cache
def _digests() -> dict[str, str]:
    try:
        found = _load(_DIGESTS)
    except FileNotFoundError:
        return {}
    return dict(found)


def part(name: str) -> Mapping[str, object]:
    """Return the compiled file that a file of the catalogue is in: relative path → content."""
    return _load(_part_of(name))


def files(contents: Mapping[str, object], known: Mapping[str, str]) -> Mapping[str, str]:
    """Return the compiled form of a catalogue: file name → JSON, one entry a line so that changes can be read."""
    parts: dict[str, dict[str, object]] = {}
    for name in sorted(contents):
        parts.setdefault(_part_of(name), {})[name] = contents[name]
    written = {name: _lines(part, depth=2) + "\n" for name, part in parts.items()}
    return {**written, _DIGESTS: _lines(dict(sorted(known.items())), depth=1) + "\n"}


def _part_of(name: str) -> str:
    folder = name.partition("/")[0]
    return f"{folder if folder in _GATHERED else name.removesuffix('.yaml')}.json"


def _lines(content: object, depth: int) -> str:
    if depth and isinstance(content, dict) and content:
        inner = (f"{_text(key)}:{_lines(value, depth - 1)}" for key, value in content.items())
        return "{\n" + ",\n".join(inner) + "\n}"
    if depth and isinstance(content, list) and content:
        return "[\n" + ",\n".join(_text(value) for value in content) + "\n]"
    return _text(content)


def _text(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _load(name: str) -> dict[str, Any]:
    with open(os.path.join(_FOLDER, *name.split("/")), "rb") as stream:  # noqa: PTH118, PTH123
        return dict(json.loads(stream.read()))
