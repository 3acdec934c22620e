"""Many municipalities side by side: how each stands on each duty, what most of them lack, and how they differ.

A whole result is first reduced to a :class:`Standing` of a few kilobytes, so that a country fits in memory and the
comparison sees only what it may tell. Nothing here ranks municipalities: how much is *documented* says as much of the
model as of the services.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from samhandling.checks.result import AuditResult, Outcome, Severity
from samhandling.model.municipality import Municipality
from samhandling.model.verdict import Verdict

SIZE_CLASSES = (100, 300, 1_000)
"""Where one class of size ends and the next begins, in services."""
SHARE_CLASSES = 10
"""How many equal classes the share of duties in order is divided into."""


@dataclass(frozen=True, slots=True)
class CheckStanding:
    """How one check came out for all it was held against in one municipality."""

    rule: str
    counts: tuple[int, int, int, int, int]
    """Outcomes by verdict, in the order of :class:`Verdict`."""
    worst: Severity | None
    """The gravest of the findings that nobody has accepted; None when there are none."""
    accepted: int = 0
    """Findings that are accepted deviations."""

    def of(self, verdict: Verdict) -> int:
        """How many outcomes have a verdict."""
        return self.counts[_PLACE[verdict]]

    @property
    def examined(self) -> int:
        """How many outcomes there are where the duty applies."""
        return sum(self.counts) - self.of(Verdict.NOT_APPLICABLE)

    @property
    def verdict(self) -> Verdict:
        """The check as one answer: *met* when all are; *partial* when some are, in full or in part.

        Where nothing is in order: *not_met* when the data say so of something, else *undocumented*.
        """
        if not self.examined:
            return Verdict.NOT_APPLICABLE
        if self.of(Verdict.MET) == self.examined:
            return Verdict.MET
        if self.of(Verdict.MET) or self.of(Verdict.PARTIAL):
            return Verdict.PARTIAL
        return Verdict.NOT_MET if self.of(Verdict.NOT_MET) else Verdict.UNDOCUMENTED


_PLACE = {verdict: place for place, verdict in enumerate(Verdict)}


@dataclass(frozen=True, slots=True)
class Standing:
    """All that the comparison knows of one municipality."""

    name: str
    """Its name, or what stands for it where names are left out."""
    number: str
    """Kommunenummer; empty where names are left out."""
    source: str
    """Where its model lies, relative to the folder of them all; empty where names are left out."""
    services: int
    agreements: int
    checks: tuple[CheckStanding, ...]
    """Sorted by rule."""
    severities: tuple[int, int, int, int]
    """Findings that nobody has accepted, by severity, gravest first."""
    accepted: int

    @property
    def findings(self) -> int:
        """How many findings there are that nobody has accepted."""
        return sum(self.severities)

    @property
    def share(self) -> float | None:
        """The share (0-1) of the checks that apply which are met in full; None when none applies."""
        answers = [each.verdict for each in self.checks]
        applying = sum(each is not Verdict.NOT_APPLICABLE for each in answers)
        return answers.count(Verdict.MET) / applying if applying else None

    @property
    def size_class(self) -> int:
        """Which of the classes of size it is in, 0 for the smallest."""
        return sum(self.services >= limit for limit in SIZE_CLASSES)

    def at_or_above(self, threshold: Severity) -> int:
        """How many findings count for the exit code."""
        return sum(self.severities[: threshold.rank + 1])


@dataclass(frozen=True, slots=True)
class Refused:
    """A model that could not be read, or not be proved."""

    name: str
    """What it is called in the report: its place, or what stands for it where names are left out."""
    codes: tuple[tuple[str, int], ...]
    """What kinds of mistakes it has and how many of each; empty when it was refused as a whole."""
    first: str
    """The first mistake in words, with its place; empty where names are left out."""
    mistakes: int


@dataclass(frozen=True, slots=True)
class Gap:
    """What one check shows over all municipalities: how many have it in order, and how many do not."""

    rule: str
    municipalities: Mapping[Verdict, int]
    """How many municipalities have each answer (:attr:`CheckStanding.verdict`)."""
    worst: Severity | None

    @property
    def applying(self) -> int:
        """In how many municipalities the check applies."""
        return sum(self.municipalities.values()) - self.municipalities[Verdict.NOT_APPLICABLE]

    @property
    def lacking(self) -> int:
        """In how many it is not in order throughout."""
        return self.applying - self.municipalities[Verdict.MET]


@dataclass(frozen=True)
class Survey:
    """The results of many municipalities on one date, in the order they are told."""

    as_of: date
    standings: tuple[Standing, ...]
    refused: tuple[Refused, ...]
    anonymous: bool = False

    @cached_property
    def rules(self) -> tuple[str, ...]:
        """The checks that were held against any of them, sorted."""
        return tuple(sorted({check.rule for each in self.standings for check in each.checks}))

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """Every check, the most common gap first; of equals, the gravest, then by code."""
        found: dict[str, Counter[Verdict]] = {rule: Counter() for rule in self.rules}
        worst: dict[str, Severity] = {}
        for each in self.standings:
            for check in each.checks:
                found[check.rule][check.verdict] += 1
                if check.worst is not None:
                    worst[check.rule] = min(check.worst, worst.get(check.rule, check.worst), key=lambda one: one.rank)
        gaps = [
            Gap(rule, {verdict: counts[verdict] for verdict in Verdict}, worst.get(rule))
            for rule, counts in found.items()
        ]
        return tuple(sorted(gaps, key=lambda gap: (-gap.lacking, gap.worst.rank if gap.worst else 9, gap.rule)))

    def severities(self) -> Mapping[Severity, tuple[int, int]]:
        """Severity → how many findings there are, and in how many municipalities."""
        return {
            severity: (
                sum(each.severities[severity.rank] for each in self.standings),
                sum(each.severities[severity.rank] > 0 for each in self.standings),
            )
            for severity in Severity
        }

    def families(self) -> Mapping[str, Counter[Verdict]]:
        """Family of checks → how many answers (a check in a municipality) there are of each."""
        found: dict[str, Counter[Verdict]] = {}
        for each in self.standings:
            for check in each.checks:
                found.setdefault(check.rule[:3], Counter())[check.verdict] += 1
        return found

    def spread(self) -> tuple[int, ...]:
        """How many municipalities have 0-9 %, 10-19 %, … 90-100 % of the checks that apply in order."""
        counts = [0] * SHARE_CLASSES
        for each in self.standings:
            if each.share is not None:
                counts[min(int(each.share * SHARE_CLASSES), SHARE_CLASSES - 1)] += 1
        return tuple(counts)


def standing(result: AuditResult, municipality: Municipality, source: str) -> Standing:
    """Reduce a result to what the comparison needs of it."""
    by_rule: dict[str, list[Outcome]] = {}
    for outcome in result.outcomes:
        by_rule.setdefault(outcome.rule, []).append(outcome)
    open_findings = [each for each in result.findings if not each.exempted]
    graves = Counter(each.severity for each in open_findings)
    return Standing(
        name=result.name,
        number=result.number,
        source=source,
        services=len(municipality.services),
        agreements=len(municipality.agreements),
        checks=tuple(_check(rule, outcomes) for rule, outcomes in sorted(by_rule.items())),
        severities=(
            graves[Severity.CRITICAL], graves[Severity.HIGH], graves[Severity.MEDIUM], graves[Severity.LOW],
        ),
        accepted=len(result.findings) - len(open_findings),
    )


def _check(rule: str, outcomes: Iterable[Outcome]) -> CheckStanding:
    counts = [0] * len(_PLACE)
    worst: Severity | None = None
    accepted = 0
    for each in outcomes:
        counts[_PLACE[each.verdict]] += 1
        if not each.verdict.is_finding:
            continue
        accepted += each.exempted
        if not each.exempted and (worst is None or each.severity.rank < worst.rank):
            worst = each.severity
    return CheckStanding(rule, (counts[0], counts[1], counts[2], counts[3], counts[4]), worst, accepted)
