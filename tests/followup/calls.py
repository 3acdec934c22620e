"""A tiny municipality in a folder, and a way to call the program as a person does."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from samhandling.cli import samhandling
from samhandling.cli.exits import run
from samhandling.cli.words import find_language

SMALL = """\
municipality: {name: Prøvevik, number: "9999", language_form: bokmal}
services:
  - {id: skolen, name: Skolen, type: grunnskole, owner: kommune, stages: [barnetrinn]}
  - {id: ppt, name: PP-tjenesten, type: ppt, owner: kommune}
agreements:
  - id: plan
    title: Plan for samarbeid
    kind: plan
    status: vedtatt
    adopted: 2025-01-01
    parties: [{type: grunnskole}, {type: ppt}]
    topics: [samarbeid]
"""


@dataclass(frozen=True)
class Said:
    """What came of a call."""

    code: int
    out: str
    err: str


@pytest.fixture
def small_model(tmp_path: Path) -> Path:
    folder = tmp_path / "modell"
    folder.mkdir()
    (folder / "modell.yaml").write_text(SMALL, encoding="utf-8")
    return folder


@pytest.fixture
def calling(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Said]:
    monkeypatch.delenv("SAMHANDLING_LANGUAGE", raising=False)

    def call(*arguments: object) -> Said:
        words = [str(each) for each in arguments]
        code = run(samhandling, words, find_language(words))
        out, err = capfd.readouterr()
        return Said(code, out, err)

    return call
