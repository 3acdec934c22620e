"""What the tests of delegation share: a municipality told, and a call of the command."""

from collections.abc import Callable
from datetime import date

import pytest

from builders import TODAY, catalogue, result
from samhandling.cli import samhandling
from samhandling.cli.exits import run
from samhandling.cli.words import find_language
from samhandling.delegation_plan import DelegationPlan, plan_of
from samhandling.graph import build_graph
from samhandling.model.municipality import Municipality
from samhandling.reports.sections.delegation_words import DelegationWords
from samhandling.reports.sections.telling import Telling


def telling_of(municipality: Municipality, language: str = "nb", on: date = TODAY) -> Telling:
    law = catalogue()
    graph = build_graph(municipality, on, law.service_types)
    return Telling(result(municipality, on), graph, law, law.phrasebook(language))


@pytest.fixture(scope="session")
def planned() -> Callable[..., DelegationPlan]:
    """The plan of a municipality."""

    def plan(municipality: Municipality, on: date = TODAY) -> DelegationPlan:
        telling = telling_of(municipality, on=on)
        return plan_of(telling.result, telling.graph, telling.catalogue)

    return plan


@pytest.fixture(scope="session")
def worded() -> Callable[..., DelegationWords]:
    """The plan of a municipality in words."""

    def words(municipality: Municipality, language: str = "nb", on: date = TODAY) -> DelegationWords:
        telling = telling_of(municipality, language, on)
        return DelegationWords(telling, plan_of(telling.result, telling.graph, telling.catalogue))

    return words


@pytest.fixture
def call(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str, str]]:
    """Call the program as a person does: exit code, what it said, and what it said on the side."""
    monkeypatch.delenv("SAMHANDLING_LANGUAGE", raising=False)

    def calling(*arguments: object) -> tuple[int, str, str]:
        words = [str(each) for each in arguments]
        code = run(samhandling, words, find_language(words))
        return code, *capfd.readouterr()

    return calling
