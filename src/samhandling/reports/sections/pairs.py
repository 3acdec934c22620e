"""Samarbeidspar: which types of services share an agreement or an arena, and which expected pairs do not."""

from collections import defaultdict
from itertools import combinations

from samhandling.checks.result import SubjectKind
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

Pair = tuple[str, str]


def pairs(telling: Telling) -> Section:
    """Every pair of types that something joins, or that is expected to be joined; expected ones first."""
    t = telling.t
    columns = (
        Column("first", t("sections.pairs.first"), 26),
        Column("second", t("sections.pairs.second"), 26),
        Column("expected", t("sections.pairs.expected"), 11),
        Column("state", t("sections.column.verdict"), 20),
        Column("links", t("sections.pairs.links"), 13, ColumnKind.NUMBER),
        Column("carried_by", t("sections.pairs.carried_by"), 84),
    )
    table = Table(
        "samarbeidspar", "", columns, tuple(_rows(telling)), empty=t("sections.pairs.none"), row_headers=2
    )
    return Section(
        anchors.PAIRS, t("sections.pairs.title"),
        (Paragraph(t("sections.pairs.lead"), ParagraphStyle.NOTE), table),
        about=t("sections.pairs.about"),
    )


def _carried(telling: Telling) -> dict[Pair, set[str]]:
    """Pair of types → the links that have a provider of each."""
    graph = telling.graph
    found: dict[Pair, set[str]] = defaultdict(set)
    for link in graph.links:
        types = sorted({graph.services[each].type for each in link.providers})
        for one, other in combinations(types, 2):
            found[one, other].add(link.id)
    return found


def _rows(telling: Telling) -> list[Row]:
    carried = _carried(telling)
    judged = {each.subject: each for each in telling.result.outcomes if each.kind is SubjectKind.PAIR}
    expected = {pair: f"{pair[0]}--{pair[1]}" for pair in map(_sorted, telling.catalogue.expected_pairs)}
    present = {pair for pair, key in expected.items() if key in judged}
    rows = []
    for pair in sorted(present | carried.keys(), key=lambda each: (each not in present, each)):
        outcome = judged.get(expected.get(pair, ""))
        links = carried.get(pair, set())
        verdict = outcome.verdict if outcome is not None else Verdict.MET
        said = cells.names(telling, links, most=4)
        if outcome is not None and not links and outcome.related:
            said = telling.t("sections.pairs.dormant", names=cells.names(telling, outcome.related))
        found = anchors.finding(outcome) if outcome is not None and verdict.is_finding else None
        rows.append(
            Row(
                (
                    Cell(telling.type_name(pair[0])),
                    Cell(telling.type_name(pair[1])),
                    cells.yes_no(telling, value=pair in present),
                    cells.verdict(telling, verdict, found),
                    Cell(len(links)),
                    Cell(said or "–", Tone.NEUTRAL if links else Tone.MUTED),
                ),
                anchor=f"{pair[0]}--{pair[1]}",
            )
        )
    return rows


def _sorted(pair: Pair) -> Pair:
    return (min(pair), max(pair))
