"""What the municipality as a whole must do every year, or once for each kommunestyre."""

from collections.abc import Iterable, Iterator
from datetime import date

from samhandling.deadlines.deadline import Deadline, Kind
from samhandling.graph import ServiceGraph
from samhandling.law.catalogue import Catalogue
from samhandling.model.periods import add_months, in_year
from samhandling.model.vocabulary import ReportKind, RoleKind

YEARLY_REPORTS = (
    (ReportKind.INTERNAL_CONTROL, Kind.INTERNAL_CONTROL_REPORT, "PLN703"),
    (ReportKind.CHILD_WELFARE, Kind.CHILD_WELFARE_REPORT, "PLN706"),
)
"""Yearly accounts to the kommunestyre, each with the check whose provisions demand it."""
DELEGATION_REGULATION = "DEL508"
YOUTH_COUNCIL = "PLN709"


def due_this_year(days: Iterable[date | None], on: date) -> date:
    """The last day of the year in which a yearly duty falls due next: this year, or the next when it is done."""
    done = any(day is not None and day.year == on.year and day <= on for day in days)
    return in_year(on.year + 1 if done else on.year, 12, 31)


def _of_kind(graph: ServiceGraph, kind: RoleKind) -> tuple[str, ...]:
    return tuple(role.id for role in graph.municipality.roles if role.kind is kind)


def yearly_reports(graph: ServiceGraph, catalogue: Catalogue) -> Iterator[Deadline]:
    """The yearly accounts to the kommunestyre, each while the law demands it."""
    control = graph.municipality.internal_control
    reports = control.reports if control is not None else ()
    for report, kind, check in YEARLY_REPORTS:
        provisions = catalogue.cited(catalogue.check(check).provisions, graph.as_of)
        if provisions:
            due = due_this_year([each.date for each in reports if each.kind is report], graph.as_of)
            who = _of_kind(graph, RoleKind.KOMMUNEDIREKTOR)
            yield Deadline(
                due, kind, "internal_control", str(report), who, yearly=True, provisions=provisions,
                parameter="yearly_months",
            )


def delegation_regulation(graph: ServiceGraph, catalogue: Catalogue) -> Iterator[Deadline]:
    """When a kommunestyre that has not yet fixed its delegation regulation must have done so."""
    facts, on = graph.municipality.municipality, graph.as_of
    constituted, adopted = facts.council_constituted, facts.delegation_regulation_adopted
    if constituted is None or constituted > on or (adopted is not None and constituted <= adopted <= on):
        return
    month, day = divmod(catalogue.parameter("delegation_regulation_month_day", on), 100)
    due = in_year(constituted.year + catalogue.parameter("delegation_regulation_years", on), month, day)
    provisions = catalogue.cited(catalogue.check(DELEGATION_REGULATION).provisions, on)
    who = _of_kind(graph, RoleKind.KOMMUNESTYRE)
    yield Deadline(due, Kind.DELEGATION_REGULATION, "municipality", "municipality", who, provisions=provisions)


def youth_council(graph: ServiceGraph, catalogue: Catalogue) -> Iterator[Deadline]:
    """When the term of the ungdomsråd ends."""
    elected, on = graph.municipality.municipality.youth_council_elected, graph.as_of
    if elected is not None and elected <= on:
        due = add_months(elected, catalogue.parameter("youth_council_months", on))
        provisions = catalogue.cited(catalogue.check(YOUTH_COUNCIL).provisions, on)
        who = _of_kind(graph, RoleKind.KOMMUNESTYRE)
        yield Deadline(due, Kind.YOUTH_COUNCIL, "municipality", "municipality", who, provisions=provisions)


def overview(graph: ServiceGraph, catalogue: Catalogue) -> Iterator[Deadline]:
    """When someone is to vouch for the model again, and the web page on coordination is to be checked."""
    on, coordination = graph.as_of, graph.municipality.coordination
    reviewed = graph.municipality.municipality.model_reviewed
    if reviewed is not None and reviewed <= on:
        due = add_months(reviewed, catalogue.parameter("model_review_months", on))
        yield Deadline(due, Kind.MODEL_REVIEW, "municipality", "municipality", parameter="model_review_months")
    published = coordination.published if coordination is not None else None
    if published is not None and published.checked is not None and published.checked <= on:
        due = add_months(published.checked, catalogue.parameter("publication_check_months", on))
        yield Deadline(due, Kind.PUBLICATION, "coordination", "coordination", parameter="publication_check_months")
