"""Places in a statute: as Lovdata spells them in its data, and as a provision of the catalogue cites them."""

import re
from dataclasses import dataclass
from itertools import pairwise

LEVELS = ("ledd", "setning", "bokstav", "nummer")
"""What can be below a section: paragraph, sentence, letter and number."""

_LAW = re.compile(r"(?:lov|forskrift)/\d{4}-\d{2}-\d{2}(?:-\d+)?$")
_CATALOGUED = re.compile(r"(LOV|FOR)-(\d{4}-\d{2}-\d{2}(?:-\d+)?)$")
_LEDD = re.compile(r"\d+(?:\s*(?:,|og|–|-)\s*\d+)*")
_ITEM = re.compile(r"(nr\.|bokstav)\s*([0-9a-zæøå]+)|\((\d+)\.\s*punktum\)")


def law_reference(law_id: str) -> str | None:
    """Spell a law id of the catalogue as the data do: ``LOV-2011-06-24-30`` is ``lov/2011-06-24-30``.

    None for an id that is not Lovdata's (a regulation whose number is not known).
    """
    match = _CATALOGUED.match(law_id)
    return f"{'lov' if match[1] == 'LOV' else 'forskrift'}/{match[2]}" if match else None


def section_key(section: str) -> str:
    """Bring a section to one form for comparison: «§ 3-3 a», ``§3-3a`` and ``§3-3A`` are the same section."""
    return "".join(section.split()).casefold()


@dataclass(frozen=True, slots=True)
class Place:
    """A part of a law, as in ``lov/2021-06-18-97/§15-1/ledd/1/setning/1``."""

    spelled: str
    law: str
    section: str | None
    """As compared (see :func:`section_key`); None for a chapter or the whole law."""
    chapter: str | None
    """``9a`` for ``kap9A``; None for a section or the whole law."""
    below: tuple[tuple[str, str], ...]
    """Level and value of what is named below the section, outermost first: ``(("ledd", "1"), ("setning", "1"))``."""

    def value(self, level: str) -> str | None:
        """The number or letter at a level, or None where the place does not go so deep."""
        return next((value for name, value in self.below if name == level), None)

    @property
    def parent(self) -> tuple[str, tuple[tuple[str, str], ...], str]:
        """What the place is numbered in: two places with the same parent differ by their number only."""
        if self.below:
            return (f"{self.law}/{self.section}", self.below[:-1], self.below[-1][0])
        if self.section is not None:
            return (self.law, (), self.section.partition("-")[0] if "-" in self.section else "§")
        return (self.law, (), "")


def read_place(spelled: str) -> Place | None:
    """Read one spelled part; None when it does not even name a law (the data have a few slips)."""
    segments = spelled.split("/")
    law = "/".join(segments[:2])
    if not _LAW.match(law):
        return None
    first = segments[2] if len(segments) > 2 else ""
    section = section_key(first) if first.startswith("§") else None
    chapter = first[3:].casefold() if first.startswith("kap") else None
    below = tuple((name, value.casefold()) for name, value in pairwise(segments[3:]) if name in LEVELS)
    return Place(spelled, law, section, chapter, below)


@dataclass(frozen=True, slots=True)
class Cited:
    """Which paragraphs of its section a provision cites, and which item of them."""

    ledd: frozenset[int]
    """Empty: the whole section."""
    item: tuple[str, str] | None
    """``("nummer", "8")``, ``("bokstav", "a")`` or ``("setning", "2")`` where the provision is about that one alone."""

    def is_touched_by(self, place: Place) -> bool:
        """Tell whether a change of a place in the same section may change what is cited.

        A change of the whole section does; one of another paragraph, or of another item of the same one, does not.
        """
        ledd = place.value("ledd")
        if ledd is None or not self.ledd:
            return True
        if not ledd.isdigit() or int(ledd) not in self.ledd:
            return not ledd.isdigit()
        if self.item is None:
            return True
        level, value = self.item
        return place.value(level) in (None, value)


def read_cited(ledd: str | None) -> Cited:
    """Read a provision's ``ledd``: «2», «1 og 2», «2–4 og 7», «1 nr. 8», «2 bokstav d», «1 (2. punktum)», None."""
    if ledd is None:
        return Cited(frozenset(), None)
    numbers: set[int] = set()
    match = _LEDD.match(ledd)
    if match:
        for span in re.split(r"\s*(?:,|og)\s*", match[0]):
            first, _, last = span.replace("–", "-").partition("-")
            numbers.update(range(int(first), int(last or first) + 1))
    found = _ITEM.search(ledd)
    if not found:
        return Cited(frozenset(numbers), None)
    if found[3]:
        return Cited(frozenset(numbers), ("setning", found[3]))
    return Cited(frozenset(numbers), ("nummer" if found[1] == "nr." else "bokstav", found[2].casefold()))
