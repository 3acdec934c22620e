"""The SVG painter: a scene as one string, with its name and description for those who do not see it.

Text stays text (selectable, searchable); every word from outside is escaped; numbers have at most one decimal.
"""

from samhandling.figures.palette import TEXT, WHITE
from samhandling.figures.scene import (
    FONT_SIZE,
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
    Role,
    Scene,
)
from samhandling.figures.text_metrics import printable

MARK = "samhandling"
"""What tells that this tool wrote a file, so that it may replace it."""
_FONTS = "'DejaVu Sans', Verdana, 'Segoe UI', Arial, sans-serif"
_DASHES = {LineStyle.DASHED: "6 4", LineStyle.DOTTED: "1.5 3.5", LineStyle.DASH_DOT: "9 3.5 1.5 3.5"}
_ANCHORS = {Anchor.START: "", Anchor.MIDDLE: ' text-anchor="middle"', Anchor.END: ' text-anchor="end"'}
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}


def svg_text(
    scene: Scene, *, prefix: str = "figure", language: str = "", standalone: bool = False, grips: bool = True
) -> str:
    """The scene as SVG. `prefix` keeps the ids of several figures in one page apart; `standalone` for a file; without
    `grips` thin lines are harder to point at, and the text is a fifth shorter.

    Raises ValueError for a prefix that is no plain word (ASCII letters, digits, hyphens; a letter first).
    """
    if not (prefix.isascii() and prefix.replace("-", "").isalnum() and prefix[0].isalpha()):
        raise ValueError(f"not a plain prefix for ids: {prefix!r}")
    width, height = _number(scene.width), _number(scene.height)
    lang = f' lang="{_escape(language)}" xml:lang="{_escape(language)}"' if language else ""
    parts = [
        f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- {MARK} -->\n' if standalone else "",
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{prefix}-title {prefix}-desc"{lang} ',
        (
            f'viewBox="0 0 {width} {height}" width="{width}" height="{height}" font-family="{_FONTS}" '
            f'font-size="{_number(FONT_SIZE)}" fill="{TEXT}">\n'
        ),
        f'<title id="{prefix}-title">{_escape(scene.title)}</title>\n',
        f'<desc id="{prefix}-desc">{_escape(scene.description)}</desc>\n',
        f'<rect width="{width}" height="{height}" fill="{WHITE}"/>\n',
    ]
    parts += (_item(item, grips=grips) + "\n" for item in scene.items)
    parts.append("</svg>\n")
    return "".join(parts)


def _escape(text: str) -> str:
    """Text as XML text or attribute value."""
    return "".join(_ESCAPES.get(char, char) for char in printable(text))


def _number(value: float) -> str:
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _item(item: Item, *, grips: bool) -> str:
    match item:
        case Group():
            return _group(item, grips=grips)
        case Box():
            return _box(item)
        case Path():
            return _path(item)
        case Polygon():
            return _polygon(item)
        case Label():
            return _label(item)


def _group(group: Group, *, grips: bool) -> str:
    title = f"<title>{_escape(group.title)}</title>" if group.title else ""
    kind = "" if group.role is Role.OTHER else f' class="{group.role}"'
    grip = ""
    if grips and group.role is Role.EDGE and title:
        # A thin line is hard to point at: an unseen wide one under it takes the pointer.
        grip = "".join(
            f'<path d="{_data(item.commands)}" fill="none" stroke="none" stroke-width="9" pointer-events="stroke"/>'
            for item in group.items
            if isinstance(item, Path)
        )
    return f"<g{kind}>{title}{grip}{''.join(_item(item, grips=grips) for item in group.items)}</g>"


def _dashes(style: LineStyle) -> str:
    return f' stroke-dasharray="{_DASHES[style]}"' if style in _DASHES else ""


def _box(box: Box) -> str:
    x, y, width, height = (_number(value) for value in (box.x, box.y, box.width, box.height))
    radius = f' rx="{_number(box.radius)}"' if box.radius else ""
    stroke = ""
    if box.stroke:
        stroke = f' stroke="{box.stroke}" stroke-width="{_number(box.stroke_width)}"{_dashes(box.style)}'
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}"{radius} fill="{box.fill}"{stroke}/>'


def _data(commands: tuple[Command, ...]) -> str:
    parts = []
    for command in commands:
        match command:
            case Move(x, y):
                parts.append(f"M{_number(x)} {_number(y)}")
            case Line(x, y):
                parts.append(f"L{_number(x)} {_number(y)}")
            case Curve(x1, y1, x2, y2, x, y):
                parts.append("C" + " ".join(_number(value) for value in (x1, y1, x2, y2, x, y)))
    return "".join(parts)


def _path(path: Path) -> str:
    data = _data(path.commands)
    if path.style is LineStyle.DOUBLE:
        outer = f'<path d="{data}" fill="none" stroke="{path.stroke}" stroke-width="{_number(path.width * 2.5)}"/>'
        return outer + f'<path d="{data}" fill="none" stroke="{WHITE}" stroke-width="{_number(path.width)}"/>'
    dashes = _dashes(path.style)
    return f'<path d="{data}" fill="none" stroke="{path.stroke}" stroke-width="{_number(path.width)}"{dashes}/>'


def _polygon(polygon: Polygon) -> str:
    points = " ".join(f"{_number(x)},{_number(y)}" for x, y in polygon.points)
    stroke = f' stroke="{polygon.stroke}" stroke-width="{_number(polygon.stroke_width)}"' if polygon.stroke else ""
    return f'<polygon points="{points}" fill="{polygon.fill}"{stroke}/>'


def _label(label: Label) -> str:
    weight = ' font-weight="bold"' if label.bold else ""
    x, y = _number(label.x), _number(label.y)
    # What most texts have stands once, on the whole figure.
    size = "" if label.size == FONT_SIZE else f' font-size="{_number(label.size)}"'
    fill = "" if label.fill == TEXT else f' fill="{label.fill}"'
    start = f'<text x="{x}" y="{y}"{size}{weight}{_ANCHORS[label.anchor]}{fill}>'
    if len(label.lines) == 1:
        return f"{start}{_escape(label.lines[0])}</text>"
    # The space before the next line keeps words apart when the text is copied.
    lines = (
        f'<tspan x="{x}" y="{_number(label.y + index * label.leading)}">{_escape(line)}</tspan>'
        for index, line in enumerate(label.lines)
    )
    return f"{start}{' '.join(lines)}</text>"
