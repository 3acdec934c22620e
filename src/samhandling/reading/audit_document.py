"""Reads the JSON of an earlier audit (``samhandling.audit/1``), as far as it is needed to compare it with another.

The blocks ``basis``, ``entries`` and ``follow_up`` may be missing: other programs write such files too.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from samhandling.checks.result import Severity
from samhandling.comparison import EntryKey, Key, Seen, Snapshot
from samhandling.errors import SamhandlingError
from samhandling.followup.memory import Known, Memory, known_of
from samhandling.model.verdict import Verdict

SCHEMA = "samhandling.audit/1"
LARGEST_FILE = 200_000_000
"""Bytes. The result of five thousand services takes thirty million."""


@dataclass(frozen=True, slots=True)
class AuditDocument:
    """An earlier audit: what it concluded, of what, and which findings it knew of."""

    snapshot: Snapshot
    memory: Memory


def read_audit_file(path: Path, shown: str) -> AuditDocument:
    """Read a file.

    Raises:
        SamhandlingError: it is not there, or is no result of an audit.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise SamhandlingError("compare.error.too_large", file=shown)
        content = path.read_bytes()
    except FileNotFoundError:
        raise SamhandlingError("compare.error.missing", file=shown) from None
    except OSError as error:
        raise SamhandlingError("compare.error.unreadable", file=shown, reason=error.strerror or "") from error
    return read_audit(content, shown)


def read_audit(content: bytes, shown: str) -> AuditDocument:
    """Read a result.

    Raises:
        SamhandlingError: it is none.
    """
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise SamhandlingError("compare.error.not_json", file=shown) from error
    schema = document.get("schema") if isinstance(document, dict) else None
    if schema != SCHEMA:
        said = schema[:80] if isinstance(schema, str) else "–"
        raise SamhandlingError("compare.error.other_schema", file=shown, schema=said)
    for block in ("as_of", "municipality", "outcomes", "findings"):
        if block not in document:
            raise SamhandlingError("compare.error.block", file=shown, block=block)
    try:
        return AuditDocument(_snapshot(document), _memory(document))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise SamhandlingError("compare.error.broken", file=shown) from error


def _snapshot(document: Mapping[str, Any]) -> Snapshot:
    basis = {_key(each): each for each in document.get("basis", ())}
    findings = {_key(each): each for each in document["findings"]}
    outcomes: dict[Key, Seen] = {}
    for each in document["outcomes"]:
        key = _key(each)
        read_from = findings.get(key) or basis.get(key) or {}
        severity = read_from.get("severity")
        outcomes[key] = Seen(
            Verdict(each["verdict"]),
            Severity(severity) if severity is not None else None,
            _texts(read_from.get("related", ())),
            _texts(read_from.get("provisions", ())),
            bool(read_from.get("exempted", False)),
        )
    entries: dict[EntryKey, str] = {
        (_text(each["section"]), _text(each["id"])): _text(each["digest"]) for each in document.get("entries", ())
    }
    return Snapshot(
        as_of=date.fromisoformat(document["as_of"]),
        catalogue_version=str(document.get("catalogue_version", "")),
        outcomes=outcomes,
        entries=entries,
        name=_text(document["municipality"]["name"]),
        number=_text(document["municipality"]["number"]),
        inputs={_text(each["path"]): _text(each["sha256"]) for each in document.get("inputs", ())},
        whole="basis" in document,
    )


def _memory(document: Mapping[str, Any]) -> Memory:
    as_of = date.fromisoformat(document["as_of"])
    known = {_key(each): Known(*_key(each), as_of) for each in document["findings"]}
    for each in document.get("follow_up", {}).get("known", ()):
        known[_key(each)] = known_of(each)
    in_order = tuple(known[key] for key in sorted(known))
    return Memory(as_of, _text(document["municipality"]["number"]), "", in_order)


def _key(entry: Mapping[str, Any]) -> Key:
    return _text(entry["rule"]), _text(entry["subject"])


def _texts(values: Any) -> tuple[str, ...]:
    return tuple(_text(each) for each in values)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value
