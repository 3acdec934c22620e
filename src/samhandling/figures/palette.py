"""The house's colours: pale fills with dark text, and dark inks for lines.

Contrast, by WCAG 2.1: text at least 4.5:1 against every fill it can stand on, lines at least 3:1. Colour never
carries a meaning alone; line styles, patterns, labels and marks do it as well.
"""

from dataclasses import dataclass
from enum import StrEnum

WHITE = "#ffffff"
TEXT = "#1b2127"
MUTED_TEXT = "#46505a"
GRID = "#c9d0d6"


class Tone(StrEnum):
    """What kind of thing a colour stands for; callers choose a tone, never a colour."""

    FAMILY = "family"
    EVERYDAY = "everyday"
    MUNICIPAL = "municipal"
    COORDINATION = "coordination"
    OUTSIDE = "outside"
    PLAIN = "plain"
    GOOD = "good"
    PARTIAL = "partial"
    BAD = "bad"
    UNKNOWN = "unknown"
    OFF = "off"
    BLUE = "blue"
    PURPLE = "purple"


@dataclass(frozen=True, slots=True)
class Shade:
    """The colours of one tone: the wash behind a lane, the fill of a box, its border, and the ink of a line."""

    wash: str
    fill: str
    border: str
    ink: str


PALETTE: dict[Tone, Shade] = {
    Tone.FAMILY: Shade("#fdf8ea", "#fdeec4", "#6b5a1e", "#7a5c00"),
    Tone.EVERYDAY: Shade("#f0f6fb", "#d9eaf7", "#2b5672", "#1f5d8c"),
    Tone.MUNICIPAL: Shade("#f1f8f1", "#deefde", "#2f5d36", "#17663a"),
    Tone.COORDINATION: Shade("#f8f3fb", "#eddff4", "#5b3a72", "#6a3a90"),
    Tone.OUTSIDE: Shade("#f5f5f5", "#e6e8ea", "#454c52", "#4a545c"),
    Tone.PLAIN: Shade("#f7f8f9", "#ffffff", "#454c52", "#4a545c"),
    Tone.GOOD: Shade("#eef7f2", "#cfe9da", "#0f5c3d", "#0b6b45"),
    Tone.PARTIAL: Shade("#fdf6e6", "#fbe3ae", "#7a5200", "#8a5a00"),
    Tone.BAD: Shade("#fdf1ef", "#f9d3cd", "#8f1d14", "#b3241a"),
    Tone.UNKNOWN: Shade("#f3f4f8", "#dfe2ee", "#414a72", "#4a5385"),
    Tone.OFF: Shade("#f7f7f7", "#f1f1f1", "#666c72", "#646b72"),
    Tone.BLUE: Shade("#eff4fc", "#d5e3f8", "#1f4c8c", "#1d54a6"),
    Tone.PURPLE: Shade("#f7f1fb", "#eadbf5", "#5b2e85", "#6f35a5"),
}


def _luminance(colour: str) -> float:
    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours (#rrggbb), 1 to 21, as WCAG 2.1 defines it."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
