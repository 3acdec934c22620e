"""Tjenestekart: the municipality on one sheet, and the same lines as a table for those who do not see the figure."""

from samhandling.figures.diagram import Edge, EdgeKind, Lane, Layered, Mark, Node
from samhandling.figures.layered import layered_scene
from samhandling.figures.legend import Frame, LegendEntry, Sample
from samhandling.figures.palette import Tone as Shade
from samhandling.figures.scene import LineStyle
from samhandling.figures.styles import link
from samhandling.law.texts import Phrasebook
from samhandling.reports.sections import anchors
from samhandling.reports.sections.blocks import (
    Cell,
    Column,
    Figure,
    Paragraph,
    ParagraphStyle,
    Row,
    Section,
    Table,
    Tone,
)
from samhandling.reports.sections.map_lines import Carrier, ServiceMap, Tie, service_map
from samhandling.reports.sections.map_places import Gathering, Kind, Place
from samhandling.reports.sections.telling import Telling

LANES = {
    "familie": Shade.FAMILY, "lavterskel": Shade.EVERYDAY, "kommunal": Shade.MUNICIPAL,
    "koordinering": Shade.COORDINATION, "fylke_stat": Shade.OUTSIDE,
}  # fmt: skip
_TONES = {Carrier.MISSING: Tone.BAD, Carrier.LAPSED: Tone.WARNING}


class MapTelling:
    """A map in words."""

    def __init__(self, telling: Telling, drawn: ServiceMap | None = None) -> None:
        self.telling = telling
        self.map = drawn if drawn is not None else service_map(telling)
        self._places = {place.id: place for place in self.map.places}

    # words --------------------------------------------------------------------------------------------------------

    def name(self, place: Place) -> str:
        """What is written in a box: the name of the one service, else the type in the plural."""
        telling, t = self.telling, self.telling.t
        match place.kind:
            case Kind.FAMILY:
                return t("map.place.family")
            case Kind.NO_ARENA:
                return t("map.place.no_arena")
            case Kind.ABSENT:
                return telling.type_name(place.type)
            case Kind.ARENA | Kind.AGREEMENT:
                first = telling.any_name(place.links[0])
                rest = len(place.links) - 1
                return t("map.place.several", name=first, n=rest) if rest else first
            case Kind.SERVICES:
                if len(place.services) == 1:
                    return telling.graph.services[place.services[0]].name
                plural = t.pick(telling.catalogue.service_types[place.type].plural)
                return t("map.place.private", plural=plural) if place.private else plural

    def end(self, id_: str) -> str:
        """The name of the place at an end of a line."""
        return self.name(self._places[id_])

    def other_end(self, tie: Tie) -> str:
        """The place a line leads to; that it stays among the services of one place, where it does."""
        return self.telling.t("map.place.themselves") if tie.source == tie.target else self.end(tie.target)

    def remark(self, place: Place) -> str:
        """What a box lacks; empty where nothing."""
        t = self.telling.t
        if place.kind in (Kind.ABSENT, Kind.NO_ARENA):
            return t("map.place.absent")
        if not place.outside:
            return ""
        if len(place.outside) == len(place.services):
            return t("map.place.outside")
        return t("map.place.some_outside", n=len(place.outside), all=t.number(len(place.services)))

    def label(self, tie: Tie) -> str:
        """The small words on a line."""
        t, listed = self.telling.t, ", ".join(tie.transitions)
        if tie.carrier.lacking:
            return t(f"map.label.{tie.carrier}", listed=listed) if listed else t(f"figures.label.{tie.carrier}")
        if tie.partial:
            whole = [each for each in tie.transitions if each not in tie.partial]
            return ", ".join((t("map.label.partial", listed=", ".join(tie.partial)), *whole))
        return listed

    def carrier(self, tie: Tie) -> str:
        """What a line is, as the legend says it."""
        if tie.carrier.lacking:
            return self.telling.t(f"map.legend.{tie.carrier}")
        return self.telling.t(f"figures.link.{tie.carrier}")

    def carried_by(self, tie: Tie) -> str:
        """The agreements, meeting places and transitions of a line, by name."""
        telling = self.telling
        named = [telling.transition_name(each) for each in tie.transitions]
        named += [telling.any_name(each) for each in tie.links]
        if tie.partial:
            named.append(telling.t("map.value.partial"))
        return "; ".join(named)

    @property
    def lacking(self) -> tuple[Tie, ...]:
        """The lines of what is not there."""
        return tuple(each for each in self.map.ties if each.carrier.lacking)

    @property
    def carried(self) -> tuple[Tie, ...]:
        """The lines of documented cooperation."""
        return tuple(
            each for each in self.map.ties if not each.carrier.lacking and each.carrier is not Carrier.ENTRY
        )

    # the figure ---------------------------------------------------------------------------------------------------

    def figure(self, *, show_title: bool = False) -> Figure:
        """The map as a figure."""
        telling, t = self.telling, self.telling.t
        title = t("figures.map.title", municipality=telling.result.name)
        services = t.number(len(telling.graph.municipality.services))
        description = t(
            "figures.map.description", services=services, links=t.number(len(self.carried) + len(self.lacking)),
            missing=t.number(len(self.lacking)),
        )  # fmt: skip
        note = t("map.note.base", date=telling.result.as_of)
        if self.map.left_out:
            note += " " + t("map.note.left_out", listed=t.list(self.map.left_out))
        used = {place.lane for place in self.map.places}
        graph = Layered(
            lanes=tuple(Lane(id_, t.term("map_lane", id_), tone) for id_, tone in LANES.items() if id_ in used),
            nodes=tuple(self._node(place) for place in self.map.places),
            edges=tuple(self._edge(tie) for tie in self.map.ties),
            kinds=self._kinds(),
            node_width=172.0,
            extra_legend=self._legend(),
        )
        scene = layered_scene(graph, Frame(title, description, note, show_title))
        return Figure(anchors.MAP, title, description, scene)

    def _kinds(self) -> tuple[EdgeKind, ...]:
        t = self.telling.t
        named = [
            (carrier, t(f"map.legend.{carrier}" if carrier.lacking else f"figures.link.{carrier}"))
            for carrier in (
                Carrier.ENTRY, Carrier.AGREEMENT, Carrier.ARENA, Carrier.TRANSITION, Carrier.LAPSED, Carrier.MISSING
            )
        ]  # fmt: skip
        plain = (Carrier.AGREEMENT, Carrier.ARENA, Carrier.LAPSED, Carrier.MISSING)
        return tuple(link(str(carrier), legend, arrow=carrier not in plain) for carrier, legend in named)

    def _legend(self) -> tuple[LegendEntry, ...]:
        t = self.telling.t
        found = []
        if any(self.remark(place) for place in self.map.places):
            found.append(LegendEntry(t("map.legend.box"), Shade.PLAIN, Sample.BOX, LineStyle.DASHED))
        if any(len(place.services) > 1 for place in self.map.places):
            found.append(LegendEntry(t("figures.legend.count"), Shade.PLAIN, Sample.BADGE, mark="5"))
        if self.map.grouping.marked:
            found.append(LegendEntry(t("map.legend.mark"), Shade.COORDINATION, Sample.BADGE, mark="A"))
        return tuple(found)

    def _node(self, place: Place) -> Node:
        tone = {Kind.ARENA: Shade.BLUE, Kind.ABSENT: Shade.PLAIN, Kind.NO_ARENA: Shade.PLAIN}.get(place.kind)
        remark = self.remark(place)
        return Node(
            place.id, place.lane, self.name(place), tone, len(place.services), self._hover(place),
            LineStyle.DASHED if remark else LineStyle.SOLID, remark, self._marks(place),
        )  # fmt: skip

    def _marks(self, place: Place) -> tuple[Mark, ...]:
        arenas = {each.mark for each in self.map.grouping.marked if each.arena}
        letters = (place.mark,) if place.mark else place.marks
        return tuple(Mark(each, Shade.BLUE if each in arenas else Shade.COORDINATION) for each in letters)

    def _hover(self, place: Place) -> str:
        telling, t = self.telling, self.telling.t
        if place.mark:
            members = [self.end(each) for each in self.map.members(place)]
            gathers = t("map.place.gathers", n=len(members), listed=t.list(members))
            return f"{'; '.join(telling.any_name(each) for each in place.links)}. {gathers}"
        if place.links:
            return "; ".join(telling.any_name(each) for each in place.links)
        names = "; ".join(telling.graph.services[each].name for each in place.services) or self.name(place)
        return ": ".join(filter(None, (names, self.remark(place))))

    def _edge(self, tie: Tie) -> Edge:
        label = self.label(tie) if tie.carrier is not Carrier.ENTRY and tie.source != "familie" else ""
        ends = f"{self.end(tie.source)} – {self.other_end(tie)}"
        hover = ": ".join(filter(None, (ends, "; ".join(filter(None, (self.carrier(tie), self.carried_by(tie)))))))
        return Edge(
            tie.source, tie.target, str(tie.carrier), (label,) if label else (), hover, both=tie.both,
            arrow=tie.directed,
        )  # fmt: skip

    # the tables ---------------------------------------------------------------------------------------------------

    def lines(self) -> Table:
        """The same lines as a table."""
        t = self.telling.t
        rows = tuple(
            Row(
                (
                    Cell(self.end(tie.source)), Cell(self.other_end(tie)),
                    Cell(self.carrier(tie), _TONES.get(tie.carrier, Tone.WARNING if tie.partial else Tone.NEUTRAL)),
                    Cell(self.carried_by(tie)),
                )
            )
            for tie in self.map.ties
        )
        columns = _columns(t, ("from", 30), ("to", 30), ("carrier", 30), ("names", 60))
        return Table("kart_streker", t("map.table.lines"), columns, rows, t("map.table.no_lines"), row_headers=2)

    def boxes(self) -> Table:
        """The boxes as a table."""
        telling, t = self.telling, self.telling.t
        rows = tuple(
            Row(
                (
                    Cell(self.name(place)), Cell(t.term("map_lane", place.lane)),
                    Cell("; ".join(telling.graph.services[each].name for each in place.services)),
                    Cell(", ".join((place.mark,) if place.mark else place.marks)),
                    Cell(self.remark(place), Tone.BAD if self.remark(place) else Tone.NEUTRAL),
                )
            )
            for place in self.map.places
        )
        columns = _columns(t, ("box", 30), ("lane", 24), ("services", 60), ("letters", 12), ("state", 26))
        return Table("kart_bokser", t("map.table.boxes"), columns, rows)

    def gatherings(self) -> Table:
        """What gathers so many that it has a letter instead of lines."""
        telling, t = self.telling, self.telling.t
        rows = tuple(
            Row(
                (
                    Cell(each.mark), Cell("; ".join(telling.any_name(link_) for link_ in each.links)),
                    Cell(t.list([self._taking_part(self._places[place], each) for place in each.places])),
                )
            )
            for each in self.map.grouping.marked
        )
        columns = _columns(t, ("letter", 9), ("name", 50), ("gathers", 90))
        return Table("kart_bokstaver", t("map.table.gatherings"), columns, rows, t("map.table.no_gatherings"))


    def _taking_part(self, place: Place, gathering: Gathering) -> str:
        """A box, with how many of its services take part where not all do."""
        graph = self.telling.graph
        inside = set().union(*(graph.members(each) for each in gathering.links)) & set(place.services)
        if len(inside) == len(place.services):
            return self.name(place)
        count, everything = self.telling.t.number(len(inside)), self.telling.t.number(len(place.services))
        return self.telling.t("map.place.some", name=self.name(place), n=count, all=everything)


def _columns(t: Phrasebook, *columns: tuple[str, int]) -> tuple[Column, ...]:
    return tuple(Column(key, t(f"map.column.{key}"), width) for key, width in columns)


def service_map_section(telling: Telling) -> Section:
    """The map, and the same in tables."""
    t, told = telling.t, MapTelling(telling)
    lead = t(
        "map.section.lead", services=t.number(len(telling.graph.municipality.services)),
        links=t.number(len(told.carried)),
    )  # fmt: skip
    lacking = len(told.lacking)
    lead += " " + (t("map.section.lacking", n=lacking) if lacking else t("map.section.none_lacking"))
    return Section(
        anchors.MAP, t("map.section.title"),
        (
            Paragraph(lead, ParagraphStyle.LEAD),
            Paragraph(t("map.section.caution"), ParagraphStyle.NOTE),
            told.figure(),
            told.lines(),
            told.gatherings(),
            told.boxes(),
        ),
        in_workbook=False,
        about=t("map.section.about"),
    )  # fmt: skip
