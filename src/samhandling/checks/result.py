"""What an audit concludes: verdicts, outcomes and the one immutable :class:`AuditResult`.

Language-neutral: ids, dates, numbers and facts, no sentences (result.md). Reports add words and ink, never judgement.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from hashlib import sha256

from samhandling.coordination.handovers import Handover
from samhandling.coordination.verify import Verification
from samhandling.delegation import AuthorityState
from samhandling.lifecourse import TransitionCoverage
from samhandling.model.source import InputFile, Location
from samhandling.model.verdict import Verdict


class FindingClass(StrEnum):
    """How a finding is to be read; the tool never says *lovbrudd*."""

    POSSIBLE_BREACH = "possible_breach"
    POSSIBLE_FAILURE = "possible_failure"
    GOOD_PRACTICE = "good_practice"
    RISK = "risk"
    INFORMATION = "information"


class Severity(StrEnum):
    """How grave a lack is, gravest first."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)


class Strength(StrEnum):
    """Whether the law demands it (``skal``) or good practice does (``bor``)."""

    SKAL = "skal"
    BOR = "bor"


class Form(StrEnum):
    """Whether the law demands this very thing (``bound``) or the result only (``free``)."""

    BOUND = "bound"
    FREE = "free"


class SubjectKind(StrEnum):
    """What sort of thing a subject is."""

    MUNICIPALITY = "municipality"
    SERVICE = "service"
    AGREEMENT = "agreement"
    ARENA = "arena"
    DELEGATION = "delegation"
    RULE = "rule"
    AUTHORITY = "authority"
    ITEM = "item"
    TRANSITION = "transition"
    STAGE = "stage"
    STAGE_CHANGE = "stage_change"
    SERVICE_TYPE = "service_type"
    PAIR = "pair"
    LEVEL = "level"


FactValue = str | int | bool | date | tuple[str, ...] | tuple[tuple[str, str], ...]
EntryPath = tuple[str | int, ...]
"""Where an entry stands in the model: ``("agreements", 3)``, ``("coordination", "rules", 0)``."""


def fingerprint(rule: str, subject: str) -> str:
    """The first 16 hex digits of SHA-256 over the rule, a NUL and the subject, in UTF-8 (result.md)."""
    return sha256(f"{rule}\0{subject}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One rule held against one subject."""

    rule: str
    subject: str
    kind: SubjectKind
    verdict: Verdict
    strength: Strength
    form: Form
    severity: Severity
    finding_class: FindingClass
    case: str = "default"
    provisions: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    facts: tuple[tuple[str, FactValue], ...] = ()
    entry: EntryPath | None = None
    """The subject's own entry, or the section that lacks it; None when the subject is in the catalogue only."""
    location: Location | None = None
    """Where to mend a finding; None for what is no finding."""
    exempted: bool = False

    @property
    def fingerprint(self) -> str:
        """The finding's lasting name."""
        return fingerprint(self.rule, self.subject)

    def fact(self, name: str) -> FactValue | None:
        """One fact by name, or None."""
        return dict(self.facts).get(name)


@dataclass(frozen=True, slots=True)
class ExemptionProblem:
    """An exemption that does not work: ``expired``, ``not_yet``, ``no_match`` or ``refused``."""

    rule: str | None
    subject: str | None
    problem: str
    finding: str | None = None
    entry: EntryPath | None = None
    """Where the exemption stands in the model."""
    location: Location | None = None


@dataclass(frozen=True)
class AuditResult:
    """Everything the program concludes of one model on one date."""

    tool_version: str
    catalogue_version: str
    law_known_to: date
    as_of: date
    name: str
    number: str
    inputs: tuple[InputFile, ...]
    outcomes: tuple[Outcome, ...]
    """Sorted by rule, then subject."""
    transitions: tuple[TransitionCoverage, ...]
    coordination: Verification
    handovers: tuple[Handover, ...]
    delegation: tuple[AuthorityState, ...]
    exemption_problems: tuple[ExemptionProblem, ...] = ()

    @cached_property
    def findings(self) -> tuple[Outcome, ...]:
        """The outcomes that are findings, in the same order."""
        return tuple(outcome for outcome in self.outcomes if outcome.verdict.is_finding)

    @cached_property
    def gravest_first(self) -> tuple[Outcome, ...]:
        """The findings by severity, then rule and subject; exempted ones last."""
        return tuple(sorted(self.findings, key=lambda f: (f.exempted, f.severity.rank, f.rule, f.subject)))

    @cached_property
    def summary(self) -> Mapping[Verdict, int]:
        """How many outcomes have each verdict; every verdict is there."""
        counts = Counter(outcome.verdict for outcome in self.outcomes)
        return {verdict: counts[verdict] for verdict in Verdict}

    def at_or_above(self, threshold: Severity) -> tuple[Outcome, ...]:
        """The findings that count for the exit code: at least so grave, and not exempted."""
        return tuple(f for f in self.findings if not f.exempted and f.severity.rank <= threshold.rank)
