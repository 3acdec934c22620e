"""The proof equals going through every situation, and the witnesses hold exactly the defective ones."""

import pytest
from coordination_tables import TYPES, inside, oracle, reading, situations, tables
from hypothesis import given, settings

from samhandling.coordination.bitsets import Bitsets
from samhandling.coordination.budget import Budget, TooLarge
from samhandling.coordination.concerned import rules_of
from samhandling.coordination.diagram import Diagram
from samhandling.coordination.proof import StageProof
from samhandling.coordination.situations import DEFECTS, Outcome, decide
from samhandling.coordination.table import Item, Rule, StageTable, Table, Variable
from samhandling.coordination.verify import DEFAULT_BOUND, verify
from samhandling.model.vocabulary import HitPolicy


def holds_for(table):
    truth, proof = oracle(table), verify(table)
    for at, result in zip(table.stages, proof.stages, strict=True):
        expected = truth.counts[at.stage]
        assert result.stage == at.stage
        assert result.counts.situations == expected["situations"]
        assert {o: result.counts.of(o) for o in Outcome} == {o: expected[o.value] for o in Outcome}
        assert set(result.coordinators) == truth.coordinators[at.stage]
        for outcome in DEFECTS:
            witnesses_are_exact(at, result.witnesses_of(outcome), truth.defective.get((at.stage, outcome.value), set()))
    for rule, result in zip(table.rules, proof.rules, strict=True):
        assert (result.id, result.decides) == (rule.id, truth.decides[rule.id])
        never = rule.id not in truth.matched if table.hit_policy == "unique" else not truth.decides[rule.id]
        assert result.shadowed == never
        decided = ("assigned", "not_involved", "not_designable")
        at_stage = {(each.stage, o): getattr(each, o) for each in result.stages for o in decided}
        for at in table.stages:
            for outcome in decided:
                assert at_stage.get((at.stage, outcome), 0) == truth.at_stage[rule.id, at.stage, outcome]
    assert proof.totals.situations == sum(c["situations"] for c in truth.counts.values())


def witnesses_are_exact(at, witnesses, defective):
    held = [inside(at, dict(witness.box.limits)) for witness in witnesses]
    assert set().union(*held) == defective
    assert [w.count for w in witnesses] == [len(h) for h in held]
    assert [w.count for w in witnesses] == sorted((w.count for w in witnesses), reverse=True)
    values = {variable.type: variable.values for variable in at.variables}
    for number, witness in enumerate(witnesses):
        others = set().union(*(h for n, h in enumerate(held) if n != number))
        assert not defective <= others, "a witness that can be left out"
        limits = dict(witness.box.limits)
        for type_, allowed in limits.items():
            for extra in set(values[type_]) - set(allowed):
                wider = inside(at, limits | {type_: (*allowed, extra)})
                assert not wider <= defective, "a witness that can be widened"


@given(tables())
@settings(max_examples=200)
def test_every_count_and_every_witness(table):
    holds_for(table)


@pytest.mark.slow
@given(tables(most_variables=7, most_rules=9))
@settings(max_examples=6000)
def test_every_count_and_every_witness_of_thousands(table):
    holds_for(table)


def is_read_as_the_spec_says(table):
    for at in table.stages:
        for involved in situations(at):
            decision = decide(table, at, involved)
            outcome, rule, hits = reading(table, at.stage, involved)
            assert (decision.outcome.value, decision.rule, list(decision.matching)) == (outcome, rule, hits)


@given(tables(most_variables=5))
@settings(max_examples=50)
def test_a_single_situation_is_read_as_the_spec_says(table):
    is_read_as_the_spec_says(table)


@pytest.mark.slow
@given(tables(most_variables=5))
@settings(max_examples=1500)
def test_every_situation_of_many_tables_is_read_as_the_spec_says(table):
    is_read_as_the_spec_says(table)


def smallest_situations_hold(table):
    for at in table.stages:
        proof = StageProof(table, at, DEFAULT_BOUND)
        fewest = {}
        for involved in situations(at):
            outcome, rule, _ = reading(table, at.stage, involved)
            key = (outcome, rule and rule.id, rule and involved.get(rule.coordinator))
            fewest[key] = min(fewest.get(key, 99), len(involved))
        found = {}
        for end, situation in proof.smallest.items():
            outcome, rule, _ = reading(table, at.stage, situation)
            assert outcome == proof.outcome(end)
            key = (outcome, rule and rule.id, rule and situation.get(rule.coordinator))
            found[key] = min(found.get(key, 99), len(situation))
        assert found == fewest


@given(tables(most_variables=5))
@settings(max_examples=60)
def test_the_smallest_situation_of_each_rule(table):
    smallest_situations_hold(table)


@pytest.mark.slow
@given(tables(most_variables=5))
@settings(max_examples=1500)
def test_the_smallest_situation_of_each_rule_of_many_tables(table):
    smallest_situations_hold(table)


@given(tables(most_variables=5))
@settings(max_examples=60)
def test_both_ways_to_hold_sets_find_the_same_boxes(table):
    for at in table.stages:
        one, other = (StageProof(table, at, DEFAULT_BOUND) for _ in range(2))
        sizes = [one.space.sizes[position] for position in one.graph.order]
        one.__dict__["_sets"] = Bitsets(sizes, Budget("", DEFAULT_BOUND))
        other.__dict__["_sets"] = Diagram(sizes, Budget("", DEFAULT_BOUND))
        for end in one.counts:
            assert one.boxes([end]) == other.boxes([end])


def test_a_bound_refuses_with_the_stage_and_the_size():
    at = StageTable("spedbarn", tuple(Variable(t, ("kommune",)) for t in TYPES))
    rules = tuple(Rule(f"R{n}", t, all_of=(Item(t), Item(TYPES[n - 1]))) for n, t in enumerate(TYPES))
    with pytest.raises(TooLarge) as refusal:
        verify(Table(HitPolicy.FIRST, rules, (at,)), bound=10)
    assert refusal.value.stage == "spedbarn"
    assert refusal.value.size > refusal.value.bound == 10


def concerned_rules_hold(table):
    proof = verify(table)
    witnesses = tuple(witness for stage in proof.stages for witness in stage.witnesses)
    for witness, concerned in zip(witnesses, rules_of(table, witnesses), strict=True):
        expected = set()
        for involved in inside(table.at(witness.stage), dict(witness.box.limits)):
            outcome, rule, hits = reading(table, witness.stage, dict(involved))
            assert outcome == witness.outcome
            expected |= {hit.id for hit in hits} if outcome == "conflict" else {rule.id} if rule else set()
        found = {rule.id for rule in concerned}
        if witness.outcome == "conflict":
            assert found <= expected
            assert len({rule.coordinator for rule in concerned}) > 1
        else:
            assert found == expected


@given(tables(most_variables=5))
@settings(max_examples=50)
def test_the_rules_a_witness_is_about(table):
    concerned_rules_hold(table)


@pytest.mark.slow
@given(tables(most_variables=5))
@settings(max_examples=1500)
def test_the_rules_a_witness_is_about_in_many_tables(table):
    concerned_rules_hold(table)
