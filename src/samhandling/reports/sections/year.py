"""The section *Årshjul*: every dated thing in order, told in one language. The calendar says the same words."""

from collections.abc import Iterable
from datetime import date

from samhandling.deadlines.all import deadlines
from samhandling.deadlines.deadline import Deadline, Kind
from samhandling.model.periods import add_days
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


def year(telling: Telling, dated: Iterable[Deadline] | None = None) -> Section:
    """Tell all dates; ``dated`` where there are others than those of the model."""
    t = telling.t
    found = tuple(deadlines(telling.graph, telling.catalogue) if dated is None else dated)
    keys = (("date", 12, ColumnKind.DATE), ("state", 11, ColumnKind.TEXT), ("what", 62, ColumnKind.TEXT),
            ("who", 34, ColumnKind.TEXT), ("kind", 18, ColumnKind.TEXT), ("yearly", 11, ColumnKind.TEXT),
            ("source", 46, ColumnKind.TEXT))
    columns = tuple(Column(key, t(f"deadlines.column.{key}"), width, kind) for key, width, kind in keys)
    table = Table(
        "arshjul", t("deadlines.caption"), columns, tuple(_row(telling, each) for each in found), t("deadlines.empty"),
        row_headers=3,
    )
    return Section(
        "arshjul", t("deadlines.title"),
        (Paragraph(t("deadlines.lead", n=len(found)), ParagraphStyle.LEAD),
         Paragraph(t("deadlines.calendar_hint"), ParagraphStyle.NOTE), table),
        about=t("deadlines.about"),
    )


def _row(telling: Telling, deadline: Deadline) -> Row:
    t = telling.t
    state = state_of(telling, deadline.date)
    tone = {"overdue": Tone.BAD, "soon": Tone.WARNING}.get(state, Tone.NEUTRAL)
    known = bool(deadline.who)
    return Row((
        Cell(deadline.date),
        Cell(t(f"deadlines.state.{state}"), tone),
        Cell(what(telling, deadline)),
        Cell(who(telling, deadline), Tone.NEUTRAL if known else Tone.UNKNOWN),
        Cell(t(f"deadlines.kind.{deadline.kind}")),
        Cell(t("deadlines.every_year" if deadline.yearly else "deadlines.once")),
        Cell(source(telling, deadline)),
    ))


def state_of(telling: Telling, day: date) -> str:
    """``overdue``, ``soon`` (within the catalogue's own limit) or ``later``, seen from the status date."""
    on = telling.graph.as_of
    if day < on:
        return "overdue"
    limit = add_days(on, telling.catalogue.parameter("expires_soon_days", on))
    return "soon" if day <= limit else "later"


def what(telling: Telling, deadline: Deadline) -> str:
    """What is to be done, in one sentence without a full stop."""
    return telling.t(
        f"deadlines.what.{deadline.kind}", name=_name(telling, deadline), detail=_detail(telling, deadline)
    )


def _name(telling: Telling, deadline: Deadline) -> str:
    match deadline.section:
        case "transitions":
            return telling.transition_name(deadline.id)
        case "agreements" | "arenas" | "delegations" | "roles" | "services":
            return telling.any_name(deadline.id)
        case "supervision":
            found = next(each for each in telling.graph.municipality.supervision if each.id == deadline.id)
            return found.topic or found.authority or found.id
        case "exemptions":
            return _exempted(telling, deadline.id)
    return deadline.id


def _exempted(telling: Telling, name: str) -> str:
    """What has been accepted: the finding in words, where the audit has it (by fingerprint, or rule and subject)."""
    for outcome in telling.result.outcomes:
        if name in (outcome.fingerprint, f"{outcome.rule} {outcome.subject}"):
            title, subject = telling.title(outcome), telling.subject(outcome)
            return telling.t("deadlines.exempted", rule=outcome.rule, title=title, subject=subject)
    return name


def _detail(telling: Telling, deadline: Deadline) -> str:
    t = telling.t
    match deadline.kind:
        case Kind.ACTIVITY:
            return deadline.detail or t("deadlines.unnamed_activity")
        case Kind.BREACH:
            return telling.catalogue.citation(deadline.detail, t.language) if deadline.detail else deadline.id
        case Kind.TRAINING:
            known = deadline.id in telling.catalogue.topics
            topic = telling.topic_name(deadline.id) if known else t("deadlines.whole")
            return t("deadlines.of_group", topic=topic, group=deadline.detail) if deadline.detail else topic
        case Kind.RISK_ASSESSMENT:
            topics = [telling.topic_name(each) for each in deadline.id.split(";") if each in telling.catalogue.topics]
            subject = t.list(topics) if topics else t("deadlines.whole")
            return t("deadlines.of_group", topic=subject, group=deadline.detail) if deadline.detail else subject
    return deadline.detail


def who(telling: Telling, deadline: Deadline) -> str:
    """The functions that have it; *not decided* where the model names none."""
    # Titles have «og» in them, so they are set apart by more than that.
    return "; ".join(telling.role_name(role) for role in deadline.who) or telling.t("deadlines.nobody")


def source(telling: Telling, deadline: Deadline) -> str:
    """Where the date comes from: the provisions, else the source of the dated number, else the model."""
    t = telling.t
    cited = [telling.catalogue.citation(each, t.language) for each in deadline.provisions]
    if cited and deadline.kind is not Kind.BREACH:
        return "; ".join(cited)
    if deadline.parameter is not None:
        values = telling.catalogue.parameters[deadline.parameter].values
        dated = next(each for each in reversed(values) if each.valid_from <= telling.graph.as_of)
        return t.pick(dated.source)
    section = t.term("section", deadline.section)
    return t("deadlines.from_model", section=section[:1].lower() + section[1:])


def document(found: Iterable[Deadline]) -> list[dict[str, object]]:
    """The dates as JSON: no sentences."""
    return [
        {
            "date": each.date.isoformat(), "kind": str(each.kind), "section": each.section, "id": each.id,
            "who": list(each.who), "yearly": each.yearly, "provisions": list(each.provisions),
            "parameter": each.parameter, "detail": each.detail,
        }
        for each in found
    ]

