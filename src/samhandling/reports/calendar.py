"""The calendar file: every deadline as a whole-day event (RFC 5545), for Outlook and its like.

UIDs are hashes of where a deadline comes from, so that importing again moves an event instead of adding one. DTSTAMP
is the status date: the same model on the same date gives the same bytes.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from hashlib import sha256

from samhandling.deadlines.deadline import Deadline
from samhandling.reports.sections.telling import Telling
from samhandling.reports.sections.year import source, what, who

_FOLD = 75
"""The most octets a line may have, its line end not counted (RFC 5545, 3.1)."""


def calendar_file(telling: Telling, dated: Iterable[Deadline], name: str = "") -> bytes:
    """Write the deadlines as an iCalendar file; ``name`` is the calendar's, where it is not the year wheel."""
    lines = [*_head(telling, name), *(line for each in dated for line in _event(telling, each)), "END:VCALENDAR"]
    return b"".join(_folded(line) for line in lines)


def _head(telling: Telling, name: str) -> Iterator[str]:
    t = telling.t
    name = name or t("deadlines.calendar", municipality=telling.result.name)
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield f"PRODID:-//samhandling//samhandling {_text(telling.result.tool_version)}//{t.language.upper()}"
    yield "CALSCALE:GREGORIAN"
    yield "METHOD:PUBLISH"
    yield f"X-WR-CALNAME:{_text(name)}"


def _event(telling: Telling, deadline: Deadline) -> Iterator[str]:
    t = telling.t
    about = (
        t("deadlines.responsible", who=who(telling, deadline)),
        t("deadlines.source", source=source(telling, deadline)),
    )
    yield "BEGIN:VEVENT"
    yield f"UID:{uid(telling.result.number, deadline)}"
    yield f"DTSTAMP:{_day(telling.result.as_of)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_day(deadline.date)}"
    if deadline.date < date.max:
        yield f"DTEND;VALUE=DATE:{_day(deadline.date + timedelta(days=1))}"
    if deadline.yearly:
        yield "RRULE:FREQ=YEARLY"
    yield f"SUMMARY:{_text(what(telling, deadline))}"
    yield f"DESCRIPTION:{_text(chr(10).join(about))}"
    yield f"CATEGORIES:{_text(t(f'deadlines.kind.{deadline.kind}'))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def uid(number: str, deadline: Deadline) -> str:
    """The lasting name of an event: the same for the same source, whatever its date, words and language."""
    return sha256("\0".join((number, *deadline.key)).encode()).hexdigest()[:32] + "@samhandling"


def _day(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _text(value: str) -> str:
    """A value of type TEXT, escaped (RFC 5545, 3.3.11); control characters have no place in one."""
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    lines = escaped.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n").replace("\t", " ")
    return "".join(char for char in lines if char.isprintable() or char == "\N{NO-BREAK SPACE}")


def _folded(line: str) -> bytes:
    """A content line with its line end, folded so that no character is cut in two."""
    parts, current = [], b""
    for char in line:
        octets = char.encode()
        # A continuation line begins with a space, which counts too.
        if len(current) + len(octets) > _FOLD:
            parts.append(current)
            current = b" "
        current += octets
    return b"\r\n".join([*parts, current]) + b"\r\n"
