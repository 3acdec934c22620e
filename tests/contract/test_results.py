"""Where results go: never over what is not ours, never two in one place, never over the model."""

from pathlib import Path

import pytest
from written_models import TOWN, Given

from calling import Call

AS_OF = ("--as-of", "2026-11-21")
NEVER = ("--fail-on", "never", "--quiet")

EVERY_SORT = {
    "a.json": ("audit", "--json"), "a.html": ("audit", "--html"), "a.xlsx": ("audit", "--report"),
    "a.ics": ("transitions", "--ics"), "a.svg": ("map", "--out"), "a.png": ("map", "--out"),
    "a.docx": ("delegate", "--docx"), "a.yaml": ("coordinate", "--write"),
}
THEIRS = {
    "a.json": b'{"schema": "annet/1", "tema": "samhandling."}',
    "a.html": b"<!DOCTYPE html><title>samhandling i kommunen</title>",
    "a.xlsx": b"PK\x03\x04samhandling",
    "a.ics": b"BEGIN:VCALENDAR\r\nSUMMARY:samhandling\r\n",
    "a.svg": b"<svg><title>samhandling</title></svg>",
    "a.png": b"\x89PNG samhandling",
    "a.docx": b"PK\x03\x04samhandling",
    "a.yaml": b"# Regler for samhandling i kommunen\ncoordination: {}\n",
}


def write(call: Call, model: Path, name: str, *more: str) -> tuple[int, str]:
    command, option = EVERY_SORT[name]
    quiet = NEVER if command == "audit" else ("--quiet",)
    figures = ("--no-figures",) if option == "--report" else ()
    said = call(command, model, *AS_OF, *quiet, *figures, option, model.parent / name, *more)
    return said.code, said.err


@pytest.mark.parametrize("name", EVERY_SORT)
def test_ours_is_replaced_and_theirs_is_not(name: str, given: Given, call: Call) -> None:
    model = given(TOWN)
    target = model.parent / name
    target.write_bytes(THEIRS[name])
    code, said = write(call, model, name)
    assert (code, target.read_bytes()) == (2, THEIRS[name])
    assert "--force" in said
    assert write(call, model, name, "--force") == (0, "")
    ours = target.read_bytes()
    assert write(call, model, name) == (0, "")
    assert target.read_bytes() == ours
    assert sorted(each.name for each in model.parent.iterdir()) == sorted(["modell", name])


def test_a_result_never_takes_the_place_of_the_model(given: Given, call: Call) -> None:
    model = given({"m.yaml": "# samhandling samhandling.model/1\n" + TOWN}) / "m.yaml"
    before = model.read_bytes()
    for target in (model, model.parent / "." / "m.yaml"):
        for force in ((), ("--force",)):
            assert call("audit", model, *AS_OF, *NEVER, "--json", target, *force).code == 2
    assert call("audit", model.parent, *AS_OF, *NEVER, "--json", model).code == 2
    assert model.read_bytes() == before
    workbook = model.with_suffix(".xlsx")
    assert call("convert", model, workbook).code == 0
    before = workbook.read_bytes()
    assert call("audit", workbook, *AS_OF, *NEVER, "--report", workbook, "--force").code == 2
    assert workbook.read_bytes() == before


@pytest.mark.parametrize("other", ["ut.html", "x/../ut.html"])
def test_two_results_under_one_name(other: str, given: Given, call: Call) -> None:
    model = given(TOWN)
    (model.parent / "x").mkdir()
    said = call("audit", model, *AS_OF, *NEVER, "--html", model.parent / "ut.html", "--json", model.parent / other)
    assert said.code == 2
    assert not (model.parent / "ut.html").exists()


def test_when_one_is_in_the_way_none_is_written(given: Given, call: Call) -> None:
    model = given(TOWN)
    theirs = model.parent / "a.xlsx"
    theirs.write_bytes(THEIRS["a.xlsx"])
    said = call("audit", model, *AS_OF, *NEVER, "--json", model.parent / "a.json", "--report", theirs)
    assert said.code == 2
    assert sorted(each.name for each in model.parent.iterdir()) == ["a.xlsx", "modell"]


@pytest.mark.parametrize(
    ("option", "name"),
    [("--report", "a.xls"), ("--report", "-"), ("--html", "a.pdf"), ("--json", "x" * 300), ("--json", "nei/a.json"),
     ("--report", "mappe.xlsx")],
)
def test_names_that_nothing_can_be_written_to(option: str, name: str, given: Given, call: Call) -> None:
    model = given(TOWN)
    (model.parent / "mappe.xlsx").mkdir()
    said = call("audit", model, *AS_OF, *NEVER, option, name if name == "-" else model.parent / name)
    assert said.code == 2
    assert said.err
    assert sorted(each.name for each in model.parent.iterdir()) == ["mappe.xlsx", "modell"]


def test_a_model_is_never_begun_anew_over_one_that_may_be_filled_in(tmp_path: Path, call: Call) -> None:
    model = tmp_path / "m.yaml"
    assert call("init", model).code == 0
    model.write_text(model.read_text(encoding="utf-8") + "# noe jeg har skrevet\n", encoding="utf-8")
    before = model.read_bytes()
    assert call("init", model).code == 2
    assert model.read_bytes() == before
    assert call("init", model, "--force").code == 0


def test_only_the_document_is_on_standard_output(given: Given, call: Call) -> None:
    model = given(TOWN)
    said = call("audit", model, *AS_OF, "--fail-on", "never", "--json", "-", "--html", model.parent / "a.html")
    assert said.out.startswith('{\n  "schema": "samhandling.audit/1"')
    assert said.out.endswith("}\n")
    assert str(model.parent / "a.html") in said.err
    assert call("audit", model, *AS_OF, *NEVER).out == ""
