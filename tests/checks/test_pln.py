"""PLN: plans and internal control; SRV: the services every municipality must have."""

from datetime import date

import pytest

from builders import HERE, agreement, draft, hardness, lapsed, outcome, said, service, town, verdict

FIVE = tuple(service(kind) for kind in ("barnehage", "grunnskole", "helsestasjon", "barnevern", "ppt"))
ALL_FIVE = tuple(one["id"] for one in FIVE)
PREVENTION = agreement("plan", kind="plan", topics=("forebyggingsplan",), adopted_by="kommunestyret")


def without(entry, key):
    return {name: value for name, value in entry.items() if name != key}


class TestPln701PreventionPlan:
    @pytest.mark.parametrize(
        ("paper", "expected"),
        [
            (PREVENTION, "met"),
            (without(PREVENTION, "adopted_by"), "undocumented"),
            (PREVENTION | {"adopted_by": "direktoren"}, "not_met"),
            (lapsed(PREVENTION), "not_met"),
            (draft(PREVENTION), "undocumented"),
            (PREVENTION | {"kind": "rutine"}, "undocumented"),
        ],
        ids=["by the council", "by nobody named", "by another", "lapsed", "a draft", "no plan"],
    )
    def test_the_state_of_the_plan(self, paper, expected):
        assert verdict(town(agreements=[paper]), "PLN701") == expected

    def test_with_several_plans_one_suffices(self):
        other = PREVENTION | {"id": "annen", "adopted_by": "direktoren"}
        assert verdict(town(agreements=[other, PREVENTION]), "PLN701") == "met"

    def test_before_2023_another_act_demanded_it(self):
        assert outcome(town(), "PLN701", on=date(2022, 12, 31)).provisions == ("BVL92-3-1",)
        assert outcome(town(), "PLN701", on=date(2023, 1, 1)).provisions == ("BVL-15-1-2",)


class TestPln702PreventionPlanNarrow:
    def plan(self, *parties, services=FIVE):
        plan = agreement("plan", *parties, kind="plan", topics=("forebyggingsplan",))
        return town(services=services, agreements=[plan])

    def test_all_five_is_met(self):
        assert verdict(self.plan(*ALL_FIVE), "PLN702") == "met"

    def test_fewer_is_partial_and_names_the_missing(self):
        model = self.plan("barnehage", "grunnskole", "helsestasjon")
        assert verdict(model, "PLN702") == "partial"
        assert set(outcome(model, "PLN702").fact("missing")) == {"barnevern", "ppt"}

    def test_only_those_that_are_present(self):
        assert verdict(self.plan("barnevern", services=[service("barnevern")]), "PLN702") == "met"

    def test_without_a_plan_or_without_the_five_it_is_not_examined(self):
        assert verdict(town(services=FIVE), "PLN702") == "not_applicable"
        assert verdict(self.plan("sfo", services=[service("sfo")]), "PLN702") == "not_applicable"


@pytest.mark.parametrize(("code", "kind"), [("PLN703", "25-2"), ("PLN706", "bvl-15-3")])
class TestPln703AndPln706YearlyReports:
    @pytest.mark.parametrize(
        ("days", "expected"),
        [
            (["2026-01-01"], "met"),
            (["2025-11-21"], "met"),
            (["2025-11-20"], "partial"),
            (["2024-12-31"], "not_met"),
            (["2024-12-31", "2026-02-01"], "met"),
            (["2024-12-31", "2026-11-22"], "not_met"),
            (["2026-11-22"], "undocumented"),
            ([], "undocumented"),
        ],
        ids=str,
    )
    def test_every_year(self, code, kind, days, expected):
        reports = [{"kind": kind, "date": day} for day in days]
        assert verdict(town(internal_control={"reports": reports}), code) == expected

    def test_the_other_report_does_not_count(self, code, kind):
        other = {"25-2": "bvl-15-3", "bvl-15-3": "25-2"}[kind]
        model = town(internal_control={"reports": [{"kind": other, "date": "2026-01-01"}]})
        assert verdict(model, code) == "undocumented"

    def test_how_hard_it_is(self, code, kind):
        def last(day):
            return outcome(town(internal_control={"reports": [{"kind": kind, "date": day}]}), code)

        assert hardness(last("2025-01-01")) == ("risk", "low", "skal", "bound")
        assert hardness(last("2024-01-01")) == ("possible_breach", "high", "skal", "bound")


def test_pln706_is_not_law_before_2023():
    assert verdict(town(), "PLN706", date(2022, 12, 31)) == "not_applicable"
    assert verdict(town(), "PLN706", date(2023, 1, 1)) == "undocumented"


class TestPln704JointRiskAssessment:
    UNITS = ({"id": "oppvekst", "name": "Oppvekst"}, {"id": "helse", "name": "Helse"})
    BOTH = ("oppvekst", "helse")

    @pytest.mark.parametrize(
        ("assessment", "expected"),
        [
            ({"date": "2024-11-21", "units": BOTH}, "met"),
            ({"date": "2024-11-20", "units": BOTH}, "partial"),
            ({"date": "2026-11-22", "units": BOTH}, "undocumented"),
            ({"units": BOTH}, "undocumented"),
            ({"date": "2026-01-01", "units": ("helse",)}, "undocumented"),
            ({"date": "2026-01-01", "units": ("helse",), "topics": ["samordning"]}, "met"),
            ({"date": "2026-01-01", "topics": ["samarbeid"]}, "met"),
        ],
        ids=str,
    )
    def test_of_two_units_or_about_cooperation(self, assessment, expected):
        model = town(units=self.UNITS, internal_control={"risk_assessments": [assessment]})
        assert verdict(model, "PLN704") == expected


class TestPln705AndPln709Dates:
    @pytest.mark.parametrize(
        ("reviewed", "expected"),
        [("2025-11-21", "met"), ("2025-11-20", "partial"), ("2026-11-22", "undocumented"), (None, "undocumented")],
    )
    def test_somebody_vouches_for_the_model_every_year(self, reviewed, expected):
        assert verdict(town({"model_reviewed": reviewed} if reviewed else {}), "PLN705") == expected

    @pytest.mark.parametrize(
        ("elected", "expected"),
        [("2024-11-21", "met"), ("2024-11-20", "not_met"), ("2026-11-22", "undocumented"), (None, "undocumented")],
    )
    def test_the_youth_council_is_elected_every_second_year(self, elected, expected):
        assert verdict(town({"youth_council_elected": elected} if elected else {}), "PLN709") == expected


@pytest.mark.parametrize(
    ("code", "topic", "kinds"),
    [
        ("PLN707", "bekymring", ("barnehage", "krisesenter")),
        ("PLN712", "vold", ("helsestasjon", "krisesenter")),
    ],
)
class TestPln707AndPln712EachOfThem:
    def carried(self, topic, kinds, *parties, change=dict):
        services = [service(kind) for kind in (*kinds, "ppt")]
        return town(services=services, agreements=[change(agreement("rutine", *parties, topics=(topic,)))])

    def test_each_is_met_and_some_is_partial(self, code, topic, kinds):
        assert verdict(self.carried(topic, kinds, *kinds), code) == "met"
        assert verdict(self.carried(topic, kinds, kinds[0]), code) == "partial"

    def test_one_in_force_with_none_of_them_is_undocumented(self, code, topic, kinds):
        assert verdict(self.carried(topic, kinds, "ppt"), code) == "undocumented"

    def test_lapsed_is_not_met_and_a_draft_undocumented(self, code, topic, kinds):
        assert verdict(self.carried(topic, kinds, *kinds, change=lapsed), code) == "not_met"
        assert verdict(self.carried(topic, kinds, *kinds, change=draft), code) == "undocumented"

    def test_without_any_of_them_it_is_not_examined(self, code, topic, kinds):
        assert verdict(town(services=[service("ppt")]), code) == "not_applicable"


class TestPln708AlwaysReachable:
    CHILD_WELFARE = (service("barnevern"), service("ppt"))

    @pytest.mark.parametrize(
        ("paper", "expected"),
        [
            (agreement("vakt", "barnevern", topics=("barnevernsvakt",)), "met"),
            (agreement("vakt", "ppt", topics=("barnevernsvakt",)), "undocumented"),
            (lapsed(agreement("vakt", "barnevern", topics=("barnevernsvakt",))), "not_met"),
        ],
        ids=["a party", "not a party", "lapsed"],
    )
    def test_the_state_of_the_agreement(self, paper, expected):
        assert verdict(town(services=self.CHILD_WELFARE, agreements=[paper]), "PLN708") == expected

    def test_without_barnevern_or_before_2023_it_is_not_examined(self):
        assert verdict(town(), "PLN708") == "not_applicable"
        assert verdict(town(services=self.CHILD_WELFARE), "PLN708", date(2022, 12, 31)) == "not_applicable"


class TestPln710Housing:
    PLAN = agreement("bolig", kind="plan", topics=("boligsosialt",), adopted_by="kommunestyret")

    @pytest.mark.parametrize(
        ("paper", "expected"),
        [
            (PLAN, "met"),
            (PLAN | {"adopted_by": "direktoren"}, "partial"),
            (without(PLAN, "adopted_by"), "partial"),
            (lapsed(PLAN), "not_met"),
            (draft(PLAN), "undocumented"),
        ],
        ids=["by the council", "by another", "by nobody named", "lapsed", "a draft"],
    )
    def test_the_state_of_the_plan(self, paper, expected):
        assert verdict(town(agreements=[paper]), "PLN710") == expected

    def test_it_is_law_from_july_2023(self):
        assert verdict(town(), "PLN710", date(2023, 6, 30)) == "not_applicable"
        assert verdict(town(), "PLN710", date(2023, 7, 1)) == "undocumented"


class TestPln711UserVoice:
    SERVICES = (
        service("helsestasjon"),
        service("barnevern"),
        service("omsorg", owner="privat", on_behalf_of="kommune"),
    )

    @pytest.mark.parametrize(
        ("paper", "expected"),
        [
            (agreement("r", "helsestasjon", topics=("medvirkning",)), "met"),
            (agreement("r", "barnevern", topics=("medvirkning",)), "undocumented"),
            (agreement("r", "omsorg", topics=("medvirkning",)), "undocumented"),
            (lapsed(agreement("r", "helsestasjon", topics=("medvirkning",))), "not_met"),
        ],
        ids=["a municipal health service", "another service", "not municipal", "lapsed"],
    )
    def test_the_state_of_the_routine(self, paper, expected):
        assert verdict(town(services=self.SERVICES, agreements=[paper]), "PLN711") == expected


class TestSrv801StatutoryServices:
    KINDS = (
        "helsestasjon", "skolehelsetjeneste", "jordmortjeneste", "fastlege", "habilitering", "barnevern", "ppt",
        "grunnskole", "sfo", "nav_kommunal", "krisesenter", "barnehage",
    )

    def test_each_that_is_recorded_is_met(self):
        services = [service(kind) for kind in self.KINDS]
        assert said(town(services=services), "SRV801") == dict.fromkeys(self.KINDS, "met")

    def test_each_that_is_not_is_undocumented(self):
        assert said(town(), "SRV801") == dict.fromkeys(self.KINDS, "undocumented")
        assert hardness(outcome(town(), "SRV801", "ppt")) == ("possible_failure", "high", "skal", "bound")

    def test_one_that_is_no_provider_does_not_count(self):
        model = town(services=[service("grunnskole", owner="privat")])
        assert said(model, "SRV801")["grunnskole"] == "undocumented"

    def test_a_private_barnehage_and_a_fastlege_always_count(self):
        model = town(services=[service("barnehage", owner="privat"), service("fastlege", owner="privat")])
        answers = said(model, "SRV801")
        assert (answers["barnehage"], answers["fastlege"]) == ("met", "met")

    def test_each_has_a_law_of_its_own(self):
        assert outcome(town(), "SRV801", "krisesenter").provisions == ("KRISE-2-1",)
        assert outcome(town(), "SRV801", "sfo").provisions == ("OPPL-4-5",)
        assert HERE not in said(town(), "SRV801")
