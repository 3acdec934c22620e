"""Names of files and folders that Windows, macOS and Linux all take."""

import re
import unicodedata
from collections.abc import Iterable

LONGEST = 80
"""The most characters in one name; paths stay well under the 260 that Windows takes."""
LONGEST_SUFFIX = 12
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]')
_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|clock\$|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)
_SPACES = re.compile(r"\s+")


def safe_name(text: str, suffix: str = "", fallback: str = "dokument") -> str:
    """A name made of a text: no forbidden sign, no device's name, no point or space at the end, not too long.

    >>> safe_name("Rutine: barnehage/skole?", ".pdf")
    'Rutine barnehage skole.pdf'
    >>> safe_name("NUL", ".txt")
    'NUL_.txt'
    >>> safe_name("...", ".md")
    'dokument.md'
    """
    ending = _SPACES.sub("", _FORBIDDEN.sub("", unicodedata.normalize("NFC", suffix)))
    ending = ending if len(ending) <= LONGEST_SUFFIX and not ending.endswith(".") else ""
    bare = _SPACES.sub(" ", _FORBIDDEN.sub(" ", unicodedata.normalize("NFC", text)))
    bare = bare.strip(" .")[: LONGEST - len(ending)].rstrip(" .") or fallback
    # «NUL.anything» is the device too, whatever follows the first point.
    first, point, rest = bare.partition(".")
    if _DEVICE.fullmatch(first.rstrip(" ")):
        bare = f"{first.rstrip(' ')}_{point}{rest}"
    return bare + ending


def is_device(name: str) -> bool:
    """Whether a name is a device on Windows, which must never be opened."""
    return _DEVICE.fullmatch(name.partition(".")[0].rstrip(" ")) is not None


def beside(path: str, mark: str) -> str:
    """The path of a file beside another: «Svar (ny).xlsx».

    >>> beside("3 Svar/Svar.xlsx", "ny")
    '3 Svar/Svar (ny).xlsx'
    """
    folder, slash, name = path.rpartition("/")
    stem, point, suffix = name.rpartition(".")
    return f"{folder}{slash}{stem} ({mark}){point}{suffix}" if stem else f"{folder}{slash}{name} ({mark})"


def key_of(path: str) -> str:
    """What two paths have in common when a file system holds them for the same."""
    return unicodedata.normalize("NFC", path).casefold()


class Taken:
    """The paths already given out; another one that would be the same gets a number."""

    def __init__(self, paths: Iterable[str] = ()) -> None:
        self._keys = {key_of(path) for path in paths}

    def free(self, path: str) -> str:
        """This path, or one beside it that nobody has."""
        free, number = path, 2
        while key_of(free) in self._keys:
            free, number = beside(path, str(number)), number + 1
        self._keys.add(key_of(free))
        return free
