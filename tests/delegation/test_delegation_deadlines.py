"""The dates of delegations, and the roles with delegated authority that nobody fills or stands in for."""

from datetime import date

import pytest

from builders import TODAY, catalogue, delegation, retained, town
from samhandling.deadlines.all import deadlines
from samhandling.deadlines.deadline import Kind
from samhandling.graph import build_graph

DECIDE = "avgjore_samordning"
GIVEN = delegation("d", DECIDE, "direktoren", "lederen")


def found(kind, model, on=TODAY):
    graph = build_graph(model, on, catalogue().service_types)
    return [(each.date, each.id, each.who) for each in deadlines(graph, catalogue()) if each.kind is kind]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, []),
        ({"valid_to": "2026-11-21"}, [(TODAY, "d", ("direktoren",))]),
        ({"valid_to": "2026-11-20"}, []),
        ({"decided": "2027-01-01", "valid_to": "2027-12-31"}, [(date(2027, 12, 31), "d", ("direktoren",))]),
        ({"decided": None, "valid_to": "2027-12-31"}, []),
    ],
)
def test_a_delegation_expires_on_its_last_day(more, expected):
    entry = {key: value for key, value in (GIVEN | more).items() if value is not None}
    assert found(Kind.DELEGATION_EXPIRY, town(delegations=[entry])) == expected


def test_roles_without_a_substitute_are_due_now_each_once():
    given = [GIVEN, delegation("e", "oppnevne_koordinator", "direktoren", "lederen")]
    assert found(Kind.NO_SUBSTITUTE, town(delegations=given)) == [(TODAY, "lederen", ("direktoren",))]
    assert found(Kind.NO_SUBSTITUTE, town(delegations=[GIVEN | {"substitute": "radgiveren"}])) == []
    assert found(Kind.NO_SUBSTITUTE, town(delegations=[retained("k", DECIDE, "direktoren")])) == []


@pytest.mark.parametrize(("capacity", "expected"), [(0, [(TODAY, "l", ("sjef",))]), (20, []), (None, [])])
def test_a_vacant_role_with_authority_is_due_now(capacity, expected):
    roles = [
        {"id": "sjef", "title": "Sjef", "kind": "kommunedirektor"},
        {"id": "l", "title": "Leder", "kind": "leder", "substitute": "sjef", "capacity_percent": capacity},
    ]
    model = town(roles=roles, delegations=[delegation("d", DECIDE, "sjef", "l")])
    assert found(Kind.VACANT_ROLE, model) == expected
