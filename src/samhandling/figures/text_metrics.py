"""How wide a text is, and where it breaks: estimates after the advance widths of DejaVu Sans.

DejaVu Sans is the face of the PNG painter and the first choice of the SVG painter; the faces named after it there
are as wide or narrower, so what fits here fits on the page.
"""

import unicodedata
from functools import lru_cache

ELLIPSIS = "…"

# Thousandths of an em -> the characters of that width.
_REGULAR = {
    275: "'",
    278: "ijl",
    295: "IJ",
    318: " ,.·’\u00a0",
    337: "/:;\\|",
    352: "f",
    361: "-",
    390: "()[]",
    392: "t",
    401: "!",
    411: "r",
    460: '"',
    500: "*_`§°–",
    518: "“”",
    521: "s",
    525: "z",
    531: "?",
    550: "c",
    557: "L",
    575: "F",
    579: "k",
    590: "•",
    592: "vxy",
    603: "P",
    611: "TY",
    612: "oø«»ð",
    613: "a",
    615: "e",
    630: "ß",
    632: "E",
    634: "hnuŋ",
    635: "Sbdgpqþđ",
    636: "$0123456789{}",
    656: "K",
    684: "AV",
    685: "XZ",
    686: "B",
    695: "R",
    698: "C",
    732: "U",
    748: "N",
    752: "H",
    770: "D",
    775: "GÐĐ",
    780: "&",
    787: "OQØ",
    818: "w",
    838: "#+<=>^~×→←↔✓✗≥≤",
    863: "M",
    950: "%",
    974: "mÆ",
    982: "æ",
    989: "W",
}
_BOLD = {
    306: "'",
    343: "ijl",
    348: " \u00a0",
    365: "/\\|",
    372: "IJ",
    380: ",.·’",
    400: ":;",
    415: "-",
    435: "f",
    456: "!",
    457: "()[]",
    478: "t",
    493: "r",
    500: "_`§°–",
    521: '"',
    523: "*",
    580: "?",
    582: "z",
    593: "c",
    595: "s",
    637: "L",
    639: "•",
    645: "x",
    646: "«»",
    652: "vy",
    657: "“”",
    665: "k",
    675: "a",
    678: "e",
    682: "T",
    683: "EF",
    687: "oøð",
    696: "$0123456789",
    712: "hnu{}ŋ",
    716: "bdgpqþđ",
    719: "ß",
    720: "S",
    724: "Y",
    725: "Z",
    733: "P",
    734: "C",
    762: "B",
    770: "R",
    771: "X",
    774: "AV",
    775: "K",
    812: "U",
    821: "G",
    830: "D",
    837: "HN",
    838: "#+<=>^~×→←↔✓✗≥≤ÐĐ",
    850: "OQØ",
    872: "&",
    924: "w",
    995: "M",
    1002: "%",
    1042: "m",
    1048: "æ",
    1085: "Æ",
    1103: "W",
}
_WIDTHS = {
    bold: {char: width for width, chars in table.items() for char in chars}
    for bold, table in ((False, _REGULAR), (True, _BOLD))
}
_UNKNOWN = 1000  # thousandths of an em; wider than any Latin letter but W and æ in bold


@lru_cache(maxsize=4096)
def _char_width(char: str, bold: bool) -> int:
    table = _WIDTHS[bold]
    if char in table:
        return table[char]
    if unicodedata.combining(char):
        return 0
    # å is as wide as a: the letter under the accent decides.
    return table.get(unicodedata.normalize("NFD", char)[0], _UNKNOWN)


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Width in the units of `size` (the font size, in scene units) of one line of text."""
    return sum(_char_width(char, bold) for char in text) * size / 1000


def printable(text: str) -> str:
    """The text with the replacement character for what is no character: controls, halves of pairs, non-characters.

    Neither XML nor a font can take them."""
    return "".join(char if _is_character(char) else "\ufffd" for char in text)


def _is_character(char: str) -> bool:
    code = ord(char)
    if code < 0x20 or 0x7F <= code < 0xA0:
        return char in "\t\n\r"
    return not 0xD800 <= code <= 0xDFFF and code & 0xFFFE != 0xFFFE


def _hard_break(word: str, width: float, size: float, bold: bool) -> list[str]:
    """Cut a word that no line can hold: after its own hyphens and slashes first, else with an added hyphen."""
    pieces: list[str] = []
    current = ""
    for char in word:
        if current and text_width(current + char + "-", size, bold=bold) > width:
            cut = max(current.rfind(mark) for mark in "-/–")
            if cut > 1:
                pieces.append(current[: cut + 1])
                current = current[cut + 1 :]
            elif len(current) > 1 or text_width(current + char, size, bold=bold) > width:
                pieces.append(current + ("-" if char.isalpha() and current[-1].isalpha() and len(current) > 1 else ""))
                current = ""
        current += char
    return [*pieces, current]


def shorten(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """The text, or as much of it as the width holds with an ellipsis at the end."""
    if text_width(text, size, bold=bold) <= width:
        return text
    while text and text_width(text.rstrip() + ELLIPSIS, size, bold=bold) > width:
        text = text[:-1]
    return text.rstrip() + ELLIPSIS


def wrap(text: str, width: float, size: float, *, bold: bool = False, max_lines: int = 0) -> tuple[str, ...]:
    """Break a text into lines no wider than `width`; at least one line, empty for an empty text.

    Breaks at white space, then inside words too long for a line. With `max_lines` (0: no limit) the rest is cut and
    an ellipsis says so; callers keep the whole text as the hover title.
    """
    lines: list[str] = []
    current = ""
    for word in text.split():
        candidate = f"{current} {word}" if current else word
        if text_width(candidate, size, bold=bold) <= width:
            current = candidate
            continue
        if current:
            lines.append(current)
        if text_width(word, size, bold=bold) <= width:
            current = word
        else:
            *full, current = _hard_break(word, width, size, bold)
            lines += full
    lines.append(current)
    if max_lines and len(lines) > max_lines:
        rest = " ".join(lines[max_lines - 1 :])
        lines = [*lines[: max_lines - 1], shorten(rest + ELLIPSIS, width, size, bold=bold)]
    return tuple(lines)
