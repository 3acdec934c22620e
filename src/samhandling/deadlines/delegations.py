"""When delegations run out, and which roles with delegated authority are vacant or have nobody to step in.

What lacks somebody has no day of its own: it is due on the status date.
"""

from collections.abc import Iterator

from samhandling.deadlines.deadline import Deadline, Kind
from samhandling.graph import ServiceGraph
from samhandling.law.catalogue import Catalogue


def expiries(graph: ServiceGraph, _: Catalogue) -> Iterator[Deadline]:
    """The last day of each decided delegation that has one, from the status date on; whoever gave it must renew it."""
    for each in graph.municipality.delegations:
        if each.decided is not None and each.valid_to is not None and each.valid_to >= graph.as_of:
            yield Deadline(each.valid_to, Kind.DELEGATION_EXPIRY, "delegations", each.id, (each.from_,))


def without_substitute(graph: ServiceGraph, _: Catalogue) -> Iterator[Deadline]:
    """Each role that has been given an authority in force, where neither it nor the delegation names a substitute."""
    givers: dict[str, dict[str, None]] = {}
    for each in graph.delegations_in_force:
        if not each.retained and each.substitute is None and graph.roles[each.to].substitute is None:
            givers.setdefault(each.to, {})[each.from_] = None
    for role, given in givers.items():
        yield Deadline(graph.as_of, Kind.NO_SUBSTITUTE, "roles", role, tuple(given))


def vacant(graph: ServiceGraph, _: Catalogue) -> Iterator[Deadline]:
    """Each role that has (or keeps) an authority in force though nobody has time for it: capacity 0 per cent."""
    holders = dict.fromkeys(each.to for each in graph.delegations_in_force)
    for role in holders:
        if graph.roles[role].capacity_percent == 0:
            given = dict.fromkeys(each.from_ for each in graph.delegations_in_force if each.to == role)
            yield Deadline(graph.as_of, Kind.VACANT_ROLE, "roles", role, tuple(given))
