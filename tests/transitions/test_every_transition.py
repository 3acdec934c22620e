"""OVG601–OVG626 and OVG640–OVG643: every verdict of every check."""

from datetime import date
from typing import Any

import pytest

from samhandling.law.catalogue import Catalogue, load_catalogue
from samhandling.law.entries import TransitionType
from samhandling.model.verdict import Verdict
from small_models import carrier, services_of

TRANSITIONS = tuple(load_catalogue().transitions.values())
ON = date(2026, 11, 21)


def code(transition: TransitionType) -> str:
    return f"OVG{600 + int(transition.id[1:])}"


def ids(services: list[dict[str, Any]]) -> list[str]:
    return [each["id"] for each in services]


def verdict(telling: Any, rule: str, subject: str) -> Verdict:
    return next(o.verdict for o in telling.result.outcomes if (o.rule, o.subject) == (rule, subject))


@pytest.fixture(params=TRANSITIONS, ids=lambda each: each.id)
def transition(request: pytest.FixtureRequest) -> TransitionType:
    return request.param  # type: ignore[no-any-return]


def test_met_when_everyone_is_a_party(transition: TransitionType, tell: Any) -> None:
    services = services_of(transition)
    telling = tell({"services": services, "agreements": [carrier(transition.id, ids(services))]})
    assert verdict(telling, code(transition), transition.id) is Verdict.MET
    (found,) = (each for each in telling.result.transitions if each.id == transition.id)
    assert found.covered == tuple(sorted(ids(services)))
    assert found.uncovered == ()


def test_not_met_when_what_carried_it_has_run_out(transition: TransitionType, tell: Any) -> None:
    services = services_of(transition)
    lapsed = carrier(transition.id, ids(services), valid_to="2026-11-20")
    telling = tell({"services": services, "agreements": [lapsed]})
    assert verdict(telling, code(transition), transition.id) is Verdict.NOT_MET


def test_in_force_on_its_last_day(transition: TransitionType, tell: Any) -> None:
    services = services_of(transition)
    last_day = carrier(transition.id, ids(services), valid_to="2026-11-21")
    telling = tell({"services": services, "agreements": [last_day]})
    assert verdict(telling, code(transition), transition.id) is Verdict.MET


@pytest.mark.parametrize("drafted", [False, True])
def test_undocumented_without_anything_in_force(transition: TransitionType, tell: Any, drafted: bool) -> None:
    services = services_of(transition)
    agreements = [carrier(transition.id, ids(services), status="utkast")] if drafted else []
    telling = tell({"services": services, "agreements": agreements})
    assert verdict(telling, code(transition), transition.id) is Verdict.UNDOCUMENTED


@pytest.mark.parametrize("transition", [each for each in TRANSITIONS if each.senders], ids=lambda each: each.id)
def test_partial_when_some_are_outside(transition: TransitionType, tell: Any) -> None:
    services = services_of(transition)
    outside = services[0] | {"id": "utenfor", "name": "Utenfor"}
    telling = tell({"services": [*services, outside], "agreements": [carrier(transition.id, ids(services))]})
    assert verdict(telling, code(transition), transition.id) is Verdict.PARTIAL
    (found,) = (each for each in telling.result.transitions if each.id == transition.id)
    assert found.uncovered == ("utenfor",)


def test_not_applicable_without_both_sides(transition: TransitionType, tell: Any) -> None:
    services = services_of(transition)
    telling = tell({"services": services[:1]})
    expected = Verdict.NOT_APPLICABLE if services else Verdict.UNDOCUMENTED
    assert verdict(telling, code(transition), transition.id) is expected


def test_areas_must_be_the_same(tell: Any, catalogue: Catalogue) -> None:
    one, other = services_of(catalogue.transition("T03"))
    services = [one | {"area": "Nord"}, other | {"area": "Sør"}]
    model = {"services": services, "agreements": [carrier("T03", ["fra-0", "til-0"])]}
    assert verdict(tell(model), "OVG603", "T03") is Verdict.UNDOCUMENTED
    model["services"][1]["area"] = "Nord"
    assert verdict(tell(model), "OVG603", "T03") is Verdict.MET


def test_private_upper_secondary_is_no_transition_before_august_2024(tell: Any, catalogue: Catalogue) -> None:
    services = services_of(catalogue.transition("T11"))
    assert verdict(tell({"services": services}, date(2024, 7, 31)), "OVG611", "T11") is Verdict.NOT_APPLICABLE
    assert verdict(tell({"services": services}, date(2024, 8, 1)), "OVG611", "T11") is Verdict.UNDOCUMENTED


@pytest.mark.parametrize(
    ("name", "change"),
    [("T10", date(2024, 8, 1)), ("T17", date(2023, 1, 1)), ("T22", date(2023, 1, 1)), ("T24", date(2023, 1, 1))],
)
def test_the_duty_becomes_must_on_its_day(tell: Any, catalogue: Catalogue, name: str, change: date) -> None:
    services = services_of(catalogue.transition(name))

    def strength(on: date) -> str:
        outcomes = tell({"services": services}, on).result.outcomes
        return str(next(o.strength for o in outcomes if o.rule == code(catalogue.transition(name))))

    assert strength(date.fromordinal(change.toordinal() - 1)) == "bor"
    assert strength(change) == "skal"


class TestHowItIsCarriedOut:
    """OVG640–OVG643, with T05."""

    def model(self, catalogue: Catalogue, **entry: Any) -> dict[str, Any]:
        services = services_of(catalogue.transition("T05"))
        return {
            "services": services,
            "roles": [{"id": "styrer", "title": "Styrer"}, {"id": "rektor", "title": "Rektor"}],
            "agreements": [carrier("T05", ids(services))],
            "transitions": [{"transition": "T05", **entry}],
        }

    def test_year_wheel(self, tell: Any, catalogue: Catalogue) -> None:
        leads = {"sending_lead": "styrer", "receiving_lead": "rektor"}
        wheel = {"activities": [{"month": 5, "activity": "Besøk", "responsible": "rektor"}]}
        assert verdict(tell(self.model(catalogue, **leads, **wheel)), "OVG640", "T05") is Verdict.MET
        assert verdict(tell(self.model(catalogue, **leads)), "OVG640", "T05") is Verdict.PARTIAL
        assert verdict(tell(self.model(catalogue, **wheel)), "OVG640", "T05") is Verdict.PARTIAL

    def test_consent(self, tell: Any, catalogue: Catalogue) -> None:
        for required in (True, False):
            told = tell(self.model(catalogue, consent={"required": required}))
            assert verdict(told, "OVG641", "T05") is Verdict.MET
            assert verdict(told, "OVG643", "T05") is (Verdict.MET if required else Verdict.NOT_MET)
        told = tell(self.model(catalogue))
        assert verdict(told, "OVG641", "T05") is Verdict.UNDOCUMENTED
        assert verdict(told, "OVG643", "municipality") is Verdict.NOT_APPLICABLE

    @pytest.mark.parametrize(
        ("evaluated", "expected"),
        [
            ("2024-11-21", Verdict.MET), ("2024-11-20", Verdict.UNDOCUMENTED), ("2026-11-21", Verdict.MET),
            ("2026-11-22", Verdict.UNDOCUMENTED),
        ],
    )
    def test_evaluation(self, tell: Any, catalogue: Catalogue, evaluated: str, expected: Verdict) -> None:
        told = tell(self.model(catalogue, evaluated=evaluated))
        assert verdict(told, "OVG642", "T05") is expected

    def test_nothing_carried_is_not_applicable(self, tell: Any) -> None:
        told = tell({})
        for rule in ("OVG640", "OVG641", "OVG642", "OVG643"):
            assert verdict(told, rule, "municipality") is Verdict.NOT_APPLICABLE
