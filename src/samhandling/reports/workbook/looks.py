"""The looks of the workbook: named styles, made once and shared by every cell that has them."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from samhandling.figures.palette import PALETTE, TEXT, WHITE
from samhandling.figures.palette import Tone as Shade
from samhandling.reports.sections.blocks import Tone

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.styles.cell_style import StyleArray

FONT = "Arial"
SIZE = 10
HEADER = "#1f3a5f"
EDITABLE = "#fffbe6"
LINK = "#0b4a8f"
GRID = "#c9d0d6"
MUTED = "#46505a"
TONES = {
    Tone.NEUTRAL: None,
    Tone.GOOD: PALETTE[Shade.GOOD].fill,
    Tone.WARNING: PALETTE[Shade.PARTIAL].fill,
    Tone.BAD: PALETTE[Shade.BAD].fill,
    Tone.UNKNOWN: PALETTE[Shade.UNKNOWN].fill,
    Tone.MUTED: PALETTE[Shade.OFF].fill,
}
DATE_FORMAT = {"nb": "dd\\.mm\\.yyyy", "nn": "dd\\.mm\\.yyyy", "en": "yyyy\\-mm\\-dd"}
NUMBER_FORMAT = "#,##0"
DECIMAL_FORMAT = "#,##0.##"

_LINES: dict[str, dict[str, object]] = {
    "title": {"size": 16, "bold": True, "color": HEADER},
    "heading2": {"size": 13, "bold": True, "color": HEADER},
    "heading3": {"size": 11, "bold": True, "color": HEADER},
    "caption": {"size": 11, "bold": True, "color": TEXT},
    "lead": {"size": 11, "color": TEXT},
    "body": {"color": TEXT},
    "note": {"italic": True, "color": MUTED},
    "warning": {"bold": True, "color": PALETTE[Shade.BAD].border},
    "link": {"color": LINK, "underline": "single"},
}


@dataclass(frozen=True, slots=True)
class Look:
    """What decides how a cell of a table looks."""

    tone: Tone = Tone.NEUTRAL
    editable: bool = False
    link: bool = False
    head: bool = False
    """Whether it names its row."""
    format: str = ""
    """Number format; empty for text."""


@dataclass
class Looks:
    """The styles of one workbook; each is made when first asked for."""

    book: "Workbook"
    _made: dict[object, "StyleArray"] = field(default_factory=dict)

    def line(self, style: str) -> "StyleArray":
        """The style of running words: title, heading, body …"""
        if style not in self._made:
            from openpyxl.styles import Alignment  # noqa: PLC0415

            self._make(style, f"samhandling text {style}", _LINES[style], None, Alignment(vertical="center"), text=True)
        return self._made[style]

    def header(self) -> "StyleArray":
        """The style of a column's heading."""
        if "header" not in self._made:
            from openpyxl.styles import Alignment  # noqa: PLC0415

            wrapped = Alignment(vertical="center", wrap_text=True)
            self._make("header", "samhandling header", {"bold": True, "color": WHITE}, HEADER, wrapped, text=True)
        return self._made["header"]

    def cell(self, look: Look) -> "StyleArray":
        """The style of a table's cell."""
        if look not in self._made:
            from openpyxl.styles import Alignment  # noqa: PLC0415

            font: dict[str, object] = {"color": LINK if look.link else TEXT, "bold": look.head}
            if look.link:
                font["underline"] = "single"
            fill = EDITABLE if look.editable and look.tone is Tone.NEUTRAL else TONES[look.tone]
            right = bool(look.format)
            placed = Alignment(
                vertical="top", wrap_text=not right, horizontal="right" if right else "left", indent=int(right)
            )
            words = ["cell", str(look.tone), *(name for name in ("editable", "link", "head") if getattr(look, name))]
            name = " ".join(["samhandling", *words, *([str(len(self._made))] if look.format else [])])
            self._make(look, name, font, fill, placed, text=not look.format, format_=look.format)
        return self._made[look]

    def _make(
        self, key: object, name: str, font: dict[str, object], fill: str | None, alignment: object, *,
        text: bool, format_: str = "",
    ) -> None:
        from openpyxl.cell import Cell  # noqa: PLC0415
        from openpyxl.styles import Border, Font, NamedStyle, PatternFill, Side  # noqa: PLC0415

        style = NamedStyle(name)
        style.font = Font(**{"name": FONT, "size": SIZE} | font | {"color": _argb(str(font["color"]))})  # type: ignore[arg-type]
        if fill is not None:
            style.fill = PatternFill("solid", fgColor=_argb(fill))
        if key == "header" or isinstance(key, Look):
            side = Side("thin", color=_argb(GRID))
            style.border = Border(left=side, right=side, top=side, bottom=side)
        style.alignment = alignment  # type: ignore[assignment]
        if format_:
            style.number_format = format_
        self.book.add_named_style(style)
        sample: Any = Cell(self.book.worksheets[0], row=1, column=1)
        sample.style = name
        array: StyleArray = sample._style  # noqa: SLF001 - no other way to share a style at no cost for each cell
        array.quotePrefix = int(text)
        self._made[key] = array


def _argb(colour: str) -> str:
    return "FF" + colour.removeprefix("#").upper()
