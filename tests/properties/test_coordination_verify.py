"""The proof equals going through every situation, and the witnesses hold exactly the defective ones."""

import pytest
from hypothesis import given, settings

from samhandling.coordination.situations import DEFECTS, Outcome, decide
from samhandling.coordination.verify import verify
from coordination_tables import inside, oracle, reading, situations, tables


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
        at_stage = {(s.stage, o): getattr(s, o) for s in result.stages for o in ("assigned", "not_involved", "not_designable")}
        for at in table.stages:
            for outcome in ("assigned", "not_involved", "not_designable"):
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
@settings(max_examples=300, deadline=None)
def test_every_count_and_every_witness(table):
    holds_for(table)


@pytest.mark.slow
@given(tables(most_variables=7, most_rules=9))
@settings(max_examples=6000, deadline=None)
def test_every_count_and_every_witness_of_thousands(table):
    holds_for(table)


@given(tables(most_variables=5))
@settings(max_examples=100, deadline=None)
def test_a_single_situation_is_read_as_the_spec_says(table):
    for at in table.stages:
        for involved in situations(at):
            decision = decide(table, at, involved)
            outcome, rule, hits = reading(table, at.stage, involved)
            assert (decision.outcome.value, decision.rule, list(decision.matching)) == (outcome, rule, hits)
