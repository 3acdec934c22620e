"""The words: keys, placeholders, plurals, dates, numbers and lists, the way each language writes them."""

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from samhandling.law.catalogue import Catalogue, load_catalogue
from samhandling.law.texts import Phrasebook, load_texts

DAY = date(2026, 11, 2)


@pytest.fixture(params=["nb", "nn", "en"])
def t(request: pytest.FixtureRequest) -> Phrasebook:
    return Phrasebook(load_texts(), request.param)


def test_dates_numbers_and_lists_are_written_as_the_language_does(t: Phrasebook) -> None:
    expected: dict[str, Any] = {
        "nb": ("2. november 2026", "02.11.2026", "1\u00a0234\u00a0567", "12\u00a0345,50", "a, b og c", "a eller b"),
        "nn": ("2. november 2026", "02.11.2026", "1\u00a0234\u00a0567", "12\u00a0345,50", "a, b og c", "a eller b"),
        "en": ("2 November 2026", "2026-11-02", "1,234,567", "12,345.50", "a, b and c", "a or b"),
    }
    found = (
        t.date(DAY),
        t.short_date(DAY),
        t.number(1234567),
        t.number(12345.5, 2),
        t.list(["a", "b", "c"]),
        t.list(["a", "b"], "or"),
    )
    assert found == expected[t.language]


def test_short_lists_and_small_numbers(t: Phrasebook) -> None:
    assert t.list([]) == ""
    assert t.list(iter(["a"])) == "a"
    assert t.number(0) == "0"
    assert t.number(-3) == "−3"


@pytest.mark.parametrize("key", ["writing", "writing.nothing", "nothing.at.all", "", "writing.month"])
def test_an_unknown_key_is_a_mistake(t: Phrasebook, key: str) -> None:
    with pytest.raises(KeyError):
        t(key)
    assert not t.has(key)


def test_a_placeholder_without_a_value_is_a_mistake(t: Phrasebook) -> None:
    with pytest.raises(KeyError):
        t("writing.and", first="a")


def test_n_chooses_the_form(files: dict[str, Any], written: Any) -> None:
    t = Phrasebook(load_texts(written(files)), "nn")
    assert [t("sums.apples", n=n) for n in (0, 1, 2)] == ["0 epler nn", "1 eple nn", "2 epler nn"]
    with pytest.raises(KeyError):
        t("sums.apples")


def test_counts_and_dates_are_written_out(t: Phrasebook) -> None:
    assert t("writing.and", first=DAY, last="b").startswith(t.date(DAY))
    assert t("writing.and", first="a", last=2026).endswith(" 2026")


def test_values_are_never_read_as_placeholders(t: Phrasebook) -> None:
    assert "{last}" in t("writing.and", first="{last}", last="{0.__class__}")


def test_terms_and_texts_of_the_catalogue(shipped: Catalogue) -> None:
    t = shipped.phrasebook("nn")
    assert t.term("finding_class", "possible_breach") == "mogleg lovbrot"
    assert t.term("service_type", "boligkontor") == "Bustadkontor"
    assert t.term("stage", "barnetrinn") == "Barnetrinn"
    assert t.term("topic", "hol-6-2-8") == "Jordmortenester (nr. 8)"
    assert t.pick(shipped.stages["barnetrinn"].in_stage) == "På barnetrinnet"
    for group, value in (("verdict", "maybe"), ("nothing", "met")):
        with pytest.raises(KeyError):
            t.term(group, value)


def test_a_spoiled_area_is_refused_when_it_is_first_used(files: dict[str, Any], written: Any) -> None:
    from samhandling.law.catalogue import CatalogueInvalid

    del files["texts/sums.yaml"]["deep"]["er"]["nn"]
    texts = load_texts(written(files))
    with pytest.raises(CatalogueInvalid):
        texts.entry("sums.apples")


def test_every_area_is_in_three_languages(shipped: Catalogue) -> None:
    areas = [path.stem for path in (Path(__file__).parents[2] / "config" / "texts").glob("*.yaml")]
    assert "writing" in areas
    for area in areas:
        for key, entry in shipped.texts.area(area).items():
            forms = [entry] if "nb" in entry else list(entry.values())
            for form in forms:
                assert isinstance(form, dict), key
                assert set(form) == {"nb", "nn", "en"}, key


def test_the_texts_load_without_the_catalogue_or_yaml() -> None:
    """What ``--help`` needs: one area, and none of the slow modules."""
    code = (
        "import sys; from samhandling.law.texts import load_texts, Phrasebook; load_texts();"
        "print([name for name in ('yaml', 'pydantic', 'pathlib', 'samhandling.law.entries') if name in sys.modules])"
    )
    source = str(Path(__file__).parents[2] / "src")
    done = subprocess.run(
        [sys.executable, "-S", "-c", f"import sys; sys.path.insert(0, {source!r}); {code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"


def test_load_catalogue_gives_the_texts_of_its_own_folder(files: dict[str, Any], written: Any) -> None:
    catalogue = load_catalogue(written(files))
    assert catalogue.phrasebook("nb")("sums.deep.er", x=1) == "1 nb"
