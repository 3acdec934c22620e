"""The municipality as one frozen graph: services, agreements, arenas, roles, and small questions in the field's words.

The only home of networkx. Links, memberships and carriers are indexed once; nothing loops over service × service.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from samhandling.law.entries import ServiceType
from samhandling.model.municipality import Agreement, Arena, Delegation, Municipality, Role, Selector, Service
from samhandling.model.vocabulary import AgreementKind, Owner, RoleKind

if TYPE_CHECKING:
    import networkx as nx

PROVIDER_WHOEVER_OWNS = ("barnehage", "fastlege")
"""Types that are providers whoever runs them (model.md, *services*)."""


@dataclass(frozen=True, slots=True)
class Link:
    """An agreement in force, or an arena, that selects at least two providers."""

    id: str
    providers: frozenset[str]


def is_provider(service: Service, kind: str) -> bool:
    """Tell whether a service is a tjenesteyter in the sense of hol § 3-4 fjerde ledd (model.md, *services*).

    ``kind`` is the class of its type: only services of class *tjeneste* can be providers.
    """
    if kind != "tjeneste":
        return False
    if service.owner in (Owner.KOMMUNE, Owner.FYLKESKOMMUNE, Owner.STAT) or service.type in PROVIDER_WHOEVER_OWNS:
        return True
    return service.on_behalf_of is not None or (service.owner is Owner.PRIVAT and service.public_grant is True)


@dataclass(frozen=True)
class ServiceGraph:
    """One municipality on one date."""

    municipality: Municipality
    as_of: date
    types: Mapping[str, ServiceType]
    _selected: dict[Selector, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)

    # services -----------------------------------------------------------------------------------------------------

    @cached_property
    def services(self) -> Mapping[str, Service]:
        """Every service by id."""
        return MappingProxyType({service.id: service for service in self.municipality.services})

    @cached_property
    def providers(self) -> tuple[Service, ...]:
        """The services that are tjenesteytere, in the model's order."""
        return tuple(s for s in self.municipality.services if is_provider(s, self.types[s.type].kind))

    @cached_property
    def provider_ids(self) -> frozenset[str]:
        """The ids of the providers."""
        return frozenset(service.id for service in self.providers)

    @cached_property
    def _providers_by_type(self) -> Mapping[str, tuple[Service, ...]]:
        found: dict[str, list[Service]] = defaultdict(list)
        for service in self.providers:
            found[service.type].append(service)
        return {type_: tuple(services) for type_, services in found.items()}

    def providers_of(self, *types: str) -> tuple[Service, ...]:
        """The providers of one or more types."""
        return tuple(service for type_ in types for service in self._providers_by_type.get(type_, ()))

    def present(self, type_: str) -> bool:
        """Tell whether the model has a provider of the type."""
        return type_ in self._providers_by_type

    def stages_of(self, service: Service) -> tuple[str, ...]:
        """The stages in which a service follows children: its own, else its type's."""
        return service.stages or self.types[service.type].stages

    # selection ----------------------------------------------------------------------------------------------------

    @cached_property
    def _units_below(self) -> Mapping[str, frozenset[str]]:
        """Each unit with itself and all the units below it."""
        children: dict[str, list[str]] = defaultdict(list)
        for unit in self.municipality.units:
            if unit.parent is not None:
                children[unit.parent].append(unit.id)
        below: dict[str, frozenset[str]] = {}
        for unit in self.municipality.units:
            seen, stack = {unit.id}, [unit.id]
            while stack:
                new = [child for child in children[stack.pop()] if child not in seen]
                seen.update(new)
                stack.extend(new)
            below[unit.id] = frozenset(seen)
        return below

    @cached_property
    def _index(self) -> Mapping[tuple[str, str], frozenset[str]]:
        """(key, value) → ids of the services with that value."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for service in self.municipality.services:
            found["type", service.type].add(service.id)
            found["owner", str(service.owner)].add(service.id)
            if service.area is not None:
                found["area", service.area].add(service.id)
            if service.unit is not None:
                found["own_unit", service.unit].add(service.id)
        return {key: frozenset(ids) for key, ids in found.items()}

    def _of_unit(self, unit: str) -> frozenset[str]:
        empty: frozenset[str] = frozenset()
        return empty.union(*(self._index.get(("own_unit", each), empty) for each in self._units_below.get(unit, ())))

    def select(self, selector: Selector) -> frozenset[str]:
        """The ids of the services that match all the given keys; a selector without keys matches nothing."""
        if selector not in self._selected:
            sets: list[frozenset[str]] = []
            if selector.service is not None:
                sets.append(frozenset({selector.service} & self.services.keys()))
            for key in ("type", "owner", "area"):
                value = getattr(selector, key)
                if value is not None:
                    sets.append(self._index.get((key, str(value)), frozenset()))
            if selector.unit is not None:
                sets.append(self._of_unit(selector.unit))
            sets.sort(key=len)
            self._selected[selector] = frozenset.intersection(*sets) if sets else frozenset()
        return self._selected[selector]

    def select_all(self, selectors: Iterable[Selector]) -> frozenset[str]:
        """The union of what the selectors select."""
        sets = {self.select(selector) for selector in selectors}
        if len(sets) == 1:
            # The same set for all who select all barnehager of a city, not a copy for each.
            return sets.pop()
        return frozenset[str]().union(*sets)

    # agreements and arenas ----------------------------------------------------------------------------------------

    @cached_property
    def agreements(self) -> Mapping[str, Agreement]:
        """Every agreement by id."""
        return MappingProxyType({agreement.id: agreement for agreement in self.municipality.agreements})

    @cached_property
    def arenas(self) -> Mapping[str, Arena]:
        """Every arena by id."""
        return MappingProxyType({arena.id: arena for arena in self.municipality.arenas})

    @cached_property
    def _members(self) -> Mapping[str, frozenset[str]]:
        found = {each.id: self.select_all(each.parties) for each in self.municipality.agreements}
        found.update({each.id: self.select_all(each.participants) for each in self.municipality.arenas})
        return found

    def members(self, id_: str) -> frozenset[str]:
        """The services that an agreement or arena selects."""
        return self._members[id_]

    @cached_property
    def _provider_members(self) -> Mapping[str, frozenset[str]]:
        return {id_: members & self.provider_ids for id_, members in self._members.items()}

    def provider_members(self, id_: str) -> frozenset[str]:
        """The providers that an agreement or arena selects."""
        return self._provider_members[id_]

    @cached_property
    def in_force(self) -> tuple[Agreement, ...]:
        """The agreements in force on the date."""
        return tuple(each for each in self.municipality.agreements if each.in_force(self.as_of))

    @cached_property
    def in_force_ids(self) -> frozenset[str]:
        """The ids of the agreements in force on the date."""
        return frozenset(each.id for each in self.in_force)

    @cached_property
    def _contents_with(self) -> Mapping[tuple[AgreementKind, str], tuple[tuple[frozenset[str], frozenset[str]], ...]]:
        """(kind, topic or service) → the contents in force that have it."""
        found: dict[tuple[AgreementKind, str], list[tuple[frozenset[str], frozenset[str]]]] = defaultdict(list)
        for kind, contents in self._contents.items():
            for topics, members in contents:
                for each in (*(f"topic {topic}" for topic in topics), *members):
                    found[kind, each].append((topics, members))
        return {key: tuple(contents) for key, contents in found.items()}

    def in_force_with_all(self, kind: AgreementKind, topics: frozenset[str], members: frozenset[str]) -> bool:
        """Tell whether an agreement in force of a kind has at least these topics and these services."""
        needed = [(kind, f"topic {topic}") for topic in topics] + [(kind, member) for member in members]
        if not needed:
            return kind in self._contents
        with_each = self._contents_with
        # Only those with the rarest of them can have them all.
        rarest = min((with_each.get(each, ()) for each in needed), key=len)
        return any(topics <= other_topics and members <= others for other_topics, others in rarest)

    @cached_property
    def _contents(self) -> Mapping[AgreementKind, frozenset[tuple[frozenset[str], frozenset[str]]]]:
        found: dict[AgreementKind, set[tuple[frozenset[str], frozenset[str]]]] = defaultdict(set)
        for agreement in self.in_force:
            found[agreement.kind].add((frozenset(agreement.topics), self.members(agreement.id)))
        return {kind: frozenset(contents) for kind, contents in found.items()}

    @cached_property
    def _by_topic(self) -> Mapping[str, tuple[Agreement, ...]]:
        found: dict[str, list[Agreement]] = defaultdict(list)
        for agreement in self.municipality.agreements:
            for topic in dict.fromkeys(agreement.topics):
                found[topic].append(agreement)
        return {topic: tuple(agreements) for topic, agreements in found.items()}

    def on_topic(self, topic: str) -> tuple[Agreement, ...]:
        """The agreements with a topic, in force or not."""
        return self._by_topic.get(topic, ())

    # links --------------------------------------------------------------------------------------------------------

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """What joins services: agreements in force and arenas with at least two providers."""
        ids = [each.id for each in self.in_force] + [each.id for each in self.municipality.arenas]
        return tuple(Link(id_, members) for id_ in ids if len(members := self.provider_members(id_)) >= 2)

    @cached_property
    def _links_of(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for link in self.links:
            for provider in link.providers:
                found[provider].append(link.id)
        return {provider: tuple(sorted(links)) for provider, links in found.items()}

    def links_of(self, service_id: str) -> tuple[str, ...]:
        """The ids of the links that a provider is in, sorted."""
        return self._links_of.get(service_id, ())

    def _types_among(self, ids: Iterable[str]) -> dict[str, set[str]]:
        """Type → ids of the agreements or arenas that select a provider of it."""
        found: dict[str, set[str]] = defaultdict(set)
        for id_ in ids:
            for service_id in self.provider_members(id_):
                found[self.services[service_id].type].add(id_)
        return found

    @cached_property
    def link_ids_of_type(self) -> Mapping[str, frozenset[str]]:
        """Type → the links that have a provider of it."""
        return {t: frozenset(ids) for t, ids in self._types_among(link.id for link in self.links).items()}

    @cached_property
    def dormant_ids_of_type(self) -> Mapping[str, frozenset[str]]:
        """Type → the agreements *not* in force that select a provider of it."""
        dormant = (each.id for each in self.municipality.agreements if each.id not in self.in_force_ids)
        return {t: frozenset(ids) for t, ids in self._types_among(dormant).items()}

    @cached_property
    def cooperation(self) -> "nx.Graph[str]":
        """Providers and the links they are in, as a frozen bipartite graph (nodes ``service:id`` and ``link:id``)."""
        import networkx as nx  # noqa: PLC0415 - 0.2 s that --help must not pay

        graph: nx.Graph[str] = nx.Graph()
        for link in self.links:
            graph.add_edges_from((f"link:{link.id}", f"service:{provider}") for provider in sorted(link.providers))
        nx.freeze(graph)
        return graph

    @cached_property
    def clusters(self) -> tuple[frozenset[str], ...]:
        """The providers that hang together through links, largest cluster first (of equals, smallest id first)."""
        import networkx as nx  # noqa: PLC0415

        found = [
            frozenset(node.removeprefix("service:") for node in component if node.startswith("service:"))
            for component in nx.connected_components(self.cooperation)
        ]
        return tuple(sorted(found, key=lambda cluster: (-len(cluster), min(cluster))))

    # roles and delegations ----------------------------------------------------------------------------------------

    @cached_property
    def roles(self) -> Mapping[str, Role]:
        """Every role by id."""
        return MappingProxyType({role.id: role for role in self.municipality.roles})

    def is_council(self, role_id: str | None) -> bool:
        """Tell whether a role is the kommunestyre."""
        return role_id is not None and self.roles[role_id].kind is RoleKind.KOMMUNESTYRE

    @cached_property
    def delegations_in_force(self) -> tuple[Delegation, ...]:
        """The delegations in force on the date."""
        return tuple(each for each in self.municipality.delegations if each.in_force(self.as_of))

    @cached_property
    def _delegations_to(self) -> Mapping[tuple[str, str], tuple[Delegation, ...]]:
        found: dict[tuple[str, str], list[Delegation]] = defaultdict(list)
        for each in self.municipality.delegations:
            found[each.authority, each.to].append(each)
        return {key: tuple(given) for key, given in found.items()}

    def delegations_to(self, authority: str, role_id: str) -> tuple[Delegation, ...]:
        """The delegations of an authority to a role, in force or not."""
        return self._delegations_to.get((authority, role_id), ())

    @cached_property
    def _delegations_of(self) -> Mapping[str, tuple[Delegation, ...]]:
        found: dict[str, list[Delegation]] = defaultdict(list)
        for each in self.delegations_in_force:
            found[each.authority].append(each)
        return {authority: tuple(given) for authority, given in found.items()}

    def delegations_of(self, authority: str) -> tuple[Delegation, ...]:
        """The delegations of an authority in force on the date."""
        return self._delegations_of.get(authority, ())

    def delegation_graph(self, authority: str) -> "nx.DiGraph[str]":
        """Who passes an authority on to whom on the date; a retained delegation passes nothing on and is no edge."""
        import networkx as nx  # noqa: PLC0415

        graph: nx.DiGraph[str] = nx.DiGraph()
        for each in self.delegations_of(authority):
            graph.add_node(each.to)
            if not each.retained:
                graph.add_edge(each.from_, each.to)
        nx.freeze(graph)
        return graph

    def passes_in_circle(self, authority: str) -> bool:
        """Whether the authority comes back to a role that passed it on."""
        import networkx as nx  # noqa: PLC0415

        return not nx.is_directed_acyclic_graph(self.delegation_graph(authority))

    # where things stand in the model ------------------------------------------------------------------------------

    @cached_property
    def positions(self) -> Mapping[tuple[str, str], int]:
        """(section, id) → position in the section."""
        model = self.municipality
        sections: dict[str, Iterable[object]] = {
            "services": model.services, "agreements": model.agreements, "arenas": model.arenas,
            "delegations": model.delegations, "roles": model.roles, "units": model.units,
        }
        return {
            (section, getattr(entry, "id")): position  # noqa: B009 - every entry of these sections has an id
            for section, entries in sections.items()
            for position, entry in enumerate(entries)
        }


def build_graph(municipality: Municipality, as_of: date, types: Mapping[str, ServiceType]) -> ServiceGraph:
    """Build the graph of a municipality on a date, with the catalogue's service types."""
    return ServiceGraph(municipality, as_of, types)
