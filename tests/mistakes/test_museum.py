"""A museum of mistakes: one broken input for each thing people get wrong, its place, its code and its mend.

``expected.yaml`` says for each exhibit (a file or folder in ``models/``) the lines that must come, and what one of
them must mention. A new mistake seen in the wild gets an exhibit of its own.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from samhandling.law.catalogue import Catalogue
from samhandling.law.texts import Phrasebook, load_texts
from samhandling.reading.diagnostics import Code, ModelRejected
from samhandling.reading.model import read_model

MUSEUM = Path(__file__).parent / "models"
EXPECTED = yaml.safe_load((Path(__file__).parent / "expected.yaml").read_text(encoding="utf-8"))
MADE_IN_TESTS = {
    # Too large, or a matter of the machine: tests/reading makes these.
    Code.UNREADABLE, Code.TOO_LARGE, Code.TOO_DEEP, Code.TOO_MANY_VALUES, Code.TEXT_TOO_LONG, Code.BAD_VALUE,
    Code.MORE_MISTAKES,
    # What the parser says when none of the known mistakes fits.
    Code.SYNTAX,
    # Of workbooks: tests/workbook_in makes these.
    *(code for code in Code if code >= "INN101"),
}  # fmt: skip


def mistakes(name: str, catalogue: Catalogue) -> ModelRejected:
    with pytest.raises(ModelRejected) as rejected:
        read_model(MUSEUM / name, name, catalogue)
    return rejected.value


@pytest.mark.parametrize("name", sorted(path.name for path in MUSEUM.iterdir()))
def test_exhibit_has_its_place_and_code(name: str, catalogue: Catalogue, words: Callable[..., str]) -> None:
    rejected = mistakes(name, catalogue)
    places = [f"{rejected.shown(one.place).removeprefix(name)[1:]} {one.code}" for one in rejected.diagnostics]
    assert places == EXPECTED[name]["lines"]
    text = "\n".join(rejected.lines(words))
    for said in EXPECTED[name].get("says", ()):
        assert said in text
    for unsaid in EXPECTED[name].get("does_not_say", ()):
        assert unsaid not in text


def test_every_expectation_has_its_exhibit() -> None:
    assert set(EXPECTED) == {path.name for path in MUSEUM.iterdir()}


def test_every_code_has_an_exhibit() -> None:
    shown = {line.split()[1] for exhibit in EXPECTED.values() for line in exhibit["lines"]}
    assert shown == {str(code) for code in set(Code) - MADE_IN_TESTS}


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_exhibit_can_be_told_in_every_language(language: str, catalogue: Catalogue) -> None:
    words = Phrasebook(load_texts(), language)
    for path in MUSEUM.iterdir():
        for line in mistakes(path.name, catalogue).lines(words):
            assert "{" not in line.split(" ", 2)[2].replace("«{»", "")
            assert "\n" not in line
