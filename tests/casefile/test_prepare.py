"""``samhandling prepare`` as people meet it: what is in the folder, what is refused, and what is said."""

import json
import re
import shutil
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from folders import contents, is_complete

from samhandling.casefile.items import items_of
from samhandling.casefile.manifest import MANIFEST, UNFINISHED
from samhandling.cli import samhandling
from samhandling.cli.exits import run
from samhandling.cli.words import find_language
from samhandling.law.catalogue import load_catalogue

RULES = b"# Rutine for samordning\nVi samordner.\n"
MODEL = """\
municipality: {{name: Prøvevik, number: "9999", language_form: bokmal}}
roles:
  - {{id: direktoren, title: Kommunedirektøren, kind: kommunedirektor}}
  - {{id: lederen, title: Leder oppvekst, kind: leder}}
services:
  - {{id: skolen, name: Skolen, type: grunnskole, owner: kommune, stages: [barnetrinn]}}
  - {{id: ppt, name: PPT, type: ppt, owner: kommune}}
agreements:
  - {{id: rutinen, title: "Rutine: samordning/uenighet?", kind: rutine, status: vedtatt, adopted: 2026-03-01,
     topics: [samordning], parties: [{{type: ppt}}], document: {{path: dokumenter/rutine.md, sha256: "{digest}"}}}}
  - {{id: utkastet, title: Rutine for medvirkning, kind: rutine, topics: [medvirkning],
     document: {{path: dokumenter/utkast.txt}}}}
  - {{id: gammel, title: Gammel avtale, kind: samarbeidsavtale, status: vedtatt, adopted: 2020-01-01,
     valid_to: 2024-01-01, responsible: lederen, document: {{archive_ref: 2020/1-1}}}}
  - {{id: endret, title: Endret avtale, kind: samarbeidsavtale, status: vedtatt, adopted: 2026-01-01,
     document: {{path: dokumenter/utkast.txt, sha256: "{wrong}"}}}}
  - {{id: ute, title: Avtale ute, kind: samarbeidsavtale, status: vedtatt, adopted: 2026-01-01, responsible: lederen,
     document: {{path: ../hemmelig.txt}}}}
arenas:
  - {{id: motet, name: Møtet, participants: [{{type: ppt}}], chair: lederen, planned_last_12_months: 4,
     held_last_12_months: 3}}
internal_control:
  deviations:
    - {{year: 2025, category: Avvik samarbeid, registered: 13, closed: 11}}
    - {{year: 2024, category: Avvik frister, registered: 3, closed: 0}}
assessments:
  - {{question: B07, answer: ja, explanation: Vi har rutine., evidence: [rutinen]}}
  - {{question: A09, answer: ja, explanation: Vi har plan.}}
supervision:
  - id: tilsyn-2024
    authority: Statsforvalteren
    topic: Samarbeid
    breaches:
      - {{provision: HOL-3-4-3, deadline: 2024-11-01, closed: 2024-12-01}}
      - {{provision: HOL-7-1-1, deadline: 2026-10-01}}
"""
AS_OF = ("--as-of", "2026-11-21")


def write_model(folder: Path) -> Path:
    (folder / "dokumenter").mkdir(parents=True)
    (folder / "dokumenter" / "rutine.md").write_bytes(RULES)
    (folder / "dokumenter" / "utkast.txt").write_bytes(b"Et utkast.\n")
    (folder.parent / "hemmelig.txt").write_bytes(b"intern sak")
    text = MODEL.format(digest=sha256(RULES).hexdigest(), wrong="0" * 64)
    (folder / "modell.yaml").write_text(text, encoding="utf-8")
    return folder


def prepare(*arguments: object) -> int:
    words = ["prepare", *(str(each) for each in arguments), "--no-figures", *AS_OF]
    return run(samhandling, words, find_language(words))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the small model, with its JSON beside it: made once, and only read."""
    place = tmp_path_factory.mktemp("tilsyn")
    model = write_model(place / "modell")
    assert prepare(model, "--out", place / "ut", "--received", "2026-11-02", "--json", place / "ut.json", "-q") == 0
    return place


@pytest.fixture
def copy(made: Path, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    shutil.copytree(made, tmp_path / "sak")
    return tmp_path / "sak"


@pytest.fixture
def said(capfd: pytest.CaptureFixture[str]) -> Callable[[], str]:
    return lambda: capfd.readouterr().err


def document(made: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((made / "ut.json").read_text(encoding="utf-8"))
    return found


def state_of(made: Path, id_: str) -> dict[str, Any]:
    return next(each for each in document(made)["items"] if each["id"] == id_)


def test_the_twenty_documents_have_a_folder_each(made: Path) -> None:
    items = document(made)["items"]
    assert [each["number"] for each in items] == list(range(1, 21))
    assert {each["kind"] for each in items[:11]} == {"styrende"}
    assert {each["kind"] for each in items[11:]} == {"resultat"}
    for each in items:
        assert (made / "ut" / each["folder"] / "Innhold.txt").is_file()


def test_every_question_belongs_to_exactly_one_document() -> None:
    catalogue = load_catalogue()
    listed = [question for item in items_of(catalogue) for question in item.questions]
    assert sorted(listed) == sorted(catalogue.questions)


def test_the_folder_is_complete_and_its_manifest_has_every_file(made: Path) -> None:
    assert is_complete(made / "ut")
    manifest = json.loads((made / "ut" / MANIFEST).read_bytes())
    assert manifest["schema"] == "samhandling.casefile/1"
    assert (manifest["received"], manifest["as_of"]) == ("2026-11-02", "2026-11-21")
    assert {each["role"] for each in manifest["files"]} == {
        "evidence", "contents", "overview", "answers", "audit", "calendar",
    }


def test_names_are_such_as_windows_takes(made: Path) -> None:
    for path in contents(made / "ut"):
        for part in path.split("/"):
            assert not re.search(r'[<>:"\\|?*\x00-\x1f]', part)
            assert not part.endswith((".", " "))
        assert len(path) < 200


def test_evidence_is_copied_when_the_checksum_is_right(made: Path) -> None:
    routines = state_of(made, "rutiner")
    (piece,) = [each for each in routines["evidence"] if each["id"] == "rutinen"]
    assert piece["shelf"] == "copied"
    assert piece["path"] == f"{routines['folder']}/Rutine samordning uenighet.md"
    assert (made / "ut" / piece["path"]).read_bytes() == RULES
    assert routines["state"] == "in_place"


def test_a_draft_is_marked_and_does_not_count(made: Path) -> None:
    participation = state_of(made, "medvirkning")
    assert participation["state"] == "not_counting"
    (piece,) = participation["evidence"]
    assert piece["path"].endswith("/UTKAST - Rutine for medvirkning.txt")
    assert not piece["counts"]
    assert not any(piece["path"] in each["files"] for each in document(made)["questions"])


def test_what_is_not_copied_is_told_with_the_reason(made: Path) -> None:
    shelves = {each["id"]: each["shelf"] for each in state_of(made, "avtaler")["evidence"]}
    assert shelves == {"endret": "mismatch", "ute": "outside", "gammel": "archive"}
    why = {each["entries"][0]["id"]: each["why"] for each in document(made)["lacks"] if each["entries"]}
    assert why["endret"] == "mismatch"
    assert why["ute"] == "outside"
    assert "gammel" not in why
    assert b"intern sak" not in b"".join(contents(made / "ut").values())


def test_what_is_lacking_says_who_can_supply_it(made: Path) -> None:
    text = (made / "ut" / state_of(made, "avtaler")["folder"] / "Innhold.txt").read_text(encoding="utf-8")
    assert "Kan skaffes av: Leder oppvekst." in text
    assert "endret siden kontrollsummen" in text
    plan = (made / "ut" / state_of(made, "forebyggingsplan")["folder"] / "Innhold.txt").read_text(encoding="utf-8")
    assert "Ingenting er ført. Kan skaffes av: den som har planen, eller politisk sekretariat." in plan
    lacks = {(each["items"][0], each["why"]) for each in document(made)["lacks"]}
    assert ("mandater", "no_mandate") in lacks
    assert ("delegering", "no_coordination_line") in lacks


def test_a_question_leads_to_its_documents(made: Path) -> None:
    found = {each["id"]: each for each in document(made)["questions"]}
    assert len(found) == 70
    assert found["B07"]["files"] == [f"{state_of(made, 'rutiner')['folder']}/Rutine samordning uenighet.md"]
    assert found["B07"]["items"] == ["rutiner"]
    assert found["A09"]["remarks"] == ["without_evidence", "beyond_model"]


def test_deadlines_are_counted_from_the_letter(made: Path) -> None:
    dated = {each["kind"]: (each["date"], each["parameter"]) for each in document(made)["deadlines"]}
    assert dated["supervision_answer"] == ("2026-11-23", "supervision_answer_days")
    assert dated["supervision_comment"] == ("2026-11-16", "supervision_comment_days")
    assert dated["breach"][0] == "2026-10-01"
    icalendar = pytest.importorskip("icalendar")
    events = icalendar.Calendar.from_ical((made / "ut/0 Oversikt/Frister.ics").read_bytes()).walk("VEVENT")
    assert sorted(str(each["DTSTART"].dt) for each in events) == ["2026-10-01", "2026-11-16", "2026-11-23"]


def sheet(made: Path, path: str, name: str) -> list[list[Any]]:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(made / "ut" / path)
    return [[cell.value for cell in row] for row in book[name].iter_rows()]


def test_small_numbers_are_masked_in_everything_that_leaves_the_house(made: Path) -> None:
    places = ("0 Oversikt/Innhold og mangler.xlsx", "Tall"), ("4 Egenkontroll/Egenkontroll.xlsx", "§ 25-2-rapport")
    for path, name in places:
        rows = {row[0]: row for row in sheet(made, path, name)}
        # 13 registered and 11 closed would give away the 2 that are open.
        assert rows["Avvik samarbeid"][2:5] == [13, "skjult", "1–4"]
        assert rows["Avvik frister"][2:5] == ["1–4", 0, "1–4"]


def test_earlier_supervision_says_what_was_closed(made: Path) -> None:
    rows = sheet(made, "0 Oversikt/Innhold og mangler.xlsx", "Tidligere tilsyn")
    assert [row[6] for row in rows if row[1] == "Statsforvalteren"] == ["lukket etter fristen", "åpent, fristen er ute"]


def test_the_answers_are_there_in_both_forms_and_say_that_they_are_not_finished(made: Path) -> None:
    folder = made / "ut" / "3 Svar på kontrollspørsmål"
    with ZipFile(folder / "Svar på kontrollspørsmål.docx") as archive:
        words = archive.read("word/document.xml").decode()
        header = "".join(archive.read(each).decode() for each in archive.namelist() if "header" in each)
    assert "UBESVART" in words
    assert "IKKE FERDIG BESVART" in words + header
    rows = sheet(made, "3 Svar på kontrollspørsmål/Svar på kontrollspørsmål.xlsx", "Svar")
    answers = {row[0]: row[2] for row in rows}
    assert (answers["B07"], answers["A09"], answers["A10"]) == ("Ja", "Ja", "UBESVART")
    assert document(made)["answers"]["ready"] is False


def test_the_same_model_gives_the_same_bytes_and_nothing_is_written_again(copy: Path, said: Any) -> None:
    before = contents(copy / "ut")
    assert prepare(copy / "modell", "--out", copy / "ut", "--received", "2026-11-02") == 0
    assert contents(copy / "ut") == before
    assert "Ingenting er endret" in said()


def test_what_a_person_typed_is_kept_and_named(copy: Path, said: Any) -> None:
    answers = copy / "ut" / "3 Svar på kontrollspørsmål" / "Svar på kontrollspørsmål.xlsx"
    typed = answers.read_bytes() + b"skrevet"
    answers.write_bytes(typed)
    assert prepare(copy / "modell", "--out", copy / "ut", "--received", "2026-11-03") == 0
    assert answers.read_bytes() == typed
    assert answers.with_name("Svar på kontrollspørsmål (ny).xlsx").is_file()
    assert "Svar på kontrollspørsmål.xlsx er endret av noen og er beholdt" in said()
    assert is_complete(copy / "ut")


def test_an_unfinished_folder_is_completed_and_said(copy: Path, said: Any) -> None:
    (copy / "ut" / MANIFEST).rename(copy / "ut" / UNFINISHED)
    (copy / "ut" / "0 Oversikt" / "Oversikt.docx").unlink()
    assert prepare(copy / "modell", "--out", copy / "ut", "--received", "2026-11-02") == 0
    assert "var ikke ferdig skrevet" in said()
    assert is_complete(copy / "ut")


@pytest.mark.parametrize(
    ("text", "code", "masked"),
    [("Ring 412 34 567", "INN083", "*** ** ***"), ("kari@fjordvik.no", "INN082", "***@***")],
)
def test_personal_data_in_the_evidence_is_refused_and_nothing_written(
    copy: Path, said: Any, text: str, code: str, masked: str
) -> None:
    utkast = copy / "modell" / "dokumenter" / "utkast.txt"
    utkast.write_text(f"Et utkast.\n{text}\n", encoding="utf-8")
    before = contents(copy / "ut")
    assert prepare(copy / "modell", "--out", copy / "ut") == 2
    assert prepare(copy / "modell", "--out", copy / "nytt") == 2
    told = said()
    assert "utkast.txt:2:" in told
    assert code in told
    assert masked in told
    assert text not in told
    assert contents(copy / "ut") == before
    assert not (copy / "nytt").exists()


def test_personal_data_that_somebody_put_in_the_folder_is_named(copy: Path, said: Any) -> None:
    (copy / "ut" / "notat.txt").write_text("Ring 412 34 567", encoding="utf-8")
    assert prepare(copy / "modell", "--out", copy / "ut", "--received", "2026-11-02") == 0
    told = said()
    assert "notat.txt:1:6" in told
    assert "412" not in told


def test_a_file_that_cannot_be_searched_is_named(copy: Path, said: Any) -> None:
    model = copy / "modell" / "modell.yaml"
    (copy / "modell" / "dokumenter" / "plan.pdf").write_bytes(b"%PDF-1.7")
    text = model.read_text(encoding="utf-8")
    model.write_text(text.replace("../hemmelig.txt", "dokumenter/plan.pdf"), encoding="utf-8")
    assert prepare(copy / "modell", "--out", copy / "ut") == 0
    assert "Avtale ute.pdf kan ikke søkes gjennom" in said()


def test_somebody_elses_folder_is_refused(copy: Path, said: Any) -> None:
    before = contents(copy / "modell")
    assert prepare(copy / "modell", "--out", copy / "modell") == 2
    assert contents(copy / "modell") == before
    assert "ikke en tilsynsmappe" in said()


def test_an_unknown_authority_is_refused_with_the_known_ones(copy: Path, said: Any) -> None:
    assert prepare(copy / "modell", "--out", copy / "ny", "--authority", "statsforvaltaren") == 2
    assert "statsforvalteren" in said()
    assert not (copy / "ny").exists()


def test_an_authority_gets_the_questions_it_asks(copy: Path, capfd: pytest.CaptureFixture[str]) -> None:
    call = ("--out", copy / "ny", "--authority", "udir", "--preliminary", "2026-12-01", "--received", "2026-11-02")
    assert prepare(copy / "modell", *call, "--json", "-") == 0
    told = json.loads(capfd.readouterr().out)
    assert told["schema"] == "samhandling.prepare/1"
    dated = {each["kind"]: each["date"] for each in told["deadlines"]}
    assert dated["supervision_comment"] == "2026-12-15"
    openpyxl = pytest.importorskip("openpyxl")
    content = (copy / "ny/3 Svar på kontrollspørsmål/Svar på kontrollspørsmål.xlsx").read_bytes()
    asked = {row[0].value for row in openpyxl.load_workbook(BytesIO(content))["Svar"].iter_rows()}
    assert "A01" in asked
    assert "A09" not in asked
    assert set(told["answers"]["unanswered"]) < asked


@pytest.mark.slow
@pytest.mark.parametrize("language", ["nn", "en"])
def test_every_language_has_a_folder_of_its_own_names(copy: Path, language: str) -> None:
    assert prepare(copy / "modell", "--out", copy / "ut", "--language", language, "--received", "2026-11-02") == 0
    assert is_complete(copy / "ut")
    names = {"nn": "0 Oversikt/Innhald og manglar.xlsx", "en": "0 Overview/Contents and what is missing.xlsx"}
    assert (copy / "ut" / names[language]).is_file()
    assert not (copy / "ut" / "0 Oversikt/Innhold og mangler.xlsx").exists()
