"""The difference of two audits: which outcomes changed, from what to what, and what in the model or the law changed.

What-if, proposals, delegation patterns, follow-up and ``compare`` are all this one thing. A :class:`Snapshot` is all it
needs of an audit, so that two JSON files can be compared as well as two results.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from hashlib import sha256

from samhandling.checks.result import AuditResult, Severity
from samhandling.model.municipality import LIST_SECTIONS, MAPPING_SECTIONS, Entry, Municipality
from samhandling.model.verdict import Verdict

Key = tuple[str, str]
"""(rule, subject)."""
EntryKey = tuple[str, str]
"""(section, id); a mapping section has its own name as id."""

_RANK = {Verdict.MET: 0, Verdict.PARTIAL: 1, Verdict.UNDOCUMENTED: 2, Verdict.NOT_MET: 3}
"""The less is known to be in order, the higher. *Not applicable* counts as in order until it is examined."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One outcome as an audit saw it."""

    verdict: Verdict
    severity: Severity | None = None
    related: tuple[str, ...] = ()
    provisions: tuple[str, ...] = ()
    exempted: bool = False


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What an audit concluded, and the fingerprints of what it was concluded from."""

    as_of: date
    catalogue_version: str
    outcomes: Mapping[Key, Seen]
    entries: Mapping[EntryKey, str]
    """Entry → digest of its content; empty where the audit does not say."""
    name: str = ""
    """The municipality's name and number."""
    number: str = ""
    inputs: Mapping[str, str] = field(default_factory=dict)
    """Path of each file → its SHA-256."""
    whole: bool = True
    """Whether it says what each outcome was read from; else only what it found has its provisions."""


class Direction(StrEnum):
    """Which way an outcome went."""

    BETTER = "better"
    WORSE = "worse"
    OTHER = "other"
    """No longer applicable, or neither better nor worse."""


class Cause(StrEnum):
    """What an outcome's change can be traced to."""

    EDIT = "edit"
    """Entries it was read from were added, changed or removed."""
    LAW = "law"
    """Other provisions apply."""
    TIME = "time"
    """The date is another: something ran out, fell due or began."""
    CATALOGUE = "catalogue"
    """The catalogue's version is another."""


class EditKind(StrEnum):
    """What happened to an entry of the model."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Edit:
    """An entry that differs."""

    section: str
    id: str
    kind: EditKind


@dataclass(frozen=True, slots=True)
class Change:
    """An outcome that differs; None where the other audit has no such subject."""

    rule: str
    subject: str
    before: Verdict | None
    after: Verdict | None
    direction: Direction
    causes: tuple[Cause, ...]
    edits: tuple[Edit, ...]
    """The edits among the entries it was read from."""
    provisions: tuple[str, ...]
    """The provisions that apply in one of the audits only."""
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that differs between two audits, sorted by rule and subject."""

    before: date
    after: date
    changes: tuple[Change, ...]
    edits: tuple[Edit, ...]
    files: tuple[Edit, ...] = ()
    """The input files that differ: all there is to say where an audit does not tell of its entries."""

    def going(self, direction: Direction) -> tuple[Change, ...]:
        """The changes in one direction."""
        return tuple(each for each in self.changes if each.direction is direction)


_written = json.JSONEncoder(sort_keys=True, ensure_ascii=False).encode


def digest(entry: Entry) -> str:
    """A short fingerprint of an entry's content, whatever order its keys were written in."""
    content = entry.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return sha256(_written(content).encode()).hexdigest()[:16]


def entries_of(municipality: Municipality) -> dict[EntryKey, str]:
    """Every entry of a model with its digest; entries without an id are named by what they are about."""
    found: dict[EntryKey, str] = {}
    for section in MAPPING_SECTIONS:
        part = getattr(municipality, section)
        if part is not None:
            found[section, section] = digest(part)
    for section in LIST_SECTIONS:
        for position, entry in enumerate(getattr(municipality, section)):
            name = next((getattr(entry, key) for key in ("id", "transition", "question") if hasattr(entry, key)), None)
            found[section, name or str(position + 1)] = digest(entry)
    if municipality.coordination is not None:
        for rule in municipality.coordination.rules:
            found["coordination", rule.id] = digest(rule)
    if municipality.interaction_model is not None:
        for level in municipality.interaction_model.levels:
            if level.level is not None:
                found["interaction_model", str(level.level)] = digest(level)
    return found


def snapshot(result: AuditResult, municipality: Municipality) -> Snapshot:
    """What there is to compare of an audit."""
    return Snapshot(
        as_of=result.as_of,
        catalogue_version=result.catalogue_version,
        outcomes={
            (each.rule, each.subject): Seen(each.verdict, each.severity, each.related, each.provisions, each.exempted)
            for each in result.outcomes
        },
        entries=entries_of(municipality),
        name=result.name,
        number=result.number,
        inputs={each.path: each.sha256 for each in result.inputs},
    )


def compare(before: Snapshot, after: Snapshot) -> Comparison:
    """Tell what differs between two audits."""
    told = bool(before.entries and after.entries)
    edits = tuple(_edits(before.entries, after.entries)) if told else ()
    files = tuple(
        replace(each, section="inputs") for each in _edits(
            {("", path): digest for path, digest in before.inputs.items()},
            {("", path): digest for path, digest in after.inputs.items()},
        )
    )
    by_id: dict[str, list[Edit]] = {}
    for edit in edits:
        by_id.setdefault(edit.id, []).append(edit)
    keys = sorted(before.outcomes.keys() | after.outcomes.keys())
    edited = bool(edits) if told else bool(files)
    changes = (_change(key, before, after, by_id, edited=edited) for key in keys)
    return Comparison(before.as_of, after.as_of, tuple(each for each in changes if each is not None), edits, files)


def _edits(before: Mapping[EntryKey, str], after: Mapping[EntryKey, str]) -> Iterable[Edit]:
    for key in sorted(before.keys() | after.keys()):
        if key not in before:
            yield Edit(*key, EditKind.ADDED)
        elif key not in after:
            yield Edit(*key, EditKind.REMOVED)
        elif before[key] != after[key]:
            yield Edit(*key, EditKind.CHANGED)


def _change(
    key: Key, before: Snapshot, after: Snapshot, edits: Mapping[str, list[Edit]], *, edited: bool
) -> Change | None:
    old, new = before.outcomes.get(key), after.outcomes.get(key)
    if old is not None and new is not None and old.verdict is new.verdict:
        return None
    read_from = {id_ for seen in (old, new) if seen is not None for id_ in (*seen.related, key[1])}
    its_edits = tuple(edit for id_ in sorted(read_from) for edit in edits.get(id_, ()))
    laws: tuple[str, ...] = ()
    if old is not None and new is not None and (before.whole or old.provisions) and (after.whole or new.provisions):
        laws = tuple(sorted(set(old.provisions) ^ set(new.provisions)))
    causes = []
    if its_edits or (edited and not laws and before.as_of == after.as_of):
        causes.append(Cause.EDIT)
    if laws:
        causes.append(Cause.LAW)
    if before.as_of != after.as_of and not its_edits and not laws:
        causes.append(Cause.TIME)
    if before.catalogue_version != after.catalogue_version:
        causes.append(Cause.CATALOGUE)
    seen = new if new is not None else old
    return Change(
        rule=key[0],
        subject=key[1],
        before=old.verdict if old else None,
        after=new.verdict if new else None,
        direction=_direction(old.verdict if old else None, new.verdict if new else None),
        causes=tuple(causes),
        edits=its_edits,
        provisions=laws,
        severity=seen.severity if seen else None,
    )


def _direction(before: Verdict | None, after: Verdict | None) -> Direction:
    """A finding that is new is worse, one that is gone better; the rest by how much is known to be in order."""
    if after is Verdict.NOT_APPLICABLE:
        return Direction.OTHER
    old, new = _RANK.get(before or Verdict.MET, 0), _RANK.get(after or Verdict.MET, 0)
    if old == new:
        return Direction.OTHER
    return Direction.WORSE if new > old else Direction.BETTER
