"""A way to call the program as a person does."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from samhandling.cli import samhandling
from samhandling.cli.exits import run
from samhandling.cli.words import find_language


@dataclass(frozen=True)
class Said:
    """What came of a call."""

    code: int
    out: str
    err: str


Call = Callable[..., Said]


def caller(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    monkeypatch.delenv("SAMHANDLING_LANGUAGE", raising=False)

    def calling(*arguments: object) -> Said:
        words = [str(each) for each in arguments]
        code = run(samhandling, words, find_language(words))
        out, err = capfd.readouterr()
        return Said(code, out, err)

    return calling


@pytest.fixture
def call(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    return caller(capfd, monkeypatch)
