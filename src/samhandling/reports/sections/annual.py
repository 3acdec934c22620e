"""§ 25-2-rapport: text and tables on internal control and supervision, ready to lift into the annual report."""

from collections import Counter, defaultdict
from datetime import date

from samhandling.model.municipality import Breach, Deviation, InternalControl, Supervision
from samhandling.model.verdict import Verdict
from samhandling.reports.sections import anchors, cells, small_numbers
from samhandling.reports.sections.accepted import exemptions
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

YEARLY_REPORT = "PLN703"
"""The check whose provision demands the report."""


def annual(telling: Telling) -> Section:
    """The part of the annual report that is about cooperation and coordination."""
    t = telling.t
    cited = telling.catalogue.cited(telling.catalogue.check(YEARLY_REPORT).provisions, telling.result.as_of)
    citation = "; ".join(cells.citation(telling, each) for each in cited)
    return Section(
        anchors.ANNUAL, t("sections.annual.title"),
        (
            Paragraph(t("sections.annual.lead", citation=citation), ParagraphStyle.NOTE),
            _text(telling),
            _systems(telling),
            _controls(telling),
            _deviations(telling),
            _supervision(telling),
            exemptions(telling),
        ),
        about=t("sections.annual.about"),
    )


def _control(telling: Telling) -> InternalControl:
    return telling.graph.municipality.internal_control or InternalControl()


def _breaches(telling: Telling) -> tuple[Breach, ...]:
    return tuple(breach for each in telling.graph.municipality.supervision for breach in each.breaches)


def _text(telling: Telling) -> Table:
    t, graph, result = telling.t, telling.graph, telling.result
    summary = result.summary
    examined = sum(summary.values()) - summary[Verdict.NOT_APPLICABLE]
    systems = t(
        "sections.annual.systems_text", date=result.as_of, in_force=t.number(len(graph.in_force)),
        agreements=t.number(len(graph.agreements)), arenas=t.number(len(graph.arenas)),
        delegations=t.number(len(graph.delegations_in_force)),
    )
    controls = t(
        "sections.annual.controls_text", date=result.as_of, examined=t.number(examined),
        **{each.value: t.number(summary[each]) for each in Verdict if each is not Verdict.NOT_APPLICABLE},
    )
    parts = (
        ("systems", systems),
        ("controls", controls),
        ("deviations", _deviations_text(telling)),
        ("supervision", _supervision_text(telling)),
    )
    columns = (Column("part", t("sections.annual.part"), 30), Column("text", t("sections.column.text"), 80))
    rows = tuple(Row((Cell(t(f"sections.annual.{key}")), Cell(text))) for key, text in parts)
    return Table("arsrapport_tekst", t("sections.annual.text_caption"), columns, rows)


def _deviations_text(telling: Telling) -> str:
    t = telling.t
    by_year: dict[int, list[Deviation]] = defaultdict(list)
    for each in _control(telling).deviations:
        if each.year is not None and each.year <= telling.result.as_of.year:
            by_year[each.year].append(each)
    if not by_year:
        return t("sections.annual.no_deviations_text")
    said = []
    for year, of_year in sorted(by_year.items(), reverse=True)[:2]:
        if any(small_numbers.has_small(telling, each.registered, each.closed) for each in of_year):
            said.append(t("facts.hidden_year", year=str(year)))
            continue
        said.append(
            t(
                "sections.annual.deviations_text", year=str(year),
                registered=t.number(sum(each.registered or 0 for each in of_year)),
                closed=t.number(sum(each.closed or 0 for each in of_year)),
            )
        )
    return " ".join(said)


def _supervision_text(telling: Telling) -> str:
    t, on = telling.t, telling.result.as_of
    cases = telling.graph.municipality.supervision
    if not cases:
        return t("sections.annual.no_supervision_text")
    states = Counter(_state(each, on) for each in _breaches(telling))
    overdue = states["overdue"]
    return t(
        "sections.annual.supervision_text", cases=t.number(len(cases)), found=t.number(sum(states.values())),
        closed=t.number(states["closed"]), open=t.number(states["open"] + overdue), overdue=t.number(overdue),
    )


def _systems(telling: Telling) -> Table:
    """How many documents of each kind, and how many of them are in force."""
    t, graph = telling.t, telling.graph
    recorded = Counter(str(each.kind) for each in graph.municipality.agreements)
    valid: dict[str, list[str]] = defaultdict(list)
    for each in graph.in_force:
        valid[str(each.kind)].append(each.id)
    counted = [(t.term("agreement_kind", kind), count, valid[kind]) for kind, count in sorted(recorded.items())]
    delegations = graph.municipality.delegations
    if delegations:
        in_force = [each.id for each in graph.delegations_in_force]
        counted.append((t("sections.annual.delegations"), len(delegations), in_force))
    columns = (
        Column("thing", t("sections.annual.thing"), 30),
        Column("names", t("sections.annual.in_force_names"), 80),
        Column("recorded", t("sections.annual.recorded"), 20, ColumnKind.NUMBER),
        Column("in_force", t("sections.annual.in_force"), 16, ColumnKind.NUMBER),
        Column("not_in_force", t("sections.annual.not_in_force"), 14, ColumnKind.NUMBER),
    )
    rows = tuple(
        Row((
            Cell(name), Cell(cells.names(telling, ids) or "–"), Cell(count), Cell(len(ids)), Cell(count - len(ids)),
        ))
        for name, count, ids in counted
    )
    return Table(
        "arsrapport_systemer", t("sections.annual.by_kind"), columns, rows, t("sections.agreements.none")
    )


def _controls(telling: Telling) -> Table:
    """The controls carried out: this one, risk assessments, accounts and training, the latest first."""
    t, result, control = telling.t, telling.result, _control(telling)
    units = {each.id: each.name for each in telling.graph.municipality.units}
    content = t(
        "sections.annual.self_check_content",
        outcomes=t.number(len(result.outcomes)), findings=t.number(len(result.findings)),
    )
    found: list[tuple[date | None, str, str]] = [(result.as_of, t("sections.annual.self_check"), content)]
    for risk in control.risk_assessments:
        about = [units.get(each, each) for each in risk.units] + [telling.topic_name(each) for each in risk.topics]
        found.append((risk.date, t("sections.annual.risk_assessment"), "; ".join(about)))
    for report in control.reports:
        kind = t.term("report_kind", report.kind) if report.kind is not None else t("sections.annual.report")
        named = t("sections.annual.case_ref", kind=kind, ref=report.case_ref) if report.case_ref else kind
        found.append((report.date, named, "; ".join(telling.topic_name(each) for each in report.topics)))
    for training in control.training:
        target = training.target or ", ".join(telling.type_name(each) for each in training.types)
        topic = telling.topic_name(training.topic) if training.topic is not None else ""
        said = ": ".join(each for each in (topic, target) if each)
        if training.coverage_percent is not None:
            percent = t.number(float(training.coverage_percent))
            said = t("sections.annual.covered", target=said, percent=percent)
        found.append((training.date, t("sections.annual.training"), said))
    # What is dated later has not happened yet.
    found = [each for each in found if each[0] is None or each[0] <= result.as_of]
    found.sort(key=lambda each: (each[0] is None, -(each[0] or date.min).toordinal(), each[1], each[2]))
    columns = (
        Column("control", t("sections.annual.control"), 30),
        Column("content", t("sections.annual.content"), 80),
        Column("date", t("sections.column.date"), 20, ColumnKind.DATE),
    )
    rows = tuple(Row((Cell(kind), Cell(said), Cell(day))) for day, kind, said in found)
    return Table("arsrapport_kontroller", t("sections.annual.controls"), columns, rows)


def _deviations(telling: Telling) -> Table:
    t = telling.t
    columns = (
        Column("category", t("sections.annual.category"), 30),
        Column("year", t("sections.annual.year"), 14),
        Column("registered", t("sections.annual.registered"), 20, ColumnKind.NUMBER),
        Column("closed", t("sections.annual.closed"), 14, ColumnKind.NUMBER),
        Column("open", t("sections.annual.open"), 14, ColumnKind.NUMBER),
    )
    rows = []
    for each in sorted(_control(telling).deviations, key=lambda one: (-(one.year or 0), one.category or "")):
        year = str(each.year) if each.year is not None else None
        counts = (Cell(count) for count in small_numbers.registered_and_closed(telling, each.registered, each.closed))
        rows.append(Row((Cell(each.category), Cell(year), *counts)))
    return Table(
        "arsrapport_avvik", t("sections.annual.deviations"), columns, tuple(rows), t("sections.annual.no_deviations")
    )


def _state(breach: Breach, on: date) -> str:
    if breach.closed is not None and breach.closed <= on:
        return "closed"
    return "overdue" if breach.deadline is not None and breach.deadline < on else "open"


_TONES = {"closed": Tone.GOOD, "open": Tone.WARNING, "overdue": Tone.BAD, "none": Tone.MUTED}


def _supervision(telling: Telling) -> Table:
    t = telling.t
    columns = (
        Column("case", t("sections.annual.case"), 30),
        Column("authority", t("sections.annual.authority"), 30),
        Column("opened", t("sections.annual.opened"), 20, ColumnKind.DATE),
        Column("provision", t("sections.annual.provision"), 16),
        Column("deadline", t("sections.annual.deadline"), 14, ColumnKind.DATE),
        Column("closed_on", t("sections.annual.closed_on"), 14, ColumnKind.DATE),
        Column("state", t("sections.annual.state"), 22),
    )
    rows: list[Row] = []
    for case in sorted(telling.graph.municipality.supervision, key=lambda each: (each.opened or date.min, each.id)):
        rows += [_breach(telling, case, breach) for breach in case.breaches or (None,)]
    return Table(
        "arsrapport_tilsyn", t("sections.annual.supervision"), columns, tuple(rows), t("sections.annual.no_cases")
    )


def _breach(telling: Telling, case: Supervision, breach: Breach | None) -> Row:
    t = telling.t
    provision = breach.provision if breach is not None else None
    cited = Cell(cells.citation(telling, provision), link=anchors.provision(provision)) if provision else Cell(None)
    state = "none" if breach is None else _state(breach, telling.result.as_of)
    return Row(
        (
            Cell(case.topic or case.id),
            Cell(case.authority),
            Cell(case.opened),
            cited,
            Cell(breach.deadline if breach is not None else None),
            Cell(breach.closed if breach is not None else None),
            Cell(t(f"sections.annual.state_{state}"), _TONES[state]),
        )
    )
