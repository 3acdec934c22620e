"""What findings and answers can be filtered by: verdict, severity, class and family, in words."""

from collections.abc import Iterable, Sequence

from samhandling.checks.result import Outcome, Severity
from samhandling.model.verdict import Verdict
from samhandling.reports.sections.blocks import Facet
from samhandling.reports.sections.telling import Telling


def facet(heading: str, values: Sequence[str], order: Iterable[str] = ()) -> Facet:
    """A facet of the values, in the order given, else as they come; only what occurs can be chosen."""
    found = set(values)
    choices = tuple(dict.fromkeys((*(each for each in order if each in found), *values)))
    place = {choice: number for number, choice in enumerate(choices)}
    return Facet(heading, choices, tuple(place[value] for value in values))


def verdicts(telling: Telling, outcomes: Sequence[Outcome]) -> Facet:
    """By verdict."""
    t = telling.t
    names = [t.term("verdict", each.verdict) for each in outcomes]
    return facet(t("sections.column.verdict"), names, (t.term("verdict", each) for each in Verdict))


def severities(telling: Telling, outcomes: Sequence[Outcome]) -> Facet:
    """By severity, the gravest first."""
    t = telling.t
    names = [t.term("severity", each.severity) for each in outcomes]
    return facet(t("sections.column.severity"), names, (t.term("severity", each) for each in Severity))


def classes(telling: Telling, outcomes: Sequence[Outcome]) -> Facet:
    """By how a finding is to be read."""
    return facet(telling.t("sections.column.class"), [telling.class_name(each) for each in outcomes])


def families(telling: Telling, outcomes: Sequence[Outcome]) -> Facet:
    """By family of checks, in the catalogue's order."""
    t = telling.t
    order = dict.fromkeys(code[:3] for code in telling.catalogue.data.checks)
    names = [t.term("family", each.rule[:3]) for each in outcomes]
    return facet(t("sections.summary.family"), names, (t.term("family", each) for each in order))
