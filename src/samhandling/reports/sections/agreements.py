"""Avtaler og frister: every governing document with its state on the date, what falls due, and the arenas."""

from collections import Counter
from datetime import date

from samhandling.checks.result import SubjectKind
from samhandling.model.municipality import Agreement, Arena, Document
from samhandling.model.periods import add_days, add_months
from samhandling.model.vocabulary import AgreementStatus
from samhandling.reports.sections import anchors, cells
from samhandling.reports.sections.blocks import Cell, Column, ColumnKind, Link, Row, Section, Table, Tone
from samhandling.reports.sections.telling import Telling


def agreements(telling: Telling) -> Section:
    """The agreements and the arenas."""
    t = telling.t
    return Section(
        anchors.AGREEMENTS, t("sections.agreements.title"), (_agreements(telling), _arenas(telling)),
        about=t("sections.agreements.about"),
    )


def review_due(agreement: Agreement, on: date) -> date | None:
    """When it should be gone through again, by its own rule; None where it has none or no date to count from."""
    past = [day for day in (agreement.last_reviewed, agreement.adopted) if day is not None and day <= on]
    if agreement.review_months is None or not past:
        return None
    return add_months(past[0], agreement.review_months)


def state(telling: Telling, agreement: Agreement) -> Cell:
    """How it stands on the date."""
    t, on = telling.t, telling.result.as_of
    if agreement.in_force(on):
        soon = add_days(on, telling.catalogue.parameter("expires_soon_days", on))
        if agreement.valid_to is not None and agreement.valid_to <= soon:
            return Cell(t("sections.agreements.ends_soon", n=(agreement.valid_to - on).days), Tone.WARNING)
        return Cell(t("sections.agreements.in_force"), Tone.GOOD)
    if agreement.status is AgreementStatus.UTKAST:
        return Cell(t("sections.agreements.draft"), Tone.UNKNOWN)
    if agreement.lapsed(on):
        return Cell(t("sections.agreements.lapsed"), Tone.BAD)
    undated = agreement.start is None or (agreement.status is AgreementStatus.OPPSAGT and agreement.terminated is None)
    return Cell(t("sections.agreements.undated" if undated else "sections.agreements.not_begun"), Tone.UNKNOWN)


def _agreements(telling: Telling) -> Table:
    t = telling.t
    columns = (
        Column("title", t("sections.column.title"), 34),
        Column("kind", t("sections.column.kind"), 19),
        Column("state", t("sections.agreements.state"), 20),
        Column("status", t("sections.agreements.status"), 11),
        Column("from", t("sections.agreements.from"), 12, ColumnKind.DATE),
        Column("to", t("sections.agreements.to"), 12, ColumnKind.DATE),
        Column("reviewed", t("sections.agreements.reviewed"), 13, ColumnKind.DATE),
        Column("review_due", t("sections.agreements.review_due"), 13, ColumnKind.DATE),
        Column("review_state", t("sections.agreements.review_state"), 13),
        Column("parties", t("sections.agreements.parties"), 12, ColumnKind.NUMBER),
        Column("responsible", t("sections.column.responsible"), 22),
        Column("adopted_by", t("sections.agreements.adopted_by"), 18),
        Column("topics", t("sections.agreements.topics"), 34),
        Column("reference", t("sections.agreements.reference"), 24),
        Column("findings", t("sections.column.findings"), 8, ColumnKind.NUMBER),
        Column("subject_id", t("sections.column.subject_id"), 20),
    )
    found = Counter(each.subject for each in telling.result.findings if each.kind is SubjectKind.AGREEMENT)
    first = {each.subject: each for each in reversed(telling.result.findings) if each.kind is SubjectKind.AGREEMENT}
    rows = tuple(
        _agreement(telling, each, cells.counted(found[each.id], first.get(each.id)))
        for each in telling.graph.municipality.agreements
    )
    return Table(
        "avtaler", t("sections.agreements.caption"), columns, rows, t("sections.agreements.none")
    )


def _agreement(telling: Telling, agreement: Agreement, found: Cell) -> Row:
    t, on = telling.t, telling.result.as_of
    due = review_due(agreement, on)
    in_force = agreement.in_force(on)
    if not in_force:
        review = Cell(None)
    elif due is None:
        review = Cell(t("sections.agreements.no_review"), Tone.MUTED)
    elif due < on:
        review = Cell(t("sections.agreements.overdue"), Tone.WARNING)
    else:
        review = Cell(t("sections.agreements.on_time"), Tone.GOOD)
    return Row(
        (
            Cell(agreement.title),
            Cell(t.term("agreement_kind", agreement.kind)),
            state(telling, agreement),
            Cell(t.term("agreement_status", agreement.status)),
            Cell(agreement.start),
            Cell(_end(agreement)),
            Cell(agreement.last_reviewed),
            Cell(due),
            review,
            Cell(len(telling.graph.members(agreement.id))),
            Cell(telling.role_name(agreement.responsible) if agreement.responsible else None),
            Cell(telling.role_name(agreement.adopted_by) if agreement.adopted_by else None),
            Cell("; ".join(telling.topic_name(each) for each in agreement.topics)),
            reference(agreement.document),
            found,
            Cell(agreement.id),
        ),
        anchor=agreement.id,
    )


def _end(agreement: Agreement) -> date | None:
    return min((day for day in (agreement.valid_to, agreement.terminated) if day is not None), default=None)


def reference(document: Document | None) -> Cell:
    """Where the evidence is: archive reference, path or address."""
    if document is None:
        return Cell(None)
    said = "; ".join(each for each in (document.archive_ref, document.path, document.url) if each)
    return Cell(said or None, link=Link(url=document.url) if document.url else None)


def _arenas(telling: Telling) -> Table:
    t = telling.t
    columns = (
        Column("arena", t("sections.agreements.arena"), 34),
        Column("purpose", t("sections.agreements.purpose"), 19),
        Column("target_group", t("sections.agreements.target_group"), 20),
        Column("frequency", t("sections.agreements.frequency"), 11, ColumnKind.NUMBER),
        Column("held", t("sections.agreements.held"), 12),
        Column("parties", t("sections.agreements.parties"), 12, ColumnKind.NUMBER),
        Column("chair", t("sections.agreements.chair"), 13),
        Column("mandate", t("sections.agreements.mandate"), 13),
        Column("subject_id", t("sections.column.subject_id"), 13),
    )
    rows = tuple(_arena(telling, each) for each in telling.graph.municipality.arenas)
    return Table(
        "moteplasser", t("sections.agreements.arenas"), columns, rows, t("sections.agreements.no_arenas")
    )


def _arena(telling: Telling, arena: Arena) -> Row:
    mandate = telling.any_name(arena.mandate) if arena.mandate else None
    held = arena.held_last_12_months
    planned = arena.planned_last_12_months
    if held is not None and planned is not None:
        said: str | None = telling.t("sections.agreements.held_of", held=held, planned=planned)
    else:
        said = str(held) if held is not None else None
    return Row(
        (
            Cell(arena.name),
            Cell(arena.purpose),
            Cell(arena.target_group),
            Cell(arena.frequency_per_year),
            Cell(said),
            Cell(len(telling.graph.members(arena.id))),
            Cell(telling.role_name(arena.chair) if arena.chair else None),
            Cell(mandate, link=Link(anchors.AGREEMENTS, arena.mandate) if arena.mandate else None),
            Cell(arena.id),
        ),
        anchor=anchors.arena_anchor(arena.id),
    )
