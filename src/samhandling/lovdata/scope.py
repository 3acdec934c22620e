"""What a sentence about commencement is about: «Endringsloven del I § 12 andre ledd og § 48, samt …».

A scope is read into mentions, each of one section (or part, or chapter) with what is named below it. Words that are not
understood make a mention narrower or nothing at all, never wider.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from enum import IntEnum

from samhandling.lovdata.places import LEVELS, Place, section_key

_ORDINALS = (
    ("første", "fyrste"),
    ("andre", "annet", "anna"),
    ("tredje",),
    ("fjerde",),
    ("femte",),
    ("sjette",),
    ("sjuende", "syvende", "sjuande"),
    ("åttende", "åttande"),
    ("niende", "niande"),
    ("tiende", "tiande"),
    ("ellevte",),
    ("tolvte", "tolvde"),
)
_ORDER = {word: number for number, words in enumerate(_ORDINALS, 1) for word in words}
_ORDINAL = "(?:" + "|".join(sorted(_ORDER, key=len, reverse=True)) + ")"
_BETWEEN = r"(?:\s*,\s*|\s+og\s+|\s+eller\s+|\s+til\s+|\s*[–-]\s*)"
_NEW = r"(?:(?:et\s+|eit\s+|en\s+)?(?:ny|nytt|nye)\s+)?"
_SECTION = (
    # § 8 A-2, § 12 a, § 9 i at the end of a phrase (but not the preposition of «§ 9 i loven»).
    r"\d+(?:\s?[A-Za-z](?=-\d)|[A-Za-z])?(?:-\d+)?"
    r"(?:\s?[a-hj-zæø](?![a-zæøå])|\s?i(?=\s*(?:[.,;:]|$))|i(?![a-zæøå]))?"
)
_ROMAN = r"[IVXL]+"

_TOKEN = re.compile(
    rf"""
    (?:\b(?:jf\.?|under|i)\s+(?:\w+\s+)?)?? \b(?:[Dd]el(?:en|ene|ar|ane)?|romertall|romartal|under|i)\s+
        (?P<part>(?:{_ROMAN})(?:{_BETWEEN}(?:{_ROMAN}))*)\b
  | \b(?:kapittel|kapitla|kapitlene|kap\.)\s+(?P<chapter>\d+\s?[A-Z]?\b(?:{_BETWEEN}\d+\s?[A-Z]?\b)*)
  | §§?\s*(?P<section>{_SECTION}(?:{_BETWEEN}(?:§\s*)?{_SECTION}(?!\s*\.?\s*(?:januar|februar|mars|april)))*)
  | {_NEW}(?P<ordinal>{_ORDINAL}(?:{_BETWEEN}{_NEW}{_ORDINAL})*)\s+(?P<level>ledd|stykket?|punktum|setning)\b
  | \bbokstav(?:ene|ane)?\s+(?P<letter>[a-zæøå]\b(?:{_BETWEEN}[a-zæøå]\b)*)
  | \b(?:nr\.|nummer|punkt)\s*(?P<number>\d+(?:{_BETWEEN}\d+)*)
  | \b(?P<law>(?:[A-ZÆØÅa-zæøå]+-\s+og\s+)?[A-ZÆØÅa-zæøå]*(?:loven|lova|lovens|Loven|Lova|Lovens))\b
    """,
    re.VERBOSE,
)
_GENERIC = frozenset({"loven", "lova", "lovens", "endringsloven", "endringslova", "endringslovens"})
_WHOLE = re.compile(
    r"\b(?:loven|lova|endringsloven|endringslova|lovvedtaket|endringene|endringane)(?:\s+(?:blir|vert|skal|her))*\W*$",
    re.IGNORECASE,
)
_REST = re.compile(r"\b(øvrige?|øvrig|elles|resten|andre føresegner)\b", re.IGNORECASE)


class Cover(IntEnum):
    """How far a mention covers a place."""

    NO = 0
    PARTLY = 1
    """It names something inside the place."""
    FULLY = 2


@dataclass(frozen=True, slots=True)
class Mention:
    """One thing a scope names; what is None is not limited."""

    division: str | None = None
    law: str | None = None
    """As the sentence calls it: «folkehelseloven»."""
    chapter: str | None = None
    section: tuple[str, str] | None = None
    """First and last section, the same for one."""
    below: tuple[tuple[str, frozenset[str]], ...] = ()
    is_vague: bool = False
    """Something in it was not understood («del III nr. 2»): it covers a place partly at most."""

    @property
    def depth(self) -> int:
        """How precise it is: the whole act 0, a part or law 1, a chapter 2, a section 3, deeper 4 and up."""
        if self.section:
            return 3 + len(self.below)
        if self.chapter:
            return 2
        return 1 if self.division or self.law else 0

    def covers(self, place: Place, division: str | None, is_law: Callable[[str, str], bool]) -> Cover:
        """Tell how far a place in a part of the act is covered; ``is_law`` compares a name with a law's reference."""
        cover = self._covers(place, division, is_law)
        return min(cover, Cover.PARTLY) if self.is_vague else cover

    def _covers(self, place: Place, division: str | None, is_law: Callable[[str, str], bool]) -> Cover:
        if self.division is not None and self.division != division:
            return Cover.NO
        if self.law is not None and self.division is None and not is_law(self.law, place.law):
            return Cover.NO
        if self.chapter is not None:
            return self._chapter(place)
        if self.section is None:
            return Cover.FULLY
        if place.section is None or not self.names(place.section):
            return Cover.NO
        return self._below(place)

    def names(self, section: str) -> bool:
        """Tell whether a section is the one named, or in the span that is."""
        if self.section is None:
            return False
        first, last = (_order(end) for end in self.section)
        return first <= _order(section) <= last

    def _chapter(self, place: Place) -> Cover:
        if place.chapter is not None:
            return Cover.FULLY if place.chapter == self.chapter else Cover.NO
        number, dash, _ = (place.section or "").removeprefix("§").partition("-")
        if not dash:
            return Cover.PARTLY
        return Cover.FULLY if number == self.chapter else Cover.NO

    def _below(self, place: Place) -> Cover:
        cover = Cover.FULLY
        for level, values in self.below:
            value = place.value(level)
            if value is None:
                cover = Cover.PARTLY
            elif value not in values:
                return Cover.NO
        return cover


def _order(section: str) -> tuple[tuple[int, str], ...]:
    """The order of sections: § 7 a is after § 7 and before § 8."""
    return tuple((int(number), letter) for number, letter in re.findall(r"(\d+)([a-zæøå]?)", section.casefold()))


@dataclass(frozen=True, slots=True)
class Scope:
    """All that a sentence names."""

    mentions: tuple[Mention, ...]
    is_rest: bool = False
    """All that no other sentence names, within the mentions where there are any."""
    is_whole: bool = False
    """The whole act. With neither mentions, rest nor whole, nobody has understood what the phrase names."""

    def cover(self, place: Place, division: str | None, is_law: Callable[[str, str], bool]) -> tuple[Cover, int]:
        """The best cover of a place, and how precise the mention that gives it is."""
        if not self.mentions:
            return Cover.FULLY if self.is_rest or self.is_whole else Cover.PARTLY, 0
        return max((mention.covers(place, division, is_law), mention.depth) for mention in self.mentions)


@dataclass(slots=True)
class _Reader:
    """Where the reading of a scope has come to."""

    done: list[Mention] = field(default_factory=list)
    current: list[Mention] = field(default_factory=list)
    divisions: tuple[str | None, ...] = (None,)
    law: str | None = None

    def flush(self) -> None:
        self.done.extend(self.current)
        self.current = []

    def part(self, romans: Iterable[str], *, may_follow: bool) -> None:
        self.flush()
        names = tuple(romans)
        if may_follow and len(names) == 1 and any(m.section and m.division is None for m in self.done):
            # «endringen i … § 12-3, jf. lovvedtaket del IV»: the part belongs to what was named before it.
            self.done = [replace(m, division=names[0]) if m.division is None else m for m in self.done]
            return
        self.divisions, self.law = names, None
        self.current = [Mention(division=name) for name in names]

    def named_law(self, name: str) -> None:
        name = name.casefold()
        if name in _GENERIC:
            return
        self.law = name
        if not any(mention.section is None and mention.division for mention in self.current):
            self.flush()
            self.divisions = (None,)
            self.current = [Mention(law=name)]

    def sections(self, spans: Iterable[tuple[str, str]]) -> None:
        if all(mention.section is None for mention in self.current):
            # The part or the law was only where the sections are.
            self.current = []
        self.flush()
        self.current = [
            Mention(division=division, law=self.law, section=span) for span in spans for division in self.divisions
        ]

    def below(self, level: str, values: frozenset[str]) -> None:
        if not self.current:
            return
        if self.current[-1].section is None:
            self.current[-1] = replace(self.current[-1], is_vague=True)
            return
        # Only the last of «§§ 9 a og 17 første ledd» has the paragraph.
        self.done.extend(self.current[:-1])
        last = self.current[-1]
        depth = LEVELS.index(level)
        if any(LEVELS.index(name) >= depth for name, _ in last.below):
            # «§ 13-4 første ledd andre punktum samt nytt femte ledd»: the same section, another paragraph.
            self.done.append(last)
            last = replace(last, below=tuple((name, found) for name, found in last.below if LEVELS.index(name) < depth))
        self.current = [replace(last, below=(*last.below, (level, values)))]


def read_scope(text: str) -> Scope:
    """Read what a phrase names; parentheses only explain and are left out."""
    text = re.sub(r"\([^()]*\)", " ", text)
    reader = _Reader()
    for token in _TOKEN.finditer(text):
        if token["part"]:
            follows = re.match(r"jf|under|i\b", token[0]) is not None
            reader.part(re.findall(_ROMAN, token["part"]), may_follow=follows)
        elif token["chapter"]:
            reader.flush()
            for number in re.findall(r"\d+\s?[A-Z]?", token["chapter"]):
                key = number.replace(" ", "").casefold()
                reader.done.extend(Mention(division=d, law=reader.law, chapter=key) for d in reader.divisions)
        elif token["section"]:
            reader.sections(_spans(token["section"], _SECTION, lambda found: section_key("§" + found)))
        elif token["ordinal"]:
            level = "ledd" if token["level"] in ("ledd", "stykke", "stykket") else "setning"
            reader.below(level, _values(token["ordinal"], _ORDINAL, lambda word: str(_ORDER[word])))
        elif token["letter"]:
            reader.below("bokstav", _values(token["letter"], r"[a-zæøå]\b(?<!og)", str.casefold))
        elif token["number"]:
            reader.below("nummer", _values(token["number"], r"\d+", str))
        elif token["law"]:
            reader.named_law(token["law"])
    reader.flush()
    return Scope(tuple(dict.fromkeys(reader.done)), bool(_REST.search(text)), bool(_WHOLE.search(text)))


def _spans(text: str, one: str, name: Callable[[str], str]) -> list[tuple[str, str]]:
    """Split a list into spans: «1a til 2, 4» is two, of which the second has one member."""
    spans: list[tuple[str, str]] = []
    end = 0
    for match in re.finditer(one, text):
        between = text[end : match.start()]
        if spans and (" til " in between or "–" in between):
            spans[-1] = (spans[-1][0], name(match[0]))
        else:
            spans.append((name(match[0]),) * 2)
        end = match.end()
    return spans


def _values(text: str, one: str, name: Callable[[str], str]) -> frozenset[str]:
    """Read a list of numbers or letters below a section, with everything between the ends of its spans."""
    values: set[str] = set()
    for first, last in _spans(text, one, name):
        if first.isdigit():
            values.update(str(number) for number in range(int(first), int(last) + 1))
        else:
            values.update(chr(code) for code in range(ord(first), ord(last) + 1))
    return frozenset(values)
