"""LibreOffice opens the report and saves it again: what people typed is found, and nothing else is taken for typed."""

import datetime as dt
import shutil
import subprocess
from pathlib import Path

import pytest
from editions import Edition, earlier, first, following, rows
from test_typed_words import OPEN, SAM_PPT, TYPED, plan_of, type_in_plan

pytestmark = pytest.mark.office


def saved_again(edition: Edition, folder: Path) -> Edition:
    """The same report after LibreOffice has opened and saved it."""
    (folder / "inn").mkdir()
    source = folder / "inn" / "rapport.xlsx"
    source.write_bytes(edition.content)
    command = [
        shutil.which("soffice") or "soffice", f"-env:UserInstallation=file://{folder}/profil", "--headless",
        "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder), str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return Edition(edition.model, edition.language, (folder / "rapport.xlsx").read_bytes())


@pytest.mark.timeout(300)
def test_a_report_that_nobody_typed_in_is_all_our_own(tmp_path: Path, whole_report) -> None:
    previous = earlier(saved_again(first(OPEN), tmp_path)).previous
    assert previous.memory == earlier(first(OPEN)).previous.memory
    assert (previous.rows, previous.notes) == ((), ())
    assert not any((previous.added or {}).values())


@pytest.mark.timeout(300)
def test_what_was_typed_is_found_again(tmp_path: Path) -> None:
    values = {TYPED["nb"][1]: dt.date(2027, 1, 15), TYPED["nb"][2]: "gjort", TYPED["nb"][3]: "to linjer\n=SUM(A1) 😀"}

    def more(book) -> None:
        book["Funn"].cell(2, 30).value = "I margen"
        book.create_sheet("Eget")["C3"].value = "På eget ark"

    edition = first(OPEN).typed(type_in_plan(SAM_PPT, values), more)
    after, follow_up = following(saved_again(edition, tmp_path))
    row = plan_of(after)[SAM_PPT]
    assert row[TYPED["nb"][1]].date() == dt.date(2027, 1, 15)
    assert (row[TYPED["nb"][2]], row[TYPED["nb"][3]]) == ("gjort", "to linjer\n=SUM(A1) 😀")
    notes = {str(each["Tekst"]) for each in rows(after.book["Tidligere tiltak"], "Sto i", "Tekst")}
    assert notes == {"I margen", "På eget ark"}
    assert set(map(str, follow_up.progress.marks.values())) == {"unchanged"}
