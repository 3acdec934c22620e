"""The year wheel of the transitions: their activities, when they are to be evaluated, and the notice to the county."""

from collections.abc import Iterator

from samhandling.deadlines.deadline import Deadline, Kind, next_yearly
from samhandling.graph import ServiceGraph
from samhandling.law.catalogue import Catalogue
from samhandling.lifecourse import cover
from samhandling.model.municipality import TransitionEntry
from samhandling.model.periods import add_months

COUNTY_NOTICE_OF = "T10"
"""The transition from which the county must have notice: grunnskole to videregående opplæring."""


def activities(graph: ServiceGraph, _: Catalogue) -> Iterator[Deadline]:
    """Each activity with a month: the first day of that month, every year."""
    for entry in graph.municipality.transitions:
        for activity in entry.activities:
            if activity.month is not None:
                yield Deadline(
                    next_yearly(activity.month, 1, graph.as_of),
                    Kind.ACTIVITY,
                    "transitions",
                    entry.transition,
                    who=() if activity.responsible is None else (activity.responsible,),
                    yearly=True,
                    detail=activity.activity or "",
                )


def evaluations(graph: ServiceGraph, catalogue: Catalogue) -> Iterator[Deadline]:
    """Each transition that has been evaluated: when it is time again."""
    months = catalogue.parameter("evaluation_months", graph.as_of)
    for entry in graph.municipality.transitions:
        if entry.evaluated is not None and entry.evaluated <= graph.as_of:
            due = add_months(entry.evaluated, months)
            yield Deadline(
                due, Kind.EVALUATION, "transitions", entry.transition, _leads(entry), parameter="evaluation_months"
            )


def county_notice(graph: ServiceGraph, catalogue: Catalogue) -> Iterator[Deadline]:
    """The notice to the fylkeskommune before videregående, where the municipality has that transition."""
    if not cover(graph, catalogue, catalogue.transition(COUNTY_NOTICE_OF)).applicable:
        return
    month, day = divmod(catalogue.parameter("notice_county_month_day", graph.as_of), 100)
    entry = next((each for each in graph.municipality.transitions if each.transition == COUNTY_NOTICE_OF), None)
    who = () if entry is None or entry.sending_lead is None else (entry.sending_lead,)
    yield Deadline(
        next_yearly(month, day, graph.as_of), Kind.COUNTY_NOTICE, "transitions", COUNTY_NOTICE_OF, who, yearly=True,
        parameter="notice_county_month_day",
    )


def _leads(entry: TransitionEntry) -> tuple[str, ...]:
    return tuple(dict.fromkeys(lead for lead in (entry.sending_lead, entry.receiving_lead) if lead is not None))
