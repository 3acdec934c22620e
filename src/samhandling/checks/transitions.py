"""OVG: the transitions – one check for each of the catalogue's 26, and four about how they are carried out."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from samhandling.checks.engine import Check, Context, Judgement, Subject, check
from samhandling.checks.result import EntryPath, FactValue, SubjectKind
from samhandling.checks.shapes import recent
from samhandling.lifecourse import TransitionCoverage
from samhandling.model.municipality import TransitionEntry
from samhandling.model.verdict import Verdict

NUMBER_OF_TRANSITIONS = 26
FIRST_CODE = 600
PARENTS_DECIDE = ("T04", "T05", "T06")
"""Transitions out of a barnehage, where information goes only as far as the parents allow."""


def _entry_path(context: Context, transition: str) -> EntryPath | None:
    for position, entry in enumerate(context.municipality.transitions):
        if entry.transition == transition:
            return ("transitions", position)
    return None


def _entry(context: Context, transition: str) -> TransitionEntry | None:
    path = _entry_path(context, transition)
    return None if path is None else context.municipality.transitions[int(path[1])]


def _read_from(context: Context, transition: str) -> tuple[str, ...]:
    """The municipality's entry on a transition, named by the transition, where there is one."""
    return () if _entry_path(context, transition) is None else (transition,)


def _subject(context: Context, coverage: TransitionCoverage) -> Subject[TransitionCoverage]:
    return Subject(coverage.id, SubjectKind.TRANSITION, coverage, _entry_path(context, coverage.id))


def _one(number: int) -> Callable[[Context], Iterator[Subject[TransitionCoverage]]]:
    def each(context: Context) -> Iterator[Subject[TransitionCoverage]]:
        yield _subject(context, context.transitions[number - 1])

    return each


def everyone_is_covered(context: Context, coverage: TransitionCoverage) -> Judgement:
    """All services on all sides of the transition are covered by a carrier in force."""
    lists_units = bool(coverage.covered or coverage.uncovered)
    facts: tuple[tuple[str, FactValue], ...] = ()
    if lists_units:
        facts = (
            ("covered", len(coverage.covered)),
            ("uncovered", len(coverage.uncovered)),
            ("units", coverage.uncovered),
        )
    return Judgement(
        coverage.verdict,
        related=tuple(carrier.agreement for carrier in coverage.carriers),
        facts=facts,
        case=coverage.case,
        provisions=coverage.provisions,
    )


def _carried(context: Context) -> Iterator[Subject[TransitionCoverage]]:
    """The applicable transitions that are met or partial."""
    for coverage in context.transitions:
        if coverage.applicable and coverage.verdict in (Verdict.MET, Verdict.PARTIAL):
            yield _subject(context, coverage)


@check("OVG640", each=_carried)
def transition_has_a_year_wheel(context: Context, coverage: TransitionCoverage) -> Judgement:
    """At least one activity with month and responsible, and a lead on both sides."""
    entry = _entry(context, coverage.id)
    given = {
        "activities": entry is not None and any(
            each.month is not None and each.responsible is not None for each in entry.activities
        ),
        "sending_lead": entry is not None and entry.sending_lead is not None,
        "receiving_lead": entry is not None and entry.receiving_lead is not None,
    }
    missing = tuple(sorted(name for name, there in given.items() if not there))
    if missing:
        return Judgement(Verdict.PARTIAL, _read_from(context, coverage.id), (("missing", missing),))
    return Judgement(Verdict.MET, _read_from(context, coverage.id))


@check("OVG641", each=_carried)
def consent_is_regulated(context: Context, coverage: TransitionCoverage) -> Judgement:
    """Whether consent is required is written down."""
    entry = _entry(context, coverage.id)
    stated = entry is not None and entry.consent is not None and entry.consent.required is not None
    return Judgement(Verdict.MET if stated else Verdict.UNDOCUMENTED, _read_from(context, coverage.id))


@check("OVG642", each=_carried)
def transition_is_evaluated(context: Context, coverage: TransitionCoverage) -> Judgement:
    """It has been evaluated within two years."""
    entry = _entry(context, coverage.id)
    judged = recent(context, [entry.evaluated if entry else None], "evaluation_months", Verdict.UNDOCUMENTED)
    return replace(judged, related=_read_from(context, coverage.id))


def _with_permission_stated(context: Context) -> Iterator[Subject[TransitionCoverage]]:
    for coverage in context.transitions:
        entry = _entry(context, coverage.id)
        if coverage.id not in PARENTS_DECIDE or not coverage.applicable or entry is None or entry.consent is None:
            continue
        if entry.consent.required is not None:
            yield _subject(context, coverage)


@check("OVG643", each=_with_permission_stated)
def parents_permission_is_respected(context: Context, coverage: TransitionCoverage) -> Judgement:
    """Information from the barnehage goes on only as far as the parents allow."""
    entry = _entry(context, coverage.id)
    required = entry is not None and entry.consent is not None and entry.consent.required is True
    return Judgement(Verdict.MET if required else Verdict.NOT_MET, _read_from(context, coverage.id))


CHECKS: tuple[Check[TransitionCoverage], ...] = (
    *(
        Check(f"OVG{FIRST_CODE + number}", _one(number), everyone_is_covered)
        for number in range(1, NUMBER_OF_TRANSITIONS + 1)
    ),
    transition_has_a_year_wheel,
    consent_is_regulated,
    transition_is_evaluated,
    parents_permission_is_respected,
)
