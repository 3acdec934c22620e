"""The coordinates of a layered figure: where each box stands and how each edge runs, before anything is drawn.

The layout knows two directions only: *across* the lanes and *along* them. Lanes side by side or one under another
differ in nothing but which of the two is x.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from samhandling.figures.diagram import Layered, Mark, Node
from samhandling.figures.ordering import Network, best_order
from samhandling.figures.placement import Extents, place
from samhandling.figures.routing import (
    Arc,
    LaneEdges,
    Port,
    Route,
    Segment,
    Side,
    assign_arcs,
    port_offsets,
    route_arc,
    route_chain,
)
from samhandling.figures.text_metrics import text_width, wrap

LABEL_SIZE = 10.0
LABEL_LEADING = 12.0
NODE_SIZE = 12.0
NOTE_SIZE = 10.0
NOTE_LEADING = 12.5
MARK_STEP = 21.0
MARK_ROW = 18.0
PAD = 14.0  # room beside the boxes of a lane
_THIN = 6.0  # what a long edge takes in a lane it crosses
_ARC_STEP = 9.0
_LABELLED_LEVELS = 5
_NARROW_GAP = 70.0  # between lanes, for the curves
_WIDE_GAP = 190.0
_SHORT_GAP = 46.0  # the same when the lanes lie under each other

Size = tuple[float, float]  # across, along


@dataclass(frozen=True, slots=True)
class Skeleton:
    """Lanes, boxes (across, along: where they begin, and their sizes), routes of the edges, and all words in lines.

    Everything begins at 0; `depth` is the whole extent across the lanes, `length` along them."""

    lanes: tuple[LaneEdges, ...]
    boxes: tuple[tuple[float, float, float, float], ...]
    routes: tuple[Route, ...]
    node_lines: tuple[tuple[str, ...], ...]
    label_lines: tuple[tuple[str, ...], ...]
    depth: float
    length: float


@dataclass(frozen=True, slots=True)
class _Plan:
    """The graph with long edges cut into segments, by slot number (nodes first, then the slots of long edges)."""

    network: Network
    segments: tuple[Segment, ...]
    arcs: tuple[Arc, ...]
    chains: tuple[tuple[int, ...], ...]  # for each edge its slots by lane; empty for an arc
    slot_lane: tuple[int, ...]
    target: tuple[int, ...]  # for each edge the slot its arrow points at


Ports = Mapping[tuple[int, Side], Sequence[Port]]


def skeleton(graph: Layered) -> Skeleton:
    """Lay out a graph. Same input, same coordinates."""
    plan = _plan(graph)
    order = best_order(plan.network)
    arcs = assign_arcs(plan.arcs, plan.network, order)
    label_lines = _label_lines(graph, _crowded(arcs, plan))
    labels = [_turned(label_size(lines), graph) for lines in label_lines]
    ports = _ports(graph, plan, arcs, labels)
    node_lines, sizes = _boxes(graph, ports)
    along = tuple(sizes[slot][1] if slot < len(sizes) else _THIN for slot in range(len(plan.slot_lane)))
    deep = [0.0 if graph.downwards else graph.node_width] * len(graph.lanes)
    for slot, (size, _) in enumerate(sizes):
        deep[plan.slot_lane[slot]] = max(deep[plan.slot_lane[slot]], size)
    gaps = (28.0, 4.0, 16.0, 0.95) if graph.downwards else (16.0, 3.0, 9.0, 0.55)
    is_box = tuple(slot < len(sizes) for slot in range(len(along)))
    centre, length = place(plan.network, order, Extents(along, is_box, *gaps))
    lanes = _lanes(plan, arcs, labels, deep, short=graph.downwards)
    offsets = port_offsets(ports, centre)
    arc_of = {arc.edge: arc for arc in arcs}
    routes = []
    for number, (edge, chain) in enumerate(zip(graph.edges, plan.chains, strict=True)):
        if chain:
            onward = chain[-1] == plan.target[number]
            stops = [(lanes[plan.slot_lane[s]], centre[s] + offsets.get((s, number, False), 0.0)) for s in chain]
            routes.append(route_chain(stops, onward=onward, both=edge.both, arrow=edge.arrow))
        else:
            arc = arc_of[number]
            ends = (
                centre[arc.source] + offsets[arc.source, number, False],
                centre[arc.target] + offsets[arc.target, number, True],
            )
            heads = (edge.arrow and edge.both, edge.arrow)
            routes.append(route_arc(arc, ends, lanes[plan.slot_lane[arc.source]], heads))
    boxes = tuple(
        (lanes[plan.slot_lane[s]].box_left, centre[s] - along[s] / 2, deep[plan.slot_lane[s]], along[s])
        for s in range(len(sizes))
    )
    depth = lanes[-1].band_right if lanes else 0.0
    return Skeleton(lanes, boxes, tuple(routes), node_lines, label_lines, depth, length)


def note_lines(node: Node, width: float) -> tuple[str, ...]:
    """The note under a node's label, in lines that fit a box of the width."""
    return wrap(node.note, width - 16, NOTE_SIZE, max_lines=3) if node.note else ()


def mark_rows(node: Node, width: float) -> tuple[tuple[Mark, ...], ...]:
    """The marks of a node, as many in a row as a box of the width holds."""
    most = max(1, int((width - 12) // MARK_STEP))
    return tuple(node.marks[at : at + most] for at in range(0, len(node.marks), most))


def label_size(lines: Sequence[str]) -> Size:
    """Width and height of an edge label with its white ground; nothing for no words."""
    if not lines:
        return 0.0, 0.0
    return max(text_width(line, LABEL_SIZE) for line in lines) + 6, LABEL_LEADING * len(lines) + 2


def _turned(size: Size, graph: Layered) -> Size:
    return (size[1], size[0]) if graph.downwards else size


def _crowded(arcs: Sequence[Arc], plan: _Plan) -> frozenset[int]:
    """The arcs that lose the label of their kind, because so many run side by side that their labels would drive the
    lanes apart; line style, legend and hover title still tell the kind."""
    full = {(plan.slot_lane[arc.source], arc.side) for arc in arcs if arc.level > _LABELLED_LEVELS}
    return frozenset(arc.edge for arc in arcs if (plan.slot_lane[arc.source], arc.side) in full)


def _label_lines(graph: Layered, crowded: frozenset[int]) -> tuple[tuple[str, ...], ...]:
    default = {kind.id: (kind.label,) if kind.label else () for kind in graph.kinds}
    found = []
    for number, edge in enumerate(graph.edges):
        words = edge.labels or (() if number in crowded else default[edge.kind])
        if len(words) > 1:
            words = tuple(f"• {word}" for word in words)
        found.append(tuple(line for word in words for line in wrap(word, graph.label_width, LABEL_SIZE)))
    return tuple(found)


def _plan(graph: Layered) -> _Plan:
    lane_at = {lane.id: index for index, lane in enumerate(graph.lanes)}
    slot_of = {node.id: slot for slot, node in enumerate(graph.nodes)}
    slot_lane = [lane_at[node.lane] for node in graph.nodes]
    segments: list[Segment] = []
    arcs: list[Arc] = []
    chains: list[tuple[int, ...]] = []
    for number, edge in enumerate(graph.edges):
        source, target = slot_of[edge.source], slot_of[edge.target]
        if slot_lane[source] == slot_lane[target]:
            arcs.append(Arc(number, source, target))
            chains.append(())
            continue
        first, last = sorted((source, target), key=slot_lane.__getitem__)
        between = range(slot_lane[first] + 1, slot_lane[last])
        chain = (first, *range(len(slot_lane), len(slot_lane) + len(between)), last)
        slot_lane += between
        chains.append(chain)
        segments += [Segment(number, a, b) for a, b in pairwise(chain)]
    before: list[list[int]] = [[] for _ in slot_lane]
    after: list[list[int]] = [[] for _ in slot_lane]
    peers: list[list[int]] = [[] for _ in slot_lane]
    for segment in segments:
        after[segment.left].append(segment.right)
        before[segment.right].append(segment.left)
    for arc in arcs:
        peers[arc.source].append(arc.target)
        if arc.source != arc.target:
            peers[arc.target].append(arc.source)
    lanes: list[list[int]] = [[] for _ in graph.lanes]
    for slot, lane in enumerate(slot_lane):
        lanes[lane].append(slot)
    network = Network(*(tuple(tuple(part) for part in parts) for parts in (lanes, before, after, peers)))
    targets = tuple(slot_of[edge.target] for edge in graph.edges)
    return _Plan(network, tuple(segments), tuple(arcs), tuple(chains), tuple(slot_lane), targets)


def _ports(graph: Layered, plan: _Plan, arcs: Sequence[Arc], labels: Sequence[Size]) -> Ports:
    """What meets each side of each box, unsorted, with the room each line needs."""
    found: dict[tuple[int, Side], list[Port]] = {}
    for segment in plan.segments:
        for slot, other, side in (
            (segment.left, segment.right, Side.RIGHT),
            (segment.right, segment.left, Side.LEFT),
        ):
            if slot < len(graph.nodes):
                long = labels[segment.edge][1]
                room = long + (10 if graph.downwards else 2) if long and plan.target[segment.edge] == slot else 0.0
                found.setdefault((slot, side), []).append(Port(segment.edge, other, room))
    for arc in arcs:
        # A loop from a box to itself needs room to turn, and a label room on the stretch between the ends.
        room = max(9.0 if arc.source == arc.target else 0.0, labels[arc.edge][1])
        for slot, other, end in ((arc.source, arc.target, False), (arc.target, arc.source, True)):
            found.setdefault((slot, arc.side), []).append(Port(arc.edge, other, room, arc.level, end))
    return found


def _boxes(graph: Layered, ports: Ports) -> tuple[tuple[tuple[str, ...], ...], list[Size]]:
    """The words of each box in lines, and its size: enough for the words and for what meets its sides."""
    texts, sizes = [], []
    for slot, node in enumerate(graph.nodes):
        sides = [ports.get((slot, side), ()) for side in Side]
        needed = max(sum(port.pitch(len(side)) for port in side) + 8 for side in sides)
        wide = max(graph.node_width, needed) if graph.downwards else graph.node_width
        lines = wrap(node.label, wide - 16 - (26 if node.count > 1 else 0), NODE_SIZE, max_lines=6)
        tall = max(30.0, 15.0 * len(lines) + 15)
        if not graph.downwards:
            tall += NOTE_LEADING * len(note_lines(node, wide)) + MARK_ROW * len(mark_rows(node, wide))
        texts.append(lines)
        sizes.append((tall, wide) if graph.downwards else (wide, max(tall, needed)))
    return tuple(texts), sizes


def _lanes(
    plan: _Plan, arcs: Sequence[Arc], labels: Sequence[Size], deep: Sequence[float], *, short: bool
) -> tuple[LaneEdges, ...]:
    """Where every lane lies: room beside the boxes for arcs, between the lanes for curves and labels."""
    count = len(deep)
    steps: dict[tuple[int, Side], list[float]] = {(lane, side): [] for lane in range(count) for side in Side}
    for arc in arcs:
        tracks = steps[plan.slot_lane[arc.source], arc.side]
        tracks += [_ARC_STEP] * (arc.level - len(tracks))
        tracks[arc.level - 1] = max(tracks[arc.level - 1], labels[arc.edge][0] + 4)
    zones = [[8.0, 10.0] for _ in deep]  # straight stretches at the two ends of the gap after each lane
    busy = [0] * count
    for segment in plan.segments:
        gap = plan.slot_lane[segment.left]
        busy[gap] += 1
        wide = labels[segment.edge][0]
        target = plan.target[segment.edge]
        if wide and target in (segment.left, segment.right):
            zone = 0 if target == segment.left else 1
            zones[gap][zone] = max(zones[gap][zone], wide + 12)
    lanes: list[LaneEdges] = []
    at = 0.0
    for index, depth in enumerate(deep):
        left, right = steps[index, Side.LEFT], steps[index, Side.RIGHT]
        box_left = at + PAD + sum(left)
        box_right = box_left + depth
        band_right = box_right + PAD + sum(right)
        lanes.append(
            LaneEdges(
                box_left,
                box_right,
                at,
                band_right,
                at - zones[index - 1][1] if index else at,
                band_right + zones[index][0] if index < count - 1 else band_right,
                tuple(box_left - depth for depth in _depths(left)),
                tuple(box_right + depth for depth in _depths(right)),
            )
        )
        curves = _SHORT_GAP if short else min(max(_NARROW_GAP, 50 + 3.2 * busy[index]), _WIDE_GAP)
        at = band_right + sum(zones[index]) + curves
    return tuple(lanes)


def _depths(steps: Sequence[float]) -> list[float]:
    """How far from the boxes the track of each level runs."""
    return [PAD - 2 + sum(steps[:level]) + step / 2 for level, step in enumerate(steps)]
