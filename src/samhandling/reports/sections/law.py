"""Regelverk brukt: every provision that is cited, what it demands, when it is law, and how certain that is."""

from collections import defaultdict

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
    Tone,
)
from samhandling.reports.sections.telling import Telling


def law(telling: Telling) -> Section:
    """The provisions cited, by law and place in it."""
    t = telling.t
    columns = (
        Column("basis", t("sections.column.basis"), 26),
        Column("law", t("sections.law.law"), 24),
        Column("requirement", t("sections.law.requirement"), 60),
        Column("strength", t("sections.column.strength"), 9),
        Column("from", t("sections.law.from"), 12, ColumnKind.DATE),
        Column("to", t("sections.law.to"), 12, ColumnKind.DATE),
        Column("predecessor", t("sections.law.predecessor"), 22),
        Column("supervisor", t("sections.column.supervisor"), 20),
        Column("confidence", t("sections.law.confidence"), 28),
        Column("checks", t("sections.law.checks"), 16),
        Column("link", t("sections.law.link"), 20),
        Column("subject_id", t("sections.column.subject_id"), 18),
    )
    used = provisions_used(telling)
    order = {id_: position for position, id_ in enumerate(telling.catalogue.provisions)}
    rows = tuple(_row(telling, id_, used[id_]) for id_ in sorted(used, key=order.__getitem__))
    lead = Paragraph(t("sections.law.lead", date=telling.result.as_of), ParagraphStyle.NOTE)
    table = Table("regelverk", "", columns, rows, t("sections.law.none"))
    return Section(anchors.LAW, t("sections.law.title"), (lead, table), about=t("sections.law.about"))


def provisions_used(telling: Telling) -> dict[str, list[str]]:
    """Provision → the checks whose outcomes cite it; those of earlier supervision have none."""
    found: dict[str, set[str]] = defaultdict(set)
    for outcome in telling.result.outcomes:
        for id_ in outcome.provisions:
            found[id_].add(outcome.rule)
    for case in telling.graph.municipality.supervision:
        for breach in case.breaches:
            if breach.provision is not None:
                found.setdefault(breach.provision, set())
    return {id_: sorted(codes) for id_, codes in found.items()}


def uncertain(telling: Telling, id_: str) -> bool:
    """Whether the provision, or one of its dates, has not been verified in the text of the law."""
    provision = telling.catalogue.provisions[id_]
    return provision.confidence != cells.CERTAIN or provision.date_confidence is not None


def _row(telling: Telling, id_: str, codes: list[str]) -> Row:
    t, catalogue = telling.t, telling.catalogue
    provision = catalogue.provisions[id_]
    sure = [t.term("confidence", provision.confidence)]
    if provision.date_confidence is not None:
        sure.append(t.term("date_confidence", provision.date_confidence))
    if provision.note is not None:
        sure.append(t.pick(provision.note))
    before = "; ".join(catalogue.citation(each, t.language) for each in catalogue.predecessors(id_))
    return Row(
        (
            Cell(cells.citation(telling, id_)),
            Cell(t.pick(catalogue.law_of(id_).name)),
            Cell(t.pick(provision.requirement)),
            Cell(t.term("strength", provision.strength) if provision.strength is not None else "–"),
            Cell(provision.in_force_from),
            Cell(provision.in_force_to),
            Cell(before or None),
            cells.supervisors(telling, (id_,)),
            Cell("; ".join(sure), Tone.UNKNOWN if uncertain(telling, id_) else Tone.NEUTRAL),
            Cell(", ".join(codes) or None),
            Cell(t("sections.law.link"), link=Link(url=provision.source_url)),
            Cell(id_),
        ),
        anchor=id_,
    )
