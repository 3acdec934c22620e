"""Tiltaksplan: one row for each finding, with room for who does what by when. The only sheet people type in."""

from samhandling.checks.result import Outcome
from samhandling.reports.sections import anchors, cells
from samhandling.reports.sections.blocks import (
    Cell,
    Column,
    ColumnKind,
    Link,
    Paragraph,
    ParagraphStyle,
    Row,
    Section,
    Table,
)
from samhandling.reports.sections.services import ROLES
from samhandling.reports.sections.telling import Telling

TABLE = "tiltaksplan"
"""Key of the table, the same in every language and edition: what people typed is found again by it."""
TYPED = ("responsible", "deadline", "status", "comment")
"""The columns people type in, in their order; the key is in the last column of all."""
STATUSES = ("not_started", "under_way", "done", "set_aside")


def columns(telling: Telling) -> tuple[Column, ...]:
    """The columns of the plan."""
    t = telling.t
    choices = tuple(t(f"sections.plan.choice.{each}") for each in STATUSES)
    return (
        Column("code", t("sections.column.code"), 9),
        Column("what", t("sections.column.what"), 26),
        Column("subject", t("sections.column.subject"), 22),
        Column("severity", t("sections.column.severity"), 9),
        Column("class", t("sections.column.class"), 15),
        Column("remedy", t("sections.column.remedy"), 44),
        Column("responsible", t("sections.plan.responsible"), 22, editable=True, choices_from=ROLES),
        Column("deadline", t("sections.plan.deadline"), 13, ColumnKind.DATE, editable=True),
        Column("status", t("sections.plan.status"), 14, ColumnKind.CHOICE, choices, editable=True),
        Column("comment", t("sections.plan.comment"), 36, editable=True),
        Column("key", t("sections.column.key"), 18),
    )


def action_plan(telling: Telling) -> Section:
    """The plan, with nothing typed yet."""
    t = telling.t
    rows = tuple(_row(telling, each) for each in telling.result.gravest_first)
    table = Table(TABLE, "", columns(telling), rows, t("sections.plan.none"))
    return Section(
        anchors.PLAN, t("sections.plan.title"),
        (Paragraph(t("sections.plan.lead"), ParagraphStyle.NOTE), table),
        in_page=False,
        about=t("sections.plan.about"),
    )


def _row(telling: Telling, outcome: Outcome) -> Row:
    return Row(
        (
            Cell(outcome.rule, link=Link(anchors.FINDINGS, outcome.fingerprint)),
            Cell(telling.title(outcome)),
            cells.subject(telling, outcome),
            cells.severity(telling, outcome.severity),
            Cell(telling.exempted(outcome) if outcome.exempted else telling.class_name(outcome)),
            Cell(telling.remedy(outcome)),
            Cell(None),
            Cell(None),
            Cell(None),
            Cell(None),
            Cell(outcome.fingerprint),
        ),
        anchor=outcome.fingerprint,
    )
