"""What the folder tells of the case in time: deadlines, and earlier supervision with what was closed."""

from samhandling.casefile.case import Case, counted_from, is_certain
from samhandling.model.municipality import Breach, Supervision
from samhandling.reports.sections import cells, year
from samhandling.reports.sections.blocks import (
    Cell,
    Column,
    ColumnKind,
    Paragraph,
    ParagraphStyle,
    Row,
    Section,
    Table,
    Tone,
)

_BREACHES = {
    "is_closed": Tone.GOOD, "is_late": Tone.WARNING, "is_open": Tone.WARNING, "is_overdue": Tone.BAD,
    "is_nothing": Tone.MUTED,
}


def due(case: Case) -> Section:
    """The deadlines of the case, and those left from before."""
    telling, letter = case.telling, case.letter
    t, on = telling.t, telling.result.as_of
    if letter.received is not None:
        lead = t("casefile.deadlines.lead", date=letter.received)
    else:
        lead = t(
            "casefile.deadlines.not_received",
            answer=telling.catalogue.parameter("supervision_answer_days", on),
            comment=telling.catalogue.parameter("supervision_comment_days", on),
        )
    columns = (
        Column("date", t("deadlines.column.date"), 12, ColumnKind.DATE),
        Column("days", t("casefile.column.days"), 9, ColumnKind.NUMBER),
        Column("what", t("deadlines.column.what"), 66),
        Column("who", t("deadlines.column.who"), 34),
        Column("basis", t("casefile.column.basis"), 40),
        Column("source", t("deadlines.column.source"), 44),
    )
    rows = tuple(
        Row(
            (
                Cell(each.date),
                Cell((each.date - on).days, Tone.BAD if each.date < on and is_certain(case, each) else Tone.NEUTRAL),
                Cell(year.what(telling, each)),
                Cell(year.who(telling, each)),
                Cell(counted_from(case, each) or None),
                Cell(year.source(telling, each)),
            )
        )
        for each in case.deadlines
    )
    table = Table(
        "tilsyn_frister", t("casefile.deadlines.caption"), columns, rows, t("casefile.deadlines.none"), row_headers=3
    )
    return Section(
        "tilsyn_frister", t("casefile.deadlines.title"), (Paragraph(lead, ParagraphStyle.LEAD), table),
        about=t("casefile.deadlines.about"),
    )


def breach_state(breach: Breach | None, case: Case) -> str:
    """``is_closed``, ``is_late`` (closed after the deadline), ``is_open``, ``is_overdue`` or ``is_nothing``."""
    on = case.telling.result.as_of
    if breach is None:
        return "is_nothing"
    if breach.closed is not None and breach.closed <= on:
        return "is_late" if breach.deadline is not None and breach.closed > breach.deadline else "is_closed"
    return "is_overdue" if breach.deadline is not None and breach.deadline < on else "is_open"


def earlier(case: Case) -> Section:
    """Earlier supervision and audit, with what was closed."""
    t, cases = case.telling.t, case.telling.graph.municipality.supervision
    states = [breach_state(breach, case) for each in cases for breach in each.breaches]
    lead = t(
        "casefile.earlier.lead", found=t.number(len(states)),
        closed=t.number(sum(each in ("is_closed", "is_late") for each in states)),
        late=t.number(states.count("is_late")), overdue=t.number(states.count("is_overdue")),
    )
    keys = (("case", 40), ("authority", 34), ("opened", 12), ("provision", 30), ("deadline", 12), ("closed", 12),
            ("state", 24))
    columns = tuple(
        Column(
            key, t(f"casefile.earlier.{key}"), width,
            ColumnKind.DATE if key in ("opened", "deadline", "closed") else ColumnKind.TEXT,
        )
        for key, width in keys
    )
    rows = tuple(_breach(case, each, breach) for each in cases for breach in each.breaches or (None,))
    table = Table("tidligere_tilsyn", t("casefile.earlier.caption"), columns, rows, t("casefile.earlier.none"))
    told_first = Paragraph(lead if cases else t("casefile.earlier.none"), ParagraphStyle.LEAD)
    return Section(
        "tidligere_tilsyn", t("casefile.earlier.title"), (told_first, table), about=t("casefile.earlier.about")
    )


def _breach(case: Case, supervision: Supervision, breach: Breach | None) -> Row:
    telling, how = case.telling, breach_state(breach, case)
    provision = breach.provision if breach is not None else None
    closed = breach.closed if breach is not None and how in ("is_closed", "is_late") else None
    return Row(
        (
            Cell(supervision.topic or supervision.id),
            Cell(supervision.authority),
            Cell(supervision.opened),
            Cell(cells.citation(telling, provision) if provision is not None else None),
            Cell(breach.deadline if breach is not None else None),
            Cell(closed),
            Cell(telling.t(f"casefile.earlier.{how}"), _BREACHES[how]),
        )
    )
