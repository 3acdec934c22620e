"""Finds what somebody meant to write: the nearest known spelling."""

from collections.abc import Collection, Iterable, Sequence
from difflib import SequenceMatcher, get_close_matches
from itertools import takewhile

from samhandling.reading.diagnostics import Hint

SHORT_LIST = 14
"""So many known spellings or fewer are all named in the message."""
_MOST_COMPARISONS = 100_000
"""Words compared in all. In a large vocabulary a search takes long, and after so many nobody reads the suggestions."""
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "é": "e", "_": "", "-": "", " ": "", ".": ""})


class Spelling:
    """The known spellings of one kind of word: keys, controlled values, ids."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known: tuple[str, ...] = tuple(dict.fromkeys(known))
        self._plain: dict[str, str] = {}
        for word in self._known:
            self._plain.setdefault(_plain(word), word)
        self._found: dict[str, str | None] = {}
        self._left = _MOST_COMPARISONS

    @property
    def known(self) -> Collection[str]:
        """All known spellings, in the order given."""
        return self._known

    def nearest(self, word: str) -> str | None:
        """Give the known spelling that is most like a word, or None when none is.

        Case, spaces, hyphens and the letters æ, ø and å do not count.

        >>> Spelling(["barnehage", "helsestasjon", "sfo"]).nearest("Helse-stasjonen")
        'helsestasjon'
        >>> Spelling(["barnehage", "helsestasjon"]).nearest("fiskebrygge") is None
        True
        """
        if word not in self._found:
            self._found[word] = self._search(word[:100])
        return self._found[word]

    def hints(self, word: str, likely: Sequence[str] = ()) -> tuple[Hint, ...]:
        """Give the sentences to add to a message about an unknown word.

        ``likely`` are the words that are looked for here (keys that are missing): a weaker likeness is enough.
        """
        hints: list[Hint] = []
        nearest = self.nearest(word)
        if nearest is None and likely:
            nearest = next(iter(get_close_matches(_plain(word), likely, n=1, cutoff=0.4)), None)
        if nearest is not None:
            hints.append(Hint("nearest", (("nearest", nearest),)))
        if self._known and len(self._known) <= SHORT_LIST:
            hints.append(Hint("known", (("known", self._known),)))
        return tuple(hints)

    def _search(self, word: str) -> str | None:
        plain = _plain(word)
        if plain in self._plain:
            return self._plain[plain]
        self._left -= len(self._known)
        if self._left < 0:
            return None
        close = get_close_matches(plain, self._plain, n=5, cutoff=0.65)
        if close:
            # Of several that are close, the one that begins like the word: «HOL-6-1-11» is meant for «HOL-6-1-1».
            return self._plain[max(close, key=lambda known: self._likeness(word, self._plain[known]))]
        # A word that is only begun or that only ends differently: «fylke», «kommunal barnehage».
        begun = [known for known in self._plain if len(plain) >= 3 and known.startswith(plain)]
        longer = [known for known in self._plain if len(known) >= 3 and plain.startswith(known)]
        if begun:
            return self._plain[min(begun, key=len)]
        return self._plain[max(longer, key=len)] if longer else None

    @staticmethod
    def _likeness(word: str, known: str) -> float:
        first, second = word.casefold(), known.casefold()
        alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False)))
        return SequenceMatcher(None, first, second).ratio() + alike / len(second)


def _plain(word: str) -> str:
    return word.casefold().translate(_LETTERS)
