"""Puts evidence on its shelf: where each piece goes in the folder, what is lacking, and who can supply it.

Pure. The twenty documents have a folder each; a piece is copied there when its file was found inside the model's
folder, and listed with the reason when not. Drafts and documents not in force are marked in their name.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from samhandling.casefile.evidence import Piece, Recorded, Source
from samhandling.casefile.items import Item, ItemKind
from samhandling.casefile.names import Taken, safe_name
from samhandling.casefile.sources import Found, Looked
from samhandling.graph import ServiceGraph
from samhandling.law.texts import Phrasebook
from samhandling.model.municipality import Document
from samhandling.questions import AskedQuestion, EvidenceState

COORDINATE = "avgjore_samordning"
"""The authority whose line a supervisor looks for in the delegation regulation."""
CONTENTS = "casefile.file.contents"


class Shelf(StrEnum):
    """What became of one piece of evidence."""

    COPIED = "copied"
    ARCHIVE = "archive"
    """The model has its reference in the archive only: somebody must fetch it."""
    WEB = "web"
    NO_DOCUMENT = "no_document"
    MISSING = "missing"
    OUTSIDE = "outside"
    NOT_A_FILE = "not_a_file"
    UNREADABLE = "unreadable"
    TOO_LARGE = "too_large"
    MISMATCH = "mismatch"


class ItemState(StrEnum):
    """How far one of the twenty documents has come."""

    IN_PLACE = "in_place"
    PARTLY = "partly"
    """Something is copied, and something that counts is not."""
    FETCH = "fetch"
    """The model names documents that count, and none of them is here."""
    MADE = "made"
    """The program makes it of the model."""
    RECORDED = "recorded"
    """The model has recorded something of it, but no document."""
    NOT_COUNTING = "not_counting"
    """Only drafts, or documents not in force."""
    LACKING = "lacking"


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece of evidence on its shelf."""

    piece: Piece
    shelf: Shelf
    target: str | None = None
    """Its path in the folder."""
    looked: Looked | None = None


@dataclass(frozen=True, slots=True)
class Shelved:
    """One of the twenty documents with all there is of it."""

    item: Item
    path: str
    """Its folder."""
    placed: tuple[Placed, ...]
    recorded: tuple[Recorded, ...]
    state: ItemState

    @property
    def copied(self) -> tuple[str, ...]:
        """The files in its folder that count, each once."""
        return tuple(
            dict.fromkeys(each.target for each in self.placed if each.target is not None and each.piece.counts)
        )


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that is not in the folder, why, and which role can supply it (None: whoever usually has it)."""

    items: tuple[Item, ...]
    """The documents of the list that lack it, the first where it is told."""
    why: str
    """A :class:`Shelf`, an :class:`ItemState`, ``no_mandate`` or ``no_coordination_line``."""
    pieces: tuple[Piece, ...] = ()
    """What the model says of it; several where one document holds them all."""
    subject: str | None = None
    """The arena that lacks a mandate."""
    who: str | None = None
    looked: Looked | None = None

    @property
    def document(self) -> Document | None:
        """Where the model says it is."""
        return self.pieces[0].document if self.pieces else None


Titled = Callable[[Piece], str]
"""What a piece of evidence is called."""


def shelve(
    items: Sequence[Item],
    pieces: Mapping[str, Sequence[Piece]],
    looked: Mapping[Document, Looked],
    records: Mapping[str, Sequence[Recorded]],
    *,
    graph: ServiceGraph,
    titled: Titled,
    t: Phrasebook,
) -> tuple[Shelved, ...]:
    """Place every piece of every item."""
    kinds = {kind: safe_name(t(f"casefile.folder.{kind}")) for kind in ItemKind}
    made = []
    for item in items:
        folder = f"{kinds[item.kind]}/{safe_name(f'{item.number:02} {t.pick(item.folder)}')}"
        placed = tuple(_placed(pieces[item.id], looked, folder, titled, t))
        recorded = tuple(records[item.id])
        made.append(Shelved(item, folder, placed, recorded, _state(item, placed, recorded, graph)))
    return tuple(made)


def _placed(
    pieces: Iterable[Piece], looked: Mapping[Document, Looked], folder: str, titled: Titled, t: Phrasebook
) -> Iterator[Placed]:
    taken = Taken([f"{folder}/{safe_name(t(CONTENTS), '.txt')}"])
    here: dict[object, str] = {}
    for piece in pieces:
        document = piece.document
        found = looked.get(document) if document is not None else None
        if document is None or not (document.path or document.archive_ref or document.url):
            yield Placed(piece, Shelf.NO_DOCUMENT)
        elif found is None:
            yield Placed(piece, Shelf.ARCHIVE if document.archive_ref else Shelf.WEB)
        elif found.found is not Found.FOUND or found.file is None:
            yield Placed(piece, Shelf(found.found), looked=found)
        else:
            # Several delegations stand in one regulation: it is copied once, as what counts where any of them does.
            if found.file not in here:
                here[found.file] = taken.free(f"{folder}/{_name(piece, found, titled, t)}")
            yield Placed(piece, Shelf.COPIED, here[found.file], found)


def _name(piece: Piece, found: Looked, titled: Titled, t: Phrasebook) -> str:
    original = found.path.replace("\\", "/").rpartition("/")[2]
    stem, point, suffix = original.rpartition(".")
    stem, suffix = (stem, f".{suffix}") if point and stem else (original, "")
    title = titled(piece) if piece.source is Source.AGREEMENT else stem
    if not piece.counts:
        title = f"{t(f'casefile.mark.{piece.state}')} - {title}"
    return safe_name(title, suffix, fallback=safe_name(stem))


def _state(
    item: Item, placed: Sequence[Placed], recorded: Sequence[Recorded], graph: ServiceGraph
) -> ItemState:
    counting = [each for each in placed if each.piece.counts]
    if counting:
        copied = [each.shelf is Shelf.COPIED for each in counting]
        if all(copied) and not list(_besides(item, graph)):
            return ItemState.IN_PLACE
        return ItemState.PARTLY if any(copied) else ItemState.FETCH
    if item.made:
        return ItemState.MADE
    if placed:
        return ItemState.NOT_COUNTING
    return ItemState.RECORDED if recorded else ItemState.LACKING


def lacks_of(shelved: Iterable[Shelved], graph: ServiceGraph) -> tuple[Lack, ...]:
    """Everything that is not in the folder, in the order of the list; what several documents lack is told once."""
    found: dict[object, Lack] = {}
    for each in shelved:
        for lack in _lacks(each, graph):
            key = _same(lack)
            first = found.get(key)
            found[key] = lack if first is None else _joined(first, lack)
    return tuple(found.values())


def _same(lack: Lack) -> object:
    """What makes two lacks one: the same piece of evidence, or several delegations in one document."""
    if not lack.pieces or lack.why in set(ItemState):
        return lack.items[0].id, lack.why, lack.subject
    piece = lack.pieces[0]
    if piece.source is Source.DELEGATION and piece.document is not None:
        return lack.why, piece.source, piece.document
    return lack.why, piece.source, piece.id, piece.document


def _joined(first: Lack, second: Lack) -> Lack:
    return replace(
        first,
        items=tuple(dict.fromkeys((*first.items, *second.items))),
        pieces=tuple(dict.fromkeys((*first.pieces, *second.pieces))),
    )


def _lacks(shelved: Shelved, graph: ServiceGraph) -> Iterator[Lack]:
    item = (shelved.item,)
    for each in shelved.placed:
        if each.piece.counts and each.shelf is not Shelf.COPIED:
            yield Lack(item, str(each.shelf), (each.piece,), who=each.piece.responsible, looked=each.looked)
    if shelved.state in (ItemState.RECORDED, ItemState.NOT_COUNTING, ItemState.LACKING):
        first = tuple(each.piece for each in shelved.placed)[:1]
        yield Lack(item, str(shelved.state), first, who=first[0].responsible if first else None)
    yield from _besides(shelved.item, graph)


def _besides(item: Item, graph: ServiceGraph) -> Iterator[Lack]:
    """What an item lacks whatever documents it has: the line on coordination, the mandate of an arena."""
    if item.delegations and not any(each.in_force(graph.as_of) for each in graph.delegations_of(COORDINATE)):
        yield Lack((item,), "no_coordination_line")
    if item.arena_mandates:
        for arena in graph.municipality.arenas:
            if arena.mandate is None or arena.mandate not in graph.in_force_ids:
                yield Lack((item,), "no_mandate", subject=arena.id, who=arena.chair)


@dataclass(frozen=True, slots=True)
class Referred:
    """One control question, and where in the folder what shows it is."""

    asked: AskedQuestion
    items: tuple[Item, ...]
    files: tuple[str, ...]
    """What the answer itself refers to, else all that counts of its items."""
    own: bool
    """Whether the files are those the answer refers to."""


def cross_reference(shelved: Sequence[Shelved], asked: Iterable[AskedQuestion]) -> tuple[Referred, ...]:
    """Question → document."""
    return tuple(_referred(each, shelved) for each in asked)


def _referred(asked: AskedQuestion, shelved: Sequence[Shelved]) -> Referred:
    mine = [each for each in shelved if asked.question.id in each.item.answers]
    named = {each.agreement for each in asked.evidence if each.state is EvidenceState.COUNTS and each.agreement}
    documents = {
        each.document for each in asked.evidence if each.state is EvidenceState.COUNTS and each.agreement is None
    }
    own = [
        placed.target
        for each in shelved
        for placed in each.placed
        if placed.target is not None
        and placed.piece.counts
        and (
            (placed.piece.source is Source.AGREEMENT and placed.piece.id in named)
            or (placed.piece.document in documents and placed.piece.id == asked.question.id)
        )
    ]
    files = tuple(dict.fromkeys(own)) or tuple(dict.fromkeys(path for each in mine for path in each.copied))
    return Referred(asked, tuple(each.item for each in mine), files, bool(own))
