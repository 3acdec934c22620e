"""The law of a day: which provision is cited on it, and how it is written in each language."""

from datetime import date

import pytest

from samhandling.law.catalogue import Catalogue
from samhandling.law.citation import part_of_section
from samhandling.law.texts import Phrasebook, load_texts

REFORM, CHILD_WELFARE, BEFORE_SCHOOL, TODAY = (
    date(2022, 8, 1),
    date(2023, 6, 1),
    date(2024, 7, 31),
    date(2026, 11, 21),
)
COORDINATION = ("HOL-3-4-2", "BVL-15-8-2", "BHL-2B-2", "OPPL-24-1-2", "SOTJL-13-3")


@pytest.mark.parametrize(
    ("on", "changed"),
    [
        (REFORM, {"BVL92-3-2", "OPPL98-15-8"}),
        (CHILD_WELFARE, {"BVL-15-8-2", "OPPL98-15-8"}),
        (BEFORE_SCHOOL, {"BVL-15-8-2", "OPPL98-15-8"}),
        (TODAY, {"BVL-15-8-2", "OPPL-24-1-2"}),
    ],
)
def test_the_predecessor_is_cited_where_only_it_is_in_force(shipped: Catalogue, on: date, changed: set[str]) -> None:
    cited = shipped.cited(COORDINATION, on)
    assert set(cited) == {"HOL-3-4-2", "BHL-2B-2", "SOTJL-13-3"} | changed
    assert list(cited) == sorted(cited)


def test_a_predecessor_of_several_is_cited_once(shipped: Catalogue) -> None:
    assert shipped.cited(["BVL-15-8-1", "BVL-15-8-2", "BVL-15-8-3"], REFORM) == ("BVL92-3-2",)


@pytest.mark.parametrize(
    ("provision", "on", "applies"),
    [
        ("HOL-6-2-1-12", date(2023, 6, 30), False),
        ("HOL-6-2-1-12", date(2023, 7, 1), True),
        ("BVL-15-3-5", date(2022, 12, 31), False),
        ("BVL-15-3-5", date(2023, 1, 1), True),
        ("BVL-15-1-2", REFORM, True),
        ("OPPL-24-1-6", BEFORE_SCHOOL, False),
        ("OPPL-24-1-6", date(2024, 8, 1), True),
        ("OPPL-9-5-2", BEFORE_SCHOOL, False),
    ],
)
def test_a_duty_applies_from_its_day(shipped: Catalogue, provision: str, on: date, applies: bool) -> None:
    assert shipped.applies([provision], on) is applies


def test_what_rests_on_no_provision_always_applies(shipped: Catalogue) -> None:
    assert shipped.applies([], REFORM)
    assert shipped.cited([], REFORM) == ()


def test_the_prevention_plan_before_2023_rests_on_the_old_act(shipped: Catalogue) -> None:
    assert shipped.cited(["BVL-15-1-2"], REFORM) == ("BVL92-3-1",)


@pytest.mark.parametrize("on", [REFORM, CHILD_WELFARE, BEFORE_SCHOOL, TODAY])
def test_no_provision_is_cited_on_a_day_it_is_not_law(shipped: Catalogue, on: date) -> None:
    for provision in shipped.provisions:
        for cited in shipped.cited([provision], on):
            assert shipped.provisions[cited].in_force(on)


@pytest.mark.parametrize(
    ("provision", "nb", "nn", "en"),
    [
        (
            "HOL-3-4-2",
            "hol. § 3-4 andre ledd",
            "hol. § 3-4 andre ledd",
            "Health and Care Services Act s. 3-4 second paragraph",
        ),
        (
            "HOL-6-2-1-8",
            "hol. § 6-2 første ledd nr. 8",
            "hol. § 6-2 første ledd nr. 8",
            "Health and Care Services Act s. 6-2 first paragraph no. 8",
        ),
        (
            "KOML-25-1-3-B",
            "kommuneloven § 25-1 tredje ledd bokstav b",
            "kommunelova § 25-1 tredje ledd bokstav b",
            "Local Government Act s. 25-1 third paragraph letter b",
        ),
        (
            "OPPL98-13-1",
            "opplæringsloven 1998 § 13-1",
            "opplæringslova 1998 § 13-1",
            "Education Act 1998 s. 13-1",
        ),
        (
            "FORIP-2",
            "IP-forskriften (paragrafen er ikke kontrollert)",
            "IP-forskrifta (paragrafen er ikkje kontrollert)",
            "Individual Plan Regulation (section not verified)",
        ),
    ],
)
def test_a_provision_is_written_as_jurists_do(shipped: Catalogue, provision: str, nb: str, nn: str, en: str) -> None:
    assert [shipped.citation(provision, language) for language in ("nb", "nn", "en")] == [nb, nn, en]


@pytest.mark.parametrize(
    ("ledd", "nb", "en"),
    [
        ("1–3", "første til tredje ledd", "first to third paragraphs"),
        ("2 og 6", "andre og sjette ledd", "second and sixth paragraphs"),
        ("1, 2 og 4", "første, andre og fjerde ledd", "first, second and fourth paragraphs"),
        ("2–4 og 7", "andre til fjerde og sjuende ledd", "second to fourth and seventh paragraphs"),
        ("1 (2. punktum)", "første ledd andre punktum", "first paragraph second sentence"),
        ("3 bokstav a", "tredje ledd bokstav a", "third paragraph letter a"),
        ("1 nr. 13", "første ledd nr. 13", "first paragraph no. 13"),
        ("5", "femte ledd", "fifth paragraph"),
        ("vedlegg", "vedlegg", "vedlegg"),
    ],
)
def test_parts_of_a_section_are_written_out(ledd: str, nb: str, en: str) -> None:
    texts = load_texts()
    assert part_of_section(ledd, Phrasebook(texts, "nb")) == nb
    assert part_of_section(ledd, Phrasebook(texts, "en")) == en


def test_every_part_in_the_catalogue_can_be_written_out(shipped: Catalogue) -> None:
    for provision in shipped.provisions.values():
        if provision.ledd is not None:
            assert shipped.citation(provision.id, "nn").split(" ledd")[0] != shipped.citation(provision.id, "nn")
