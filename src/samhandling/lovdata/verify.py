"""``law verify``: hold the catalogue's provisions against the consolidated statutes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samhandling.law.entries import Provision
from samhandling.lovdata.places import law_reference, read_cited
from samhandling.lovdata.statutes import Section, Statute


class Fault(StrEnum):
    """What is wrong between a provision and its statute, gravest first."""

    STATUTE_MISSING = "statute_missing"
    SECTION_MISSING = "section_missing"
    SECTION_REPEALED = "section_repealed"
    LEDD_MISSING = "ledd_missing"
    TEXT_CHANGED = "text_changed"
    NOT_REVIEWED = "not_reviewed"
    """Nobody has accepted the section's text, so nothing can be said of whether it has changed."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing a person must look at."""

    provision: str
    fault: Fault
    law: str
    section: str
    ledd: str | None
    reviewed: date | None
    """When the section was last read, where it has been."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found when the catalogue was held against the statutes."""

    as_of: date
    checked: tuple[str, ...]
    """The provisions that are law on the date, and whose statute could be looked for."""
    not_examined: tuple[str, ...]
    """Those whose regulation, or whose section, cannot be looked for in these files."""
    problems: tuple[Problem, ...]
    hashes: Mapping[str, str]
    """For each provision whose section is there, the SHA-256 of the section's text now."""


def verify(statutes: Iterable[Statute], provisions: Iterable[Provision], as_of: date) -> Verification:
    """Check that every section exists, is not repealed, has what is cited, and reads as it did when last reviewed.

    Only provisions that are law on the date. A statute that is not there is a fault; a regulation that is not there is
    one only when the files hold regulations at all (Lovdata publishes them in an archive of their own).
    """
    shelf = {statute.reference: statute for statute in statutes}
    kinds = {reference.partition("/")[0] for reference in shelf}
    checked: list[str] = []
    not_examined: list[str] = []
    problems: list[Problem] = []
    hashes: dict[str, str] = {}
    for provision in sorted(provisions, key=lambda each: each.id):
        if not provision.in_force(as_of):
            continue
        law = law_reference(provision.law)
        is_placeholder = law is None or not any(sign.isdigit() for sign in provision.section)
        if law is None or is_placeholder or (law.startswith("forskrift/") and "forskrift" not in kinds):
            not_examined.append(provision.id)
            continue
        checked.append(provision.id)
        statute = shelf.get(law)
        section = statute.section(provision.section) if statute else None
        if section and not section.is_repealed(as_of):
            hashes[provision.id] = section.text_sha256
        reviewed = provision.reviewed.date if provision.reviewed else None
        problems += (
            Problem(provision.id, fault, law, provision.section, provision.ledd, reviewed)
            for fault in _faults(provision, statute, section, as_of)
        )
    return Verification(as_of, tuple(checked), tuple(not_examined), tuple(problems), hashes)


def _faults(provision: Provision, statute: Statute | None, section: Section | None, as_of: date) -> list[Fault]:
    if statute is None:
        return [Fault.STATUTE_MISSING]
    if section is None:
        return [Fault.SECTION_MISSING]
    if section.is_repealed(as_of):
        return [Fault.SECTION_REPEALED]
    faults = [] if section.has(read_cited(provision.ledd)) else [Fault.LEDD_MISSING]
    if provision.reviewed is None:
        faults.append(Fault.NOT_REVIEWED)
    elif provision.reviewed.text_sha256 != section.text_sha256:
        faults.append(Fault.TEXT_CHANGED)
    return faults
