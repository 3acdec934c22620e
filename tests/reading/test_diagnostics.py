"""Codes, words and places of the diagnostics."""

import re
from collections.abc import Callable
from string import Formatter

import pytest
import yaml

from samhandling.law.folders import config_directory
from samhandling.law.texts import load_texts
from samhandling.model.municipality import Municipality
from samhandling.model.shape import Kind, shape_of
from samhandling.reading.diagnostics import (
    Code,
    Hint,
    ModelRejected,
    Notice,
    NoticeCode,
    Place,
    Shown,
    diagnostic,
    quoted,
    sorted_diagnostics,
)
from samhandling.reading.spelling import Spelling

TEXTS = yaml.safe_load((config_directory() / "texts" / "diagnostics.yaml").read_text(encoding="utf-8"))
WORDINGS = [
    (name, wording)
    for group in TEXTS.values()
    for name, entry in group.items()
    for wording in ([entry["one"], entry["other"]] if "other" in entry else [entry])
]
SHOWN = Shown("modell", folder=True)


def test_codes_and_texts_are_the_same_set() -> None:
    assert set(TEXTS["codes"]) == {code.name.lower() for code in Code}
    assert set(TEXTS["notices"]) == {code.name.lower() for code in NoticeCode}
    assert set(TEXTS["expected"]) == {kind.value for kind in Kind} | {"list_section", "yes_or_no"}


def test_every_text_has_three_languages_with_the_same_placeholders() -> None:
    for name, entry in WORDINGS:
        assert set(entry) == {"nb", "nn", "en"}, name
        placeholders = [{part[1] for part in Formatter().parse(text) if part[1]} for text in entry.values()]
        assert placeholders[0] == placeholders[1] == placeholders[2], name


def test_no_text_accuses_or_names_the_machinery() -> None:
    for _, entry in WORDINGS:
        for text in entry.values():
            assert not re.search(r"lovbrudd|lovbrot|pydantic|traceback|None\b", text, re.IGNORECASE)


def test_texts_load_with_the_catalogue() -> None:
    assert load_texts().entry("diagnostics.codes.tab")["nb"].__class__ is str


def test_places_sort_by_file_then_downwards_also_in_a_workbook() -> None:
    places = [Place("b.yaml", 1, 1), Place("a.yaml", 10, 1), Place("a.yaml", 9, 2), Place("a.yaml", 9, 1)]
    made = sorted_diagnostics([diagnostic(Code.TAB, place) for place in places])
    assert [(one.place.file, one.place.line, one.place.column) for one in made] == [
        ("a.yaml", 9, 1), ("a.yaml", 9, 2), ("a.yaml", 10, 1), ("b.yaml", 1, 1),
    ]  # fmt: skip
    cells = ["B10", "AA9", "Z9", "A9"]
    made = sorted_diagnostics([diagnostic(Code.TAB, Place("m.xlsx", sheet="Roller", cell=cell)) for cell in cells])
    assert [one.place.cell for one in made] == ["A9", "Z9", "AA9", "B10"]


def test_the_same_mistake_is_told_once(words: Callable[..., str]) -> None:
    place = Place("a.yaml", 3, 5)
    made = diagnostic(Code.DUPLICATE_KEY, place, key="id", first=Place("a.yaml", 2, 5))
    rejected = ModelRejected([made, made], SHOWN)
    assert rejected.lines(words) == (
        "modell/a.yaml:3:5: INN027 Nøkkelen «id» står to ganger; første gang i modell/a.yaml:2:5. Behold én av dem.",
    )


def test_a_thousand_mistakes_are_enough(words: Callable[..., str]) -> None:
    rejected = ModelRejected([diagnostic(Code.TAB, Place("a.yaml", line, 1)) for line in range(1, 1_502)], SHOWN)
    lines = rejected.lines(words)
    assert len(lines) == 1_001
    assert lines[-1].startswith("modell/a.yaml:1001:1: INN099 501 feil til")


def test_a_line_for_a_workbook(words: Callable[..., str]) -> None:
    place = Place("modell.xlsx", sheet="Tjenester", cell="C14")
    made = diagnostic(
        Code.UNKNOWN_VALUE, place, Hint("nearest", (("nearest", "kommune"),)), key="owner", value="komune"
    )
    line = made.line(words, Shown("inn/modell.xlsx", folder=False))
    assert line.startswith("inn/modell.xlsx:Tjenester!C14: INN047 «komune»")
    assert line.endswith("Mente du «kommune»?")


def test_notices_are_told_like_diagnostics(words: Callable[..., str]) -> None:
    notice = Notice(NoticeCode.GRANT_NOT_STATED, Place("s.yaml", 2, 5), (("id", "bhg"),))
    assert notice.line(words, SHOWN).startswith("modell/s.yaml:2:5: MRK012 «bhg» er privat")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("vanlig tekst", "vanlig tekst"),
        ("to\nlinjer\x1b[31m", "to\\nlinjer\\x1b[31m"),
        ("skjult\u202eretning", "skjult\\u202eretning"),
        ("x" * 100, "x" * 59 + "…"),
        ("ring 41234567", "ring ********"),
        ("x" * 55 + " 15108695088", "x" * 55 + " ***…"),
        ("{n} {0}", "{n} {0}"),
    ],
)
def test_the_users_text_is_repeated_safely(text: str, shown: str) -> None:
    assert quoted(text) == shown


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("Barnehage", "barnehage"), ("barnehagen", "barnehage"), ("brnehage", "barnehage"),
        ("Helse-stasjon", "helsestasjon"),
        ("skolehelsetjenesten", "skolehelsetjeneste"), ("PPT", "ppt"), ("voksenopplæring", "voksenopplaering"),
        ("NAV kommunal", "nav_kommunal"), ("fødeavdeling", "fodeavdeling"), ("familie", "familievern"), ("xyz", None),
    ],
)  # fmt: skip
def test_the_nearest_spelling(vocabulary: dict[str, list[str]], word: str, meant: str | None) -> None:
    assert Spelling(sorted(vocabulary["service_types"])).nearest(word) == meant


def test_many_searches_in_a_large_vocabulary_are_bounded() -> None:
    spelling = Spelling(f"tjeneste-{number}" for number in range(20_000))
    answers = [spelling.nearest(f"tjenste-{number}") for number in range(9)]
    assert answers[0] == "tjeneste-0"
    assert answers[8] is None
    assert spelling.nearest("Tjeneste-19999") == "tjeneste-19999"


def test_the_shape_covers_every_part_of_the_model() -> None:
    def walk(model: type, seen: set[str]) -> set[str]:
        for slot in shape_of(model).values():
            inner = slot.item if slot.item is not None else slot
            if inner.entry is not None and inner.entry.__name__ not in seen:
                seen.add(inner.entry.__name__)
                walk(inner.entry, seen)
        return seen

    assert {"Service", "Selector", "Document", "Activity", "Breach", "CoordinationRule", "Handover"} <= walk(
        Municipality, set()
    )
    delegation = shape_of(shape_of(Municipality)["delegations"].item.entry)  # type: ignore[union-attr, arg-type]
    assert delegation["from"].refers is not None
    assert delegation["retained"].kind is Kind.TRUTH
    assert delegation["document"].kind is Kind.ENTRY
