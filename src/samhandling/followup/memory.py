"""What a report must remember so that the next one can tell what is new, what is closed and what came back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from samhandling.checks.result import AuditResult, fingerprint

SCHEMA = "samhandling.workbook/1"
"""What the memory in a workbook begins with."""


@dataclass(frozen=True, slots=True)
class Known:
    """A finding that some edition of the report has had."""

    rule: str
    subject: str
    since: date
    """The status date of the first edition known to have it."""
    closed: date | None = None
    """The status date of the first edition without it again; None while it is open."""

    @property
    def fingerprint(self) -> str:
        """The finding's lasting name."""
        return fingerprint(self.rule, self.subject)


@dataclass(frozen=True, slots=True)
class Memory:
    """One edition of a report: whose, when, in which language, and every finding known so far."""

    as_of: date
    number: str
    """The municipality's number."""
    language: str
    """``nb``, ``nn`` or ``en``; empty where the edition had none (JSON)."""
    known: tuple[Known, ...]
    """Sorted by rule and subject; each finding once."""

    def by_fingerprint(self) -> dict[str, Known]:
        """The findings by their lasting names."""
        return {each.fingerprint: each for each in self.known}


class MemoryUnreadable(Exception):
    """What should be the memory of a report is something else."""


def first_memory(result: AuditResult, language: str) -> Memory:
    """What a report remembers that has no earlier edition."""
    known = tuple(Known(each.rule, each.subject, result.as_of) for each in result.findings)
    return Memory(result.as_of, result.number, language, known)


def encode(memory: Memory) -> str:
    """Write a memory as text."""
    return json.dumps(
        {
            "schema": SCHEMA, "as_of": memory.as_of.isoformat(), "number": memory.number, "language": memory.language,
            "known": [known_document(each) for each in memory.known],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def decode(text: str) -> Memory:
    """Read a memory.

    Raises:
        MemoryUnreadable: it is none.
    """
    try:
        document = json.loads(text)
        if document["schema"] != SCHEMA:
            raise MemoryUnreadable
        known = sorted((known_of(each) for each in document["known"]), key=lambda each: (each.rule, each.subject))
        return Memory(
            date.fromisoformat(document["as_of"]), str(document["number"]), str(document["language"]), tuple(known)
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise MemoryUnreadable from error


def known_document(known: Known) -> dict[str, Any]:
    """A finding as plain data."""
    return {
        "rule": known.rule, "subject": known.subject, "since": known.since.isoformat(),
        "closed": known.closed.isoformat() if known.closed is not None else None,
    }


def known_of(document: Mapping[str, Any]) -> Known:
    """A finding of plain data. Raises ``KeyError``, ``TypeError`` or ``ValueError`` when it is none."""
    rule, subject, closed = document["rule"], document["subject"], document["closed"]
    if not isinstance(rule, str) or not isinstance(subject, str):
        raise TypeError(rule, subject)
    closed_on = date.fromisoformat(closed) if closed is not None else None
    return Known(rule, subject, date.fromisoformat(document["since"]), closed_on)
