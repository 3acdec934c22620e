"""OVG: is every child followed from one service to the next?"""

from datetime import date

import pytest

from builders import HERE, agreement, draft, hardness, lapsed, outcome, result, said, service, town, verdict

SIDES = {
    "T01": ("fodeavdeling", "helsestasjon"), "T02": ("jordmortjeneste", "koordinerende_enhet"),
    "T03": ("helsestasjon", "barnehage"), "T05": ("barnehage", "grunnskole"), "T07": ("ppt", "grunnskole"),
    "T10": ("grunnskole", "videregaende"), "T12": ("videregaende", "ot"), "T13": ("videregaende", "nav_kommunal"),
    "T15": ("habu", "voksenhabilitering"), "T16": ("bup", "dps"), "T17": ("barnevern", "nav_kommunal"),
    "T18": ("sykehus", "omsorg"), "T19": ("krisesenter", "nav_kommunal"),
    "T21": ("flyktningtjeneste", "nav_kommunal"), "T22": ("bufetat", "barnevern"), "T23": ("barnevern", "grunnskole"),
    "T24": ("kriminalomsorg", "barnevern"), "T25": ("hfu", "psykisk_helse"),
}
"""The transitions between one type and another, whoever owns them (T10: the county's upper secondary school)."""
OLD, NEW = date(2024, 7, 31), date(2024, 8, 1)


def code(transition):
    return f"OVG6{transition[1:]}"


def topic(transition):
    return (f"overgang:{transition}",)


def walk(transition, *papers, services, on=date(2026, 11, 21)):
    """What the check of one transition says."""
    return said(town(services=services, agreements=papers), code(transition), on)[transition]


def cover(model, transition, on=date(2026, 11, 21)):
    return next(one for one in result(model, on).transitions if one.id == transition)


@pytest.mark.parametrize("transition", SIDES)
class TestFromOneTypeToAnother:
    def both(self, transition):
        giver, taker = SIDES[transition]
        owner = "fylkeskommune" if transition == "T10" else "kommune"
        return [service(giver, "fra"), service(giver, "fra-2"), service(taker, "til", owner)]

    def test_every_service_on_both_sides_is_met(self, transition):
        paper = agreement("rutine", "fra", "fra-2", "til", topics=topic(transition))
        assert walk(transition, paper, services=self.both(transition)) == "met"

    def test_one_service_left_out_is_partial(self, transition):
        paper = agreement("rutine", "fra", "til", topics=topic(transition))
        assert walk(transition, paper, services=self.both(transition)) == "partial"

    def test_lapsed_is_not_met(self, transition):
        paper = lapsed(agreement("rutine", "fra", "fra-2", "til", topics=topic(transition)))
        assert walk(transition, paper, services=self.both(transition)) == "not_met"

    @pytest.mark.parametrize("parties", [("fra", "fra-2"), ("til",)], ids=["givers only", "takers only"])
    def test_one_side_only_is_undocumented(self, transition, parties):
        paper = agreement("rutine", *parties, topics=topic(transition))
        assert walk(transition, paper, services=self.both(transition)) == "undocumented"

    def test_nothing_is_undocumented(self, transition):
        assert walk(transition, services=self.both(transition)) == "undocumented"

    def test_a_draft_is_undocumented(self, transition):
        paper = draft(agreement("rutine", "fra", "fra-2", "til", topics=topic(transition)))
        assert walk(transition, paper, services=self.both(transition)) == "undocumented"

    def test_without_a_service_on_each_side_it_is_not_examined(self, transition):
        services = self.both(transition)
        assert walk(transition, services=services[:2]) == "not_applicable"
        assert walk(transition, services=services[2:]) == "not_applicable"


class TestCoverage:
    SCHOOLS = (service("barnehage"), service("grunnskole", "nord"), service("grunnskole", "sor"))

    def test_two_carriers_add_up(self):
        papers = [agreement(f"r-{one}", "barnehage", one, topics=topic("T05")) for one in ("nord", "sor")]
        assert walk("T05", *papers, services=self.SCHOOLS) == "met"

    def test_another_area_is_another_road(self):
        services = [
            service("barnehage", area="Nord"),
            service("grunnskole", "nord", area="Nord"),
            service("grunnskole", "sor", area="Sør"),
        ]
        paper = agreement("rutine", "barnehage", "nord", "sor", topics=topic("T05"))
        model = town(services=services, agreements=[paper])
        assert said(model, "OVG605") == {"T05": "partial"}
        assert (cover(model, "T05").covered, cover(model, "T05").uncovered) == (("barnehage", "nord"), ("sor",))

    def test_a_service_without_an_area_fits_every_one(self):
        services = [service("barnehage"), service("grunnskole", area="Sør")]
        paper = agreement("rutine", "barnehage", "grunnskole", topics=topic("T05"))
        assert walk("T05", paper, services=services) == "met"

    def test_sfo_is_a_side_of_its_own(self):
        services = (*self.SCHOOLS[:2], service("sfo"))
        without = agreement("rutine", "barnehage", "nord", topics=topic("T05"))
        assert walk("T05", without, services=services) == "partial"
        together = agreement("rutine", "barnehage", "nord", "sfo", topics=topic("T05"))
        assert walk("T05", together, services=services) == "met"

    def test_a_barnehage_is_covered_by_a_school_not_by_an_sfo(self):
        services = (*self.SCHOOLS[:2], service("sfo"))
        model = town(services=services, agreements=[agreement("rutine", "barnehage", "sfo", topics=topic("T05"))])
        assert cover(model, "T05").covered == ("sfo",)

    def test_sfo_alone_is_no_school(self):
        assert walk("T05", services=[service("barnehage"), service("sfo")]) == "not_applicable"

    @pytest.mark.parametrize(
        ("transition", "item"),
        [("T01", 8), ("T15", 13), ("T16", 13), ("T18", 2), ("T18", 3), ("T18", 5)],
    )
    def test_items_of_the_health_trust_agreement_carry_some(self, transition, item):
        giver, taker = SIDES[transition]
        paper = agreement("delavtale", giver, taker, kind="delavtale", topics=(f"hol-6-2-{item}",))
        assert walk(transition, paper, services=[service(giver, owner="stat"), service(taker)]) == "met"

    def test_a_private_school_that_is_no_provider_is_not_examined(self):
        services = [service("barnehage"), service("grunnskole", owner="privat")]
        assert walk("T06", services=services) == "not_applicable"


@pytest.mark.parametrize(("transition", "kind"), [("T04", "barnehage"), ("T09", "grunnskole")])
class TestAnotherOfTheSameType:
    def test_two_together_are_met(self, transition, kind):
        paper = agreement("rutine", "a", "b", topics=topic(transition))
        assert walk(transition, paper, services=[service(kind, "a"), service(kind, "b")]) == "met"

    def test_one_left_out_is_partial(self, transition, kind):
        paper = agreement("rutine", "a", "b", topics=topic(transition))
        assert walk(transition, paper, services=[service(kind, one) for one in "abc"]) == "partial"

    def test_alone_in_the_agreement_is_undocumented(self, transition, kind):
        paper = agreement("rutine", "a", topics=topic(transition))
        assert walk(transition, paper, services=[service(kind, "a"), service(kind, "b")]) == "undocumented"

    def test_one_of_the_type_is_not_examined(self, transition, kind):
        assert walk(transition, services=[service(kind, "a")]) == "not_applicable"


class TestT08BetweenSchools:
    YOUNG = service("grunnskole", "barneskolen", stages=["barnetrinn"])
    OLDER = service("grunnskole", "ungdomsskolen", stages=["ungdomstrinn"])
    WHOLE = service("grunnskole", "tiarig")

    def test_from_one_school_to_another(self):
        paper = agreement("rutine", "barneskolen", "ungdomsskolen", topics=topic("T08"))
        assert walk("T08", paper, services=[self.YOUNG, self.OLDER]) == "met"
        assert walk("T08", services=[self.YOUNG, self.OLDER]) == "undocumented"

    def test_a_school_for_all_years_hands_nobody_over(self):
        assert walk("T08", services=[self.WHOLE, self.OLDER]) == "not_applicable"


class TestPrivateAndCountySchools:
    PRIVATE = service("videregaende", "akademiet", "privat", public_grant=True)
    COUNTY = service("videregaende", "fylkesskolen", "fylkeskommune")
    SCHOOL = service("grunnskole", "skolen")

    def test_t10_is_to_the_county_and_t11_to_the_private_one(self):
        both = [self.SCHOOL, self.COUNTY, self.PRIVATE]
        papers = [agreement("en", "skolen", "fylkesskolen", topics=topic("T10"))]
        assert walk("T10", *papers, services=both) == "met"
        assert walk("T11", *papers, services=both) == "undocumented"
        assert walk("T11", services=[self.SCHOOL, self.COUNTY]) == "not_applicable"

    def test_t11_is_not_law_before_the_new_act(self):
        assert walk("T11", services=[self.SCHOOL, self.PRIVATE], on=OLD) == "not_applicable"
        assert walk("T11", services=[self.SCHOOL, self.PRIVATE], on=NEW) == "undocumented"

    def test_t06_is_to_a_private_school(self):
        friskole = service("grunnskole", "friskolen", "privat", public_grant=True)
        services = [service("barnehage"), friskole]
        paper = agreement("rutine", "barnehage", "friskolen", topics=topic("T06"))
        assert walk("T06", paper, services=services) == "met"
        assert walk("T05", paper, services=services) == "not_applicable"


@pytest.mark.parametrize("transition", ["T14", "T20", "T26"])
class TestOfTheWholeMunicipality:
    @pytest.mark.parametrize(
        ("change", "expected"), [(dict, "met"), (lapsed, "not_met"), (draft, "undocumented")]
    )
    def test_the_state_of_the_carrier(self, transition, change, expected):
        assert walk(transition, change(agreement("rutine", topics=topic(transition))), services=[]) == expected

    def test_no_services_are_listed(self, transition):
        one = cover(town(services=[service("ppt")]), transition)
        assert (one.applicable, one.covered, one.uncovered) == (True, (), ())


class TestThePlanBeforeAugust2024:
    """The same model on 31 July and 1 August 2024: first the law demanded a plan, then only that it works."""

    SERVICES = (service("barnehage"), service("grunnskole"))

    def model(self, kind):
        paper = agreement("dokument", "barnehage", "grunnskole", kind=kind, topics=topic("T05"), adopted="2024-01-01")
        return town(services=self.SERVICES, agreements=[paper])

    def test_a_plan_does_on_both_days(self):
        assert said(self.model("plan"), "OVG605", OLD) == {"T05": "met"}
        assert said(self.model("plan"), "OVG605", NEW) == {"T05": "met"}

    def test_a_routine_does_from_august_only(self):
        before = outcome(self.model("rutine"), "OVG605", "T05", OLD)
        assert str(before.verdict) == "partial"
        assert hardness(before) == ("possible_failure", "high", "skal", "bound")
        assert before.provisions == ("OPPL98-13-5",)
        assert said(self.model("rutine"), "OVG605", NEW) == {"T05": "met"}

    def test_a_plan_that_leaves_somebody_out_may_be_a_breach(self):
        services = (*self.SERVICES, service("grunnskole", "nyskolen"))
        plan = agreement("plan", "barnehage", "grunnskole", kind="plan", topics=topic("T05"), adopted="2024-01-01")
        model = town(services=services, agreements=[plan])
        assert hardness(outcome(model, "OVG605", "T05", OLD)) == ("possible_breach", "high", "skal", "bound")
        assert hardness(outcome(model, "OVG605", "T05", NEW)) == ("possible_failure", "high", "skal", "free")

    def test_the_private_schools_had_the_same(self):
        services = (self.SERVICES[0], service("grunnskole", "friskolen", "privat", public_grant=True))
        paper = agreement("rutine", "barnehage", "friskolen", topics=topic("T06"), adopted="2024-01-01")
        before = outcome(town(services=services, agreements=[paper]), "OVG606", "T06", OLD)
        assert (str(before.verdict), before.provisions) == ("partial", ("PSL-5-5-2018",))


@pytest.mark.parametrize(
    ("transition", "on", "strength"),
    [
        ("T01", date(2022, 8, 1), "skal"),
        ("T03", date(2026, 11, 21), "bor"),
        ("T10", OLD, "bor"),
        ("T10", NEW, "skal"),
        ("T17", date(2022, 12, 31), "bor"),
        ("T17", date(2023, 1, 1), "skal"),
    ],
    ids=str,
)
def test_strength_has_its_dates(transition, on, strength):
    giver, taker = SIDES[transition]
    services = [service(giver), service(taker, owner="fylkeskommune")]
    assert str(outcome(town(services=services), code(transition), transition, on).strength) == strength


WHEEL = {
    "sending_lead": "lederen",
    "receiving_lead": "radgiveren",
    "activities": [{"month": 3, "activity": "Overføringsmøte", "responsible": "lederen"}],
}


class TestHowItIsCarriedOut:
    """OVG640–OVG643 look at the model's own entry for a transition that somebody covers."""

    SERVICES = (service("barnehage"), service("grunnskole"))
    PAPER = agreement("rutine", "barnehage", "grunnskole", topics=topic("T05"))
    def entry(self, **content):
        return town(
            services=self.SERVICES, agreements=[self.PAPER], transitions=[{"transition": "T05", **content}]
        )

    def test_a_year_wheel_with_leads_is_met(self):
        assert said(self.entry(**WHEEL), "OVG640") == {"T05": "met"}

    @pytest.mark.parametrize("key", ["sending_lead", "receiving_lead", "activities"])
    def test_each_part_missing_is_partial(self, key):
        assert said(self.entry(**{k: v for k, v in WHEEL.items() if k != key}), "OVG640") == {"T05": "partial"}

    @pytest.mark.parametrize("key", ["month", "responsible"])
    def test_an_activity_needs_month_and_responsible(self, key):
        activity = {k: v for k, v in WHEEL["activities"][0].items() if k != key}
        assert said(self.entry(**WHEEL | {"activities": [activity]}), "OVG640") == {"T05": "partial"}

    def test_without_an_entry_it_is_partial(self):
        model = town(services=self.SERVICES, agreements=[self.PAPER])
        assert said(model, "OVG640") == {"T05": "partial"}
        assert said(model, "OVG641") == {"T05": "undocumented"}
        assert said(model, "OVG642") == {"T05": "undocumented"}
        assert said(model, "OVG643") == {HERE: "not_applicable"}

    @pytest.mark.parametrize("required", [True, False])
    def test_consent_that_is_regulated_is_met(self, required):
        assert said(self.entry(consent={"required": required}), "OVG641") == {"T05": "met"}

    def test_an_age_alone_regulates_nothing(self):
        assert said(self.entry(consent={"young_person_age": 15}), "OVG641") == {"T05": "undocumented"}

    @pytest.mark.parametrize(
        ("evaluated", "expected"),
        [("2024-11-21", "met"), ("2024-11-20", "undocumented"), ("2026-11-22", "undocumented")],
    )
    def test_evaluated_within_two_years(self, evaluated, expected):
        assert said(self.entry(evaluated=evaluated), "OVG642") == {"T05": expected}

    @pytest.mark.parametrize(("required", "expected"), [(True, "met"), (False, "not_met")])
    def test_permission_must_not_be_set_aside(self, required, expected):
        assert said(self.entry(consent={"required": required}), "OVG643") == {"T05": expected}

    def test_permission_is_looked_at_where_nobody_is_covered_too(self):
        model = town(services=self.SERVICES, transitions=[{"transition": "T05", "consent": {"required": False}}])
        assert hardness(outcome(model, "OVG643", "T05")) == ("possible_breach", "high", "skal", "bound")

    @pytest.mark.parametrize("check", ["OVG640", "OVG641", "OVG642"])
    def test_a_transition_that_nobody_carries_is_not_examined(self, check):
        assert verdict(town(services=self.SERVICES), check) == "not_applicable"
