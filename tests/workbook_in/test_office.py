"""A workbook that LibreOffice has opened and saved is still the same model."""

import shutil
import subprocess
from pathlib import Path

import pytest

from samhandling.law.catalogue import Catalogue
from samhandling.law.folders import examples_directory
from samhandling.model.municipality import Municipality
from samhandling.reading.model import read_model
from samhandling.reports.modelfiles.plain import plain_model
from samhandling.reports.modelfiles.workbook import write_model_workbook
from samhandling.reports.modelfiles.writing import writing_for

SOFFICE = shutil.which("soffice")
pytestmark = [pytest.mark.office, pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")]


def saved_again(path: Path, folder: Path) -> Path:
    out = folder / "lagret"
    profile = f"-env:UserInstallation={(folder / 'profil').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return out / path.name


@pytest.mark.parametrize(("name", "language"), [("fjordvik", "nb"), ("lillefjord", "nn"), ("fjordvik", "en")])
def test_the_examples_saved_by_libreoffice(name: str, language: str, tmp_path: Path, catalogue: Catalogue) -> None:
    model = read_model(examples_directory() / name, name, catalogue).municipality
    path = tmp_path / "modell.xlsx"
    path.write_bytes(write_model_workbook(writing_for(catalogue, language), plain_model(model)))
    reading = read_model(saved_again(path, tmp_path), "modell.xlsx", catalogue)
    assert reading.municipality == model
    assert not reading.notices


def test_the_template_saved_by_libreoffice(tmp_path: Path, template: bytes, catalogue: Catalogue) -> None:
    path = tmp_path / "modell.xlsx"
    path.write_bytes(template)
    reading = read_model(saved_again(path, tmp_path), "modell.xlsx", catalogue)
    assert reading.municipality.municipality.name == "Eksempel kommune"
    assert not reading.notices


def test_hard_texts_saved_by_libreoffice(tmp_path: Path, catalogue: Catalogue) -> None:
    texts = ["0301", "1.0", "2026-11-21", "=1+1", "#N/A", "to\nlinjer", " foran", "TRUE", "ja", "_x0041_", "é🙂"]
    texts += ['sa "hei"', "a;b", "'apostrof", "+47", "bak "]
    model = Municipality.model_validate({
        "municipality": {"name": "0301", "number": "0301"},
        "units": [{"id": f"u{n}", "name": text} for n, text in enumerate(texts)],
        "interaction_model": {"levels": [{"level": 0, "tools": texts}]},
        "agreements": [{"id": "0301", "title": "A", "kind": "plan", "adopted": "1899-12-31", "valid_to": "2026-11-21"}],
    })
    path = tmp_path / "modell.xlsx"
    path.write_bytes(write_model_workbook(writing_for(catalogue, "nb"), plain_model(model)))
    assert read_model(saved_again(path, tmp_path), "modell.xlsx", catalogue).municipality == model
