"""A scene: what a figure consists of, in scene units (one unit is one CSS pixel), y growing downwards.

Both painters draw exactly this. Order is depth: what comes later lies on top.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from samhandling.figures.palette import TEXT, WHITE
from samhandling.figures.text_metrics import text_width

FONT_SIZE = 12.0
Point = tuple[float, float]


class LineStyle(StrEnum):
    """How a line is drawn, so that colour is never the only difference."""

    SOLID = "solid"
    DASHED = "dashed"
    DOTTED = "dotted"
    DASH_DOT = "dash_dot"
    DOUBLE = "double"


class Anchor(StrEnum):
    """Which point of a line of text its x names."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


class Role(StrEnum):
    """What a group of shapes is: kept as a class in the SVG, and asked for by tests."""

    NODE = "node"
    EDGE = "edge"
    LANE = "lane"
    BAR = "bar"
    LEGEND = "legend"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, rounded or not. `stroke` empty: no border."""

    x: float
    y: float
    width: float
    height: float
    fill: str = WHITE
    stroke: str = ""
    stroke_width: float = 1.2
    style: LineStyle = LineStyle.SOLID
    radius: float = 0.0

    @property
    def right(self) -> float:
        """The x of the right side."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of the lower side."""
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Move:
    """Lift the pen and put it down at a point."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Line:
    """A straight stroke to a point."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Curve:
    """A cubic Bézier to (x, y) with two control points."""

    x1: float
    y1: float
    x2: float
    y2: float
    x: float
    y: float


Command = Move | Line | Curve


@dataclass(frozen=True, slots=True)
class Path:
    """A stroked line; begins with a `Move`. DOUBLE is drawn as two thin lines with white between."""

    commands: tuple[Command, ...]
    stroke: str
    width: float = 1.5
    style: LineStyle = LineStyle.SOLID


@dataclass(frozen=True, slots=True)
class Polygon:
    """A filled shape, such as an arrow head."""

    points: tuple[Point, ...]
    fill: str
    stroke: str = ""
    stroke_width: float = 1.2


@dataclass(frozen=True, slots=True)
class Label:
    """One or several lines of text. (x, y) is the baseline of the first; `leading` the distance between baselines."""

    x: float
    y: float
    lines: tuple[str, ...]
    size: float = FONT_SIZE
    bold: bool = False
    anchor: Anchor = Anchor.START
    fill: str = TEXT
    leading: float = 15.0

    @property
    def extent(self) -> Box:
        """The rectangle the words take, by estimate."""
        width = max((text_width(line, self.size, bold=self.bold) for line in self.lines), default=0.0)
        left = self.x - {Anchor.START: 0.0, Anchor.MIDDLE: width / 2, Anchor.END: width}[self.anchor]
        height = self.leading * (len(self.lines) - 1) + self.size
        return Box(left, self.y - 0.8 * self.size, width, height)


@dataclass(frozen=True, slots=True)
class Group:
    """Shapes that are one thing to the reader; `title` is what the pointer shows. `key` names the thing in tests."""

    items: tuple["Item", ...]
    role: Role = Role.OTHER
    title: str = ""
    key: str = ""


Item = Box | Path | Polygon | Label | Group


@dataclass(frozen=True, slots=True)
class Scene:
    """A whole figure. `title` is its name, `description` the text for those who do not see it."""

    title: str
    description: str
    width: float
    height: float
    items: tuple[Item, ...]

    def walk(self) -> Iterator[Item]:
        """Every item, groups before what they hold."""
        stack = list(reversed(self.items))
        while stack:
            item = stack.pop()
            yield item
            if isinstance(item, Group):
                stack += reversed(item.items)

    def groups(self, role: Role) -> tuple[Group, ...]:
        """The groups of one role, in drawing order."""
        return tuple(item for item in self.walk() if isinstance(item, Group) and item.role is role)


def centred(
    box: Box, lines: tuple[str, ...], *, size: float = FONT_SIZE, bold: bool = False, fill: str = TEXT, dx: float = 0.0
) -> Label:
    """A label with its lines in the middle of a box, `dx` to the right of it."""
    leading = round(size * 1.25, 1)
    first = box.y + box.height / 2 - leading * (len(lines) - 1) / 2 + 0.36 * size
    return Label(box.x + box.width / 2 + dx, first, lines, size, bold, Anchor.MIDDLE, fill, leading)


def arrow_head(tip: Point, direction: Point, colour: str, *, length: float = 9.0, half: float = 4.2) -> Polygon:
    """A filled arrow head with its tip at a point; `direction` is a unit vector along the last stroke."""
    (x, y), (dx, dy) = tip, direction
    back_x, back_y = x - dx * length, y - dy * length
    return Polygon(((x, y), (back_x - dy * half, back_y + dx * half), (back_x + dy * half, back_y - dx * half)), colour)
