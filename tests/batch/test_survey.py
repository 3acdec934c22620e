"""Many results side by side: what is counted, and how one answer is made of many."""

from dataclasses import replace
from datetime import date

import pytest
from synthetic import Profile, municipality

from samhandling.audit import audit
from samhandling.batch.anonymous import without_names
from samhandling.checks.result import Severity
from samhandling.law.catalogue import load_catalogue
from samhandling.model.municipality import Municipality
from samhandling.model.verdict import Verdict
from samhandling.reports.sections.blocks import Table
from samhandling.reports.sections.many import build_survey_report
from samhandling.survey import CheckStanding, Refused, Standing, Survey, standing

ON = date(2026, 11, 21)


def check(rule: str, *counts: int, worst: Severity | None = None) -> CheckStanding:
    met, partial, not_met, undocumented, not_applicable = (*counts, *[0] * (5 - len(counts)))
    return CheckStanding(rule, (met, partial, not_met, undocumented, not_applicable), worst)


def one(name: str, *checks: CheckStanding, services: int = 50, grave: int = 0) -> Standing:
    return Standing(name, "9999", name, services, 3, checks, (grave, 0, 0, 0), 0)


@pytest.mark.parametrize(
    ("counts", "verdict"),
    [
        ((3,), Verdict.MET),
        ((3, 0, 0, 0, 9), Verdict.MET),
        ((3, 1), Verdict.PARTIAL),
        ((3, 0, 0, 1), Verdict.PARTIAL),
        ((0, 1, 5, 5), Verdict.PARTIAL),
        ((0, 0, 1, 9), Verdict.NOT_MET),
        ((0, 0, 0, 1), Verdict.UNDOCUMENTED),
        ((0, 0, 0, 0, 4), Verdict.NOT_APPLICABLE),
    ],
)
def test_a_check_of_many_things_is_one_answer(counts: tuple[int, ...], verdict: Verdict) -> None:
    assert check("SAM101", *counts).verdict is verdict


def test_the_commonest_gap_comes_first_and_only_where_the_duty_applies() -> None:
    survey = Survey(
        ON,
        (
            one("a", check("AAA001", 1), check("BBB001", 0, 0, 0, 1, worst=Severity.LOW)),
            one("b", check("AAA001", 0, 0, 1, worst=Severity.HIGH), check("BBB001", 0, 1, worst=Severity.MEDIUM)),
            one("c", check("AAA001", 0, 0, 0, 0, 1), check("BBB001", 2)),
        ),
        (),
    )
    first, second = survey.gaps
    assert (first.rule, first.lacking, first.applying, first.worst) == ("BBB001", 2, 3, Severity.MEDIUM)
    assert (second.rule, second.lacking, second.applying, second.worst) == ("AAA001", 1, 2, Severity.HIGH)
    assert second.municipalities[Verdict.NOT_APPLICABLE] == 1


def test_the_spread_counts_each_municipality_once() -> None:
    whole = one("a", check("AAA001", 1))
    none = one("b", check("AAA001", 0, 0, 1))
    half = one("c", check("AAA001", 1), check("AAA002", 0, 0, 1))
    nothing = one("d", check("AAA001", 0, 0, 0, 0, 1))
    spread = Survey(ON, (whole, none, half, nothing), ()).spread()
    assert (spread[0], spread[5], spread[9], sum(spread)) == (1, 1, 1, 3)
    assert nothing.share is None


def test_a_standing_counts_what_the_result_counts() -> None:
    model = Municipality.model_validate(municipality(Profile(60, "stilling", diligence=0.5)))
    result = audit(model, load_catalogue(), ON)
    found = standing(result, model, "kommune")
    assert sum(sum(each.counts) for each in found.checks) == len(result.outcomes)
    assert {verdict: sum(each.of(verdict) for each in found.checks) for verdict in Verdict} == result.summary
    assert found.findings + found.accepted == len(result.findings)
    for severity in Severity:
        assert found.at_or_above(severity) == len(result.at_or_above(severity))


@pytest.mark.parametrize("diligence", [0.2, 0.6, 1.0])
def test_without_names_every_answer_is_the_same(diligence: float) -> None:
    catalogue = load_catalogue()
    data = municipality(Profile(90, "navn", diligence=diligence))
    model = Municipality.model_validate(data)
    result = audit(model, catalogue, ON)
    ids = {one["id"] for section in ("agreements", "services") for one in data[section]}
    finding = next((each for each in result.findings if each.subject in ids), result.findings[0])
    for meant in ({"finding": finding.fingerprint}, {"rule": finding.rule, "subject": finding.subject}):
        data["exemptions"] = [
            meant | {"reason": "Prøves ut", "decided_by": "kommunedirektoren", "decided": ON, "expires": ON}
        ]
        model = Municipality.model_validate(data)
        result = audit(model, catalogue, ON)
        nameless = audit(without_names(model, result, "Kommune 7"), catalogue, ON)
        assert nameless.name == "Kommune 7"
        assert sorted((each.rule, each.verdict, each.exempted) for each in nameless.outcomes) == sorted(
            (each.rule, each.verdict, each.exempted) for each in result.outcomes
        )
        assert [each.counts for each in standing(nameless, model, "").checks] == [
            each.counts for each in standing(result, model, "").checks
        ]
        assert sum(each.exempted for each in nameless.outcomes) == 1
        assert nameless.coordination.totals == result.coordination.totals
    assert "Prøve" not in repr(nameless)
    for word in ("provevik", "barnehage-1'", "bydel", "Krets", "leder-", "kommunedirektoren"):
        assert word not in repr(nameless)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("anonymous", [False, True])
def test_the_report_tells_each_municipality_once_in_every_matrix(language: str, anonymous: bool) -> None:
    catalogue = load_catalogue()
    standings = []
    for number, diligence in enumerate((0.3, 1.0)):
        model = Municipality.model_validate(municipality(Profile(40, "rapport", f"Vik {number}", diligence)))
        standings.append(standing(audit(model, catalogue, ON), model, f"vik-{number}"))
    if anonymous:
        standings = [replace(each, name=f"Kommune {n}", number="", source="") for n, each in enumerate(standings)]
    survey = Survey(ON, tuple(standings), (Refused("skadet", (("INN034", 2),), "", 2),), anonymous)
    report = build_survey_report(survey, catalogue, catalogue.phrasebook(language))
    tables = {block.key: block for each in report.sections for block in each.blocks if isinstance(block, Table)}
    assert len(tables["mangler"].rows) == len(survey.rules)
    matrices = [key for key in tables if key.startswith("plikter_")]
    assert sum(len(tables[key].columns) - 1 for key in matrices) == len(survey.rules)
    names = [each.name for each in standings]
    for key in ("kommuner", *matrices):
        assert [row.cells[0].value for row in tables[key].rows] == names
    assert tables["avviste"].rows[0].cells[1].value == 2
    assert ("Vik" not in repr(report)) == anonymous
    assert all(len(each.title) <= 31 for each in report.sections)


def test_an_empty_survey_is_still_a_report() -> None:
    catalogue = load_catalogue()
    survey = Survey(ON, (), (Refused("skadet", (), "skadet: nei", 1),))
    report = build_survey_report(survey, catalogue, catalogue.phrasebook("nb"))
    keys = [each.key for each in report.sections]
    assert keys == ["sammendrag", "innhold", "mangler", "kommuner", "avviste", "metode"]
