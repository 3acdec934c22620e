"""``samhandling compare``: what became better or worse between two audits, and which edit or law caused it."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from builders import agreement, arena, catalogue, result, service, town
from samhandling.comparison import Cause, Direction, EditKind, compare, snapshot
from samhandling.model.verdict import Verdict
from samhandling.reading.audit_document import read_audit
from samhandling.reading.model import read_model
from samhandling.reports.audit_json import audit_document
from samhandling.reports.plain import dump
from samhandling.reports.sections.comparison import Compared, comparison

SERVICES = [service("ppt"), service("barnevern"), service("barnehage"), service("grunnskole", stages=["barnetrinn"])]
BEFORE = town(services=SERVICES)
WHOLE = {"responsible": "lederen", "valid_to": "2028-01-01", "last_reviewed": "2026-10-01", "topics": ("samarbeid",)}
AFTER = town(
    services=SERVICES, agreements=[agreement(name, "ppt", "barnevern", **WHOLE) for name in ("avtale", "rutine")]
)
EARLIER, TODAY = date(2024, 7, 1), date(2026, 11, 21)
OURS = ("basis", "entries")
EXAMPLES = Path(__file__).parents[2] / "examples"


def document(model, on=TODAY, without=()):
    whole = audit_document(result(model, on), model)
    return {key: value for key, value in whole.items() if key not in without}


def seen(model, on=TODAY, without=()):
    return read_audit(dump(document(model, on, without)).encode(), "a.json").snapshot


def changes(before, after):
    return {(each.rule, each.subject): each for each in compare(before, after).changes}


def compared(before, after, language="nb"):
    return Compared(before, after, catalogue(), catalogue().phrasebook(language))


def test_two_files_say_the_same_as_two_results():
    for one, other in ((BEFORE, AFTER), (AFTER, BEFORE)):
        from_files = compare(seen(one), seen(other))
        from_results = compare(snapshot(result(one), one), snapshot(result(other), other))
        assert from_files.edits == from_results.edits
        # How grave an outcome would be is left out of the file where it was read from nothing.
        graded = {(each.rule, each.subject) for each in from_files.changes if each.severity is not None}
        assert len(from_files.changes) == len(from_results.changes)
        for ours, theirs in zip(from_files.changes, from_results.changes, strict=True):
            assert ours == (theirs if (theirs.rule, theirs.subject) in graded else replace(theirs, severity=None))


def test_an_agreement_that_was_made_is_named_as_the_cause():
    change = changes(seen(BEFORE), seen(AFTER))["SAM101", "ppt"]
    assert (change.direction, change.causes) == (Direction.BETTER, (Cause.EDIT,))
    assert [(each.section, each.id, each.kind) for each in change.edits] == [
        ("agreements", "avtale", EditKind.ADDED), ("agreements", "rutine", EditKind.ADDED)
    ]
    told = compared(seen(BEFORE), seen(AFTER))
    assert told.causes(change) == ("Endret i modellen – Avtaler: avtale (lagt til); Avtaler: rutine (lagt til)",)


def test_an_agreement_that_was_removed_is_named_too():
    change = changes(seen(AFTER), seen(BEFORE))["SAM101", "ppt"]
    assert change.direction is Direction.WORSE
    assert [(each.id, each.kind) for each in change.edits] == [
        ("avtale", EditKind.REMOVED), ("rutine", EditKind.REMOVED)
    ]


def test_a_change_of_law_is_named_with_its_provisions():
    """From 1 August 2024 the law itself asks for the transition from ungdomsskole to videregående."""
    municipality = read_model(EXAMPLES / "fjordvik", "fjordvik", catalogue().data).municipality
    before, after = (seen(municipality, date(2024, month, day)) for month, day in ((7, 31), (8, 1)))
    change = changes(before, after)["OVG609", "T09"]
    assert (change.before, change.after) == (Verdict.NOT_APPLICABLE, Verdict.UNDOCUMENTED)
    assert (change.causes, change.provisions) == ((Cause.LAW,), ("OPPL-25-1", "PSL-7-9"))
    (said,) = compared(before, after).causes(change)
    assert said.startswith("Loven er en annen på statusdatoen – ")
    assert "§ 25-1" in said


def test_time_alone_is_named_when_nothing_else_happened():
    model = town(services=SERVICES, agreements=[agreement("avtale", "ppt", "barnevern", valid_to="2026-10-31")])
    change = changes(seen(model, date(2026, 10, 1)), seen(model, TODAY))["SAM101", "ppt"]
    assert change.causes == (Cause.TIME,)


def test_without_basis_and_entries_the_verdicts_are_compared_all_the_same():
    bare = compare(seen(BEFORE, without=OURS), seen(AFTER, without=OURS))
    whole = compare(seen(BEFORE), seen(AFTER))
    assert {(each.rule, each.subject, each.direction) for each in bare.changes} == {
        (each.rule, each.subject, each.direction) for each in whole.changes
    }
    assert bare.edits == ()
    half = compare(seen(BEFORE), seen(AFTER, without=OURS))
    assert half.edits == ()
    assert not [each for each in half.changes if Cause.LAW in each.causes]


def test_without_entries_the_files_that_differ_are_named():
    one, other = document(BEFORE, without=OURS), document(AFTER, without=OURS)
    for each, digest in ((one, "0" * 64), (other, "1" * 64)):
        each["inputs"] = [{"path": "agreements.yaml", "sha256": digest}]
    before, after = (read_audit(dump(each).encode(), "a.json").snapshot for each in (one, other))
    change = changes(before, after)["SAM101", "ppt"]
    assert change.causes == (Cause.EDIT,)
    (said,) = compared(before, after).causes(change)
    assert "filen agreements.yaml (endret)" in said


def test_a_finding_that_is_no_longer_examined_is_not_told_as_better():
    fewer = town(services=SERVICES[:3])
    groups = compared(seen(BEFORE), seen(fewer)).groups
    assert ("SAM101", "grunnskole") in {(each.rule, each.subject) for each in groups["gone"]}
    assert not [each for each in groups["better"] if each.after is None]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_section_tells_every_change_with_a_cause(language):
    told = compared(seen(BEFORE), seen(AFTER), language)
    table = comparison(told).blocks[-2]
    assert len(table.rows) == len(told.comparison.changes)
    assert all(row.cells[-1].value for row in table.rows)


def test_the_same_audit_twice_differs_in_nothing():
    assert compare(seen(BEFORE), seen(BEFORE)).changes == ()


class TestTheCommand:
    @pytest.fixture
    def files(self, tmp_path):
        for name, model in (("a", BEFORE), ("b", AFTER)):
            (tmp_path / f"{name}.json").write_text(dump(document(model)), encoding="utf-8")
        return tmp_path / "a.json", tmp_path / "b.json"

    def test_better_is_0_and_worse_is_1(self, call, files):
        better, worse = call("compare", *files), call("compare", *reversed(files))
        assert (better.code, worse.code) == (0, 1)
        assert "Bedre (" in better.out
        assert "Verre (" in worse.out
        assert "fjernet" in worse.out

    def test_json_alone_on_standard_output(self, call, files):
        said = call("compare", *files, "--json", "-")
        found = json.loads(said.out)
        assert found["schema"] == "samhandling.comparison/1"
        assert found["summary"]["better"] == len([each for each in found["changes"] if each["direction"] == "better"])
        assert {"section": "agreements", "id": "avtale", "kind": "added"} in found["edits"]
        assert call("compare", *files, "--json", "-").out == said.out

    def test_files_are_written(self, call, files, tmp_path):
        said = call("compare", *files, "--json", tmp_path / "ut.json", "--report", tmp_path / "ut.xlsx", "-q")
        assert (said.code, said.out) == (0, "")
        assert json.loads((tmp_path / "ut.json").read_text(encoding="utf-8"))["changes"]
        assert load_workbook(tmp_path / "ut.xlsx").sheetnames == ["Hva er endret og hvorfor"]

    @pytest.mark.parametrize("language", ["nb", "nn", "en"])
    def test_what_is_no_result_is_refused_with_its_name(self, call, files, tmp_path, language):
        wrong = tmp_path / "feil.json"
        for content in (b"", b"{}", b'{"schema": "samhandling.impact/1"}', b"[1, 2"):
            wrong.write_bytes(content)
            said = call("compare", files[0], wrong, "--language", language)
            assert (said.code, said.out, "feil.json" in said.err) == (2, "", True)
        assert call("compare", files[0], tmp_path / "mangler.json").code == 2

    def test_broken_values_are_refused_one_by_one(self, call, files, tmp_path):
        wrong = tmp_path / "feil.json"
        for path, value in (
            (("outcomes", 0, "verdict"), "godt"), (("outcomes", 0), 3), (("as_of",), "i går"), (("findings",), 7),
            (("municipality",), []), (("findings", 0, "related"), [1]), (("entries", 0), {}), (("outcomes",), None),
            (("findings", 0, "severity"), "verst"), (("inputs",), 3),
        ):
            broken = document(BEFORE)
            place = broken
            for key in path[:-1]:
                place = place[key]
            place[path[-1]] = value
            wrong.write_text(dump(broken), encoding="utf-8")
            said = call("compare", wrong, files[1])
            assert (said.code, "feil.json" in said.err) == (2, True), path

    def test_different_municipalities_and_the_wrong_order_are_said(self, call, files, tmp_path):
        other = document(town({"number": "9998"}, services=SERVICES), EARLIER)
        (tmp_path / "c.json").write_text(dump(other), encoding="utf-8")
        said = call("compare", files[0], tmp_path / "c.json")
        assert "hver sin kommune (9999 og 9998)" in said.out
        assert "Bytt om" in said.out


def test_a_level_of_the_interaction_model_is_an_entry_of_its_own():
    places = [arena("motet")]
    one, other = (
        town(services=SERVICES, arenas=places, interaction_model={"levels": [{"level": 2} | more]})
        for more in ({}, {"stafettholder": "lederen"})
    )
    change = changes(snapshot(result(one), one), snapshot(result(other), other))["BTI902", "2"]
    assert [(each.section, each.id) for each in change.edits] == [("interaction_model", "2")]
