"""The calendar file, read back by a calendar library."""

from datetime import date
from typing import Any

import pytest
from icalendar import Calendar

from samhandling.deadlines.all import deadlines
from samhandling.deadlines.deadline import Deadline, Kind
from samhandling.law.catalogue import Catalogue
from samhandling.reports.calendar import calendar_file, uid
from small_models import Model, services_of

LONG = "Møte om overføring; «æøå», tegn \\ og komma, " + "ø" * 200 + "\nandre linje 👶🏽" * 10


def model(catalogue: Catalogue) -> Model:
    activities = [
        {"month": 5, "activity": LONG, "responsible": "rektor"}, {"month": 5, "activity": LONG},
        {"month": 2, "activity": "Kort"},
    ]  # fmt: skip
    return {
        "roles": [{"id": "rektor", "title": "Rektor, Øvre skole"}],
        "services": services_of(catalogue.transition("T10")),
        "agreements": [{"id": "a", "title": "Avtalen", "kind": "rutine", "status": "vedtatt", "adopted": "2025-01-01",
                        "valid_to": "9999-12-31"}],
        "transitions": [{"transition": "T10", "activities": activities}],
    }  # fmt: skip


@pytest.fixture
def written(tell: Any, catalogue: Catalogue) -> tuple[bytes, tuple[Deadline, ...]]:
    telling = tell(model(catalogue))
    dated = deadlines(telling.graph, catalogue)
    return calendar_file(telling, dated), dated


def test_a_calendar_library_reads_every_date(written: tuple[bytes, tuple[Deadline, ...]]) -> None:
    content, dated = written
    calendar = Calendar.from_ical(content)
    assert "samhandling" in calendar["PRODID"]
    assert calendar["VERSION"] == "2.0"
    events = calendar.walk("VEVENT")
    assert [event.decoded("DTSTART") for event in events] == [each.date for each in dated]
    assert all(type(event.decoded("DTSTART")) is date for event in events)
    assert {event.decoded("DTSTAMP").date() for event in events} == {date(2026, 11, 21)}
    for event, deadline in zip(events, dated, strict=True):
        assert not event.errors
        assert event.get("RRULE", {}).get("FREQ", []) == (["YEARLY"] if deadline.yearly else [])
    summaries = [str(event["SUMMARY"]) for event in events]
    told = [str(event["DESCRIPTION"]) for event, summary in zip(events, summaries, strict=True) if LONG in summary]
    assert len(told) == 2
    assert any("Ansvarlig: Rektor, Øvre skole" in each for each in told)


def test_lines_end_and_fold_as_the_standard_says(written: tuple[bytes, tuple[Deadline, ...]]) -> None:
    content, _ = written
    assert content.endswith(b"END:VCALENDAR\r\n")
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    for line in lines:
        line.decode()  # no character is cut in two
    assert any(line.startswith(b" ") for line in lines)


def test_uids_are_unique_and_stay(written: tuple[bytes, tuple[Deadline, ...]], tell: Any, catalogue: Catalogue) -> None:
    content, dated = written
    uids = [str(event["UID"]) for event in Calendar.from_ical(content).walk("VEVENT")]
    assert len(set(uids)) == len(uids) == len(dated)
    later = tell(model(catalogue), date(2027, 6, 1), language="en")
    moved = {each.key: each for each in deadlines(later.graph, catalogue)}
    assert moved.keys() == {each.key for each in dated}
    assert uids == [uid("9998", moved[each.key]) for each in dated]
    assert uid("9997", dated[0]) != uids[0]


def test_same_model_same_date_same_bytes(
    written: tuple[bytes, tuple[Deadline, ...]], tell: Any, catalogue: Catalogue
) -> None:
    telling = tell(model(catalogue))
    assert calendar_file(telling, deadlines(telling.graph, catalogue)) == written[0]


def test_an_empty_calendar_is_a_calendar(tell: Any) -> None:
    calendar = Calendar.from_ical(calendar_file(tell({}), ()))
    assert calendar.walk("VEVENT") == []


def test_text_from_people_cannot_end_its_line(tell: Any) -> None:
    sly = Deadline(date(2027, 1, 1), Kind.ACTIVITY, "transitions", "T05", detail="x\r\nEND:VEVENT\x00\x85BEGIN:VALARM")
    content = calendar_file(tell({}), [sly])
    assert content.count(b"\r\nEND:VEVENT\r\n") == 1
    assert b"\r\nBEGIN:VALARM" not in content
    assert b"\x00" not in content
