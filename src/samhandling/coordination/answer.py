"""The answer to a single question: these services are involved with a child, who coordinates?"""

from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from samhandling.coordination.situations import Decision, Situation, decide, is_situation
from samhandling.coordination.table import MUNICIPAL, Item, StageTable, Table
from samhandling.law.entries import CatalogueData
from samhandling.model.vocabulary import Owner


class Misread(StrEnum):
    """What can be wrong with a situation as it was written."""

    FORM = "form"
    """It is not ``stage:type,type:owner …``."""
    STAGE = "stage"
    TYPE = "type"
    OWNER = "owner"
    REPEATED = "repeated"
    """A type is named twice."""
    AMBIGUOUS = "ambiguous"
    """The service has several owners at the stage, none of them the municipality: say which."""


class NoSituation(Exception):
    """The situation cannot be read (exit 2)."""

    def __init__(self, problem: Misread, word: str, known: tuple[str, ...] = ()) -> None:
        super().__init__(f"{problem}: {word}")
        self.problem = problem
        self.word = word
        self.nearest = tuple(get_close_matches(word, known, n=1))
        """The nearest known spelling, if any."""
        self.known = known


class NoDuty(StrEnum):
    """Why the duty to coordinate does not apply."""

    ALONE = "alone"
    """Fewer than two services."""
    NO_MUNICIPAL_SERVICE = "no_municipal_service"


@dataclass(frozen=True, slots=True)
class Question:
    """A situation as it was asked about."""

    stage: str
    situation: tuple[tuple[str, str], ...]
    """(type, owner) of the services involved, in the table's order."""
    absent: tuple[str, ...]
    """Items named that no provider in the model can be at that stage; they count as not involved."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the table says of the situation that was asked about."""

    question: Question
    no_duty: NoDuty | None
    decision: Decision | None
    """None when the duty does not apply."""


def answer(table: Table, text: str, catalogue: CatalogueData) -> Answer:
    """Answer ``stage:type,type:owner,…`` such as ``barnetrinn:ppt,skolehelsetjeneste,grunnskole:privat``.

    A type without owner is the one owner it has at the stage, else the municipality's. Raises :class:`NoSituation`.
    """
    question = read_question(table, text, catalogue)
    situation = dict(question.situation)
    if not is_situation(situation):
        return Answer(question, NoDuty.ALONE if len(situation) < 2 else NoDuty.NO_MUNICIPAL_SERVICE, None)
    return Answer(question, None, decide(table, table.at(question.stage), situation))


def read_question(table: Table, text: str, catalogue: CatalogueData) -> Question:
    """Read a situation; see :func:`answer`."""
    stage, colon, listed = text.partition(":")
    stage = stage.strip()
    words = [word.strip() for word in listed.split(",")]
    if stage not in catalogue.stages:
        raise NoSituation(Misread.STAGE, stage, tuple(catalogue.stages))
    if not colon or not all(words):
        raise NoSituation(Misread.FORM, text)
    at = table.at(stage)
    found: dict[str, str] = {}
    absent: list[str] = []
    for word in words:
        item = _known(Item.parse(word), word, catalogue)
        if item.type in found or any(Item.parse(other).type == item.type for other in absent):
            raise NoSituation(Misread.REPEATED, item.type)
        owner = _owner(at, item)
        if owner is None:
            absent.append(word)
        else:
            found[item.type] = owner
    return Question(stage, _in_order(at, found), tuple(absent))


def _known(item: Item, word: str, catalogue: CatalogueData) -> Item:
    if item.type not in catalogue.service_types:
        raise NoSituation(Misread.TYPE, item.type, tuple(catalogue.service_types))
    owners = tuple(str(owner) for owner in Owner)
    if ":" in word and item.owner not in owners:
        raise NoSituation(Misread.OWNER, item.owner or "", owners)
    return item


def _owner(at: StageTable, item: Item) -> str | None:
    """The owner with which an item is involved; None when it cannot be at the stage."""
    variable = at.variable(item.type)
    if variable is None:
        return None
    if item.owner is not None:
        return item.owner if item.owner in variable.owners else None
    if len(variable.owners) == 1:
        return variable.owners[0]
    if variable.municipal:
        return MUNICIPAL
    raise NoSituation(Misread.AMBIGUOUS, item.type, variable.owners)


def _in_order(at: StageTable, situation: Situation) -> tuple[tuple[str, str], ...]:
    return tuple((variable.type, situation[variable.type]) for variable in at.variables if variable.type in situation)
