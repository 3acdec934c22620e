"""Machine and municipality side by side: an answer changes no verdict, and *not documented* is no answer."""

from datetime import date
from typing import Any

import pytest

from builders import TODAY, agreement, catalogue, draft, lapsed, result, service, town
from samhandling.checks.result import AuditResult
from samhandling.graph import build_graph
from samhandling.model.municipality import Municipality
from samhandling.model.verdict import Verdict
from samhandling.model.vocabulary import Answer
from samhandling.questions import (
    AskedQuestion,
    External,
    Remark,
    Standing,
    asked_questions,
    blocking,
    combined,
    concerns,
)
from samhandling.reports.sections.questions import form, questions
from samhandling.reports.sections.telling import Telling

Entry = dict[str, Any]
DOCUMENT = {"archive_ref": "2026/1-1"}


def answered(question: str, answer: str, **more: Any) -> Entry:
    return {"question": question, "answer": answer, "explanation": "Slik er det.", **more}


def asked(municipality: Municipality, on: date = TODAY) -> dict[str, AskedQuestion]:
    graph = build_graph(municipality, on, catalogue().service_types)
    return {each.question.id: each for each in asked_questions(result(municipality, on), graph, catalogue())}


def one(assessment: Entry | None = None, question: str = "A09", **sections: Any) -> AskedQuestion:
    return asked(town(assessments=[assessment] if assessment else [], **sections))[question]


PLAN = agreement(
    "plan", "barnevern", kind="plan", topics=("forebyggingsplan",), adopted_by="kommunestyret"
)
CHILD_WELFARE = {"services": [service("barnevern")]}


def test_all_seventy_are_asked_in_their_order() -> None:
    found = asked(town())
    assert list(found) == list(catalogue().questions)
    assert len(found) == 70


@pytest.mark.parametrize("given", [None, "ikke_dokumentert"])
def test_not_documented_is_no_answer_and_blocks_the_form(given: str | None) -> None:
    question = one(answered("A09", given) if given else None)
    assert question.answer is Answer.IKKE_DOKUMENTERT
    assert question.external is External.UNANSWERED
    assert question.blocks
    assert question.standing is Standing.UNANSWERED
    assert question.remarks == (Remark.UNANSWERED,)


@pytest.mark.parametrize(
    ("given", "external"),
    [("ja", External.YES), ("delvis", External.NO), ("nei", External.NO), ("ikke_aktuelt", External.NOT_APPLICABLE)],
)
def test_a_supervisor_reads_yes_or_no(given: str, external: External) -> None:
    question = one(answered("A09", given))
    assert question.external is external
    assert not question.blocks


def test_yes_without_evidence_is_pointed_out() -> None:
    sections = CHILD_WELFARE | {"agreements": [PLAN]}
    assert one(answered("A09", "ja"), **sections).remarks == (Remark.WITHOUT_EVIDENCE,)
    assert one(answered("A09", "ja", evidence=["plan"]), **sections).remarks == ()
    assert one(answered("A09", "ja", evidence=[DOCUMENT]), **sections).remarks == ()


@pytest.mark.parametrize("weaken", [draft, lapsed])
def test_a_draft_or_a_lapsed_document_is_no_evidence(weaken: Any) -> None:
    question = one(answered("A09", "ja", evidence=["plan"]), **CHILD_WELFARE, agreements=[weaken(PLAN)])
    assert Remark.EVIDENCE_NOT_IN_FORCE in question.remarks
    assert Remark.WITHOUT_EVIDENCE not in question.remarks


def test_yes_against_the_finding_is_pointed_out() -> None:
    question = one(answered("A09", "ja", evidence=["plan"]), **CHILD_WELFARE, agreements=[lapsed(PLAN)])
    assert question.finding is Verdict.NOT_MET
    assert question.standing is Standing.DIFFER
    assert Remark.AGAINST_FINDING in question.remarks


def test_yes_where_the_model_says_nothing_is_not_against_the_finding() -> None:
    question = one(answered("A09", "ja", evidence=[DOCUMENT]), **CHILD_WELFARE)
    assert question.finding is Verdict.UNDOCUMENTED
    assert question.standing is Standing.UNDOCUMENTED
    assert question.remarks == (Remark.BEYOND_MODEL,)


def test_no_though_it_is_documented_is_stricter() -> None:
    question = one(answered("A09", "nei"), **CHILD_WELFARE, agreements=[PLAN])
    assert question.finding is Verdict.MET
    assert question.remarks == (Remark.STRICTER_THAN_FINDING,)


def test_the_account_must_not_be_missing() -> None:
    assert one({"question": "A09", "answer": "nei"}).remarks == (Remark.NO_EXPLANATION,)


def test_what_data_cannot_tell_is_for_a_person_alone() -> None:
    question = one(answered("A06", "nei"), "A06")
    assert question.finding is None
    assert question.standing is Standing.PERSON_ONLY


def test_the_latest_answer_known_on_the_date_counts() -> None:
    answers = [
        answered("A09", "nei", assessed="2026-01-10"),
        answered("A09", "delvis", assessed="2026-09-30"),
        answered("A09", "ja", assessed="2026-12-01"),
        answered("A09", "ikke_aktuelt"),
    ]
    assert asked(town(assessments=answers))["A09"].answer is Answer.DELVIS
    assert asked(town(assessments=answers), date(2026, 2, 1))["A09"].answer is Answer.NEI
    assert asked(town(assessments=answers), date(2027, 1, 1))["A09"].answer is Answer.JA


@pytest.mark.parametrize("given", ["ja", "delvis", "nei", "ikke_aktuelt", "ikke_dokumentert"])
def test_an_answer_never_changes_a_verdict(given: str) -> None:
    every = [answered(each, given, evidence=[DOCUMENT]) for each in catalogue().questions]

    def verdicts(audited: AuditResult) -> list[tuple[str, str, str]]:
        return [(each.rule, each.subject, str(each.verdict)) for each in audited.outcomes]

    sections = CHILD_WELFARE | {"agreements": [lapsed(PLAN)]}
    before, after = town(**sections), town(**sections, assessments=every)
    assert verdicts(result(before)) == verdicts(result(after))
    assert {id_: each.finding for id_, each in asked(before).items()} == {
        id_: each.finding for id_, each in asked(after).items()
    }


def test_several_outcomes_are_one_finding() -> None:
    met, partial, missing = Verdict.MET, Verdict.PARTIAL, Verdict.NOT_MET
    nothing, na = Verdict.UNDOCUMENTED, Verdict.NOT_APPLICABLE
    assert combined([met, na]) is met
    assert combined([met, missing]) is partial
    assert combined([met, nothing]) is partial
    assert combined([missing, nothing]) is missing
    assert combined([nothing, nothing, na]) is nothing
    assert combined([na]) is na


def test_an_authority_asks_what_it_supervises_and_what_nobody_does() -> None:
    found = asked(town())
    assert concerns(found["A09"], "statsforvalteren")
    assert not concerns(found["A09"], "udir")
    assert concerns(found["A01"], "udir")
    assert {each.question.id for each in blocking(found.values(), "udir")} < set(found)
    assert len(blocking(found.values())) == 70


def telling(municipality: Municipality, language: str = "nb") -> Telling:
    graph = build_graph(municipality, TODAY, catalogue().service_types)
    return Telling(result(municipality), graph, catalogue(), catalogue().phrasebook(language))


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_sheet_has_a_row_for_each_question(language: str) -> None:
    section = questions(telling(town(assessments=[answered("A09", "ja")]), language))
    table = next(block for block in section.blocks if getattr(block, "key", "") == "kontrollsporsmal")
    assert [row.cells[0].value for row in table.rows] == list(catalogue().questions)
    assert all(len(row.cells) == len(table.columns) for row in table.rows)


def test_the_form_says_that_it_cannot_be_sent_until_all_is_answered() -> None:
    blocked = town(assessments=[answered("A09", "ja")])
    whole = town(assessments=[answered(each, "nei") for each in catalogue().questions])
    told = telling(blocked)
    about, answers = form(told, tuple(asked(blocked).values()))
    assert "kan ikke sendes" in about.blocks[0].text
    cells = {row.cells[0].value: row.cells[2].value for table in answers.blocks for row in table.rows}
    assert cells["A09"] == "Ja"
    assert cells["A10"] == "UBESVART"
    about, answers = form(telling(whole), tuple(asked(whole).values()))
    assert "kan ikke sendes" not in about.blocks[0].text
    assert {row.cells[2].value for table in answers.blocks for row in table.rows} == {"Nei"}
