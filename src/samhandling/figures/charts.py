"""Small charts: stacked horizontal bars, with every value printed beside them.

The parts differ by pattern as well as colour, and the numbers stand in columns headed by the same patterns, so the
chart can be read without colour and without measuring.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from samhandling.figures.legend import MARGIN, Frame, LegendEntry, Sample
from samhandling.figures.palette import PALETTE, Tone
from samhandling.figures.patterns import Pattern, hatched
from samhandling.figures.scene import Anchor, Box, Group, Item, Label, LineStyle, Role, Scene
from samhandling.figures.text_metrics import text_width, wrap

_SIZE = 12.0
_BAR = 18.0
_ROW = 30.0


@dataclass(frozen=True, slots=True)
class Series:
    """One kind of part: its words and its looks."""

    legend: str
    tone: Tone
    pattern: Pattern = Pattern.PLAIN


@dataclass(frozen=True, slots=True)
class Bar:
    """A row: its name, a value for each series (never negative), and the same values as the reader's language writes
    them (without: plain digits)."""

    label: str
    values: tuple[int, ...]
    texts: tuple[str, ...] = ()
    hover: str = ""


def stacked_bars(
    bars: Sequence[Bar], series: Sequence[Series], frame: Frame, *, width: float = 760.0, share: bool = False
) -> Scene:
    """Bars of stacked parts. `share`: every bar is full, its parts are shares of its own total.

    Raises ValueError when a bar does not have one value for each series, or a negative one.
    """
    if any(len(bar.values) != len(series) or len(bar.texts) not in (0, len(series)) for bar in bars):
        raise ValueError("a bar must have one value, and one text or none, for each series")
    if any(value < 0 for bar in bars for value in bar.values):
        raise ValueError("a value is negative")
    texts = [bar.texts or tuple(str(value) for value in bar.values) for bar in bars]
    columns = [max((text_width(row[n], _SIZE) for row in texts), default=0.0) for n in range(len(series))]
    columns = [max(column, 24.0) + 14 for column in columns]
    names = [wrap(bar.label, 170, _SIZE, max_lines=3) for bar in bars]
    name_width = max((text_width(line, _SIZE) for lines in names for line in lines), default=0.0) + 12
    left = MARGIN + name_width
    room = max(width - left - sum(columns) - MARGIN - 8, 160.0)
    width = left + room + 8 + sum(columns) + MARGIN
    _, top = frame.head(width)
    items: list[Item] = []
    x = left + room + 8
    for column, one in zip(columns, series, strict=True):
        x += column
        items.append(Group(_swatch(Box(x - 22, top, 22, 13), one), title=one.legend))
    y = top + 22
    longest = max((sum(bar.values) for bar in bars), default=0)
    for bar, words, values in zip(bars, names, texts, strict=True):
        tall = max(_ROW, 15.0 * len(words) + 6)
        middle = y + tall / 2
        total = sum(bar.values)
        whole = total if share else longest
        parts: list[Item] = [
            Label(left - 12, middle + 4.3 - 7.5 * (len(words) - 1), words, _SIZE, anchor=Anchor.END),
        ]
        parts += _parts(bar, series, Box(left, middle - _BAR / 2, room, _BAR), whole)
        x = left + room + 8
        for column, value in zip(columns, values, strict=True):
            x += column
            parts.append(Label(x, middle + 4.3, (value,), _SIZE, anchor=Anchor.END))
        title = bar.hover or f"{bar.label}: " + ", ".join(
            f"{one.legend} {value}" for one, value in zip(series, values, strict=True)
        )
        items.append(Group(tuple(parts), Role.BAR, title, bar.label))
        y += tall
    entries = [LegendEntry(one.legend, one.tone, Sample.BOX, pattern=one.pattern) for one in series]
    return frame.scene(width, y, items, entries)


def _swatch(box: Box, one: Series) -> tuple[Item, ...]:
    shade = PALETTE[one.tone]
    filled = Box(box.x, box.y, box.width, box.height, shade.fill, shade.border, 1.2)
    return hatched(filled, one.pattern, shade.border)


def _parts(bar: Bar, series: Sequence[Series], track: Box, whole: int) -> list[Item]:
    """The parts of a bar; an outline alone when it has nothing. A part that is not zero is never too thin to see."""
    if not sum(bar.values):
        empty = PALETTE[Tone.OFF]
        return [Box(track.x, track.y, track.width, track.height, empty.wash, empty.border, 1.0, LineStyle.DOTTED)]
    full = track.width * sum(bar.values) / whole
    widths = [full * value / sum(bar.values) for value in bar.values]
    least = min(3.0, full / len(widths))
    thin = [0 < wide < least for wide in widths]
    lent = sum(least - wide for wide, small in zip(widths, thin, strict=True) if small)
    broad = sum(wide for wide, small in zip(widths, thin, strict=True) if not small)
    items: list[Item] = []
    x = track.x
    for one, wide, small in zip(series, widths, thin, strict=True):
        if not wide:
            continue
        drawn = least if small else wide - lent * wide / broad
        items += _swatch(Box(x, track.y, drawn, track.height), one)
        x += drawn
    return items
