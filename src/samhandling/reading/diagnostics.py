"""What is wrong with the input: where, which code, and the words' key and values.

A :class:`Diagnostic` is a value; the reader collects all of them and raises one :class:`ModelRejected`.
"""

import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum, unique

from samhandling.reading.personal_data import masked

MOST_MISTAKES = 1_000
"""How many mistakes are told; more than that is the wrong file, not a model to mend."""
LONGEST_QUOTE = 60
"""How much of the user's own text a message repeats, in characters."""

Words = Callable[..., str]
"""Gives the words of a text by its key, in one language; a :class:`~samhandling.law.texts.Phrasebook` is one."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place the municipality can open: line and column of a text file, or sheet and cell of a workbook."""

    file: str
    """Relative to MODEL, with ``/``; the file's own name when MODEL is a file."""
    line: int | None = None
    column: int | None = None
    sheet: str | None = None
    cell: str | None = None

    @property
    def order(self) -> tuple[str, str, int, int]:
        """Sort key: file, sheet, then downwards and to the right."""
        if self.cell is not None:
            row, column = _coordinates(self.cell)
            return self.file, self.sheet or "", row, column
        return self.file, self.sheet or "", self.line or 0, self.column or 0


@dataclass(frozen=True, slots=True)
class Shown:
    """How places are written: MODEL as the user gave it, and whether it is a folder."""

    model: str
    folder: bool

    def __call__(self, place: Place) -> str:
        """Write a place: ``folder/services.yaml:3:5``, ``model.xlsx:Tjenester!C14``."""
        path = os.path.join(self.model, *place.file.split("/")) if self.folder else self.model  # noqa: PTH118
        if place.cell is not None:
            return f"{path}:{place.sheet}!{place.cell}"
        return f"{path}:{place.line or 1}:{place.column or 1}"


@unique
class Code(StrEnum):
    """Every kind of mistake, listed once. The words stand under the name in ``diagnostics.codes``."""

    # The file as such
    UNREADABLE = "INN001"
    TOO_LARGE = "INN002"
    NOT_UTF8 = "INN003"
    EMPTY_FILE = "INN004"
    CONTROL_CHARACTER = "INN005"
    # YAML
    SYNTAX = "INN011"
    TAB = "INN012"
    UNQUOTED_COLON = "INN013"
    UNQUOTED_START = "INN014"
    UNCLOSED_QUOTE = "INN015"
    UNCLOSED_BRACKET = "INN016"
    TEXT_AFTER_QUOTE = "INN017"
    BAD_ESCAPE = "INN018"
    NO_COLON = "INN019"
    INDENTATION = "INN020"
    TOO_DEEP = "INN021"
    TOO_MANY_VALUES = "INN022"
    ANCHOR = "INN023"
    ALIAS = "INN024"
    TAG = "INN025"
    SEVERAL_DOCUMENTS = "INN026"
    DUPLICATE_KEY = "INN027"
    KEY_NOT_TEXT = "INN028"
    NOT_SECTIONS = "INN029"
    # Keys and sections
    UNKNOWN_SECTION = "INN031"
    SECTION_TWICE = "INN032"
    MISSING_SECTION = "INN033"
    UNKNOWN_KEY = "INN034"
    MISSING_KEY = "INN035"
    # Values
    NO_VALUE = "INN041"
    EMPTY_TEXT = "INN042"
    TEXT_TOO_LONG = "INN043"
    WRONG_TYPE = "INN044"
    NOT_A_DATE = "INN045"
    NO_SUCH_DAY = "INN046"
    UNKNOWN_VALUE = "INN047"
    OUT_OF_RANGE = "INN048"
    BAD_ID = "INN049"
    BAD_MUNICIPALITY_NUMBER = "INN050"
    BAD_DIGEST = "INN051"
    BAD_VALUE = "INN052"
    WRONG_ITEM = "INN053"
    # Across entries
    DUPLICATE_ID = "INN061"
    UNKNOWN_REFERENCE = "INN062"
    UNKNOWN_TERM = "INN063"
    EMPTY_SELECTOR = "INN064"
    SELECTS_NOTHING = "INN065"
    CIRCLE_OF_UNITS = "INN066"
    SECOND_OF_KIND = "INN067"
    RETAINED_BY_ANOTHER = "INN068"
    DELEGATED_TO_ITSELF = "INN069"
    TRANSITION_TWICE = "INN070"
    AGREEMENT_LACKS_TOPIC = "INN071"
    EXEMPTION_OF_NOTHING = "INN072"
    # Personal data
    BIRTH_NUMBER = "INN081"
    EMAIL = "INN082"
    PHONE = "INN083"
    # All of it
    MORE_MISTAKES = "INN099"
    # Workbooks
    NOT_A_WORKBOOK = "INN101"
    OLD_WORKBOOK = "INN102"
    PROTECTED = "INN103"
    MACROS = "INN104"
    TOO_LARGE_UNPACKED = "INN105"
    DAMAGED_WORKBOOK = "INN106"
    TOO_MANY_CELLS = "INN107"
    FAR_AWAY = "INN108"
    NO_SHEETS = "INN109"
    MISSING_COLUMN = "INN110"
    COLUMN_TWICE = "INN111"
    FORMULA = "INN112"
    ERROR_IN_CELL = "INN113"
    LIST_IN_CELL = "INN114"
    SELECTOR_IN_CELL = "INN115"
    AGREEMENT_AND_DOCUMENT = "INN116"

    @property
    def text_key(self) -> str:
        """Key of the message in the texts."""
        return f"diagnostics.codes.{self.name.lower()}"

    def key_at(self, place: Place) -> str:
        """Key of the message for a place: some are said otherwise of a cell than of a line."""
        area = "cells" if place.cell is not None and self.name in _OTHERWISE_OF_CELLS else "codes"
        return f"diagnostics.{area}.{self.name.lower()}"


_OTHERWISE_OF_CELLS = frozenset({
    "MISSING_SECTION", "UNKNOWN_KEY", "MISSING_KEY", "NO_VALUE", "EMPTY_TEXT", "BAD_DIGEST", "UNKNOWN_REFERENCE",
    "EMPTY_SELECTOR", "RETAINED_BY_ANOTHER", "DELEGATED_TO_ITSELF", "AGREEMENT_LACKS_TOPIC", "EXEMPTION_OF_NOTHING",
    "BIRTH_NUMBER", "EMAIL", "PHONE", "SCHOOL_WITHOUT_STAGES", "GRANT_NOT_STATED", "AGREEMENT_WITHOUT_TOPICS",
})  # fmt: skip


@unique
class NoticeCode(StrEnum):
    """What the reader remarks without refusing. The words stand under the name in ``diagnostics.notices``."""

    FILE_SKIPPED = "MRK001"
    SLOW_PARSER = "MRK002"
    NOTHING_IN_FILE = "MRK003"
    SCHOOL_WITHOUT_STAGES = "MRK011"
    GRANT_NOT_STATED = "MRK012"
    AGREEMENT_WITHOUT_TOPICS = "MRK013"
    UNKNOWN_RULE = "MRK014"
    SHEET_SKIPPED = "MRK021"
    COLUMN_SKIPPED = "MRK022"
    ZEROS_ADDED = "MRK023"
    DATE_AS_TEXT = "MRK024"
    EXAMPLE_CHANGED = "MRK025"

    @property
    def text_key(self) -> str:
        """Key of the message in the texts."""
        return f"diagnostics.notices.{self.name.lower()}"

    def key_at(self, place: Place) -> str:
        """Key of the message for a place, as :meth:`Code.key_at`."""
        area = "cells" if place.cell is not None and self.name in _OTHERWISE_OF_CELLS else "notices"
        return f"diagnostics.{area}.{self.name.lower()}"


@dataclass(frozen=True, slots=True)
class Word:
    """A value that is itself a word of the texts, such as what kind of value was expected."""

    key: str


Value = str | int | Place | Word | tuple[str, ...]
"""What a placeholder can stand for; a tuple is a list of known spellings."""


@dataclass(frozen=True, slots=True)
class Hint:
    """A sentence added to a message: the nearest known spelling, or all of them."""

    key: str
    values: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One mistake in the input."""

    code: Code
    place: Place
    values: tuple[tuple[str, Value], ...] = ()
    hints: tuple[Hint, ...] = ()

    def line(self, words: Words, shown: Shown) -> str:
        """Write the line for standard error, ``file:line:col: CODE message``: what is wrong and how to mend it."""
        return _line(self, words, shown)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that is no mistake, but that the municipality should know."""

    code: NoticeCode
    place: Place
    values: tuple[tuple[str, Value], ...] = ()
    hints: tuple[Hint, ...] = ()

    def line(self, words: Words, shown: Shown) -> str:
        """Write the line for standard error, like a diagnostic's."""
        return _line(self, words, shown)


class ModelRejected(Exception):
    """The input is wrong. Holds every mistake that was found, sorted by place."""

    def __init__(self, diagnostics: Iterable[Diagnostic], shown: Shown, language_form: str | None = None) -> None:
        found = sorted_diagnostics(diagnostics)
        if len(found) > MOST_MISTAKES:
            left_out = len(found) - MOST_MISTAKES
            found = (*found[:MOST_MISTAKES], diagnostic(Code.MORE_MISTAKES, found[MOST_MISTAKES].place, n=left_out))
        self.diagnostics = found
        self.shown = shown
        self.language_form = language_form
        """The model's own ``language_form`` where it could be read, so that the messages can be in it."""
        super().__init__(f"{len(self.diagnostics)} mistakes in {shown.model}")

    def lines(self, words: Words) -> tuple[str, ...]:
        """Write all mistakes, one line each."""
        return tuple(diagnostic.line(words, self.shown) for diagnostic in self.diagnostics)


def diagnostic(code: Code, place: Place, *hints: Hint, **values: Value) -> Diagnostic:
    """Make a diagnostic from keyword values."""
    return Diagnostic(code, place, tuple(values.items()), hints)


def sorted_diagnostics(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sort by place, then code; the same mistake is said once."""
    return tuple(sorted(dict.fromkeys(diagnostics), key=lambda one: (one.place.order, one.code)))


def _line(remark: Diagnostic | Notice, words: Words, shown: Shown) -> str:
    sentences = [words(remark.code.key_at(remark.place), **_spoken(remark.values, words, shown))]
    sentences += (words(f"diagnostics.hints.{hint.key}", **_spoken(hint.values, words, shown)) for hint in remark.hints)
    return f"{shown(remark.place)}: {remark.code} {' '.join(sentences)}"


def _spoken(values: tuple[tuple[str, Value], ...], words: Words, shown: Shown) -> dict[str, str | int]:
    return {name: _speak(value, words, shown) for name, value in values}


def _speak(value: Value, words: Words, shown: Shown) -> str | int:
    match value:
        case int():
            return value
        case str():
            return quoted(value)
        case Place():
            return shown(value)
        case Word(key):
            return words(key)
        case _:
            return ", ".join(quoted(item) for item in value)


_UNPRINTABLE = re.compile(r"[^\S ]|[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


def quoted(text: str) -> str:
    """Make the user's own text safe to repeat in one line: masked, without control characters, cut.

    >>> quoted("en\\ttabulator")
    'en\\\\ttabulator'
    """
    # Masked before it is cut, so that half a number is not left; far more than is shown need not be searched.
    start = masked(text[: 4 * LONGEST_QUOTE])
    if len(start) > LONGEST_QUOTE:
        start = start[: LONGEST_QUOTE - 1] + "…"
    return _UNPRINTABLE.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), start)


def _coordinates(cell: str) -> tuple[int, int]:
    """Give row and column number of a cell name, so that C9 sorts before C10 and Z1 before AA1."""
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(cell[len(letters) :] or 0), column
