"""The life course: stages from left to right, services as rows, transitions as lines from those who hand over to
those who take over.

A transition is one upright line: a round sign at each service that hands over, an arrow into each that receives, and
its name above. Line style and sign tell how it stands; the list below the figure says it in words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from samhandling.figures.legend import MARGIN, Frame, LegendEntry, Sample, badge
from samhandling.figures.palette import GRID, PALETTE, Tone
from samhandling.figures.scene import (
    Anchor,
    Box,
    Command,
    Group,
    Item,
    Label,
    Line,
    Move,
    Path,
    Role,
    Scene,
    arrow_head,
    centred,
)
from samhandling.figures.styles import Look
from samhandling.figures.text_metrics import text_width, wrap

_NAMES = 186.0  # width of the column with the names of the services
_ROW = 31.0
_BAR = 12.0
_SLOT = 40.0  # width that one transition takes
_STAGE = 88.0  # least width of a stage
_STUB = 15.0
_SIGN = 7.5  # radius
_KEY_SIZE = 11.0


@dataclass(frozen=True, slots=True)
class Stage:
    """A column of the life course."""

    id: str
    heading: str


@dataclass(frozen=True, slots=True)
class Row:
    """A service and the stages it serves."""

    id: str
    label: str
    stages: tuple[str, ...]
    tone: Tone = Tone.PLAIN
    hover: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """How a transition can stand, in words and looks."""

    id: str
    legend: str
    look: Look


@dataclass(frozen=True, slots=True)
class Handover:
    """A transition. It stands between its two stages, within the stage when they are the same, and in a column of its
    own at the right, for any age, when `to_stage` is empty."""

    id: str
    name: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    state: str
    from_stage: str = ""
    to_stage: str = ""
    hover: str = ""


@dataclass(frozen=True, slots=True)
class LifeCourse:
    """What is to be drawn. Raises ValueError for a stage, row or state that does not exist."""

    stages: tuple[Stage, ...]
    rows: tuple[Row, ...]
    handovers: tuple[Handover, ...]
    states: tuple[State, ...]
    any_age: str = ""  # heading of the column for transitions at any age

    def __post_init__(self) -> None:
        stages, rows = {stage.id for stage in self.stages}, {row.id for row in self.rows}
        unknown = {stage for row in self.rows for stage in row.stages} - stages
        for handover in self.handovers:
            unknown |= {handover.from_stage, handover.to_stage} - stages - {""}
            unknown |= {*handover.sources, *handover.targets} - rows
            unknown |= {handover.state} - {state.id for state in self.states}
        if unknown:
            raise ValueError(f"not among the stages, rows or states: {', '.join(sorted(unknown))}")


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where everything stands: the span of each stage by id, the x of each transition, the y of each row."""

    spans: Mapping[str, tuple[float, float]]
    at: tuple[float, ...]
    rows: Mapping[str, float]
    right: float


def timeline_scene(course: LifeCourse, frame: Frame) -> Scene:
    """The figure of a life course. Same input, same scene."""
    spans, at, right = _across(course)
    width = right + MARGIN
    _, top = frame.head(width)
    headings = [
        (span, wrap(heading, span[1] - span[0] - 8, 12.0, bold=True))
        for heading, span in [
            *((stage.heading, spans[stage.id]) for stage in course.stages),
            *([(course.any_age, spans[""])] if "" in spans else []),
        ]
    ]
    head = 15.0 * max((len(lines) for _, lines in headings), default=0) + 12
    first = top + head + _ROW
    rows = {row.id: first + index * _ROW for index, row in enumerate(course.rows)}
    bottom = first + (len(course.rows) - 1) * _ROW + _ROW / 2 + 6
    grid = _Grid(spans, at, rows, right)
    items: list[Item] = []
    for index, (span, lines) in enumerate(headings):
        wash = PALETTE[Tone.EVERYDAY if index % 2 == 0 else Tone.PLAIN].wash
        band = Box(span[0], top, span[1] - span[0], bottom - top, wash, radius=6)
        words = Label((span[0] + span[1]) / 2, top + 18, lines, 12.0, bold=True, anchor=Anchor.MIDDLE, leading=15.0)
        items.append(Group((band, words), Role.LANE))
    items += (_draw_row(course, row, grid) for row in course.rows)
    states = {state.id: state for state in course.states}
    items += (_draw_handover(h, x, states[h.state], grid) for h, x in zip(course.handovers, at, strict=True))
    key, bottom = _key(course, states, bottom + 14, width)
    entries = [
        LegendEntry(s.legend, s.look.tone, Sample.LINE, s.look.style, s.look.width, mark=s.look.sign)
        for s in course.states
    ]
    return frame.scene(width, bottom, (*items, *key), entries)


def _across(course: LifeCourse) -> tuple[dict[str, tuple[float, float]], tuple[float, ...], float]:
    """The columns: each stage as wide as what happens within it, with room between stages for what happens there."""
    index = {stage.id: number for number, stage in enumerate(course.stages)}
    within: list[list[int]] = [[] for _ in course.stages]
    leading_in: list[list[int]] = [[] for _ in course.stages]
    any_age: list[int] = []
    for number, handover in enumerate(course.handovers):
        if not handover.to_stage:
            any_age.append(number)
        elif handover.from_stage in ("", handover.to_stage):
            within[index[handover.to_stage]].append(number)
        else:
            leading_in[index[handover.to_stage]].append(number)
    at = [0.0] * len(course.handovers)
    spans: dict[str, tuple[float, float]] = {}
    x = MARGIN + _NAMES
    columns = [(stage.id, stage.heading, leading_in[n], within[n]) for n, stage in enumerate(course.stages)]
    if any_age:
        columns.append(("", course.any_age, [], any_age))
    for number, (stage, heading, before, inside) in enumerate(columns):
        x += _SLOT * len(before) + (10 if number else 4)
        for place, which in enumerate(before):
            at[which] = x - 5 - _SLOT * (len(before) - place - 0.5)
        longest = max((text_width(word, 12.0, bold=True) for word in heading.split()), default=0.0)
        wide = max(_STAGE, longest + 10, _SLOT * len(inside) + 12)
        for place, which in enumerate(inside):
            at[which] = x + wide / 2 + _SLOT * (place - (len(inside) - 1) / 2) - 3
        spans[stage] = (x, x + wide)
        x += wide
    return spans, tuple(at), x


def _draw_row(course: LifeCourse, row: Row, grid: _Grid) -> Group:
    y = grid.rows[row.id]
    lines = wrap(row.label, _NAMES - 12, 11.5, max_lines=2)
    items: list[Item] = [
        Path((Move(MARGIN + _NAMES, y), Line(grid.right, y)), GRID, 0.8),
        Label(MARGIN + _NAMES - 10, y + 4 - 6.5 * (len(lines) - 1), lines, 11.5, anchor=Anchor.END, leading=13.0),
    ]
    shade = PALETTE[row.tone]
    for start, stop in _bars(course, row, grid):
        items.append(Box(start, y - _BAR / 2, stop - start, _BAR, shade.fill, shade.border, 1.0, radius=4))
    return Group(tuple(items), Role.BAR, row.hover or row.label, row.id)


def _bars(course: LifeCourse, row: Row, grid: _Grid) -> list[tuple[float, float]]:
    """The spans of a row's bars: stages that follow each other are one; a bar reaches to what it hands over and takes
    over just outside."""
    served = [stage.id for stage in course.stages if stage.id in row.stages]
    order = {stage.id: number for number, stage in enumerate(course.stages)}
    runs: list[list[str]] = []
    for stage in served:
        if runs and order[stage] == order[runs[-1][-1]] + 1:
            runs[-1].append(stage)
        else:
            runs.append([stage])
    bars = []
    edges = {stage.id: grid.spans[stage.id] for stage in course.stages}
    after = {a.id: edges[b.id][0] for a, b in pairwise(course.stages)}
    before = {b.id: edges[a.id][1] for a, b in pairwise(course.stages)}
    for run in runs:
        start, stop = edges[run[0]][0], edges[run[-1]][1]
        gives = [x for h, x in zip(course.handovers, grid.at, strict=True) if row.id in h.sources]
        takes = [x for h, x in zip(course.handovers, grid.at, strict=True) if row.id in h.targets]
        bars.append(
            (
                min([start, *(x + _STUB for x in takes if before.get(run[0], start) < x < start)]),
                max([stop, *(x for x in gives if stop < x < after.get(run[-1], stop))]),
            )
        )
    return bars


def _draw_handover(handover: Handover, x: float, state: State, grid: _Grid) -> Group:
    look = state.look
    ink = PALETTE[look.tone].ink
    sources = sorted(grid.rows[row] for row in set(handover.sources))
    targets = sorted(grid.rows[row] for row in set(handover.targets))
    touched = sorted({*sources, *targets})
    items: list[Item] = []
    if touched:
        items.append(Path((Move(x, touched[0] - 8), Line(x, touched[-1])), ink, look.width, look.style))
        # The short arms are whole lines: a dash pattern would not get far enough to be seen.
        arms: list[Command] = []
        for y in targets:
            arms += [Move(x, y), Line(x + _STUB - 6, y)]
        items.append(Path(tuple(arms), ink, 1.8))
        items += (arrow_head((x + _STUB, y), (1, 0), ink, length=9, half=4.6) for y in targets)
        items += (item for y in sources for item in _sign(x, y, look))
        items.append(badge(x, touched[0] - _ROW / 2, handover.id, look.tone, size=10, style=look.style))
    title = handover.hover or f"{handover.id} {handover.name}: {state.legend}"
    return Group(tuple(items), Role.EDGE, title, handover.id)


def _sign(x: float, y: float, look: Look) -> tuple[Item, ...]:
    disc = Box(
        x - _SIGN, y - _SIGN, 2 * _SIGN, 2 * _SIGN, stroke=PALETTE[look.tone].ink, stroke_width=1.4, radius=_SIGN
    )
    return (disc, centred(disc, (look.sign,), size=10, bold=True, fill=PALETTE[look.tone].ink))


def _key(course: LifeCourse, states: Mapping[str, State], top: float, width: float) -> tuple[Sequence[Item], float]:
    """The transitions in words, in columns read downwards; and the y where they end."""
    count = max(1, int((width - 2 * MARGIN) // 330))
    wide = (width - 2 * MARGIN) / count
    texts = [wrap(f"{h.name} – {states[h.state].legend}", wide - 74, _KEY_SIZE, max_lines=3) for h in course.handovers]
    items: list[Item] = []
    bottom = top
    done = 0
    for column in range(count):
        deep = -(-(len(texts) - done) // (count - column))
        y = top
        for handover, lines in list(zip(course.handovers, texts, strict=True))[done : done + deep]:
            look = states[handover.state].look
            x = MARGIN + column * wide
            tag = badge(x + 20, y + 9, handover.id, look.tone, size=10, style=look.style)
            words = Label(x + 64, y + 13, lines, _KEY_SIZE, leading=14.0)
            items.append(Group((tag, *_sign(x + 50, y + 9, look), words), Role.LEGEND, key=handover.id))
            y += 14.0 * (len(lines) - 1) + 21
        done += deep
        bottom = max(bottom, y)
    return items, bottom
