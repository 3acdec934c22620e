"""A tiny municipality in a folder, and a way to call the program as a person does."""

from pathlib import Path

import pytest

from calling import call

__all__ = ["call", "model"]
SMALL = """\
municipality: {name: Prøvevik, number: "9999", language_form: bokmal}
services:
  - {id: blabaer, name: Blåbær barnehage, type: barnehage, owner: privat}
  - {id: skolen, name: Skolen, type: grunnskole, owner: kommune, stages: [barnetrinn]}
agreements:
  - id: plan
    title: Plan for overgangen
    kind: plan
    status: vedtatt
    adopted: 2025-01-01
    parties: [{type: barnehage}, {type: grunnskole}]
    topics: ["overgang:T05"]
"""


@pytest.fixture
def model(tmp_path: Path) -> Path:
    folder = tmp_path / "modell"
    folder.mkdir()
    (folder / "modell.yaml").write_text(SMALL, encoding="utf-8")
    return folder
