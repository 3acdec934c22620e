"""Lovdata's documents as a tree: HTML that is also XML, parsed without resolving anything."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from samhandling.lovdata.archive import Reason

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MOST_ELEMENTS = 300_000
"""A document with more tags than this is refused before it is parsed; the largest of 2025 has 28 000."""

_SPACE = re.compile(r"\s+")
_INVISIBLE = str.maketrans("", "", "\u00ad\u200b\u200c\u200d\u2060\ufeff")
_BLOCKS = frozenset({"article", "li", "ul", "ol", "table", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "br", "div"})


class NotRead(Exception):
    """The document could not be parsed, and why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


def parse(content: bytes) -> "Element":
    """Parse a document; raise :class:`NotRead` when it is broken or declares entities.

    A document type is allowed (Lovdata writes ``<!DOCTYPE html>``), nothing it refers to is ever fetched.
    """
    if content.count(b"<") > MOST_ELEMENTS:
        raise NotRead(Reason.BOMB)
    try:
        root: Element = fromstring(content, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except DefusedXmlException as error:
        raise NotRead(Reason.ENTITIES) from error
    except (ParseError, ValueError, LookupError) as error:
        raise NotRead(Reason.BROKEN) from error
    return root


def has_class(element: "Element", name: str) -> bool:
    """Tell whether an element has a class."""
    return name in (element.get("class") or "").split()


def header(root: "Element") -> dict[str, tuple[str, ...]]:
    """The document's key information: for each term (``refid``, ``dateInForce`` …) its values."""
    found: dict[str, tuple[str, ...]] = {}
    for listing in root.iter("dl"):
        if has_class(listing, "data-document-key-info"):
            for value in listing.iter("dd"):
                items = [text_of(item) for item in value.iter("li")] or [text_of(value)]
                found[value.get("class") or ""] = tuple(item for item in items if item)
            break
    return found


def tidy(text: str) -> str:
    """Bring a text to one form: composed characters, single spaces, no soft hyphens or other invisible signs."""
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text).translate(_INVISIBLE)).strip()


def text_of(element: "Element", without: Collection[str] = ()) -> str:
    """The text of an element, tidied; blocks do not run together. ``without`` names tags and classes to leave out."""
    return tidy("".join(_pieces(element, frozenset(without))))


def lines_of(element: "Element", without: Collection[str] = ()) -> str:
    """The text of an element with a line for each paragraph and list item, the item's number or letter first.

    So the same words in another paragraph, or under another letter, are another text.
    """
    lines = "".join(_pieces(element, frozenset(without), lines=True)).split("\n")
    return "\n".join(line for line in map(tidy, lines) if line)


def _pieces(element: "Element", without: frozenset[str], *, lines: bool = False) -> Iterator[str]:
    # A stack and not recursion: the nesting of a hostile document is not ours to trust.
    stack: list[tuple[Element, bool]] = [(element, True)]
    while stack:
        current, opening = stack.pop()
        if not opening:
            yield _break(current, lines=lines)
            yield _inline(current.tail, lines=lines)
            continue
        if current is not element:
            stack.append((current, False))
            if without and (current.tag in without or without & set((current.get("class") or "").split())):
                continue
            yield _break(current, lines=lines)
            if lines and current.tag == "li":
                yield f"{current.get('data-name') or ''} "
        yield _inline(current.text, lines=lines)
        stack.extend((child, True) for child in reversed(current))


def _break(element: "Element", *, lines: bool) -> str:
    if lines and (element.tag == "li" or has_class(element, "legalP") or has_class(element, "numberedLegalP")):
        # The article inside a list item is on the line of its letter.
        return "\n" if element.tag == "li" or "-punkt-" not in (element.get("id") or "") else " "
    return " " if element.tag in _BLOCKS else ""


def _inline(text: str | None, *, lines: bool) -> str:
    """Text between tags; its own line breaks mean nothing."""
    return (text or "").replace("\n", " ") if lines else text or ""
