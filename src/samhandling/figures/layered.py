"""The house's layered layout, drawn: fixed lanes, boxes in lanes, every edge routed round the boxes.

Callers give lanes, nodes, edges and kinds of edge; they get a scene. Long edges get a slot of their own in each lane
they cross, edges within a lane run as arcs beside the boxes, and a label stands in the straight last stretch before
the arrow, where nothing else runs. Grouping (one node for forty kindergartens) is the caller's; `Node.count` shows it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from samhandling.figures.diagram import Edge, EdgeKind, Lane, Layered, Node
from samhandling.figures.legend import MARGIN, Frame, LegendEntry, badge, cross
from samhandling.figures.palette import PALETTE, WHITE, Tone
from samhandling.figures.routing import LaneEdges, Route
from samhandling.figures.scene import (
    Anchor,
    Box,
    Command,
    Curve,
    Group,
    Item,
    Label,
    Line,
    Move,
    Path,
    Point,
    Role,
    Scene,
    arrow_head,
    centred,
)
from samhandling.figures.skeleton import (
    LABEL_LEADING,
    LABEL_SIZE,
    MARK_ROW,
    MARK_STEP,
    NOTE_LEADING,
    NOTE_SIZE,
    PAD,
    label_size,
    mark_rows,
    note_lines,
    skeleton,
)
from samhandling.figures.text_metrics import wrap

__all__ = ["Edge", "EdgeKind", "Lane", "Layered", "Node", "layered_scene"]

_HEADING_SIZE = 13.0
_LEAST_WIDTH = 420.0


def layered_scene(graph: Layered, frame: Frame) -> Scene:
    """The figure of a layered graph. Same input, same scene."""
    bones = skeleton(graph)
    width = max((bones.length if graph.downwards else bones.depth) + 2 * MARGIN, _LEAST_WIDTH)
    _, top = frame.head(width)
    bands: list[Item] = []
    if graph.downwards:
        onto = _Canvas(top, (width - bones.length) / 2, downwards=True)
        bottom = top + bones.depth
    else:
        bands, body = _bands(graph.lanes, bones.lanes, top, bones.length)
        onto = _Canvas(MARGIN, body, downwards=False)
        bottom = body + bones.length + PAD
    kinds = {kind.id: kind for kind in graph.kinds}
    tones = {lane.id: lane.tone for lane in graph.lanes}
    names = {node.id: node.label for node in graph.nodes}
    strokes: list[Item] = []
    words: list[Item] = []
    for edge, route, lines in zip(graph.edges, bones.routes, bones.label_lines, strict=True):
        kind = kinds[edge.kind]
        title = edge.hover or " – ".join(filter(None, (f"{names[edge.source]} → {names[edge.target]}", kind.legend)))
        strokes.append(_draw_edge(edge, kind, route, title, onto))
        words += _draw_words(kind, route, title, lines, onto)
    nodes = [
        _draw_node(node, node.tone or tones[node.lane], onto.box(*box), lines, downwards=graph.downwards)
        for node, box, lines in zip(graph.nodes, bones.boxes, bones.node_lines, strict=True)
    ]
    used = {edge.kind for edge in graph.edges}
    entries = [
        LegendEntry(kind.legend, kind.tone, style=kind.style, width=kind.width, arrow=kind.arrow, broken=kind.broken)
        for kind in graph.kinds
        if kind.legend and kind.id in used
    ]
    return frame.scene(width, bottom, (*bands, *strokes, *nodes, *words), (*entries, *graph.extra_legend))


@dataclass(frozen=True, slots=True)
class _Canvas:
    """From the layout's two directions to x and y."""

    across: float
    along: float
    downwards: bool

    def point(self, across: float, along: float) -> Point:
        moved = (across + self.across, along + self.along)
        return (moved[1], moved[0]) if self.downwards else moved

    def box(self, across: float, along: float, deep: float, long: float) -> Box:
        x, y = self.point(across, along)
        return Box(x, y, long, deep, radius=5) if self.downwards else Box(x, y, deep, long, radius=5)

    def command(self, command: Command) -> Command:
        match command:
            case Move(x, y):
                return Move(*self.point(x, y))
            case Line(x, y):
                return Line(*self.point(x, y))
            case Curve(x1, y1, x2, y2, x, y):
                return Curve(*self.point(x1, y1), *self.point(x2, y2), *self.point(x, y))

    def direction(self, across: float, along: float) -> Point:
        return (along, across) if self.downwards else (across, along)


def _bands(lanes: Sequence[Lane], places: Sequence[LaneEdges], top: float, length: float) -> tuple[list[Item], float]:
    """The bands with their headings, and the y at which the boxes may begin."""
    headings = [
        wrap(lane.heading, at.band_right - at.band_left - 12, _HEADING_SIZE, bold=True) if lane.heading else ()
        for lane, at in zip(lanes, places, strict=True)
    ]
    tallest = max((len(lines) for lines in headings), default=0)
    body = top + PAD + (17 * tallest + 8 if tallest else 0)
    items: list[Item] = []
    for lane, at, lines in zip(lanes, places, headings, strict=True):
        if not lines:
            continue
        left, wide = MARGIN + at.band_left, at.band_right - at.band_left
        band = Box(left, top, wide, body - top + length + PAD, PALETTE[lane.tone].wash, radius=8)
        words = Label(left + wide / 2, top + 22, lines, _HEADING_SIZE, bold=True, anchor=Anchor.MIDDLE, leading=17)
        items.append(Group((band, words), Role.LANE, key=lane.id))
    return items, body


def _draw_node(node: Node, tone: Tone, box: Box, lines: tuple[str, ...], *, downwards: bool) -> Group:
    shade = PALETTE[tone]
    frame = Box(box.x, box.y, box.width, box.height, shade.fill, shade.border, 1.2, node.border, box.radius)
    counted = node.count > 1
    note, rows = note_lines(node, box.width), mark_rows(node, box.width)
    if (note or rows) and not downwards:
        under = NOTE_LEADING * len(note) + MARK_ROW * len(rows)
        room = Box(box.x, box.y + 1, box.width, box.height - under)
    else:
        note, rows, room = (), (), box
    items: list[Item] = [frame, centred(room, lines, dx=-12 if counted else 0)]
    if counted:
        items.append(badge(box.right - 20, room.y + room.height / 2, str(node.count), Tone.PLAIN))
    middle, y = box.x + box.width / 2, room.bottom - 5
    if note:
        ink = PALETTE[Tone.BAD].ink
        items.append(Label(middle, y + 7, note, NOTE_SIZE, anchor=Anchor.MIDDLE, fill=ink, leading=NOTE_LEADING))
        y += NOTE_LEADING * len(note)
    for row in rows:
        first = middle - MARK_STEP * (len(row) - 1) / 2
        items += (badge(first + MARK_STEP * at, y + 6, mark.text, mark.tone) for at, mark in enumerate(row))
        y += MARK_ROW
    return Group(tuple(items), Role.NODE, node.hover or node.label, node.id)


def _draw_edge(edge: Edge, kind: EdgeKind, route: Route, title: str, onto: _Canvas) -> Group:
    ink = PALETTE[kind.tone].ink
    stroke = Path(tuple(onto.command(command) for command in route.commands), ink, kind.width, kind.style)
    heads = (arrow_head(onto.point(*tip), onto.direction(*direction), ink) for tip, direction in route.heads)
    return Group((stroke, *heads), Role.EDGE, title, f"{edge.source}>{edge.target}>{edge.kind}")


def _draw_words(kind: EdgeKind, route: Route, title: str, lines: tuple[str, ...], onto: _Canvas) -> list[Item]:
    """The label and the sign of an edge, drawn above every stroke."""
    ink = PALETTE[kind.tone].ink
    items: list[Item] = list(cross(*onto.point(*route.middle), ink)) if kind.broken else []
    if lines:
        wide, tall = label_size(lines)
        half = (tall if onto.downwards else wide) / 2
        x, y = onto.point(route.label[0] + route.label_side * half, route.label[1])
        first = y - LABEL_LEADING * (len(lines) - 1) / 2 + 0.36 * LABEL_SIZE
        items += [
            Box(x - wide / 2, y - tall / 2, wide, tall, WHITE, radius=3),
            Label(x - wide / 2 + 3, first, lines, LABEL_SIZE, fill=ink, leading=LABEL_LEADING),
        ]
    return [Group(tuple(items), title=title)] if items else []
