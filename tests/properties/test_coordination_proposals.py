"""Proposals close every gap and nothing else; with the changes, nobody falls between two stools."""

import pytest
from coordination_tables import oracle, reading, situations, tables
from hypothesis import given, settings

from samhandling.coordination.propose import accepted, proposals
from samhandling.coordination.repair import changed, changes
from samhandling.coordination.situations import Outcome
from samhandling.coordination.verify import verify
from samhandling.law.catalogue import load_catalogue

POLICY = load_catalogue().policy


def proposals_hold(table):
    proposed = proposals(table, POLICY)
    before, after = oracle(table), oracle(accepted(table, proposed))
    for at in table.stages:
        was, now = before.counts[at.stage], after.counts[at.stage]
        assert now["gap"] == 0
        assert {o: now[o] for o in ("conflict", "not_involved", "not_designable")} == {
            o: was[o] for o in ("conflict", "not_involved", "not_designable")
        }
        assert now["assigned"] == was["assigned"] + was["gap"]
    assert all(before.decides[rule.id] == after.decides[rule.id] for rule in table.rules)
    assert {each.rule.id: each.closes for each in proposed} == {
        each.rule.id: after.decides[each.rule.id] for each in proposed
    }
    assert all(each.closes == sum(count for _, count in each.stages) > 0 for each in proposed)
    ids = [rule.id for rule in table.rules] + [each.rule.id for each in proposed]
    assert len(set(ids)) == len(ids)
    if table.hit_policy == "unique":
        each_is_in_the_gap(table, proposed)


def each_is_in_the_gap(table, proposed):
    for each in proposed:
        alone = table.with_rules((each.rule,))
        for at in table.stages:
            for involved in situations(at):
                if reading(alone, at.stage, involved)[0] != "gap":
                    assert reading(table, at.stage, involved)[0] == "gap"
                    assert involved[each.rule.coordinator] == "kommune"


def repairs_hold(table):
    proposed = changes(table, POLICY)
    mended = changed(table, proposed)
    final = verify(accepted(mended, proposals(mended, POLICY)))
    for stage in final.stages:
        assert stage.counts.assigned == stage.counts.situations
    truth = oracle(accepted(mended, proposals(mended, POLICY)))
    assert all(truth.counts[at.stage]["assigned"] == truth.counts[at.stage]["situations"] for at in table.stages)
    known = {rule.id: rule for rule in table.rules}
    for change in proposed:
        assert known[change.before.id] == change.before != change.after
        assert change.mends
        assert change.count > 0
        assert Outcome.GAP not in change.mends
        if change.agreement_with:
            assert Outcome.NOT_DESIGNABLE in change.mends
    totals = verify(table).totals
    assert bool(proposed) == bool(totals.conflict + totals.not_involved + totals.not_designable)


@given(tables(most_variables=5))
@settings(max_examples=150)
def test_proposals_close_every_gap_and_nothing_else(table):
    proposals_hold(table)


@given(tables(most_variables=5, most_rules=5))
@settings(max_examples=150)
def test_changes_and_proposals_leave_no_defect(table):
    repairs_hold(table)


@pytest.mark.slow
@given(tables(most_variables=6, most_rules=8))
@settings(max_examples=3000)
def test_proposals_of_thousands(table):
    proposals_hold(table)


@pytest.mark.slow
@given(tables(most_variables=6, most_rules=8))
@settings(max_examples=3000)
def test_changes_of_thousands(table):
    repairs_hold(table)
