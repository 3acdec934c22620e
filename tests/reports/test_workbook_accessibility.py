"""The workbook passes the checkable rules of Office's accessibility checker, and each rule catches a spoiled one."""

import re
from collections.abc import Callable

import pytest
from accessibility import RULES, problems
from told_examples import reported

from samhandling.reports.office import parts_of
from samhandling.reports.sections.blocks import Report
from samhandling.reports.workbook import write_workbook

Parts = dict[str, bytes]


def swap(name: str, old: str, new: str) -> Callable[[Parts], None]:
    """A way to spoil: replace the first ``old`` in a part; it must be there."""

    def spoil(parts: Parts) -> None:
        assert re.search(old.encode(), parts[name]), (name, old)
        parts[name] = re.sub(old.encode(), new.encode(), parts[name], count=1)

    return spoil


SHEET, DRAWING, TABLE = "xl/worksheets/sheet1.xml", "xl/drawings/drawing1.xml", "xl/tables/table1.xml"
SPOILED: dict[str, list[Callable[[Parts], None]]] = {
    "alternative_text": [swap(DRAWING, 'descr="[^"]+"', 'descr=""'), swap(DRAWING, 'descr="[^"]+"', 'descr="Image 1"')],
    "table_headers": [swap(TABLE, 'headerRowCount="1"', 'headerRowCount="0"')],
    "blank_headers": [swap(TABLE, 'name="Antall"', 'name=" "'), swap(TABLE, 'name="Antall"', 'name="Navn"')],
    "everything_in_tables": [swap(TABLE, 'ref="A4:D8"', 'ref="A4:D7"')],
    "merged_cells": [swap(SHEET, "</sheetData>", '</sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells>')],
    "sheet_names": [swap("xl/workbook.xml", 'name="Plan"', 'name="Sheet2"')],
    "hidden": [
        swap("xl/workbook.xml", 'name="Plan" sheetId="2" state="visible"', 'name="Plan" sheetId="2" state="hidden"'),
        swap(SHEET, '<row r="2"', '<row hidden="1" r="2"'),
    ],
    "contrasts": [swap("xl/styles.xml", '<fgColor rgb="FF1F3A5F"', '<fgColor rgb="FFD0D0D0"')],
    "colour_alone": [swap(SHEET, "<t>gjelder</t>", "<t></t>")],
    "document_title": [
        swap("docProps/core.xml", "<dc:title[^>]*>[^<]*</dc:title>", ""),
        swap("docProps/core.xml", "<dc:language[^>]*>[^<]*</dc:language>", ""),
    ],
    "link_words": [
        swap("xl/worksheets/sheet2.xml", "<t>Til oversikten</t>", "<t>klikk her</t>"),
        swap("xl/worksheets/sheet2.xml", "location=\"'Oversikt  a b'!A1\"", "location=\"'Borte'!A1\""),
    ],
}


def test_a_report_with_everything_passes(report: Report) -> None:
    assert problems(parts_of(write_workbook(report))) == []


@pytest.mark.slow
@pytest.mark.parametrize("language", ["nn", "en"])
def test_the_example_passes_in_every_language(language: str) -> None:
    assert problems(parts_of(write_workbook(reported(language), figures=False))) == []


def test_the_pictures_of_the_example_have_words() -> None:
    parts = parts_of(write_workbook(reported("nb")))
    assert any(name.startswith("xl/media/") for name in parts)
    assert problems(parts) == []


def test_every_rule_has_a_spoiled_workbook() -> None:
    assert set(SPOILED) == set(RULES)


@pytest.mark.parametrize(("rule", "way"), [(rule, way) for rule, ways in SPOILED.items() for way in range(len(ways))])
def test_a_spoiled_workbook_is_caught(report: Report, rule: str, way: int) -> None:
    parts = parts_of(write_workbook(report))
    SPOILED[rule][way](parts)
    assert list(RULES[rule](parts))
