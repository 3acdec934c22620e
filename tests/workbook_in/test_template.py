"""The workbook to fill in: everything in it that a person needs, and nothing that could harm them."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from samhandling.cli.outputs import is_ours, is_untouched
from samhandling.law.catalogue import Catalogue
from samhandling.model.municipality import Municipality
from samhandling.model.shape import Kind
from samhandling.reading.diagnostics import Code, ModelRejected
from samhandling.reading.model import checked, vocabulary_of
from samhandling.reading.validation import leaves_of, validate
from samhandling.reading.workbook.grid import read_grids
from samhandling.reading.workbook.reader import draft_of
from samhandling.reading.yaml_text import read_yaml
from samhandling.reports.modelfiles.workbook import write_model_workbook
from samhandling.reports.modelfiles.writing import Writing, writing_for
from samhandling.reports.modelfiles.yaml_files import starting_file, starting_folder
from samhandling.sheets.layout import layout_of
from samhandling.sheets.words import SheetWords

LANGUAGES = ("nb", "nn", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sheet_heading_and_note_has_words(language: str, catalogue: Catalogue) -> None:
    words = SheetWords(catalogue.extra["sheets"])  # type: ignore[arg-type]
    names = []
    for sheet in layout_of(Municipality):
        names.append(words.sheet(sheet, language))
        assert words.about(sheet, language), sheet.name
        headings = [words.heading(sheet, column, language) for column in (*sheet.columns, *sheet.optional)]
        assert len({heading.casefold() for heading in headings}) == len(headings), sheet.name
        for column in sheet.columns:
            assert words.note(sheet, column, language), (sheet.name, column.name)
            assert words.heading(sheet, column, language) != column.name
    assert len(set(names)) == len(names)
    assert all(len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in names)


def test_no_heading_means_two_columns_in_different_languages(catalogue: Catalogue) -> None:
    words = SheetWords(catalogue.extra["sheets"])  # type: ignore[arg-type]
    for sheet in layout_of(Municipality):
        known = words.headings(sheet, (*sheet.columns, *sheet.optional))
        for language in LANGUAGES:
            for column in (*sheet.columns, *sheet.optional):
                assert known[words.heading(sheet, column, language).casefold()] == column, (sheet.name, column.name)


def test_words_and_model_are_the_same_set(catalogue: Catalogue) -> None:
    """A key that is renamed in the model is not left behind in the words."""
    content = catalogue.extra["sheets"]
    layout = {sheet.name: sheet for sheet in layout_of(Municipality)}
    assert set(content["sheets"]) == set(layout)  # type: ignore[index]
    for name, entry in content["sheets"].items():  # type: ignore[index]
        columns = {column.name for column in layout[name].columns}
        assert set(entry.get("example", {})) <= columns, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_controlled_values_ids_and_truth_have_lists(language: str, catalogue: Catalogue) -> None:
    writing = writing_for(catalogue, language)
    book = load_workbook(BytesIO(write_model_workbook(writing, None)))
    for sheet in writing.layout:
        if not sheet.columns:
            continue
        page = book[writing.words.sheet(sheet, language)]
        lists = [rule for rule in page.data_validations.dataValidation if rule.type == "list"]
        offered = {cell for rule in lists for cell in str(rule.sqref).split()}
        for number, column in enumerate(sheet.columns, 1):
            slot = column.slot.item if column.slot.kind is Kind.LIST and column.slot.item else column.slot
            if slot.refers is None and slot.kind not in {Kind.CHOICE, Kind.TRUTH}:
                continue
            if sheet.is_table:
                letter = page.cell(1, number).column_letter
                assert any(cells.startswith(f"{letter}2:") for cells in offered), (sheet.name, column.name)
            else:
                assert f"B{number + 1}" in offered, (sheet.name, column.name)
        for rule in lists:
            values = re.fullmatch(r"'([^']+)'!([A-Z]+3):([A-Z]+[0-9]+)", rule.formula1.replace("$", ""))
            if values is not None:
                cells = [row[0].value for row in book[values[1]][f"{values[2]}:{values[3]}"]]
                assert len(cells) > 2
                assert None not in cells


def test_a_table_has_frozen_headings_notes_an_example_and_marks_for_what_is_missing(template: bytes) -> None:
    book = load_workbook(BytesIO(template))
    page = book["Avtaler"]
    assert page.freeze_panes == "B2"
    assert page["A1"].comment.text.startswith("Må fylles ut.")
    assert page["A2"].value == "Eksempel: rutine-overgang-skole"
    assert page["C1"].value == "Slag *"
    formulas = [rule.formula[0] for rules in page.conditional_formatting for rule in rules.rules]
    assert 'AND(COUNTA($A2:$S2)>0,LEN(TRIM(C2))=0,LEFT($A2,9)<>"Eksempel:")' in formulas
    assert page.column_dimensions["A"].number_format == "@"
    assert page.column_dimensions["G"].number_format == "yyyy\\-mm\\-dd"


def test_a_blank_cell_takes_the_looks_of_its_column(writing: Writing) -> None:
    """A cell that is there without looks would turn 0301 into a number."""
    service = {"id": "a", "name": "A", "type": "ppt", "owner": "kommune"}
    content = write_model_workbook(writing, {"municipality": {"name": "A", "number": "9999"}, "services": [service]})
    with ZipFile(BytesIO(content)) as archive:
        rows = re.findall(rb'<c r="[A-Z]+2"', archive.read("xl/worksheets/sheet5.xml"))
    assert rows == [b'<c r="%c2"' % letter for letter in b"ABCD"]


def test_nothing_in_it_is_a_formula_and_it_knows_its_maker(template: bytes) -> None:
    with ZipFile(BytesIO(template)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/sheet"):
                assert b"<f>" not in archive.read(name)
        assert not [name for name in archive.namelist() if "vba" in name or "external" in name.lower()]
    assert is_ours(template, ".xlsx")
    assert is_untouched(template)


def test_a_text_that_looks_like_a_formula_stays_text(writing: Writing) -> None:
    data = {"municipality": {"name": '=HYPERLINK("http://x.example")', "number": "9999", "county": "#N/A"}}
    book = load_workbook(BytesIO(write_model_workbook(writing, data)))
    name, county = book["Kommune"]["B2"], book["Kommune"]["B4"]
    assert (name.data_type, name.quotePrefix) == ("s", True)
    assert (county.data_type, county.value) == ("s", "#N/A")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_yaml_to_fill_in_is_a_model_as_it_is_and_uncommented(language: str, catalogue: Catalogue) -> None:
    writing = writing_for(catalogue, language)
    for name, text in starting_folder(writing).items():
        assert text.startswith("# samhandling ")
        file = read_yaml(text.encode(), name)
        assert not file.diagnostics
        assert set(file.sections) - {"schema"} == {name.removesuffix(".yaml")}
        uncommented = re.sub(r"(?m)^#(?=  )", "", text)
        everything = read_yaml(uncommented.encode(), name)
        assert not everything.diagnostics, uncommented
        slot = next(sheet for sheet in writing.layout if sheet.way == (name.removesuffix(".yaml"),))
        section = everything.sections[slot.section]
        entry = section[0] if isinstance(section, list) else section
        keys = {column.keys[0] for column in slot.columns if column.keys}
        assert isinstance(entry, dict)
        assert keys <= set(entry), name
    assert not read_yaml(starting_file(writing).encode(), "modell.yaml").diagnostics


def test_the_examples_of_the_sheets_are_right_by_themselves(writing: Writing, catalogue: Catalogue) -> None:
    """Every example can be what it says: a known value, a date, a number; only the ids lead nowhere."""
    content = write_model_workbook(writing, None)
    grids = read_grids(content)
    for grid in grids:
        for row in grid.rows.values():
            for number, cell in row.items():
                row[number] = cell._replace(text=cell.text.removeprefix("Eksempel: "))
                if cell.text == "Eksempel:":
                    row[number] = cell._replace(text="1")
    draft = draft_of(grids, catalogue).draft
    assert not draft.diagnostics
    assert len(draft.data) == 14
    assert not validate(draft, leaves_of(draft.data)).diagnostics
    with pytest.raises(ModelRejected) as rejected:
        checked(draft, vocabulary_of(catalogue))
    assert {one.code for one in rejected.value.diagnostics} == {Code.UNKNOWN_REFERENCE, Code.SELECTS_NOTHING}
