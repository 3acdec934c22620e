"""A trace of every text a report wrote itself, so that the next edition can tell what people have typed, wherever.

A cell whose trace the workbook does not know was written by somebody. Traces tell nothing of the text.
"""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256

LENGTH = 10
"""Hex digits of one trace: forty bits, so that among a hundred thousand texts none is mistaken for another."""


def trace_of(value: str | float | date) -> str:
    """The trace of one value: of a text, however its spaces and lines are broken.

    >>> trace_of("to  ord") == trace_of("to\\nord")
    True
    """
    return sha256(_plain(value).encode()).hexdigest()[:LENGTH]


def joined(traces: Iterable[str]) -> str:
    """All traces as one text, sorted, each once."""
    return "".join(sorted(set(traces)))


def split(text: str) -> frozenset[str]:
    """The traces of such a text; anything else in it is left out."""
    parts = (text[start : start + LENGTH] for start in range(0, len(text), LENGTH))
    return frozenset(part for part in parts if len(part) == LENGTH and set(part) <= set("0123456789abcdef"))


def _plain(value: str | float | date) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return f"{float(value):.12g}"
    if not value.isprintable():
        value = "".join(sign for sign in value if sign.isprintable() or sign.isspace())
    return " ".join(value.split())
