"""The PDF: which browser prints it, what is said when there is none, and what the print is like."""

import sys
from datetime import date
from pathlib import Path

import pytest
from page_samples import short_page

from samhandling.cli.outputs import is_ours
from samhandling.errors import SamhandlingError
from samhandling.reports import pdf

AS_OF = date(2026, 11, 21)
posix = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for a browser is a shell script")


def stand_in(folder: Path, body: str, name: str = "chromium") -> Path:
    """A program that is taken for a browser; ``$target`` is where it is asked to print to."""
    program = folder / name
    find = 'for each in "$@"; do case "$each" in --print-to-pdf=*) target="${each#*=}";; esac; done'
    program.write_text(f"#!/bin/sh\n{find}\n{body}\n", encoding="utf-8")
    program.chmod(0o755)
    return program


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine without a browser."""
    for name in (pdf.BROWSER_VARIABLE, "PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(pdf.Path, "home", classmethod(lambda cls: cls(tmp_path)))
    monkeypatch.setattr(pdf, "_MAC", ())
    return tmp_path


def test_without_a_browser_it_is_said_what_to_do(bare: Path) -> None:
    assert pdf.find_browser() is None
    with pytest.raises(SamhandlingError) as refused:
        pdf.print_page(b"", AS_OF)
    assert refused.value.key == "page.pdf.no_browser"


@posix
def test_the_browser_is_the_one_that_is_named_or_found(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edge = stand_in(bare, "", "microsoft-edge")
    assert pdf.find_browser() == edge
    chrome = stand_in(bare, "", "google-chrome")
    assert pdf.find_browser() == chrome
    monkeypatch.setenv(pdf.BROWSER_VARIABLE, str(edge))
    assert pdf.find_browser() == edge
    monkeypatch.setenv(pdf.BROWSER_VARIABLE, "no-such-browser")
    assert pdf.find_browser() is None


def test_the_usual_places_of_windows_are_searched(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = bare / "Microsoft" / "Edge" / "Application" / "msedge.exe"
    program.parent.mkdir(parents=True)
    program.write_bytes(b"")
    monkeypatch.setenv("PROGRAMFILES(X86)", str(bare))
    assert pdf.find_browser() == program


@posix
def test_a_browser_that_prints_nothing_or_not_a_pdf_is_told_of(bare: Path) -> None:
    for body in ("exit 0", "exit 7", 'echo "<html>" > "$target"'):
        with pytest.raises(SamhandlingError) as refused:
            pdf.print_page(b"page", AS_OF, stand_in(bare, body))
        assert refused.value.key == "page.pdf.failed"


@posix
def test_a_browser_that_hangs_is_not_waited_for_for_ever(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "SECONDS", 0.2)
    with pytest.raises(SamhandlingError) as refused:
        pdf.print_page(b"page", AS_OF, stand_in(bare, "exec /bin/sleep 30"))
    assert refused.value.key == "page.pdf.too_slow"


@posix
def test_the_print_carries_our_mark_and_the_date_of_the_report(bare: Path) -> None:
    stamp = "/CreationDate (D:20310203040506+00'00')"
    program = stand_in(bare, f"""printf "%s" "%PDF-1.4 {stamp} %%EOF" > "$target" """)
    made = pdf.print_page(b"page", AS_OF, program)
    assert b"/CreationDate (D:20261121000000+00'00')" in made
    assert is_ours(made, ".pdf")
    assert not is_ours(made.replace(b"samhandling", b"another"), ".pdf")


@pytest.mark.browser
def test_the_print_is_tagged_titled_and_the_same_each_time() -> None:
    browser = pdf.find_browser()
    if browser is None:
        pytest.skip("needs Chromium")
    page = short_page("nb", 2)
    made = pdf.print_page(page, AS_OF, browser)
    assert made.startswith(b"%PDF-")
    for part in (b"/StructTreeRoot", b"/MarkInfo", b"/Lang (nb)", b"/Outlines", b"/Title ", b"(D:20261121000000"):
        assert part in made, part
    assert is_ours(made, ".pdf")
    assert made == pdf.print_page(page, AS_OF, browser)
