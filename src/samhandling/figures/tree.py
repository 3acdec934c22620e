"""A delegation tree, from the top: who has got which authority from whom, and where a chain is broken.

The levels follow from the delegations (those nobody delegates to stand at the top) unless the caller gives them; the
drawing is the layered layout's.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from samhandling.figures.diagram import Edge, EdgeKind, Lane, Layered, Node
from samhandling.figures.layered import layered_scene
from samhandling.figures.legend import Frame, LegendEntry
from samhandling.figures.palette import Tone
from samhandling.figures.scene import LineStyle, Scene


@dataclass(frozen=True, slots=True)
class Holder:
    """A body or role that can hold authority. `level` (0 at the top) when it is not to follow from the delegations;
    `vacant` draws the box dashed."""

    id: str
    label: str
    tone: Tone = Tone.PLAIN
    level: int | None = None
    hover: str = ""
    vacant: bool = False


@dataclass(frozen=True, slots=True)
class Grant:
    """A delegation of one or more authorities, named by `labels`; `kind` is the id of a kind of edge."""

    source: str
    target: str
    kind: str
    labels: tuple[str, ...] = ()
    hover: str = ""


def tree_scene(
    holders: Sequence[Holder],
    grants: Sequence[Grant],
    kinds: Sequence[EdgeKind],
    frame: Frame,
    extra_legend: tuple[LegendEntry, ...] = (),
) -> Scene:
    """The figure of a delegation tree; several grants of one kind between the same two become one arrow.

    Raises ValueError for a grant whose ends or kind do not exist.
    """
    levels = _levels(holders, grants)
    lanes = tuple(Lane(str(level)) for level in range(max(levels.values(), default=0) + 1))
    nodes = tuple(
        Node(
            holder.id,
            str(levels[holder.id]),
            holder.label,
            holder.tone,
            hover=holder.hover,
            border=LineStyle.DASHED if holder.vacant else LineStyle.SOLID,
        )
        for holder in holders
    )
    merged: dict[tuple[str, str, str], list[Grant]] = {}
    for grant in grants:
        merged.setdefault((grant.source, grant.target, grant.kind), []).append(grant)
    edges = tuple(
        Edge(
            source,
            target,
            kind,
            tuple(dict.fromkeys(label for grant in same for label in grant.labels)),
            "; ".join(dict.fromkeys(grant.hover for grant in same if grant.hover)),
        )
        for (source, target, kind), same in merged.items()
    )
    graph = Layered(
        lanes,
        nodes,
        edges,
        tuple(kinds),
        node_width=172.0,
        label_width=200.0,
        downwards=True,
        extra_legend=extra_legend,
    )
    return layered_scene(graph, frame)


def _levels(holders: Sequence[Holder], grants: Sequence[Grant]) -> dict[str, int]:
    """The longest way from a root to each holder; what closes a circle is left out of the count."""
    given: dict[str, list[str]] = {holder.id: [] for holder in holders}
    for grant in grants:
        if grant.source in given and grant.target in given and grant.source != grant.target:
            given[grant.target].append(grant.source)
    fixed = {holder.id: holder.level for holder in holders if holder.level is not None}
    levels: dict[str, int] = dict(fixed)
    for holder in holders:
        _settle(holder.id, given, levels)
    return levels


def _settle(start: str, given: dict[str, list[str]], levels: dict[str, int]) -> None:
    """Depth first without recursion, so that a chain of any length is well; `open_now` holds the way there."""
    stack, open_now = [start], {start}
    while stack:
        holder = stack[-1]
        waiting = [s for s in given[holder] if s not in levels and s not in open_now] if holder not in levels else []
        if waiting:
            stack.append(waiting[0])
            open_now.add(waiting[0])
            continue
        if holder not in levels:
            levels[holder] = max((levels[s] + 1 for s in given[holder] if s in levels), default=0)
        open_now.discard(stack.pop())
