"""Every source of deadlines, in one tuple; a new kind of date is a new source here, never a calendar of its own."""

from samhandling.deadlines import agreements, control, delegations, duties, transitions
from samhandling.deadlines.deadline import Deadline, Source, gather
from samhandling.graph import ServiceGraph
from samhandling.law.catalogue import Catalogue

SOURCES: tuple[Source, ...] = (
    transitions.activities,
    transitions.evaluations,
    transitions.county_notice,
    agreements.expiries,
    agreements.reviews,
    agreements.health_trust_reviews,
    delegations.expiries,
    delegations.without_substitute,
    delegations.vacant,
    duties.yearly_reports,
    duties.delegation_regulation,
    duties.youth_council,
    duties.overview,
    control.training,
    control.risk_assessments,
    control.exemptions,
    control.breaches,
    control.assessments,
)


def deadlines(graph: ServiceGraph, catalogue: Catalogue) -> tuple[Deadline, ...]:
    """Every dated thing of a municipality on the date of the graph, sorted by date."""
    return gather(graph, catalogue, SOURCES)
