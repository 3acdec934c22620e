"""The sections *Overganger* and *Overganger per enhet*."""

from samhandling.lifecourse import TransitionCoverage
from samhandling.model.municipality import Service
from samhandling.model.verdict import Verdict
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
from samhandling.reports.sections.handing_over import ToldTransition, told_transitions
from samhandling.reports.sections.life_course import life_course_figure
from samhandling.reports.sections.telling import Telling
from samhandling.routine import Shown

TONES = {
    Verdict.MET: Tone.GOOD, Verdict.PARTIAL: Tone.WARNING, Verdict.NOT_MET: Tone.BAD,
    Verdict.UNDOCUMENTED: Tone.UNKNOWN, Verdict.NOT_APPLICABLE: Tone.MUTED,
}  # fmt: skip
_SHOWN = {
    Shown.RECORDED: Tone.GOOD, Shown.PARTLY: Tone.WARNING, Shown.NOT_RECORDED: Tone.UNKNOWN,
    Shown.UNREADABLE: Tone.MUTED,
}  # fmt: skip
_PER_UNIT = "overganger_per_enhet"


def _columns(telling: Telling, *keys: tuple[str, int] | tuple[str, int, ColumnKind]) -> tuple[Column, ...]:
    return tuple(Column(each[0], telling.t(f"transitions.column.{each[0]}"), *each[1:]) for each in keys)


def transitions(telling: Telling) -> Section:
    """The 26 transitions: the figure, one row each, and the checklist of the routines."""
    t = telling.t
    told = told_transitions(telling)
    applicable = [each for each in told if each.coverage.applicable]
    met = sum(each.coverage.verdict is Verdict.MET for each in applicable)
    lead = t(
        "transitions.section.lead", applicable=t.number(len(applicable)), all=t.number(len(told)), met=t.number(met)
    )
    columns = _columns(
        telling, ("id", 7), ("transition", 34), ("state", 18), ("duty", 8), ("age", 14),
        ("covered", 9, ColumnKind.NUMBER), ("outside", 9, ColumnKind.NUMBER), ("units", 46), ("carriers", 46),
        ("main_responsibility", 40), ("basis", 36), ("remedy", 56),
    )  # fmt: skip
    table = Table(
        "overganger", t("transitions.section.caption"), columns, tuple(_row(each) for each in told), row_headers=2
    )
    return Section(
        "overganger", t("transitions.section.title"),
        (
            Paragraph(lead, ParagraphStyle.LEAD),
            Paragraph(t("transitions.caution"), ParagraphStyle.NOTE),
            life_course_figure(telling, told),
            table,
            _checklist(telling, applicable),
        ),
        about=t("transitions.section.about"),
    )  # fmt: skip


def _row(told: ToldTransition) -> Row:
    telling, coverage = told.telling, told.coverage
    counted = coverage.applicable and not told.whole
    outside = Cell(
        len(coverage.uncovered) if counted else None,
        Tone.NEUTRAL,
        Link(_PER_UNIT, f"{coverage.id}-{coverage.uncovered[0]}") if coverage.uncovered else None,
    )
    return Row(
        (
            Cell(told.id),
            Cell(telling.t.pick(told.routine.transition.name)),
            Cell(told.state(), TONES[coverage.verdict]),
            Cell(told.duty()),
            Cell(told.age()),
            Cell(len(coverage.covered) if counted else None),
            outside,
            Cell(telling.fact("units", coverage.uncovered) if coverage.uncovered else ""),
            Cell("\n".join(told.carriers()) or telling.t("transitions.carrier.none")),
            Cell(telling.t.pick(told.routine.transition.main_responsibility)),
            Cell(told.basis() if coverage.applicable else ""),
            Cell("\n".join(told.remedies())),
        ),
        anchor=told.id,
    )


def _checklist(telling: Telling, applicable: list[ToldTransition]) -> Table:
    rows = tuple(
        Row((
            Cell(told.id, link=Link("overganger", told.id)),
            Cell(telling.t.pick(told.routine.transition.name)),
            Cell(words),
            Cell(telling.t(f"transitions.shown.{item.shown}"), _SHOWN[item.shown]),
            Cell(by),
        ))
        for told in applicable
        for words, item, by in told.checklist()
    )
    columns = _columns(telling, ("id", 7), ("transition", 34), ("item", 64), ("shown", 26), ("by", 48))
    caption = telling.t("transitions.section.checklist")
    return Table("overganger_sjekkliste", caption, columns, rows, row_headers=3, grouped=2)


def transitions_by_unit(telling: Telling) -> Section:
    """Unit × transition: where each unit is covered; and a list of those outside, to work from."""
    t, graph = telling.t, telling.graph
    concerning = [each for each in telling.result.transitions if each.covered or each.uncovered]
    concerned = {id_ for each in concerning for id_ in (*each.covered, *each.uncovered)}
    units = sorted((graph.services[id_] for id_ in concerned), key=lambda each: _unit_order(telling, each))
    outside = {id_ for each in concerning for id_ in each.uncovered}
    columns = (
        *_columns(telling, ("unit", 36), ("type", 24), ("count_outside", 10, ColumnKind.NUMBER)),
        *(Column(each.id, each.id, 9) for each in concerning),
    )
    states = [({*each.covered}, {*each.uncovered}) for each in concerning]
    rows = tuple(
        Row((
            Cell(unit.name),
            Cell(telling.type_name(unit.type)),
            Cell(sum(unit.id in without for _, without in states)),
            *(_state(telling, unit, covered, without) for covered, without in states),
        ), anchor=unit.id)
        for unit in units
    )  # fmt: skip
    matrix = Table(
        _PER_UNIT, t("transitions.per_unit.caption"), columns, rows, t("transitions.per_unit.empty"), row_headers=2
    )
    lead = t("transitions.per_unit.lead", outside=t.number(len(outside)), units=t.number(len(units)))
    return Section(
        _PER_UNIT, t("transitions.per_unit.title"),
        (Paragraph(lead, ParagraphStyle.LEAD), matrix, _outside(telling, units, concerning)),
        about=t("transitions.per_unit.about"),
    )


def _unit_order(telling: Telling, unit: Service) -> tuple[int, str, str]:
    types = tuple(telling.catalogue.service_types)
    return types.index(unit.type), unit.name, unit.id


def _state(telling: Telling, unit: Service, covered: set[str], without: set[str]) -> Cell:
    if unit.id in covered:
        return Cell(telling.t("transitions.per_unit.covered"), Tone.GOOD)
    if unit.id in without:
        return Cell(telling.t("transitions.per_unit.outside"), Tone.BAD)
    return Cell("")


def _outside(telling: Telling, units: list[Service], concerning: list[TransitionCoverage]) -> Table:
    rows = tuple(
        Row((
            Cell(unit.name),
            Cell(telling.type_name(unit.type)),
            Cell(telling.t.term("owner", unit.owner)),
            Cell(telling.transition_name(each.id), link=Link("overganger", each.id)),
            Cell(telling.t(f"figures.transition.{each.verdict}"), TONES[each.verdict]),
        ), anchor=f"{each.id}-{unit.id}")
        for each in concerning
        for unit in units
        if unit.id in each.uncovered
    )  # fmt: skip
    columns = _columns(telling, ("unit", 36), ("type", 24), ("owner", 16), ("transition", 44), ("state", 18))
    caption, empty = telling.t("transitions.per_unit.outside_caption"), telling.t("transitions.per_unit.none_outside")
    return Table("overganger_utenfor", caption, columns, rows, empty)
