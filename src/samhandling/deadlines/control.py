"""Dates of internal control: training, risk assessments, accepted deviations, breaches, and the own assessments."""

from collections.abc import Iterator
from datetime import date

from samhandling.deadlines.deadline import Deadline, Kind
from samhandling.graph import ServiceGraph
from samhandling.law.catalogue import Catalogue
from samhandling.model.periods import add_months
from samhandling.model.vocabulary import Answer


def _again(latest: dict[tuple[str, ...], date], key: tuple[str, ...], day: date | None, on: date) -> None:
    if day is not None and day <= on and day >= latest.get(key, date.min):
        latest[key] = day


def training(graph: ServiceGraph, catalogue: Catalogue) -> Iterator[Deadline]:
    """The latest training of each topic and target group: when it no longer counts as recent."""
    control = graph.municipality.internal_control
    latest: dict[tuple[str, ...], date] = {}
    for each in control.training if control is not None else ():
        _again(latest, (each.topic or "training", each.target or ""), each.date, graph.as_of)
    months = catalogue.parameter("training_months", graph.as_of)
    for (topic, target), day in latest.items():
        yield Deadline(
            add_months(day, months), Kind.TRAINING, "internal_control", topic, parameter="training_months",
            detail=target,
        )


def risk_assessments(graph: ServiceGraph, catalogue: Catalogue) -> Iterator[Deadline]:
    """The latest risk assessment of the same units and topics: when it no longer counts as recent."""
    control = graph.municipality.internal_control
    latest: dict[tuple[str, ...], date] = {}
    names = {unit.id: unit.name for unit in graph.municipality.units}
    for each in control.risk_assessments if control is not None else ():
        units = ", ".join(names[unit] for unit in each.units)
        _again(latest, (units, ";".join(sorted(each.topics))), each.date, graph.as_of)
    months = catalogue.parameter("risk_assessment_months", graph.as_of)
    for (units, topics), day in latest.items():
        yield Deadline(
            add_months(day, months), Kind.RISK_ASSESSMENT, "internal_control", topics or "risk_assessments",
            parameter="risk_assessment_months", detail=units,
        )


def exemptions(graph: ServiceGraph, _: Catalogue) -> Iterator[Deadline]:
    """The last day of each accepted deviation that has not expired."""
    for each in graph.municipality.exemptions:
        if each.expires >= graph.as_of:
            name = each.finding or f"{each.rule or ''} {each.subject or ''}".strip()
            yield Deadline(each.expires, Kind.EXEMPTION, "exemptions", name, (each.decided_by,), detail=each.reason)


def breaches(graph: ServiceGraph, _: Catalogue) -> Iterator[Deadline]:
    """The deadline of each breach from an earlier supervision that is not closed."""
    for supervision in graph.municipality.supervision:
        for each in supervision.breaches:
            closed = each.closed is not None and each.closed <= graph.as_of
            if each.deadline is not None and not closed:
                provisions = () if each.provision is None else (each.provision,)
                yield Deadline(
                    each.deadline, Kind.BREACH, "supervision", supervision.id, provisions=provisions,
                    detail=each.provision or "",
                )


def assessments(graph: ServiceGraph, _: Catalogue) -> Iterator[Deadline]:
    """The deadline that goes with the municipality's own answer to a control question, while it is not *yes*."""
    for each in graph.municipality.assessments:
        if each.deadline is not None and each.answer not in (Answer.JA, Answer.IKKE_AKTUELT):
            who = () if each.responsible is None else (each.responsible,)
            yield Deadline(each.deadline, Kind.ASSESSMENT, "assessments", each.question, who)
