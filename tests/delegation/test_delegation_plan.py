"""The delegation plan: every link with its state, who holds each authority, and what remains to be decided."""

from datetime import date
from itertools import pairwise

import pytest

from builders import TODAY, delegation, lapsed, retained, town
from samhandling.delegation_plan import LinkState, Standing, StepKind
from samhandling.model.vocabulary import RoleKind

DECIDE = "avgjore_samordning"
APPOINT = "oppnevne_barnekoordinator"
COUNCIL_ONLY = ("inngaa_samarbeidsavtale_helseforetak", "vedta_forebyggingsplan", "fastsette_delegeringsreglement")
FROM_COUNCIL = delegation("forst", APPOINT, "kommunestyret", "direktoren", substitute="radgiveren")
ONWARDS = delegation("siden", APPOINT, "direktoren", "lederen", substitute="radgiveren")


def undated(entry):
    return {key: value for key, value in entry.items() if key != "decided"}


def states(plan):
    return {link.id: link.state for link in plan.links}


def steps(plan, authority):
    return [(step.kind, step.delegation) for step in plan.authority(authority).remaining]


class TestLinks:
    @pytest.mark.parametrize(
        ("delegations", "expected"),
        [
            ([FROM_COUNCIL, ONWARDS], {"forst": "in_force", "siden": "in_force"}),
            ([ONWARDS], {"siden": "origin_unknown"}),
            ([lapsed(FROM_COUNCIL), ONWARDS], {"forst": "lapsed", "siden": "broken"}),
            ([undated(FROM_COUNCIL), ONWARDS], {"forst": "undated", "siden": "origin_unknown"}),
            ([FROM_COUNCIL | {"decided": "2026-11-22"}], {"forst": "not_yet"}),
            ([delegation("d", APPOINT, "kommunestyret", "lederen")], {"d": "bypass"}),
            ([delegation("d", DECIDE, "direktoren", "lederen")], {"d": "in_force"}),
            ([retained("d", DECIDE, "direktoren")], {"d": "in_force"}),
            ([retained("d", DECIDE, "lederen")], {"d": "origin_unknown"}),
        ],
    )
    def test_the_state_of_each(self, planned, delegations, expected):
        assert states(planned(town(delegations=delegations))) == expected

    @pytest.mark.parametrize("authority", COUNCIL_ONLY)
    def test_what_only_the_council_can_decide(self, planned, authority):
        given = planned(town(delegations=[delegation("d", authority, "kommunestyret", "utvalget")]))
        assert states(given) == {"d": LinkState.RESERVED}
        assert steps(given, authority) == [(StepKind.RECALL, "d")]
        kept = planned(town(delegations=[retained("d", authority, "kommunestyret")]))
        assert states(kept) == {"d": LinkState.IN_FORCE}
        assert steps(kept, authority) == []
        assert kept.authority(authority).standing is Standing.KEPT
        nothing = planned(town())
        assert steps(nothing, authority) == []

    def test_it_holds_on_its_first_and_its_last_day(self, planned):
        model = town(delegations=[delegation("d", DECIDE, "direktoren", "lederen", valid_to="2026-11-21")])
        days = [date(2026, 1, 31), date(2026, 2, 1), TODAY, date(2026, 11, 22)]
        assert [str(states(planned(model, on))["d"]) for on in days] == ["not_yet", "in_force", "in_force", "lapsed"]

    def test_they_stand_from_the_top_down_whatever_order_they_were_written_in(self, planned):
        last = delegation("sist", APPOINT, "lederen", "radgiveren")
        loose = delegation("los", APPOINT, "koordinatoren", "barnekoordinatoren")
        plan = planned(town(delegations=[loose, last, ONWARDS, FROM_COUNCIL]))
        assert [link.id for link in plan.authority(APPOINT).links] == ["forst", "siden", "sist", "los"]

    def test_the_substitute_is_the_delegations_own_else_the_roles(self, planned):
        roles = [
            {"id": "sjef", "title": "Sjef", "kind": "kommunedirektor"},
            {"id": "a", "title": "A", "substitute": "b"},
            {"id": "b", "title": "B"},
        ]
        given = [delegation("d", DECIDE, "sjef", "a"), delegation("e", DECIDE, "sjef", "a", substitute="sjef")]
        links = planned(town(roles=roles, delegations=given)).links
        assert {link.id: link.substitute for link in links} == {"d": "b", "e": "sjef"}


class TestStanding:
    @pytest.mark.parametrize(
        ("delegations", "standing", "holders"),
        [
            ([], "by_law", ()),
            ([lapsed(delegation("d", DECIDE, "direktoren", "lederen"))], "by_law", ()),
            ([retained("d", DECIDE, "direktoren")], "kept", ("direktoren",)),
            ([delegation("d", DECIDE, "direktoren", "lederen")], "delegated", ("lederen",)),
            ([delegation("d", DECIDE, "lederen", "radgiveren")], "unclear", ()),
            (
                [delegation("d", DECIDE, "direktoren", "lederen"), delegation("e", DECIDE, "lederen", "direktoren")],
                "unclear", (),
            ),
            (
                [delegation("d", DECIDE, "direktoren", "lederen"), delegation("e", DECIDE, "direktoren", "radgiveren")],
                "unclear", ("lederen", "radgiveren"),
            ),
            (
                [delegation("d", DECIDE, "direktoren", "lederen", conditions="nord"),
                 delegation("e", DECIDE, "direktoren", "radgiveren", conditions="sør")],
                "delegated", ("lederen", "radgiveren"),
            ),
        ],
    )  # fmt: skip
    def test_where_the_authority_lies(self, planned, delegations, standing, holders):
        found = planned(town(delegations=delegations)).authority(DECIDE)
        assert (str(found.standing), found.sound_holders) == (standing, holders)

    def test_undelegated_it_rests_with_the_director_or_the_council(self, planned):
        plan = planned(town())
        assert plan.authority(DECIDE).rests_with is RoleKind.KOMMUNEDIREKTOR
        assert plan.authority(APPOINT).rests_with is RoleKind.KOMMUNESTYRE

    def test_every_authority_is_there_with_its_legal_basis(self, planned):
        plan = planned(town())
        assert len(plan.authorities) == 9
        assert all(each.provisions for each in plan.authorities)

    def test_the_law_of_the_day_is_cited(self, planned):
        before = planned(town(), date(2022, 8, 1)).authority(DECIDE).provisions
        assert "OPPL-24-1-2" in planned(town()).authority(DECIDE).provisions
        assert "OPPL-24-1-2" not in before


class TestWhatRemains:
    @pytest.mark.parametrize(
        ("delegations", "expected"),
        [
            ([FROM_COUNCIL, ONWARDS], []),
            ([ONWARDS], [(StepKind.ANCHOR, "siden")]),
            ([lapsed(FROM_COUNCIL)], [(StepKind.RENEW, "forst")]),
            ([undated(FROM_COUNCIL)], [(StepKind.DATE, "forst")]),
            ([FROM_COUNCIL | {"substitute": None}], [(StepKind.SUBSTITUTE, "forst")]),
            ([], [(StepKind.PLACE, None)]),
            ([FROM_COUNCIL | {"decided": "2026-12-01"}], [(StepKind.PLACE, None)]),
            (
                [FROM_COUNCIL, ONWARDS, ONWARDS | {"id": "videre", "from": "lederen", "to": "koordinatoren"}],
                [(StepKind.LEAVE, "videre")],
            ),
            ([FROM_COUNCIL, ONWARDS, ONWARDS | {"id": "annen", "to": "koordinatoren"}], [(StepKind.CHOOSE, None)]),
            (
                [ONWARDS | {"from": "lederen", "to": "direktoren"}, ONWARDS],
                [(StepKind.ANCHOR, "siden"), (StepKind.ANCHOR, "siden2"), (StepKind.BREAK_CIRCLE, None),
                 (StepKind.CHOOSE, None)],
            ),
            (
                [delegation("d", APPOINT, "kommunestyret", "lederen", substitute="radgiveren")],
                [(StepKind.REROUTE, "d")],
            ),
        ],
    )  # fmt: skip
    def test_step_by_step(self, planned, delegations, expected):
        named = [one | {"id": f"{one['id']}{n + 1 if n and one['id'] == delegations[0]['id'] else ''}"}
                 for n, one in enumerate(delegations)]  # fmt: skip
        assert steps(planned(town(delegations=named)), APPOINT) == expected

    def test_who_decides(self, planned):
        onward = delegation("videre", APPOINT, "lederen", "radgiveren")
        plan = planned(town(delegations=[FROM_COUNCIL, ONWARDS, onward]))
        deciders = {step.kind: step.decider for step in plan.authority(APPOINT).remaining}
        assert deciders == {StepKind.LEAVE: "direktoren", StepKind.SUBSTITUTE: "lederen"}
        assert plan.authority("inngaa_nav_avtale").remaining[0].decider == "kommunestyret"

    def test_without_such_a_role_its_kind_is_named(self, planned):
        (step,) = planned(town(roles=[])).authority(DECIDE).remaining
        assert (step.decider, step.decider_kind) == (None, RoleKind.KOMMUNEDIREKTOR)

    def test_the_regulation(self, planned):
        due = planned(town({"council_constituted": "2023-10-10", "delegation_regulation_adopted": "2019-12-01"}))
        assert [step.kind for step in due.general] == [StepKind.REGULATION]
        done = planned(town({"council_constituted": "2023-10-10", "delegation_regulation_adopted": "2024-06-20"}))
        assert done.general == ()


def test_a_chain_of_two_hundred_links_finishes(planned):
    roles = [{"id": "sjef", "title": "Sjef", "kind": "kommunedirektor"}]
    roles += [{"id": f"r{n}", "title": f"R{n}"} for n in range(200)]
    ids = [role["id"] for role in roles]
    given = [
        delegation(f"d{n}", DECIDE, giver, taker, may_subdelegate=True, substitute="sjef")
        for n, (giver, taker) in enumerate(pairwise(ids))
    ]
    plan = planned(town(roles=roles, delegations=given[::-1]))
    assert [link.id for link in plan.authority(DECIDE).links] == [one["id"] for one in given]
    assert plan.authority(DECIDE).sound_holders == ("r199",)
    assert set(states(plan).values()) == {LinkState.IN_FORCE}
    assert plan.authority(DECIDE).remaining == ()
