"""The engine: supplies subjects, asks the predicates, and lets the catalogue decide how hard an outcome is.

A check is a pure function from a context and a subject to a :class:`Judgement`. The engine alone decides whether the
law applies on the date, which class and severity an outcome has, and the caps of checks.md; it never turns "nothing
examined" into *met*.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Generic, TypeVar

from samhandling.checks.result import (
    EntryPath,
    FactValue,
    FindingClass,
    Form,
    Outcome,
    Severity,
    Strength,
    SubjectKind,
)
from samhandling.coordination.handovers import Handover
from samhandling.coordination.verify import Verification
from samhandling.delegation import AuthorityState, anchored
from samhandling.graph import ServiceGraph
from samhandling.law.catalogue import Catalogue
from samhandling.law.entries import CheckCase, CheckEntry
from samhandling.lifecourse import TransitionCoverage
from samhandling.model.municipality import Municipality
from samhandling.model.verdict import Verdict

T = TypeVar("T")

WHOLE_MUNICIPALITY = "municipality"


@dataclass(frozen=True)
class Context:
    """All that a check may look at."""

    graph: ServiceGraph
    catalogue: Catalogue
    coordination: Verification
    handovers: tuple[Handover, ...]
    transitions: tuple[TransitionCoverage, ...]
    delegation: tuple[AuthorityState, ...]

    @property
    def as_of(self) -> date:
        """The date the municipality is audited for."""
        return self.graph.as_of

    @property
    def municipality(self) -> Municipality:
        """The model."""
        return self.graph.municipality

    @cached_property
    def anchored_delegations(self) -> frozenset[str]:
        """The ids of the delegations in force that reach back to somebody who has the authority by law."""
        authorities = self.catalogue.data.authorities.values()
        return frozenset[str]().union(*(anchored(self.graph, authority) for authority in authorities))

    def parameter(self, name: str) -> int:
        """A dated number of the catalogue, as it is on the date."""
        return self.catalogue.parameter(name, self.as_of)


@dataclass(frozen=True, slots=True)
class Subject(Generic[T]):
    """One thing that a check examines."""

    id: str
    kind: SubjectKind
    value: T
    entry: EntryPath | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a predicate says of one subject."""

    verdict: Verdict
    related: tuple[str, ...] = ()
    facts: tuple[tuple[str, FactValue], ...] = ()
    case: str = "default"
    provisions: tuple[str, ...] | None = None
    """The provisions where they depend on the subject; None: those of the catalogue entry."""
    yearly: bool = False
    """A *partial* of something that must happen every year: this year's remains."""


@dataclass(frozen=True, slots=True)
class Check(Generic[T]):
    """A rule's code, the subjects it examines and its predicate."""

    code: str
    each: Callable[[Context], Iterable[Subject[T]]]
    judge: Callable[[Context, T], Judgement]
    none_such: Callable[[Context], bool] | None = None
    """For checks that look for something bad: whether there is anything it could have been found among."""
    only_if: Callable[[Context], bool] | None = None
    """For a family that reads an optional section of its own: whether it is there. Without it there are no outcomes."""


def check(
    code: str,
    each: Callable[[Context], Iterable[Subject[T]]],
    none_such: Callable[[Context], bool] | None = None,
    only_if: Callable[[Context], bool] | None = None,
) -> Callable[[Callable[[Context, T], Judgement]], Check[T]]:
    """Make a check of a predicate: its code, and the subjects it examines."""

    def decorate(judge: Callable[[Context, T], Judgement]) -> Check[T]:
        return Check(code, each, judge, none_such, only_if)

    return decorate


def whole_municipality(context: Context) -> tuple[Subject[Municipality]]:
    """The one subject of a municipality check."""
    return (Subject(WHOLE_MUNICIPALITY, SubjectKind.MUNICIPALITY, context.municipality),)


def run(checks: Iterable[Check[object]], context: Context) -> tuple[Outcome, ...]:
    """Hold every check against its subjects; sorted by rule, then subject."""
    outcomes = [outcome for each in checks for outcome in _outcomes(each, context)]
    return tuple(sorted(outcomes, key=lambda outcome: (outcome.rule, outcome.subject)))


def _outcomes(rule: Check[object], context: Context) -> Iterator[Outcome]:
    if rule.only_if is not None and not rule.only_if(context):
        return
    entry = context.catalogue.check(rule.code)
    empty = True
    for subject in rule.each(context):
        empty = False
        yield _outcome(entry, subject, rule.judge(context, subject.value), context)
    if empty:
        something = rule.none_such is not None and rule.none_such(context)
        verdict = Verdict.MET if something else Verdict.NOT_APPLICABLE
        subject_of_all: Subject[object] = Subject(WHOLE_MUNICIPALITY, SubjectKind.MUNICIPALITY, None)
        yield _outcome(entry, subject_of_all, Judgement(verdict, case=next(iter(entry.cases))), context)


def _outcome(entry: CheckEntry, subject: Subject[object], judgement: Judgement, context: Context) -> Outcome:
    case = entry.cases[judgement.case]
    named = entry.provisions if judgement.provisions is None else judgement.provisions
    applies = context.catalogue.applies(named, context.as_of)
    verdict = judgement.verdict if applies else Verdict.NOT_APPLICABLE
    severity, finding_class = Severity(case.severity), _finding_class(case, verdict)
    facts = dict(judgement.facts)
    owner_of_duty = _other_owner(subject, context)
    if owner_of_duty is not None and verdict.is_finding:
        facts["duty_holder"] = owner_of_duty
        severity = max(severity, Severity.MEDIUM, key=lambda each: each.rank)
    if judgement.yearly and verdict is Verdict.PARTIAL:
        severity, finding_class = Severity.LOW, FindingClass.RISK
    return Outcome(
        rule=entry.code,
        subject=subject.id,
        kind=subject.kind,
        verdict=verdict,
        strength=Strength(case.strength),
        form=Form(case.form),
        severity=severity,
        finding_class=finding_class,
        case=judgement.case,
        provisions=context.catalogue.cited(named, context.as_of),
        related=tuple(sorted(set(judgement.related))),
        facts=tuple(sorted(facts.items())),
        entry=(entry.section,) if subject.kind is SubjectKind.MUNICIPALITY else subject.entry,
    )


def _finding_class(case: CheckCase, verdict: Verdict) -> FindingClass:
    if case.finding_class is not None:
        return FindingClass(case.finding_class)
    if case.strength == Strength.BOR:
        return FindingClass.GOOD_PRACTICE
    if case.form == Form.BOUND and verdict is not Verdict.UNDOCUMENTED:
        return FindingClass.POSSIBLE_BREACH
    return FindingClass.POSSIBLE_FAILURE


def _other_owner(subject: Subject[object], context: Context) -> str | None:
    """Whose duty it is, when the subject is a service that the municipality does not own."""
    if subject.kind is not SubjectKind.SERVICE:
        return None
    service = context.graph.services[subject.id]
    return None if service.municipal else str(service.owner)
