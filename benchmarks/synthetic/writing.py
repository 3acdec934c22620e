"""YAML as people write it: block style, with selectors and short lists on one line."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

_PLAIN = re.compile(r"[A-Za-zæøåÆØÅ][A-Za-zæøåÆØÅ0-9 ._/()-]*[A-Za-zæøåÆØÅ0-9._)]|[A-Za-z]")
_WORDS = frozenset(("true", "false", "null", "yes", "no", "on", "off"))
_FILES = {
    "services": "services.yaml", "agreements": "agreements.yaml", "municipality": "municipality.yaml",
    "schema": "municipality.yaml",
}
_OTHERS = "organisation.yaml"


def write(model: Mapping[str, Any], folder: Path) -> None:
    """Write a model as a folder of files."""
    files: dict[str, dict[str, Any]] = {}
    for section, content in model.items():
        files.setdefault(_FILES.get(section, _OTHERS), {})[section] = content
    folder.mkdir(parents=True, exist_ok=True)
    for name, part in files.items():
        (folder / name).write_text(text(part), encoding="utf-8", newline="\n")


def text(model: Mapping[str, Any]) -> str:
    """The sections as YAML."""
    return "".join(f"{line}\n" for section, content in model.items() for line in _section(section, content))


def _section(name: str, content: Any) -> Iterator[str]:
    if isinstance(content, Mapping):
        yield f"{name}:"
        yield from _mapping(content, "  ")
    elif isinstance(content, list):
        yield f"{name}:"
        yield from _entries(content, "  ")
    else:
        yield f"{name}: {_flow(content)}"


def _entries(entries: Iterable[Mapping[str, Any]], indent: str) -> Iterator[str]:
    for entry in entries:
        lines = list(_mapping(entry, indent + "  "))
        yield f"{indent}- {lines[0].lstrip()}"
        yield from lines[1:]


def _mapping(entry: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, value in entry.items():
        if isinstance(value, list) and value and all(isinstance(one, Mapping) for one in value):
            yield f"{indent}{key}:"
            yield from (f"{indent}  - {_flow(one)}" for one in value)
        else:
            yield f"{indent}{key}: {_flow(value)}"


def _flow(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        plain = _PLAIN.fullmatch(value) and value.lower() not in _WORDS
        return value if plain else json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return "[" + ", ".join(_flow(one) for one in value) + "]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(one)}" for key, one in value.items()) + "}"
    return str(value)
