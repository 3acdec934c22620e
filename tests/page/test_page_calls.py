"""``audit --html`` and ``--pdf`` as a person calls them."""

from pathlib import Path

import pytest
from page_samples import EXAMPLES

from samhandling.cli import samhandling
from samhandling.cli.exits import run
from samhandling.cli.words import find_language


def call(*arguments: object) -> int:
    words = [str(each) for each in arguments]
    return run(samhandling, words, find_language(words))


def test_the_page_is_written_and_written_again_but_never_over_a_stranger(tmp_path: Path) -> None:
    file = tmp_path / "rapport.html"
    model = EXAMPLES / "lillefjord"
    given = ("audit", model, "--as-of", "2026-11-21", "--html", file, "--fail-on", "never", "-q")
    assert call(*given) == 0
    first = file.read_bytes()
    assert first.startswith(b"<!DOCTYPE html>\n<html lang=\"nn\">")
    assert call(*given) == 0
    assert file.read_bytes() == first
    file.write_text("<p>mi eiga side</p>", encoding="utf-8")
    assert call(*given) == 2
    assert file.read_text(encoding="utf-8") == "<p>mi eiga side</p>"


@pytest.mark.parametrize(("option", "name"), [("--html", "rapport.pdf"), ("--pdf", "rapport.html")])
def test_a_name_that_promises_something_else_is_refused(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], option: str, name: str
) -> None:
    assert call("audit", EXAMPLES / "lillefjord", "--as-of", "2026-11-21", option, tmp_path / name) == 2
    assert name in capfd.readouterr().err
    assert not list(tmp_path.iterdir())


def test_without_a_browser_the_pdf_is_kindly_refused_and_nothing_is_written(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAMHANDLING_BROWSER", "no-such-browser")
    given = ("audit", EXAMPLES / "lillefjord", "--as-of", "2026-11-21")
    code = call(*given, "--pdf", tmp_path / "r.pdf", "--html", tmp_path / "r.html")
    assert code == 2
    said = capfd.readouterr()
    assert "Chromium, Chrome" in said.err
    assert said.out == ""
    assert not list(tmp_path.iterdir())
