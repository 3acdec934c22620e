"""The rounds are run on the sheets that matter to them: a whole report takes too long to write hundreds of times."""

import pytest
from calls import calling, small_model

from samhandling.reports.sections import report
from samhandling.reports.sections.action_plan import action_plan
from samhandling.reports.sections.audit_form import audit_form
from samhandling.reports.sections.findings import findings
from samhandling.reports.sections.front import front
from samhandling.reports.sections.services import services

__all__ = ["calling", "small_model"]
FEW = (front, findings, services, action_plan, audit_form)


@pytest.fixture(autouse=True)
def few_sheets(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "whole_report" not in request.fixturenames:
        monkeypatch.setattr(report, "SECTIONS", FEW)


@pytest.fixture
def whole_report() -> None:
    """For a test that needs every sheet."""
