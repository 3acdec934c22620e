"""JSON as every command writes it."""

import json
from json.encoder import encode_basestring
from typing import Any


def dump(document: dict[str, Any]) -> str:
    """Write a document: UTF-8, indented, the keys in their own order, a newline at the end."""
    written: list[str] = []
    _write(document, "\n", written.append)
    return "".join(written) + "\n"


def _write(value: Any, line: str, write: Any) -> None:
    """Write as ``json.dumps(…, ensure_ascii=False, indent=2)`` does; that takes three times as long with an indent.

    ``line`` is a line break and the indent of what is around the value.
    """
    inner = line + "  "
    if isinstance(value, dict) and value:
        opening = "{" + inner
        for key, part in value.items():
            write(f"{opening}{encode_basestring(key)}: ")
            _write_part(part, inner, write)
            opening = "," + inner
        write(line + "}")
    elif isinstance(value, (list, tuple)) and value:
        opening = "[" + inner
        for part in value:
            write(opening)
            _write_part(part, inner, write)
            opening = "," + inner
        write(line + "]")
    else:
        write(json.dumps(value, ensure_ascii=False))


def _write_part(part: Any, inner: str, write: Any) -> None:
    if isinstance(part, str):
        write(encode_basestring(part))
    elif part is True:
        write("true")
    elif part is False:
        write("false")
    elif isinstance(part, int):
        write(int.__repr__(part))
    else:
        _write(part, inner, write)
