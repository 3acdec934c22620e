"""Single questions, the assigned table, and the sentences people read."""

import pytest

from samhandling.coordination.answer import Misread, NoDuty, NoSituation, answer
from samhandling.coordination.concerned import rules_of
from samhandling.coordination.defaults import defaults
from samhandling.coordination.situations import Outcome
from samhandling.coordination.table import Item, Rule, StageTable, Table, Variable
from samhandling.coordination.verify import verify
from samhandling.coordination.words import MOST_SHOWN, CoordinationWords, shown
from samhandling.law.catalogue import load_catalogue
from samhandling.model.vocabulary import HitPolicy

CATALOGUE = load_catalogue()
OWN = ("kommune",)
AT = StageTable(
    "barnetrinn",
    (
        Variable("skolehelsetjeneste", OWN),
        Variable("ppt", OWN),
        Variable("grunnskole", ("kommune", "privat")),
        Variable("barnevern", OWN),
        Variable("tannhelse", ("fylkeskommune", "privat")),
    ),
)
RULES = (
    Rule("R1", "barnevern", all_of=(Item("barnevern"), Item("tannhelse")), rationale="Barnevernet ser helheten."),
    Rule("R2", "grunnskole", all_of=(Item("grunnskole"),)),
)
TABLE = Table(HitPolicy.FIRST, RULES, (AT,))


def ask(text):
    return answer(TABLE, text, CATALOGUE)


def test_who_coordinates_and_by_which_rule():
    found = ask("barnetrinn: ppt, grunnskole")
    assert found.question.situation == (("ppt", "kommune"), ("grunnskole", "kommune"))
    assert found.decision.outcome is Outcome.ASSIGNED
    assert found.decision.rule.id == "R2"
    assert ask("barnetrinn:ppt,grunnskole:privat").decision.outcome is Outcome.NOT_DESIGNABLE


def test_services_that_cannot_be_there_count_as_not_involved():
    found = ask("barnetrinn:ppt,helsestasjon,barnehage:privat")
    assert found.question.absent == ("helsestasjon", "barnehage:privat")
    assert found.no_duty is NoDuty.ALONE
    assert found.decision is None


def test_without_a_municipal_service_there_is_no_duty():
    assert ask("barnetrinn:grunnskole:privat,tannhelse:privat").no_duty is NoDuty.NO_MUNICIPAL_SERVICE


@pytest.mark.parametrize(
    ("text", "problem", "nearest"),
    [
        ("barnetrin:ppt,sfo", Misread.STAGE, ("barnetrinn",)),
        ("barnetrinn", Misread.FORM, ()),
        ("barnetrinn:ppt,,sfo", Misread.FORM, ()),
        ("barnetrinn:pptt", Misread.TYPE, ("ppt",)),
        ("barnetrinn:ppt:privatt", Misread.OWNER, ("privat",)),
        ("barnetrinn:ppt,ppt:kommune", Misread.REPEATED, ()),
        ("barnetrinn:tannhelse,ppt", Misread.AMBIGUOUS, ()),
    ],
)
def test_a_situation_that_cannot_be_read(text, problem, nearest):
    with pytest.raises(NoSituation) as caught:
        ask(text)
    assert (caught.value.problem, caught.value.nearest) == (problem, nearest)
    for language in ("nb", "nn", "en"):
        said = CATALOGUE.phrasebook(language)(f"coordination.misread.{problem.value}", word=caught.value.word)
        assert caught.value.word in said


def test_pairs_and_triples_of_the_core_and_the_rules_they_do_not_show():
    rows = defaults(TABLE, CATALOGUE.policy, CATALOGUE.group("types", "core"))
    usual = [row for row in rows if not row.only_rule]
    assert len(usual) == 9 + 7  # pairs of four core services, one with two owners; triples
    assert {row.rule for row in usual} == {None, "R2"}
    (last,) = [row for row in rows if row.only_rule]
    assert (last.types, last.coordinator) == ((("barnevern", "kommune"), ("tannhelse", "fylkeskommune")), "barnevern")
    assert last.reason == "Barnevernet ser helheten."


def sentences(language, table=TABLE):
    words = CoordinationWords(CATALOGUE.phrasebook(language), CATALOGUE)
    (stage,) = verify(table).stages
    concerned = rules_of(table, stage.witnesses)
    return [words.witness(AT, each, rules) for each, rules in zip(stage.witnesses, concerned, strict=True)]


def test_a_witness_is_a_sentence():
    assert sentences("nb")[0] == (
        "På barnetrinnet: når verken grunnskolen eller barnevernstjenesten er inne, "
        "er det ikke bestemt hvem som samordner."
    )
    assert sentences("nn")[-1] == (
        "På barnetrinnet: når grunnskulen (privat) er inne, men ikkje tannhelsetenesta, seier regel R2 at grunnskulen "
        "samordnar, men kommunen kan ikkje peike ut andre enn sine eigne tenester utan avtale."
    )
    assert "neither the primary or lower secondary school nor the child welfare service" in sentences("en")[0]


def test_an_empty_table_is_one_sentence():
    empty = TABLE.with_rules(())
    assert sentences("nb", empty) == [
        "På barnetrinnet: uansett hvilke tjenester som er inne, er det ikke bestemt hvem som samordner."
    ]


def test_a_conflict_names_the_rules():
    unique = Table(HitPolicy.UNIQUE, RULES, (AT,))
    (conflict,) = [said for said in sentences("nb", unique) if "uenige" in said]
    assert conflict == (
        "På barnetrinnet: når grunnskolen, barnevernstjenesten og tannhelsetjenesten er inne, "
        "er reglene R1 og R2 uenige om hvem som samordner."
    )


def test_a_function_can_never_be_involved():
    words = CoordinationWords(CATALOGUE.phrasebook("nb"), CATALOGUE)
    assert "funksjon" in words.never_involved(Rule("R", "koordinerende_enhet"), (AT,))
    assert "ingen tjenesteyter" in words.never_involved(Rule("R", "bup"), (AT,))
    assert words.never_involved(RULES[0], (AT,)) is None


@pytest.mark.parametrize(
    ("count", "total", "said"),
    [(1, 10_000, "under 0,1 %"), (9_999, 10_000, "99,9 %"), (1, 2, "50,0 %"), (10, 10, "100,0 %"), (0, 0, "0,0 %")],
)
def test_a_share_is_never_rounded_to_none_or_all(count, total, said):
    assert CoordinationWords(CATALOGUE.phrasebook("nb"), CATALOGUE).percent(count, total).replace("\u00a0", " ") == said


def test_a_long_list_is_cut_for_people():
    (witness,) = verify(TABLE.with_rules(())).stages[0].witnesses
    assert shown((witness,) * (MOST_SHOWN + 3)) == ((witness,) * MOST_SHOWN, 3)
    assert shown((witness,)) == ((witness,), 0)
