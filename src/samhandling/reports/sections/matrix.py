"""Samsvarsmatrise: every duty against everything it concerns, what documents it, and who supervises it."""

from samhandling.checks.result import Outcome
from samhandling.model.verdict import Verdict
from samhandling.reports.sections import anchors, cells, facets
from samhandling.reports.sections.blocks import (
    Cell,
    Column,
    Paragraph,
    ParagraphStyle,
    Row,
    Section,
    Table,
)
from samhandling.reports.sections.telling import Telling

_COLUMNS = (
    ("code", 9), ("duty", 40), ("subject", 24), ("verdict", 18), ("evidence", 42), ("looked_at", 24), ("strength", 8),
    ("basis", 22), ("supervisor", 21), ("subject_id", 18),
)


def matrix(telling: Telling) -> Section:
    """All outcomes."""
    t = telling.t
    outcomes = Table(
        key="samsvarsmatrise",
        caption="",
        columns=tuple(Column(key, t(f"sections.column.{key}"), width) for key, width in _COLUMNS),
        rows=tuple(_row(telling, each) for each in telling.result.outcomes),
        empty=t("audit.count.nothing"),
        grouped=2,
        facets=tuple(each(telling, telling.result.outcomes) for each in (facets.verdicts, facets.families)),
    )
    lead = Paragraph(t("sections.matrix.lead"), ParagraphStyle.NOTE)
    return Section(anchors.MATRIX, t("sections.matrix.title"), (lead, outcomes), about=t("sections.matrix.about"))


def _row(telling: Telling, outcome: Outcome) -> Row:
    link = anchors.finding(outcome) if outcome.verdict.is_finding else None
    return Row(
        (
            Cell(outcome.rule),
            Cell(telling.t.pick(telling.catalogue.check(outcome.rule).duty)),
            cells.subject(telling, outcome),
            cells.verdict(telling, outcome.verdict, link),
            Cell(_said(telling, outcome)),
            cells.looked_at(telling, outcome),
            cells.strength(telling, outcome),
            cells.basis(telling, outcome),
            cells.supervisors(telling, outcome.provisions),
            Cell(outcome.subject, link=anchors.entry(outcome)),
        )
    )


def _said(telling: Telling, outcome: Outcome) -> str:
    if outcome.verdict is Verdict.NOT_APPLICABLE:
        return telling.t("sections.nothing_examined")
    return telling.sentence(outcome)
