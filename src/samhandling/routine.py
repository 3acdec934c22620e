"""What a good routine for a transition contains, against what the model records of it.

The items are the catalogue's (``checklist`` of each transition). Most are about practice, which no register can show:
those are *unreadable*, and it takes a person to answer. That something is recorded never means that it works.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from samhandling.coordination.handovers import Handover
from samhandling.coordination.verify import Verification
from samhandling.graph import ServiceGraph
from samhandling.law.entries import TransitionType
from samhandling.lifecourse import TransitionCoverage, on_side
from samhandling.model.municipality import Service, TransitionEntry
from samhandling.model.vocabulary import Owner


class Shown(StrEnum):
    """What the model shows of an item."""

    RECORDED = "recorded"
    PARTLY = "partly"
    """Something of it is recorded; the rest cannot be read from the model, or is missing."""
    NOT_RECORDED = "not_recorded"
    """The model has a place for it, and nothing stands there."""
    UNREADABLE = "unreadable"
    """The model has no place for it."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a checklist."""

    id: str
    shown: Shown
    by: str = ""
    """Which part of the model was looked at (``transitions.by.<by>``); empty where none can show it."""


@dataclass(frozen=True, slots=True)
class Routine:
    """One transition of one municipality, with everything its checklist is held against."""

    graph: ServiceGraph
    transition: TransitionType
    coverage: TransitionCoverage
    entry: TransitionEntry | None
    coordination: Verification
    handovers: tuple[Handover, ...]

    def checklist(self) -> tuple[Item, ...]:
        """Every item, in the catalogue's order."""
        return tuple(self._item(id_) for id_ in self.transition.checklist_ids)

    def _item(self, id_: str) -> Item:
        if id_ not in READ_FROM:
            return Item(id_, Shown.UNREADABLE)
        by = READ_FROM[id_]
        shown = _READERS[by](self)
        return Item(id_, shown, "" if shown is Shown.UNREADABLE else by)

    @property
    def carriers_in_force(self) -> tuple[str, ...]:
        """The agreements in force that carry the transition."""
        return tuple(each.agreement for each in self.coverage.carriers if each.state == "in_force")


def _how_much(given: Iterable[bool]) -> Shown:
    """All, some or none."""
    answers = tuple(given)
    if not any(answers):
        return Shown.NOT_RECORDED
    return Shown.RECORDED if all(answers) else Shown.PARTLY


def _leads(routine: Routine) -> Shown:
    entry = routine.entry
    return _how_much((entry is not None and entry.sending_lead is not None,
                      entry is not None and entry.receiving_lead is not None))


def _activities(routine: Routine) -> Shown:
    entry = routine.entry
    dated = [each.responsible is not None for each in entry.activities if each.month is not None] if entry else []
    if not dated:
        return Shown.NOT_RECORDED
    return Shown.RECORDED if any(dated) else Shown.PARTLY


def _consent(routine: Routine) -> Shown:
    consent = routine.entry.consent if routine.entry is not None else None
    if consent is None or consent.required is None:
        return Shown.NOT_RECORDED
    return Shown.PARTLY


def _topic(*topics: str) -> Callable[["Routine"], Shown]:
    """A topic on an agreement shows that the matter is dealt with, not how: never more than *partly*."""

    def read(routine: Routine) -> Shown:
        found = {topic for id_ in routine.carriers_in_force for topic in routine.graph.agreements[id_].topics}
        return Shown.PARTLY if found & set(topics) else Shown.NOT_RECORDED

    return read


def _coordination(routine: Routine) -> Shown:
    if not routine.coordination.rules:
        return Shown.NOT_RECORDED
    wanted = {routine.transition.from_stage, routine.transition.to_stage} - {None}
    stages = [each.counts for each in routine.coordination.stages if not wanted or each.stage in wanted]
    situations, assigned = sum(each.situations for each in stages), sum(each.assigned for each in stages)
    if not situations:
        return Shown.UNREADABLE
    return _how_much((assigned > 0, assigned == situations))


def _handover(routine: Routine) -> Shown:
    if not routine.coordination.rules:
        return Shown.NOT_RECORDED
    stages = routine.transition.from_stage, routine.transition.to_stage
    needed = [each.covered for each in routine.handovers if (each.from_stage, each.to_stage) == stages]
    return _how_much(needed) if needed else Shown.UNREADABLE


def _evaluated(routine: Routine) -> Shown:
    evaluated = routine.entry.evaluated if routine.entry is not None else None
    return _how_much((evaluated is not None and evaluated <= routine.graph.as_of,))


def _covered(services: Iterable[Service], routine: Routine) -> Shown:
    concerned = [each.id in routine.coverage.covered for each in services]
    return _how_much(concerned) if concerned else Shown.UNREADABLE


def _at_most_partly(shown: Shown) -> Shown:
    return Shown.PARTLY if shown is Shown.RECORDED else shown


def _optional(routine: Routine) -> Shown:
    # The item also names the summer, which the model has no place for.
    sides = routine.transition.optional_receivers
    services = (service for side in sides for service in on_side(routine.graph, side))
    return _at_most_partly(_covered(services, routine))


def _private(routine: Routine) -> Shown:
    services = (routine.graph.services[id_] for id_ in (*routine.coverage.covered, *routine.coverage.uncovered))
    return _covered((each for each in services if each.owner in (Owner.PRIVAT, Owner.FRIVILLIG)), routine)


def _private_and_more(routine: Routine) -> Shown:
    # Children without a place are in nobody's register, so the item as a whole is never more than partly shown.
    return _at_most_partly(_private(routine))


def _carrier(routine: Routine) -> Shown:
    return _how_much((bool(routine.carriers_in_force),))


_READERS: Mapping[str, Callable[[Routine], Shown]] = {
    "leads": _leads,
    "activities": _activities,
    "consent": _consent,
    "participation": _topic("medvirkning"),
    "plan": _topic("individuell_plan", "koordinator", "barnekoordinator"),
    "disagreement": _topic("uenighet"),
    "coordination": _coordination,
    "handover": _handover,
    "evaluated": _evaluated,
    "optional": _optional,
    "private": _private,
    "private_and_more": _private_and_more,
    "carrier": _carrier,
}
READ_FROM: Mapping[str, str] = {
    "ansvarlig-avsender-mottaker": "leads",
    "tidsplan-med-frister": "activities",
    "barnets-og-foreldrenes-syn": "participation",
    "samtykke-for-deling": "consent",
    "hvem-samordner-bestemt": "coordination",
    "sjekk-ip-og-koordinator": "plan",
    "informasjon-private-barnehager": "private",
    "arshjul-siste-barnehagear": "activities",
    "sfo-og-sommer-sfo": "optional",
    "private-barnehager-og-barn-uten-plass": "private_and_more",
    "samordning-flyttes-uttrykkelig": "handover",
    "evaluering-etter-skolestart": "evaluated",
    "privatskoler-invitert": "private",
    "felles-arshjul-kommune-fylke": "activities",
    "rutine-nevner-private-vgs": "private",
    "avtale-ot-nav-kommune": "carrier",
    "samarbeidsavtalen-omtaler-overgangen": "carrier",
    "avtale-barnevern-nav": "carrier",
    "overforing-mellom-enheter": "carrier",
    "uenighetsrutine": "disagreement",
}
"""Item → the part of the model that can show it. All other items are about practice."""


def routines(
    graph: ServiceGraph,
    transitions: Mapping[str, TransitionType],
    coverages: Iterable[TransitionCoverage],
    coordination: Verification,
    handovers: tuple[Handover, ...],
) -> tuple[Routine, ...]:
    """Every transition of a municipality with what it is held against, in order."""
    entries = {entry.transition: entry for entry in graph.municipality.transitions}
    return tuple(
        Routine(graph, transitions[each.id], each, entries.get(each.id), coordination, handovers)
        for each in coverages
    )
