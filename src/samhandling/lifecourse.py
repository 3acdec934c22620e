"""The life course: the 26 transitions a child can go through, and who is covered in each (checks.md, OVG).

Which service hands over to which, at what age and on what legal basis is in the catalogue; here the municipality's
agreements are held against it, unit by unit.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from samhandling.graph import ServiceGraph
from samhandling.law.catalogue import Catalogue
from samhandling.law.entries import Side, TransitionType
from samhandling.model.municipality import Agreement, Service
from samhandling.model.verdict import Verdict
from samhandling.model.vocabulary import AgreementKind


@dataclass(frozen=True, slots=True)
class Carrier:
    """An agreement that carries a transition, and the state it is in on the date."""

    agreement: str
    state: str
    """``in_force``, ``lapsed`` or ``not_documented`` (a draft, not dated, or not begun)."""
    suitable: bool
    """False where only a plan would do and this is none (T05 and T06 before 2024-08-01)."""


@dataclass(frozen=True, slots=True)
class TransitionCoverage:
    """How one transition stands: who is covered, who is outside, and what carries it."""

    id: str
    applicable: bool
    verdict: Verdict
    case: str
    """Case of the catalogue entry: ``skal``, ``bor``, ``plan`` or ``plan_by_other_name``."""
    provisions: tuple[str, ...]
    covered: tuple[str, ...] = ()
    uncovered: tuple[str, ...] = ()
    carriers: tuple[Carrier, ...] = ()


def on_side(graph: ServiceGraph, side: Side) -> tuple[Service, ...]:
    """The services on one side of a transition; those of class *tjeneste* count only when providers."""
    if graph.types[side.type].kind == "tjeneste":
        candidates: Iterable[Service] = graph.providers_of(side.type)
    else:
        candidates = (each for each in graph.municipality.services if each.type == side.type)
    return tuple(service for service in candidates if _fits(graph, service, side))


def _fits(graph: ServiceGraph, service: Service, side: Side) -> bool:
    stages = graph.stages_of(service)
    return (
        (side.owner is None or service.owner == side.owner)
        and (side.with_stage is None or side.with_stage in stages)
        and (side.without_stage is None or side.without_stage not in stages)
    )


def topic_of(transition: str) -> str:
    """The topic of the agreements that carry a transition."""
    return f"overgang:{transition}"


def carriers_of(graph: ServiceGraph, transition: TransitionType) -> tuple[Agreement, ...]:
    """The agreements that carry a transition, in force or not: by its own topic, or one that also carries it."""
    topics = (topic_of(transition.id), *transition.also_carried_by)
    found = {each.id: each for topic in topics for each in graph.on_topic(topic)}
    return tuple(found[id_] for id_ in sorted(found))


@dataclass(frozen=True, slots=True)
class _Pairing:
    """One side to be covered, against the services that can cover it."""

    side: tuple[Service, ...]
    against: tuple[Service, ...]


def _pairings(graph: ServiceGraph, transition: TransitionType) -> tuple[_Pairing, ...] | None:
    """The sides to be covered, or None when the transition is not applicable for lack of services."""
    senders = tuple(s for side in transition.senders for s in on_side(graph, side))
    if transition.same_type:
        return (_Pairing(senders, senders),) if len(senders) >= 2 else None
    receivers = tuple(s for side in transition.receivers for s in on_side(graph, side))
    if not senders or not receivers:
        return None
    optional = tuple(s for side in transition.optional_receivers for s in on_side(graph, side))
    pairings = (_Pairing(senders, receivers), _Pairing(receivers, senders))
    return (*pairings, _Pairing(optional, senders)) if optional else pairings


def _covered_by(graph: ServiceGraph, agreement: Agreement, pairing: _Pairing) -> Iterator[str]:
    """The services of a side that an agreement joins with another service of the other side, area by area."""
    members = graph.members(agreement.id)
    others = [each for each in pairing.against if each.id in members]
    areas = Counter(each.area for each in others)
    ids = {each.id for each in others}
    for service in pairing.side:
        if service.id not in members:
            continue
        fitting = len(others) if service.area is None else areas[service.area] + areas[None]
        if fitting - (service.id in ids) > 0:
            yield service.id


def _covered(graph: ServiceGraph, carriers: Iterable[Agreement], pairings: tuple[_Pairing, ...]) -> frozenset[str]:
    found: dict[int, set[str]] = defaultdict(set)
    for agreement in carriers:
        for position, pairing in enumerate(pairings):
            found[position].update(_covered_by(graph, agreement, pairing))
    return frozenset[str]().union(*found.values())


def strength_on(transition: TransitionType, on: date) -> str:
    """How strong the duty is on a date: ``skal``, ``bor`` or ``not_applicable``."""
    if transition.strength_from is not None and on < transition.strength_from:
        return transition.strength_before or transition.strength
    return transition.strength


def demands_plan(transition: TransitionType, on: date) -> bool:
    """Whether the law of the date demands a plan, so that nothing else covers (T05 and T06 before 2024-08-01)."""
    return transition.plan_only_until is not None and on <= transition.plan_only_until


def cover(graph: ServiceGraph, catalogue: Catalogue, transition: TransitionType) -> TransitionCoverage:
    """Hold the municipality's agreements against one transition on the date of the graph."""
    on = graph.as_of
    strength = strength_on(transition, on)
    plan = demands_plan(transition, on)
    provisions = transition.plan_provisions if plan else transition.legal_basis
    case = "plan" if plan else strength
    applies = strength != Verdict.NOT_APPLICABLE and catalogue.applies(provisions, on)
    agreements = carriers_of(graph, transition)
    carriers = tuple(
        Carrier(each.id, _state(each, on), not plan or each.kind is AgreementKind.PLAN) for each in agreements
    )
    whole = not transition.senders and not transition.receivers
    pairings = () if whole else _pairings(graph, transition)
    if not applies or pairings is None:
        shown = "skal" if strength == Verdict.NOT_APPLICABLE else case
        return TransitionCoverage(
            transition.id, applicable=False, verdict=Verdict.NOT_APPLICABLE, case=shown, provisions=provisions,
            carriers=carriers,
        )
    in_force = tuple(each for each in agreements if each.in_force(on))
    suitable = tuple(each for each in in_force if not plan or each.kind is AgreementKind.PLAN)
    everyone = frozenset(service.id for pairing in pairings for service in pairing.side)
    covered = _covered(graph, suitable, pairings)
    if (whole and suitable) or (everyone and covered == everyone):
        verdict = Verdict.MET
    elif covered:
        verdict = Verdict.PARTIAL
    elif plan and _covered(graph, in_force, pairings):
        verdict, case = Verdict.PARTIAL, "plan_by_other_name"
    elif not in_force and any(each.lapsed(on) for each in agreements):
        verdict = Verdict.NOT_MET
    else:
        verdict = Verdict.UNDOCUMENTED
    return TransitionCoverage(
        transition.id, applicable=True, verdict=verdict, case=case, provisions=provisions,
        covered=tuple(sorted(covered)), uncovered=tuple(sorted(everyone - covered)), carriers=carriers,
    )


def _state(agreement: Agreement, on: date) -> str:
    if agreement.in_force(on):
        return "in_force"
    return "lapsed" if agreement.lapsed(on) else "not_documented"


def cover_all(graph: ServiceGraph, catalogue: Catalogue) -> tuple[TransitionCoverage, ...]:
    """Every transition of the catalogue, in order."""
    return tuple(cover(graph, catalogue, each) for each in catalogue.data.transitions.values())
