"""What the folder tells in numbers: deviations (small numbers masked), meetings held, training given."""

from samhandling.casefile.case import Case
from samhandling.model.municipality import InternalControl, Training
from samhandling.reports.sections import small_numbers
from samhandling.reports.sections.blocks import (
    Cell,
    Column,
    ColumnKind,
    Paragraph,
    ParagraphStyle,
    Row,
    Section,
    Table,
)
from samhandling.reports.sections.telling import Telling


def numbers(case: Case) -> Section:
    """Deviations, meetings and training."""
    t = case.telling.t
    limit = case.telling.catalogue.parameter("small_number_limit", case.telling.result.as_of)
    note = Paragraph(t("casefile.numbers.note", limit=limit), ParagraphStyle.NOTE)
    return Section(
        "tilsyn_tall", t("casefile.numbers.title"),
        (note, _deviations(case.telling), _meetings(case.telling), _training(case.telling)),
        about=t("casefile.numbers.about"),
    )


def _column(telling: Telling, key: str, width: int, kind: ColumnKind = ColumnKind.NUMBER) -> Column:
    return Column(key, telling.t(f"casefile.numbers.{key}"), width, kind)


def _control(telling: Telling) -> InternalControl:
    return telling.graph.municipality.internal_control or InternalControl()


def _deviations(telling: Telling) -> Table:
    t = telling.t
    columns = (
        _column(telling, "category", 44, ColumnKind.TEXT),
        _column(telling, "year", 12, ColumnKind.TEXT),
        *(_column(telling, key, 14) for key in ("registered", "closed", "open")),
    )
    rows = tuple(
        Row(
            (
                Cell(each.category),
                Cell(str(each.year) if each.year is not None else None),
                *(Cell(n) for n in small_numbers.registered_and_closed(telling, each.registered, each.closed)),
            )
        )
        for each in sorted(_control(telling).deviations, key=lambda one: (-(one.year or 0), one.category or ""))
    )
    return Table(
        "tall_avvik", t("casefile.numbers.deviations"), columns, rows, t("casefile.numbers.no_deviations"),
        row_headers=2,
    )


def _meetings(telling: Telling) -> Table:
    t = telling.t
    columns = (
        _column(telling, "arena", 44, ColumnKind.TEXT),
        _column(telling, "planned", 12),
        _column(telling, "held", 14),
    )
    rows = tuple(
        Row((Cell(each.name), Cell(each.planned_last_12_months), Cell(each.held_last_12_months)))
        for each in telling.graph.municipality.arenas
        if each.held_last_12_months is not None
    )
    return Table("tall_moter", t("casefile.numbers.meetings"), columns, rows, t("casefile.numbers.no_meetings"))


def _training(telling: Telling) -> Table:
    t = telling.t
    columns = (
        _column(telling, "topic", 44, ColumnKind.TEXT),
        _column(telling, "coverage", 12),
        Column("date", t("casefile.column.date"), 14, ColumnKind.DATE),
    )
    rows = tuple(
        Row(
            (
                Cell(_trained(telling, each)),
                Cell(float(each.coverage_percent) if each.coverage_percent is not None else None),
                Cell(each.date),
            )
        )
        for each in _control(telling).training
    )
    return Table("tall_opplaring", t("casefile.numbers.training"), columns, rows, t("casefile.numbers.no_training"))


def _trained(telling: Telling, training: Training) -> str | None:
    topic = telling.topic_name(training.topic) if training.topic is not None else None
    return " – ".join(each for each in (topic, training.target) if each) or None
