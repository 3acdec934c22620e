"""Which files are read, how their sections are put together, and which calls cannot work."""

import hashlib
from pathlib import Path

import pytest

from samhandling.errors import SamhandlingError
from samhandling.law.texts import Phrasebook, load_texts
from samhandling.reading.diagnostics import Code, NoticeCode, Place
from samhandling.reading.folder import read_folder
from samhandling.reading.yaml_text import LARGEST_FILE

FACTS = 'municipality: {name: Fjordvik, number: "9999"}\n'


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return folder


def test_the_union_of_the_files_in_name_order(tmp_path: Path) -> None:
    write(tmp_path, b__yaml="units: [{id: b}]\n", a__yml=FACTS + "units: [{id: a}]\n", C__YAML="units: [{id: C}]\n")
    (tmp_path / "undermappe").mkdir()
    write(tmp_path / "undermappe", d__yaml="units: [{id: d}]\n")
    write(tmp_path, notat__txt="hei")
    draft = read_folder(tmp_path, "modell")
    assert draft.data["units"] == [{"id": "C"}, {"id": "a"}, {"id": "b"}]
    assert draft.source_map.value(("units", 2, "id")) == Place("b.yaml", 1, 14)
    assert [file.path for file in draft.inputs] == ["C.YAML", "a.yml", "b.yaml"]
    assert draft.inputs[0].sha256 == hashlib.sha256(b"units: [{id: C}]\n").hexdigest()
    assert draft.whole
    assert draft.diagnostics == draft.notices == ()


def test_one_file_is_a_model_too(tmp_path: Path) -> None:
    write(tmp_path, modell__yaml=FACTS)
    draft = read_folder(tmp_path / "modell.yaml", "../modell.yaml")
    assert [file.path for file in draft.inputs] == ["modell.yaml"]
    assert draft.shown(Place("modell.yaml", 2, 3)) == "../modell.yaml:2:3"


def test_places_are_shown_under_the_path_as_given(tmp_path: Path) -> None:
    draft = read_folder(write(tmp_path, a__yaml=FACTS), "./min modell/")
    assert draft.shown(Place("a.yaml", 2, 3)) == "./min modell/a.yaml:2:3"
    assert draft.shown(Place("a.xlsx", sheet="Tjenester", cell="C14")).endswith("a.xlsx:Tjenester!C14")


def test_hidden_and_temporary_files_are_skipped_with_a_notice(tmp_path: Path) -> None:
    names = (".skjult.yaml", "~$services.yaml", "~$services.xlsx")
    write(tmp_path, a__yaml=FACTS)
    for name in names:
        (tmp_path / name).write_bytes(b"\x00")
    (tmp_path / "mappe.yaml").mkdir()
    draft = read_folder(tmp_path, "m")
    assert {notice.place.file for notice in draft.notices} == {*names, "mappe.yaml"}
    assert {notice.code for notice in draft.notices} == {NoticeCode.FILE_SKIPPED}
    assert [file.path for file in draft.inputs] == ["a.yaml"]


def test_a_mapping_section_stands_in_one_file(tmp_path: Path) -> None:
    draft = read_folder(write(tmp_path, a__yaml=FACTS, b__yaml="units: []\n" + FACTS), "m")
    (mistake,) = draft.diagnostics
    assert (mistake.code, mistake.place) == (Code.SECTION_TWICE, Place("b.yaml", 2, 1))
    assert dict(mistake.values)["first"] == Place("a.yaml", 1, 1)


def test_a_section_with_nothing_under_it_is_absent(tmp_path: Path) -> None:
    draft = read_folder(
        write(tmp_path, a__yaml=FACTS + "agreements:\ncoordination:\n", b__yaml="agreements: [{id: x}]\n"), "m"
    )
    assert draft.diagnostics == ()
    assert draft.data["agreements"] == [{"id": "x"}]
    assert draft.data["coordination"] is None


def test_a_misspelt_section_is_read_as_the_one_that_is_meant(tmp_path: Path) -> None:
    draft = read_folder(write(tmp_path, a__yaml=FACTS + "unit: [{id: x}]\n"), "m")
    assert [one.code for one in draft.diagnostics] == [Code.UNKNOWN_SECTION]
    assert draft.data["units"] == [{"id": "x"}]


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    write(tmp_path, a__yaml=FACTS)
    with (tmp_path / "b.yaml").open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    draft = read_folder(tmp_path, "m")
    assert [(one.code, one.place.file) for one in draft.diagnostics] == [(Code.TOO_LARGE, "b.yaml")]
    assert not draft.whole


def test_a_link_that_leads_nowhere_is_a_mistake_and_one_that_leads_somewhere_is_not(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    model = tmp_path / "model"
    elsewhere.mkdir()
    model.mkdir()
    write(elsewhere, a__yaml=FACTS)
    try:
        (model / "a.yaml").symlink_to(elsewhere / "a.yaml")
        (model / "b.yaml").symlink_to(elsewhere / "b.yaml")
    except OSError:
        pytest.skip("links are not allowed here")
    draft = read_folder(model, "m")
    assert draft.data["municipality"] == {"name": "Fjordvik", "number": "9999"}
    assert [(one.code, one.place.file) for one in draft.diagnostics] == [(Code.UNREADABLE, "b.yaml")]


def test_a_locked_file_is_a_mistake_with_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, a__yaml=FACTS)

    def locked(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", locked)
    draft = read_folder(tmp_path, "m")
    assert [(one.code, one.place) for one in draft.diagnostics] == [(Code.UNREADABLE, Place("a.yaml", 1, 1))]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("finnes-ikke", "model_missing"), ("tom", "no_yaml"), ("med-bok", "workbook_in_folder"),
        ("notat.txt", "not_a_model"),
    ],
)  # fmt: skip
def test_calls_that_cannot_work(tmp_path: Path, name: str, key: str) -> None:
    (tmp_path / "tom").mkdir()
    (tmp_path / "med-bok").mkdir()
    (tmp_path / "med-bok" / "modell.xlsx").write_bytes(b"PK")
    write(tmp_path, notat__txt="hei")
    with pytest.raises(SamhandlingError) as refused:
        read_folder(tmp_path / name, f"./{name}")
    assert refused.value.key == f"diagnostics.errors.{key}"
    for language in ("nb", "nn", "en"):
        assert f"./{name}" in Phrasebook(load_texts(), language)(refused.value.key, **refused.value.values)
