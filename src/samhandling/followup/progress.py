"""What became of each finding since an earlier edition of the report."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property

from samhandling.checks.result import AuditResult
from samhandling.followup.memory import Known, Memory
from samhandling.model.verdict import Verdict


class Mark(StrEnum):
    """What became of a finding."""

    NEW = "new"
    REOPENED = "reopened"
    """It was closed in an earlier edition, and is back."""
    UNCHANGED = "unchanged"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Closed:
    """A finding of an earlier edition that is none now."""

    known: Known
    verdict: Verdict | None
    """What the check says now; None where it has no such subject any more."""

    @property
    def mended(self) -> bool:
        """Whether what was missing is documented now; a finding that nobody looks for any more is not mended."""
        return self.verdict is Verdict.MET


@dataclass(frozen=True)
class Progress:
    """An audit beside an earlier edition."""

    previous: Memory
    memory: Memory
    """What the next edition must know."""
    marks: Mapping[str, Mark]
    """Fingerprint of each finding there is now → its mark."""
    closed: tuple[Closed, ...]
    """Those closed since the earlier edition, by rule and subject."""
    closed_before: tuple[Closed, ...]
    """Those that were closed already."""

    @cached_property
    def counts(self) -> Mapping[Mark, int]:
        """How many findings have each mark."""
        found = list(self.marks.values())
        return {mark: found.count(mark) for mark in Mark} | {Mark.CLOSED: len(self.closed)}

    def since(self, fingerprint: str) -> date:
        """When a finding was first known."""
        return self._since[fingerprint]

    @cached_property
    def _since(self) -> Mapping[str, date]:
        return {each.fingerprint: each.since for each in self.memory.known}


def recollected(memory: Memory, names: frozenset[str], result: AuditResult) -> Memory:
    """The memory of an edition that has lost it: what can be told by the fingerprints that stood in its plan."""
    if memory.number or memory.known:
        return memory
    known = (Known(each.rule, each.subject, memory.as_of) for each in result.outcomes if each.fingerprint in names)
    return replace(memory, known=tuple(known))


def follow(previous: Memory, result: AuditResult, language: str) -> Progress:
    """Tell what became of the findings of an earlier edition, and which are new."""
    before = previous.by_fingerprint()
    verdicts = {each.fingerprint: each.verdict for each in result.outcomes}
    known = dict(before)
    marks: dict[str, Mark] = {}
    for finding in result.findings:
        old = before.get(finding.fingerprint)
        if old is None:
            marks[finding.fingerprint] = Mark.NEW
            known[finding.fingerprint] = Known(finding.rule, finding.subject, result.as_of)
        else:
            marks[finding.fingerprint] = Mark.UNCHANGED if old.closed is None else Mark.REOPENED
            known[finding.fingerprint] = replace(old, closed=None)
    closed: list[Closed] = []
    closed_before: list[Closed] = []
    for name, old in before.items():
        if name in marks:
            continue
        (closed if old.closed is None else closed_before).append(Closed(old, verdicts.get(name)))
        if old.closed is None:
            known[name] = replace(old, closed=result.as_of)
    in_order = sorted(known.values(), key=lambda each: (each.rule, each.subject))
    return Progress(
        previous=previous,
        memory=Memory(result.as_of, result.number, language, tuple(in_order)),
        marks=marks,
        closed=tuple(sorted(closed, key=_order)),
        closed_before=tuple(sorted(closed_before, key=_order)),
    )


def _order(closed: Closed) -> tuple[str, str]:
    return closed.known.rule, closed.known.subject
