"""How edges run: ports on the sides of the boxes, straight stretches over the lanes, Béziers only between the lanes.

A box is as wide as its lane's boxes, so a curve that stays between two lanes meets no box; across a lane an edge runs
level in a slot that the placement kept free; an arc runs beside the boxes. That is why no edge goes through a box.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from samhandling.figures.ordering import Network, Order
from samhandling.figures.scene import Command, Curve, Line, Move, Point

HEAD_TRIM = 7.0  # the stroke ends this far before the tip, inside the arrow head
_TURN = 9.0
_ROUND = 0.5523  # the control distance that makes a Bézier nearly a quarter of a circle


class Side(StrEnum):
    """A side of a box."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of edge number `edge` between slots of neighbouring lanes."""

    edge: int
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Arc:
    """An edge within a lane, beside the boxes; level 1 is nearest them."""

    edge: int
    source: int
    target: int
    side: Side = Side.RIGHT
    level: int = 1


@dataclass(frozen=True, slots=True)
class Port:
    """Where an edge meets the side of a box. `other` is the slot it goes to, `room` the least height it asks for;
    `level` is 0 unless it is an arc, `end` tells the two ends of an arc apart."""

    edge: int
    other: int
    room: float = 0.0
    level: int = 0
    end: bool = False

    def pitch(self, crowd: int) -> float:
        """The height this port takes on a side with so many ports; great crowds stand closer."""
        return max(7.0 if crowd <= 18 else max(2.0, 126.0 / crowd), self.room)


@dataclass(frozen=True, slots=True)
class LaneEdges:
    """The x values of a lane: its boxes, its band, how far edges run straight, and the tracks of its arcs by level."""

    box_left: float
    box_right: float
    band_left: float
    band_right: float
    entry: float
    leave: float
    left_tracks: tuple[float, ...] = ()
    right_tracks: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Route:
    """A drawn edge: its stroke, its arrow heads (tip and direction), and where label and sign go.

    `label` is the point beside which the words stand: `label_side` -1 to the left of it, 1 to the right, 0 on it."""

    commands: tuple[Command, ...]
    heads: tuple[tuple[Point, Point], ...]
    label: Point
    label_side: int
    middle: Point


PortKey = tuple[int, int, bool]  # slot, edge, end


def assign_arcs(arcs: Sequence[Arc], network: Network, order: Order) -> tuple[Arc, ...]:
    """Give each arc a side with little traffic and a level outside the shorter arcs it spans, short arcs first."""
    rank = {slot: index for lane in order for index, slot in enumerate(lane)}
    lane_of = {slot: number for number, lane in enumerate(order) for slot in lane}
    placed: dict[int, Arc] = {}
    spans: dict[tuple[int, Side], list[tuple[int, int, int]]] = {}
    for arc in sorted(arcs, key=lambda a: (abs(rank[a.source] - rank[a.target]), a.edge)):
        low, high = sorted((rank[arc.source], rank[arc.target]))
        lane = lane_of[arc.source]
        options = []
        for side, beside in ((Side.RIGHT, network.after), (Side.LEFT, network.before)):
            passed = sum(len(beside[slot]) for slot in order[lane][low + 1 : high])
            ends = sum(len(beside[slot]) for slot in {arc.source, arc.target})
            over = [level for a, b, level in spans.get((lane, side), []) if _side_by_side(low, high, a, b)]
            level = max(over, default=0) + 1
            options.append((passed + 0.25 * ends + 1.5 * level, side, level))
        _, side, level = min(options, key=lambda option: option[0])
        spans.setdefault((lane, side), []).append((low, high, level))
        placed[arc.edge] = replace(arc, side=side, level=level)
    return tuple(placed[arc.edge] for arc in arcs)


def _side_by_side(low: int, high: int, other_low: int, other_high: int) -> bool:
    """Whether two arcs pass the same stretch; a loop at a box meets whatever else ends there."""
    if low == high or other_low == other_high:
        return other_low <= high and low <= other_high
    return other_low < high and low < other_high


def port_offsets(ports: Mapping[tuple[int, Side], Sequence[Port]], centre: Sequence[float]) -> dict[PortKey, float]:
    """How far below the centre of its box each port lies; in an order in which edges do not cross at the box."""
    offsets: dict[PortKey, float] = {}
    for (slot, _), found in ports.items():
        crowd = len(found)
        y = -sum(port.pitch(crowd) for port in found) / 2
        for port in sorted(found, key=lambda p: _port_order(p, slot, centre)):
            pitch = port.pitch(crowd)
            offsets[slot, port.edge, port.end] = y + pitch / 2
            y += pitch
    return offsets


def _port_order(port: Port, slot: int, centre: Sequence[float]) -> tuple[float, ...]:
    """Arcs upwards at the top, inner ones first; then edges by where they go; arcs downwards last, inner ones last."""
    if not port.level:
        return (1, centre[port.other], port.edge, 0)
    if port.other == slot:
        return (0, 0, port.edge, port.end)
    return (0, port.level, port.edge, 0) if centre[port.other] < centre[slot] else (2, -port.level, port.edge, 0)


def route_chain(stops: Sequence[tuple[LaneEdges, float]], *, onward: bool, both: bool, arrow: bool = True) -> Route:
    """The route of an edge between lanes: the lanes it meets, first to last, and where along each of them.

    `onward`: the arrow, and with it the label, is at the last; otherwise at the first. `both`: arrows at either;
    without `arrow` none is drawn."""
    heads = (arrow and (both or not onward), arrow and (both or onward))
    runs: list[tuple[float, float, float]] = []  # from x, to x, y
    for number, (lane, y) in enumerate(stops):
        start = lane.entry if number else lane.box_right
        stop = lane.leave if number < len(stops) - 1 else lane.box_left
        runs.append((start, stop, y))
    (x1, _, y1), (_, x2, y2) = runs[0], runs[-1]
    trims = [HEAD_TRIM if head else 0.0 for head in heads]
    commands: list[Command] = [Move(x1 + trims[0], y1)]
    for (_, leave, y), (entry, _, next_y) in pairwise(runs):
        commands.append(Line(leave, y))
        half = (entry - leave) / 2
        straight = abs(next_y - y) < 0.05
        commands.append(Line(entry, y) if straight else Curve(leave + half, y, entry - half, next_y, entry, next_y))
    commands.append(Line(x2 - trims[1], y2))
    tips = [tip for tip, drawn in zip((((x1, y1), (-1.0, 0.0)), ((x2, y2), (1.0, 0.0))), heads, strict=True) if drawn]
    (_, leave, y), (entry, _, next_y) = runs[-2:] if onward else runs[:2]
    last, _ = stops[-1 if onward else 0]
    label = (last.band_left - 3, y2) if onward else (last.band_right + 3, y1)
    return Route(tuple(commands), tuple(tips), label, -1 if onward else 1, ((leave + entry) / 2, (y + next_y) / 2))


def route_arc(arc: Arc, ends: tuple[float, float], lane: LaneEdges, heads: tuple[bool, bool]) -> Route:
    """The route of an edge within a lane, from source to target: out, along its track, and back."""
    out = 1.0 if arc.side is Side.RIGHT else -1.0
    x = lane.box_right if arc.side is Side.RIGHT else lane.box_left
    track = (lane.right_tracks if arc.side is Side.RIGHT else lane.left_tracks)[arc.level - 1]
    y1, y2 = ends
    down = 1.0 if y2 >= y1 else -1.0
    turn = min(_TURN, abs(y2 - y1) / 2, abs(track - x))
    soft = turn * (1 - _ROUND)
    trims = [HEAD_TRIM if head else 0.0 for head in heads]
    commands = (
        Move(x + out * trims[0], y1),
        Line(track - out * turn, y1),
        Curve(track - out * soft, y1, track, y1 + down * soft, track, y1 + down * turn),
        Line(track, y2 - down * turn),
        Curve(track, y2 - down * soft, track - out * soft, y2, track - out * turn, y2),
        Line(x + out * trims[1], y2),
    )
    tips = tuple(((x, y), (-out, 0.0)) for y, drawn in zip((y1, y2), heads, strict=True) if drawn)
    middle = (track, (y1 + y2) / 2)
    return Route(commands, tips, middle, 0, middle)
