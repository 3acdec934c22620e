"""BTI: who answers for each level, who holds the stafett, and that nobody lets go before somebody has taken it."""

import pytest

from builders import HERE, agreement, arena, outcome, result, said, service, town, verdict

OFFICE = service("koordinerende_enhet", "kontoret")
MEETING = arena("motet")


def bti(*levels, services=(OFFICE,), **more):
    """A municipality with an interaction model of these levels."""
    return town(
        services=services, arenas=[MEETING], agreements=[agreement("rutinen", "kontoret")],
        interaction_model={"levels": list(levels)} | more,
    )


def level(number, **more):
    return {"level": number, **more}


def facts(model, code, subject=HERE):
    return dict(outcome(model, code, subject).facts)


def test_without_the_section_there_are_no_outcomes_at_all():
    assert not [each for each in result(town(services=[OFFICE])).outcomes if each.rule.startswith("BTI")]


def test_an_empty_section_is_examined():
    rules = {each.rule: (each.subject, str(each.verdict)) for each in result(bti()).outcomes if each.rule[:3] == "BTI"}
    assert rules == {
        "BTI901": (HERE, "not_applicable"), "BTI902": (HERE, "not_applicable"), "BTI903": (HERE, "undocumented"),
        "BTI904": (HERE, "not_applicable"),
    }


class TestBti901LevelWithoutOwner:
    @pytest.mark.parametrize(
        ("given", "expected", "missing"),
        [
            ({"responsible": "lederen", "tools": ["logg"], "arenas": ["motet"]}, "met", None),
            ({"responsible": "lederen", "tools": ["logg"]}, "partial", ("arenas",)),
            ({"responsible": "lederen", "arenas": ["motet"]}, "partial", ("tools",)),
            ({"responsible": "lederen"}, "partial", ("tools", "arenas")),
            ({"tools": ["logg"], "arenas": ["motet"]}, "undocumented", None),
            ({}, "undocumented", None),
        ],
    )
    def test_owner_tools_and_arenas(self, given, expected, missing):
        model = bti(level(0, **given))
        assert said(model, "BTI901") == {"0": expected}
        assert facts(model, "BTI901", "0").get("missing") == missing

    def test_each_level_is_a_subject_of_its_own_with_its_place_in_the_model(self):
        model = bti(level(3, responsible="lederen"), level(0))
        assert said(model, "BTI901") == {"0": "undocumented", "3": "partial"}
        assert outcome(model, "BTI901", "3").entry == ("interaction_model", "levels", 0)
        assert outcome(model, "BTI901", "0").entry == ("interaction_model", "levels", 1)

    def test_a_level_written_twice_is_one_level(self):
        model = bti(level(1, responsible="lederen"), level(1, tools=["logg"], arenas=["motet"]))
        assert said(model, "BTI901") == {"1": "met"}

    def test_a_level_without_a_number_is_no_level(self):
        assert said(bti({"responsible": "lederen"}), "BTI901") == {HERE: "not_applicable"}

    def test_it_is_good_practice_and_no_duty(self):
        found = outcome(bti(level(0)), "BTI901", "0")
        assert (str(found.strength), str(found.finding_class), found.provisions) == ("bor", "good_practice", ())


class TestBti902NobodyHoldsTheStafett:
    def test_from_level_1_to_3_and_not_at_level_0(self):
        levels = [level(0), level(1, stafettholder="lederen"), level(2), level(3, stafettholder="koordinatoren")]
        assert said(bti(*levels), "BTI902") == {"1": "met", "2": "undocumented", "3": "met"}

    def test_with_level_0_only_there_is_no_stafett(self):
        assert said(bti(level(0, stafettholder="lederen")), "BTI902") == {HERE: "not_applicable"}


class TestBti903HandoverWithoutAcceptance:
    @pytest.mark.parametrize(
        ("handover", "expected", "missing"),
        [
            ({"acceptance_required": True, "giver_keeps_until_accepted": True}, "met", None),
            ({"acceptance_required": False, "giver_keeps_until_accepted": True}, "not_met", None),
            ({"acceptance_required": True, "giver_keeps_until_accepted": False}, "not_met", None),
            ({"giver_keeps_until_accepted": False}, "not_met", None),
            ({"acceptance_required": True}, "partial", ("giver_keeps_until_accepted",)),
            ({"giver_keeps_until_accepted": True}, "partial", ("acceptance_required",)),
            ({}, "undocumented", None),
            ({"agreement": "rutinen"}, "undocumented", None),
        ],
    )
    def test_both_rules(self, handover, expected, missing):
        model = bti(handover=handover)
        assert verdict(model, "BTI903") == expected
        assert facts(model, "BTI903").get("missing") == missing


class TestBti904Level3WithoutTheUnit:
    def test_it_names_the_coordinating_unit(self):
        model = bti(level(3), coordinating_unit="kontoret")
        assert verdict(model, "BTI904") == "met"
        assert outcome(model, "BTI904", HERE).related == ("kontoret",)

    def test_a_service_of_another_type_is_partial(self):
        model = bti(level(3), services=(OFFICE, service("ppt")), coordinating_unit="ppt")
        assert verdict(model, "BTI904") == "partial"

    def test_none_is_undocumented(self):
        assert verdict(bti(level(3)), "BTI904") == "undocumented"

    def test_without_a_level_3_it_is_not_examined(self):
        assert verdict(bti(level(2), coordinating_unit="kontoret"), "BTI904") == "not_applicable"
