"""The status date: which dates are taken, and both ends of the calendar."""

from pathlib import Path

import pytest
from written_models import Given

from calling import Call

FAR = """\
municipality:
  name: Prøvevik
  number: "9999"
  council_constituted: 9999-10-01
  model_reviewed: 9999-01-01
  youth_council_elected: 9999-01-01
agreements:
  - {id: a, title: A, kind: plan, status: vedtatt, adopted: 0001-01-01, valid_to: 9999-12-31, review_months: 999999}
transitions:
  - {transition: T05, activities: [{month: 1, activity: Møte}]}
"""


@pytest.mark.parametrize("written", ["2026-2-3", "20261121", "2026-W01-1", "2026-02-30", "i dag", "", "２０２６-01-01"])
def test_what_is_no_date(written: str, given: Given, call: Call) -> None:
    said = call("audit", given(FAR), "--as-of", written)
    assert said.code == 2
    assert "--as-of" in said.err


@pytest.mark.parametrize("early", ["2022-07-31", "0001-01-01"])
@pytest.mark.parametrize("command", ["audit", "validate", "coordinate", "transitions", "delegate"])
def test_before_the_reform_there_is_no_answer(command: str, early: str, given: Given, call: Call) -> None:
    said = call(command, given(FAR), "--as-of", early)
    assert said.code == 2
    assert "2022-08-01" in said.err


@pytest.mark.parametrize(("day", "said_so"), [("2026-04-30", False), ("2026-05-01", True)])
def test_after_the_known_law_it_is_said(day: str, said_so: bool, given: Given, call: Call) -> None:
    said = call("audit", given(FAR), "--as-of", day, "--fail-on", "never")
    assert said.code == 0
    assert ("30. april 2026" in said.err) is said_so


def test_the_last_day_of_the_calendar(given: Given, call: Call, tmp_path: Path) -> None:
    model = given(FAR)
    last = ("--as-of", "9999-12-31")
    assert call("audit", model, *last, "--fail-on", "never", "--json", tmp_path / "a.json").code == 0
    assert call("transitions", model, *last, "--ics", tmp_path / "a.ics").code == 0
    assert call("delegate", model, *last).code == 0
