"""``law impact``: which outcomes of one municipality rest on a provision."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Protocol, TypeVar

from samhandling.checks.result import AuditResult, Outcome
from samhandling.errors import SamhandlingError
from samhandling.law.catalogue import Catalogue
from samhandling.law.entries import Provision
from samhandling.law.texts import Phrasebook
from samhandling.lovdata.places import law_reference, read_cited, read_place, section_key
from samhandling.lovdata.telling import citations


class Resting(Protocol):
    """What an outcome has that matters here."""

    @property
    def provisions(self) -> tuple[str, ...]:
        """The provisions it cites."""
        ...


R = TypeVar("R", bound=Resting)


def find_provisions(name: str, provisions: Iterable[Provision]) -> tuple[str, ...]:
    """The provisions that a name means: an id of the catalogue, or a part as the gazette spells it.

    ``lov/2021-06-18-97/§15-1`` is every provision of the section; with a ``ledd``, those that cite it.

    Raises:
        SamhandlingError: the catalogue has nothing by that name.
    """
    entries = tuple(provisions)
    wanted = name.strip().casefold()
    found = [entry.id for entry in entries if entry.id.casefold() == wanted]
    place = None if found else read_place(name.strip())
    if place is not None and place.section is not None:
        found = [
            entry.id
            for entry in entries
            if law_reference(entry.law) == place.law
            and section_key(entry.section) == place.section
            and read_cited(entry.ledd).is_touched_by(place)
        ]
    if not found:
        raise SamhandlingError("lovdata.error.unknown_provision", name=name)
    return tuple(sorted(found))


def impact(provisions: Collection[str], outcomes: Iterable[R]) -> tuple[R, ...]:
    """The outcomes that cite any of the provisions, in their own order."""
    wanted = frozenset(provisions)
    return tuple(outcome for outcome in outcomes if not wanted.isdisjoint(outcome.provisions))


def standing_for(provisions: Sequence[str], catalogue: Catalogue, as_of: date) -> tuple[str, ...]:
    """The provisions, and for one that is not law on the date, the predecessor that outcomes cite instead."""
    return tuple(sorted({*provisions, *catalogue.cited(provisions, as_of)}))


def impact_json(provisions: Sequence[str], resting: Sequence[Outcome], result: AuditResult) -> dict[str, Any]:
    """``samhandling.law-impact/1``."""
    return {
        "schema": "samhandling.law-impact/1",
        "catalogue_version": result.catalogue_version,
        "as_of": result.as_of.isoformat(),
        "municipality": {"name": result.name, "number": result.number},
        "provisions": list(provisions),
        "outcomes": [
            {
                "rule": outcome.rule,
                "subject": outcome.subject,
                "verdict": str(outcome.verdict),
                "class": str(outcome.finding_class) if outcome.verdict.is_finding else None,
                "severity": str(outcome.severity) if outcome.verdict.is_finding else None,
                "provisions": list(outcome.provisions),
            }
            for outcome in resting
        ],
    }


def impact_lines(
    provisions: Sequence[str],
    resting: Sequence[Outcome],
    catalogue: Catalogue,
    t: Phrasebook,
    name: Callable[[Outcome], str],
) -> Iterator[str]:
    """What rests on the provisions, and the sum; ``name`` gives what an outcome is about, as people call it."""
    if not resting:
        yield t("lovdata.impact.none")
        return
    yield t("lovdata.impact.head", citation=citations(provisions, catalogue, t))
    for outcome in resting:
        verdict = t.term("verdict", str(outcome.verdict))
        yield "  " + t("lovdata.impact.line", rule=outcome.rule, subject=name(outcome), verdict=verdict)
    findings = sum(outcome.verdict.is_finding for outcome in resting)
    yield t("lovdata.impact.sum", n=len(resting), findings=findings)
