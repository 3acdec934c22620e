"""A report as people have it on their desk: written, typed in with another program, and read again."""

import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from builders import TODAY, catalogue, result
from samhandling.followup.forms import Form
from samhandling.followup.progress import follow, recollected
from samhandling.graph import build_graph
from samhandling.model.municipality import Municipality
from samhandling.reading.previous import Earlier, read_previous
from samhandling.reports.sections.follow_up import FollowUp
from samhandling.reports.sections.forms import forms_of
from samhandling.reports.sections.report import build_report, filled_in, titles
from samhandling.reports.sections.telling import Telling
from samhandling.reports.workbook import write_workbook

LANGUAGES = ("nb", "nn", "en")
KEY = "Nøkkel"


@cache
def telling(model: Municipality, language: str = "nb") -> Telling:
    graph = build_graph(model, TODAY, catalogue().data.service_types)
    return Telling(result(model), graph, catalogue(), catalogue().phrasebook(language))


@cache
def forms(model: Municipality) -> tuple[Form, ...]:
    return forms_of([filled_in(telling(model, language)) for language in LANGUAGES])


@dataclass(frozen=True)
class Edition:
    """One report of a model, as bytes."""

    model: Municipality
    language: str
    content: bytes

    @property
    def book(self) -> Workbook:
        return load_workbook(BytesIO(self.content))

    def typed(self, *typing: Callable[[Workbook], None]) -> "Edition":
        """The same file after somebody has typed in it and saved it."""
        book = self.book
        for each in typing:
            each(book)
        buffer = BytesIO()
        book.save(buffer)
        return Edition(self.model, self.language, buffer.getvalue())


@cache
def first(model: Municipality, language: str = "nb") -> Edition:
    """The first report of a model."""
    return Edition(model, language, write_workbook(build_report(telling(model, language)), figures=False))


def earlier(edition: Edition, model: Municipality | None = None) -> Earlier:
    """The edition, read as the previous report of a model."""
    about = model or edition.model
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "forrige.xlsx"
        file.write_bytes(edition.content)
        tellings = [telling(about, language) for language in LANGUAGES]
        return read_previous(file, "forrige.xlsx", forms(about), lambda: titles(tellings), TODAY)


def following(edition: Edition, model: Municipality | None = None, language: str = "nb") -> tuple[Edition, FollowUp]:
    """The next report of a model, with the edition as the previous one."""
    about = model or edition.model
    previous = earlier(edition, about).previous
    told = telling(about, language)
    memory = recollected(previous.memory, previous.names, told.result)
    follow_up = FollowUp(previous, follow(memory, told.result, language))
    content = write_workbook(build_report(told, follow_up=follow_up), figures=False)
    return Edition(about, language, content), follow_up


def headed(sheet: Worksheet, *headings: str) -> tuple[int, dict[str, int]]:
    """The row of a sheet's headings, and the column of each."""
    for row in sheet.iter_rows():
        said = {str(cell.value): cell.column for cell in row if cell.value is not None}
        if all(each in said for each in headings):
            return row[0].row, said
    raise LookupError(headings)


def rows(sheet: Worksheet, *headings: str) -> list[dict[str, Any]]:
    """The rows below the headings, until the first empty one."""
    top, columns = headed(sheet, *headings)
    found = []
    for number in range(top + 1, sheet.max_row + 1):
        row = {name: sheet.cell(number, place).value for name, place in columns.items()}
        if not any(value is not None for value in row.values()):
            break
        found.append(row)
    return found


def words(edition: Edition) -> Iterable[str]:
    """Every text and number of every sheet that people see."""
    for sheet in edition.book:
        if sheet.sheet_state == "visible":
            for row in sheet.iter_rows(values_only=True):
                yield from (str(value) for value in row if value is not None)
