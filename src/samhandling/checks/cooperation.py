"""SAM: cooperation at system level – who is in a link with whom."""

from collections.abc import Iterator

from samhandling.checks.engine import Context, Judgement, Subject, check, whole_municipality
from samhandling.checks.result import SubjectKind
from samhandling.checks.shapes import arena_subject, present_types, service_subject
from samhandling.graph import Link
from samhandling.law.entries import ServiceType
from samhandling.model.municipality import Arena, Municipality, Service
from samhandling.model.verdict import Verdict
from samhandling.model.vocabulary import Owner

ARENA_FIELDS = ("purpose", "target_group", "frequency_per_year", "participants", "chair")
Pair = tuple[str, str]


def system_provisions(type_: ServiceType, owner: Owner) -> tuple[str, ...]:
    """The system-level provision(s) of a type; a private school has its own."""
    return type_.private_system_provisions if owner is Owner.PRIVAT else type_.system_provisions


def _providers(context: Context) -> Iterator[Subject[Service]]:
    return (service_subject(context, service) for service in context.graph.providers)


@check("SAM101", each=_providers)
def service_is_in_some_link(context: Context, service: Service) -> Judgement:
    """Each provider is in some link."""
    links = context.graph.links_of(service.id)
    provisions = system_provisions(context.graph.types[service.type], service.owner)
    return Judgement(
        Verdict.MET if links else Verdict.UNDOCUMENTED,
        related=(service.id, *links),
        case="default" if provisions else "unsettled",
        provisions=provisions,
    )


def _expected_pairs(context: Context) -> Iterator[Subject[Pair]]:
    graph = context.graph
    for one, other in context.catalogue.expected_pairs:
        if graph.present(one) and graph.present(other):
            pair = (min(one, other), max(one, other))
            yield Subject("--".join(pair), SubjectKind.PAIR, pair)


@check("SAM102", each=_expected_pairs)
def expected_pair_has_a_link(context: Context, pair: Pair) -> Judgement:
    """Some link has a service of each type."""
    graph = context.graph
    provisions = tuple(p for type_ in pair for p in graph.types[type_].system_provisions)
    none: frozenset[str] = frozenset()
    links = graph.link_ids_of_type.get(pair[0], none) & graph.link_ids_of_type.get(pair[1], none)
    if links:
        return Judgement(Verdict.MET, tuple(links), provisions=provisions)
    dormant = graph.dormant_ids_of_type.get(pair[0], none) & graph.dormant_ids_of_type.get(pair[1], none)
    verdict = Verdict.PARTIAL if dormant else Verdict.UNDOCUMENTED
    return Judgement(verdict, tuple(dormant), provisions=provisions)


def _private_providers(context: Context) -> Iterator[Subject[Service]]:
    for service in context.graph.providers:
        if service.owner is not Owner.PRIVAT:
            continue
        granted_school = service.type in ("grunnskole", "videregaende") and service.public_grant is True
        if service.type == "barnehage" or granted_school:
            yield service_subject(context, service)


@check("SAM103", each=_private_providers)
def private_provider_meets_the_municipality(context: Context, service: Service) -> Judgement:
    """It is in some link with at least one municipal provider."""
    graph = context.graph
    with_municipal = [
        link for link in graph.links_of(service.id)
        if any(graph.services[other].municipal for other in graph.provider_members(link))
    ]
    return Judgement(
        Verdict.MET if with_municipal else Verdict.UNDOCUMENTED,
        related=(service.id, *(with_municipal or graph.links_of(service.id))),
        provisions=context.catalogue.group("private_provider", service.type),
    )


@check("SAM104", each=whole_municipality)
def core_services_share_an_arena(context: Context, _: Municipality) -> Judgement:
    """One arena has all the core types that are present, but at most one."""
    graph = context.graph
    core = present_types(context, "core")
    if len(core) < 3:
        return Judgement(Verdict.NOT_APPLICABLE)
    found = {
        arena.id: {graph.services[id_].type for id_ in graph.provider_members(arena.id)} & set(core)
        for arena in context.municipality.arenas
    }
    best = min(found, key=lambda id_: (-len(found[id_]), id_), default=None)
    gathered = found[best] if best is not None else set()
    if len(gathered) >= len(core) - 1:
        verdict = Verdict.MET
    elif 2 * len(gathered) >= len(core):
        verdict = Verdict.PARTIAL
    else:
        verdict = Verdict.UNDOCUMENTED
    missing = tuple(sorted(set(core) - gathered))
    facts = (("best", len(gathered)), ("needed", len(core)), ("missing", missing))
    return Judgement(verdict, (best,) if best is not None and gathered else (), facts)


def _lesser_clusters(context: Context) -> Iterator[Subject[frozenset[str]]]:
    graph = context.graph
    for cluster in graph.clusters[1:]:
        smallest = min(cluster)
        subject = service_subject(context, graph.services[smallest])
        yield Subject(subject.id, subject.kind, cluster, subject.entry)


@check("SAM105", each=_lesser_clusters, none_such=lambda context: bool(context.graph.links))
def cluster_hangs_together_with_the_rest(context: Context, cluster: frozenset[str]) -> Judgement:
    """Every lesser cluster of services stands apart from the largest."""
    links = {link for service in cluster for link in context.graph.links_of(service)}
    facts = (("services", tuple(sorted(cluster))), ("count", len(cluster)))
    return Judgement(Verdict.PARTIAL, (*cluster, *links), facts)


def _only_links(context: Context) -> Iterator[Subject[Link]]:
    graph = context.graph
    for link in graph.links:
        if any(len(graph.links_of(provider)) == 1 for provider in link.providers):
            section = "agreements" if link.id in graph.agreements else "arenas"
            kind = SubjectKind.AGREEMENT if section == "agreements" else SubjectKind.ARENA
            yield Subject(link.id, kind, link, (section, graph.positions[section, link.id]))


@check("SAM106", each=_only_links, none_such=lambda context: bool(context.graph.links))
def no_service_hangs_by_one_link(context: Context, link: Link) -> Judgement:
    """A link that is the only one of some provider."""
    alone = tuple(sorted(id_ for id_ in link.providers if len(context.graph.links_of(id_)) == 1))
    return Judgement(Verdict.PARTIAL, (link.id, *alone), (("services", alone),))


def _arenas(context: Context) -> Iterator[Subject[Arena]]:
    return (arena_subject(context, arena) for arena in context.municipality.arenas)


@check("SAM107", each=_arenas)
def arena_is_described(context: Context, arena: Arena) -> Judgement:
    """Purpose, target group, frequency, participants and chair are all given."""
    missing = tuple(field for field in ARENA_FIELDS if getattr(arena, field) in (None, ()))
    if missing:
        return Judgement(Verdict.PARTIAL, (arena.id,), (("missing", missing),))
    return Judgement(Verdict.MET, (arena.id,))


CHECKS = (
    service_is_in_some_link,
    expected_pair_has_a_link,
    private_provider_meets_the_municipality,
    core_services_share_an_arena,
    cluster_hangs_together_with_the_rest,
    no_service_hangs_by_one_link,
    arena_is_described,
)
