"""A supervision case: the model's answer to a letter, everything the folder tells, in one frozen value. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from samhandling.casefile.evidence import Piece, Recorded, Source, pieces_of, recorded
from samhandling.casefile.items import Item, items_of
from samhandling.casefile.shelving import (
    ItemState,
    Lack,
    Referred,
    Shelved,
    cross_reference,
    lacks_of,
    shelve,
)
from samhandling.casefile.sources import Looked
from samhandling.deadlines.all import deadlines
from samhandling.deadlines.deadline import Deadline, Kind
from samhandling.model.municipality import Document
from samhandling.model.periods import add_days
from samhandling.model.vocabulary import RoleKind
from samhandling.questions import AskedQuestion, asked_questions, blocking
from samhandling.reports.sections.telling import Telling

SECTION = "casefile"
"""Where the deadlines of the case come from, since no section of the model holds them."""
_LEFT_FROM_BEFORE = frozenset({Kind.BREACH, Kind.ASSESSMENT})


@dataclass(frozen=True, slots=True)
class Letter:
    """What came from the supervisor, and when; unknown where None."""

    authority: str | None = None
    """Id of the supervisor in the catalogue."""
    received: date | None = None
    preliminary: date | None = None
    """When the preliminary report was received."""


@dataclass(frozen=True)
class Case:
    """A supervision case."""

    telling: Telling
    letter: Letter
    asked: tuple[AskedQuestion, ...]
    items: tuple[Item, ...]
    pieces: Mapping[str, tuple[Piece, ...]]
    records: Mapping[str, tuple[Recorded, ...]]
    looked: Mapping[Document, Looked]

    @cached_property
    def shelved(self) -> tuple[Shelved, ...]:
        """The twenty documents with all there is of them."""
        return shelve(
            self.items, self.pieces, self.looked, self.records,
            graph=self.telling.graph, titled=self.title_of, t=self.telling.t,
        )

    @cached_property
    def lacks(self) -> tuple[Lack, ...]:
        """Everything that is not in the folder."""
        return lacks_of(self.shelved, self.telling.graph)

    @cached_property
    def referred(self) -> tuple[Referred, ...]:
        """Question → document."""
        return cross_reference(self.shelved, self.asked)

    @cached_property
    def unanswered(self) -> tuple[AskedQuestion, ...]:
        """The questions that keep the form from being sent."""
        return blocking(self.asked, self.letter.authority)

    @cached_property
    def deadlines(self) -> tuple[Deadline, ...]:
        """The deadlines of the case, and those left from earlier supervision and answers; by date."""
        left = (
            each for each in deadlines(self.telling.graph, self.telling.catalogue) if each.kind in _LEFT_FROM_BEFORE
        )
        return tuple(sorted((*_own(self.telling, self.letter), *left), key=lambda each: (each.date, each.key)))

    def count(self, *states: ItemState) -> int:
        """How many of the twenty are in one of these states."""
        return sum(each.state in states for each in self.shelved)

    def title_of(self, piece: Piece) -> str:
        """What a piece of evidence is called."""
        t = self.telling.t
        match piece.source:
            case Source.AGREEMENT:
                return self.telling.any_name(piece.id)
            case Source.DELEGATION:
                return t("casefile.what.delegation", name=self.telling.delegation_name(piece.id))
            case Source.CONSENT:
                return t("casefile.what.consent", name=self.telling.transition_name(piece.id))
            case Source.REPORT:
                return t("casefile.what.report", name=t.term("report_kind", piece.id))
            case Source.ANSWER:
                return t("casefile.what.answer", id=piece.id)


def open_case(telling: Telling, letter: Letter) -> Case:
    """Gather everything the model says; no file has been looked up yet."""
    items = items_of(telling.catalogue)
    asked = asked_questions(telling.result, telling.graph, telling.catalogue)
    pieces = pieces_of(items, telling.graph, asked)
    return Case(telling, letter, asked, items, pieces, {each.id: recorded(each, telling.graph) for each in items}, {})


def documents_of(case: Case) -> tuple[Document, ...]:
    """The documents with a path, each once, in the order of the list."""
    found = (piece.document for item in case.items for piece in case.pieces[item.id])
    return tuple(dict.fromkeys(each for each in found if each is not None and each.path is not None))


def is_certain(case: Case, deadline: Deadline) -> bool:
    """Whether a deadline is known to run: the one for comments is not before the preliminary report has come."""
    return deadline.kind is not Kind.SUPERVISION_COMMENT or case.letter.preliminary is not None


def counted_from(case: Case, deadline: Deadline) -> str:
    """What a deadline of the case is counted from; empty for others."""
    t, letter = case.telling.t, case.letter
    if deadline.kind is Kind.SUPERVISION_ANSWER:
        return t("casefile.deadlines.from_letter", date=letter.received)
    if deadline.kind is not Kind.SUPERVISION_COMMENT:
        return ""
    if is_certain(case, deadline):
        return t("casefile.deadlines.from_report", date=letter.preliminary)
    # A letter may itself be the preliminary report: said as a condition until it is known.
    return t("casefile.deadlines.if_report", date=letter.received)


def _own(telling: Telling, letter: Letter) -> Iterable[Deadline]:
    """The deadlines counted from the letter and from the preliminary report, by the catalogue's dated numbers."""
    on = telling.result.as_of
    who = tuple(each.id for each in telling.graph.municipality.roles if each.kind is RoleKind.KOMMUNEDIREKTOR)
    counted = (
        (letter.received, Kind.SUPERVISION_ANSWER, "supervision_answer_days"),
        (letter.preliminary or letter.received, Kind.SUPERVISION_COMMENT, "supervision_comment_days"),
    )
    for start, kind, parameter in counted:
        if start is not None:
            due = add_days(start, telling.catalogue.parameter(parameter, on))
            # No date in what it is known by: a calendar moves the event when the date does.
            yield Deadline(due, kind, SECTION, SECTION, who, parameter=parameter)
