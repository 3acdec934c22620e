"""Plain data as YAML that people can read and change, and that reads back as exactly the same data."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from samhandling.reports.modelfiles.plain import Plain

_PLAIN = re.compile(r"[A-Za-zÆØÅæøå§(][A-Za-zÆØÅæøå0-9 _./§()–-]*\Z")
_LOOKS_LIKE_ELSE = re.compile(r"(?i)(?:true|false|null|yes|no|on|off|y|n|ja|nei)\Z")
"""Words that some readers of YAML take for truth or nothing; in quotes they are text to all."""
_SIMPLE_LINE = re.compile(r"[^\s].*\S\Z|\S\Z|\Z")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_SHORT = 100
"""Characters; a list or mapping of plain values stands on one line when it is no longer."""


def yaml_section(name: str, value: Plain) -> str:
    """Return a section as YAML, with a line end.

    >>> print(yaml_section("units", [{"id": "barn", "name": "Barn og unge"}]), end="")
    units:
      - id: barn
        name: Barn og unge
    """
    return "\n".join(_entry(name, value, 0)) + "\n"


def _entry(key: str, value: Plain, depth: int) -> Iterator[str]:
    pad = "  " * depth
    if isinstance(value, dict) and value and not _is_flat(value):
        yield f"{pad}{key}:"
        yield from _mapping(value, depth + 1)
    elif isinstance(value, list) and value and not all(_is_scalar(each) for each in value):
        yield f"{pad}{key}:"
        for each in value:
            yield from _item(each, depth + 1)
    elif isinstance(value, list) and len(_flow(value)) > _SHORT:
        yield f"{pad}{key}:"
        for each in value:
            yield f"{pad}  - {_scalar(each, len(pad) + 4)}"
    elif isinstance(value, (list, dict)):
        yield f"{pad}{key}: {_flow(value)}"
    else:
        yield f"{pad}{key}: {_scalar(value, len(pad) + 2)}"


def _mapping(value: Mapping[str, Plain], depth: int) -> Iterator[str]:
    for key, each in value.items():
        yield from _entry(key, each, depth)


def _item(value: Plain, depth: int) -> Iterator[str]:
    pad = "  " * depth
    if isinstance(value, dict) and value and not (_is_flat(value) and _is_selector(value)):
        lines = list(_mapping(value, depth + 1))
        yield f"{pad}- {lines[0].lstrip()}"
        yield from lines[1:]
    elif isinstance(value, (dict, list)):
        yield f"{pad}- {_flow(value)}"
    else:
        yield f"{pad}- {_scalar(value, len(pad) + 4)}"


def _is_scalar(value: Plain) -> bool:
    return not isinstance(value, (list, dict))


def _is_flat(value: Mapping[str, Plain]) -> bool:
    return all(_is_scalar(each) for each in value.values()) and len(_flow(dict(value))) <= _SHORT


def _is_selector(value: Mapping[str, Plain]) -> bool:
    return set(value) <= {"service", "type", "owner", "unit", "area"}


def _flow(value: Plain) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(each) for each in value) + "]"
    return _scalar(value, None)


def _scalar(value: Plain, indent: int | None) -> str:
    """Write a value; ``indent`` is that of the lines of a text with several, None where it must stay on one."""
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
        case date():
            return value.isoformat()
        case str():
            return _text(value, indent)
        case _:
            raise TypeError(value)


def _text(text: str, indent: int | None) -> str:
    if _PLAIN.match(text) and text[-1] != " " and not _LOOKS_LIKE_ELSE.match(text):
        return text
    if indent is not None and "\n" in text:
        lines = text.removesuffix("\n").split("\n")
        # A block keeps its lines as they are; one that begins or ends with a space, or has more, goes in quotes.
        if lines[0] and lines[-1] and all(_is_simple(line) for line in lines):
            pad = "\n" + " " * indent
            return ("|" if text.endswith("\n") else "|-") + "".join(f"{pad}{line}" if line else "\n" for line in lines)
    return _in_quotes(text)


def _is_simple(line: str) -> bool:
    return line.isprintable() and _SIMPLE_LINE.match(line) is not None


def _in_quotes(text: str) -> str:
    return '"' + "".join(_escaped(character) for character in text) + '"'


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isprintable():
        return character
    number = ord(character)
    if number <= 0xFF:
        return f"\\x{number:02X}"
    return f"\\u{number:04X}" if number <= 0xFFFF else f"\\U{number:08X}"


def comment(text: str, width: int = 116) -> Sequence[str]:
    """Return a text as lines of comment."""
    lines, line = [], "#"
    for word in text.split():
        if len(line) + 1 + len(word) > width:
            lines.append(line)
            line = "#"
        line += f" {word}"
    return [*lines, line]
