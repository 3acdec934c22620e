"""Samsvarsmatrise: every duty against everything it concerns, what documents it, and who supervises it."""

from samhandling.checks.exemptions import exempt, names
from samhandling.checks.result import Outcome
from samhandling.model.municipality import Exemption
from samhandling.model.verdict import Verdict
from samhandling.reports.sections import anchors, cells
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
from samhandling.reports.sections.telling import Telling

_COLUMNS = (
    ("code", 9), ("duty", 40), ("subject", 24), ("verdict", 18), ("evidence", 42), ("looked_at", 24), ("strength", 8),
    ("basis", 22), ("supervisor", 21), ("subject_id", 18),
)


def matrix(telling: Telling) -> Section:
    """All outcomes, and the deviations somebody has accepted."""
    t = telling.t
    outcomes = Table(
        key="samsvarsmatrise",
        caption="",
        columns=tuple(Column(key, t(f"sections.column.{key}"), width) for key, width in _COLUMNS),
        rows=tuple(_row(telling, each) for each in telling.result.outcomes),
        empty=t("audit.count.nothing"),
    )
    lead = Paragraph(t("sections.matrix.lead"), ParagraphStyle.NOTE)
    accepted = (_exemptions(telling),) if telling.graph.municipality.exemptions else ()
    return Section(
        anchors.MATRIX, t("sections.matrix.title"), (lead, outcomes, *accepted), about=t("sections.matrix.about")
    )


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


def _exemptions(telling: Telling) -> Table:
    """Each accepted deviation, and whether it has any effect on the date."""
    t, municipality = telling.t, telling.graph.municipality
    by_key = {each.fingerprint: each for each in telling.result.outcomes}
    columns = (
        Column("code", t("sections.column.code"), 9),
        Column("reason", t("sections.matrix.reason"), 40),
        Column("subject", t("sections.column.subject"), 24),
        Column("decided_by", t("sections.matrix.decided_by"), 18),
        Column("state", t("sections.matrix.state"), 42),
        Column("decided", t("sections.matrix.decided"), 12, ColumnKind.DATE),
        Column("expires", t("sections.matrix.expires"), 12, ColumnKind.DATE),
        Column("key", t("sections.column.key"), 18),
    )
    rows = []
    for each in municipality.exemptions:
        outcome = by_key.get(names(each))
        rows.append(
            Row(
                (
                    Cell(each.rule or (outcome.rule if outcome else None)),
                    Cell(each.reason),
                    cells.subject(telling, outcome) if outcome else Cell(each.subject),
                    Cell(telling.role_name(each.decided_by)),
                    _state(telling, each),
                    Cell(each.decided),
                    Cell(each.expires),
                    Cell(names(each)),
                )
            )
        )
    return Table("aksepterte_avvik", t("sections.matrix.exemptions"), columns, tuple(rows))


def _state(telling: Telling, exemption: Exemption) -> Cell:
    alone = telling.graph.municipality.model_copy(update={"exemptions": (exemption,)})
    _, problems = exempt(telling.result.outcomes, alone, telling.result.as_of)
    if not problems:
        return Cell(telling.t("sections.matrix.works"))
    problem = problems[0].problem
    if problem == "refused":
        return Cell(telling.t("sections.matrix.refused"), Tone.WARNING)
    return Cell(telling.t.term("exemption_problem", problem), Tone.WARNING)
