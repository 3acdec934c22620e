"""Synthetic municipalities, and a way to call the program as a person does."""

import sys
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from synthetic import country, municipality, write

from calling import call

__all__ = ["call", "little_country"]
ON = date(2026, 11, 21)


@pytest.fixture(scope="session")
def little_country(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six municipalities: one exemplary, one neglected, two barely begun, two like most."""
    folder = tmp_path_factory.mktemp("land")
    for number, profile in enumerate(country(6, seed=4, between=(40, 70)), 1):
        write(municipality(profile), folder / f"vik-{number}")
    return folder
