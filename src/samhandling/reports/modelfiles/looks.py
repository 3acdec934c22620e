"""The looks of a workbook to fill in, made once and shared by every cell that has them."""

from copy import copy
from dataclasses import dataclass, field
from enum import StrEnum, unique
from typing import TYPE_CHECKING, Any

from samhandling.model.shape import Kind, Slot

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.styles.cell_style import StyleArray
    from openpyxl.worksheet.worksheet import Worksheet

FONT = "Calibri"
DARK, MIDDLE, LIGHT, GRID = "FF1F3A5F", "FF46658C", "FFF3F5F7", "FFC9D0D6"
WHITE, INK, MUTED, LINK = "FFFFFFFF", "FF1B2631", "FF5A6570", "FF0B4A8F"
MISSING, MISSING_LINE = "FFFBE3E0", "FFB3261E"
DATE_FORMAT = "yyyy\\-mm\\-dd"
TEXT_FORMAT = "@"


@unique
class Look(StrEnum):
    """What a cell is."""

    TITLE = "title"
    TITLE_OF_LIST = "title of a list"
    HEADING = "heading"
    STEP = "step"
    BODY = "body"
    LINK = "link"
    REQUIRED = "required"
    """The heading of a column that must be filled in."""
    OPTIONAL = "optional"
    KEY = "key"
    NOTE = "note"
    TEXT = "text"
    DATE = "date"
    NUMBER = "number"
    EXAMPLE_TEXT = "example text"
    EXAMPLE_DATE = "example date"
    EXAMPLE_NUMBER = "example number"

    @property
    def example(self) -> "Look":
        """The same in an example row."""
        return Look(f"example {self.value}")


def look_of(slot: Slot) -> Look:
    """Return how the values of a slot look."""
    if slot.kind is Kind.DATE:
        return Look.DATE
    return Look.NUMBER if slot.kind in {Kind.WHOLE, Kind.NUMBER} else Look.TEXT


@dataclass(slots=True)
class Looks:
    """The styles of one workbook."""

    book: "Workbook"
    _made: dict[tuple[Look, bool], "StyleArray"] = field(default_factory=dict)

    def style(self, look: Look, sheet: "Worksheet", *, quoted: bool = False) -> "StyleArray":
        """Return a style, made when first asked for; ``quoted`` keeps a text that begins like a formula a text."""
        if (look, quoted) not in self._made:
            from openpyxl.cell import Cell  # noqa: PLC0415

            cell: Any = Cell(sheet, 1, 1)
            self._dress(cell, look)
            array = copy(cell._style)  # noqa: SLF001 - openpyxl has no other way to share a style that costs nothing
            array.quotePrefix = int(quoted)
            self._made[look, quoted] = array
        return self._made[look, quoted]

    def dress_column(self, sheet: "Worksheet", letters: str, look: Look, width: float) -> None:
        """Give a column its width, and the looks of cells that are not written yet."""
        dimension: Any = sheet.column_dimensions[letters]
        dimension.width = width
        dimension._style = copy(self.style(look, sheet))  # noqa: SLF001 - as above

    @staticmethod
    def _dress(target: Any, look: Look) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side  # noqa: PLC0415

        sizes = {Look.TITLE: 18, Look.HEADING: 13}
        colours = {
            Look.TITLE: DARK, Look.HEADING: DARK, Look.TITLE_OF_LIST: DARK, Look.LINK: LINK,
            Look.REQUIRED: WHITE, Look.OPTIONAL: WHITE,
            Look.NOTE: MUTED, Look.EXAMPLE_TEXT: MUTED, Look.EXAMPLE_DATE: MUTED, Look.EXAMPLE_NUMBER: MUTED,
        }  # fmt: skip
        fills = {
            Look.REQUIRED: DARK, Look.OPTIONAL: MIDDLE, Look.KEY: LIGHT,
            Look.EXAMPLE_TEXT: LIGHT, Look.EXAMPLE_DATE: LIGHT, Look.EXAMPLE_NUMBER: LIGHT,
        }  # fmt: skip
        bold = look in {Look.TITLE, Look.TITLE_OF_LIST, Look.HEADING, Look.REQUIRED, Look.OPTIONAL, Look.KEY}
        target.font = Font(
            name=FONT, size=sizes.get(look, 11), bold=bold, italic=look.startswith("example"),
            color=colours.get(look, INK), underline="single" if look is Look.LINK else None,
        )  # fmt: skip
        if look in fills:
            target.fill = PatternFill("solid", fgColor=fills[look])
        if look not in {Look.TITLE, Look.TITLE_OF_LIST, Look.HEADING, Look.STEP, Look.BODY, Look.LINK}:
            side = Side("thin", color=GRID)
            target.border = Border(left=side, right=side, top=side, bottom=side)
        heading = look in {Look.REQUIRED, Look.OPTIONAL}
        right = look in {Look.NUMBER, Look.EXAMPLE_NUMBER, Look.STEP}
        target.alignment = Alignment(
            vertical="center" if heading or look is Look.HEADING else "top",
            wrap_text=look not in {Look.TITLE, Look.TITLE_OF_LIST},
            horizontal="right" if right else "left",
        )  # fmt: skip
        formats = {Look.DATE: DATE_FORMAT, Look.EXAMPLE_DATE: DATE_FORMAT, Look.NUMBER: "General",
                   Look.EXAMPLE_NUMBER: "General"}
        target.number_format = formats.get(look, TEXT_FORMAT)
