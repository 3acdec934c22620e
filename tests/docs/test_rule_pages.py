"""The rule pages say what the catalogue says."""

from datetime import date
from pathlib import Path

import pytest

from samhandling.law.catalogue import load_catalogue
from samhandling.reports.rule_pages import rule_page

PAGES = Path(__file__).parents[2] / "docs" / "rules"


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_page_is_what_the_catalogue_generates(language: str) -> None:
    written = (PAGES / f"{language}.md").read_text(encoding="utf-8")
    assert written == rule_page(load_catalogue(), language, date(2026, 11, 21)), "run python docs/make_rules.py"


def test_every_check_has_its_place_on_the_page() -> None:
    page = (PAGES / "nb.md").read_text(encoding="utf-8")
    for code in load_catalogue().checks:
        assert f'<a id="{code.lower()}"></a>' in page
