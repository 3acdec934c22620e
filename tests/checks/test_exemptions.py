"""Accepted deviations: the finding stands and the duty too, and an exemption that does not work is itself reported."""

from pathlib import Path

import pytest

from builders import HERE, catalogue, result, town
from samhandling.audit import audit
from samhandling.graph import build_graph
from samhandling.reading.model import read_model
from samhandling.reports.audit_json import audit_document
from samhandling.reports.screen.summary import summary_lines
from samhandling.reports.sections.blocks import Table
from samhandling.reports.sections.report import build_report
from samhandling.reports.sections.telling import Telling

DUTY = {"rule": "PLN711", "subject": HERE}
"""Nothing is recorded in the small town, so this duty (*skal*) is a finding."""
PRACTICE = {"rule": "SOR408", "subject": HERE}


def accepted(finding, decided_by="direktoren", decided="2026-01-01", expires="2027-01-01"):
    return {**finding, "reason": "Vi venter.", "decided_by": decided_by, "decided": decided, "expires": expires}


def told(*exemptions) -> Telling:
    model = town(exemptions=list(exemptions))
    graph = build_graph(model, result(model).as_of, catalogue().data.service_types)
    return Telling(result(model), graph, catalogue(), catalogue().phrasebook("nb"))


@pytest.mark.parametrize(
    ("role", "works"),
    [("kommunestyret", True), ("direktoren", True), ("utvalget", False), ("lederen", False), ("radgiveren", False)],
)
def test_only_council_and_chief_executive_may_accept_that_a_duty_is_not_met(role, works):
    for finding, expected in ((DUTY, works), (PRACTICE, True)):
        found = result(town(exemptions=[accepted(finding, role)]))
        assert [each.rule for each in found.findings if each.exempted] == ([finding["rule"]] if expected else [])
        assert [each.problem for each in found.exemption_problems] == ([] if expected else ["refused"])


def test_what_does_not_work_is_listed_with_the_reason_and_its_place_in_the_model():
    found = result(town(exemptions=[
        accepted(DUTY, expires="2026-11-20"), accepted(PRACTICE, decided="2026-11-22"),
        accepted({"rule": "AVT203", "subject": "ingen"}), accepted({"finding": "0123456789abcdef"}),
    ]))
    problems = {each.entry: each.problem for each in found.exemption_problems}
    assert problems == {
        ("exemptions", 0): "expired", ("exemptions", 1): "not_yet", ("exemptions", 2): "no_match",
        ("exemptions", 3): "no_match",
    }


def test_a_model_that_was_read_gives_file_and_line(tmp_path: Path):
    (tmp_path / "modell.yaml").write_text(
        'municipality: {name: Prøvevik, number: "9999"}\n'
        "roles:\n  - {id: sjefen, title: Sjefen, kind: leder}\n"
        "exemptions:\n"
        "  - {rule: PLN711, subject: municipality, reason: r, decided_by: sjefen, decided: 2026-01-01, "
        "expires: 2027-01-01}\n",
        encoding="utf-8",
    )
    reading = read_model(tmp_path, "modell", catalogue().data)
    found = audit(reading.municipality, catalogue(), result(town()).as_of, reading.inputs, reading.location)
    (problem,) = audit_document(found, reading.municipality)["exemption_problems"]
    assert problem == {
        "rule": "PLN711", "subject": "municipality", "problem": "refused",
        "location": {"file": "modell.yaml", "line": 5, "column": 5},
    }


def test_an_accepted_duty_says_that_the_duty_still_applies_wherever_it_is_shown():
    telling = told(accepted(DUTY), accepted(PRACTICE))
    words = {"PLN711": "akseptert avvik – plikten gjelder fortsatt", "SOR408": "akseptert avvik"}
    sections = {each.key: each for each in build_report(telling).sections}
    for key in ("funn", "tiltaksplan"):
        (table,) = (block for block in sections[key].blocks if isinstance(block, Table))
        rows = {str(row.cells[0].value): [cell.value for cell in row.cells] for row in table.rows}
        assert all(words[rule] in rows[rule] for rule in words)
    screen = " ".join(" ".join(summary_lines(telling, None, "modell", workbook_written=False)).split())
    summary = " ".join(str(getattr(block, "text", "")) for block in sections["sammendrag"].blocks)
    assert "PLN711 (akseptert avvik – plikten gjelder fortsatt)" in summary
    assert words["PLN711"] in screen


def test_an_exemption_without_effect_is_in_the_report_and_on_the_screen():
    telling = told(accepted(DUTY, "lederen"))
    sections = {each.key: each for each in build_report(telling).sections}
    (table,) = (each for each in sections["metode"].blocks if getattr(each, "key", "") == "avvik_uten_virkning")
    (row,) = table.rows
    assert "bare kommunestyret eller kommunedirektøren" in str(row.cells[1].value)
    screen = " ".join(" ".join(summary_lines(telling, None, "modell", workbook_written=False)).split())
    assert "PLN711 Prøvevik: gjelder ikke – bare kommunestyret eller kommunedirektøren" in screen


def test_without_exemptions_nothing_is_said_of_them():
    telling = told()
    keys = {getattr(block, "key", "") for each in build_report(telling).sections for block in each.blocks}
    assert "avvik_uten_virkning" not in keys
    assert not any("kseptert" in line for line in summary_lines(telling, None, "modell", workbook_written=False))
