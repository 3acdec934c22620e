"""The life course as a figure: the municipality's services as rows by type, its transitions between them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from samhandling.figures.legend import Frame
from samhandling.figures.palette import Tone
from samhandling.figures.styles import VERDICTS
from samhandling.figures.timeline import Handover, LifeCourse, Row, Stage, State, timeline_scene
from samhandling.law.entries import Side
from samhandling.law.entries import Stage as StageEntry
from samhandling.lifecourse import on_side
from samhandling.model.municipality import Service
from samhandling.model.verdict import Verdict
from samhandling.model.vocabulary import Owner
from samhandling.reports.sections.blocks import Figure
from samhandling.reports.sections.handing_over import ToldTransition
from samhandling.reports.sections.telling import Telling

_TONES = {
    "familie": Tone.FAMILY, "lavterskel": Tone.EVERYDAY, "kommunal": Tone.MUNICIPAL,
    "koordinering": Tone.COORDINATION, "fylke_stat": Tone.OUTSIDE,
}  # fmt: skip
_WHOLE = "municipality"
_MOST_OF_CHILDHOOD = 6
"""Stages, of seven, from which a service counts as following the child nearly all the way."""


def row_of(service: Service) -> str:
    """The row a service belongs to: its type, private ones apart."""
    return f"{service.type}:privat" if service.owner in (Owner.PRIVAT, Owner.FRIVILLIG) else service.type


def life_course_figure(telling: Telling, told: Iterable[ToldTransition], *, show_title: bool = False) -> Figure:
    """Draw the transitions that concern the municipality."""
    t = telling.t
    everything = tuple(told)
    drawn = tuple(each for each in everything if each.coverage.applicable)
    handovers, members = _handovers(telling, drawn)
    stages = tuple(Stage(each.id, _heading(telling, each)) for each in telling.catalogue.stages.values())
    course = LifeCourse(
        stages=stages,
        rows=_rows(telling, members, tuple(stage.id for stage in stages), whole=any(each.whole for each in drawn)),
        handovers=handovers,
        states=tuple(
            State(str(verdict), t(f"figures.transition.{verdict}"), VERDICTS[str(verdict)])
            for verdict in (Verdict.MET, Verdict.PARTIAL, Verdict.NOT_MET, Verdict.UNDOCUMENTED)
        ),
        any_age=t("figures.transition.any_age"),
    )
    counts = {
        str(verdict): t.number(sum(each.coverage.verdict is verdict for each in everything)) for verdict in Verdict
    }
    title = t("figures.life_course.title", municipality=telling.result.name)
    services = t.number(sum(len(services) for services in members.values()))
    description = t(
        "figures.life_course.description", transitions=t.number(len(everything)), services=services, **counts
    )
    absent = [each.id for each in everything if not each.coverage.applicable]
    note = t("transitions.section.not_drawn", listed=t.list(absent)) if absent else ""
    scene = timeline_scene(course, Frame(title, description, note, show_title))
    return Figure("life_course", title, description, scene)


def _heading(telling: Telling, stage: StageEntry) -> str:
    """The name of a stage, with its ages where it has any."""
    t, name = telling.t, telling.t.pick(stage.name)
    if stage.age_to < 0:
        return name
    if stage.age_from == stage.age_to:
        return t("transitions.section.stage_age", stage=name, age=t.number(stage.age_from))
    return t("transitions.section.stage_ages", stage=name, first=t.number(stage.age_from), last=t.number(stage.age_to))


def _handovers(
    telling: Telling, drawn: Iterable[ToldTransition]
) -> tuple[tuple[Handover, ...], Mapping[str, Mapping[str, Service]]]:
    """The transitions as lines between rows; and row → its services."""
    members: dict[str, dict[str, Service]] = defaultdict(dict)

    def rows(sides: Iterable[Side]) -> tuple[str, ...]:
        services = [service for side in sides for service in on_side(telling.graph, side)]
        for service in services:
            members[row_of(service)][service.id] = service
        return tuple(dict.fromkeys(row_of(service) for service in services))

    found = []
    for each in drawn:
        entry = each.routine.transition
        sources = rows(entry.senders) if not each.whole else (_WHOLE,)
        targets = rows((*entry.receivers, *entry.optional_receivers)) if not each.whole else (_WHOLE,)
        words = f"{telling.transition_name(each.id)}: {each.state()}"
        found.append(
            Handover(
                each.id, telling.t.pick(entry.name), sources, targets, str(each.coverage.verdict),
                entry.from_stage or "", entry.to_stage or "", words,
            )
        )
    return tuple(found), members


def _rows(
    telling: Telling, members: Mapping[str, Mapping[str, Service]], stages: tuple[str, ...], *, whole: bool
) -> tuple[Row, ...]:
    """The rows in the order in which children meet them, those that follow them nearly all the way last; of equals, in
    the catalogue's order. So most transitions join rows that stand close.
    """
    order = {type_: number for number, type_ in enumerate(telling.catalogue.service_types)}
    found: list[tuple[tuple[bool, int, int, bool], Row]] = []
    for row, services in members.items():
        served = {stage for service in services.values() for stage in telling.graph.stages_of(service)}
        type_, _, private = row.partition(":")
        first = min((stages.index(stage) for stage in served), default=len(stages))
        tone = Tone.OUTSIDE if private else _TONES[telling.catalogue.service_types[type_].lane]
        names = ", ".join(sorted(service.name for service in services.values()))
        mine = tuple(stage for stage in stages if stage in served)
        label = _label(telling, type_, tuple(services.values()), private=bool(private))
        all_the_way = len(served) >= _MOST_OF_CHILDHOOD
        found.append(((all_the_way, first, order[type_], bool(private)), Row(row, label, mine, tone, names)))
    rows = tuple(row for _, row in sorted(found, key=lambda each: each[0]))
    everyone = Row(_WHOLE, telling.t("transitions.section.row_whole"), stages, Tone.COORDINATION)
    return (*rows, everyone) if whole else rows


def _label(telling: Telling, type_: str, services: tuple[Service, ...], *, private: bool) -> str:
    """The name of the one service, else the type in the plural with how many there are."""
    t = telling.t
    if len(services) == 1:
        return services[0].name
    plural = t.pick(telling.catalogue.service_types[type_].plural)
    name = t("transitions.section.row_private", plural=plural) if private else plural
    return t("transitions.section.row_count", name=name, n=len(services))
