"""When an amendment is law: the gazette's own sentences, as they are."""

from collections.abc import Callable
from datetime import date

import pytest

from samhandling.lovdata.commencement import InForce, in_force, read_clauses
from samhandling.lovdata.gazette import Amendment, Block, GazetteDocument, Kind
from samhandling.lovdata.places import read_place

Read = Callable[[str], GazetteDocument]
AT_ONCE = date(2025, 6, 20)


def any_law(name: str, reference: str) -> bool:
    return {"folkehelseloven": "lov/2011-06-24-29", "helse- og omsorgstjenesteloven": "lov/2011-06-24-30"}.get(
        name
    ) == reference


def dates(act: GazetteDocument, *regulations: GazetteDocument) -> dict[str, InForce]:
    return {
        (a.division or "") + a.place.spelled.removeprefix(a.place.law): in_force(a, act, regulations, any_law)
        for a in act.amendments
    }


def words(act: GazetteDocument, *regulations: GazetteDocument) -> dict[str, str]:
    return {
        part: found.words if found.certain else f"? {found.words}" for part, found in dates(act, *regulations).items()
    }


def test_the_king_decides_until_a_regulation_does(document: Read) -> None:
    act = document("nl-20250620-042")
    assert set(words(act).values()) == {"Kongen bestemmer"}
    assert set(words(act, document("sf-20250620-1087")).values()) == {"2026-01-01"}
    assert dates(act, document("sf-20250620-1087"))["I/§5a"].regulations == ("forskrift/2025-06-20-1087",)


def test_partial_commencement_section_by_section(document: Read) -> None:
    found = words(document("nl-20250620-035"), document("sf-20250620-1102"))
    assert found["I/§30/ledd/2/setning/1"] == "2025-06-20"  # straks
    assert found["I/§12/ledd/2"] == "2025-06-20"
    assert found["I/§12/ledd/3"] == "2026-01-01"  # øvrige bestemmelser
    assert found["I/§12a"] == "2026-01-01"
    assert found["I/§8/ledd/1/setning/1"] == "Kongen bestemmer"  # med unntak av
    assert found["I/§8/ledd/4"] == "2026-01-01"
    assert found["II"] == "2025-06-20"  # an act repealed whole, by its part


def test_exceptions_name_the_law(document: Read) -> None:
    found = words(document("nl-20250620-069"), document("sf-20250620-1141"))
    assert found["I/§4"] == found["I/§6"] == "2026-01-01"
    assert found["I/§20"] == "? Kongen bestemmer"  # only its fourth paragraph, second sentence is left out


def test_what_a_regulation_does_not_name_waits(document: Read) -> None:
    found = words(document("nl-20250620-074"), document("sf-20250620-1101"))
    assert found["IV/§12-3/ledd/2"] == "2025-06-20"
    assert found["IV/§12-3a"] == "Kongen bestemmer"


def test_spans_of_sections(document: Read) -> None:
    found = words(document("nl-20250620-100"), document("sf-20250620-1100"))
    assert found["I/§9/ledd/1"] == found["I/§53/ledd/3"] == "2026-08-01"  # «§§ 8 til 9»
    assert found["I/§22"] == "2025-07-01"


def test_the_acts_own_words_by_part(document: Read) -> None:
    found = words(document("nl-20250620-109"))
    assert found["I/§6/ledd/1/setning/2"] == "2025-07-01"
    assert found["III/§22a"] == found["V/§10-13"] == "2026-01-01"


def act_of(header: str, *parts: str) -> GazetteDocument:
    places = [read_place(f"lov/2011-06-24-30/{part}") for part in parts]
    amendments = tuple(Amendment(place, Kind.CHANGED, "I") for place in places if place)
    return GazetteDocument("lov/2025-06-20-1", "", AT_ONCE, header, (), (), amendments, ())


def regulation(header: str, *texts: str, number: int = 1) -> GazetteDocument:
    blocks = tuple(Block(text.removeprefix("* "), text.startswith("* ")) for text in texts)
    reference = f"forskrift/2025-06-20-{number}"
    return GazetteDocument(reference, "Ikraftsetting", AT_ONCE, header, (), ("lov/2025-06-20-1",), (), blocks)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Loven trer i kraft 1. juli 2025."], "2025-07-01"),
        (["Lova blir sett i kraft straks."], "2025-06-20"),
        (["Lova tek til å gjelde 1. juli 2025."], "2025-07-01"),
        (["Lovens del I trer i kraft 1. juli 2025. Lovens del II og III trer i kraft straks."], "2025-07-01"),
        (["Loven §§ 1 til 3-4 trer i kraft 1. juli 2025."], "2025-07-01"),
        (["Endringene i I trer likevel i kraft straks."], "2025-06-20"),
        (["Loven trer i kraft straks, med unntak av § 3-4 andre ledd som trer i kraft 1. juli 2025."], "2025-07-01"),
        (["Følgende trer i kraft 1. juli 2025:", "* Endringsloven del I § 3-4 første og andre ledd."], "2025-07-01"),
        (["Følgende trer i kraft 1. juli 2025:", "* Endringsloven del I med unntak av § 3-4."], "Kongen bestemmer"),
        (
            ["Loven trer i kraft straks, med unntak av", "* § 3-4, og", "* § 4 som trer i kraft 1. juli 2025."],
            "Kongen bestemmer",
        ),
        (["Endring i § 3-4 første ledd, samt et nytt andre ledd trer i kraft 1. juli 2025."], "2025-07-01"),
        (["Loven § 3-3 trer i kraft straks. Øvrige bestemmelser i loven trer i kraft 1. juli 2025."], "2025-07-01"),
        (["Endringene i helse- og omsorgstjenesteloven § 3-4 trer i kraft 1. juli 2025."], "2025-07-01"),
        (["Endringene i folkehelseloven § 3-4 trer i kraft 1. juli 2025."], "Kongen bestemmer"),
        (
            ["Loven trer i kraft 1. juli 2025. § 3-4 andre ledd trer i kraft på et senere tidspunkt."],
            "Kongen bestemmer",
        ),
        (["Bestemmelsen om samarbeid trer i kraft straks."], "? Kongen bestemmer"),
        (["Endringsloven del I § 3-4 andre ledd bokstav a trer i kraft straks."], "? Kongen bestemmer"),
        (["Endringsloven del I nr. 2 trer i kraft straks."], "? Kongen bestemmer"),
        (["Loven trer i kraft 1. august 2030."], "? 2030-08-01"),  # the header does not know that day
        (["Ingenting om det her."], "Kongen bestemmer"),
    ],
)
def test_sentences(texts: list[str], expected: str) -> None:
    act = act_of("Kongen bestemmer", "§3-4/ledd/2")
    (found,) = words(act, regulation("2025-06-20, 2025-07-01", *texts)).values()
    assert found == expected


def test_the_later_regulation_wins_and_is_looked_at() -> None:
    act = act_of("Kongen bestemmer", "§3-4")
    first = regulation("2025-07-01", "Loven trer i kraft 1. juli 2025.")
    later = regulation("2025-09-01", "Loven trer i kraft 1. september 2025.", number=2)
    assert words(act, first, later) == {"I/§3-4": "? 2025-09-01"}


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("2025-07-01", "2025-07-01"),
        ("2025-07-01, med virkning fra inntektsåret 2025", "2025-07-01"),
        ("Kongen fastset", "Kongen bestemmer"),
        ("Departementet bestemmer", "Departementet bestemmer"),
        ("2025-07-01, Kongen bestemmer", "? 2025-07-01, Kongen bestemmer"),
    ],
)
def test_the_header(header: str, expected: str) -> None:
    assert words(act_of(header, "§3-4")) == {"I/§3-4": expected}


def test_a_regulation_for_two_acts_is_read_for_each() -> None:
    blocks = [
        Block(
            "Delt ikraftsetting av lov 29. april 2022 nr. 26 om endringer. Loven trer i kraft straks.", is_item=False
        ),
        Block("Delt ikraftsetting av lov 21. juni 2024 nr. 47. Loven trer i kraft 12. oktober 2025.", is_item=False),
    ]
    assert [c.when for c in read_clauses(blocks, AT_ONCE, "lov/2022-04-29-26")] == [AT_ONCE]
    assert [c.when for c in read_clauses(blocks, AT_ONCE, "lov/2024-06-21-47")] == [date(2025, 10, 12)]
