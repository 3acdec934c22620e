"""What counts as personal data, and what only looks like it."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from stdnum.no import fodselsnummer

from samhandling.reading.personal_data import PersonalKind, Scope, is_birth_number, masked, personal_data

REAL = "15108695088"
"""The example of python-stdnum's own documentation."""


def kinds(text: str, scope: Scope = Scope.TEXT) -> list[str]:
    return [datum.kind.value for datum in personal_data(text, scope)]


@pytest.mark.parametrize(
    "text",
    [
        "41234567", "ring 41234567 i dag", "412 34 567", "id_91234567", "saksbehandler 41234567", "Ola - 41234567",
        "+47 22 33 44 55", "+4722334455", "004722334455", "0047 22334455", "(+47) 22 33 44 55", "sak +47 22334455",
        "22 33 44 55", " 22 33 44 55\n", "tlf 22 33 44 55", "Tlf.: 22 33 44 55", "telefon 22 33 44 55",
        "Vakttelefon: 22 33 44 55", "mob. 22 33 44 55", "mobil 22 33 44 55", "Ring 22 33 44 55", "ring på 22 33 44 55",
        "41 23 45 67", "tlf 41\u00a023\u00a045\u00a067",
    ],
)  # fmt: skip
def test_phone_numbers(text: str) -> None:
    assert kinds(text) == ["phone"]


@pytest.mark.parametrize(
    "text",
    [
        "22334455", "tlf 22334455", "31234567", "sak 41234567", "Sak: 41234567", "saksnr. 41234567", "arkiv 91234567",
        "arkivsak nr. 91234567", "2026/41234567", "HE-41234567", "a41234567", "412345678", "41234567x", "0041234567",
        "møtene 10 20 30 40 er avlyst", "vurdering 10 20 30 40", "912 345 678", "2026-11-21",
        "+47 2233445", "+472233445566",
        "22 33 44 55 66 og 22 33", "no", "",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_phone_number(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    "text",
    ["post@fjordvik.no", "skriv til fornavn.etternavn+x@epost.fjordvik.kommune.no.", "x <a_b@c.no>", "mailto:a@b.no"],
)
def test_email(text: str) -> None:
    assert kinds(text) == ["email"]
    assert kinds(text, Scope.REFERENCE) == ["email"]


@pytest.mark.parametrize("text", ["https://x.no/@navn", "@fjordvik", "a @ b.no", "a@b", "@@@@", "5 @ 10.00"])
def test_what_only_looks_like_an_email(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize("text", [REAL, "151086 95088", "151086.95088", f"(f. {REAL})", f"id_{REAL}", f"sak-{REAL}"])
def test_birth_numbers(text: str) -> None:
    assert kinds(text) == ["birth_number"]
    assert kinds(text, Scope.REFERENCE) == ["birth_number"]
    assert kinds(text, Scope.NONE) == []
    assert not any(digit in masked(text) for digit in "0123456789")


@pytest.mark.parametrize("text", ["15108695089", f"1{REAL}", f"{REAL}0", f"a{REAL}", "151086  95088", "151086-95088"])
def test_what_only_looks_like_a_birth_number(text: str) -> None:
    assert "birth_number" not in kinds(text)


def test_references_may_look_like_phone_numbers() -> None:
    assert kinds("41234567", Scope.REFERENCE) == []


def test_masking_leaves_the_rest() -> None:
    assert (
        masked(f"Plan for {REAL}, ring 22 33 44 55 eller post@a.no")
        == "Plan for ***********, ring ** ** ** ** eller ***@***"
    )


def with_control_digits(nine: str) -> str | None:
    first = fodselsnummer.calc_check_digit1(nine)
    second = fodselsnummer.calc_check_digit2(nine + first)
    return nine + first + second if len(first + second) == 2 else None


BORN = st.dates(date(1940, 1, 1), date(1999, 12, 31))


@given(BORN, st.integers(0, 499), st.sampled_from([0, 40]), st.sampled_from([0, 40, 65, 80]))
@settings(max_examples=300)
def test_every_series_is_known(born: date, individual: int, d_number: int, synthetic: int) -> None:
    nine = f"{born.day + d_number:02}{born.month + synthetic:02}{born.year % 100:02}{individual:03}"
    number = with_control_digits(nine)
    assume(number is not None)
    assert is_birth_number(str(number))
    assert kinds(f"barn {number} i barnehagen") == ["birth_number"]


@given(st.builds("{:02}{:02}{:05}".format, st.integers(0, 99), st.integers(0, 12), st.integers(0, 99_999)))
@settings(max_examples=300)
def test_agrees_with_stdnum_on_real_and_d_numbers(nine: str) -> None:
    number = with_control_digits(nine)
    assume(number is not None)
    try:
        fodselsnummer.get_birth_date(str(number))
    except fodselsnummer.ValidationError:
        expected = False
    else:
        expected = True
    assert is_birth_number(str(number)) is expected


@given(st.text("0123456789", min_size=11, max_size=11))
@settings(max_examples=300)
def test_accepts_nothing_with_wrong_control_digits(number: str) -> None:
    if is_birth_number(number):
        assert with_control_digits(number[:9]) == number


@given(st.text(max_size=60))
@settings(max_examples=300)
def test_finds_lie_in_the_text_in_order(text: str) -> None:
    found = personal_data(text)
    assert all(0 <= datum.start < datum.end <= len(text) for datum in found)
    assert all(first.end <= second.start for first, second in pairwise(found))
    assert personal_data(masked(text)) == () or PersonalKind.EMAIL in {datum.kind for datum in found}
