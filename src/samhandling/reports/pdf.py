"""The page as a PDF: printed by the Chromium, Chrome or Edge that is on the machine; none is brought along.

The browser is given an empty profile, no network, and only this one file to open.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from samhandling import __version__
from samhandling.errors import SamhandlingError

BROWSER_VARIABLE = "SAMHANDLING_BROWSER"
SECONDS = 120
_NAMES = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge",
    "microsoft-edge-stable", "msedge",
)  # fmt: skip
_WINDOWS = ("Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe",
            "Chromium/Application/chrome.exe")  # fmt: skip
_WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
_MAC = ("Google Chrome", "Chromium", "Microsoft Edge")
_SWITCHES = (
    "--headless", "--disable-gpu", "--no-first-run", "--no-default-browser-check", "--disable-extensions",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-default-apps",
    "--disable-breakpad", "--metrics-recording-only", "--host-resolver-rules=MAP * ~NOTFOUND",
    "--no-pdf-header-footer", "--export-tagged-pdf", "--generate-pdf-document-outline",
)  # fmt: skip
_DATES = re.compile(rb"/(CreationDate|ModDate) \(D:\d{14}[^)]*\)")


def find_browser() -> Path | None:
    """The browser to print with: the one the user names, else the first of those that are installed."""
    named = os.environ.get(BROWSER_VARIABLE)
    if named:
        found = shutil.which(named)
        return Path(found) if found else None
    return next((each for each in _candidates() if each.is_file()), None)


def _candidates() -> Iterator[Path]:
    for name in _NAMES:
        found = shutil.which(name)
        if found:
            yield Path(found)
    for folder in (os.environ.get(name) for name in _WINDOWS_FOLDERS):
        if folder:
            yield from (Path(folder) / each for each in _WINDOWS)
    for base in (Path("/Applications"), Path.home() / "Applications"):
        yield from (base / f"{each}.app" / "Contents" / "MacOS" / each for each in _MAC)


def print_page(page: bytes, as_of: date, browser: Path | None = None) -> bytes:
    """Print a page as a tagged PDF with an outline; it carries our mark, and the date of the report as its own.

    Raises:
        SamhandlingError: there is no browser, or it made no PDF.
    """
    browser = browser or find_browser()
    if browser is None:
        raise SamhandlingError("page.pdf.no_browser")
    # A browser from a snap package sees no other temporary folder than its own.
    base = str(Path.home()) if "snap" in browser.resolve().as_posix().split("/") else None
    with TemporaryDirectory(prefix="samhandling-", dir=base, ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, target = folder / "rapport.html", folder / "rapport.pdf"
        source.write_bytes(page)
        _run(browser, [f"--user-data-dir={folder / 'profil'}", f"--print-to-pdf={target}", source.as_uri()])
        if not target.is_file() or not (made := target.read_bytes()).startswith(b"%PDF-"):
            raise SamhandlingError("page.pdf.failed", browser=str(browser))
    return _dated(made, as_of) + f"%samhandling {__version__}\n".encode()


def _run(browser: Path, arguments: list[str]) -> None:
    switches = list(_SWITCHES)
    if sys.platform != "win32" and os.geteuid() == 0:
        switches.append("--no-sandbox")  # it refuses to run as root otherwise; the page is ours alone
    try:
        subprocess.run(  # noqa: S603 - a browser that the user installed, with a file that we wrote
            [str(browser), *switches, *arguments],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            timeout=SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as late:
        raise SamhandlingError("page.pdf.too_slow", browser=str(browser), seconds=SECONDS) from late
    except OSError as error:
        raise SamhandlingError("page.pdf.failed", browser=str(browser)) from error


def _dated(pdf: bytes, as_of: date) -> bytes:
    """The PDF with the date of the report for its own; every length stays, or the file's index would not fit."""

    def same_length(found: re.Match[bytes]) -> bytes:
        stamp = b"/%s (D:%s000000+00'00'" % (found[1], as_of.strftime("%Y%m%d").encode())
        missing = len(found[0]) - len(stamp) - 1
        return stamp + b")" + b" " * missing if missing >= 0 else found[0]

    return _DATES.sub(same_length, pdf)
