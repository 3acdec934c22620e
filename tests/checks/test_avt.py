"""AVT: are the agreements there, in force, complete, and decided by the right body?"""

from datetime import date

import pytest

from builders import HERE, agreement, draft, hardness, lapsed, outcome, said, service, town, verdict

TRUST = agreement("sykehus", kind="samarbeidsavtale", topics=("helseforetak",), adopted_by="kommunestyret")
TERMINATED = {"status": "oppsagt", "terminated": "2026-11-21"}


def papers(*agreements, **more):
    return town(services=[service("ppt"), service("grunnskole")], agreements=list(agreements), **more)


class TestInForceAndLapsed:
    """The standard verdict, on the edges of every date (seen through AVT201)."""

    @pytest.mark.parametrize(
        ("change", "expected"),
        [
            ({}, "met"),
            ({"adopted": "2026-11-21"}, "met"),
            ({"adopted": "2026-11-22"}, "undocumented"),
            ({"adopted": None}, "undocumented"),
            ({"adopted": None, "valid_from": "2026-11-21"}, "met"),
            ({"adopted": "2026-11-22", "valid_from": "2026-01-01"}, "undocumented"),
            ({"valid_from": "2026-11-22"}, "undocumented"),
            ({"valid_to": "2026-11-21"}, "met"),
            ({"valid_to": "2026-11-20"}, "not_met"),
            ({"adopted": None, "valid_to": "2026-11-20"}, "undocumented"),
            ({"status": "utkast"}, "undocumented"),
            ({"status": "utkast", "valid_to": "2026-11-20"}, "undocumented"),
            ({"status": "oppsagt"}, "undocumented"),
            ({"status": "oppsagt", "terminated": "2026-11-22"}, "met"),
            ({"status": "oppsagt", "terminated": "2026-11-21"}, "not_met"),
            ({"terminated": "2026-11-21"}, "not_met"),
        ],
        ids=str,
    )
    def test_each_date(self, change, expected):
        changed = {key: value for key, value in (TRUST | change).items() if value is not None}
        assert verdict(papers(changed), "AVT201") == expected


class TestAvt201HealthTrustAgreement:
    def test_none_at_all_is_undocumented_and_only_possibly_a_failure(self):
        assert hardness(outcome(papers(), "AVT201")) == ("possible_failure", "critical", "skal", "bound")

    def test_a_lapsed_one_is_possibly_a_breach(self):
        assert hardness(outcome(papers(lapsed(TRUST)), "AVT201")) == ("possible_breach", "critical", "skal", "bound")

    def test_the_date_told_is_the_day_the_last_one_ended(self):
        first = TRUST | {"id": "forste", "valid_to": "2025-12-31"}
        last = TRUST | {"id": "siste", "valid_to": "2026-10-31", "status": "oppsagt", "terminated": "2026-09-30"}
        assert outcome(papers(first, last), "AVT201").fact("date") == date(2026, 9, 30)

    def test_it_must_be_a_samarbeidsavtale(self):
        assert verdict(papers(TRUST | {"kind": "rutine"}), "AVT201") == "undocumented"


class TestAvt202Items:
    def test_none_of_the_thirteen_anywhere_is_undocumented(self):
        assert set(said(papers(TRUST), "AVT202").values()) == {"undocumented"}

    def test_those_that_are_there_are_met_and_the_others_not(self):
        answers = said(papers(TRUST | {"topics": ["helseforetak", "hol-6-2-1", "hol-6-2-2"]}), "AVT202")
        assert answers == {f"hol-6-2-{n}": "met" if n < 3 else "not_met" for n in range(1, 14)}

    def test_a_delavtale_counts_too(self):
        part = agreement("del", kind="delavtale", topics=("hol-6-2-4",))
        assert said(papers(TRUST, part), "AVT202")["hol-6-2-4"] == "met"
        assert said(papers(TRUST, lapsed(part)), "AVT202")["hol-6-2-4"] == "undocumented"

    def test_items_12_and_13_are_law_from_july_2023(self):
        old = TRUST | {"adopted": "2022-01-01", "topics": ["helseforetak", "hol-6-2-1"]}
        assert said(papers(old), "AVT202", date(2023, 6, 30))["hol-6-2-12"] == "not_applicable"
        assert said(papers(old), "AVT202", date(2023, 7, 1))["hol-6-2-12"] == "not_met"

    def test_without_the_agreement_avt201_says_it_all(self):
        assert said(papers(), "AVT202") == {HERE: "not_applicable"}

    def test_each_item_cites_its_own_number(self):
        assert outcome(papers(TRUST), "AVT202", "hol-6-2-7").provisions == ("HOL-6-2-1-7",)


class TestAvt203Reviewed:
    @pytest.mark.parametrize(
        ("reviewed", "expected"),
        [
            ("2026-01-01", "met"),
            ("2025-11-21", "met"),
            ("2025-11-20", "partial"),
            ("2025-01-01", "partial"),
            ("2024-12-31", "not_met"),
            ("2026-11-22", "not_met"),
        ],
    )
    def test_every_year(self, reviewed, expected):
        model = papers(TRUST | {"adopted": "2020-01-01", "last_reviewed": reviewed})
        assert said(model, "AVT203") == {"sykehus": expected}

    def test_a_new_one_need_not_be_reviewed_yet(self):
        assert said(papers(TRUST), "AVT203") == {"sykehus": "met"}

    def test_without_any_date_but_its_beginning_it_is_undocumented(self):
        started = {key: value for key, value in TRUST.items() if key != "adopted"} | {"valid_from": "2026-01-01"}
        assert said(papers(started), "AVT203") == {"sykehus": "undocumented"}

    def test_what_remains_of_this_year_is_a_low_risk(self):
        model = papers(TRUST | {"adopted": "2025-01-01"})
        assert hardness(outcome(model, "AVT203", "sykehus")) == ("risk", "low", "skal", "bound")

    def test_without_the_agreement_it_is_not_examined(self):
        assert said(papers(), "AVT203") == {HERE: "not_applicable"}


@pytest.mark.parametrize(
    ("code", "paper"),
    [("AVT204", TRUST), ("AVT212", agreement("vert", kind="vertskommuneavtale"))],
    ids=["AVT204 health trust", "AVT212 host municipality"],
)
class TestAvt204AndAvt212ByTheCouncil:
    @pytest.mark.parametrize(
        ("role", "expected"), [("kommunestyret", "met"), ("direktoren", "not_met"), (None, "undocumented")]
    )
    def test_who_adopted_it(self, code, paper, role, expected):
        decided = {key: value for key, value in paper.items() if key != "adopted_by"}
        model = papers(decided | ({"adopted_by": role} if role else {}))
        assert said(model, code) == {paper["id"]: expected}

    def test_without_one_it_is_not_examined(self, code, paper):
        assert said(papers(draft(paper)), code) == {HERE: "not_applicable"}


class TestAvt205Expired:
    OLD = lapsed(agreement("gammel", "ppt", "grunnskole", topics=("samarbeid",)))

    def test_expired_and_not_replaced_is_not_met(self):
        assert said(papers(self.OLD), "AVT205") == {"gammel": "not_met"}

    @pytest.mark.parametrize(
        ("new", "expected"),
        [
            (agreement("ny", "ppt", "grunnskole", topics=("samarbeid", "vold")), {HERE: "met"}),
            (agreement("ny", "ppt", "grunnskole", topics=("vold",)), {"gammel": "not_met"}),
            (agreement("ny", "ppt", topics=("samarbeid",)), {"gammel": "not_met"}),
            (agreement("ny", "ppt", "grunnskole", topics=("samarbeid",), kind="plan"), {"gammel": "not_met"}),
            (draft(agreement("ny", "ppt", "grunnskole", topics=("samarbeid",))), {"gammel": "not_met"}),
        ],
        ids=["all of it", "another topic", "fewer services", "another kind", "a draft"],
    )
    def test_what_replaces_it(self, new, expected):
        assert said(papers(self.OLD, new), "AVT205") == expected

    def test_a_terminated_one_has_not_expired(self):
        assert said(papers(self.OLD | TERMINATED), "AVT205") == {HERE: "met"}

    def test_without_agreements_there_is_nothing_to_examine(self):
        assert said(papers(), "AVT205") == {HERE: "not_applicable"}


class TestAvt206Incomplete:
    WHOLE = agreement("rutine", "ppt", "grunnskole", responsible="lederen", review_months=12)

    def test_everything_given_is_met(self):
        assert said(papers(self.WHOLE), "AVT206") == {"rutine": "met"}
        without = {key: value for key, value in self.WHOLE.items() if key != "review_months"}
        assert said(papers(without | {"valid_to": "2027-12-31"}), "AVT206") == {"rutine": "met"}

    @pytest.mark.parametrize("key", ["responsible", "review_months", "parties"])
    def test_each_thing_missing_is_partial(self, key):
        model = papers({k: v for k, v in self.WHOLE.items() if k != key})
        assert said(model, "AVT206") == {"rutine": "partial"}

    def test_without_the_day_it_was_adopted_is_partial(self):
        started = {k: v for k, v in self.WHOLE.items() if k != "adopted"} | {"valid_from": "2026-01-01"}
        assert said(papers(started), "AVT206") == {"rutine": "partial"}

    @pytest.mark.parametrize(("kind", "expected"), [("plan", "met"), ("mandat", "met"), ("rutine", "partial")])
    def test_a_plan_or_mandate_may_concern_one_service(self, kind, expected):
        model = papers(self.WHOLE | {"kind": kind, "parties": [{"service": "ppt"}]})
        assert said(model, "AVT206") == {"rutine": expected}

    def test_without_one_in_force_there_is_nothing_to_examine(self):
        assert said(papers(draft(self.WHOLE)), "AVT206") == {HERE: "not_applicable"}


class TestAvt207ReviewOverdue:
    @pytest.mark.parametrize(
        ("dates", "expected"),
        [
            ({"adopted": "2025-11-21"}, "met"),
            ({"adopted": "2025-11-20"}, "partial"),
            ({"adopted": "2020-01-01", "last_reviewed": "2026-01-01"}, "met"),
            ({"adopted": "2020-01-01", "last_reviewed": "2026-11-22"}, "partial"),
        ],
        ids=str,
    )
    def test_twelve_months(self, dates, expected):
        model = papers(agreement("rutine", review_months=12) | dates)
        assert said(model, "AVT207") == {"rutine": expected}

    def test_months_end_in_the_last_day_of_a_short_month(self):
        model = papers(agreement("rutine", review_months=6, adopted="2024-08-31"))
        assert said(model, "AVT207", date(2025, 2, 28)) == {"rutine": "met"}
        assert said(model, "AVT207", date(2025, 3, 1)) == {"rutine": "partial"}

    def test_without_a_date_to_count_from_it_is_undocumented(self):
        started = {k: v for k, v in agreement("rutine", review_months=12).items() if k != "adopted"}
        assert said(papers(started | {"valid_from": "2026-01-01"}), "AVT207") == {"rutine": "undocumented"}

    def test_without_an_interval_it_is_not_examined(self):
        assert said(papers(agreement("rutine")), "AVT207") == {HERE: "not_applicable"}


class TestAvt208DraftOnly:
    def test_a_draft_is_partial(self):
        assert said(papers(draft(agreement("rutine"))), "AVT208") == {"rutine": "partial"}

    def test_no_drafts_is_met(self):
        assert said(papers(agreement("rutine")), "AVT208") == {HERE: "met"}

    def test_without_agreements_there_is_nothing_to_examine(self):
        assert said(papers(), "AVT208") == {HERE: "not_applicable"}


class TestAvt209NavOffice:
    OFFICE = service("nav_kommunal")
    PAPER = agreement("nav", topics=("nav_kontor",))

    def nav(self, *agreements, **office):
        return town(services=[self.OFFICE | office], agreements=list(agreements))

    def test_in_force_is_met(self):
        assert verdict(self.nav(self.PAPER), "AVT209") == "met"

    def test_lapsed_is_not_met(self):
        assert verdict(self.nav(lapsed(self.PAPER)), "AVT209") == "not_met"

    def test_nothing_recorded_is_undocumented(self):
        assert verdict(self.nav(), "AVT209") == "undocumented"

    def test_in_a_host_municipality_the_host_makes_it(self):
        assert verdict(self.nav(organisation="vertskommune"), "AVT209") == "not_applicable"

    def test_but_one_that_is_recorded_is_judged(self):
        assert verdict(self.nav(draft(self.PAPER), organisation="vertskommune"), "AVT209") == "undocumented"

    def test_without_an_office_it_is_not_examined(self):
        assert verdict(town(agreements=[self.PAPER]), "AVT209") == "not_applicable"


class TestAvt210SharedService:
    def shared(self, form, *agreements, owner="kommune"):
        return town(services=[service("ppt", organisation=form, owner=owner)], agreements=list(agreements))

    @pytest.mark.parametrize(
        ("form", "paper", "expected"),
        [
            ("vertskommune", agreement("a", "ppt", kind="vertskommuneavtale"), "met"),
            ("vertskommune", agreement("a", "ppt", topics=("vertskommune",)), "met"),
            ("vertskommune", agreement("a", "ppt", kind="samarbeidsavtale"), "undocumented"),
            ("interkommunal", agreement("a", "ppt", kind="samarbeidsavtale"), "met"),
            ("vertskommune", agreement("a", kind="vertskommuneavtale"), "undocumented"),
            ("vertskommune", lapsed(agreement("a", "ppt", kind="vertskommuneavtale")), "not_met"),
        ],
        ids=["host agreement", "topic", "wrong kind", "joint body", "not a party", "lapsed"],
    )
    def test_what_it_is_party_to(self, form, paper, expected):
        assert said(self.shared(form, paper), "AVT210") == {"ppt": expected}

    @pytest.mark.parametrize(("form", "owner"), [("egen", "kommune"), ("vertskommune", "stat")])
    def test_only_shared_municipal_services(self, form, owner):
        assert said(self.shared(form, owner=owner), "AVT210") == {HERE: "not_applicable"}

    def test_the_law_follows_the_form(self):
        assert outcome(self.shared("vertskommune"), "AVT210", "ppt").provisions == ("KOML-20-4",)
        joint = outcome(self.shared("interkommunal"), "AVT210", "ppt").provisions
        assert joint == ("KOML-17-1", "KOML-18-4", "KOML-19-4")


class TestAvt211ExpiresSoon:
    @pytest.mark.parametrize(
        ("end", "expected"),
        [
            ("2026-11-21", {"rutine": "partial"}),
            ("2027-05-20", {"rutine": "partial"}),
            ("2027-05-21", {HERE: "met"}),
            ("2026-11-20", {HERE: "not_applicable"}),
        ],
    )
    def test_within_180_days(self, end, expected):
        assert said(papers(agreement("rutine", valid_to=end)), "AVT211") == expected

    def test_it_is_information(self):
        found = outcome(papers(agreement("rutine", valid_to="2026-12-31")), "AVT211", "rutine")
        assert hardness(found) == ("information", "low", "bor", "free")
