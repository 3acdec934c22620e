"""A real browser to read the pages with; the tests that need it are skipped where there is none."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from samhandling.reports.pdf import find_browser

AXE = Path(__file__).parents[2] / ".ci" / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The browser on the machine, driven by playwright; it has no network."""
    driver = pytest.importorskip("playwright.sync_api", reason="needs the extra a11y")
    program = find_browser()
    if program is None:
        pytest.skip("needs Chromium")
    with driver.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(program), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core."""
    file = Path(os.environ.get("SAMHANDLING_AXE", AXE))
    if not file.is_file():
        pytest.skip("needs axe-core")
    return file.read_text(encoding="utf-8")


@pytest.fixture
def visit(chromium: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Open a page from a file; ``page.asked`` is what it asks the world for, ``page.said`` what it complains of."""
    opened = []

    def visiting(content: bytes, **settings: Any) -> Any:
        context = chromium.new_context(offline=True, reduced_motion="reduce", **settings)
        opened.append(context)
        page = context.new_page()
        page.asked, page.said = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.on("dialog", lambda dialog: (page.said.append(f"dialog {dialog.message}"), dialog.dismiss()))
        file = tmp_path / f"side-{len(opened)}.html"
        file.write_bytes(content)
        page.goto(file.as_uri())
        return page

    yield visiting
    for context in opened:
        context.close()
