"""The house's looks for what the figures tell again and again: what carries a link, and how a duty stands.

Every look differs from the others by line style, pattern or sign too, so that nothing is told by colour alone. The
words come from the caller (config/texts/figures.yaml holds them).
"""

from dataclasses import dataclass

from samhandling.figures.diagram import EdgeKind
from samhandling.figures.palette import Tone
from samhandling.figures.patterns import Pattern
from samhandling.figures.scene import LineStyle

_LINKS = {
    "entry": (Tone.OUTSIDE, LineStyle.SOLID, 1.1),
    "agreement": (Tone.GOOD, LineStyle.SOLID, 1.8),
    "arena": (Tone.BLUE, LineStyle.DOUBLE, 1.3),
    "transition": (Tone.PURPLE, LineStyle.DASH_DOT, 1.7),
    "delegation": (Tone.GOOD, LineStyle.SOLID, 1.8),
    "lapsed": (Tone.PARTIAL, LineStyle.DOTTED, 1.9),
    "missing": (Tone.BAD, LineStyle.DASHED, 1.5),
    "broken": (Tone.BAD, LineStyle.DASHED, 1.8),
}


def link(name: str, legend: str, *, label: str = "", arrow: bool = True) -> EdgeKind:
    """The kind of edge of a link: entry, agreement, arena, transition, missing; delegation, lapsed, broken.

    `label` is written on each of its edges («mangler»); `arrow` is whether the legend shows an arrow head. Raises
    KeyError for another name.
    """
    tone, style, width = _LINKS[name]
    return EdgeKind(name, legend, tone, style, width, label, broken=name == "broken", arrow=arrow)


@dataclass(frozen=True, slots=True)
class Look:
    """How one verdict looks wherever it is drawn: colour, line, pattern, and a sign that is text."""

    tone: Tone
    style: LineStyle
    width: float
    pattern: Pattern
    sign: str


VERDICTS: dict[str, Look] = {
    "met": Look(Tone.GOOD, LineStyle.SOLID, 2.2, Pattern.PLAIN, "✓"),
    "partial": Look(Tone.PARTIAL, LineStyle.DASH_DOT, 2.0, Pattern.RISING, "~"),
    "not_met": Look(Tone.BAD, LineStyle.DASHED, 2.0, Pattern.CROSSED, "✗"),
    "undocumented": Look(Tone.UNKNOWN, LineStyle.DOTTED, 2.0, Pattern.LEVEL, "?"),
    "not_applicable": Look(Tone.OFF, LineStyle.DOUBLE, 1.4, Pattern.UPRIGHT, "–"),
}
"""By the value of the verdict in a result."""

OUTCOMES: dict[str, Look] = {
    "assigned": VERDICTS["met"],
    "gap": VERDICTS["not_met"],
    "conflict": VERDICTS["partial"],
    "not_involved": VERDICTS["undocumented"],
    "not_designable": Look(Tone.PURPLE, LineStyle.DOUBLE, 1.2, Pattern.FALLING, "!"),
}
"""By the outcome of a situation in the proof of coordination."""
