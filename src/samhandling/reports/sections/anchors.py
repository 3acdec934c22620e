"""Where things stand in the report: the key of each section, and the anchor of each row that others lead to."""

from samhandling.checks.result import Outcome, SubjectKind
from samhandling.reports.sections.blocks import Link

FRONT = "forside"
CONTENTS = "innhold"
SUMMARY = "sammendrag"
FINDINGS = "funn"
MATRIX = "samsvarsmatrise"
PAIRS = "samarbeidspar"
MAP = "tjenestekart"
TRANSITIONS = "overganger"
COORDINATION = "samordning"
BETWEEN = "mellom_stolene"
DELEGATION = "delegeringsmatrise"
SERVICES = "tjenester"
AGREEMENTS = "avtaler_frister"
PLAN = "tiltaksplan"
AUDIT_FORM = "revisorskjema"
ANNUAL = "rapport_25_2"
LAW = "regelverk"
METHOD = "metode"

_SECTION_OF = {
    SubjectKind.SERVICE: SERVICES,
    SubjectKind.AGREEMENT: AGREEMENTS,
    SubjectKind.TRANSITION: TRANSITIONS,
    SubjectKind.DELEGATION: DELEGATION,
    SubjectKind.AUTHORITY: DELEGATION,
    SubjectKind.RULE: COORDINATION,
    SubjectKind.STAGE: COORDINATION,
    SubjectKind.PAIR: PAIRS,
}


def entry(outcome: Outcome) -> Link | None:
    """Where the thing an outcome is about has a row of its own; None where it has none."""
    if outcome.kind is SubjectKind.ARENA:
        return arena(outcome.subject)
    section = _SECTION_OF.get(outcome.kind)
    return Link(section, outcome.subject) if section is not None else None


def arena_anchor(id_: str) -> str:
    """The anchor of an arena, which shares its section with the agreements."""
    return f"arena:{id_}"


def arena(id_: str) -> Link:
    """Where an arena has its row."""
    return Link(AGREEMENTS, arena_anchor(id_))


def finding(outcome: Outcome) -> Link:
    """Where a finding has its row."""
    return Link(FINDINGS, outcome.fingerprint)


def provision(id_: str) -> Link:
    """Where a provision has its row."""
    return Link(LAW, id_)
