"""SOR: who coordinates, and is that decided, possible, known and passed on?"""

import pytest

from builders import (
    HERE,
    agreement,
    delegation,
    draft,
    hardness,
    lapsed,
    outcome,
    result,
    retained,
    rule,
    said,
    service,
    town,
    verdict,
)

PPT = service("ppt", stages=["barnetrinn"])
CHILD_WELFARE = service("barnevern", stages=["barnetrinn"])
BUP = service("bup", owner="stat", stages=["barnetrinn"])
ALWAYS = rule("alltid", "ppt")
STAGE = "barnetrinn"


def table(*rules, services=(PPT, CHILD_WELFARE), agreements=(), **more):
    """A table of rules, adopted, over the one situation in which PPT and barnevern are both involved."""
    return town(
        services=services, agreements=agreements, coordination={"adopted": "2026-01-01", "rules": rules} | more
    )


class TestSor401WhoDecides:
    @pytest.mark.parametrize(
        ("given", "expected"),
        [
            (delegation("d", "avgjore_samordning", "direktoren", "lederen"), "met"),
            (retained("d", "avgjore_samordning", "direktoren"), "met"),
            (lapsed(delegation("d", "avgjore_samordning", "direktoren", "lederen")), "not_met"),
            (delegation("d", "oppnevne_koordinator", "direktoren", "lederen"), "undocumented"),
        ],
        ids=["delegated", "kept", "lapsed", "another authority"],
    )
    def test_the_state_of_the_delegation(self, given, expected):
        assert verdict(town(delegations=[given]), "SOR401") == expected


class TestSor402SituationsWithoutCoordinator:
    def test_a_rule_for_every_situation_is_met(self):
        assert said(table(ALWAYS), "SOR402") == {STAGE: "met"}

    def test_a_situation_that_no_rule_fits_is_partial(self):
        model = table(rule("bare", "ppt", none_of=["barnevern"]))
        assert said(model, "SOR402") == {STAGE: "partial"}
        facts = dict(outcome(model, "SOR402", STAGE).facts)
        assert facts | {"situations": 1, "assigned": 0, "gap": 1} == facts

    @pytest.mark.parametrize(
        ("adopted", "expected"), [("2026-11-21", "met"), ("2026-11-22", "partial"), (None, "partial")]
    )
    def test_rules_must_be_adopted(self, adopted, expected):
        coordination = {"rules": [ALWAYS]} | ({"adopted": adopted} if adopted else {})
        model = town(services=[PPT, CHILD_WELFARE], coordination=coordination)
        assert said(model, "SOR402") == {STAGE: expected}

    def test_without_rules_it_is_undocumented(self):
        assert said(table(), "SOR402") == {STAGE: "undocumented"}

    @pytest.mark.parametrize(
        "services", [[PPT], [BUP, service("habu", owner="stat")]], ids=["one service", "none of them municipal"]
    )
    def test_without_two_services_or_a_municipal_one_there_are_no_situations(self, services):
        assert said(table(ALWAYS, services=services), "SOR402") == {HERE: "not_applicable"}


class TestSor403CannotBeDesignated:
    ALL = (PPT, BUP)
    BUP_ALWAYS = rule("bup", "bup", agreement="avtale")

    def test_a_municipal_coordinator_is_met(self):
        assert said(table(ALWAYS), "SOR403") == {"alltid": "met"}

    def test_the_service_of_another_owner_needs_an_agreement(self):
        model = table(rule("bup", "bup"), services=self.ALL)
        assert said(model, "SOR403") == {"bup": "not_met"}
        assert hardness(outcome(model, "SOR403", "bup")) == ("possible_breach", "high", "skal", "bound")

    @pytest.mark.parametrize(
        ("paper", "expected"),
        [
            (agreement("avtale", "bup"), "met"),
            (agreement("avtale", "ppt"), "not_met"),
            (lapsed(agreement("avtale", "bup")), "not_met"),
        ],
        ids=["a party", "not a party", "lapsed"],
    )
    def test_in_force_and_with_every_such_provider_as_a_party(self, paper, expected):
        model = table(self.BUP_ALWAYS, services=self.ALL, agreements=[paper])
        assert said(model, "SOR403") == {"bup": expected}

    def test_one_provider_outside_the_agreement_is_enough(self):
        services = (*self.ALL, BUP | {"id": "bup-sor"})
        model = table(self.BUP_ALWAYS, services=services, agreements=[agreement("avtale", "bup")])
        assert said(model, "SOR403") == {"bup": "not_met"}

    def test_without_rules_there_is_nothing_to_examine(self):
        assert said(table(), "SOR403") == {HERE: "not_applicable"}


class TestSor404CoordinatorNotInvolved:
    def test_an_involved_coordinator_is_met(self):
        assert said(table(ALWAYS), "SOR404") == {"alltid": "met"}

    def test_one_that_is_not_there_is_partial(self):
        services = (PPT, CHILD_WELFARE, service("grunnskole", stages=[STAGE]))
        assert said(table(ALWAYS, services=services), "SOR404") == {"alltid": "partial"}

    def test_a_function_is_never_involved(self):
        assert said(table(rule("ke", "koordinerende_enhet")), "SOR404") == {"ke": "partial"}


class TestSor405RulesDisagree:
    TWO = (ALWAYS, rule("andre", "barnevern"))

    def test_two_coordinators_for_one_situation_is_partial(self):
        assert said(table(*self.TWO, hit_policy="unique"), "SOR405") == {STAGE: "partial"}

    def test_two_rules_that_agree_is_met(self):
        assert said(table(ALWAYS, rule("andre", "ppt"), hit_policy="unique"), "SOR405") == {STAGE: "met"}

    def test_with_first_the_first_decides(self):
        assert said(table(*self.TWO), "SOR405") == {HERE: "not_applicable"}

    def test_without_rules_there_is_nothing_to_examine(self):
        assert said(table(hit_policy="unique"), "SOR405") == {HERE: "not_applicable"}


class TestSor406RuleNeverUsed:
    def test_a_rule_after_one_that_takes_all_is_partial(self):
        assert said(table(ALWAYS, rule("andre", "ppt")), "SOR406") == {"alltid": "met", "andre": "partial"}

    def test_with_unique_it_is_enough_to_match(self):
        answers = said(table(ALWAYS, rule("andre", "ppt"), hit_policy="unique"), "SOR406")
        assert answers == {"alltid": "met", "andre": "met"}

    def test_a_rule_about_services_that_are_not_there_is_partial(self):
        assert said(table(rule("bup", "ppt", all_of=["bup"])), "SOR406") == {"bup": "partial"}


class TestSor407Disagreement:
    @pytest.mark.parametrize(
        ("change", "expected"), [(dict, "met"), (lapsed, "not_met"), (draft, "undocumented")]
    )
    def test_the_state_of_the_routine(self, change, expected):
        assert verdict(town(agreements=[change(agreement("r", topics=("uenighet",)))]), "SOR407") == expected


class TestSor408Published:
    @pytest.mark.parametrize(
        ("published", "expected"),
        [
            ({"url": "https://provevik.example", "checked": "2025-11-21"}, "met"),
            ({"url": "https://provevik.example", "checked": "2025-11-20"}, "partial"),
            ({"url": "https://provevik.example", "checked": "2026-11-22"}, "partial"),
            ({"url": "https://provevik.example"}, "partial"),
            ({"checked": "2026-11-01"}, "undocumented"),
            ({}, "undocumented"),
        ],
        ids=str,
    )
    def test_an_address_that_somebody_has_looked_at(self, published, expected):
        assert verdict(town(coordination={"published": published}), "SOR408") == expected


class TestSor409Handover:
    """Helsestasjonen coordinates as long as it follows the child; then the school does."""

    SERVICES = (service("helsestasjon"), service("ppt"), service("grunnskole"))
    RULES = (
        rule("forst", "helsestasjon", all_of=["helsestasjon"]),
        rule("siden", "grunnskole", all_of=["grunnskole"]),
    )
    CHANGE = "barnehagealder--barnetrinn"

    def moving_on(self, *papers):
        return table(*self.RULES, services=self.SERVICES, agreements=papers)

    @pytest.mark.parametrize(
        ("paper", "expected"),
        [
            (agreement("a", "helsestasjon", "grunnskole", topics=("samordning",)), "met"),
            (agreement("a", "helsestasjon", "grunnskole", topics=("overgang:T26",)), "met"),
            (agreement("a", "helsestasjon", "grunnskole", topics=("overgang:T03",)), "undocumented"),
            (agreement("a", "helsestasjon", topics=("samordning",)), "undocumented"),
            (lapsed(agreement("a", "helsestasjon", "grunnskole", topics=("samordning",))), "undocumented"),
        ],
        ids=["samordning", "T26", "a transition between others", "one of them only", "lapsed"],
    )
    def test_what_covers_it(self, paper, expected):
        assert said(self.moving_on(paper), "SOR409") == {self.CHANGE: expected}

    def test_a_transition_from_the_one_to_the_other_covers_it(self):
        rules = (rule("forst", "barnehage", all_of=["barnehage"]), self.RULES[1])
        paper = agreement("a", "barnehage", "grunnskole", topics=("overgang:T05",))
        services = (service("barnehage"), service("ppt"), service("grunnskole"))
        assert said(table(*rules, services=services, agreements=[paper]), "SOR409") == {self.CHANGE: "met"}

    def test_some_of_several_is_partial(self):
        services = (*self.SERVICES, service("sfo"))
        rules = (*self.RULES, rule("sist", "sfo", all_of=["sfo"]))
        paper = agreement("a", "helsestasjon", "grunnskole", topics=("samordning",))
        model = table(*rules, services=services, agreements=[paper])
        assert said(model, "SOR409")[self.CHANGE] == "partial"
        assert outcome(model, "SOR409", self.CHANGE).fact("uncovered") == (("helsestasjon", "sfo"),)

    def test_a_coordinator_that_stays_hands_nothing_over(self):
        assert said(table(rule("alltid", "ppt"), services=self.SERVICES), "SOR409") == {HERE: "not_applicable"}

    def test_without_rules_nobody_has_anything_to_hand_over(self):
        assert said(table(services=self.SERVICES), "SOR409") == {HERE: "not_applicable"}


class TestSor410Precedence:
    def test_stated_is_met(self):
        assert verdict(table(child_coordinator_precedence=True), "SOR410") == "met"

    def test_denied_is_possibly_a_breach(self):
        found = outcome(table(child_coordinator_precedence=False), "SOR410")
        assert str(found.verdict) == "not_met"
        assert hardness(found) == ("possible_breach", "high", "skal", "bound")

    def test_not_stated_is_a_small_thing(self):
        found = outcome(town(), "SOR410")
        assert str(found.verdict) == "undocumented"
        assert hardness(found) == ("good_practice", "low", "bor", "free")


def test_the_counts_of_a_table_small_enough_to_count_on_the_fingers():
    """PPT (kommune), barnevern (kommune), BUP (stat): four situations, of which one has no rule."""
    model = table(rule("ppt", "ppt", all_of=["ppt"]), services=(PPT, CHILD_WELFARE, BUP))
    counts = next(one for one in result(model).coordination.stages if one.stage == STAGE).counts
    assert (counts.situations, counts.assigned, counts.gap) == (4, 3, 1)
