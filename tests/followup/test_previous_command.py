"""``samhandling audit --previous``: as people call it, and with files that do harm."""

import json
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from editions import headed
from openpyxl import load_workbook

DAY = ("--as-of", "2026-11-21")


def typed(path: Path, heading: str, value: str) -> None:
    book = load_workbook(path)
    sheet = book["Tiltaksplan"]
    top, columns = headed(sheet, "Nøkkel", heading)
    sheet.cell(top + 1, columns[heading]).value = value
    book.save(path)


def comments(path: Path) -> list[str]:
    sheet = load_workbook(path)["Tiltaksplan"]
    top, columns = headed(sheet, "Nøkkel")
    place = columns["Kommentar (fylles ut)"]
    values = (sheet.cell(row, place).value for row in range(top + 1, sheet.max_row + 1))
    return [str(each) for each in values if each]


@pytest.fixture
def report(small_model: Path, call, tmp_path: Path) -> Path:
    path = tmp_path / "rapport.xlsx"
    assert call("audit", small_model, *DAY, "--report", path).code in {0, 1}
    return path


def test_the_earlier_report_may_take_its_own_place(small_model, call, report):
    typed(report, "Kommentar (fylles ut)", "Ring tlf. 41 23 45 67 i morgen")
    refused = call("audit", small_model, *DAY, "--report", report)
    assert (refused.code, "--previous" in refused.err) == (2, True)
    said = call("audit", small_model, *DAY, "--report", report, "--previous", report)
    assert said.code in {0, 1}
    assert comments(report) == ["Ring tlf. 41 23 45 67 i morgen"]
    assert "Siden rapporten per 21. november 2026" in said.out


def test_personal_data_is_carried_and_named_with_its_place_masked(small_model, call, report):
    typed(report, "Kommentar (fylles ut)", "Ring tlf. 41 23 45 67 i morgen")
    said = call("audit", small_model, *DAY, "--report", report, "--previous", report)
    (line,) = (each for each in said.err.splitlines() if "Personopplysning" in each)
    assert "rapport.xlsx:Tiltaksplan!" in line
    assert "Ring tlf. ** ** ** ** i morgen" in line
    assert "41 23" not in said.err + said.out


def test_what_somebody_saves_meanwhile_is_not_lost(small_model, call, report, monkeypatch):
    typed(report, "Kommentar (fylles ut)", "Først")
    from samhandling.reports import workbook

    write = workbook.write_workbook

    def slowly(*arguments, **options):
        typed(report, "Ansvarlig funksjon (fylles ut)", "Lederen")
        return write(*arguments, **options)

    monkeypatch.setattr(workbook, "write_workbook", slowly)
    said = call("audit", small_model, *DAY, "--report", report, "--previous", report)
    assert said.code == 2
    assert "Ingenting er skrevet" in said.err
    assert comments(report) == ["Først"]


def test_an_earlier_result_in_json_tells_why_things_changed(small_model, call, report, tmp_path):
    before, after = tmp_path / "for.json", tmp_path / "etter.xlsx"
    call("audit", small_model, *DAY, "--json", before)
    model = small_model / "modell.yaml"
    model.write_text(model.read_text(encoding="utf-8").replace("status: vedtatt", "status: utkast"), encoding="utf-8")
    said = call("audit", small_model, *DAY, "--report", after, "--previous", before, "--json", tmp_path / "n.json")
    assert said.code in {0, 1}
    book = load_workbook(after)
    text = "\n".join(str(cell) for row in book["Hva er endret og hvorfor"].values for cell in row if cell)
    assert "plan (endret)" in text.lower() or "(endret)" in text
    assert "Siden forrige rapport" in book.sheetnames
    marks = json.loads((tmp_path / "n.json").read_text(encoding="utf-8"))["follow_up"]["marks"]
    assert {each["mark"] for each in marks} <= {"new", "unchanged"}


def test_without_a_workbook_to_carry_it_to_the_words_are_not_claimed_to_be_kept(small_model, call, report):
    typed(report, "Kommentar (fylles ut)", "Ord")
    said = call("audit", small_model, *DAY, "--previous", report)
    assert "--report" in said.err
    assert comments(report) == ["Ord"]


def test_a_report_of_another_municipality_is_said(small_model, call, report):
    model = small_model / "modell.yaml"
    model.write_text(model.read_text(encoding="utf-8").replace('"9999"', '"9998"'), encoding="utf-8")
    said = call("audit", small_model, *DAY, "--previous", report)
    assert "gjelder kommune 9999, ikke 9998" in said.err


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("finnes-ikke.xlsx", None),
        ("tekst.txt", b"hei"),
        ("tom.xlsx", b""),
        ("ikke-zip.xlsx", b"hei"),
        ("annet.json", b'{"schema": "annet/1"}'),
        ("ikke.json", b"{"),
        ("dypt.json", b"[" * 200_000),
        ("ikke-utf8.json", b"\xff\xfe{"),
        ("liste.json", b"[1]"),
        ("uten.json", b'{"schema": "samhandling.audit/1"}'),
        (
            "feil.json",
            b'{"schema": "samhandling.audit/1", "as_of": 3, "municipality": 1, "outcomes": {}, "findings": [1]}',
        ),
    ],
)
def test_what_is_no_report_is_refused_with_how_to_mend_it(small_model, call, tmp_path, name, content):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    out = tmp_path / "ny.xlsx"
    said = call("audit", small_model, *DAY, "--report", out, "--previous", path)
    assert said.code == 2
    assert name in said.err
    assert "Traceback" not in said.err
    assert not out.exists()


def test_a_workbook_that_is_no_report_is_refused(small_model, call, tmp_path):
    from openpyxl import Workbook

    path = tmp_path / "budsjett.xlsx"
    book = Workbook()
    book.active["A1"] = "Budsjett"
    book.save(path)
    said = call("audit", small_model, *DAY, "--previous", path)
    assert (said.code, "budsjett.xlsx" in said.err) == (2, True)


HARM = {
    "macros": {"xl/vbaProject.bin": b"x"},
    "bomb": {"xl/worksheets/bomb.xml": b"0" * 900_000_000},
    "entities": {
        "xl/workbook.xml": b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><workbook>&b;</workbook>'
    },
    "outside": {"xl/workbook.xml": b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><workbook/>'},
}


@pytest.mark.parametrize("harm", ["macros", "entities", "outside"])
def test_a_workbook_that_would_do_harm_is_refused(small_model, call, report, tmp_path, harm):
    path = tmp_path / "farlig.xlsx"
    with ZipFile(report) as source, ZipFile(path, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name not in HARM[harm]:
                target.writestr(name, source.read(name))
        for name, content in HARM[harm].items():
            target.writestr(name, content)
    said = call("audit", small_model, *DAY, "--previous", path)
    assert (said.code, "farlig.xlsx" in said.err, "root:" in said.err) == (2, True, False)


@pytest.mark.slow
def test_a_zip_that_unpacks_to_a_gigabyte_is_refused(small_model, call, report, tmp_path):
    path = tmp_path / "bombe.xlsx"
    with ZipFile(report) as source, ZipFile(path, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
        target.writestr("xl/bombe.xml", HARM["bomb"]["xl/worksheets/bomb.xml"])
    assert call("audit", small_model, *DAY, "--previous", path).code == 2
