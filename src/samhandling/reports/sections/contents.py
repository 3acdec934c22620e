"""Innhold: every sheet with a link and one line."""

from collections.abc import Iterable

from samhandling.law.texts import Phrasebook
from samhandling.reports.sections import anchors
from samhandling.reports.sections.blocks import Cell, Column, Link, Paragraph, ParagraphStyle, Row, Section, Table


def contents(t: Phrasebook, sections: Iterable[Section], *, note: bool = True) -> Section:
    """The table of contents of the other sections, in their order; ``note`` says where a municipality may type."""
    columns = (Column("sheet", t("sections.contents.sheet"), 36), Column("line", t("sections.contents.line"), 100))
    rows = tuple(
        Row((Cell(each.title, link=Link(each.key)), Cell(each.about)), anchor=each.key)
        for each in sections
        if each.in_workbook
    )
    return Section(
        key=anchors.CONTENTS,
        title=t("sections.contents.title"),
        blocks=(
            *((Paragraph(t("sections.contents.note"), ParagraphStyle.NOTE),) if note else ()),
            Table("innhold", "", columns, rows),
        ),
        in_page=False,
        landscape=False,
        about=t("sections.contents.about"),
    )
