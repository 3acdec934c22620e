"""``init``, ``convert`` and ``schema`` as people meet them."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from openpyxl import load_workbook

from calling import Call, caller
from samhandling.law.folders import examples_directory
from samhandling.law.yaml_source import parse

FJORDVIK = examples_directory() / "fjordvik"


@pytest.fixture
def call(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Call:
    monkeypatch.chdir(tmp_path)
    return caller(capfd, monkeypatch)


@pytest.mark.parametrize(
    ("arguments", "model"),
    [
        (("init", "modell"), "modell"),
        (("init", "modell.yaml"), "modell.yaml"),
        (("init", "modell.xlsx"), "modell.xlsx"),
        (("init", "mappe", "--format", "xlsx"), "mappe/modell.xlsx"),
        (("init", "fjordvik", "--example"), "fjordvik"),
        (("init", "fjordvik.xlsx", "--example"), "fjordvik.xlsx"),
        (("init", "fjordvik.yaml", "--example"), "fjordvik.yaml"),
        (("--language", "en", "init", "model", "--format", "yaml"), "model"),
    ],
)
def test_what_init_makes_is_a_model(call: Call, arguments: tuple[str, ...], model: str) -> None:
    made = call(*arguments)
    assert (made.code, made.out) == (0, "")
    assert model in made.err
    read = call("validate", model)
    assert read.code == 0
    assert ("47" in read.err) == ("--example" in arguments)


def test_the_example_has_its_documents(call: Call, tmp_path: Path) -> None:
    call("init", "f", "--example")
    made = {path.relative_to(tmp_path / "f").as_posix(): path.read_bytes() for path in (tmp_path / "f").rglob("*.*")}
    shipped = (path for path in FJORDVIK.rglob("*.*") if not path.name.startswith("."))
    there = {path.relative_to(FJORDVIK).as_posix(): path.read_bytes() for path in shipped}
    assert made == there


def test_the_workbook_speaks_the_language(call: Call, tmp_path: Path) -> None:
    call("init", "modell.xlsx", "--language", "nn")
    book = load_workbook(tmp_path / "modell.xlsx")
    assert book.sheetnames[:5] == ["Rettleiing", "Kommune", "Einingar", "Roller", "Tenester"]
    assert book["Tenester"]["A2"].value == "Døme: solbakken-barnehage"


@pytest.mark.parametrize(
    "arguments",
    [
        ("init", "full"), ("init", "full", "--example"), ("init", "fil"), ("init", "fil.xlsx"), ("init", "fil.yaml"),
        ("init", "modell.xlsm"), ("init", "modell.xlsx", "--format", "yaml"), ("convert", FJORDVIK, "full"),
        ("convert", FJORDVIK, "modell.ods"), ("convert", FJORDVIK, "fil.xlsx"), ("convert", "finnes-ikke", "x.xlsx"),
        ("schema", "-o", "fil.yaml"), ("init", "ingen/slik/modell.xlsx"),
    ],
)  # fmt: skip
def test_nothing_in_the_way_is_touched(call: Call, tmp_path: Path, arguments: tuple[object, ...]) -> None:
    (tmp_path / "full").mkdir()
    for name in ("full/notat.txt", "fil", "fil.xlsx", "fil.yaml"):
        (tmp_path / name).write_text("mitt eget", encoding="utf-8")
    before = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*"))
    said = call(*arguments)
    assert said.code == 2
    assert said.err
    assert sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*")) == before
    assert all(path.read_text(encoding="utf-8") == "mitt eget" for path in tmp_path.rglob("*") if path.is_file())


def test_a_workbook_somebody_has_typed_in_is_not_replaced(call: Call, tmp_path: Path) -> None:
    call("init", "modell.xlsx")
    assert call("init", "modell.xlsx").code == 0
    book = load_workbook(tmp_path / "modell.xlsx")
    book["Enheter"]["A3"] = "oppvekst"
    book.save(tmp_path / "modell.xlsx")
    assert call("init", "modell.xlsx").code == 2
    assert call("init", "modell.xlsx", "--force").code == 0


def test_convert_goes_both_ways_and_says_what_is_left(call: Call, tmp_path: Path) -> None:
    there = call("convert", FJORDVIK, "f.xlsx")
    assert (there.code, there.out) == (0, "")
    assert "Kommentarer" in there.err
    assert call("convert", "f.xlsx", "tilbake").code == 0
    assert call("convert", "tilbake", "g.xlsx", "--quiet").err == ""
    assert sorted(path.name for path in (tmp_path / "tilbake").iterdir()) == sorted(
        path.name for path in FJORDVIK.glob("*.yaml")
    )
    one = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "tilbake").iterdir()}
    call("convert", "g.xlsx", "igjen")
    assert one == {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "igjen").iterdir()}


def test_an_audit_of_the_workbook_says_the_same(call: Call) -> None:
    call("convert", FJORDVIK, "f.xlsx")
    options = ("--as-of", "2026-11-21", "--fail-on", "never", "--json", "-")
    folder, workbook = (json.loads(call("audit", each, *options).out) for each in (FJORDVIK, "f.xlsx"))
    assert workbook["outcomes"] == folder["outcomes"]
    places = [one["location"] for one in workbook["findings"] if one["location"] is not None]
    assert places
    assert {frozenset(place) for place in places} == {frozenset({"file", "sheet", "cell"})}
    schema = json.loads(call("schema", "audit").out)
    for document in (folder, workbook):
        jsonschema.validate(document, schema, cls=jsonschema.Draft202012Validator)


def test_the_schema_of_the_audit_is_strict(call: Call) -> None:
    options = ("--as-of", "2026-11-21", "--fail-on", "never", "--json", "-")
    document = json.loads(call("audit", FJORDVIK, *options).out)
    validator = jsonschema.Draft202012Validator(json.loads(call("schema", "audit").out))
    jsonschema.Draft202012Validator.check_schema(validator.schema)
    for spoil in (
        lambda d: d.pop("outcomes"), lambda d: d["findings"][0].pop("fingerprint"), lambda d: d["summary"].pop("met"),
        lambda d: d["findings"][0].update({"class": "breach"}), lambda d: d["outcomes"][0].update(verdict="pass"),
        lambda d: d.update(as_of="21.11.2026"), lambda d: d["coordination"]["totals"].pop("gap"),
    ):  # fmt: skip
        spoilt = json.loads(json.dumps(document))
        spoil(spoilt)
        assert list(validator.iter_errors(spoilt))


@pytest.fixture
def model_schema(call: Call) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(call("schema").out)
    return schema


@pytest.mark.parametrize("name", ["fjordvik", "lillefjord"])
def test_the_examples_fit_the_schema(name: str, model_schema: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(model_schema)
    model: dict[str, Any] = {}
    for path in sorted((examples_directory() / name).glob("*.yaml")):
        content = parse(path.name, path.read_bytes())
        assert isinstance(content, dict)
        model |= content
    errors = list(jsonschema.Draft202012Validator(model_schema).iter_errors(model))
    assert not errors, errors[:3]


@pytest.mark.parametrize(
    "wrong",
    [
        {"municipality": {"name": "A"}},
        {"services": [{"id": "a", "name": "A", "type": "barnehgae", "owner": "kommune"}]},
        {"services": [{"id": "a b", "name": "A", "type": "ppt", "owner": "kommune"}]},
        {"services": [{"id": "a", "name": "A", "type": "ppt", "owner": "kommune", "stage": []}]},
        {"agreements": [{"id": "a", "title": "A", "kind": "plan", "topics": ["overgang:T27"]}]},
        {"agreements": [{"id": "a", "title": "A", "kind": "plan", "parties": [{}]}]},
        {"agreements": [{"id": "a", "title": "A", "kind": "plan", "review_months": 0}]},
        {"coordination": {"rules": [{"id": "R1", "coordinator": "ppt", "all_of": ["ppt:alle"]}]}},
        {"section": []},
    ],
    ids=str,
)
def test_the_schema_of_the_model_is_strict(wrong: dict[str, Any], model_schema: dict[str, Any]) -> None:
    right = {"municipality": {"name": "A", "number": "9999"}}
    validator = jsonschema.Draft202012Validator(model_schema)
    assert validator.is_valid(right)
    assert not validator.is_valid(right | wrong)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_schema_describes_every_key(call: Call, language: str) -> None:
    schema = json.loads(call("schema", "--language", language).out)
    lacking = [
        (name, key)
        for name, part in [("top", schema), *schema["$defs"].items()]
        for key, value in part.get("properties", {}).items()
        if "description" not in value and key != "schema"
    ]
    assert not lacking
