"""BKO: koordinerende enhet, barnekoordinator, koordinator, individuell plan."""

import pytest

from builders import agreement, delegation, draft, hardness, lapsed, outcome, retained, service, town, verdict

HELSESTASJON, BARNEVERN, NAV = service("helsestasjon"), service("barnevern"), service("nav_kommunal")


class TestBko301CoordinatingUnit:
    @pytest.mark.parametrize(("owner", "expected"), [("kommune", "met"), ("privat", "undocumented")])
    def test_it_must_be_municipal(self, owner, expected):
        assert verdict(town(services=[service("koordinerende_enhet", owner=owner)]), "BKO301") == expected

    def test_nothing_recorded_is_not_a_no(self):
        found = outcome(town(), "BKO301")
        assert hardness(found) == ("possible_failure", "critical", "skal", "bound")


@pytest.mark.parametrize(
    ("code", "topic", "severity"), [("BKO302", "barnekoordinator", "critical"), ("BKO303", "koordinator", "high")]
)
class TestBko302AndBko303Routines:
    @pytest.mark.parametrize(
        ("change", "expected"), [(dict, "met"), (lapsed, "not_met"), (draft, "undocumented")]
    )
    def test_the_state_of_the_routine(self, code, topic, severity, change, expected):
        assert verdict(town(agreements=[change(agreement("rutine", topics=(topic,)))]), code) == expected

    def test_without_one_it_is_undocumented(self, code, topic, severity):
        found = outcome(town(), code)
        assert str(found.verdict) == "undocumented"
        assert hardness(found) == ("possible_failure", severity, "skal", "free")


class TestBko304IndividualPlan:
    THREE = (HELSESTASJON, BARNEVERN, NAV)

    def plan(self, *parties, services=THREE, change=dict):
        return town(services=services, agreements=[change(agreement("ip", *parties, topics=("individuell_plan",)))])

    def test_a_service_of_each_group_is_met(self):
        assert verdict(self.plan("helsestasjon", "barnevern", "nav_kommunal"), "BKO304") == "met"

    def test_any_one_of_the_health_services_stands_for_health(self):
        services = (*self.THREE, service("omsorg"))
        assert verdict(self.plan("omsorg", "barnevern", "nav_kommunal", services=services), "BKO304") == "met"

    def test_several_agreements_add_up(self):
        papers = [agreement(f"ip-{one['id']}", one["id"], topics=("individuell_plan",)) for one in self.THREE]
        assert verdict(town(services=self.THREE, agreements=papers), "BKO304") == "met"

    def test_some_groups_is_partial(self):
        assert verdict(self.plan("barnevern", "nav_kommunal"), "BKO304") == "partial"

    def test_in_force_but_none_of_them_is_undocumented(self):
        services = (*self.THREE, service("ppt"))
        assert verdict(self.plan("ppt", services=services), "BKO304") == "undocumented"

    def test_lapsed_is_not_met(self):
        assert verdict(self.plan("barnevern", change=lapsed), "BKO304") == "not_met"

    def test_nothing_is_undocumented(self):
        assert verdict(town(services=self.THREE), "BKO304") == "undocumented"

    def test_without_any_of_the_groups_it_is_not_examined(self):
        assert verdict(town(services=[service("ppt")]), "BKO304") == "not_applicable"


@pytest.mark.parametrize(
    ("code", "authority", "strength"),
    [("BKO305", "barnekoordinator_myndighet", "bor"), ("BKO306", "oppnevne_barnekoordinator", "skal")],
)
class TestBko305AndBko306Delegations:
    def test_the_state_of_the_delegation(self, code, authority, strength):
        given = delegation("d", authority, "direktoren", "lederen")
        undated = {key: value for key, value in given.items() if key != "decided"}
        assert verdict(town(delegations=[given]), code) == "met"
        assert verdict(town(delegations=[retained("d", authority, "direktoren")]), code) == "met"
        assert verdict(town(delegations=[lapsed(given)]), code) == "not_met"
        assert verdict(town(delegations=[lapsed(given) | {"decided": "2026-11-21"}]), code) == "not_met"
        assert verdict(town(delegations=[undated]), code) == "undocumented"
        assert verdict(town(), code) == "undocumented"

    def test_how_hard_it_is(self, code, authority, strength):
        assert str(outcome(town(), code).strength) == strength


class TestBko307Notice:
    TOPIC = ("melding_koordinerende_enhet",)

    @pytest.mark.parametrize(
        ("paper", "expected"),
        [
            (agreement("rutine", "helsestasjon", topics=TOPIC), "met"),
            (agreement("rutine", "barnevern", topics=TOPIC), "partial"),
            (lapsed(agreement("rutine", "helsestasjon", topics=TOPIC)), "not_met"),
            (draft(agreement("rutine", "helsestasjon", topics=TOPIC)), "undocumented"),
        ],
        ids=["a notifier", "none that notifies", "lapsed", "a draft"],
    )
    def test_who_is_in_it(self, paper, expected):
        assert verdict(town(services=[HELSESTASJON, BARNEVERN], agreements=[paper]), "BKO307") == expected


class TestBko308Training:
    @pytest.mark.parametrize(
        ("training", "expected"),
        [
            ([{"topic": "barnekoordinator", "date": "2024-11-21"}], "met"),
            ([{"topic": "individuell_plan", "date": "2026-11-21"}], "met"),
            ([{"topic": "koordinator", "date": "2024-11-20"}], "partial"),
            ([{"topic": "koordinator", "date": "2026-11-22"}], "undocumented"),
            ([{"topic": "koordinator"}], "undocumented"),
            ([{"topic": "vold", "date": "2026-01-01"}], "undocumented"),
            ([], "undocumented"),
        ],
        ids=str,
    )
    def test_within_two_years(self, training, expected):
        assert verdict(town(internal_control={"training": training}), "BKO308") == expected
