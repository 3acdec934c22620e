"""YAML → workbook → YAML is an equal model, always."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samhandling.law.catalogue import Catalogue, load_catalogue
from samhandling.law.folders import examples_directory
from samhandling.model.municipality import Municipality
from samhandling.reading.model import checked, read_model, vocabulary_of
from samhandling.reading.workbook import read_workbook
from samhandling.reading.workbook.grid import Cell, Grid, Sort
from samhandling.reading.workbook.reader import draft_of
from samhandling.reports.modelfiles.plain import Plain, plain_model
from samhandling.reports.modelfiles.rows import Rows
from samhandling.reports.modelfiles.workbook import write_model_workbook
from samhandling.reports.modelfiles.writing import writing_for
from samhandling.reports.modelfiles.yaml_files import yaml_file, yaml_folder
from strategies import AS_OF, draw_model, plain_dates
from strategies.whole_models import draw_whole_model

CATALOGUE = load_catalogue()
LANGUAGES = ("nb", "nn", "en")


def through_workbook(model: Municipality, folder: Path, language: str) -> Municipality:
    path = folder / "modell.xlsx"
    path.write_bytes(write_model_workbook(writing_for(CATALOGUE, language), plain_model(model)))
    return checked(read_workbook(path, "modell.xlsx", CATALOGUE).draft, vocabulary_of(CATALOGUE)).municipality


def through_yaml(model: Municipality, folder: Path) -> Municipality:
    path = folder / "modell.yaml"
    path.write_text(yaml_file(plain_model(model)), encoding="utf-8", newline="\n")
    return read_model(path, "modell.yaml", CATALOGUE).municipality


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("fjordvik", "nb"),
        ("lillefjord", "nn"),
        ("lillefjord", "en"),
        pytest.param("fjordvik", "nn", marks=pytest.mark.slow),
        pytest.param("fjordvik", "en", marks=pytest.mark.slow),
        pytest.param("lillefjord", "nb", marks=pytest.mark.slow),
    ],
)
def test_the_examples_survive(name: str, language: str, tmp_path: Path) -> None:
    model = read_model(examples_directory() / name, name, CATALOGUE).municipality
    back = through_workbook(model, tmp_path, language)
    assert back == model
    assert through_yaml(back, tmp_path) == model
    folder = tmp_path / "modell"
    folder.mkdir()
    for file, text in yaml_folder(plain_model(back)).items():
        (folder / file).write_text(text, encoding="utf-8")
    assert read_model(folder, "modell", CATALOGUE).municipality == model


def survives(seed: int, folder: Path) -> None:
    model = Municipality.model_validate(draw_whole_model(seed, CATALOGUE))
    assert through_yaml(model, folder) == model, seed
    assert through_workbook(model, folder, LANGUAGES[seed % 3]) == model, seed


@settings(max_examples=200)
@given(seed=st.integers(0, 10**9))
def test_hundreds_of_models_survive_as_sheets(seed: int) -> None:
    survives_as_sheets(seed)


def survives_as_sheets(seed: int) -> Municipality:
    """Through the rows and columns of every sheet, without the file around them."""
    model = Municipality.model_validate(draw_whole_model(seed, CATALOGUE))
    draft = draft_of(as_grids(plain_model(model), LANGUAGES[seed % 3]), CATALOGUE).draft
    assert not draft.diagnostics
    assert Municipality.model_validate(draft.data) == model
    return model


def as_grids(data: Mapping[str, Plain], language: str) -> list[Grid]:
    writing = writing_for(CATALOGUE, language)
    rows, words, grids = Rows(data, writing.layout), writing.words, []
    for sheet in writing.layout:
        several = rows.of(sheet)
        columns = [*sheet.columns, *(each for each in sheet.optional if any(each in row for row in several))]
        headings = [words.heading(sheet, column, language) for column in columns]
        cells = [{n: as_cell(row[each]) for n, each in enumerate(columns, 1) if each in row} for row in several]
        if sheet.is_table:
            lines = [{n: Cell(Sort.TEXT, each) for n, each in enumerate(headings, 1)}, *cells]
        else:
            lines = [{n: Cell(Sort.TEXT, words.word(each, language)) for n, each in enumerate(("key", "value"), 1)}]
            lines += [{1: Cell(Sort.TEXT, headings[n - 1]), 2: cell} for row in cells for n, cell in row.items()]
        grids.append(Grid(words.sheet(sheet, language), dict(enumerate(lines, 1))))
    return grids


def as_cell(value: Plain) -> Cell:
    match value:
        case bool():
            return Cell(Sort.TRUTH, "true" if value else "false")
        case int() | float():
            return Cell(Sort.NUMBER, repr(value))
        case date():
            return Cell(Sort.DATE, value.isoformat())
        case _:
            return Cell(Sort.TEXT, str(value))


@settings(max_examples=5)
@given(seed=st.integers(0, 10**9))
def test_models_with_every_key_and_hard_texts_survive(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    survives(seed, tmp_path_factory.getbasetemp())


@pytest.mark.slow
@settings(max_examples=3000)
@given(seed=st.integers(0, 10**9))
def test_thousands_of_models_survive(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    model = survives_as_sheets(seed)
    assert through_yaml(model, tmp_path_factory.getbasetemp()) == model


@pytest.mark.slow
@settings(max_examples=200)
@given(seed=st.integers(10**9, 2 * 10**9))
def test_many_models_survive_as_files(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    survives(seed, tmp_path_factory.getbasetemp())


def test_models_as_the_checks_meet_them_survive(tmp_path: Path) -> None:
    for seed in range(4):
        model = Municipality.model_validate(plain_dates(draw_model(seed, AS_OF[seed % len(AS_OF)])))
        assert through_workbook(model, tmp_path, "nb") == model
        assert through_yaml(model, tmp_path) == model


BARE = {"municipality": {"name": "Prøvevik", "number": "9999"}}


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"coordination": {}},
        {"coordination": {"published": {}}},
        {"internal_control": {}},
        {"internal_control": {"deviations": [{}, {"year": 2025}, {}]}},
        {"interaction_model": {}},
        {"interaction_model": {"handover": {}, "levels": [{}, {"level": 2}]}},
        {"transitions": [{"transition": "T05", "consent": {"document": {}}, "activities": [{}, {"month": 3}, {}]}]},
        {"supervision": [{"id": "t", "breaches": [{}]}, {"id": "u"}, {"id": "v", "breaches": [{}, {}]}]},
        {"assessments": [{"question": "A01", "evidence": [{}, {"url": "x"}]}, {"question": "A01", "evidence": [{}]}]},
    ],
    ids=str,
)
def test_what_is_there_without_content_is_not_lost(more: dict[str, object], tmp_path: Path) -> None:
    model = Municipality.model_validate(BARE | more)
    assert through_workbook(model, tmp_path, "nb") == model
    assert through_yaml(model, tmp_path) == model


def test_a_list_too_long_for_a_cell_goes_on_in_the_next_column(tmp_path: Path, catalogue: Catalogue) -> None:
    services = [
        {"id": f"barnehage-{n:04}", "name": "Blåbær", "type": "barnehage", "owner": "kommune"} for n in range(2400)
    ]
    parties = [{"service": each["id"]} for each in services]
    tools = ["x;" * 16_000, "y"]
    model = Municipality.model_validate(
        BARE
        | {
            "services": services,
            "agreements": [{"id": "a", "title": "Alle", "kind": "rutine", "parties": parties}],
            "interaction_model": {"levels": [{"level": 0, "tools": tools}]},
        }
    )
    assert through_workbook(model, tmp_path, "nn") == model


def test_the_same_model_gives_the_same_bytes(writing_of: Callable[[str], bytes]) -> None:
    assert writing_of("nb") == writing_of("nb")


@pytest.fixture
def writing_of(catalogue: Catalogue) -> Callable[[str], bytes]:
    model = read_model(examples_directory() / "fjordvik", "fjordvik", catalogue).municipality
    return lambda language: write_model_workbook(writing_for(catalogue, language), plain_model(model))
