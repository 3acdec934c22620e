"""How lists and selectors are written in one cell (model.md, *Excel*).

Values are separated by ``;``. A selector is ``type=barnehage, owner=privat``, or just the id of a service. A value with
``,`` ``;`` ``=`` ``"`` or outer spaces stands in double quotes, ``""`` for a quote.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum, unique
from typing import NamedTuple

_QUOTED = re.compile(r'"((?:[^"]|"")*)"')
_NEEDS_QUOTES = re.compile(r'[,;="]')
_SERVICE = "service"


@unique
class Fault(StrEnum):
    """What is wrong with the text of a cell."""

    UNCLOSED_QUOTE = "unclosed_quote"
    TEXT_AFTER_QUOTE = "text_after_quote"
    NOT_A_SELECTOR = "not_a_selector"
    KEY_TWICE = "key_twice"


class BadCellText(Exception):
    """The text of a cell is not a list, or not selectors."""

    def __init__(self, fault: Fault, text: str, key: str = "") -> None:
        self.fault = fault
        self.text = text
        """The part of the cell that cannot be understood."""
        self.key = key
        """The key that stands twice."""
        super().__init__(fault, text)


def write_list(values: Sequence[str]) -> str:
    """Write values in one cell.

    >>> write_list(["samarbeid", "a;b", " c"])
    'samarbeid; "a;b"; " c"'
    """
    return "; ".join(_written(value) for value in values)


def write_selectors(selectors: Sequence[Mapping[str, str]]) -> str:
    """Write selectors in one cell; one that names a service alone is that service's id.

    >>> write_selectors([{"type": "barnehage", "owner": "privat"}, {"service": "solbakken"}])
    'type=barnehage, owner=privat; solbakken'
    """
    return "; ".join(_selector(selector) for selector in selectors)


def _selector(selector: Mapping[str, str]) -> str:
    if set(selector) == {_SERVICE}:
        return _written(selector[_SERVICE])
    return ", ".join(f"{key}={_written(value)}" for key, value in selector.items())


def _written(value: str) -> str:
    if value and value == value.strip() and not _NEEDS_QUOTES.search(value):
        return value
    doubled = value.replace('"', '""')
    return f'"{doubled}"'


def read_list(text: str, *, lines: bool = False) -> list[str]:
    """Read the values of a cell; what is empty between two semicolons is left out.

    Args:
        text: the text of the cell.
        lines: whether a line break separates values too, as it may where no value can hold one.

    Raises:
        BadCellText: a quote is not closed, or something stands after it.
    """
    marks = ";\n" if lines else ";"
    return [part.value for part in _parts(text, marks) if part.value or part.quoted]


def read_selectors(text: str, keys: Mapping[str, str] | None = None) -> list[dict[str, str]]:
    """Read the selectors of a cell; an unknown key is kept as it is written.

    Args:
        text: the text of the cell.
        keys: spelling in small letters → key, where the keys have other names too.

    Raises:
        BadCellText: the text is neither ids of services nor keys with values.
    """
    selectors: list[dict[str, str]] = []
    current: list[_Part] = []
    for part in _parts(text, ";,="):
        current.append(part)
        if part.mark in {";", ""}:
            if len(current) > 1 or part.value or part.quoted:
                selectors.append(_read_selector(current, keys or {}))
            current = []
    return selectors


class _Part(NamedTuple):
    value: str
    quoted: bool
    mark: str
    """What comes after it; empty at the end."""


def _parts(text: str, marks: str) -> Iterator[_Part]:
    """Split a text at the marks that stand outside quotes."""
    position, end = 0, len(text)
    following = re.compile(f"[{marks}]")
    while True:
        while position < end and text[position].isspace() and text[position] not in marks:
            position += 1
        quoted = position < end and text[position] == '"'
        if quoted:
            found = _QUOTED.match(text, position)
            if found is None:
                raise BadCellText(Fault.UNCLOSED_QUOTE, text[position:])
            value = found[1].replace('""', '"')
            after = following.search(text, found.end())
            rest = text[found.end() : after.start() if after is not None else end]
            if rest.strip():
                raise BadCellText(Fault.TEXT_AFTER_QUOTE, text[position:])
        else:
            after = following.search(text, position)
            value = text[position : after.start() if after is not None else end].strip()
        yield _Part(value, quoted, after[0] if after is not None else "")
        if after is None:
            return
        position = after.end()


def _read_selector(parts: Sequence[_Part], keys: Mapping[str, str]) -> dict[str, str]:
    shown = "".join(f"{part.value}{part.mark}{' ' if part.mark == ',' else ''}" for part in parts).rstrip("; ")
    if len(parts) == 1:
        return {_SERVICE: parts[0].value}
    if not parts[-1].value and not parts[-1].quoted and parts[-2].mark == ",":
        parts = parts[:-1]  # A comma at the end says nothing.
    if len(parts) % 2:
        raise BadCellText(Fault.NOT_A_SELECTOR, shown)
    selector: dict[str, str] = {}
    for before, after in zip(parts[::2], parts[1::2], strict=True):
        if before.mark != "=" or after.mark == "=" or before.quoted or not before.value:
            raise BadCellText(Fault.NOT_A_SELECTOR, shown)
        key = keys.get(before.value.casefold(), before.value)
        if key in selector:
            raise BadCellText(Fault.KEY_TWICE, shown, before.value)
        selector[key] = after.value
    return selector
