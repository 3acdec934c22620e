"""A new key of the model is in the template, the reader and the round trip at once, with no other change."""

from io import BytesIO
from typing import Annotated

import pytest
from openpyxl import load_workbook
from pydantic import Field

from samhandling.law.catalogue import Catalogue
from samhandling.model.fields import AgreementId, Day, PlainText, ReadsList, StageId, Truth, Whole
from samhandling.model.municipality import Entry, Municipality, Service
from samhandling.reading.workbook.grid import read_grids
from samhandling.reading.workbook.reader import draft_of
from samhandling.reports.modelfiles.plain import plain_model
from samhandling.reports.modelfiles.workbook import write_model_workbook
from samhandling.reports.modelfiles.writing import Writing
from samhandling.reports.modelfiles.yaml_files import starting_folder
from samhandling.sheets.labels import Labels
from samhandling.sheets.layout import layout_of
from samhandling.sheets.words import SheetWords


class Visit(Entry):
    """A list inside an entry that nobody has heard of before."""

    day: Day | None = None
    stages: Annotated[tuple[StageId, ...], ReadsList] = ()


class Building(Entry):
    """A mapping inside an entry."""

    wheelchair: Truth | None = None
    rooms: Annotated[Whole, Field(ge=0)] | None = None


class NewService(Service):
    """A service with more keys than ours."""

    motto: PlainText | None = None
    partners: Annotated[tuple[AgreementId, ...], ReadsList] = ()
    building: Building | None = None
    visits: Annotated[tuple[Visit, ...], ReadsList] = ()


class NewMunicipality(Municipality):
    """A model with those, and a section of its own."""

    services: Annotated[tuple[NewService, ...], ReadsList] = ()
    buildings: Annotated[tuple[Building, ...], ReadsList] = ()


SAYS = {
    "municipality": {"name": "Prøvevik", "number": "9999"},
    "agreements": [{"id": "a", "title": "A", "kind": "plan"}],
    "services": [
        {
            "id": "s", "name": "S", "type": "ppt", "owner": "kommune", "motto": "Se barnet; tidlig", "partners": ["a"],
            "building": {"wheelchair": True, "rooms": 3},
            "visits": [{"day": "2026-11-21", "stages": ["spedbarn"]}, {}],
        },
        {"id": "t", "name": "T", "type": "ppt", "owner": "kommune", "building": {}},
    ],
    "buildings": [{"rooms": 1}, {}, {"wheelchair": False}],
}  # fmt: skip


@pytest.fixture
def new_writing(catalogue: Catalogue) -> Writing:
    words = SheetWords(catalogue.extra["sheets"])  # type: ignore[arg-type]
    return Writing(layout_of(NewMunicipality), words, Labels(catalogue), catalogue, catalogue.phrasebook("nb"))


def test_it_is_in_the_template(new_writing: Writing) -> None:
    book = load_workbook(BytesIO(write_model_workbook(new_writing, None)))
    headings = [cell.value for cell in book["Tjenester"][1]]
    assert headings[-4:] == ["motto", "partners", "building: wheelchair", "building: rooms"]
    assert [cell.value for cell in book["services.visits"][1]] == ["services *", "day", "Livsfaser"]
    assert [cell.value for cell in book["buildings"][1]] == ["Nr.", "wheelchair", "rooms"]
    offered = {str(each.sqref).partition("2:")[0]: each for each in book["Tjenester"].data_validations.dataValidation}
    assert "Avtaler" in offered["M"].formula1
    assert offered["N"].formula1 == '"ja,nei"'
    text = starting_folder(new_writing, NewMunicipality)
    assert "motto:" in text["services.yaml"]
    assert "buildings.yaml" in text


def test_it_survives_the_round_trip(new_writing: Writing, catalogue: Catalogue) -> None:
    model = NewMunicipality.model_validate(SAYS)
    content = write_model_workbook(new_writing, plain_model(model))
    draft = draft_of(read_grids(content), catalogue, NewMunicipality).draft
    assert not draft.diagnostics
    assert not draft.notices
    assert NewMunicipality.model_validate(draft.data) == model
    place = draft.source_map.value(("services", 0, "visits", 1))
    assert (place.sheet, place.cell) == ("services.visits", "A3")
