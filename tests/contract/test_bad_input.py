"""What must not be accepted, each with its place, its code and nothing written; and what looks odd and is fine."""

from pathlib import Path

import pytest
from written_models import TOWN, Given

from calling import Call

AS_OF = ("--as-of", "2026-11-21")

REFUSED: dict[str, tuple[str | bytes, str]] = {
    "unknown key": (TOWN + "units: [{id: a, name: b, nme: c}]\n", "2:26: INN034"),
    "unknown type": (TOWN + "services: [{id: a, name: b, type: barnehagen, owner: kommune}]\n", "2:35: INN063"),
    "missing key": (TOWN + "units: [{id: a}]\n", "2:9: INN035"),
    "duplicate id": (TOWN + "units: [{id: a, name: b}, {id: a, name: c}]\n", "2:32: INN061"),
    "duplicate key": (TOWN + TOWN, "2:1: INN027"),
    "no such day": (TOWN.replace("}", ", model_reviewed: 2026-02-30}"), "1:64: INN046"),
    "not a date": (TOWN.replace("}", ", model_reviewed: 2026-2-3}"), "1:64: INN045"),
    "a time is no date": (TOWN.replace("}", ", model_reviewed: 2026-02-03T10:00:00}"), "1:64: INN045"),
    "selects nothing": (TOWN + "arenas: [{id: a, name: b, participants: [{type: ppt}]}]\n", "2:42: INN065"),
    "empty selector": (TOWN + "arenas: [{id: a, name: b, participants: [{}]}]\n", "2:42: INN064"),
    "tab": ("municipality:\n\tname: A\n", "2:1: INN012"),
    "anchor": (TOWN + "units: &a [{id: a, name: b}]\n", "2:8: INN023"),
    "tag": (TOWN + "units: [{id: !!str 1, name: b}]\n", "2:14: INN025"),
    "two documents": (TOWN + "---\n" + TOWN, "2:1: INN026"),
    "not UTF-8": (TOWN.encode("latin-1"), "1:24: INN003"),
    "empty": ("", "1:1: INN004"),
    "truth as text": ("municipality: {name: true, number: '9999'}\n", "1:22: INN044"),
    "nothing as text": ("municipality: {name: ~, number: '9999'}\n", "1:16: INN041"),
    "control character": (TOWN + 'units: [{id: a, name: "a\\x07b"}]\n', "2:23: INN005"),
    "too long": (TOWN + f"units: [{{id: a, name: {'x' * 32_768}}}]\n", "2:23: INN043"),
    "bad id": (TOWN + "units: [{id: -a, name: b}]\n", "2:14: INN049"),
    "agreement and arena share an id": (
        TOWN + "agreements: [{id: a, title: b, kind: plan}]\narenas: [{id: a, name: c}]\n", "3:15: INN061",
    ),
    "circle of units": (TOWN + "units: [{id: a, name: b, parent: a}]\n", "2:34: INN066"),
    "two councils": (
        TOWN + "roles: [{id: a, title: A, kind: kommunestyre}, {id: b, title: B, kind: kommunestyre}]\n",
        "2:72: INN067",
    ),
    "phone in an id": (TOWN + 'units: [{id: "41234567", name: b}]\n', "2:14: INN083"),
    "birth number": (TOWN + "units: [{id: a, name: Saken til 150286 00078}]\n", "2:23: INN081"),
    "e-mail": (TOWN + "units: [{id: a, name: Skriv til post@fjordvik.no}]\n", "2:23: INN082"),
    "month 13": (TOWN + "transitions: [{transition: T05, activities: [{month: 13}]}]\n", "2:54: INN048"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_it_is_refused_with_its_place_and_nothing_is_written(case: str, given: Given, call: Call) -> None:
    content, place = REFUSED[case]
    model = given(content)
    report, result = model.parent / "ut.xlsx", model.parent / "ut.json"
    said = call("audit", model, *AS_OF, "--report", report, "--json", result)
    assert said.code == 2
    assert said.out == ""
    assert f"{model / 'm.yaml'}:{place} " in said.err
    assert "41234567" not in said.err
    assert "150286 00078" not in said.err
    assert sorted(each.name for each in model.parent.iterdir()) == ["modell"]


@pytest.mark.parametrize(
    "content",
    ["[" * 100_000, "{a: " * 50_000, "- " * 100_000, "a: &a [x]\n" + "b: [*a, *a]\n" * 1000, "\x00" * 1000],
    ids=["brackets", "braces", "dashes", "aliases", "zeros"],
)
def test_nonsense_is_refused_in_few_words(content: str, given: Given, call: Call) -> None:
    said = call("validate", given(content))
    assert said.code == 2
    assert len(said.err.splitlines()) < 3100
    assert "Traceback" not in said.err


ACCEPTED = {
    "byte order mark and CRLF": b"\xef\xbb\xbf" + TOWN.replace("\n", "\r\n").encode(),
    "a number is its source text": b"municipality: {name: 12:30, number: 0301}\n",
    "no is text": b"municipality: {name: no, number: 9999}\n",
    "empty sections": TOWN.encode() + b"units: []\nroles:\nservices: ~\ncoordination: {}\n",
    "formula and markup": TOWN.encode() + b"units: [{id: a, name: '=HYPERLINK(1)'}, {id: b, name: <script>}]\n",
    "ids": TOWN.encode() + "units: [{id: æøå-ÆØÅ.1_x, name: a}, {id: 0301, name: b}, {id: no, name: c}]\n".encode(),
    "whole numbers of YAML 1.2": TOWN.encode() + b"roles: [{id: a, title: A, capacity_percent: 0x1F}]\n",
    "a case number is no phone number": TOWN.encode() + b"units: [{id: a, name: sak 41234567}]\n",
    "references may look like phone numbers": TOWN.encode()
    + b"agreements: [{id: a, title: b, kind: plan, document: {archive_ref: '41234567', url: 'https://a.no/41234567'}}]\n",
}


@pytest.mark.parametrize("case", ACCEPTED)
def test_it_is_accepted(case: str, given: Given, call: Call) -> None:
    said = call("validate", given(ACCEPTED[case]))
    assert (said.code, said.out) == (0, "")


def test_files_are_joined_and_what_is_hidden_is_named(given: Given, call: Call) -> None:
    model = given({
        "a.yaml": TOWN + "units: [{id: a, name: A, parent: b}]\n", "b.yml": "units: [{id: b, name: B}]\n",
        ".skjult.yaml": "x: [", "~$a.yaml": "tull", "notat.txt": "x", "rapport.xlsx": "x",
    })
    said = call("validate", model)
    assert said.code == 0
    assert [line.split(": ")[0] for line in said.err.splitlines()[:2]] == [
        f"{model / '.skjult.yaml'}:1:1", f"{model / '~$a.yaml'}:1:1",
    ]


def test_the_digits_of_a_selector_are_masked_one_by_one(given: Given, call: Call) -> None:
    said = call("validate", given(TOWN + "arenas: [{id: a, name: b, participants: [{area: 22 33 44 55}]}]\n"))
    assert said.code == 2
    assert "22 33" not in said.err
    assert said.err.count("** ** ** **") == 2


@pytest.mark.parametrize("path", ["", "x" * 300, "x/" * 3000])
def test_a_model_that_cannot_be_there(path: str, call: Call) -> None:
    said = call("audit", path)
    assert said.code == 2
    assert said.out == ""


def test_a_folder_without_a_model_and_a_file_that_is_none(tmp_path: Path, call: Call) -> None:
    (tmp_path / "notat.txt").write_text("x")
    for path in (tmp_path, tmp_path / "notat.txt", tmp_path / "finnes ikke"):
        assert call("validate", path).code == 2
