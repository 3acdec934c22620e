"""The life course as a figure, and the two sections."""

from typing import Any

from samhandling.figures.scene import Label, Role
from samhandling.figures.svg import svg_text
from samhandling.law.catalogue import Catalogue
from samhandling.reports.sections.handing_over import told_transitions
from samhandling.reports.sections.life_course import life_course_figure
from samhandling.reports.sections.transitions import transitions, transitions_by_unit
from small_models import carrier, services_of


def model(catalogue: Catalogue) -> dict[str, Any]:
    services = services_of(catalogue.transition("T05"))
    services += [
        {"id": "privat", "name": "=HYPERLINK(1)", "type": "barnehage", "owner": "privat", "area": "Nord"},
        {"id": "andre", "name": "Andre barnehage", "type": "barnehage", "owner": "kommune"},
    ]
    return {"services": services, "agreements": [carrier("T05", ["fra-0", "til-0"])]}


def test_services_are_rows_by_type_and_private_ones_apart(tell: Any, catalogue: Catalogue) -> None:
    telling = tell(model(catalogue))
    scene = life_course_figure(telling, told_transitions(telling)).scene
    rows = {group.key: group for group in scene.groups(Role.BAR)}
    assert list(rows) == ["barnehage", "barnehage:privat", "grunnskole", "municipality"]
    words = {line for item in scene.walk() if isinstance(item, Label) for line in item.lines}
    assert "Barnehager (2)" in words
    assert rows["barnehage:privat"].title == "=HYPERLINK(1)"


def test_only_what_concerns_the_municipality_is_drawn_and_the_rest_is_named(tell: Any, catalogue: Catalogue) -> None:
    telling = tell(model(catalogue))
    figure = life_course_figure(telling, told_transitions(telling))
    drawn = {group.key for group in figure.scene.groups(Role.EDGE)}
    assert drawn == {"T04", "T05", "T14", "T20", "T26"}
    svg = svg_text(figure.scene)
    assert "Ikke aktuelle for kommunen" in svg
    assert "T06" in svg
    assert "delvis dekket" in svg


def test_the_section_has_every_transition_and_counts_as_the_result_does(tell: Any, catalogue: Catalogue) -> None:
    telling = tell(model(catalogue))
    section = transitions(telling)
    assert len(section.title) <= 31
    table, checklist = (block for block in section.blocks if hasattr(block, "rows"))
    assert [row.cells[0].value for row in table.rows] == list(catalogue.transitions)
    columns = [column.key for column in table.columns]
    row = next(row for row in table.rows if row.anchor == "T05")
    assert row.cells[columns.index("covered")].value == 2
    assert row.cells[columns.index("outside")].value == 2
    assert "Andre barnehage" in str(row.cells[columns.index("units")].value)
    assert all(len(row.cells) == len(each.columns) for each in (table, checklist) for row in each.rows)


def test_the_matrix_says_in_words_who_is_outside(tell: Any, catalogue: Catalogue) -> None:
    telling = tell(model(catalogue))
    matrix, outside = (block for block in transitions_by_unit(telling).blocks if hasattr(block, "rows"))
    at = [column.key for column in matrix.columns].index("T05")
    states = {row.anchor: row.cells[at].value for row in matrix.rows}
    assert states == {"fra-0": "dekket", "til-0": "dekket", "privat": "utenfor", "andre": "utenfor"}
    anchors = {row.anchor for row in outside.rows}
    assert {"T05-privat", "T05-andre"} <= anchors


def test_an_empty_municipality_can_be_told_in_every_language(tell: Any) -> None:
    for language in ("nb", "nn", "en"):
        telling = tell({}, language=language)
        assert transitions(telling).blocks
        assert transitions_by_unit(telling).blocks
