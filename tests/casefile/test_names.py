"""Names that Windows takes, whatever a title holds."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samhandling.casefile.names import LONGEST, Taken, beside, is_device, key_of, safe_name

FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


@given(st.text(max_size=300), st.sampled_from(["", ".pdf", ".md", ".x" * 20, ". ", ".p/f", ".\u202efdp"]))
def test_every_name_is_allowed_on_windows(text: str, suffix: str) -> None:
    name = safe_name(text, suffix)
    assert name
    assert len(name) <= LONGEST + 1
    assert not FORBIDDEN.search(name)
    assert name == name.strip()
    assert not name.endswith((".", " "))
    assert not is_device(name)
    assert safe_name(name) == name or len(name) > LONGEST


@pytest.mark.parametrize("device", ["CON", "nul", "Com1", "LPT9", "aux.", "PRN.txt", "NUL.tar.gz", "com¹", "con .x"])
def test_a_device_is_never_a_name(device: str) -> None:
    assert not is_device(safe_name(device, ".txt"))


def test_letters_of_the_language_and_dashes_stay() -> None:
    assert safe_name("Rutine for ærlig øving – på ås", ".docx") == "Rutine for ærlig øving – på ås.docx"
    assert safe_name("a\u030as.o") == "ås.o"


def test_two_of_the_same_name_are_told_apart_as_windows_sees_them() -> None:
    taken = Taken()
    names = [taken.free(name) for name in ("a/Plan.md", "a/plan.md", "a/PLAN.md", "b/plan.md")]
    assert names == ["a/Plan.md", "a/plan (2).md", "a/PLAN (3).md", "b/plan.md"]
    assert len({key_of(name) for name in names}) == 4


def test_beside_keeps_the_ending() -> None:
    assert beside("x/Svar.xlsx", "ny") == "x/Svar (ny).xlsx"
    assert beside("x.y/Svar", "ny") == "x.y/Svar (ny)"
    assert beside(".skjult", "ny") == ".skjult (ny)"
