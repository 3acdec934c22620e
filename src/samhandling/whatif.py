"""What if: the municipality as it would be without one of its entries. Nothing of the model itself is changed.

* An agreement lapses: it ends the day before, so that what refers to it still does.
* A service is closed: it is gone, and so is every selector that selected only what is gone.
* A role is vacant: its substitute acts as the role where one is named, and then nobody stands in for it any more.
  Where none is, its tasks are nobody's, and what was delegated to it can no longer be used; what it has passed on,
  others still have.
* An arena is no longer held: it is gone.
* A delegation ends: the day before.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from samhandling.graph import ServiceGraph, build_graph
from samhandling.model.municipality import (
    Activity,
    Agreement,
    Arena,
    Delegation,
    InteractionLevel,
    Municipality,
    Role,
    Selector,
    TransitionEntry,
)

SECTIONS = ("agreements", "services", "roles", "arenas", "delegations")
"""The sections whose entries can fall away."""


@dataclass(frozen=True, slots=True)
class WhatIf:
    """An entry that falls away, and the municipality without it."""

    section: str
    id: str
    municipality: Municipality
    stepping_in: tuple[str, ...] = ()
    """The roles that act for a vacant one, sorted."""


def ids_of(municipality: Municipality) -> Mapping[str, tuple[str, ...]]:
    """Every id that can fall away, with the sections it stands in."""
    found: dict[str, list[str]] = {}
    for section in SECTIONS:
        for entry in getattr(municipality, section):
            found.setdefault(entry.id, []).append(section)
    return {id_: tuple(sections) for id_, sections in found.items()}


def without(graph: ServiceGraph, section: str, id_: str) -> WhatIf:
    """Edit the municipality of a graph: the entry falls away on the graph's date.

    Raises:
        KeyError: nothing in that section can fall away, or it has no such entry.
    """
    edit = _EDITS[section]
    if id_ not in {entry.id for entry in getattr(graph.municipality, section)}:
        raise KeyError(id_)
    return edit(graph, id_)


def _day_before(day: date) -> date:
    return day - timedelta(days=1) if day > date.min else day


def _lapse(graph: ServiceGraph, id_: str) -> WhatIf:
    ended = {"valid_to": _day_before(graph.as_of)}
    agreements = tuple(
        each.model_copy(update=ended) if each.id == id_ else each for each in graph.municipality.agreements
    )
    return WhatIf("agreements", id_, graph.municipality.model_copy(update={"agreements": agreements}))


def _end(graph: ServiceGraph, id_: str) -> WhatIf:
    delegations = tuple(_ended(each, graph) if each.id == id_ else each for each in graph.municipality.delegations)
    return WhatIf("delegations", id_, graph.municipality.model_copy(update={"delegations": delegations}))


def _ended(delegation: Delegation, graph: ServiceGraph) -> Delegation:
    return delegation.model_copy(update={"valid_to": _day_before(graph.as_of)})


def _stop(graph: ServiceGraph, id_: str) -> WhatIf:
    municipality = graph.municipality
    changes: dict[str, object] = {"arenas": tuple(each for each in municipality.arenas if each.id != id_)}
    if municipality.interaction_model is not None:
        levels = tuple(
            level.model_copy(update={"arenas": tuple(arena for arena in level.arenas if arena != id_)})
            for level in municipality.interaction_model.levels
        )
        changes["interaction_model"] = municipality.interaction_model.model_copy(update={"levels": levels})
    return WhatIf("arenas", id_, municipality.model_copy(update=changes))


# a service is closed ----------------------------------------------------------------------------------------------


def _close(graph: ServiceGraph, id_: str) -> WhatIf:
    municipality = graph.municipality
    services = tuple(each for each in municipality.services if each.id != id_)
    left = build_graph(municipality.model_copy(update={"services": services}), graph.as_of, graph.types)

    def kept(selectors: Iterable[Selector]) -> tuple[Selector, ...]:
        return tuple(each for each in selectors if left.select(each) or not graph.select(each))

    def agreement(each: Agreement) -> Agreement:
        return each.model_copy(update={"parties": kept(each.parties)})

    def arena(each: Arena) -> Arena:
        return each.model_copy(update={"participants": kept(each.participants)})

    def activity(each: Activity) -> Activity:
        return each.model_copy(update={"participants": kept(each.participants)})

    def transition(each: TransitionEntry) -> TransitionEntry:
        return each.model_copy(update={"activities": tuple(activity(one) for one in each.activities)})

    changes: dict[str, object] = {
        "services": services,
        "agreements": tuple(agreement(each) for each in municipality.agreements),
        "arenas": tuple(arena(each) for each in municipality.arenas),
        "transitions": tuple(transition(each) for each in municipality.transitions),
    }
    model = municipality.interaction_model
    if model is not None and model.coordinating_unit == id_:
        changes["interaction_model"] = model.model_copy(update={"coordinating_unit": None})
    return WhatIf("services", id_, municipality.model_copy(update=changes))


# a role is vacant -------------------------------------------------------------------------------------------------


def _vacate(graph: ServiceGraph, id_: str) -> WhatIf:
    """Whoever stands in acts as the role, so its tasks and authority stay where they are; but nobody stands in next."""
    municipality = graph.municipality
    stand_in = graph.roles[id_].substitute
    acted_for = stand_in is not None and stand_in != id_
    stepping_in = {stand_in} if stand_in is not None and acted_for else set()

    def still(role: str | None) -> str | None:
        return None if role == id_ and not acted_for else role

    def role(each: Role) -> Role:
        named = id_ in (each.id, each.substitute)
        return each.model_copy(update={"substitute": None}) if named else each

    def delegation(each: Delegation) -> Delegation:
        if each.to != id_:
            return each.model_copy(update={"substitute": None}) if each.substitute == id_ else each
        if each.substitute is not None and each.substitute != id_:
            stepping_in.add(each.substitute)
            return each.model_copy(update={"substitute": None})
        return each if acted_for or _passed_on(graph, each) else _ended(each, graph)

    def transition(each: TransitionEntry) -> TransitionEntry:
        activities = tuple(one.model_copy(update={"responsible": still(one.responsible)}) for one in each.activities)
        leads = {"sending_lead": still(each.sending_lead), "receiving_lead": still(each.receiving_lead)}
        return each.model_copy(update={**leads, "activities": activities})

    def level(each: InteractionLevel) -> InteractionLevel:
        roles = {"responsible": still(each.responsible), "stafettholder": still(each.stafettholder)}
        return each.model_copy(update=roles)

    changes: dict[str, object] = {
        "roles": tuple(role(each) for each in municipality.roles),
        "services": tuple(each.model_copy(update={"lead": still(each.lead)}) for each in municipality.services),
        "agreements": tuple(
            each.model_copy(update={"responsible": still(each.responsible)}) for each in municipality.agreements
        ),
        "arenas": tuple(each.model_copy(update={"chair": still(each.chair)}) for each in municipality.arenas),
        "delegations": tuple(delegation(each) for each in municipality.delegations),
        "transitions": tuple(transition(each) for each in municipality.transitions),
        "assessments": tuple(
            each.model_copy(update={"responsible": still(each.responsible)}) for each in municipality.assessments
        ),
    }
    model = municipality.interaction_model
    if model is not None:
        changes["interaction_model"] = model.model_copy(update={"levels": tuple(level(each) for each in model.levels)})
    return WhatIf("roles", id_, municipality.model_copy(update=changes), tuple(sorted(stepping_in)))


def _passed_on(graph: ServiceGraph, delegation: Delegation) -> bool:
    """Whether whoever is given the authority has passed it on."""
    given = graph.delegations_of(delegation.authority)
    return any(each.from_ == delegation.to and not each.retained for each in given)


_EDITS = {"agreements": _lapse, "services": _close, "roles": _vacate, "arenas": _stop, "delegations": _end}
