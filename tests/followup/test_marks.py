"""New, reopened, unchanged and closed: told from the edition before, which remembers all that was ever found."""

import json
from datetime import date, timedelta

import pytest
from editions import TODAY, earlier, first, following, rows, telling

from builders import agreement, catalogue, result, service, town
from samhandling.checks.result import fingerprint
from samhandling.followup.memory import Known, Memory, MemoryUnreadable, decode, encode, first_memory
from samhandling.followup.progress import Mark, follow
from samhandling.model.verdict import Verdict
from samhandling.reading.audit_document import read_audit
from samhandling.reports.audit_json import audit_document
from samhandling.reports.plain import dump
from samhandling.reports.screen.summary import summary_lines

SERVICES = [service("ppt"), service("barnevern")]
OPEN = town(services=SERVICES)
MENDED = town(services=SERVICES, agreements=[agreement("avtale", "ppt", "barnevern")])
GONE = town(services=SERVICES[:1])
PPT, BARNEVERN = (fingerprint("SAM101", each) for each in ("ppt", "barnevern"))


def mark(follow_up, name):
    return follow_up.progress.marks.get(name)


def test_the_story_of_one_finding():
    one = first(OPEN)
    two, same = following(one)
    assert (mark(same, PPT), set(same.progress.marks.values())) == (Mark.UNCHANGED, {Mark.UNCHANGED})
    three, closed = following(two, MENDED)
    assert mark(closed, PPT) is None
    assert {each.known.subject for each in closed.progress.closed if each.known.rule == "SAM101"} == {
        "ppt", "barnevern"
    }
    four, still = following(three, MENDED)
    assert PPT in {each.known.fingerprint for each in still.progress.closed_before}
    assert not still.progress.closed
    _, again = following(four, OPEN)
    assert mark(again, PPT) is Mark.REOPENED


def test_a_finding_that_was_never_there_is_new():
    _, follow_up = following(first(MENDED), OPEN)
    assert mark(follow_up, PPT) is Mark.NEW


def test_a_finding_that_nobody_looks_for_any_more_is_closed_but_not_mended():
    _, follow_up = following(first(OPEN), GONE)
    by_name = {each.known.fingerprint: each for each in follow_up.progress.closed}
    assert (by_name[BARNEVERN].verdict, by_name[BARNEVERN].mended) == (None, False)
    _, follow_up = following(first(OPEN), MENDED)
    by_name = {each.known.fingerprint: each for each in follow_up.progress.closed}
    assert (by_name[BARNEVERN].verdict, by_name[BARNEVERN].mended) == (Verdict.MET, True)


def test_the_marks_stand_in_findings_plan_and_summary():
    second, _ = following(first(OPEN), MENDED)
    third, follow_up = following(second, OPEN)
    for sheet in ("Funn", "Tiltaksplan"):
        found = {row["Nøkkel"]: row["Siden sist"] for row in rows(third.book[sheet], "Nøkkel", "Siden sist")}
        assert found[PPT] == "gjenåpnet"
        assert set(found.values()) == {"gjenåpnet", "uendret", "ny"} & set(found.values())
    listed = rows(third.book["Siden forrige rapport"], "Siden sist", "Kode")
    assert ("gjenåpnet", PPT) in {(row["Siden sist"], row["Nøkkel"]) for row in listed}
    screen = "\n".join(summary_lines(telling(OPEN), None, "m", workbook_written=True, progress=follow_up.progress))
    assert "Siden forrige rapport" in screen
    assert "gjenåpnet: SAM101" in screen


def test_the_sheet_tells_what_is_closed_and_when():
    second, _ = following(first(OPEN), MENDED)
    listed = {row["Nøkkel"]: row for row in rows(second.book["Siden forrige rapport"], "Siden sist", "Lukket")}
    assert listed[PPT]["Siden sist"] == "lukket"
    assert listed[PPT]["Lukket"].date() == TODAY
    gone, _ = following(first(OPEN), GONE)
    listed = {row["Nøkkel"]: row for row in rows(gone.book["Siden forrige rapport"], "Siden sist", "Lukket")}
    assert listed[BARNEVERN]["Siden sist"] == "undersøkes ikke lenger"


def test_since_when_a_finding_is_known_goes_from_edition_to_edition():
    earlier_day = TODAY - timedelta(days=200)
    memory = Memory(earlier_day, "9999", "nb", (Known("SAM101", "ppt", earlier_day),))
    progress = follow(memory, result(OPEN), "nb")
    assert progress.since(PPT) == earlier_day
    assert progress.since(BARNEVERN) == TODAY
    again = follow(progress.memory, result(OPEN), "nb")
    assert again.since(PPT) == earlier_day


@pytest.mark.parametrize("model", [OPEN, MENDED])
def test_a_memory_is_written_and_read(model):
    memory = first_memory(result(model), "nn")
    assert decode(encode(memory)) == memory
    assert earlier(first(model, "nn")).previous.memory == memory


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"schema":"samhandling.workbook/1"}', "[" * 100_000, '{"schema":"annet/1"}']
)
def test_what_is_no_memory_is_refused(text):
    with pytest.raises(MemoryUnreadable):
        decode(text)


class TestFromJson:
    def document(self, model, progress=None):
        return audit_document(result(model), model, progress)

    def read(self, document):
        return read_audit(dump(document).encode(), "forrige.json")

    def test_new_closed_and_unchanged(self):
        progress = follow(self.read(self.document(OPEN)).memory, result(GONE), "nb")
        assert set(progress.marks.values()) <= {Mark.UNCHANGED, Mark.NEW}
        assert BARNEVERN in {each.known.fingerprint for each in progress.closed}
        progress = follow(self.read(self.document(GONE)).memory, result(OPEN), "nb")
        assert progress.marks[BARNEVERN] is Mark.NEW
        assert progress.marks[PPT] is Mark.UNCHANGED

    def test_other_programs_may_leave_out_what_is_ours(self):
        document = self.document(OPEN)
        for block in ("basis", "entries"):
            del document[block]
        assert self.read(document).memory == self.read(self.document(OPEN)).memory

    def test_a_result_that_followed_another_remembers_what_was_closed(self):
        closed = follow(self.read(self.document(OPEN)).memory, result(MENDED), "nb")
        document = json.loads(json.dumps(self.document(MENDED, closed)))
        assert document["follow_up"]["summary"]["closed"] == len(closed.closed)
        assert follow(self.read(document).memory, result(OPEN), "nb").marks[PPT] is Mark.REOPENED


def test_no_date_of_today_is_in_what_is_remembered():
    assert first_memory(result(OPEN, date(2025, 5, 1)), "nb").as_of == date(2025, 5, 1)
    assert catalogue().data.earliest_as_of < date(2025, 5, 1)
