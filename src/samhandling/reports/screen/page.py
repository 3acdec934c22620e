"""Lines of text that read well in a terminal: wrapped, indented, aligned."""

import textwrap
from collections.abc import Iterable

WIDTH = 100
"""No line of prose is longer than this, in characters."""


def wrap(text: str, indent: str = "", hanging: str | None = None) -> list[str]:
    """Break a text into lines; an empty text gives none."""
    following = indent if hanging is None else hanging
    return textwrap.wrap(
        text, WIDTH, initial_indent=indent, subsequent_indent=following, break_long_words=False, break_on_hyphens=False
    )


def block(heading: str, lines: Iterable[str]) -> list[str]:
    """A heading with its lines below, and an empty line before."""
    return ["", heading, *lines]


def columns(rows: Iterable[tuple[str, ...]], indent: str = "  ", last_width: int = 60) -> list[str]:
    """Rows of cells, each column as wide as its widest cell; the last column is wrapped."""
    everything = list(rows)
    if not everything:
        return []
    widths = [max(len(row[n]) for row in everything) for n in range(len(everything[0]) - 1)]
    lines = []
    for row in everything:
        start = indent + "".join(cell.ljust(width) + "  " for cell, width in zip(row[:-1], widths, strict=True))
        wrapped = textwrap.wrap(row[-1], max(last_width, WIDTH - len(start))) or [""]
        lines.append((start + wrapped[0]).rstrip())
        lines += [" " * len(start) + more for more in wrapped[1:]]
    return lines
