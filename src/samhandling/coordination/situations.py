"""One situation at a time: the plain reading of coordination.md, without any cleverness.

The proof in :mod:`samhandling.coordination.verify` never goes through situations one by one; this module is what
answers a single question, and what the proof is held against.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from samhandling.coordination.table import MUNICIPAL, Item, Rule, StageTable, Table
from samhandling.model.vocabulary import HitPolicy

Situation = Mapping[str, str]
"""The services that are involved: type → owner. A type that is left out is not involved."""


class Outcome(StrEnum):
    """What the table says of a situation, in the order the outcomes are tried."""

    GAP = "gap"
    CONFLICT = "conflict"
    NOT_INVOLVED = "not_involved"
    NOT_DESIGNABLE = "not_designable"
    ASSIGNED = "assigned"


DEFECTS = (Outcome.GAP, Outcome.CONFLICT, Outcome.NOT_INVOLVED, Outcome.NOT_DESIGNABLE)
"""The outcomes in which nobody, or nobody who can, coordinates; witnesses are given of each."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a table decides in one situation."""

    outcome: Outcome
    rule: Rule | None
    """The deciding rule; None for a gap and for a conflict."""
    matching: tuple[Rule, ...]
    """Every rule that matches, in order."""
    owner: str | None = None
    """The owner with which the deciding rule's coordinator is involved; None when it is not."""


def is_situation(situation: Situation) -> bool:
    """Tell whether the duty to coordinate applies: two services or more, and a municipal one among them."""
    return len(situation) >= 2 and MUNICIPAL in situation.values()


def matches(rule: Rule, stage: str, situation: Situation) -> bool:
    """Tell whether a rule matches: the stage fits and all three conditions hold."""

    return (
        rule.applies_at(stage)
        and all(_involved(item, situation) for item in rule.all_of)
        and (not rule.any_of or any(_involved(item, situation) for item in rule.any_of))
        and not any(_involved(item, situation) for item in rule.none_of)
    )


def _involved(item: Item, situation: Situation) -> bool:
    owner = situation.get(item.type)
    return owner is not None and item.owner in (None, owner)


def outcome_of(rule: Rule, stage: str, owner: str | None) -> Outcome:
    """The outcome where a rule decides and its coordinator is involved with that owner (None: not involved)."""
    if owner is None:
        return Outcome.NOT_INVOLVED
    return Outcome.ASSIGNED if rule.designable(stage, owner) else Outcome.NOT_DESIGNABLE


def decide(table: Table, at: StageTable, situation: Situation) -> Decision:
    """Read the table for one situation, which must be one (:func:`is_situation`) of that stage's variables."""
    matching = tuple(rule for rule in table.rules if matches(rule, at.stage, situation))
    if not matching:
        return Decision(Outcome.GAP, None, ())
    if table.hit_policy is HitPolicy.UNIQUE and len({rule.coordinator for rule in matching}) > 1:
        return Decision(Outcome.CONFLICT, None, matching)
    rule = matching[0]
    owner = situation.get(rule.coordinator)
    return Decision(outcome_of(rule, at.stage, owner), rule, matching, owner)
