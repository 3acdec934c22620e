"""Funn: every finding in one table, the gravest first; a revisor can redo each by hand."""

from samhandling.checks.result import Outcome
from samhandling.reports.sections import anchors, cells, facets
from samhandling.reports.sections.blocks import Cell, Column, Link, Paragraph, ParagraphStyle, Row, Section, Table, Tone
from samhandling.reports.sections.telling import Telling

_COLUMNS = (
    ("code", 9), ("what", 21), ("subject", 19), ("sentence", 38), ("verdict", 13), ("class", 14), ("severity", 9),
    ("strength", 8), ("basis", 19), ("duty_holder", 13), ("looked_at", 21), ("remedy", 40), ("mend", 17),
    ("exempted", 14), ("key", 18),
)


def findings(telling: Telling) -> Section:
    """All findings."""
    t, gravest_first = telling.t, telling.result.gravest_first
    table = Table(
        key="funn",
        caption="",
        columns=tuple(Column(key, t(f"sections.column.{key}"), width) for key, width in _COLUMNS),
        rows=tuple(_row(telling, each) for each in gravest_first),
        empty=t("sections.summary.no_findings"),
        facets=tuple(
            each(telling, gravest_first)
            for each in (facets.severities, facets.classes, facets.families, facets.verdicts)
        ),
    )
    lead = Paragraph(t("sections.findings.lead"), ParagraphStyle.NOTE)
    return Section(
        anchors.FINDINGS, t("sections.findings.title"), (lead, table), about=t("sections.findings.about")
    )


def _row(telling: Telling, outcome: Outcome) -> Row:
    return Row(
        (
            Cell(outcome.rule, link=Link(anchors.PLAN, outcome.fingerprint)),
            Cell(telling.title(outcome)),
            cells.subject(telling, outcome),
            Cell(telling.sentence(outcome)),
            cells.verdict(telling, outcome.verdict),
            Cell(telling.class_name(outcome)),
            cells.severity(telling, outcome.severity),
            cells.strength(telling, outcome),
            cells.basis(telling, outcome),
            cells.duty_holder(telling, outcome),
            cells.looked_at(telling, outcome),
            Cell(telling.remedy(outcome)),
            cells.mend(telling, outcome),
            Cell(telling.exempted(outcome), Tone.MUTED) if outcome.exempted else Cell(None),
            Cell(outcome.fingerprint),
        ),
        anchor=outcome.fingerprint,
    )
