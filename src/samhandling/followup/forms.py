"""The tables of a report that people fill in, as they are found again in any language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

KEPT_BESIDE = frozenset({"key", "code", "what", "subject", "remedy", "from", "where", "beside"})
"""The columns in which a row without a finding keeps what stood there, whoever wrote it."""
FINGERPRINT = re.compile(r"[0-9a-f]{16}")
RULE = re.compile(r"[A-Z]{3}[0-9]{3}")


@dataclass(frozen=True, slots=True)
class Form:
    """One table: its headings in every language, what names its rows, and what people type in."""

    table: str
    """Key of the table."""
    columns: Mapping[str, str]
    """Heading as it is compared (:func:`plain`) → key of the column."""
    count: int
    """How many columns it has."""
    typed: frozenset[str]
    """Keys of the columns that people fill in."""
    naming: str | None = None
    """Key of the column that names each row; None where every row is kept as it is."""
    rows: Mapping[str, str] | None = None
    """Name of a row as it is compared → its anchor, where rows are named by words; else the name is a code."""
    choices: Mapping[tuple[str, str], int] | None = None
    """(column, what is chosen as it is compared) → which of the choices it is."""

    def name(self, text: str) -> str | None:
        """The name of a row that has this text in its naming column; None where it names none."""
        if self.rows is not None:
            return self.rows.get(plain(text))
        stripped = text.strip()
        return stripped if FINGERPRINT.fullmatch(stripped) or RULE.fullmatch(stripped) else None


def plain(text: str) -> str:
    """A heading as it is compared: single spaces, small letters.

    >>> plain(" Frist\\n(fylles ut)")
    'frist (fylles ut)'
    """
    return " ".join(text.split()).casefold()
