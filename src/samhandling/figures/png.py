"""The PNG painter: the same scene through matplotlib, for the workbook and Word. Same scene, same bytes.

matplotlib takes most of a second to load, so it is imported when something is painted, never before.
"""
# ruff: noqa: PLC0415

import warnings
from io import BytesIO
from typing import TYPE_CHECKING, Any

from samhandling.figures.palette import WHITE
from samhandling.figures.scene import (
    Anchor,
    Box,
    Command,
    Curve,
    Group,
    Item,
    Label,
    Line,
    LineStyle,
    Move,
    Path,
    Polygon,
    Scene,
)
from samhandling.figures.svg import MARK
from samhandling.figures.text_metrics import printable

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.path import Path as MplPath
    from matplotlib.transforms import Transform

_COMPRESSION = 4
"""Of PNG, 0-9: a tenth larger than with matplotlib's own 6, in half the time."""
_POINT = 0.75  # points in a scene unit (a CSS pixel)
_DPI = 96
_DASHES = {LineStyle.DASHED: (6, 4), LineStyle.DOTTED: (1.5, 3.5), LineStyle.DASH_DOT: (9, 3.5, 1.5, 3.5)}
_ANCHORS = {Anchor.START: "left", Anchor.MIDDLE: "center", Anchor.END: "right"}
_ROUND = 0.5523


def png_bytes(scene: Scene, *, scale: float = 2.0) -> bytes:
    """The scene as PNG, `scale` pixels to the scene unit; without a date, and with our mark."""
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.transforms import Affine2D

    # Someone's matplotlibrc must not change the picture.
    shaping = ("agg", "figure", "font", "lines", "patch", "path", "savefig", "text")
    defaults: Any = {key: value for key, value in mpl.rcParamsDefault.items() if key.split(".")[0] in shaping}
    plain = mpl.rc_context({**defaults, "path.simplify": False})
    with plain, warnings.catch_warnings():
        # A sign the font lacks is drawn as a frame; the words are in the table beside the figure too.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        figure = Figure(figsize=(scene.width / _DPI, scene.height / _DPI), dpi=_DPI * scale, facecolor=WHITE)
        canvas = FigureCanvasAgg(figure)
        to_pixels = Affine2D().scale(scale, -scale).translate(0, round(scene.height * scale))
        painter = _Painter(figure, to_pixels)
        for item in scene.items:
            painter.draw(item)
        buffer = BytesIO()
        figure.savefig(
            buffer, format="png", dpi="figure", metadata={"Software": MARK}, pil_kwargs={"compress_level": _COMPRESSION}
        )
        # The figure's parts hold each other, and wait for the garbage collector; the pixels (48 MB of a map) need not.
        renderer: Any = canvas.get_renderer()  # type: ignore[no-untyped-call]
        renderer.__dict__.clear()
    return buffer.getvalue()


class _Painter:
    """Draws items on a figure; keeps the fonts and the depth of what comes next."""

    def __init__(self, figure: "Figure", transform: "Transform") -> None:
        from pathlib import Path as FilePath

        import matplotlib as mpl
        from matplotlib.font_manager import FontProperties

        fonts = FilePath(mpl.get_data_path()) / "fonts" / "ttf"
        # The files that come with matplotlib, by name: an installed font of the same name may differ.
        self._fonts = {
            bold: FontProperties(fname=str(fonts / name))
            for bold, name in ((False, "DejaVuSans.ttf"), (True, "DejaVuSans-Bold.ttf"))
        }
        self._figure = figure
        self._transform = transform
        self._depth = 1.0

    def draw(self, item: Item) -> None:
        """Draw one item on top of those before it."""
        match item:
            case Group():
                for part in item.items:
                    self.draw(part)
            case Box():
                self._shape(_rectangle(item), item.fill, item.stroke, item.stroke_width, item.style)
            case Polygon():
                self._shape(_closed(item), item.fill, item.stroke, item.stroke_width, LineStyle.SOLID)
            case Path():
                outline = _mpl_path(item.commands)
                if item.style is LineStyle.DOUBLE:
                    self._shape(outline, "none", item.stroke, item.width * 2.5, LineStyle.SOLID)
                    self._shape(outline, "none", WHITE, item.width, LineStyle.SOLID)
                else:
                    self._shape(outline, "none", item.stroke, item.width, item.style)
            case Label():
                self._label(item)

    def _shape(self, outline: "MplPath", fill: str, stroke: str, width: float, style: LineStyle) -> None:
        from matplotlib.patches import PathPatch

        # matplotlib counts dashes in line widths.
        dashes = (0, tuple(part / width for part in _DASHES[style])) if style in _DASHES and stroke else "solid"
        patch = PathPatch(
            outline,
            facecolor=fill,
            edgecolor=stroke or "none",
            linewidth=width * _POINT if stroke else 0,
            linestyle=dashes,
            capstyle="butt",
            joinstyle="round",
            transform=self._transform,
            zorder=self._next(),
        )
        self._figure.add_artist(patch)

    def _label(self, label: Label) -> None:
        for index, line in enumerate(label.lines):
            self._figure.text(
                label.x,
                label.y + index * label.leading,
                printable(line).replace("\n", " "),
                transform=self._transform,
                fontproperties=self._fonts[label.bold],
                fontsize=label.size * _POINT,
                color=label.fill,
                ha=_ANCHORS[label.anchor],
                va="baseline",
                parse_math=False,
                zorder=self._next(),
            )

    def _next(self) -> float:
        self._depth += 1
        return self._depth


def _mpl_path(commands: tuple[Command, ...]) -> "MplPath":
    from matplotlib.path import Path as MplPath

    vertices: list[tuple[float, float]] = []
    codes: list[Any] = []  # matplotlib's own numbers
    for command in commands:
        match command:
            case Move(x, y):
                vertices.append((x, y))
                codes.append(MplPath.MOVETO)
            case Line(x, y):
                vertices.append((x, y))
                codes.append(MplPath.LINETO)
            case Curve(x1, y1, x2, y2, x, y):
                vertices += [(x1, y1), (x2, y2), (x, y)]
                codes += [MplPath.CURVE4] * 3
    return MplPath(vertices, codes)


def _closed(polygon: Polygon) -> "MplPath":
    from matplotlib.path import Path as MplPath

    return MplPath([*polygon.points, polygon.points[0]], closed=True)


def _rectangle(box: Box) -> "MplPath":
    """A rectangle with round corners, as SVG draws it."""
    radius = min(box.radius, box.width / 2, box.height / 2)
    soft = radius * (1 - _ROUND)
    left, top, right, bottom = box.x, box.y, box.right, box.bottom
    commands: tuple[Command, ...] = (
        Move(left + radius, top),
        Line(right - radius, top),
        Curve(right - soft, top, right, top + soft, right, top + radius),
        Line(right, bottom - radius),
        Curve(right, bottom - soft, right - soft, bottom, right - radius, bottom),
        Line(left + radius, bottom),
        Curve(left + soft, bottom, left, bottom - soft, left, bottom - radius),
        Line(left, top + radius),
        Curve(left, top + soft, left + soft, top, left + radius, top),
    )
    return _mpl_path(commands)
