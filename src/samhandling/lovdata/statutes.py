"""One consolidated statute: its sections, what paragraphs and items they have, and a fingerprint of their text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

from samhandling.lovdata.archive import Reason
from samhandling.lovdata.markup import NotRead, has_class, header, lines_of, parse, text_of
from samhandling.lovdata.places import Cited, section_key

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_REFERENCE = re.compile(r"(?:lov|forskrift)/\d{4}-\d{2}-\d{2}(?:-\d+)?$")
_NOT_TEXT = ("changesToParent", "footnote", "footnotereference", "change")
"""What editors add to a section: how it came to be, and notes. It changes without the law being changed."""
_REPEALED = re.compile(r"\(?\s*opphev(?:et|a|d)\b", re.IGNORECASE)
_NUMBER = re.compile(r"-(?:ledd|nummer)-(\d+)$")


@dataclass(frozen=True, slots=True)
class Section:
    """One section as it stands in a consolidated statute."""

    name: str
    """As compared: ``§3-3a``."""
    ledd: tuple[tuple[int, frozenset[tuple[str, str]]], ...]
    """Each paragraph's number, and the letters and numbers listed in it: ``("bokstav", "a")``."""
    text_sha256: str
    """Of the normalised text, in hex; the text itself is never kept."""
    repealed_from: date | None
    is_marked_repealed: bool
    """«(Opphevet)» stands for its text."""

    def is_repealed(self, on: date) -> bool:
        """Tell whether the section is repealed on a date."""
        return self.is_marked_repealed if self.repealed_from is None else self.repealed_from <= on

    def has(self, cited: Cited) -> bool:
        """Tell whether every paragraph that is cited is there, and in one of them the item."""
        numbers = {number for number, _ in self.ledd}
        if not cited.ledd <= numbers:
            return False
        if cited.item is None or cited.item[0] == "setning":
            # Sentences are not marked in the data, and abbreviations end in full stops.
            return True
        return any(cited.item in items for number, items in self.ledd if number in cited.ledd)


@dataclass(frozen=True, slots=True)
class Statute:
    """A statute or regulation in its consolidated form."""

    reference: str
    """``lov/2011-06-24-30``."""
    sections: tuple[Section, ...]

    def section(self, name: str) -> Section | None:
        """The section with a name, however it is spelled."""
        key = section_key(name)
        return next((section for section in self.sections if section.name == key), None)


def read_statute(content: bytes) -> Statute:
    """Read one consolidated statute; raise :class:`NotRead` when it cannot be parsed or is something else."""
    root = parse(content)
    head = header(root)
    reference = " ".join(head.get("refid", ()))
    if not _REFERENCE.match(reference) or " ".join(head.get("dokid", ())).startswith("LTI/"):
        raise NotRead(Reason.NOT_STATUTE)
    sections: dict[str, Section] = {}
    for element in root.iter("article"):
        if has_class(element, "legalArticle"):
            section = _section(element)
            # A schedule may number its sections anew; the statute's own come first.
            sections.setdefault(section.name, section)
    return Statute(reference, tuple(sections.values()))


def _section(element: "Element") -> Section:
    spelled = (element.get("data-lovdata-URL") or "").rpartition("/")[2]
    name = spelled if spelled.startswith("§") else element.get("data-name") or ""
    ledd = tuple(_ledd(element))
    title = " ".join(text_of(part) for part in element.iter("span") if has_class(part, "legalArticleTitle"))
    return Section(
        name=section_key(name),
        ledd=ledd,
        text_sha256=sha256(lines_of(element, _NOT_TEXT).encode()).hexdigest(),
        repealed_from=_day(element.get("data-repealeddate")),
        is_marked_repealed=not ledd and _REPEALED.match(title) is not None,
    )


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _ledd(section: "Element") -> Iterator[tuple[int, frozenset[tuple[str, str]]]]:
    count = 0
    for child in section:
        is_paragraph = has_class(child, "legalP") or has_class(child, "numberedLegalP")
        if not is_paragraph and child.tag not in ("ul", "ol"):
            continue
        count += 1
        stated = child.get("data-numerator") or ""
        found = _NUMBER.search(child.get("id") or "")
        if stated.isdecimal() or found:
            count = int(stated) if stated.isdecimal() else int(found[1]) if found else count
        yield count, frozenset(_items(child))


def _items(paragraph: "Element") -> Iterator[tuple[str, str]]:
    for item in paragraph.iter("li"):
        marker = (item.get("data-name") or "").strip(" .)(").casefold()
        if marker.isdigit():
            yield "nummer", marker
        elif len(marker) == 1 and marker.isalpha():
            yield "bokstav", marker
