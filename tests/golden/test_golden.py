"""The examples give what they gave: compared by content, file by file."""

from pathlib import Path

import pytest
from telling_files import golden

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def given() -> dict[str, str]:
    return dict(golden())


def test_every_golden_file_is_what_the_examples_give(given: dict[str, str]) -> None:
    kept = {each.name: each.read_text(encoding="utf-8") for each in HERE.glob("*.txt")}
    assert sorted(kept) == sorted(given)
    for name, content in given.items():
        assert kept[name].splitlines() == content.splitlines(), f"{name}: run python tests/golden/telling_files.py"


def test_the_law_of_the_day_is_cited(given: dict[str, str]) -> None:
    assert "OPPL98-13-5" in given["fjordvik-2024-07-31.txt"]
    assert "OPPL98-13-5" not in given["fjordvik-2026-11-21.txt"]
    assert "BVL92-3-1" in given["fjordvik-2022-08-01.txt"]
    assert "BVL-15-1-2" in given["fjordvik-2023-06-01.txt"]
