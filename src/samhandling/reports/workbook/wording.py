"""Text as a cell can hold it, and how many lines it takes there."""

import re
from functools import lru_cache

LONGEST = 32_767
"""The most characters a cell can hold."""
LONGEST_NAME = 31
"""The most characters the name of a sheet can have."""
_BOLDER = 1.09
# How wide a letter of Arial is, in digits.
_WIDTHS = {
    **dict.fromkeys("iljI|'!.,:;/\\ ·ft[]", 0.5),
    **dict.fromkeys("r()-{}\"*", 0.62),
    **dict.fromkeys("cksvxyzJ", 0.9),
    **dict.fromkeys("ABEFKLPSTVXYZÅ&ø", 1.2),
    **dict.fromkeys("wCDGHNOQRUØ", 1.36),
    **dict.fromkeys("mMWæÆ%@→", 1.6),
}
_OTHER = 1.0
_SPACE = 0.5
_BROADEST = 1.2
"""No text of some length is broader than so many digits for each letter."""
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
    # Few texts have any such character; asking for the greatest is far quicker than looking at each.
    if text.isascii() or max(text) <= "\uffff":
        return len(text)
    return len(text) + sum(character > "\uffff" for character in text)


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


def split(text: str, width: float, *, bold: bool = False) -> list[str]:
    """The lines of a running text in a room of so many digits, broken between words where there are any."""
    room = width / (_BOLDER if bold else 1.0)
    lines = []
    for paragraph in text.split("\n"):
        line, used = "", 0.0
        for word in paragraph.split(" "):
            wide = _wide(word)
            if line and used + _SPACE + wide > room:
                lines.append(line)
                line, used = word, wide
            else:
                line, used = (f"{line} {word}", used + _SPACE + wide) if line else (word, wide)
            while used > room and len(line) > 1:
                fits = _fitting(line, room)
                lines.append(line[:fits])
                line = line[fits:]
                used = _wide(line)
        lines.append(line)
    return lines


def lines_in(text: str, width: float, *, bold: bool = False) -> int:
    """How many lines a text takes in a column of so many digits."""
    if len(text) * _BROADEST <= width and "\n" not in text:
        return 1
    return _counted(text, width, bold)


@lru_cache(maxsize=65_536)
def _counted(text: str, width: float, bold: bool) -> int:
    return len(split(text, max(width, 1.0), bold=bold))


@lru_cache(maxsize=65_536)
def _wide(word: str) -> float:
    return sum(_WIDTHS.get(character, _OTHER) for character in word)


def _fitting(line: str, room: float) -> int:
    used = 0.0
    for place, character in enumerate(line):
        used += _WIDTHS.get(character, _OTHER)
        if used > room:
            return max(place, 1)
    return len(line)
