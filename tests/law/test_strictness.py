"""One spoiled catalogue for each mistake a jurist can make: all are found, each with its place."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from samhandling.law.catalogue import CatalogueInvalid, load_catalogue
from samhandling.law.problems import Mistake
from samhandling.law.texts import Phrasebook, load_texts

Files = dict[str, Any]
Write = Callable[[Files], Path]


def mistakes(folder: Path) -> list[tuple[str, str, str]]:
    with pytest.raises(CatalogueInvalid) as caught:
        load_catalogue(folder)
    return [(each.file, each.path, each.mistake.name) for each in caught.value.problems]


def test_the_smallest_catalogue_is_in_order(files: Files, written: Write) -> None:
    catalogue = load_catalogue(written(files))
    assert catalogue.provisions["NY-1"].ledd == "2"
    assert catalogue.provisions["NY-1"].supervisor == "statsforvalteren"
    assert catalogue.provisions["GAMMEL-1"].supervisor is None
    assert catalogue.group("types", "core") == ("barnehage", "grunnskole")
    assert catalogue.term("topic", "overgang:T01").name.nn == "overgang nn"
    assert catalogue.check("SAM101").cases["other"].finding_class == "risk"


def _at(files: Files, *path: str | int) -> Any:
    found: Any = files
    for step in path:
        found = found[step]
    return found


def _set(*path: str | int, to: Any) -> Callable[[Files], None]:
    def spoil(files: Files) -> None:
        _at(files, *path[:-1])[path[-1]] = to

    return spoil


def _drop(*path: str | int) -> Callable[[Files], None]:
    def spoil(files: Files) -> None:
        del _at(files, *path[:-1])[path[-1]]

    return spoil


def _twice(*path: str | int) -> Callable[[Files], None]:
    def spoil(files: Files) -> None:
        entries = _at(files, *path)
        entries.append(entries[0])

    return spoil


LAW = "provisions/loven.yaml"
SAM = "checks/sam.yaml"
SPOILED = [
    ("unknown key", _set("laws.yaml", 0, "shrt", to="x"), ("laws.yaml", "0", "UNKNOWN_KEY")),
    ("missing key", _drop(LAW, 1, "section"), (LAW, "1", "MISSING_KEY")),
    ("not a list", _set("stages.yaml", to={}), ("stages.yaml", "", "EXPECTED")),
    ("empty text", _set(LAW, 1, "section", to=" "), (LAW, "1.section", "EXPECTED")),
    ("text for a number", _set("stages.yaml", 0, "age_to", to="tolv"), ("stages.yaml", "0.age_to", "EXPECTED")),
    ("truth for a number", _set("stages.yaml", 0, "age_to", to=True), ("stages.yaml", "0.age_to", "EXPECTED")),
    (
        "text for a truth",
        _set("authorities.yaml", 0, "council_only", to="ja"),
        ("authorities.yaml", "0.council_only", "EXPECTED"),
    ),
    ("bad date", _set(LAW, 1, "in_force_from", to="2023-02-30"), (LAW, "1.in_force_from", "EXPECTED")),
    ("dates reversed", _set(LAW, 0, "in_force_to", to="2009-12-31"), (LAW, "0.in_force_to", "DATES_REVERSED")),
    ("unknown strength", _set(LAW, 1, "strength", to="må"), (LAW, "1.strength", "NOT_ONE_OF")),
    ("unknown law", _set(LAW, 1, "law", to="LOV-2"), (LAW, "1.law", "UNKNOWN_REFERENCE")),
    ("unknown category", _set(LAW, 1, "category", to="samording"), (LAW, "1.category", "UNKNOWN_REFERENCE")),
    ("unknown phrase", _set(LAW, 1, "evidence", to=["sjekk"]), (LAW, "1.evidence.0", "UNKNOWN_REFERENCE")),
    ("unknown successor", _set(LAW, 0, "replaced_by", to=["NY-2"]), (LAW, "0.replaced_by.0", "UNKNOWN_REFERENCE")),
    ("unknown supervisor", _set(LAW, 1, "supervisor", to="noen"), (LAW, "1.supervisor", "UNKNOWN_REFERENCE")),
    ("same provision twice", _twice(LAW), (LAW, "2.id", "DUPLICATE_ID")),
    ("same check twice", _twice(SAM), (SAM, "1.code", "DUPLICATE_ID")),
    (
        "language missing",
        _drop("phrases/evidence.yaml", "rutine", "nn"),
        ("phrases/evidence.yaml", "rutine", "MISSING_LANGUAGE"),
    ),
    (
        "language too many",
        _set("phrases/evidence.yaml", "rutine", "se", to="x"),
        ("phrases/evidence.yaml", "rutine", "UNKNOWN_KEY"),
    ),
    (
        "placeholders differ",
        _set(SAM, 0, "findings", "met", "en", to="x"),
        (SAM, "0.findings.met", "PLACEHOLDERS_DIFFER"),
    ),
    (
        "placeholder with attribute",
        _set(SAM, 0, "findings", "met", "en", to="{name.x}"),
        (SAM, "0.findings.met.en", "BAD_PLACEHOLDER"),
    ),
    ("brace alone", _set(SAM, 0, "title", "nb", to="a { b"), (SAM, "0.title.nb", "BAD_PLACEHOLDER")),
    (
        "placeholder that is no fact",
        _set(SAM, 0, "facts", to=[]),
        (SAM, "0.findings.partial", "UNKNOWN_PLACEHOLDER"),
    ),
    (
        "finding that cannot be",
        _set(SAM, 0, "findings", "not_applicable", to={"nb": "a", "nn": "a", "en": "a"}),
        (SAM, "0.findings.not_applicable", "UNKNOWN_FINDING"),
    ),
    (
        "finding of a case that is not there",
        _drop(SAM, 0, "cases", "other"),
        (SAM, "0.findings.undocumented.other", "UNKNOWN_FINDING"),
    ),
    ("unknown section", _set(SAM, 0, "section", to="avtaler"), (SAM, "0.section", "UNKNOWN_REFERENCE")),
    ("unknown parameter", _set(SAM, 0, "parameters", to=["weeks"]), (SAM, "0.parameters.0", "UNKNOWN_REFERENCE")),
    (
        "unknown type in a pair",
        _set("expected-pairs.yaml", 0, to=["barnehage", "skole"]),
        ("expected-pairs.yaml", "0.1", "UNKNOWN_REFERENCE"),
    ),
    (
        "unknown stage of a side",
        _set("transitions.yaml", 0, "receivers", 0, "with_stage", to="x"),
        ("transitions.yaml", "0.receivers.0.with_stage", "UNKNOWN_REFERENCE"),
    ),
    (
        "unknown topic",
        _set("transitions.yaml", 0, "also_carried_by", to=["overgang:T02"]),
        ("transitions.yaml", "0.also_carried_by.0", "UNKNOWN_REFERENCE"),
    ),
    (
        "unknown member of a group",
        _set("groups.yaml", "types", "core", to=["skole"]),
        ("groups.yaml", "types.core.0", "UNKNOWN_REFERENCE"),
    ),
    (
        "number without a value at first",
        _set("parameters.yaml", 0, "values", 0, "valid_from", to="2023-01-01"),
        ("parameters.yaml", "0.values", "NO_VALUE_AT_FIRST"),
    ),
    (
        "values out of order",
        _set("parameters.yaml", 0, "values", 1, "valid_from", to="2019-01-01"),
        ("parameters.yaml", "0.values", "DATES_UNORDERED"),
    ),
    (
        "review of nothing",
        _set("reviews.yaml", to={"NY-2": {"date": "2026-11-21", "text_sha256": "a" * 64}}),
        ("reviews.yaml", "NY-2", "UNKNOWN_REFERENCE"),
    ),
    (
        "digest that is none",
        _set("reviews.yaml", to={"NY-1": {"date": "2026-11-21", "text_sha256": "abc"}}),
        ("reviews.yaml", "NY-1.text_sha256", "EXPECTED"),
    ),
    (
        "text of the program without nynorsk",
        _drop("texts/sums.yaml", "apples", "one", "nn"),
        ("texts/sums.yaml", "apples.one", "MISSING_LANGUAGE"),
    ),
    (
        "one form with more placeholders",
        _set("texts/sums.yaml", "apples", "one", to={"nb": "{m}", "nn": "{m}", "en": "{m}"}),
        ("texts/sums.yaml", "apples", "PLACEHOLDERS_DIFFER"),
    ),
    (
        "text in a file of no known kind",
        _set("other.yaml", to={"a": [{"nb": "a", "nn": "b"}]}),
        ("other.yaml", "a.0", "MISSING_LANGUAGE"),
    ),
    ("key twice", _set("stages.yaml", to="- id: a\n  id: b\n"), ("stages.yaml", "id", "DUPLICATE_KEY")),
    ("no YAML", _set("stages.yaml", to="- {a: b\n"), ("stages.yaml", "", "SYNTAX")),
    ("tag", _set("stages.yaml", to="- !!python/object:os.system x\n"), ("stages.yaml", "", "SYNTAX")),
    ("missing file", _drop("topics.yaml"), ("topics.yaml", "", "MISSING_FILE")),
    ("missing folder", _drop(SAM), ("checks", "", "MISSING_FILE")),
]


@pytest.mark.parametrize(("spoil", "expected"), [each[1:] for each in SPOILED], ids=[each[0] for each in SPOILED])
def test_each_mistake_is_found_at_its_place(
    files: Files, written: Write, spoil: Callable[[Files], None], expected: tuple[str, str, str]
) -> None:
    spoil(files)
    assert mistakes(written(files)) == [expected]


def test_a_check_without_cases_is_refused(files: Files, written: Write) -> None:
    _set(SAM, 0, "cases", to={})(files)
    assert (SAM, "0.cases", "EXPECTED") in mistakes(written(files))


def test_every_mistake_is_found_at_once(files: Files, written: Write) -> None:
    _drop(LAW, 1, "section")(files)
    _drop("phrases/evidence.yaml", "rutine", "nn")(files)
    files["stages.yaml"] = "- {a: b\n"
    found = mistakes(written(files))
    assert [each[0] for each in found] == ["phrases/evidence.yaml", LAW, "stages.yaml"]


def test_a_mistake_is_shown_with_line_column_code_and_the_nearest_spelling(files: Files, written: Write) -> None:
    files["phrases/evidence.yaml"] = "rutine: {nb: a, nn: a, en: a}\n"
    _set(LAW, 1, "evidence", to=["rutin"])(files)
    folder = written(files)
    with pytest.raises(CatalogueInvalid) as caught:
        load_catalogue(folder)
    line = 1 + folder.joinpath(LAW).read_text(encoding="utf-8").splitlines().index("  - rutin")
    (problem,) = caught.value.problems
    assert (problem.line, problem.column) == (line, 5)
    t = Phrasebook(load_texts(), "nn")
    assert caught.value.lines(t) == (
        f"{folder}/{LAW}:{line}:5: KAT022 1.evidence.0: Det finst ingen frase med id-en «rutin». Meinte du «rutine»?",
    )


def test_a_folder_without_a_catalogue_says_so(tmp_path: Path) -> None:
    assert mistakes(tmp_path / "nothing") == [(".", "", "NO_CATALOGUE")]


@pytest.mark.parametrize("mistake", list(Mistake))
def test_every_mistake_has_words(mistake: Mistake) -> None:
    assert Phrasebook(load_texts(), "nb").has(f"law.problems.{mistake.name.lower()}")


def test_yaml_words_are_words(files: Files, written: Write) -> None:
    """In YAML 1.1 ``no`` is false and a date is a date object; here both are text, as in the model."""
    files["phrases/parties.yaml"] = "kommunen: {nb: no, nn: on, en: 2023-01-01}\n"
    text = load_catalogue(written(files)).provisions["NY-1"].bound_party
    assert (text.nb, text.nn, text.en) == ("no", "on", "2023-01-01")
