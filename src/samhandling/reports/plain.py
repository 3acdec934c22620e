"""JSON as every command writes it."""

import json
from typing import Any


def dump(document: dict[str, Any]) -> str:
    """Write a document: UTF-8, indented, the keys in their own order, a newline at the end."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
