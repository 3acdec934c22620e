"""DEL: may the one who decides really decide, all the way from the kommunestyre?"""

import pytest

from builders import HERE, delegation, hardness, lapsed, outcome, result, retained, said, town, verdict

DECIDE = "avgjore_samordning"  # goes with leading the administration
APPOINT = "oppnevne_barnekoordinator"  # does not
FROM_COUNCIL = delegation("forst", APPOINT, "kommunestyret", "direktoren")
ONWARDS = delegation("siden", APPOINT, "direktoren", "lederen")


def given(*delegations, **more):
    return town(delegations=list(delegations), **more)


def undated(entry):
    return {key: value for key, value in entry.items() if key != "decided"}


class TestDel501ChainBroken:
    def test_unbroken_from_the_council(self):
        assert said(given(FROM_COUNCIL, ONWARDS), "DEL501") == {"forst": "met", "siden": "met"}

    def test_the_kommunedirektor_has_by_law_what_goes_with_leading_the_administration(self):
        assert said(given(delegation("d", DECIDE, "direktoren", "lederen")), "DEL501") == {"d": "met"}

    def test_but_not_the_rest(self):
        assert said(given(ONWARDS), "DEL501") == {"siden": "undocumented"}

    def test_a_link_that_has_lapsed_is_a_known_break(self):
        model = given(lapsed(FROM_COUNCIL), ONWARDS)
        assert said(model, "DEL501") == {"siden": "not_met"}
        assert hardness(outcome(model, "DEL501", "siden")) == ("possible_breach", "critical", "skal", "bound")

    def test_a_link_without_a_date_is_not_documented(self):
        assert said(given(undated(FROM_COUNCIL), ONWARDS), "DEL501") == {"siden": "undocumented"}

    def test_a_circle_holds_nobody_up(self):
        circle = [delegation("a", APPOINT, "lederen", "radgiveren"), delegation("b", APPOINT, "radgiveren", "lederen")]
        assert said(given(*circle), "DEL501") == {"a": "not_met", "b": "not_met"}

    def test_what_is_kept_must_be_held(self):
        assert said(given(retained("d", APPOINT, "lederen")), "DEL501") == {"d": "undocumented"}
        assert said(given(retained("d", DECIDE, "direktoren")), "DEL501") == {"d": "met"}

    def test_another_authority_is_no_help(self):
        other = delegation("forst", "inngaa_nav_avtale", "kommunestyret", "direktoren")
        assert said(given(other, ONWARDS), "DEL501") == {"forst": "met", "siden": "undocumented"}

    def test_without_delegations_there_is_nothing_to_examine(self):
        assert said(given(), "DEL501") == {HERE: "not_applicable"}


class TestDel502NotInForce:
    @pytest.mark.parametrize(
        ("entry", "expected"),
        [
            (ONWARDS, {HERE: "met"}),
            (ONWARDS | {"decided": "2026-11-21"}, {HERE: "met"}),
            (ONWARDS | {"decided": "2026-11-22"}, {"siden": "not_met"}),
            (ONWARDS | {"valid_to": "2026-11-21"}, {HERE: "met"}),
            (ONWARDS | {"valid_to": "2026-11-20"}, {"siden": "not_met"}),
            (undated(ONWARDS), {"siden": "undocumented"}),
        ],
        ids=["in force", "from today", "from tomorrow", "to today", "to yesterday", "undated"],
    )
    def test_on_the_day_itself(self, entry, expected):
        assert said(given(entry), "DEL502") == expected

    def test_without_delegations_there_is_nothing_to_examine(self):
        assert said(given(), "DEL502") == {HERE: "not_applicable"}


class TestDel503PassedOnWithoutLeave:
    FURTHER = delegation("videre", APPOINT, "lederen", "radgiveren")

    def test_with_leave_is_met(self):
        assert said(given(ONWARDS | {"may_subdelegate": True}, self.FURTHER), "DEL503") == {"videre": "met"}

    def test_without_leave_is_partial(self):
        assert said(given(ONWARDS, self.FURTHER), "DEL503") == {"videre": "partial"}

    def test_council_and_kommunedirektor_need_no_leave(self):
        assert said(given(FROM_COUNCIL, ONWARDS), "DEL503") == {HERE: "not_applicable"}

    def test_keeping_is_not_passing_on(self):
        assert said(given(retained("d", APPOINT, "lederen")), "DEL503") == {HERE: "not_applicable"}


class TestDel504Circle:
    A, B = delegation("a", APPOINT, "lederen", "radgiveren"), delegation("b", APPOINT, "radgiveren", "lederen")

    def test_a_circle_is_not_met(self):
        assert said(given(self.A, self.B), "DEL504") == {APPOINT: "not_met"}

    def test_a_circle_that_has_lapsed_is_none(self):
        assert said(given(self.A, lapsed(self.B)), "DEL504") == {HERE: "met"}

    def test_a_circle_over_two_authorities_is_none(self):
        assert said(given(self.A, self.B | {"authority": DECIDE}), "DEL504") == {HERE: "met"}

    def test_keeping_is_no_circle(self):
        assert said(given(retained("d", APPOINT, "lederen")), "DEL504") == {HERE: "met"}

    def test_without_one_in_force_there_is_nothing_to_examine(self):
        assert said(given(lapsed(self.A)), "DEL504") == {HERE: "not_applicable"}


class TestDel505CouncilMustDecideItself:
    @pytest.mark.parametrize(
        "authority",
        ["inngaa_samarbeidsavtale_helseforetak", "vedta_forebyggingsplan", "fastsette_delegeringsreglement"],
    )
    def test_what_cannot_be_delegated(self, authority):
        assert said(given(delegation("d", authority, "kommunestyret", "direktoren")), "DEL505") == {"d": "not_met"}
        assert said(given(retained("d", authority, "direktoren")), "DEL505") == {"d": "not_met"}
        assert said(given(retained("d", authority, "kommunestyret")), "DEL505") == {HERE: "met"}

    def test_other_authorities_can(self):
        assert said(given(FROM_COUNCIL), "DEL505") == {HERE: "met"}

    def test_without_one_in_force_there_is_nothing_to_examine(self):
        assert said(given(), "DEL505") == {HERE: "not_applicable"}


class TestDel506Substitute:
    def test_named_in_the_delegation_is_met(self):
        assert said(given(ONWARDS | {"substitute": "radgiveren"}), "DEL506") == {"siden": "met"}

    def test_named_at_the_role_is_met(self):
        roles = [
            {"id": "direktoren", "title": "Kommunedirektøren", "kind": "kommunedirektor"},
            {"id": "lederen", "title": "Leder", "substitute": "direktoren"},
        ]
        assert said(given(ONWARDS, roles=roles), "DEL506") == {"siden": "met"}

    def test_named_nowhere_is_partial(self):
        assert said(given(ONWARDS), "DEL506") == {"siden": "partial"}

    def test_what_is_kept_is_not_examined(self):
        assert said(given(retained("d", DECIDE, "direktoren")), "DEL506") == {HERE: "not_applicable"}


class TestDel507SeveralDeciders:
    TWO = (ONWARDS, delegation("to", APPOINT, "direktoren", "radgiveren"))

    def test_one_holder_is_met(self):
        assert said(given(FROM_COUNCIL, ONWARDS), "DEL507") == {APPOINT: "met"}

    def test_two_holders_is_partial(self):
        assert said(given(*self.TWO), "DEL507") == {APPOINT: "partial"}

    def test_two_holders_with_conditions_is_met(self):
        limited = [one | {"conditions": "Innenfor egen sektor"} for one in self.TWO]
        assert said(given(*limited), "DEL507") == {APPOINT: "met"}
        assert said(given(limited[0], self.TWO[1]), "DEL507") == {APPOINT: "partial"}

    def test_nobody_at_the_end_of_a_circle_is_not_met(self):
        assert said(given(TestDel504Circle.A, TestDel504Circle.B), "DEL507") == {APPOINT: "not_met"}

    def test_one_who_keeps_and_passes_on_is_no_end(self):
        model = given(retained("d", DECIDE, "direktoren"), delegation("e", DECIDE, "direktoren", "lederen"))
        assert said(model, "DEL507") == {DECIDE: "met"}
        assert result(model).delegation[0].holders == ("lederen",)


class TestDel508DelegationRegulation:
    @pytest.mark.parametrize(
        ("constituted", "adopted", "expected"),
        [
            (None, "2024-01-01", "undocumented"),
            ("2023-10-12", "2023-10-12", "met"),
            ("2023-10-12", "2024-12-31", "met"),
            ("2023-10-12", "2025-01-01", "partial"),
            ("2023-10-12", "2023-10-11", "not_met"),
            ("2023-10-12", None, "not_met"),
            ("2025-10-12", None, "not_applicable"),
            ("2025-10-12", "2023-01-01", "not_applicable"),
            ("2023-10-12", "2026-11-22", "not_met"),
            ("2026-11-22", "2024-01-01", "undocumented"),
        ],
    )
    def test_by_the_end_of_the_year_after(self, constituted, adopted, expected):
        facts = {"council_constituted": constituted, "delegation_regulation_adopted": adopted}
        model = town({key: value for key, value in facts.items() if value})
        assert verdict(model, "DEL508") == expected

    def test_too_late_is_a_low_risk(self):
        model = town({"council_constituted": "2023-10-12", "delegation_regulation_adopted": "2025-01-01"})
        assert hardness(outcome(model, "DEL508")) == ("risk", "low", "skal", "bound")


class TestDel509CouncilBypassesChiefExecutive:
    @pytest.mark.parametrize(
        ("taker", "expected"),
        [
            ("direktoren", "met"),
            ("utvalget", "met"),
            ("radgiveren", "met"),
            ("lederen", "not_met"),
            ("koordinatoren", "not_met"),
            ("barnekoordinatoren", "not_met"),
        ],
    )
    def test_to_whom(self, taker, expected):
        assert said(given(delegation("d", APPOINT, "kommunestyret", taker)), "DEL509") == {"d": expected}

    def test_from_others_is_not_examined(self):
        assert said(given(ONWARDS, retained("d", APPOINT, "kommunestyret")), "DEL509") == {HERE: "not_applicable"}


class TestChains:
    """The ``delegation`` block: from an anchor that has it from no one, along every simple path, to each holder."""

    def chains(self, *delegations):
        return {state.authority: (state.holders, state.chains) for state in result(given(*delegations)).delegation}

    def test_a_path(self):
        assert self.chains(FROM_COUNCIL, ONWARDS) == {
            APPOINT: (("lederen",), (("kommunestyret", "direktoren", "lederen"),))
        }

    def test_what_is_kept_is_a_chain_of_one(self):
        kept = retained("d", DECIDE, "direktoren")
        assert self.chains(kept) == {DECIDE: (("direktoren",), (("direktoren",),))}

    def test_a_broken_chain_has_a_holder_but_no_path(self):
        assert self.chains(ONWARDS) == {APPOINT: (("lederen",), ())}
