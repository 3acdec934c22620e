"""Widths of text and wrapping, held against the font itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samhandling.figures.text_metrics import shorten, text_width, wrap

SENTENCES = [
    "Fylkeskommune, helseforetak og stat",
    "Åpen barnehage – 0–5 år («Løkka»)",
    "Øvre Ærfugl: 14 % av § 3-4 andre ledd",
    "Kommunaldirektøren/rådmannen & NAV",
]


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("text", SENTENCES)
def test_widths_are_those_of_the_font(text: str, bold: bool) -> None:
    import matplotlib as mpl
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextToPath

    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    font = FontProperties(fname=f"{mpl.get_data_path()}/fonts/ttf/{name}", size=12)
    true, _, _ = TextToPath().get_text_width_height_descent(text, font, ismath=False)
    assert text_width(text, 12, bold=bold) == pytest.approx(true, rel=0.03)


@given(st.text(max_size=120), st.floats(40, 300))
def test_no_line_is_wider_than_asked(text: str, width: float) -> None:
    for line in wrap(text, width, 12):
        assert text_width(line, 12) <= width + 1e-6


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "Zs"]), max_size=120), st.floats(60, 300))
def test_wrapping_loses_no_letters(text: str, width: float) -> None:
    def letters(words: str) -> list[str]:
        return [char for char in words if not char.isspace() and char != "-"]

    assert letters("".join(wrap(text, width, 12))) == letters(text)


def test_long_words_break_after_their_own_hyphen_first() -> None:
    assert wrap("Kommuneoverlege-smittevernkoordinator", 150, 12) == ("Kommuneoverlege-", "smittevernkoordinator")


def test_a_word_without_hyphen_gets_one() -> None:
    first, second = wrap("Barneverntjenestesamarbeid", 120, 12)
    assert first.endswith("-")
    assert first[:-1] + second == "Barneverntjenestesamarbeid"


def test_what_does_not_fit_is_cut_with_an_ellipsis() -> None:
    lines = wrap("en to tre fire fem seks sju åtte ni ti elleve tolv", 80, 12, max_lines=2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert shorten("kort", 80, 12) == "kort"


def test_an_empty_text_is_one_empty_line() -> None:
    assert wrap("", 80, 12) == ("",)
