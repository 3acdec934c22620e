"""One announcement: what it touches, part by part, as spelled in the data."""

from collections.abc import Callable
from pathlib import Path

import pytest

from samhandling.lovdata.archive import Reason
from samhandling.lovdata.gazette import GazetteDocument, Kind, read_gazette
from samhandling.lovdata.markup import MOST_ELEMENTS, NotRead
from samhandling.lovdata.places import read_cited, read_place

Read = Callable[[str], GazetteDocument]


def test_an_act_tells_what_it_touches(document: Read) -> None:
    act = document("nl-20250620-042")
    assert (act.reference, act.in_force, act.amends) == (
        "lov/2025-06-20-42",
        "Kongen bestemmer",
        ("lov/2009-06-19-44",),
    )
    krise = "lov/2009-06-19-44"
    found = [(a.place.spelled.removeprefix(krise), a.kind) for a in act.amendments if a.place.section == "§2"]
    assert found[:4] == [
        ("/§2/ledd/2", Kind.CHANGED),
        ("/§2/ledd/3", Kind.ADDED),
        ("/§2/ledd/3", Kind.RENUMBERED),
        ("/§2/ledd/4", Kind.RENUMBERED),
    ]
    moved = [a for a in act.amendments if a.kind is Kind.MOVED]
    assert [(a.place.spelled, a.moved_to, a.moved_from) for a in moved[:2]] == [
        (f"{krise}/§3/ledd/2", f"{krise}/§2/ledd/3", None),
        (f"{krise}/§2/ledd/3", None, f"{krise}/§3/ledd/2"),
    ]
    assert {a.division for a in act.amendments} == {"I"}


def test_a_mark_that_the_words_do_not_bear_out_is_noticed(document: Read) -> None:
    # «Noverande § 3 andre og tredje ledd blir tredje og nytt fjerde ledd», which the data say go to § 2.
    act = document("nl-20250620-042")
    slips = [(a.place.spelled, a.moved_from) for a in act.amendments if not a.is_in_words]
    krise = "lov/2009-06-19-44"
    assert slips == [
        (f"{krise}/§2/ledd/3", f"{krise}/§3/ledd/2"),
        (f"{krise}/§2/ledd/4", f"{krise}/§3/ledd/3"),
    ]
    assert all(a.is_in_words for a in document("nl-20250620-100").amendments)


def test_a_chapter_brings_the_sections_that_stand_in_it(document: Read) -> None:
    chapters = {a.place.chapter: a.sections for a in document("nl-20250620-039").amendments if a.place.chapter}
    assert chapters == {"6": frozenset()}  # a new heading and no more


def test_a_regulation_that_sets_an_act_in_force_names_it(document: Read) -> None:
    assert document("sf-20250620-1087").sets_in_force == ("lov/2025-06-20-42",)
    assert document("nl-20250620-042").sets_in_force == ()


def test_a_withdrawn_announcement_is_no_document(data: Path) -> None:
    assert read_gazette((data / "gazette" / "sf-20250909-2042.xml").read_bytes()) is None


HEADER = (
    '<header><dl class="data-document-key-info"><dt/><dd class="refid">lov/2025-01-01-1</dd>'
    '<dt/><dd class="dokid">{dokid}</dd></dl></header>'
)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<html><body>", Reason.BROKEN),
        (b"\xff\xfe\x00", Reason.BROKEN),
        (b'<?xml version="1.0" encoding="nonsense"?><html/>', Reason.BROKEN),
        (b'<!DOCTYPE html [<!ENTITY a "b">]><html>&a;</html>', Reason.ENTITIES),
        (b'<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]><html>&a;</html>', Reason.ENTITIES),
        (b"<html><body>something else</body></html>", Reason.NOT_GAZETTE),
        (f"<html>{HEADER.format(dokid='NL/lov/2025-01-01-1')}<main/></html>".encode(), Reason.NOT_GAZETTE),
        (b"<a>" * (MOST_ELEMENTS + 1), Reason.BOMB),
    ],
)
def test_what_cannot_be_read_says_why(content: bytes, reason: Reason) -> None:
    with pytest.raises(NotRead) as error:
        read_gazette(content)
    assert error.value.reason is reason


def test_deep_nesting_is_no_danger() -> None:
    deep = "<p>" * 50_000 + "x" + "</p>" * 50_000
    body = f"<html>{HEADER.format(dokid='LTI/lov/2025-01-01-1')}<main>{deep}</main></html>"
    found = read_gazette(body.encode())
    assert found is not None
    assert found.amendments == ()


def test_slips_in_the_data_are_survived() -> None:
    body = (
        f"<html>{HEADER.format(dokid='LTI/lov/2025-01-01-1')}<main>"
        '<article class="change" data-move-part="lov/1972-05-12-28/§55a/ledd/5;;4"'
        ' data-change-part=" lov/2018-04-20-8/§15/ledd1/nummer/4  lov/1959-10-23/§3 4"/></main></html>'
    )
    found = read_gazette(body.encode())
    assert found is not None
    assert [(a.place.law, a.place.section, a.place.below) for a in found.amendments] == [
        ("lov/2018-04-20-8", "§15", (("nummer", "4"),)),
        ("lov/1959-10-23", "§3", ()),
        ("lov/1972-05-12-28", "§55a", (("ledd", "5"),)),
    ]


@pytest.mark.parametrize(
    ("cited", "place", "touched"),
    [
        ("2", "ledd/2", True),
        ("2", "ledd/2/setning/1", True),
        ("2", "ledd/12", False),
        ("2–4 og 7", "ledd/3", True),
        ("2–4 og 7", "ledd/5", False),
        ("1, 2 og 4", "ledd/4/bokstav/d", True),
        ("1 nr. 8", "ledd/1/nummer/8", True),
        ("1 nr. 8", "ledd/1/nummer/9", False),
        ("1 nr. 8", "ledd/1", True),
        ("2 bokstav d", "ledd/2/bokstav/d", True),
        ("1 (2. punktum)", "ledd/1/setning/1", False),
        ("1 (2. punktum)", "ledd/1/setning/2", True),
        (None, "ledd/9", True),
        ("3", "", True),
    ],
)
def test_which_paragraph_is_touched(cited: str | None, place: str, touched: bool) -> None:
    part = read_place(f"lov/2011-06-24-30/§6-2/{place}".rstrip("/"))
    assert part is not None
    assert read_cited(cited).is_touched_by(part) is touched
