"""The rounds are run on the sheets that matter to them: a whole report takes too long to write hundreds of times."""

from pathlib import Path

import pytest

from calling import call
from samhandling.reports.sections import report
from samhandling.reports.sections.action_plan import action_plan
from samhandling.reports.sections.audit_form import audit_form
from samhandling.reports.sections.findings import findings
from samhandling.reports.sections.front import front
from samhandling.reports.sections.services import services

__all__ = ["call", "few_sheets", "small_model", "whole_report"]
FEW = (front, findings, services, action_plan, audit_form)
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


@pytest.fixture
def small_model(tmp_path: Path) -> Path:
    folder = tmp_path / "modell"
    folder.mkdir()
    (folder / "modell.yaml").write_text(SMALL, encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def few_sheets(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "whole_report" not in request.fixturenames:
        monkeypatch.setattr(report, "SECTIONS", FEW)


@pytest.fixture
def whole_report() -> None:
    """For a test that needs every sheet."""
