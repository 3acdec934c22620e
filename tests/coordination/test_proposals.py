"""Proposals and changes that were once wrong, and what a reader should expect of them."""

import pytest

from samhandling.coordination.propose import accepted, proposals
from samhandling.coordination.repair import changed, changes
from samhandling.coordination.situations import Outcome
from samhandling.coordination.table import Item, Rule, StageTable, Table, Variable
from samhandling.coordination.verify import verify
from samhandling.law.catalogue import load_catalogue
from samhandling.model.vocabulary import HitPolicy

CATALOGUE = load_catalogue()
POLICY = CATALOGUE.policy


def table(rules, stages, policy=HitPolicy.FIRST):
    return Table(
        policy,
        rules,
        tuple(
            StageTable(stage, tuple(Variable(type_, owners) for type_, owners in variables.items()))
            for stage, variables in stages.items()
        ),
    )


OWN = ("kommune",)
SCHOOL = {
    "barnetrinn": {
        "skolehelsetjeneste": OWN, "ppt": OWN, "grunnskole": ("kommune", "privat"), "barnevern": OWN, "bup": ("stat",)
    },
    "videregaende": {"skolehelsetjeneste": OWN, "videregaende": ("fylkeskommune",), "barnevern": OWN},
}


def coordinators(proposed, stage):
    return [(str(p.rule.all_of[0]), p.rule.coordinator) for p in proposed if p.rule.applies_at(stage)]


def test_an_empty_table_gets_one_line_for_each_municipal_service():
    proposed = proposals(table((), SCHOOL), POLICY)
    assert coordinators(proposed, "barnetrinn") == [
        ("grunnskole:kommune", "grunnskole"),
        ("skolehelsetjeneste", "skolehelsetjeneste"),
        ("barnevern", "barnevern"),
        ("ppt", "ppt"),
    ]
    assert coordinators(proposed, "videregaende")[0] == ("skolehelsetjeneste", "skolehelsetjeneste")
    assert all(each.policy.reason.nn for each in proposed)


def test_a_private_school_has_the_school_health_service():
    only_private = {"barnetrinn": SCHOOL["barnetrinn"] | {"grunnskole": ("privat",)}}
    assert coordinators(proposals(table((), only_private), POLICY), "barnetrinn")[0][1] == "skolehelsetjeneste"


def test_a_service_that_is_not_municipal_at_every_stage_is_proposed_only_where_it_is():
    stages = {
        "spedbarn": {"barnehage": OWN, "ppt": ("fylkeskommune",)},
        "barnehagealder": {"barnehage": OWN, "ppt": OWN, "bup": OWN},
    }
    empty = table((), stages)
    proof = verify(accepted(empty, proposals(empty, POLICY)))
    assert proof.totals.assigned == proof.totals.situations == 5


def test_a_municipal_service_the_policy_does_not_name_comes_last():
    oslo = {"videregaende": {"videregaende": OWN, "ppt_fylke": OWN, "skolehelsetjeneste": OWN}}
    proposed = proposals(table((), oslo), POLICY)
    assert [each.rule.coordinator for each in proposed] == ["skolehelsetjeneste", "videregaende"]
    assert proposed[-1].policy.reason == POLICY[-1].reason


def test_new_ids_do_not_meet_old_ones():
    old = Rule("forslag-1", "grunnskole", all_of=(Item("grunnskole", "kommune"),))
    proposed = proposals(table((old,), SCHOOL), POLICY)
    assert "forslag-1" not in {each.rule.id for each in proposed}


def test_a_county_coordinator_is_replaced_and_the_agreement_that_would_do_is_named():
    rule = Rule("R1", "videregaende", ("videregaende",), (Item("videregaende"),))
    (change,) = changes(table((rule,), SCHOOL), POLICY)
    assert change.mends == (Outcome.NOT_DESIGNABLE,)
    assert change.new_coordinator
    assert change.after.coordinator == "skolehelsetjeneste"
    assert Item("skolehelsetjeneste") in change.after.all_of
    assert change.agreement_with == (("videregaende", "fylkeskommune"),)
    agreed = Rule(**{name: getattr(rule, name) for name in ("id", "coordinator", "stages", "all_of")},
                  covered=frozenset({("videregaende", "fylkeskommune")}))
    assert not changes(table((agreed,), SCHOOL), POLICY)


def test_a_private_owner_is_left_out_of_the_rule():
    rule = Rule("R1", "grunnskole", ("barnetrinn",), (Item("grunnskole"),))
    (change,) = changes(table((rule,), SCHOOL), POLICY)
    assert not change.new_coordinator
    assert change.after.all_of == (Item("grunnskole", "kommune"),)


def test_a_function_never_coordinates():
    rule = Rule("R1", "koordinerende_enhet", (), (Item("barnevern"), Item("bup")))
    (change,) = changes(table((rule,), SCHOOL), POLICY)
    assert (change.mends, change.after.coordinator) == ((Outcome.NOT_INVOLVED,), "barnevern")


@pytest.mark.parametrize(
    ("general", "special", "gives_way"),
    [
        ((Item("ppt"),), (Item("barnevern"),), "R2"),
        ((Item("ppt"),), (Item("ppt"), Item("barnevern")), "R1"),
    ],
)
def test_of_two_rules_that_disagree_the_later_or_the_more_general_gives_way(general, special, gives_way):
    rules = (Rule("R1", "ppt", ("barnetrinn",), general), Rule("R2", "barnevern", ("barnetrinn",), special))
    unique = table(rules, SCHOOL, HitPolicy.UNIQUE)
    proposed = changes(unique, POLICY)
    assert [(each.before.id, each.mends) for each in proposed] == [(gives_way, (Outcome.CONFLICT,))]
    mended = changed(unique, proposed)
    final = verify(accepted(mended, proposals(mended, POLICY)))
    assert final.totals.assigned == final.totals.situations
