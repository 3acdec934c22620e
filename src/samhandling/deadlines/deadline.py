"""One dated thing: when, what kind, who, and where it comes from."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from samhandling.graph import ServiceGraph
from samhandling.law.catalogue import Catalogue
from samhandling.model.periods import in_year


class Kind(StrEnum):
    """What has a date; the words are ``deadlines.what.<kind>`` and ``deadlines.kind.<kind>``."""

    ACTIVITY = "activity"
    EVALUATION = "evaluation"
    COUNTY_NOTICE = "county_notice"
    EXPIRY = "expiry"
    REVIEW = "review"
    HEALTH_TRUST_REVIEW = "health_trust_review"
    INTERNAL_CONTROL_REPORT = "internal_control_report"
    CHILD_WELFARE_REPORT = "child_welfare_report"
    DELEGATION_REGULATION = "delegation_regulation"
    YOUTH_COUNCIL = "youth_council"
    MODEL_REVIEW = "model_review"
    PUBLICATION = "publication"
    TRAINING = "training"
    RISK_ASSESSMENT = "risk_assessment"
    EXEMPTION = "exemption"
    BREACH = "breach"
    ASSESSMENT = "assessment"
    SUPERVISION_ANSWER = "supervision_answer"
    SUPERVISION_COMMENT = "supervision_comment"
    DELEGATION_EXPIRY = "delegation_expiry"
    NO_SUBSTITUTE = "no_substitute"
    VACANT_ROLE = "vacant_role"


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something to be done on or by a date."""

    date: date
    kind: Kind
    section: str
    """The section of the model it comes from."""
    id: str
    """The entry it comes from; the section's own name for what has no entry."""
    who: tuple[str, ...] = ()
    """The roles that have it, where the model says so."""
    yearly: bool = False
    """Whether it comes back on the same day every year."""
    provisions: tuple[str, ...] = ()
    """The provisions that demand it, on the status date."""
    parameter: str | None = None
    """The dated number of the catalogue that sets the date, where one does."""
    detail: str = ""
    """What tells it from others of the entry: the activity in the municipality's own words, a topic, a provision."""
    number: int = 1
    """Which of those that are otherwise alike."""

    @property
    def key(self) -> tuple[str, ...]:
        """What it stays known by when its date moves."""
        return (self.section, self.id, str(self.kind), self.detail, str(self.number))


Source = Callable[[ServiceGraph, Catalogue], Iterable[Deadline]]
"""A pure function that finds the deadlines of one kind of thing, on the date of the graph."""


def gather(graph: ServiceGraph, catalogue: Catalogue, sources: Iterable[Source]) -> tuple[Deadline, ...]:
    """Ask every source, number those that are alike, and sort by date; what is past and not done comes first."""
    seen: dict[tuple[str, ...], int] = {}
    found: list[Deadline] = []
    for source in sources:
        for each in source(graph, catalogue):
            alike = each.key[:-1]
            seen[alike] = seen.get(alike, 0) + 1
            found.append(replace(each, number=seen[alike]))
    return tuple(sorted(found, key=lambda each: (each.date, each.key)))


def next_yearly(month: int, day: int, on: date) -> date:
    """The first such day of the year on or after a date.

    >>> next_yearly(10, 1, date(2026, 11, 21))
    datetime.date(2027, 10, 1)
    """
    this_year = date(on.year, month, day)
    return this_year if this_year >= on else in_year(on.year + 1, month, day)
