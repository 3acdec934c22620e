"""The three lawful patterns: what each would have somebody decide, and what it would change in the audit."""

import pytest

from builders import TODAY, delegation, lapsed, result, retained, service, town
from samhandling.comparison import Direction, compare, snapshot
from samhandling.delegation_patterns import Pattern, Titles, follow

DECIDE = "avgjore_samordning"
TITLES = Titles("Kommunedirektøren", "Stab", "Leder for koordinerende enhet")
UNIT = service("koordinerende_enhet", lead="koordinatoren")


def changes(before, after):
    comparison = compare(snapshot(result(before), before), snapshot(result(after), after))
    return {(each.rule, each.subject): each.direction for each in comparison.changes}


def theirs(municipality):
    return [
        (each.from_, each.to, each.retained) for each in municipality.delegations if each.authority == DECIDE
    ]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (Pattern.KEEP, ("direktoren", "direktoren", True)),
        (Pattern.STAFF, ("direktoren", "stab-samordning", False)),
        (Pattern.COORDINATING_UNIT, ("direktoren", "koordinatoren", False)),
    ],
)
def test_where_nothing_is_decided_each_pattern_settles_who_decides(pattern, expected):
    model = town(services=[UNIT])
    done = follow(model, pattern, TODAY, TITLES)
    assert theirs(done.municipality) == [expected]
    assert not done.already
    found = changes(model, done.municipality)
    assert found["SOR401", "municipality"] is Direction.BETTER
    assert Direction.WORSE not in found.values()


@pytest.mark.parametrize("pattern", list(Pattern))
def test_it_takes_the_place_of_what_the_administration_decided_before(pattern):
    old = [
        delegation("gammel", DECIDE, "direktoren", "lederen"),
        lapsed(delegation("eldre", DECIDE, "lederen", "radgiveren")),
    ]
    done = follow(town(services=[UNIT], delegations=old), pattern, TODAY, TITLES)
    assert done.recalled == ("eldre", "gammel")
    assert len(theirs(done.municipality)) == 1


def test_what_the_council_decided_stands():
    old = [
        delegation("fra-kst", DECIDE, "kommunestyret", "direktoren"),
        delegation("fra-utvalg", DECIDE, "utvalget", "lederen"),
        delegation("annen-sak", "oppnevne_koordinator", "direktoren", "lederen"),
    ]
    done = follow(town(delegations=old), Pattern.KEEP, TODAY, TITLES)
    assert done.recalled == ()
    kept = [each.id for each in done.municipality.delegations]
    assert kept == ["fra-kst", "fra-utvalg", "annen-sak", "samordning-keep"]


@pytest.mark.parametrize(
    ("pattern", "today"),
    [
        (Pattern.KEEP, retained("d", DECIDE, "direktoren")),
        (Pattern.STAFF, delegation("d", DECIDE, "direktoren", "radgiveren")),
        (Pattern.COORDINATING_UNIT, delegation("d", DECIDE, "direktoren", "koordinatoren")),
    ],
)
def test_what_is_so_already_stays_as_it_is(pattern, today):
    model = town(services=[UNIT], delegations=[today])
    done = follow(model, pattern, TODAY, TITLES)
    assert done.already
    assert done.municipality.delegations == model.delegations
    assert changes(model, done.municipality) == {}


def test_what_ran_out_is_carried_over_when_it_is_decided_again():
    old = lapsed(
        delegation("d", DECIDE, "direktoren", "koordinatoren", conditions="nord", may_subdelegate=True,
                   substitute="radgiveren")
    )  # fmt: skip
    done = follow(town(services=[UNIT], delegations=[old]), Pattern.COORDINATING_UNIT, TODAY, TITLES)
    (new,) = done.municipality.delegations
    assert (new.conditions, new.may_subdelegate, new.substitute, new.valid_to) == ("nord", True, "radgiveren", None)


@pytest.mark.parametrize("pattern", list(Pattern))
def test_roles_that_are_missing_are_assumed_and_said(pattern):
    done = follow(town(roles=[]), pattern, TODAY, TITLES)
    assert "kommunedirektor" in done.assumed
    assert {role.id for role in done.municipality.roles} == set(done.assumed)
    assert done.role in done.assumed


def test_ids_that_are_taken_are_left_alone():
    roles = [
        {"id": "sjef", "title": "S", "kind": "kommunedirektor"},
        {"id": "stab-samordning", "title": "Kafé", "kind": "leder"},
    ]
    taken = [delegation("samordning-staff", "oppnevne_koordinator", "sjef", "stab-samordning")]
    done = follow(town(roles=roles, delegations=taken), Pattern.STAFF, TODAY, TITLES)
    assert done.delegation == "samordning-staff-2"
    assert done.role == "stab-samordning-2"


def test_the_model_itself_is_not_touched():
    model = town(delegations=[delegation("d", DECIDE, "direktoren", "lederen")])
    before = model.model_dump_json()
    follow(model, Pattern.KEEP, TODAY, TITLES)
    assert model.model_dump_json() == before
