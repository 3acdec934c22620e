"""The comments that people hang on cells, old ones and threads. Who wrote them is not read: never a person."""

from collections.abc import Iterator
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from samhandling.reading.workbook.archive import Archive, local

LONGEST = 32_000
"""Characters kept of one comment."""


def read_notes(archive: Archive, part: str) -> Iterator[tuple[str, str]]:
    """Yield (cell, text) of each comment on a sheet; a thread gives one for each answer."""
    parts = {kind: name for kind, name in archive.relations(part).values() if name in archive}
    threaded: list[tuple[str, str]] = []
    if "threadedComment" in parts:
        threads = _Comments("threadedComment", frozenset({"text"}))
        archive.parse(parts["threadedComment"], threads)
        threaded = threads.found
    yield from threaded
    if "comments" in parts:
        notes = _Comments("comment", frozenset({"t"}))
        archive.parse(parts["comments"], notes)
        # A thread is there once more as an old comment, with an advertisement before it.
        cells = {cell for cell, _ in threaded}
        yield from ((cell, text) for cell, text in notes.found if cell not in cells)


class _Comments(ContentHandler):
    def __init__(self, element: str, texts: frozenset[str]) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._element, self._texts = element, texts
        self._cell, self._said, self._open, self._length = "", [""], False, 0

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - sax calls it so
        """Begin a comment, or text in one."""
        if local(name) == self._element:
            self._cell, self._said, self._length = attrs.get("ref", ""), [], 0
        self._open = local(name) in self._texts

    def characters(self, content: str) -> None:
        """Keep the text."""
        if self._open and self._length <= LONGEST:
            self._said.append(content)
            self._length += len(content)

    def endElement(self, name: str) -> None:  # noqa: N802 - sax calls it so
        """Keep a comment that says something."""
        self._open = False
        if local(name) == self._element:
            text = "".join(self._said).strip()
            if text:
                self.found.append((self._cell, text))
