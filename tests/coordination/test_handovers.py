"""When childhood moves on: which handovers are needed, and what covers them."""

from samhandling.coordination.handovers import Carrying, Handover, needed_handovers, transition_rows
from samhandling.coordination.table import Item, Rule, StageTable, Table, Variable
from samhandling.coordination.verify import verify
from samhandling.law.catalogue import load_catalogue
from samhandling.model.vocabulary import HitPolicy

OWN = ("kommune",)
STAGES = (
    StageTable("barnehagealder", (Variable("barnehage", ("kommune", "privat")), Variable("ppt", OWN))),
    StageTable("barnetrinn", (Variable("ppt", OWN), Variable("grunnskole", ("kommune", "privat")))),
)
RULES = (Rule("R1", "barnehage", all_of=(Item("barnehage"),)), Rule("R2", "grunnskole", all_of=(Item("grunnskole"),)))
ROWS = transition_rows(load_catalogue())
BOTH = frozenset({("barnehage", "kommune"), ("grunnskole", "kommune")})


def handovers(*agreements, rules=RULES):
    table = Table(HitPolicy.FIRST, rules, STAGES)
    return needed_handovers(table, verify(table), agreements, ROWS)


def test_needed_where_the_coordinator_stays_behind():
    assert handovers() == (Handover("barnehagealder", "barnetrinn", "barnehage", "grunnskole"),)
    assert not handovers()[0].covered


def test_a_service_that_follows_the_child_needs_none():
    ppt = Rule("R0", "ppt", all_of=(Item("ppt"),))
    assert handovers(rules=(ppt, *RULES)) == ()


def test_covered_by_coordination_or_by_the_transition_between_the_two():
    for topic in ("samordning", "overgang:T26", "overgang:T05", "overgang:T06"):
        (handover,) = handovers(Carrying("b", frozenset({topic}), BOTH), Carrying("a", frozenset({topic}), BOTH))
        assert handover.agreements == ("a", "b")
        assert handover.covered
    for topic in ("overgang:T07", "overgang:T10", "samarbeid"):
        assert not handovers(Carrying("a", frozenset({topic}), BOTH))[0].covered


def test_only_with_an_owner_that_coordinates():
    private = frozenset({("barnehage", "privat"), ("grunnskole", "kommune")})
    assert not handovers(Carrying("a", frozenset({"samordning"}), private))[0].covered
    one_side = frozenset({("barnehage", "kommune")})
    assert not handovers(Carrying("a", frozenset({"samordning"}), one_side))[0].covered


def test_a_table_without_rules_needs_none():
    assert handovers(rules=()) == ()
