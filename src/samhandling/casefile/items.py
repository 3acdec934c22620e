"""The twenty documents that a supervisor asks for, as ``config/supervision-documents.yaml`` lists them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from samhandling.law.catalogue import Catalogue
from samhandling.law.entries import Text


class ItemKind(StrEnum):
    """Whether a document governs (styrende) or shows results (resultat)."""

    GOVERNING = "styrende"
    RESULT = "resultat"


@dataclass(frozen=True, slots=True)
class AgreementRule:
    """Which agreements can be the document: those that fit every set that is not empty."""

    kinds: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    party_types: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Item:
    """One document of the list."""

    id: str
    number: int
    kind: ItemKind
    name: Text
    folder: Text
    supplier: Text
    """Who in a municipality usually has it."""
    questions: tuple[str, ...]
    """The control questions whose own evidence belongs here."""
    also: tuple[str, ...] = ()
    """Other questions that it helps to answer."""
    agreements: tuple[AgreementRule, ...] = ()
    transitions: bool = False
    """An agreement on any overgang."""
    arena_mandates: bool = False
    delegations: bool = False
    consents: bool = False
    reports: bool = False
    """The accounts given to the kommunestyre."""
    rest: bool = False
    """Agreements that no other item takes."""
    records: tuple[str, ...] = ()
    """What the model may have recorded without being the document."""
    made: tuple[str, ...] = ()
    """What the program makes itself: ``answers``, ``audit`` or ``overview``."""

    @property
    def answers(self) -> tuple[str, ...]:
        """All questions it helps to answer."""
        return (*self.questions, *self.also)


def items_of(catalogue: Catalogue) -> tuple[Item, ...]:
    """The list, in order."""
    listed: Any = catalogue.extra["supervision-documents"]
    return tuple(_item(each) for each in listed)


def _text(value: Any) -> Text:
    return Text(value["nb"], value["nn"], value["en"])


def _item(entry: Any) -> Item:
    return Item(
        id=entry["id"],
        number=entry["number"],
        kind=ItemKind(entry["kind"]),
        name=_text(entry["name"]),
        folder=_text(entry["folder"]),
        supplier=_text(entry["supplier"]),
        questions=tuple(entry["questions"]),
        also=tuple(entry.get("also", ())),
        agreements=tuple(
            AgreementRule(*(frozenset(rule.get(key, ())) for key in ("kinds", "topics", "party_types")))
            for rule in entry.get("agreements", ())
        ),
        transitions=entry.get("transitions", False),
        arena_mandates=entry.get("arena_mandates", False),
        delegations=entry.get("delegations", False),
        consents=entry.get("consents", False),
        reports=entry.get("reports", False),
        rest=entry.get("rest", False),
        records=tuple(entry.get("records", ())),
        made=tuple(entry.get("made", ())),
    )
