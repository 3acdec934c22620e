"""Aksepterte avvik: what somebody has decided to live with for a while, and whether that has any effect on the date.

The finding stands and the duty too; nothing accepted is ever left out of a report.
"""

from samhandling.checks.exemptions import exempt, names
from samhandling.model.municipality import Exemption
from samhandling.reports.sections import anchors, cells
from samhandling.reports.sections.accepting import accepted_findings, problem_subject
from samhandling.reports.sections.blocks import (
    Cell,
    Column,
    ColumnKind,
    Paragraph,
    ParagraphStyle,
    Row,
    Table,
    Tone,
)
from samhandling.reports.sections.telling import Telling, where

MOST_NAMED = 12
"""How many accepted findings the summary names before it says how many more there are."""


def exemptions(telling: Telling) -> Table:
    """Each accepted deviation, and whether it has any effect on the date."""
    t, municipality = telling.t, telling.graph.municipality
    by_key = {each.fingerprint: each for each in telling.result.outcomes}
    columns = (
        Column("subject", t("sections.column.subject"), 30),
        Column("reason", t("sections.accepted.reason"), 80),
        Column("decided_by", t("sections.accepted.decided_by"), 20),
        Column("decided", t("sections.accepted.decided"), 16, ColumnKind.DATE),
        Column("expires", t("sections.accepted.expires"), 14, ColumnKind.DATE),
        Column("code", t("sections.column.code"), 14),
        Column("state", t("sections.accepted.state"), 22),
        Column("key", t("sections.column.key"), 18),
    )
    rows = []
    for each in municipality.exemptions:
        outcome = by_key.get(names(each))
        found = anchors.finding(outcome) if outcome is not None and outcome.verdict.is_finding else None
        rows.append(
            Row(
                (
                    cells.subject(telling, outcome) if outcome else Cell(each.subject),
                    Cell(each.reason),
                    Cell(telling.role_name(each.decided_by)),
                    Cell(each.decided),
                    Cell(each.expires),
                    Cell(each.rule or (outcome.rule if outcome else None), link=found),
                    _state(telling, each),
                    Cell(names(each)),
                )
            )
        )
    return Table("aksepterte_avvik", t("sections.accepted.caption"), columns, tuple(rows), t("sections.accepted.none"))


def in_brief(telling: Telling) -> tuple[Paragraph, ...]:
    """For the summary: what is accepted, and whether any exemption has no effect."""
    t, found = telling.t, accepted_findings(telling)
    said = []
    if found:
        listed = [
            t("followup.accepted.summary_item", rule=each.rule, accepted=telling.exempted(each))
            for each in found[:MOST_NAMED]
        ]
        if len(found) > len(listed):
            listed.append(t("followup.accepted.more", n=len(found) - len(listed)))
        said.append(Paragraph(t("followup.accepted.summary", n=len(found), listed="; ".join(listed))))
    if telling.result.exemption_problems:
        count = len(telling.result.exemption_problems)
        said.append(Paragraph(t("followup.accepted.summary_problems", n=count), ParagraphStyle.NOTE))
    return tuple(said)


def without_effect(telling: Telling) -> tuple[Table, ...]:
    """The exemptions that do not work, each with the reason and its place; no table where all of them do."""
    t, problems = telling.t, telling.result.exemption_problems
    if not problems:
        return ()
    columns = (
        Column("subject", t("sections.column.subject"), 34),
        Column("why", t("followup.accepted.why"), 100),
        Column("code", t("sections.column.code"), 14),
        Column("mend", t("sections.column.mend"), 24),
    )
    rows = tuple(
        Row(
            (
                Cell(problem_subject(telling, each)),
                Cell(t.term("exemption_problem", each.problem), Tone.WARNING),
                Cell(each.rule or each.finding),
                Cell(where(each.location)),
            )
        )
        for each in problems
    )
    return (Table("avvik_uten_virkning", t("followup.accepted.table"), columns, rows),)


def _state(telling: Telling, exemption: Exemption) -> Cell:
    alone = telling.graph.municipality.model_copy(update={"exemptions": (exemption,)})
    _, problems = exempt(telling.result.outcomes, alone, telling.result.as_of)
    if not problems:
        return Cell(telling.t("sections.accepted.works"))
    problem = problems[0].problem
    return Cell(telling.t.term("exemption_problem", problem), Tone.WARNING)
