"""The frame of every figure: its name above, its legend and a note below, words wrapped to the width."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from samhandling.figures.palette import MUTED_TEXT, PALETTE, Tone
from samhandling.figures.patterns import Pattern, hatched
from samhandling.figures.scene import (
    Anchor,
    Box,
    Group,
    Item,
    Label,
    Line,
    LineStyle,
    Move,
    Path,
    Role,
    Scene,
    arrow_head,
    centred,
)
from samhandling.figures.text_metrics import text_width, wrap

MARGIN = 16.0
_SAMPLE = 52.0
_SIZE = 11.5
_ROW = 20.0
_TITLE_SIZE = 16.0


class Sample(StrEnum):
    """What a legend entry shows before its words."""

    LINE = "line"
    BOX = "box"
    BADGE = "badge"


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One line of the legend: a sample and its meaning. `mark` is the sign drawn in a badge or on a broken line."""

    text: str
    tone: Tone = Tone.PLAIN
    sample: Sample = Sample.LINE
    style: LineStyle = LineStyle.SOLID
    width: float = 1.6
    arrow: bool = True
    pattern: Pattern = Pattern.PLAIN
    mark: str = ""
    broken: bool = False


def cross(x: float, y: float, colour: str) -> tuple[Item, ...]:
    """The sign of a broken line: a cross on a white disc, with its centre at (x, y)."""
    arm = 4.0
    strokes = (Move(x - arm, y - arm), Line(x + arm, y + arm), Move(x - arm, y + arm), Line(x + arm, y - arm))
    return (Box(x - 7, y - 7, 14, 14, radius=7, stroke=colour, stroke_width=1.2), Path(strokes, colour, 2.0))


def badge(
    x: float, y: float, text: str, tone: Tone, *, size: float = 10.5, style: LineStyle = LineStyle.SOLID
) -> Group:
    """A small rounded sign with a word or two, its centre at (x, y)."""
    width = max(text_width(text, size, bold=True) + 10, 18.0)
    box = Box(
        round(x - width / 2, 1), round(y - 8, 1), round(width, 1), 16,
        fill=PALETTE[tone].fill, stroke=PALETTE[tone].border, stroke_width=1.0, style=style, radius=8,
    )  # fmt: skip
    return Group((box, centred(box, (text,), size=size, bold=True)))


def legend(entries: Sequence[LegendEntry], x: float, y: float, width: float) -> tuple[tuple[Item, ...], float]:
    """The entries set side by side and wrapped to the width; the shapes, and the height they take."""
    items: list[Item] = []
    left, row_top, row_height = x, y, _ROW
    for entry in entries:
        lines = wrap(entry.text, width - _SAMPLE - 8, _SIZE)
        need = _SAMPLE + 8 + max(text_width(line, _SIZE) for line in lines)
        if left > x and left + need > x + width:
            left, row_top = x, row_top + row_height
            row_height = _ROW
        words = Label(round(left + _SAMPLE + 8, 1), round(row_top + 14, 1), lines, _SIZE)
        items.append(Group((*_sample(entry, left, row_top + 10), words), Role.LEGEND))
        row_height = max(row_height, _ROW + 15 * (len(lines) - 1))
        left = round(left + need + 26, 1)
    return tuple(items), (row_top + row_height - y) if entries else 0.0


def _sample(entry: LegendEntry, x: float, y: float) -> tuple[Item, ...]:
    shade = PALETTE[entry.tone]
    if entry.sample is Sample.BADGE:
        return (badge(x + _SAMPLE / 2, y, entry.mark, entry.tone, style=entry.style),)
    if entry.sample is Sample.BOX:
        box = Box(x + 8, y - 7, _SAMPLE - 12, 14, shade.fill, shade.border, 1.2, entry.style, 3)
        return hatched(box, entry.pattern, shade.border)
    start, end = x + (24 if entry.mark else 0), x + _SAMPLE - (7 if entry.arrow else 0)
    line = Path((Move(start, y), Line(end, y)), shade.ink, entry.width, entry.style)
    head = (arrow_head((x + _SAMPLE, y), (1, 0), shade.ink),) if entry.arrow else ()
    sign = cross((start + end) / 2, y, shade.ink) if entry.broken else ()
    words: tuple[Item, ...] = (badge(x + 11, y, entry.mark, entry.tone),) if entry.mark else ()
    return (line, *head, *sign, *words)


@dataclass(frozen=True, slots=True)
class Frame:
    """The words around a figure. `show_title` also paints the title; the SVG and the alt text have it anyway."""

    title: str
    description: str
    note: str = ""
    show_title: bool = False

    def head(self, width: float) -> tuple[tuple[Item, ...], float]:
        """The painted title and the y at which the figure itself begins."""
        if not self.show_title:
            return (), MARGIN
        lines = wrap(self.title, width - 2 * MARGIN, _TITLE_SIZE, bold=True)
        label = Label(MARGIN, MARGIN + 14, lines, _TITLE_SIZE, bold=True, leading=21)
        return (label,), MARGIN + 21 * len(lines) + 8

    def scene(self, width: float, bottom: float, items: Sequence[Item], entries: Sequence[LegendEntry] = ()) -> Scene:
        """The whole scene: what `head` gave, the figure down to `bottom`, the legend, the note."""
        heading, _ = self.head(width)
        y = bottom
        under: list[Item] = []
        if entries:
            signs, height = legend(entries, MARGIN, y + 14, width - 2 * MARGIN)
            under += signs
            y += 14 + height
        if self.note:
            lines = wrap(self.note, width - 2 * MARGIN, 10.5)
            under.append(Label(MARGIN, y + 18, lines, 10.5, anchor=Anchor.START, fill=MUTED_TEXT, leading=14))
            y += 8 + 14 * len(lines)
        return Scene(self.title, self.description, round(width, 1), round(y + MARGIN, 1), (*heading, *items, *under))
