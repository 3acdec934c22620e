"""The workbook writer keeps what it promises, whatever the report says."""

import re
from dataclasses import replace
from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook
from workbook_dump import dump

from samhandling.cli.outputs import digest_of_parts, is_ours, is_untouched
from samhandling.reports.office import digest_of, pack, parts_of
from samhandling.reports.sections.blocks import Cell, Column, Report, Row, Section, Table
from samhandling.reports.workbook import write_workbook
from samhandling.reports.workbook.wording import LONGEST, clean, lines_in, sheet_names, split


def one_table(report: Report, *values: object) -> Report:
    rows = tuple(Row((Cell(value),)) for value in values)  # type: ignore[arg-type]
    return replace(report, sections=(Section("s", "S", (Table("t", "", (Column("c", "C"),), rows),)),))


def test_the_same_report_gives_the_same_bytes(report: Report) -> None:
    assert write_workbook(report) == write_workbook(report)


def test_no_clock_and_no_machine_in_the_file(report: Report) -> None:
    parts = parts_of(write_workbook(report))
    assert b"2026-11-21T00:00:00Z</dcterms:modified>" in parts["docProps/core.xml"]
    assert set(re.findall(rb"20\d\d-\d\d-\d\dT", b"".join(parts.values()))) == {b"2026-11-21T"}


def test_the_seal_is_the_one_that_overwriting_asks_for(report: Report) -> None:
    content = write_workbook(report)
    assert is_ours(content, ".xlsx")
    assert is_untouched(content)
    assert digest_of(parts_of(content)) == digest_of_parts(content)
    book = load_workbook(BytesIO(content))
    book["Plan"]["B4"] = "skolesjef"
    typed = BytesIO()
    book.save(typed)
    assert is_ours(typed.getvalue(), ".xlsx")
    assert not is_untouched(typed.getvalue())


def test_nothing_is_a_formula(report: Report) -> None:
    for name, part in parts_of(write_workbook(report)).items():
        assert b"<f>" not in part, name
        assert b"<f " not in part, name


def test_text_that_looks_like_something_else_is_text(report: Report) -> None:
    sheet = load_workbook(BytesIO(write_workbook(report))).worksheets[0]
    by_text = {cell.value: cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)}
    for text in ("=HYPERLINK(1)", "#N/A", "+1 @x ", "1000000000000000"):
        assert by_text[text].data_type == "s"
        assert by_text[text].quotePrefix


def test_numbers_and_dates_keep_their_kind(report: Report) -> None:
    sheet = load_workbook(BytesIO(write_workbook(report))).worksheets[0]
    row = next(row for row in sheet.iter_rows() if row[0].value == "=HYPERLINK(1)")
    assert row[1].value == 3
    assert row[2].value == datetime(2026, 11, 21)  # noqa: DTZ001 - a date
    assert row[2].number_format == "dd\\.mm\\.yyyy"
    english = load_workbook(BytesIO(write_workbook(replace(report, language="en")))).worksheets[0]
    assert english[row[2].coordinate].number_format == "yyyy\\-mm\\-dd"


def test_a_text_that_is_too_long_says_so(report: Report) -> None:
    sheet = load_workbook(BytesIO(write_workbook(one_table(report, "å" * 40_000, "😀" * 20_000)))).worksheets[0]
    for row in (4, 5):
        text = sheet.cell(row, 1).value
        assert isinstance(text, str)
        assert text.endswith("[forkortet]")
        assert len(text.encode("utf-16-le")) // 2 <= LONGEST


@pytest.mark.parametrize("text", ["\x00\x0b\ud800", "a\r\nb", "￾", "  mellomrom  ", "<script>&amp;</script>", "=1+1"])
def test_any_text_can_be_written_and_opened(report: Report, text: str) -> None:
    book = load_workbook(BytesIO(write_workbook(one_table(report, text))))
    assert (book.worksheets[0]["A4"].value or "").strip() == clean(text, "").strip()


def test_a_broken_address_or_a_script_is_no_link(report: Report) -> None:
    text = dump(write_workbook(report))
    assert "? <https://lovdata.no/>" in text
    assert "javascript:alert" not in text


def test_links_lead_to_the_row(report: Report) -> None:
    book = load_workbook(BytesIO(write_workbook(report)))
    over, plan = book.worksheets[0], book["Plan"]
    to_plan = next(c.hyperlink for row in over.iter_rows() for c in row if c.value == "utgått")
    assert plan[to_plan.location.rpartition("!")[2]].value == "funn"
    back = next(c.hyperlink for row in plan.iter_rows() for c in row if c.value == "funn")
    assert over[back.location.rpartition("!")[2]].value == "#N/A"


def test_every_range_is_a_named_table_with_filter(report: Report) -> None:
    book = load_workbook(BytesIO(write_workbook(report)))
    tables = {table.name: table for sheet in book for table in sheet.tables.values()}
    assert sorted(tables) == ["tbl_roller", "tbl_tall", "tbl_tiltaksplan", "tbl_tom"]
    assert all(table.autoFilter.ref == table.ref and table.headerRowCount == 1 for table in tables.values())
    first, last = tables["tbl_tom"].ref.split(":")
    assert book.worksheets[0][last[:1] + last[1:]].row == book.worksheets[0][first].row + 1


def test_drop_downs_for_what_is_chosen(report: Report) -> None:
    rules = load_workbook(BytesIO(write_workbook(report)))["Plan"].data_validations.dataValidation
    assert {(str(rule.sqref), rule.type, rule.formula1) for rule in rules} == {
        ("B4", "list", "'Roller'!$A$4:$A$4"),
        ("C4", "date", "36526"),
        ("D4", "list", '"åpen,lukket"'),
    }


def test_choices_that_do_not_fit_in_a_list_are_refused(report: Report) -> None:
    column = Column("c", "C", choices=("a,b", "c"), editable=True)
    bad = replace(report, sections=(Section("s", "S", (Table("t", "", (column,), (Row((Cell(None),)),)),)),))
    with pytest.raises(ValueError, match="list"):
        write_workbook(bad)


def test_two_tables_with_one_key_are_refused(report: Report) -> None:
    table = Table("t", "", (Column("c", "C"),), ())
    with pytest.raises(ValueError, match="key t"):
        write_workbook(replace(report, sections=(Section("s", "S", (table, table)),)))


def test_it_prints_on_pages(report: Report) -> None:
    sheet = load_workbook(BytesIO(write_workbook(report))).worksheets[0]
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (9, 1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.oddFooter.left.text == "Fjordvik && omegn"
    assert sheet.oddFooter.right.text == "Side &P av &N"


def test_headings_stay_when_scrolling(report: Report) -> None:
    book = load_workbook(BytesIO(write_workbook(report)))
    sheet = book["Plan"]
    assert sheet.freeze_panes == "A4"
    assert sheet["A3"].value == "Hva"


def test_the_document_says_what_it_is(report: Report) -> None:
    about = load_workbook(BytesIO(write_workbook(report))).properties
    assert (about.title, about.subject, about.language) == ("Rapport", "Prøve", "nb")
    assert (about.creator, about.lastModifiedBy) == ("samhandling", "samhandling")


def test_without_pictures_their_words_stay(report: Report) -> None:
    content = write_workbook(report, figures=False)
    assert not [name for name in parts_of(content) if name.startswith("xl/media")]
    assert "Kart: En boks med ordet «boks»." in dump(content)


def test_what_is_not_for_the_workbook_is_left_out(report: Report) -> None:
    assert "Bare på nettsiden" not in dump(write_workbook(report))


def test_headings_that_are_alike_are_told_apart(report: Report) -> None:
    columns = (Column("a", "Navn"), Column("b", "navn"), Column("c", ""))
    table = Table("t", "", columns, ())
    book = load_workbook(BytesIO(write_workbook(replace(report, sections=(Section("s", "S", (table,)),)))))
    assert [cell.value for cell in book.worksheets[0][3]] == ["Navn", "navn (2)", "–"]


def test_sheet_names_are_ones_that_excel_takes() -> None:
    names = sheet_names(("a/b:c", "x" * 40, "X" * 40, "'", "", "History?"))
    assert names == ("a b c", "x" * 31, "X" * 27 + " (2)", "–", "– (2)", "History")
    assert all(len(name) <= 31 for name in names)


def test_lines_are_broken_between_words() -> None:
    assert split("ett to tre fire", 5) == ["ett to", "tre", "fire"]
    assert split("abcdefgh", 3) == ["abc", "def", "gh"]
    assert lines_in("kort", 10) == 1
    assert lines_in("a\nb\nc", 10) == 3
    assert lines_in("ord " * 20, 10) > 5


def test_packing_twice_is_the_same() -> None:
    parts = {"b.xml": b"2", "[Content_Types].xml": b"1", "a.xml": b"3"}
    assert pack(parts) == pack(dict(reversed(parts.items())))
    assert list(parts_of(pack(parts))) == ["[Content_Types].xml", "a.xml", "b.xml"]


GOLDEN = """\
## Oversikt  a b [tbl_tall A4:D8, tbl_tom A22:B23]
Oversikt: a/b
Kort fortalt.
Tall
Navn | Antall | Dato | Tilstand
=HYPERLINK(1) | 3 | 2026-11-21 00:00:00 | gjelder
#N/A | 1000000000000000 |  | utgått <'Plan'!A4>
+1 @x  | -2.5 | 2026-11-21 00:00:00 | ? <https://lovdata.no/>
javascript |  |  | nei
Mer
• én
• to
Kart
Tom
Navn | Antall
Ingenting.
## Plan [tbl_tiltaksplan A3:E4]
Plan
Til oversikten <'Oversikt  a b'!A1>
Hva | Ansvarlig | Frist | Status | Nøkkel
funn <'Oversikt  a b'!A6> |  |  |  | 0123
## Roller [tbl_roller A3:A4]
Roller
Til oversikten <'Oversikt  a b'!A1>
Navn
leder
"""


def test_the_whole_content(report: Report) -> None:
    assert dump(write_workbook(report)) == GOLDEN
