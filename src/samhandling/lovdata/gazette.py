"""One document of Norsk Lovtidend: what it amends, and what it says about when.

Lovdata marks every amendment of an act with the parts it touches (``data-change-part`` and three more). A regulation
that sets an act in force has no marks, only words; :mod:`samhandling.lovdata.commencement` reads them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from samhandling.lovdata.archive import Reason
from samhandling.lovdata.markup import NotRead, has_class, header, parse, text_of
from samhandling.lovdata.places import Place, read_place, section_key
from samhandling.lovdata.scope import read_scope

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


class Kind(StrEnum):
    """What an amendment does to a place."""

    CHANGED = "changed"
    ADDED = "added"
    REPEALED = "repealed"
    MOVED = "moved"
    """The text goes to, or comes from, another parent: another section, or another level."""
    RENUMBERED = "renumbered"
    """The text stays where it is among its neighbours and has another number."""


_MARKS = {"data-change-part": Kind.CHANGED, "data-add-new-part": Kind.ADDED, "data-repeal-part": Kind.REPEALED}
_MOVE = re.compile(r"(\S+?)\s*;;\s*(\S+)")
_REFERENCE = re.compile(r"((?:lov|forskrift)/\d{4}-\d{2}-\d{2}(?:-\d+)?)(?:/.*)?$")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_DIVISION = re.compile(r"kap([IVXL]+)$")
_COMMENCEMENT = re.compile(r"ikraft|i\s+kraft|iverks", re.IGNORECASE)
_SPEAKS_OF_IT = re.compile(r"kraft|gjeld|iverks|verknad|virkning", re.IGNORECASE)
_PARAGRAPHS = ("legalP", "defaultP", "numberedLegalP")
_NOT_GAZETTE = ("NL/", "SF/", "LF/")


@dataclass(frozen=True, slots=True)
class Amendment:
    """One place that an act touches."""

    place: Place
    kind: Kind
    division: str | None
    """The part of the amending act that says so: ``II``; None when it has no such parts."""
    sections: frozenset[str] = frozenset()
    """For a chapter: the sections whose new text stands there."""
    is_in_words: bool = True
    """False when the act's own words name other sections: a slip in the marks, and a person reads it."""
    moved_to: str | None = None
    """For the place a text leaves: where it goes, as spelled."""
    moved_from: str | None = None
    """For the place a text comes to: where it was, as spelled."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or an item of the list that follows it."""

    text: str
    is_item: bool


@dataclass(frozen=True, slots=True)
class GazetteDocument:
    """An act or a regulation as it was announced."""

    reference: str
    """``lov/2025-06-20-39``."""
    title: str
    announced: date
    in_force: str
    """The header's words: a date, several, or «Kongen bestemmer»."""
    amends: tuple[str, ...]
    based_on: tuple[str, ...]
    amendments: tuple[Amendment, ...]
    blocks: tuple[Block, ...]
    """Only what speaks of commencement, or is in a document that is about it."""

    @property
    def sets_in_force(self) -> tuple[str, ...]:
        """The acts that a regulation about commencement is based on; empty for all other documents."""
        if not self.reference.startswith("forskrift/") or not _COMMENCEMENT.search(self.title):
            return ()
        return tuple(sorted({reference for reference in self.based_on if reference.startswith("lov/")}))


def read_gazette(content: bytes) -> GazetteDocument | None:
    """Read one document; None when it has been withdrawn («utgått»).

    Raises :class:`NotRead` when it cannot be parsed, or is not a document of the gazette.
    """
    root = parse(content)
    head = header(root)
    reference = " ".join(head.get("refid", ()))
    if not _REFERENCE.match(reference) or " ".join(head.get("dokid", ())).startswith(_NOT_GAZETTE):
        raise NotRead(Reason.NOT_GAZETTE)
    body = root.find(".//main")
    if body is None:
        raise NotRead(Reason.NOT_GAZETTE)
    if any(note.get("data-gazette-note-type") == "utgått" for note in body.iter("article")):
        return None
    title = " ".join(head.get("title", ()))
    announced = _DATE.search(" ".join(head.get("dateOfPublication", ()))) or _DATE.search(reference)
    try:
        day = date.fromisoformat(announced[0]) if announced else date.min
    except ValueError as error:
        raise NotRead(Reason.BROKEN) from error
    amendments: list[Amendment] = []
    blocks: list[Block] = []
    keeps_all = reference.startswith("forskrift/") and bool(_COMMENCEMENT.search(title))
    if keeps_all or reference.startswith("lov/"):
        kept = False
        for element, division, in_item in _walk(body):
            if has_class(element, "change"):
                amendments.extend(_amendments(element, division))
            elif block := _block(element, in_item=in_item):
                kept = keeps_all or bool(_SPEAKS_OF_IT.search(block.text)) or (kept and block.is_item)
                if kept:
                    blocks.append(block)
    return GazetteDocument(
        reference=reference,
        title=title,
        announced=day,
        in_force=", ".join(head.get("dateInForce", ())),
        amends=_references(head.get("changesToDocuments", ())),
        based_on=_references(head.get("basedOn", ())),
        amendments=tuple(dict.fromkeys(amendments)),
        blocks=tuple(blocks),
    )


def _references(values: tuple[str, ...]) -> tuple[str, ...]:
    """Laws and regulations referred to, without the section."""
    return tuple(dict.fromkeys(match[1] for value in values if (match := _REFERENCE.match(value))))


def _walk(body: "Element") -> Iterator[tuple["Element", str | None, bool]]:
    """Yield elements in reading order, with the part of the act they stand in and whether that is inside a list item.

    What is inside an amendment or an editor's note is never yielded.
    """
    stack: list[tuple[Element, str | None, bool]] = [(body, None, False)]
    while stack:
        element, division, in_item = stack.pop()
        yield element, division, in_item
        if has_class(element, "change") or has_class(element, "gazettenote"):
            continue
        if has_class(element, "section") and (match := _DIVISION.match(element.get("data-name") or "")):
            division = match[1]
        in_item = in_item or element.tag == "li"
        stack.extend((child, division, in_item) for child in reversed(element))


def _amendments(element: "Element", division: str | None) -> Iterator[Amendment]:
    sections = frozenset(
        section_key(name)
        for inner in element.iter("article")
        if has_class(inner, "futureLegalArticle") and (name := inner.get("data-name") or "").startswith("§")
    )
    words = next((text_of(inner) for inner in element.iter("article") if has_class(inner, "defaultP")), "")
    named = tuple(mention for mention in read_scope(words).mentions if mention.section)

    def found(place: Place, kind: Kind, moved_to: str | None = None, moved_from: str | None = None) -> Amendment:
        in_chapter = sections if place.chapter else frozenset[str]()
        is_in_words = place.section is None or not named or any(mention.names(place.section) for mention in named)
        return Amendment(place, kind, division, in_chapter, is_in_words, moved_to, moved_from)

    for mark, kind in _MARKS.items():
        for spelled in (element.get(mark) or "").split():
            if place := read_place(spelled):
                yield found(place, kind)
    for origin, target in _MOVE.findall(element.get("data-move-part") or ""):
        start, end = read_place(origin), read_place(target)
        same = start is not None and end is not None and start.parent == end.parent
        kind = Kind.RENUMBERED if same else Kind.MOVED
        if start:
            yield found(start, kind, moved_to=target)
        if end:
            yield found(end, kind, moved_from=origin)


def _block(element: "Element", *, in_item: bool) -> Block | None:
    """A paragraph outside every list, or one item of a list; None for all other elements."""
    paragraph = element.tag == "article" and any(has_class(element, name) for name in _PARAGRAPHS) and not in_item
    if not paragraph and element.tag != "li":
        return None
    text = text_of(element, without=("ul", "ol"))
    return Block(text, is_item=not paragraph) if text else None
