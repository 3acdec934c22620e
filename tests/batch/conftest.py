"""Synthetic municipalities, and a way to call the program as a person does."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from synthetic import country, municipality, write

from samhandling.cli import samhandling
from samhandling.cli.exits import run
from samhandling.cli.words import find_language

ON = date(2026, 11, 21)


@dataclass(frozen=True)
class Said:
    """What came of a call."""

    code: int
    out: str
    err: str


@pytest.fixture
def call(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Said]:
    monkeypatch.delenv("SAMHANDLING_LANGUAGE", raising=False)

    def calling(*arguments: object) -> Said:
        words = [str(each) for each in arguments]
        code = run(samhandling, words, find_language(words))
        out, err = capfd.readouterr()
        return Said(code, out, err)

    return calling


@pytest.fixture(scope="session")
def little_country(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six municipalities: one exemplary, one neglected, two barely begun, two like most."""
    folder = tmp_path_factory.mktemp("land")
    for number, profile in enumerate(country(6, seed=4, between=(40, 70)), 1):
        write(municipality(profile), folder / f"vik-{number}")
    return folder
