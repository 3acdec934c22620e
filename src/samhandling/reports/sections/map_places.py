"""The places of the service map, before any words: who stands where, and what gathers many of them.

A place is all services of one type (private ones apart where there are both), a meeting place or agreement that
gathers several, or something that should be there and is not. Nothing here is one service to one service, so a
municipality with four hundred services has a map as large as one with forty.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from samhandling.model.municipality import Agreement, Arena
from samhandling.model.verdict import Verdict
from samhandling.model.vocabulary import Owner
from samhandling.reports.sections.telling import Telling

FAMILY = "familie"
COORDINATION = "koordinering"
COORDINATING_UNIT = "koordinerende_enhet"
MOST_WITH_LINES = {False: 6, True: 4}
"""An agreement (False) or meeting place (True) of more places than this has a mark in each instead of lines."""
MOST_MARKS = 9
MOST_ARENAS = 16
_OUTSIDE = ("SAM101", "SAM103")


class Kind(StrEnum):
    """What a place is."""

    FAMILY = "family"
    SERVICES = "services"
    ABSENT = "absent"
    """A service the law requires, and that the model does not have."""
    ARENA = "arena"
    AGREEMENT = "agreement"
    NO_ARENA = "no_arena"
    """The common meeting place of the core services, where there is none."""


@dataclass(frozen=True, slots=True)
class Place:
    """A box of the map."""

    id: str
    lane: str
    kind: Kind
    type: str = ""
    services: tuple[str, ...] = ()
    private: bool = False
    """Whether it holds the private ones of a type that also has others."""
    outside: tuple[str, ...] = ()
    """The services without recorded cooperation, or without any with the municipality's own."""
    links: tuple[str, ...] = ()
    """The arenas or agreements that the place is; several where they gather the same places."""
    mark: str = ""
    """The sign that its members have instead of lines."""
    marks: tuple[str, ...] = ()
    """The signs of what the services of the place are in."""


@dataclass(frozen=True, slots=True)
class Gathering:
    """One or several arenas or agreements that join the same places."""

    links: tuple[str, ...]
    arena: bool
    places: tuple[str, ...]
    mark: str = ""

    @property
    def has_lines(self) -> bool:
        """Whether it gathers so few that it is drawn with lines."""
        return len(self.places) <= MOST_WITH_LINES[self.arena]

    @property
    def place(self) -> str:
        """The id of its own box, where it has one."""
        return f"link:{self.links[0]}"


@dataclass(frozen=True)
class Grouping:
    """The services by place, and what joins them."""

    places: Mapping[str, Place]
    """The services' places, by id, in the order of the catalogue."""
    place_of: Mapping[str, str]
    """Service → its place."""
    gatherings: tuple[Gathering, ...]

    def places_of_type(self, type_: str) -> tuple[Place, ...]:
        """The places that hold services of a type."""
        return tuple(each for each in self.places.values() if each.type == type_ and each.kind is Kind.SERVICES)

    @property
    def marked(self) -> tuple[Gathering, ...]:
        """Those drawn with marks."""
        return tuple(each for each in self.gatherings if each.mark)

    @property
    def arenas(self) -> tuple[Gathering, ...]:
        """The arenas drawn as boxes with lines to them."""
        few = [each for each in self.gatherings if each.arena and len(each.places) > 2 and each.has_lines]
        return tuple(few[:MOST_ARENAS])

    @property
    def narrow(self) -> tuple[Gathering, ...]:
        """Those drawn as lines straight between the places."""
        return tuple(
            each
            for each in self.gatherings
            if (not each.arena or len(each.places) == 2) and each.has_lines
        )


def group(telling: Telling) -> Grouping:
    """Put every service in its place, and find what joins the places."""
    places = _service_places(telling)
    place_of = {service: place.id for place in places.values() for service in place.services}
    gatherings = _gatherings(telling, place_of, tuple(places))
    marks: dict[str, list[str]] = defaultdict(list)
    for each in gatherings:
        if each.mark:
            for place in each.places:
                marks[place].append(each.mark)
    places = {id_: replace(place, marks=tuple(marks[id_])) for id_, place in places.items()}
    return Grouping(places, place_of, gatherings)


def _service_places(telling: Telling) -> dict[str, Place]:
    graph, catalogue = telling.graph, telling.catalogue
    members: dict[tuple[str, bool], list[str]] = defaultdict(list)
    for service in graph.municipality.services:
        members[service.type, service.owner in (Owner.PRIVAT, Owner.FRIVILLIG)].append(service.id)
    outside = {each.subject for each in telling.result.findings if each.rule in _OUTSIDE}
    found: dict[str, Place] = {}
    for type_, entry in catalogue.service_types.items():
        both = (type_, True) in members and (type_, False) in members
        for private in (False, True):
            services = tuple(sorted(members.get((type_, private), ())))
            if services:
                id_ = f"{type_}:privat" if both and private else type_
                apart = tuple(each for each in services if each in outside)
                found[id_] = Place(id_, entry.lane, Kind.SERVICES, type_, services, both and private, apart)
    return found


def _gatherings(telling: Telling, place_of: Mapping[str, str], order: tuple[str, ...]) -> tuple[Gathering, ...]:
    """What joins two places or more: of those that join the same ones, one; the broadest with a mark."""
    graph = telling.graph
    mandates = {arena.mandate for arena in graph.municipality.arenas}
    joined: dict[tuple[bool, tuple[str, ...]], list[str]] = defaultdict(list)
    entries: Iterable[Agreement | Arena] = (*graph.in_force, *graph.municipality.arenas)
    for each in entries:
        if each.id in mandates:
            continue  # the arena itself is drawn
        held = {place_of[service] for service in graph.members(each.id)}
        if len(held) > 1:
            joined[isinstance(each, Arena), tuple(id_ for id_ in order if id_ in held)].append(each.id)
    found = [Gathering(tuple(links), arena, places) for (arena, places), links in joined.items()]
    broad = sorted(
        (each for each in found if not each.has_lines), key=lambda g: (-len(g.places), g.links)
    )
    marked = {each.links for each in broad[:MOST_MARKS]}
    letters = iter("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return tuple(replace(each, mark=next(letters)) if each.links in marked else each for each in found)


def missing_places(telling: Telling, grouping: Grouping) -> tuple[Place, ...]:
    """What should be there and is not: the services the law requires, and the common meeting place."""
    types = telling.catalogue.service_types
    found = []
    for each in telling.result.findings:
        type_ = COORDINATING_UNIT if each.rule == "BKO301" else each.subject if each.rule == "SRV801" else ""
        if type_ in types and not grouping.places_of_type(type_):
            found.append(Place(type_, types[type_].lane, Kind.ABSENT, type_))
        if each.rule == "SAM104" and each.verdict is Verdict.UNDOCUMENTED:
            found.append(Place("felles_moteplass", COORDINATION, Kind.NO_ARENA))
    return tuple(found)


def link_places(grouping: Grouping) -> tuple[Place, ...]:
    """The boxes of the meeting places, and of what is drawn with marks."""
    return tuple(
        Place(
            each.place, COORDINATION, Kind.ARENA if each.arena else Kind.AGREEMENT, links=each.links, mark=each.mark
        )
        for each in (*grouping.marked, *grouping.arenas)
    )
