"""Text as a cell can hold it, and how many lines it takes there."""

import re
from functools import lru_cache

LONGEST = 32_767
"""The most characters a cell can hold."""
LETTERS_PER_DIGIT = 1.17
"""How many letters of running text take the room of one digit, with some to spare."""
LONGEST_NAME = 31
"""The most characters the name of a sheet can have."""
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def clean(text: str, cut: str) -> str:
    """The text without characters a workbook cannot hold; what is too long ends with the mark ``cut``."""
    text = _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if _units(text) <= LONGEST:
        return text
    # Excel counts in UTF-16, where a rare character takes two places.
    kept = text[:LONGEST]
    while _units(kept) + len(cut) + 1 > LONGEST:
        kept = kept[: -(_units(kept) + len(cut) + 1 - LONGEST)]
    return f"{kept} {cut}"


def _units(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text) if not text.isascii() else len(text)


def sheet_names(titles: tuple[str, ...]) -> tuple[str, ...]:
    """Names that Excel takes, one for each title: no forbidden sign, at most 31 characters, all different."""
    taken: set[str] = set()
    names = []
    for title in titles:
        bare = _NOT_IN_SHEET_NAMES.sub(" ", _UNWRITABLE.sub("", title)).strip(" '") or "–"
        name, number = bare[:LONGEST_NAME], 2
        while name.casefold() in taken:
            mark = f" ({number})"
            name, number = bare[: LONGEST_NAME - len(mark)] + mark, number + 1
        taken.add(name.casefold())
        names.append(name)
    return tuple(names)


def split(text: str, width: int) -> list[str]:
    """The lines of a running text of at most ``width`` characters, broken between words where there are any."""
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            if not line:
                line = word
            elif len(line) + 1 + len(word) <= width:
                line += f" {word}"
            else:
                lines.append(line)
                line = word
            while len(line) > width:
                lines.append(line[:width])
                line = line[width:]
        lines.append(line)
    return lines


@lru_cache(maxsize=65_536)
def lines_in(text: str, width: int) -> int:
    """How many lines a text takes in a column of so many characters (a column counts in digits)."""
    room = max(int(width * LETTERS_PER_DIGIT), 1)
    if len(text) <= room and "\n" not in text:
        return 1
    return len(split(text, room))
