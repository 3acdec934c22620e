"""Aksepterte avvik: what somebody has decided to live with for a while, and whether that has any effect on the date."""

from samhandling.checks.exemptions import exempt, names
from samhandling.model.municipality import Exemption
from samhandling.reports.sections import anchors, cells
from samhandling.reports.sections.blocks import Cell, Column, ColumnKind, Row, Table, Tone
from samhandling.reports.sections.telling import Telling


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


def _state(telling: Telling, exemption: Exemption) -> Cell:
    alone = telling.graph.municipality.model_copy(update={"exemptions": (exemption,)})
    _, problems = exempt(telling.result.outcomes, alone, telling.result.as_of)
    if not problems:
        return Cell(telling.t("sections.accepted.works"))
    problem = problems[0].problem
    if problem == "refused":
        return Cell(telling.t("sections.accepted.refused"), Tone.WARNING)
    return Cell(telling.t.term("exemption_problem", problem), Tone.WARNING)
