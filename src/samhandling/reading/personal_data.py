"""Finds what must not be in a model: fødselsnummer and D-nummer, e-mail addresses, Norwegian phone numbers.

The rules are those of the input contract (model.md), no wider: a rule that is too eager makes people write worse
case numbers.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class PersonalKind(StrEnum):
    """What sort of personal data was found."""

    BIRTH_NUMBER = "birth_number"
    EMAIL = "email"
    PHONE = "phone"


class Scope(StrEnum):
    """How a field is searched."""

    TEXT = "text"
    """For everything."""
    REFERENCE = "reference"
    """For birth numbers and e-mail only: case and archive references look like phone numbers."""
    NONE = "none"


@dataclass(frozen=True, slots=True)
class PersonalDatum:
    """Where in a text it stands (from, to) and what it is."""

    kind: PersonalKind
    start: int
    end: int


_SPACE = "[ \u00a0\u2009\u202f]"
_BEFORE = r"(?<![^\W_])"
_AFTER = r"(?![^\W_])"
_BIRTH_NUMBER = re.compile(rf"{_BEFORE}([0-9]{{6}})(?:{_SPACE}|\.)?([0-9]{{5}}){_AFTER}")
_WITH_COUNTRY = re.compile(rf"(?:\+|{_BEFORE}00)47\)?(?:{_SPACE}?[0-9]){{8}}{_AFTER}")
_MOBILE = re.compile(rf"{_BEFORE}(?<![/-])[49](?:[0-9]{{7}}|[0-9]{{2}}{_SPACE}[0-9]{{2}}{_SPACE}[0-9]{{3}}){_AFTER}")
_IN_PAIRS = re.compile(rf"{_BEFORE}[0-9]{{2}}(?:{_SPACE}[0-9]{{2}}){{3}}{_AFTER}")

_EIGHT_DIGITS = re.compile(rf"(?:[0-9](?:{_SPACE}|[.)])?(?:{_SPACE})?){{7}}[0-9]")
"""What every number has; most texts have not, and need no further search."""

_NUMBER_WORD = r"(?:nr|no|nummer|nummeret|id|ref|referanse|referansen|kode|mappe)?"
_SIGNS = r"[\s.:,#=(]*"
_CASE = re.compile(rf"(?:sak|arkiv)(?:en|a|s|ens)?[-/]?{_NUMBER_WORD}{_SIGNS}{_NUMBER_WORD}{_SIGNS}$", re.IGNORECASE)
_PHONE_WORD = re.compile(
    rf"(?:tlf|telefon|mobil|{_BEFORE}mob|{_BEFORE}ring)(?:en)?(?:nr|nummer|nummeret)?{_SIGNS}(?:nr|nummer|på)?{_SIGNS}$",
    re.IGNORECASE,
)
_LOOK_BACK = 48
"""How far before a number its word is looked for, in characters."""

_DOMAIN = re.compile(r"@[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)*\.[^\W\d_]{2,}")
_LOCAL_PART = re.compile(r"[\w.+%'-]{1,64}$")

_FIRST_WEIGHTS = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
_SECOND_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_SYNTHETIC_MONTHS = (0, 40, 65, 80)
"""What the synthetic series add to the month; real numbers add nothing."""
_D_NUMBER_DAYS = (0, 40)


def personal_data(text: str, scope: Scope = Scope.TEXT) -> tuple[PersonalDatum, ...]:
    """Find the personal data in the text of one field, in order.

    >>> [found.kind.value for found in personal_data("Ring 22 33 44 55 eller skriv til post@fjordvik.no")]
    ['phone', 'email']
    >>> personal_data("saksnr. 41234567")
    ()
    """
    digits = _EIGHT_DIGITS.search(text) is not None
    if scope is Scope.NONE or not (digits or "@" in text):
        return ()
    found = [*_birth_numbers(text), *_emails(text)]
    if scope is Scope.TEXT and digits:
        taken = {position for datum in found for position in range(datum.start, datum.end)}
        found += [datum for datum in _phones(text) if datum.start not in taken]
    return tuple(sorted(found, key=lambda datum: datum.start))


def masked(text: str) -> str:
    """Repeat a text without its personal data: digits and addresses become ``*``.

    >>> masked("ring 41 23 45 67, eller 412 34 567")
    'ring ** ** ** **, eller *** ** ***'
    """
    for datum in reversed(personal_data(text)):
        text = text[: datum.start] + masked_datum(text, datum) + text[datum.end :]
    return text


def masked_datum(text: str, datum: PersonalDatum) -> str:
    """Repeat one find with its digits masked; of an e-mail address only the ``@`` is left."""
    part = text[datum.start : datum.end]
    if datum.kind is PersonalKind.EMAIL:
        return "***@***"
    return re.sub(r"[0-9]", "*", part)


def is_birth_number(number: str) -> bool:
    """Tell whether eleven digits are a valid fødselsnummer or D-nummer, real or synthetic.

    Both control digits must be right (modulus 11) and the first six a date in the century that the individual
    number gives; a D-nummer adds 40 to the day, the synthetic series 40, 65 or 80 to the month.
    """
    if len(number) != 11 or not number.isascii() or not number.isdigit():
        return False
    digits = [int(digit) for digit in number]
    return (
        sum(weight * digit for weight, digit in zip(_FIRST_WEIGHTS, digits, strict=False)) % 11 == 0
        and sum(weight * digit for weight, digit in zip(_SECOND_WEIGHTS, digits, strict=True)) % 11 == 0
        and _has_birth_date(number)
    )


def _has_birth_date(number: str) -> bool:
    day, month, year_of_century, individual = int(number[:2]), int(number[2:4]), int(number[4:6]), int(number[6:9])
    year = _birth_year(year_of_century, individual)
    if year is None:
        return False
    return any(
        1 <= month - added_month <= 12 and 1 <= day - added_day <= monthrange(year, month - added_month)[1]
        for added_month in _SYNTHETIC_MONTHS
        for added_day in _D_NUMBER_DAYS
    )


def _birth_year(year_of_century: int, individual: int) -> int | None:
    if individual < 500:
        return 1900 + year_of_century
    if individual < 750 and year_of_century >= 54:
        return 1800 + year_of_century
    if year_of_century < 40:
        return 2000 + year_of_century
    return 1900 + year_of_century if individual >= 900 else None


def _birth_numbers(text: str) -> Iterator[PersonalDatum]:
    for match in _BIRTH_NUMBER.finditer(text):
        if is_birth_number(match[1] + match[2]):
            yield PersonalDatum(PersonalKind.BIRTH_NUMBER, match.start(), match.end())


def _emails(text: str) -> Iterator[PersonalDatum]:
    # From the @ outwards: a search from the left would take time with the square of a long text.
    for match in _DOMAIN.finditer(text):
        before = max(0, match.start() - 64)
        local = _LOCAL_PART.search(text[before : match.start()])
        if local and any(character.isalnum() for character in local[0]):
            yield PersonalDatum(PersonalKind.EMAIL, before + local.start(), match.end())


def _phones(text: str) -> Iterator[PersonalDatum]:
    end = 0
    finds = [*_numbers(_WITH_COUNTRY, text), *_mobiles(text), *_pairs(text)]
    for start, stop in sorted(finds):
        if start >= end:
            end = stop
            yield PersonalDatum(PersonalKind.PHONE, start, stop)


def _numbers(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in pattern.finditer(text))


def _mobiles(text: str) -> Iterator[tuple[int, int]]:
    for start, end in _numbers(_MOBILE, text):
        if not _CASE.search(text[max(0, start - _LOOK_BACK) : start]):
            yield start, end


def _pairs(text: str) -> Iterator[tuple[int, int]]:
    for start, end in _numbers(_IN_PAIRS, text):
        alone = not text[:start].strip() and not text[end:].strip()
        if alone or _PHONE_WORD.search(text[max(0, start - _LOOK_BACK) : start]):
            yield start, end
