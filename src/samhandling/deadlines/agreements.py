"""When agreements run out, and when they are to be gone through."""

from collections.abc import Iterator
from datetime import date

from samhandling.deadlines.deadline import Deadline, Kind
from samhandling.deadlines.duties import due_this_year
from samhandling.graph import ServiceGraph
from samhandling.law.catalogue import Catalogue
from samhandling.model.municipality import Agreement
from samhandling.model.periods import add_months
from samhandling.model.vocabulary import AgreementKind, AgreementStatus

YEARLY_REVIEW = "AVT203"
"""The check whose provision demands that the agreement with the health trust is gone through every year."""


def _who(agreement: Agreement) -> tuple[str, ...]:
    return () if agreement.responsible is None else (agreement.responsible,)


def expiries(graph: ServiceGraph, _: Catalogue) -> Iterator[Deadline]:
    """The last day of each adopted agreement that has one, from the status date on."""
    for each in graph.municipality.agreements:
        ends = [end for end in (each.valid_to, each.terminated) if end is not None and end >= graph.as_of]
        if each.status is not AgreementStatus.UTKAST and ends and not each.lapsed(graph.as_of):
            yield Deadline(min(ends), Kind.EXPIRY, "agreements", each.id, _who(each))


def _last_reviewed(agreement: Agreement, on: date) -> date | None:
    """When it was last gone through, else adopted; a date after the status date counts as not recorded."""
    return next((day for day in (agreement.last_reviewed, agreement.adopted) if day is not None and day <= on), None)


def reviews(graph: ServiceGraph, _: Catalogue) -> Iterator[Deadline]:
    """Each agreement in force that sets itself a time for review."""
    for each in graph.in_force:
        last = _last_reviewed(each, graph.as_of)
        if each.review_months is not None and last is not None:
            yield Deadline(add_months(last, each.review_months), Kind.REVIEW, "agreements", each.id, _who(each))


def health_trust_reviews(graph: ServiceGraph, catalogue: Catalogue) -> Iterator[Deadline]:
    """The yearly review of each cooperation agreement with the health trust in force."""
    provisions = catalogue.cited(catalogue.check(YEARLY_REVIEW).provisions, graph.as_of)
    for each in graph.in_force:
        if each.kind is AgreementKind.SAMARBEIDSAVTALE and "helseforetak" in each.topics and provisions:
            due = due_this_year([_last_reviewed(each, graph.as_of)], graph.as_of)
            yield Deadline(
                due, Kind.HEALTH_TRUST_REVIEW, "agreements", each.id, _who(each), yearly=True, provisions=provisions
            )
