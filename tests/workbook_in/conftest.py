"""What the tests of workbooks as input share."""

from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from samhandling.law.catalogue import Catalogue, load_catalogue
from samhandling.law.texts import Phrasebook
from samhandling.reading.diagnostics import ModelRejected
from samhandling.reading.model import Reading, read_model
from samhandling.reports.modelfiles.workbook import write_model_workbook
from samhandling.reports.modelfiles.writing import Writing, writing_for

Sheets = Mapping[str, list[list[Any]]]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="session")
def writing(catalogue: Catalogue) -> Writing:
    return writing_for(catalogue, "nb")


@pytest.fixture(scope="session")
def words(catalogue: Catalogue) -> Phrasebook:
    return catalogue.phrasebook("nb")


@pytest.fixture(scope="session")
def template(writing: Writing) -> bytes:
    return write_model_workbook(writing, None)


@pytest.fixture
def read(tmp_path: Path, catalogue: Catalogue) -> Callable[[bytes | Workbook], Reading]:
    """Read a workbook, given as bytes or as openpyxl has it."""

    def reading(book: bytes | Workbook) -> Reading:
        path = tmp_path / "modell.xlsx"
        if isinstance(book, Workbook):
            book.save(path)
        else:
            path.write_bytes(book)
        return read_model(path, "modell.xlsx", catalogue)

    return reading


@pytest.fixture
def mistakes(read: Callable[..., Reading], words: Phrasebook) -> Callable[[bytes | Workbook], list[str]]:
    """The lines that a workbook is refused with; none when it is in order."""

    def refused(book: bytes | Workbook) -> list[str]:
        try:
            read(book)
        except ModelRejected as rejected:
            return list(rejected.lines(words))
        return []

    return refused


@pytest.fixture
def filled(template: bytes) -> Workbook:
    """The template, opened as a person opens it."""
    return load_workbook(BytesIO(template))


MUNICIPALITY = [["Opplysning", "Verdi"], ["Navn", "Prøvevik"], ["Kommunenummer", "9999"]]
SERVICES = [["Id", "Navn", "Type", "Eier"], ["skolen", "Skolen", "grunnskole", "kommune"]]


@pytest.fixture
def book() -> Callable[[Sheets], Workbook]:
    """A workbook of rows, with a municipality unless the test has its own."""

    def make(sheets: Sheets) -> Workbook:
        made = Workbook()
        made.remove(made.worksheets[0])
        for name, rows in ({"Kommune": MUNICIPALITY} | dict(sheets)).items():
            page = made.create_sheet(name)
            for row in rows:
                page.append(row)
        return made

    return make
