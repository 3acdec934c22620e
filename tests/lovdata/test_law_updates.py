"""The gazette against the catalogue: every place touched, once, and whether somebody has read it."""

import io
import tarfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from samhandling.audit import audit
from samhandling.law.catalogue import Catalogue, load_catalogue
from samhandling.law.entries import Provision
from samhandling.law.review import is_due_for_review
from samhandling.lovdata.archive import Reason
from samhandling.lovdata.gazette import GazetteDocument
from samhandling.lovdata.impact import find_provisions, impact
from samhandling.lovdata.reading import read_gazettes
from samhandling.lovdata.resting import resting
from samhandling.lovdata.telling import refusal_line, update_lines, updates_json
from samhandling.lovdata.updates import Updates, find_updates
from samhandling.model.municipality import Municipality
from strategies import draw_model

Make = Callable[..., Provision]
Read = Callable[[str], GazetteDocument]
KRISE, BVL, HOL, BHL, OPPL = (
    "LOV-2009-06-19-44",
    "LOV-2021-06-18-97",
    "LOV-2011-06-24-30",
    "LOV-2005-06-17-64",
    "LOV-2023-06-09-30",
)


def seen(found: Updates) -> list[tuple[str, str, str, bool]]:
    return [(u.part.partition("/")[2].partition("/")[2], u.kind, u.in_force, u.known) for u in found.updates]


@pytest.fixture
def krise(provision: Make) -> list[Provision]:
    return [
        provision("KRISE-2-1", KRISE, "§ 2", "1", "2010-01-01"),
        provision("KRISE-2-2D", KRISE, "§ 2", "2 bokstav d", "2010-01-01"),
        provision("KRISE-2-3", KRISE, "§ 2", "3", "2026-01-01"),
        provision("KRISE-5A", KRISE, "§ 5 a", "1", "2026-01-01"),
        provision("KRISE-4-1", KRISE, "§ 4", "1"),
    ]


def test_one_entry_a_place_touched_and_two_for_a_move(document: Read, krise: list[Provision]) -> None:
    found = find_updates([document("nl-20250620-042"), document("sf-20250620-1087")], krise, {}, {})
    day = "2026-01-01"
    assert seen(found) == [
        ("§2/ledd/2", "changed", day, False),  # its letter d is cited, and nobody has read it since 2010
        ("§2/ledd/3", "added", day, True),
        ("§2/ledd/3", "moved", day, True),
        ("§2/ledd/3", "renumbered", day, True),
        ("§2/ledd/4", "moved", day, True),
        *[(f"§2/ledd/{n}", "renumbered", day, True) for n in (4, 4, 5, 5, 6, 6, 7)],
        ("§5a", "added", day, True),
    ]
    assert found.need_a_person
    by_place = {(u.part[-9:], u.kind): u for u in found.updates}
    assert by_place["§2/ledd/2", "changed"].provisions == ("KRISE-2-1", "KRISE-2-2D", "KRISE-2-3")
    assert by_place["§2/ledd/2", "changed"].direct == ("KRISE-2-2D",)
    assert by_place["§2/ledd/3", "moved"].moved_from == "lov/2009-06-19-44/§3/ledd/2"


def test_without_the_regulation_nothing_is_known(document: Read, krise: list[Provision]) -> None:
    found = find_updates([document("nl-20250620-042")], krise, {}, {})
    assert {(u.in_force, u.known) for u in found.updates} == {("Kongen bestemmer", False)}


def test_part_and_act_are_spelled_as_in_the_data(document: Read, provision: Make) -> None:
    entries = [provision("BVL-15-1-1", BVL, "§ 15-1", "1"), provision("BVL-15-1-2", BVL, "§ 15-1", "2")]
    (update,) = find_updates([document("nl-20250620-039")], entries, {}, {"BVL-15-1-1": ("PLN701", "K12")}).updates
    assert (update.act, update.part) == ("lov/2025-06-20-39", "lov/2021-06-18-97/§15-1/ledd/1/setning/1")
    assert (update.provisions, update.direct) == (("BVL-15-1-1", "BVL-15-1-2"), ("BVL-15-1-1",))
    assert update.rests_on == ("K12", "PLN701")


def test_neighbours_with_a_longer_number_are_left_alone(document: Read, provision: Make) -> None:
    entries = [provision("A", BVL, "§ 15"), provision("B", BVL, "§ 15-10"), provision("C", BVL, "§ 3-6 a")]
    assert find_updates([document("nl-20250620-039")], entries, {}, {}).updates == ()


def test_another_paragraph_of_the_section_is_listed_but_not_direct(document: Read, provision: Make) -> None:
    documents = [document("nl-20250620-074"), document("sf-20250620-1101")]
    name = "helse- og omsorgstjenesteloven"
    text = SimpleNamespace(nb=name, nn=name)
    laws = {HOL: SimpleNamespace(id=HOL, name=text)}
    (update,) = find_updates(documents, [provision("HOL-12-3", HOL, "§ 12-3", "1", "2012-01-01")], laws, {}).updates
    assert (update.part, update.direct, update.in_force, update.known) == (
        "lov/2011-06-24-30/§12-3/ledd/2",
        (),
        "2025-06-20",
        False,
    )


def test_a_provision_that_was_history_is_not_touched(document: Read, provision: Make) -> None:
    old = provision("OLD", OPPL, "§ 24-3", "2", "2020-08-01", "2024-07-31")
    new = provision("NEW", OPPL, "§ 24-3", "2", "2024-08-01")
    (update,) = find_updates([document("nl-20250620-039")], [old, new], {}, {}).updates
    assert update.provisions == ("NEW",)


def test_a_chapter_touches_the_sections_that_are_written_anew(document: Read, provision: Make) -> None:
    heading = provision("A", BVL, "§ 6-2")
    assert find_updates([document("nl-20250620-039")], [heading], {}, {}).updates == ()


def test_an_act_that_is_repealed_takes_every_provision(document: Read, provision: Make) -> None:
    entries = [provision("X-1", "LOV-2020-05-26-53", "§ 1"), provision("X-2", "LOV-2020-05-26-53", "§ 2", "1")]
    documents = [document("nl-20250620-035"), document("sf-20250620-1102")]
    (update,) = find_updates(documents, entries, {}, {}).updates
    assert (update.part, update.kind, update.provisions) == ("lov/2020-05-26-53", "repealed", ("X-1", "X-2"))
    assert not update.known
    ended = [provision(e.id, e.law, e.section, e.ledd, until="2025-06-19") for e in entries]
    assert find_updates(documents, ended, {}, {}).updates == ()


def test_since_looks_at_the_act_and_at_what_sets_it_in_force(document: Read, krise: list[Provision]) -> None:
    act, regulation = document("nl-20250620-042"), document("sf-20250620-1087")
    assert find_updates([act, regulation], krise, {}, {}, date(2025, 6, 21)).updates == ()
    assert len(find_updates([act, regulation], krise, {}, {}, date(2025, 6, 20)).updates) == 13


def test_an_amendment_without_a_place_is_not_lost(document: Read, provision: Make) -> None:
    act = document("nl-20250620-039")  # it says that it amends familievernkontorloven too, but that is cut away here
    found = find_updates([act], [provision("FVKL-6", "LOV-1997-06-19-62", "§ 6", "2")], {}, {})
    assert [(each.act, each.law) for each in found.unplaced] == [("lov/2025-06-20-39", "lov/1997-06-19-62")]
    assert found.need_a_person


def test_the_order_of_the_files_does_not_matter(data: Path, krise: list[Provision]) -> None:
    forwards = read_gazettes([data / "gazette"]).documents
    assert len(forwards) == 12
    assert find_updates(forwards, krise, {}, {}) == find_updates(forwards[::-1], krise, {}, {})


def test_a_broken_member_is_refused_and_the_rest_is_read(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "gazette.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for name, content in {
            "broken.xml": b"<html><body>",
            "../evil.xml": b"<html/>",
            "good.xml": (data / "gazette" / "nl-20250620-042.xml").read_bytes(),
        }.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    haul = read_gazettes([path])
    assert [d.reference for d in haul.documents] == ["lov/2025-06-20-42"]
    assert [(r.member, r.reason) for r in haul.refusals] == [
        ("broken.xml", Reason.BROKEN),
        ("../evil.xml", Reason.UNSAFE_NAME),
    ]
    assert not haul.is_incomplete
    path.write_bytes(path.read_bytes()[:-400])
    cut = read_gazettes([path, data / "gazette" / "sf-20250620-1087.xml"])
    assert cut.is_incomplete
    assert [d.reference for d in cut.documents] == ["forskrift/2025-06-20-1087"]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def test_it_is_told_in_three_languages(catalogue: Catalogue, data: Path) -> None:
    haul = read_gazettes([data / "gazette"])
    found = find_updates(haul.documents, catalogue.provisions.values(), catalogue.laws, resting(catalogue))
    told = {
        language: list(update_lines(found, catalogue, catalogue.phrasebook(language), date(2026, 7, 31)))
        for language in ("nb", "nn", "en")
    }
    assert any("ved lov/2025-06-20-100, trer i kraft 1. august 2026." in line for line in told["nb"])
    assert "  · hele paragrafen: ny ved lov/2025-06-20-42, i kraft 1. januar 2026. Kjent for katalogen." in told["nb"]
    assert any("nytt nummer (frå tredje ledd)" in line for line in told["nn"])
    assert any("letter c: changed by lov/2025-06-20-39, in force when the King decides." in line for line in told["en"])
    assert len({len(lines) for lines in told.values()}) == 1
    for reason in Reason:
        for language in told:
            assert catalogue.phrasebook(language)(f"lovdata.refused.reason.{reason}")


def test_json_has_the_keys_that_are_promised(catalogue: Catalogue, data: Path) -> None:
    haul = read_gazettes([data / "gazette", data / "README.md"])
    found = find_updates(haul.documents, catalogue.provisions.values(), catalogue.laws, resting(catalogue))
    told = updates_json(found, haul.refusals, catalogue)
    assert told["schema"] == "samhandling.law-updates/1"
    assert list(told["updates"][0])[:7] == ["act", "part", "kind", "in_force", "provisions", "known", "rests_on"]
    assert told["refused"] == [{"file": str(data / "README.md"), "member": None, "reason": "unreadable"}]
    assert "README.md" in refusal_line(haul.refusals[0], catalogue.phrasebook("nb"))


def test_what_cites_by_subject_rests_on_the_provision_too(catalogue: Catalogue) -> None:
    rests = resting(catalogue)
    assert {"SAM101", "SAM102"} <= set(rests["KRISE-4-3"])
    assert "AVT202" in rests["HOL-6-2-1-8"]
    assert "SRV801" in rests["BVL-15-3-1"]
    for provision in catalogue.transitions["T05"].legal_basis:
        assert {"T05", "OVG605"} <= set(rests[provision])


@pytest.mark.parametrize("seed", range(6))
def test_every_outcome_rests_on_what_it_cites(catalogue: Catalogue, seed: int) -> None:
    on = date(2026, 11, 21)
    result = audit(Municipality.model_validate(draw_model(seed, on)), catalogue, on)
    rests = resting(catalogue)
    successors = {p: entry.replaced_by for p, entry in catalogue.provisions.items()}
    for outcome in result.outcomes:
        for cited in outcome.provisions:
            assert any(outcome.rule in rests.get(p, ()) for p in (cited, *successors[cited])), (outcome.rule, cited)


def test_impact_finds_what_cites_a_provision(provision: Make) -> None:
    entries = [provision("BVL-15-1-1", BVL, "§ 15-1", "1"), provision("BVL-15-1-2", BVL, "§ 15-1", "2")]
    assert find_provisions("bvl-15-1-1", entries) == ("BVL-15-1-1",)
    assert find_provisions("lov/2021-06-18-97/§15-1", entries) == ("BVL-15-1-1", "BVL-15-1-2")
    assert find_provisions("lov/2021-06-18-97/§15-1/ledd/2", entries) == ("BVL-15-1-2",)
    outcomes = [
        SimpleNamespace(provisions=("A",)),
        SimpleNamespace(provisions=("B", "C")),
        SimpleNamespace(provisions=()),
    ]
    assert impact(["C", "D"], outcomes) == (outcomes[1],)


def test_a_catalogue_is_due_for_review_after_its_months(catalogue: Catalogue) -> None:
    assert catalogue.reviewed == date(2026, 11, 21)
    assert not is_due_for_review(catalogue, date(2027, 5, 21))
    assert is_due_for_review(catalogue, date(2027, 5, 22))
