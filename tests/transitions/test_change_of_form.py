"""T05 and T06 on 31 July and 1 August 2024: the same model, another law."""

from datetime import date
from typing import Any

import pytest

from samhandling.checks.result import FindingClass, Form
from samhandling.law.catalogue import Catalogue
from samhandling.model.verdict import Verdict
from samhandling.reports.sections.handing_over import told_transitions
from small_models import Model, carrier, services_of

BEFORE, AFTER = date(2024, 7, 31), date(2024, 8, 1)
OLD_PLAN = {"T05": ("OPPL98-13-5",), "T06": ("PSL-5-5-2018",)}


@pytest.fixture(params=["T05", "T06"])
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def model(catalogue: Catalogue, name: str, kind: str | None) -> Model:
    services = services_of(catalogue.transition(name))
    agreements = [carrier(name, [each["id"] for each in services], kind=kind)] if kind else []
    return {"services": services, "agreements": agreements}


def outcome(telling: Any, name: str) -> Any:
    return next(each for each in telling.result.outcomes if each.rule == f"OVG6{name[1:]}")


def told(telling: Any, name: str) -> Any:
    return next(each for each in told_transitions(telling) if each.id == name)


def test_a_plan_will_do_on_both_days(tell: Any, catalogue: Catalogue, name: str) -> None:
    before, after = (outcome(tell(model(catalogue, name, "plan"), on), name) for on in (BEFORE, AFTER))
    assert before.verdict is after.verdict is Verdict.MET
    assert before.form is Form.BOUND
    assert after.form is Form.FREE
    assert before.provisions == OLD_PLAN[name]
    assert not set(OLD_PLAN[name]) & set(after.provisions)


def test_another_document_is_to_be_considered_before_and_will_do_after(
    tell: Any, catalogue: Catalogue, name: str
) -> None:
    before, after = (tell(model(catalogue, name, "rutine"), on) for on in (BEFORE, AFTER))
    assert outcome(before, name).verdict is Verdict.PARTIAL
    assert outcome(before, name).finding_class is FindingClass.POSSIBLE_FAILURE
    assert outcome(after, name).verdict is Verdict.MET
    assert "er ikke en plan" in told(before, name).carriers()[0]
    assert "er ikke en plan" not in told(after, name).carriers()[0]


def test_nothing_is_to_be_clarified_before_and_considered_after(tell: Any, catalogue: Catalogue, name: str) -> None:
    before, after = (tell(model(catalogue, name, None), on) for on in (BEFORE, AFTER))
    assert outcome(before, name).verdict is outcome(after, name).verdict is Verdict.UNDOCUMENTED
    assert told(before, name).graded_state() == "ikke dokumentert – avklar, høy"
    assert told(after, name).graded_state() == "ikke dokumentert – mulig svikt – vurder, høy"


def test_a_plan_that_has_run_out_is_a_possible_breach_before_only(tell: Any, catalogue: Catalogue, name: str) -> None:
    lapsed = model(catalogue, name, "plan")
    lapsed["agreements"][0]["valid_to"] = "2024-06-30"
    before, after = (outcome(tell(lapsed, on), name) for on in (BEFORE, AFTER))
    assert before.verdict is after.verdict is Verdict.NOT_MET
    assert before.finding_class is FindingClass.POSSIBLE_BREACH
    assert after.finding_class is FindingClass.POSSIBLE_FAILURE


def test_the_form_is_told_in_words(tell: Any, catalogue: Catalogue, name: str) -> None:
    before, after = (told(tell(model(catalogue, name, "plan"), on), name) for on in (BEFORE, AFTER))
    assert before.form() == "På denne datoen krever loven en plan; kravet gjelder til og med 31. juli 2024."
    assert after.form().startswith("Loven krever resultatet og lar formen være fri.")
    assert "fra 1. august 2024" in before.notes()
    assert "fra 1. august 2024" not in after.notes()
