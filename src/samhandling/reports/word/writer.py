"""A report as a Word document: one function over its sections, which neither counts nor judges anything.

What it promises: real headings, a title and a language (also in the defaults); every table has a heading row that is
repeated on each page, and words; every picture has words; text is text and never a field; the banner stands at the
top of every page; the same report gives the same bytes.
"""

import re
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt

from samhandling.figures.palette import PALETTE
from samhandling.figures.palette import Tone as Shade
from samhandling.law.texts import Phrasebook
from samhandling.reports.office import parts_of, seal
from samhandling.reports.sections.blocks import (
    Block,
    Bullets,
    Cell,
    Figure,
    Heading,
    Paragraph,
    ParagraphStyle,
    Report,
    Section,
    Table,
    Tone,
)
from samhandling.reports.word.looks import HEADER_FILL, LANGUAGES, WARNING, colour, dress

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section as Page
    from docx.table import _Cell as TableCell
    from docx.text.paragraph import Paragraph as Words

CREATOR = "samhandling"
_MARGIN = Cm(2.2)
_A4 = (Cm(21.0), Cm(29.7))
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SIZES = ((4, 9.5), (7, 8.5), (1_000, 7.5))
"""Points; the more columns, the smaller the letters."""
_ROOM_TO_WRITE = Cm(0.9)
"""The height of a row in which somebody is to write."""
_WIDE = 0.52
"""How wide a letter of a bold word is, in ems."""
_BESIDE = int(Cm(0.42))
"""The empty space beside the words of a cell."""
_LONGEST_KEPT = 20
"""Words longer than this may be broken."""
_FILLS = {
    Tone.GOOD: PALETTE[Shade.GOOD].fill,
    Tone.WARNING: PALETTE[Shade.PARTIAL].fill,
    Tone.BAD: PALETTE[Shade.BAD].fill,
    Tone.UNKNOWN: PALETTE[Shade.UNKNOWN].fill,
}
_APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    f"<Application>{CREATOR}</Application></Properties>"
).encode()
_PIXEL = 9525
"""English metric units in a scene unit (a CSS pixel)."""


def write_word(report: Report, t: Phrasebook, *, banner: str = "") -> bytes:
    """Return the report as a ``.docx`` file, sealed with a digest of its content.

    ``banner`` stands at the top of every page («UTKAST – ikke vedtatt»); ``t`` writes the dates.
    """
    document = docx.Document()
    dress(document, report.language)
    _Writer(document, report, t, banner).write()
    buffer = BytesIO()
    document.save(buffer)
    parts = parts_of(buffer.getvalue())
    parts["docProps/app.xml"] = _APP
    return seal(parts)


class _Writer:
    """One document in the making."""

    def __init__(self, document: "Document", report: Report, t: Phrasebook, banner: str) -> None:
        self.document, self.report, self.t, self.banner = document, report, t, banner
        self.pictures = 0

    def write(self) -> None:
        report, document = self.report, self.document
        self._describe()
        _leave_out(document)
        self._page(document.sections[0], landscape=False)
        self._frame(document.sections[0])
        self.text("Title", report.title)
        self.text("Subtitle", report.subject)
        landscape = False
        for section in report.sections:
            if section.landscape or landscape:
                landscape = section.landscape
                self._page(document.add_section(WD_SECTION.NEW_PAGE), landscape=landscape)
            self.section(section)

    def section(self, section: Section) -> None:
        self.text("Heading 1", section.title)
        for block in section.blocks:
            self.block(block)

    def block(self, block: Block) -> None:
        match block:
            case Heading():
                self.text(f"Heading {block.level}", block.text)
            case Paragraph():
                self.paragraph(block)
            case Bullets():
                self.bullets(block)
            case Table():
                self.table(block)
            case Figure():
                self.figure(block)

    # words --------------------------------------------------------------------------------------------------------

    def text(self, style: str, words: str) -> "Words":
        return self.document.add_paragraph(clean(words), style=style)

    def paragraph(self, block: Paragraph) -> None:
        words = self.text("Normal", "")
        run = words.add_run(clean(block.text))
        # What leads to something must not stand alone at the foot of a page.
        words.paragraph_format.keep_with_next = block.style is ParagraphStyle.LEAD or block.text.endswith(":")
        match block.style:
            case ParagraphStyle.LEAD:
                run.bold = True
            case ParagraphStyle.NOTE:
                run.italic = True
            case ParagraphStyle.WARNING:
                run.bold = True
                run.font.color.rgb = colour(WARNING)

    def bullets(self, block: Bullets) -> None:
        style = "List Number" if block.ordered else "List Bullet"
        numbering = self._from_one() if block.ordered else None
        for item in block.items:
            words = self.text(style, item)
            if numbering is not None:
                properties: Any = words._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001 - python-docx has no
                properties.get_or_add_numId().val = numbering  # numbering of its own
                properties.get_or_add_ilvl().val = 0

    def _from_one(self) -> int:
        """A numbering of its own for a list, so that it begins at 1."""
        style: Any = self.document.styles["List Number"].element
        numbers: Any = self.document.part.numbering_part.element
        base = numbers.num_having_numId(style.pPr.numPr.numId.val)
        number = numbers.add_num(base.abstractNumId.val)
        number.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(number.numId)

    # tables -------------------------------------------------------------------------------------------------------

    def table(self, block: Table) -> None:
        if not block.rows:
            if block.empty:
                self.text("Normal", block.empty)
            return
        self.text("Caption", block.caption)
        table: Any = self.document.add_table(rows=1 + len(block.rows), cols=len(block.columns), style="Table Grid")
        table.autofit = False
        _say(table, block.caption)
        points = next(size for most, size in _SIZES if len(block.columns) <= most)
        size = Pt(points)
        widths = self._widths(block, points)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        rows = list(table.rows)
        _repeat(rows[0])
        for cell, column in zip(rows[0].cells, block.columns, strict=True):
            self._fill(cell, Cell(column.heading), size, header=True)
        for row, told in zip(rows[1:], block.rows, strict=True):
            _keep_together(row)
            if any(value.value == "" for value in told.cells):
                row.height = _ROOM_TO_WRITE
            for cell, value in zip(row.cells, told.cells, strict=True):
                self._fill(cell, value, size)
        for row in rows:
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = width
        # A table must be followed by words, or the next one grows into it.
        self.text("Normal", "").paragraph_format.space_after = Pt(2)

    def _widths(self, block: Table, points: float) -> list[Emu]:
        """As the columns ask for, but no column narrower than its longest word."""
        page = self.document.sections[-1]
        room = int(page.page_width or 0) - int(page.left_margin or 0) - int(page.right_margin or 0)
        needs = [self._longest_word(block, position, points) for position in range(len(block.columns))]
        if sum(needs) > room:
            return [Emu(room * need // sum(needs)) for need in needs]
        widths: dict[int, int] = {}
        free = list(range(len(block.columns)))
        while free:
            left = room - sum(widths.values())
            shares = sum(block.columns[each].width for each in free)
            tight = [each for each in free if left * block.columns[each].width // shares < needs[each]]
            if not tight:
                widths |= {each: left * block.columns[each].width // shares for each in free}
                break
            widths |= {each: needs[each] for each in tight}
            free = [each for each in free if each not in tight]
        return [Emu(widths[position]) for position in range(len(block.columns))]

    def _longest_word(self, block: Table, position: int, points: float) -> int:
        texts = [block.columns[position].heading, *(self._written(row.cells[position]) for row in block.rows)]
        longest = max((len(word) for text in texts for word in text.split()), default=1)
        return int((min(longest, _LONGEST_KEPT) + 1) * points * _WIDE * Pt(1)) + _BESIDE

    def _fill(self, cell: "TableCell", value: Cell, size: Pt, *, header: bool = False) -> None:
        words = cell.paragraphs[0]
        words.paragraph_format.space_after = Pt(1)
        run = words.add_run(clean(self._written(value)))
        run.font.size = size
        if header:
            run.bold = True
            run.font.color.rgb = colour("#ffffff")
            _shade(cell, HEADER_FILL)
        elif value.tone in _FILLS:
            _shade(cell, _FILLS[value.tone])

    def _written(self, cell: Cell) -> str:
        match cell.value:
            case None:
                return ""
            case date():
                return self.t.short_date(cell.value)
            case int():
                return self.t.number(cell.value)
            case float():
                return self.t.number(cell.value, 1)
        return cell.value

    # pictures -----------------------------------------------------------------------------------------------------

    def figure(self, block: Figure) -> None:
        from samhandling.figures.png import png_bytes  # noqa: PLC0415 - matplotlib takes most of a second

        page = self.document.sections[-1]
        room = int(page.page_width or 0) - int(page.left_margin or 0) - int(page.right_margin or 0)
        height = int(page.page_height or 0) - int(page.top_margin or 0) - int(page.bottom_margin or 0) - int(Cm(4.0))
        scale = min(1.0, room / (block.scene.width * _PIXEL), height / (block.scene.height * _PIXEL))
        width = Emu(int(block.scene.width * _PIXEL * scale))
        picture: Any = self.document.add_picture(BytesIO(png_bytes(block.scene)), width=width)
        self.pictures += 1
        described = picture._inline.docPr  # noqa: SLF001 - python-docx has no words for pictures
        described.set("name", f"{block.key}-{self.pictures}")
        described.set("title", clean(block.title))
        described.set("descr", clean(block.alt))
        self.document.paragraphs[-1].paragraph_format.keep_with_next = True
        self.text("Caption", block.title).paragraph_format.keep_with_next = False

    # pages --------------------------------------------------------------------------------------------------------

    def _page(self, page: "Page", *, landscape: bool) -> None:
        width, height = _A4
        page.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        page.page_width, page.page_height = (height, width) if landscape else (width, height)
        page.left_margin = page.right_margin = Cm(1.5) if landscape else _MARGIN
        page.top_margin, page.bottom_margin = Cm(2.4), Cm(2.0)

    def _frame(self, page: "Page") -> None:
        """The banner above and the foot below; later pages take them over."""
        head = page.header.paragraphs[0]
        head.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = head.add_run(clean(self.banner))
        run.bold = True
        run.font.size = Pt(14)
        run.font.color.rgb = colour(WARNING)
        foot = page.footer.paragraphs[0]
        foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
        foot.add_run(clean(self.report.footer))
        foot.add_run(" · ")
        before, page_word, between, pages_word, after = _pieces(self.report.page_of)
        foot.add_run(before)
        _field(foot, page_word)
        foot.add_run(between)
        _field(foot, pages_word)
        foot.add_run(after)

    def _describe(self) -> None:
        report, about = self.report, self.document.core_properties
        day = datetime(report.as_of.year, report.as_of.month, report.as_of.day)  # noqa: DTZ001 - a day, not a moment
        about.title, about.subject = clean(report.title)[:255], clean(report.subject)[:255]
        about.author = about.last_modified_by = CREATOR
        about.comments = about.keywords = about.category = ""
        about.language = LANGUAGES[report.language]
        about.created = about.modified = day
        about.revision = 1


def clean(text: str) -> str:
    """The text without characters a document cannot hold."""
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _pieces(page_of: str) -> tuple[str, str, str, str, str]:
    """«Side {page} av {pages}» as words and the names of Word's fields between them."""
    before, _, rest = page_of.partition("{page}")
    between, _, after = rest.partition("{pages}")
    return before, "PAGE", between, "NUMPAGES", after


def _field(words: "Words", name: str) -> None:
    """A number that Word fills in."""
    for kind in ("begin", "", "separate", "text", "end"):
        run = words.add_run("1" if kind == "text" else "")
        if kind == "":
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = f" {name} "
            run._r.append(code)  # noqa: SLF001 - python-docx knows no fields
        elif kind != "text":
            sign = OxmlElement("w:fldChar")
            sign.set(qn("w:fldCharType"), kind)
            run._r.append(sign)  # noqa: SLF001


def _say(table: Any, words: str) -> None:
    """The table's words for those who do not see it."""
    properties = table._tbl.tblPr  # noqa: SLF001
    for name in ("w:tblCaption", "w:tblDescription"):
        said = OxmlElement(name)
        said.set(qn("w:val"), clean(words))
        properties.append(said)


def _repeat(row: Any) -> None:
    """The row is the table's heading, on every page it reaches."""
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001
    for name in ("w:cantSplit", "w:tblHeader"):
        properties.append(OxmlElement(name))


def _keep_together(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001


def _shade(cell: "TableCell", fill: str) -> None:
    shading = OxmlElement("w:shd")
    shading.set(qn("w:val"), "clear")
    shading.set(qn("w:color"), "auto")
    shading.set(qn("w:fill"), fill.removeprefix("#"))
    cell._tc.get_or_add_tcPr().append(shading)  # noqa: SLF001


def _leave_out(document: "Document") -> None:
    """What the template carries and nobody needs: a picture of its first page, and styles for a Word of long ago."""
    package: Any = document.part.package
    for holder in (package, document.part):
        for key, relation in list(holder.rels.items()):
            if relation.reltype.endswith(("/thumbnail", "/stylesWithEffects", "/customXml")):
                holder.rels.pop(key)
