"""SAM: do the services cooperate at all, outside the individual case?"""

from datetime import date

import pytest

from builders import (
    HERE,
    agreement,
    arena,
    draft,
    hardness,
    lapsed,
    outcome,
    said,
    service,
    town,
    verdict,
)

PPT, SCHOOL, KINDERGARTEN = service("ppt"), service("grunnskole"), service("barnehage")


class TestSam101ServiceOutsideCooperation:
    def test_a_service_in_an_agreement_with_another_is_met(self):
        model = town(services=[PPT, SCHOOL], agreements=[agreement("rutine", "ppt", "grunnskole")])
        assert said(model, "SAM101") == {"grunnskole": "met", "ppt": "met"}

    def test_an_arena_will_do(self):
        model = town(services=[PPT, SCHOOL], arenas=[arena("team", "ppt", "grunnskole")])
        assert said(model, "SAM101") == {"grunnskole": "met", "ppt": "met"}

    @pytest.mark.parametrize(
        "paper",
        [
            draft(agreement("rutine", "ppt", "grunnskole")),
            lapsed(agreement("rutine", "ppt", "grunnskole")),
            agreement("rutine", "ppt"),
            agreement("rutine", "ppt", "politi"),
        ],
        ids=["a draft", "a lapsed one", "alone in it", "with a partner that is no provider"],
    )
    def test_without_a_link_it_is_undocumented(self, paper):
        model = town(services=[PPT, SCHOOL, service("politi", owner="stat")], agreements=[paper])
        assert said(model, "SAM101") == {"grunnskole": "undocumented", "ppt": "undocumented"}

    def test_without_providers_there_is_nothing_to_examine(self):
        assert said(town(services=[service("politi", owner="stat")]), "SAM101") == {HERE: "not_applicable"}

    def test_a_type_whose_duty_is_not_law_yet_is_not_examined(self):
        model = town(services=[service("boligkontor")])
        assert said(model, "SAM101", date(2023, 6, 30)) == {"boligkontor": "not_applicable"}
        assert said(model, "SAM101", date(2023, 7, 1)) == {"boligkontor": "undocumented"}

    def test_before_the_new_act_its_predecessor_is_cited(self):
        model = town(services=[SCHOOL])
        assert outcome(model, "SAM101", "grunnskole", date(2024, 7, 31)).provisions == ("OPPL98-15-8",)
        assert outcome(model, "SAM101", "grunnskole", date(2024, 8, 1)).provisions == ("OPPL-24-1-3",)

    def test_the_duty_of_another_owner_is_at_most_medium_and_names_the_owner(self):
        found = outcome(town(services=[service("bup", owner="stat")]), "SAM101", "bup")
        assert hardness(found) == ("possible_failure", "medium", "skal", "free")
        assert found.fact("duty_holder") == "stat"

    def test_a_municipal_service_keeps_its_severity(self):
        found = outcome(town(services=[PPT]), "SAM101", "ppt")
        assert hardness(found) == ("possible_failure", "high", "skal", "free")
        assert found.fact("duty_holder") is None

    def test_bufetat_ought_to_but_need_not(self):
        found = outcome(town(services=[service("bufetat", owner="stat")]), "SAM101", "bufetat")
        assert hardness(found) == ("good_practice", "medium", "bor", "free")

    def test_a_private_school_has_a_provision_of_its_own(self):
        school = service("grunnskole", "friskolen", owner="privat", public_grant=True)
        assert outcome(town(services=[school]), "SAM101", "friskolen").provisions == ("PSL-3-6A-3",)


class TestSam102ExpectedPairs:
    PAIR = "grunnskole--ppt"

    def test_a_common_link_is_met(self):
        model = town(services=[PPT, SCHOOL], agreements=[agreement("rutine", "ppt", "grunnskole")])
        assert said(model, "SAM102") == {self.PAIR: "met"}

    def test_only_a_draft_in_common_is_partial(self):
        model = town(services=[PPT, SCHOOL], agreements=[draft(agreement("rutine", "ppt", "grunnskole"))])
        assert said(model, "SAM102") == {self.PAIR: "partial"}

    def test_nothing_in_common_is_undocumented(self):
        assert said(town(services=[PPT, SCHOOL]), "SAM102") == {self.PAIR: "undocumented"}

    def test_without_both_types_the_pair_is_not_examined(self):
        assert said(town(services=[PPT]), "SAM102") == {HERE: "not_applicable"}


class TestSam103PrivateProviders:
    PRIVATE = service("barnehage", "solstua", owner="privat")

    def test_with_a_municipal_provider_is_met(self):
        model = town(services=[self.PRIVATE, PPT], agreements=[agreement("rutine", "solstua", "ppt")])
        assert said(model, "SAM103") == {"solstua": "met"}

    def test_only_among_private_ones_is_undocumented(self):
        other = service("barnehage", "bekkeby", owner="privat")
        model = town(services=[self.PRIVATE, other, PPT], agreements=[agreement("rutine", "solstua", "bekkeby")])
        assert said(model, "SAM103") == {"bekkeby": "undocumented", "solstua": "undocumented"}

    def test_a_school_counts_with_public_grant_only(self):
        schools = [
            service("grunnskole", "friskolen", owner="privat", public_grant=True),
            service("videregaende", "akademiet", owner="privat", public_grant=False),
        ]
        assert said(town(services=schools), "SAM103") == {"friskolen": "undocumented"}

    def test_without_private_ones_there_is_nothing_to_examine(self):
        assert said(town(services=[KINDERGARTEN]), "SAM103") == {HERE: "not_applicable"}


class TestSam104CommonArena:
    FIVE = tuple(service(kind) for kind in ("barnehage", "grunnskole", "helsestasjon", "ppt", "barnevern"))

    @pytest.mark.parametrize(
        ("gathered", "expected"),
        [
            (["barnehage", "grunnskole", "helsestasjon", "ppt"], "met"),
            (["barnehage", "grunnskole", "helsestasjon"], "partial"),
            (["barnehage", "grunnskole"], "undocumented"),
            ([], "undocumented"),
        ],
    )
    def test_one_may_be_missing_and_half_is_partial(self, gathered, expected):
        assert verdict(town(services=self.FIVE, arenas=[arena("team", *gathered)]), "SAM104") == expected

    def test_two_arenas_do_not_add_up(self):
        halves = [arena("en", "barnehage", "grunnskole"), arena("to", "helsestasjon", "ppt", "barnevern")]
        assert verdict(town(services=self.FIVE, arenas=halves), "SAM104") == "partial"

    def test_fewer_than_three_core_types_is_not_examined(self):
        assert verdict(town(services=self.FIVE[:2]), "SAM104") == "not_applicable"


class TestSam105CooperationFallsApart:
    FOUR = (service("ppt"), service("grunnskole"), service("barnevern"), service("bup", owner="stat"))

    def test_connected_through_a_shared_service_is_met(self):
        links = [agreement("en", "ppt", "grunnskole", "barnevern"), agreement("to", "barnevern", "bup")]
        assert said(town(services=self.FOUR, agreements=links), "SAM105") == {HERE: "met"}

    def test_of_equal_parts_the_one_with_the_smallest_id_is_the_main_one(self):
        links = [agreement("en", "ppt", "grunnskole"), agreement("to", "barnevern", "bup")]
        assert said(town(services=self.FOUR, agreements=links), "SAM105") == {"grunnskole": "partial"}

    def test_it_is_the_smallest_id_of_all_that_counts(self):
        kinds = {"a": "barnehage", "z": "grunnskole", "b": "ppt", "c": "barnevern"}
        services = [service(kind, name) for name, kind in kinds.items()]
        links = [agreement("en", "b", "c"), agreement("to", "a", "z")]
        assert said(town(services=services, agreements=links), "SAM105") == {"b": "partial"}

    def test_the_largest_part_is_the_main_one(self):
        links = [agreement("en", {"type": "ppt"}, "grunnskole"), agreement("to", "barnevern", "bup")]
        services = [*self.FOUR, service("ppt", "ppt-sor")]
        assert said(town(services=services, agreements=links), "SAM105") == {"barnevern": "partial"}

    def test_without_links_there_is_nothing_to_examine(self):
        assert said(town(services=self.FOUR), "SAM105") == {HERE: "not_applicable"}

    def test_it_is_a_risk(self):
        links = [agreement("en", "ppt", "grunnskole"), agreement("to", "barnevern", "bup")]
        found = outcome(town(services=self.FOUR, agreements=links), "SAM105", "grunnskole")
        assert hardness(found) == ("risk", "medium", "bor", "free")


class TestSam106SinglePointOfFailure:
    def test_the_only_link_of_a_service_is_partial(self):
        links = [agreement("en", "ppt", "grunnskole"), agreement("to", "ppt", "grunnskole", "barnehage")]
        model = town(services=[PPT, SCHOOL, KINDERGARTEN], agreements=links)
        assert said(model, "SAM106") == {"to": "partial"}
        assert outcome(model, "SAM106", "to").fact("services") == ("barnehage",)

    def test_two_links_each_is_met(self):
        links = [agreement("en", "ppt", "grunnskole"), agreement("to", "ppt", "grunnskole")]
        assert said(town(services=[PPT, SCHOOL], agreements=links), "SAM106") == {HERE: "met"}

    def test_without_links_there_is_nothing_to_examine(self):
        assert said(town(services=[PPT]), "SAM106") == {HERE: "not_applicable"}


class TestSam107ArenaIncomplete:
    WHOLE = arena(
        "team", "ppt", purpose="Se barnet sammen", target_group="0–6 år", frequency_per_year=6, chair="lederen"
    )

    def test_everything_given_is_met(self):
        assert said(town(services=[PPT], arenas=[self.WHOLE]), "SAM107") == {"team": "met"}

    @pytest.mark.parametrize("key", ["purpose", "target_group", "frequency_per_year", "participants", "chair"])
    def test_each_thing_missing_is_partial(self, key):
        model = town(services=[PPT], arenas=[{k: v for k, v in self.WHOLE.items() if k != key}])
        assert said(model, "SAM107") == {"team": "partial"}
        assert outcome(model, "SAM107", "team").fact("missing") == (key,)

    def test_without_arenas_there_is_nothing_to_examine(self):
        assert said(town(), "SAM107") == {HERE: "not_applicable"}
