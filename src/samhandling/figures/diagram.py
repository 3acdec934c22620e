"""What the layered layout is asked to draw: lanes, nodes, edges and kinds of edge, and nothing of what they mean."""

from dataclasses import dataclass, field

from samhandling.figures.legend import LegendEntry
from samhandling.figures.palette import Tone
from samhandling.figures.scene import LineStyle


@dataclass(frozen=True, slots=True)
class Lane:
    """A column. Without a heading no band is drawn behind it."""

    id: str
    heading: str = ""
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Mark:
    """A small sign of a letter or two."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Node:
    """A box in a lane. `count` above 1 is shown as a badge (how many the box stands for); `tone` None: the lane's.

    `note` stands under the label in the ink of what is lacking; `marks` stand below both: boxes with the
    same mark share something that is drawn without lines."""

    id: str
    lane: str
    label: str
    tone: Tone | None = None
    count: int = 0
    hover: str = ""
    border: LineStyle = LineStyle.SOLID
    note: str = ""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class EdgeKind:
    """What carries an edge, and how that is drawn. `legend` empty: not in the legend. `label` is written on every
    edge of the kind that has none of its own; `broken` adds a cross in the middle of the line; `arrow` is whether the
    legend shows an arrow head."""

    id: str
    legend: str
    tone: Tone
    style: LineStyle = LineStyle.SOLID
    width: float = 1.6
    label: str = ""
    broken: bool = False
    arrow: bool = True


@dataclass(frozen=True, slots=True)
class Edge:
    """A connection between two nodes. Several labels stand under each other. `both`: an arrow head at either end;
    without `arrow` there is none, because neither leads to the other."""

    source: str
    target: str
    kind: str
    labels: tuple[str, ...] = ()
    hover: str = ""
    both: bool = False
    arrow: bool = True


@dataclass(frozen=True, slots=True)
class Layered:
    """What is to be drawn. Raises ValueError for a repeated node, or a lane, node or kind that does not exist.

    `downwards`: the lanes are rows, the first one at the top, and headings are not drawn."""

    lanes: tuple[Lane, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    kinds: tuple[EdgeKind, ...]
    node_width: float = 158.0
    label_width: float = 150.0  # the widest a label of an edge may be
    downwards: bool = False
    extra_legend: tuple[LegendEntry, ...] = field(default=())

    def __post_init__(self) -> None:
        ids = {node.id for node in self.nodes}
        if len(ids) != len(self.nodes) or len({lane.id for lane in self.lanes}) != len(self.lanes):
            raise ValueError("a node or a lane occurs twice")
        unknown = (
            {node.lane for node in self.nodes} - {lane.id for lane in self.lanes}
            | {end for edge in self.edges for end in (edge.source, edge.target)} - ids
            | {edge.kind for edge in self.edges} - {kind.id for kind in self.kinds}
        )
        if unknown:
            raise ValueError(f"not among the lanes, nodes or kinds: {', '.join(sorted(unknown))}")
