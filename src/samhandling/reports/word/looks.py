"""The looks of a document: styles, language, margins; readable in print and by a screen reader."""

from typing import TYPE_CHECKING, Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from samhandling.figures.palette import MUTED_TEXT, PALETTE, TEXT
from samhandling.figures.palette import Tone as Shade

if TYPE_CHECKING:
    from docx.document import Document

FONT = "Arial"
INK = "#1f3a5f"
HEADER_FILL = "#1f3a5f"
WARNING = PALETTE[Shade.BAD].border
LANGUAGES = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
"""What Word calls the languages, for spelling and for being read aloud."""
_HEADINGS = {"Title": 20.0, "Subtitle": 12.0, "Heading 1": 15.0, "Heading 2": 12.5, "Heading 3": 11.0}
_USED = {
    "Normal", "Header", "Footer", "Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3", "List Bullet",
    "List Number", "Caption", "Table Grid", "Normal Table", "Default Paragraph Font", "No List",
}


def colour(code: str) -> RGBColor:
    """A colour of the house (``#rrggbb``) as Word takes it."""
    return RGBColor.from_string(code.removeprefix("#"))


def dress(document: "Document", language: str) -> None:
    """Give the document the house's styles and its language, also where the defaults are kept."""
    styles: Any = document.styles
    for style in list(styles):
        # The template brings a hundred table styles that nobody uses.
        if style.type is WD_STYLE_TYPE.TABLE and style.name not in _USED:
            style.delete()
    normal = styles["Normal"]
    _font(normal, 10.5, TEXT)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.15
    for name, size in _HEADINGS.items():
        _font(styles[name], size, INK)
        styles[name].font.bold = name != "Subtitle"
        styles[name].font.italic = False
        styles[name].paragraph_format.keep_with_next = True
        styles[name].paragraph_format.space_before = Pt(0 if name in ("Title", "Subtitle") else size)
        styles[name].paragraph_format.space_after = Pt(4)
    for name in ("Title", "Subtitle"):
        _plain(styles[name])
    _font(styles["Caption"], 10.5, TEXT)
    styles["Caption"].font.bold = True
    styles["Caption"].paragraph_format.keep_with_next = True
    for name in ("Header", "Footer"):
        _font(styles[name], 9.0, MUTED_TEXT)
    for name in ("List Bullet", "List Number"):
        styles[name].paragraph_format.space_after = Pt(3)
    _speak(document, LANGUAGES[language])


def _font(style: Any, size: float, ink: str) -> None:
    style.font.name = FONT
    style.font.size = Pt(size)
    style.font.color.rgb = colour(ink)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        # The template's theme fonts would win over the name.
        if "Theme" in attribute:
            del fonts.attrib[attribute]
    for attribute in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(attribute), FONT)


def _plain(style: Any) -> None:
    """The template draws a blue line under the title, and spaces its letters out."""
    for name in ("w:pBdr", "w:spacing", "w:kern"):
        for each in style.element.findall(f".//{qn(name)}"):
            if name != "w:spacing" or each.getparent().tag == qn("w:rPr"):
                each.getparent().remove(each)


def _speak(document: "Document", tag: str) -> None:
    """The language in the document's defaults, in every style that has one of its own, and for the theme."""
    root = document.styles.element
    defaults = root.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    if defaults.find(qn("w:lang")) is None:
        defaults.append(OxmlElement("w:lang"))
    for each in root.iter(qn("w:lang")):
        each.set(qn("w:val"), tag)
    settings = document.settings.element
    theme = settings.find(qn("w:themeFontLang"))
    if theme is not None:
        theme.set(qn("w:val"), tag)
