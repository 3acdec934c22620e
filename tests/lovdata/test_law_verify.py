"""The catalogue against consolidated statutes: here a catalogue of property law, the acts being real."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from samhandling.errors import SamhandlingError
from samhandling.law.entries import Provision, Reviewed
from samhandling.lovdata.archive import Reason
from samhandling.lovdata.reading import read_statutes
from samhandling.lovdata.reviews import accept, recorded, spell
from samhandling.lovdata.statutes import Statute, read_statute
from samhandling.lovdata.verify import Fault, Verification, verify

Make = Callable[..., Provision]
AS_OF = date(2026, 11, 21)
EIER, GRANNE, SKJONN, MATRIKKEL = "LOV-2017-06-16-65", "LOV-1961-06-16-15", "LOV-1917-06-01-1", "LOV-2005-06-17-101"


@pytest.fixture
def statutes(data: Path) -> tuple[Statute, ...]:
    haul = read_statutes([data / "statutes"])
    assert haul.refusals == ()
    return haul.documents


@pytest.fixture
def property_law(provision: Make) -> list[Provision]:
    """Eight provisions in order, before three things happen to them."""
    return [
        provision("EIER-6", EIER, "§ 6"),
        provision("EIER-6A", EIER, "§ 6 a", "1–4"),
        provision("EIER-23-2C", EIER, "§ 23", "2 bokstav c"),
        provision("EIER-23-3", EIER, "§ 23", "1, 3 og 4"),
        provision("EIER-24", EIER, "§ 24", "1 (2. punktum)"),
        provision("GRANNE-16", GRANNE, "§ 16", "2 bokstav a"),
        provision("SKJONN-20A", SKJONN, "§ 20 a", "1"),
        provision("MATRIKKEL-6", MATRIKKEL, "§ 6", "1 bokstav e"),
    ]


def found(verification: Verification) -> list[tuple[str, Fault]]:
    return [(problem.provision, problem.fault) for problem in verification.problems]


def read_and_accepted(provisions: list[Provision], statutes: tuple[Statute, ...]) -> list[Provision]:
    record = accept(provisions, verify(statutes, provisions, AS_OF), ["all"], AS_OF)
    return list(recorded(provisions, record))


def test_a_catalogue_in_order_has_no_faults(statutes: tuple[Statute, ...], property_law: list[Provision]) -> None:
    assert {fault for _, fault in found(verify(statutes, property_law, AS_OF))} == {Fault.NOT_REVIEWED}
    accepted = read_and_accepted(property_law, statutes)
    result = verify(statutes, accepted, AS_OF)
    assert found(result) == []
    assert len(result.checked) == 8


def test_one_repealed_one_paragraph_missing_one_changed_and_nothing_else(
    data: Path, statutes: tuple[Statute, ...], property_law: list[Provision], provision: Make
) -> None:
    accepted = read_and_accepted(property_law, statutes)
    seen = accepted[0].reviewed
    accepted += [
        provision("GRANNE-17", GRANNE, "§ 17", reviewed=seen),
        provision("EIER-23-5", EIER, "§ 23", "5", reviewed=next(p.reviewed for p in accepted if p.id == "EIER-23-3")),
    ]
    path = data / "statutes" / "nl-20050617-101.xml"
    content = path.read_text(encoding="utf-8").replace(
        "Oppmålingsforretning skal haldast", "Oppmålingsforretning kan haldast"
    )
    changed = read_statute(content.encode())
    now = [changed if statute.reference == changed.reference else statute for statute in statutes]
    assert found(verify(now, accepted, AS_OF)) == [
        ("EIER-23-5", Fault.LEDD_MISSING),
        ("GRANNE-17", Fault.SECTION_REPEALED),
        ("MATRIKKEL-6", Fault.TEXT_CHANGED),
    ]


@pytest.mark.parametrize(
    ("section", "ledd", "fault"),
    [
        ("§ 23", "2 bokstav d", Fault.LEDD_MISSING),
        ("§ 23", "2 nr. 1", Fault.LEDD_MISSING),
        ("§ 23", "3–5", Fault.LEDD_MISSING),
        ("§ 23 a", None, Fault.SECTION_MISSING),
        ("§ 2", None, Fault.SECTION_MISSING),
    ],
)
def test_what_is_not_there(
    statutes: tuple[Statute, ...], provision: Make, section: str, ledd: str | None, fault: Fault
) -> None:
    assert found(verify(statutes, [provision("X", EIER, section, ledd)], AS_OF))[0] == ("X", fault)


def test_a_repeal_counts_from_its_day(statutes: tuple[Statute, ...], provision: Make) -> None:
    section = next(s for s in statutes if s.reference == "lov/1917-06-01-1").section("§ 3")
    assert section is not None
    assert section.repealed_from == date(2008, 1, 1)
    assert not section.is_repealed(date(2007, 12, 31))
    assert section.is_repealed(date(2008, 1, 1))


def test_a_section_without_text_yet_has_no_paragraph(statutes: tuple[Statute, ...], provision: Make) -> None:
    result = verify(statutes, [provision("M", MATRIKKEL, "§ 15 a", "1")], AS_OF)
    assert found(result) == [("M", Fault.LEDD_MISSING), ("M", Fault.NOT_REVIEWED)]


def test_what_is_not_law_on_the_date_or_cannot_be_looked_up_is_not_examined(
    statutes: tuple[Statute, ...], provision: Make
) -> None:
    result = verify(
        statutes,
        [
            provision("OLD", EIER, "§ 99", until="2024-07-31"),
            provision("NEW", EIER, "§ 99", since="2027-01-01"),
            provision("FOR", "FOR-2018-10-19-1584", "§ 4"),
            provision("NUMBERLESS", "FOR-2022-ukjent", "§ 1"),
            provision("SECTIONLESS", EIER, "§ ?"),
            provision("GONE", "LOV-1998-07-17-61", "§ 1"),
        ],
        AS_OF,
    )
    assert result.not_examined == ("FOR", "NUMBERLESS", "SECTIONLESS")
    assert found(result) == [("GONE", Fault.STATUTE_MISSING)]


def test_only_the_words_count(data: Path) -> None:
    source = (data / "statutes" / "nl-20050617-101.xml").read_text(encoding="utf-8")

    def digest(text: str) -> str:
        section = read_statute(text.encode()).section("§ 6")
        assert section is not None
        return section.text_sha256

    start = digest(source)
    assert digest(source.replace("Oppmålingsforretning skal", "Oppmålingsforretning\u00a0\n  skal")) == start
    assert digest(source.replace("Oppmålingsforretning skal", "Oppma\u030alingsforretning skal")) == start
    assert digest(source.replace('class="changesToParent">', 'class="changesToParent">Endra igjen. ')) == start
    assert digest(source.replace("skal haldast", "skal <i>haldast</i>")) == start
    assert digest(source.replace("skal haldast", "skal ikkje haldast")) != start
    assert digest(source.replace("umatrikulert grunneigedom eller", "umatrikulert grunneigedom, eller")) != start


def test_the_same_words_in_another_paragraph_are_another_text() -> None:
    head = '<html><header><dl class="data-document-key-info"><dt/><dd class="refid">lov/2000-01-01-1</dd></dl></header>'
    body = '<main><article class="legalArticle" data-name="§1">{}</article></main></html>'
    one = '<article class="legalP">A er B. C er D.</article>'
    two = '<article class="legalP">A er B.</article><article class="legalP">C er D.</article>'
    first, second = (read_statute((head + body.format(text)).encode()).section("§ 1") for text in (one, two))
    assert first is not None
    assert second is not None
    assert first.text_sha256 != second.text_sha256
    assert [number for number, _ in second.ledd] == [1, 2]


def test_the_record_keeps_what_was_not_accepted_now(
    statutes: tuple[Statute, ...], property_law: list[Provision]
) -> None:
    before = Reviewed(date(2025, 1, 1), "0" * 64)
    entries = list(recorded(property_law, {"EIER-6": before}))
    record = accept(entries, verify(statutes, entries, AS_OF), ["EIER-6A"], AS_OF)
    assert list(record) == ["EIER-6", "EIER-6A"]
    assert record["EIER-6"] == before
    lines = spell(record).splitlines()
    assert lines[2] == f"EIER-6: {{date: 2025-01-01, text_sha256: {'0' * 64}}}"
    assert "samhandling" in lines[1]


def test_nothing_can_be_accepted_that_is_not_there(statutes: tuple[Statute, ...], provision: Make) -> None:
    entries = [provision("GRANNE-17", GRANNE, "§ 17")]
    result = verify(statutes, entries, AS_OF)
    with pytest.raises(SamhandlingError, match="nothing_to_accept"):
        accept(entries, result, ["GRANNE-17"], AS_OF)
    with pytest.raises(SamhandlingError, match="unknown_provision"):
        accept(entries, result, ["GRANNE-18"], AS_OF)


def test_an_announcement_is_no_statute(data: Path) -> None:
    haul = read_statutes([data / "gazette" / "nl-20250620-042.xml"])
    assert [refusal.reason for refusal in haul.refusals] == [Reason.NOT_STATUTE, Reason.EMPTY]
