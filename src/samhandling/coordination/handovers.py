"""Handovers: where the coordination must pass to another service because childhood moves on."""

from dataclasses import dataclass
from itertools import pairwise

from samhandling.coordination.table import Table
from samhandling.coordination.verify import Verification
from samhandling.graph import ServiceGraph
from samhandling.law.entries import CatalogueData
from samhandling.model.municipality import Agreement

GENERAL_TOPICS = frozenset({"samordning", "overgang:T26"})
"""Topics that carry any handover: coordination itself, and the transition of the coordination (T26)."""


@dataclass(frozen=True, slots=True)
class Handover:
    """The coordination can pass from one type of service to another between two stages, so a handover is needed."""

    from_stage: str
    to_stage: str
    giver: str
    receiver: str
    agreements: tuple[str, ...] = ()
    """The agreements in force that cover it, sorted."""

    @property
    def covered(self) -> bool:
        """Whether some agreement in force covers it."""
        return bool(self.agreements)


@dataclass(frozen=True, slots=True)
class Carrying:
    """What one agreement in force can carry."""

    id: str
    topics: frozenset[str]
    services: frozenset[tuple[str, str]]
    """(type, owner) of the providers it selects."""


def handovers_of(
    table: Table, verification: Verification, graph: ServiceGraph, catalogue: CatalogueData
) -> tuple[Handover, ...]:
    """Find every needed handover of a municipality, by stage, giver and receiver, with what covers it."""
    carrying = tuple(_carrying(agreement, graph) for agreement in graph.in_force)
    return needed_handovers(table, verification, carrying, transition_rows(catalogue))


def transition_rows(catalogue: CatalogueData) -> dict[str, frozenset[tuple[str, str]]]:
    """Topic ``overgang:Tnn`` → the (giving type, receiving type) pairs of its row in the table of transitions."""
    return {
        f"overgang:{each.id}": frozenset(
            (sender.type, receiver.type)
            for sender in each.senders
            for receiver in (*each.receivers, *each.optional_receivers)
        )
        for each in catalogue.transitions.values()
    }


def needed_handovers(
    table: Table,
    verification: Verification,
    agreements: tuple[Carrying, ...],
    rows: dict[str, frozenset[tuple[str, str]]],
) -> tuple[Handover, ...]:
    """Find the handovers (coordination.md, *When childhood moves on*).

    Needed: between consecutive stages, from a type that coordinates an assigned situation and follows no child at the
    next stage, to another type that coordinates one there. Covered: by an agreement in force that selects a service of
    both, each with an owner with which it coordinates, and that has a general topic or that of a transition from the
    one to the other.
    """
    found: list[Handover] = []
    for before, after in pairwise(table.stages):
        giving = _owners(verification.stage(before.stage).coordinators)
        receiving = _owners(verification.stage(after.stage).coordinators)
        for giver in sorted(giving.keys() - after.positions.keys()):
            for receiver in sorted(receiving.keys() - {giver}):
                carriers = tuple(
                    sorted(
                        each.id
                        for each in agreements
                        if each.services & giving[giver]
                        and each.services & receiving[receiver]
                        and _speaks_of(each.topics, giver, receiver, rows)
                    )
                )
                found.append(Handover(before.stage, after.stage, giver, receiver, carriers))
    return tuple(found)


def _owners(coordinators: tuple[tuple[str, str], ...]) -> dict[str, set[tuple[str, str]]]:
    """Type → the (type, owner) pairs with which it coordinates."""
    found: dict[str, set[tuple[str, str]]] = {}
    for pair in coordinators:
        found.setdefault(pair[0], set()).add(pair)
    return found


def _speaks_of(topics: frozenset[str], giver: str, receiver: str, rows: dict[str, frozenset[tuple[str, str]]]) -> bool:
    return bool(topics & GENERAL_TOPICS) or any((giver, receiver) in rows.get(topic, ()) for topic in topics)


def _carrying(agreement: Agreement, graph: ServiceGraph) -> Carrying:
    selected = (graph.services[id_] for id_ in graph.provider_members(agreement.id))
    services = frozenset((service.type, str(service.owner)) for service in selected)
    return Carrying(agreement.id, frozenset(agreement.topics), services)
