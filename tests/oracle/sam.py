"""SAM: samarbeid på systemnivå."""

from collections.abc import Iterator

from oracle.law import EXPECTED_PAIRS, SYSTEM_PROVISION
from oracle.world import Entry, Outcome, World

CORE = ["barnehage", "grunnskole", "helsestasjon", "ppt", "barnevern", "nav_kommunal"]


def system_provision(service: Entry) -> list[str]:
    """«The system-level provision of a type … (a private school: PSL-3-6A-3)»."""
    if service["owner"] == "privat" and service["type"] in ("grunnskole", "videregaende"):
        return ["PSL-3-6A-3"]
    return SYSTEM_PROVISION[service["type"]]


def outcomes(world: World) -> Iterator[Outcome]:
    """Every outcome of SAM101–SAM107."""
    links = world.links()
    yield from sam101(world, links)
    yield from sam102(world, links)
    yield from sam103(world, links)
    yield from sam104(world)
    yield from sam105(links)
    yield from sam106(links)
    yield from sam107(world)


def sam101(world: World, links: dict[str, list[Entry]]) -> Iterator[Outcome]:
    for service in world.providers():
        verdict = "met" if any(service in members for members in links.values()) else "undocumented"
        # «bufetat: none (its own duty is unsettled: strength bor)»
        strength = "bor" if service["type"] == "bufetat" else "skal"
        yield Outcome("SAM101", service["id"], verdict, strength, "free", "high", system_provision(service),
                      service=service)


def sam102(world: World, links: dict[str, list[Entry]]) -> Iterator[Outcome]:
    for one, other in EXPECTED_PAIRS:
        if not (world.present(one) and world.present(other)):
            continue
        if any({one, other} <= {service["type"] for service in members} for members in links.values()):
            verdict = "met"
        elif any({one, other} <= world.provider_types(agreement) for agreement in world.agreements
                 if not world.in_force(agreement)):
            verdict = "partial"
        else:
            verdict = "undocumented"
        yield Outcome("SAM102", "--".join(sorted([one, other])), verdict, "bor", "free", "medium",
                      SYSTEM_PROVISION[one] + SYSTEM_PROVISION[other])


def sam103(world: World, links: dict[str, list[Entry]]) -> Iterator[Outcome]:
    for service in world.services:
        if service["owner"] != "privat":
            continue
        if service["type"] == "barnehage":
            own = "BHL-2B-3"
        elif service["type"] in ("grunnskole", "videregaende") and service.get("public_grant") is True:
            own = "PSL-3-6A-3"
        else:
            continue
        met = any(
            service in members and any(other["owner"] == "kommune" for other in members)
            for members in links.values()
        )
        yield Outcome("SAM103", service["id"], "met" if met else "undocumented", "skal", "free", "high",
                      [own, "HOL-3-4-3", "BVL-15-8-3"], service=service)


def sam104(world: World) -> Iterator[Outcome]:
    core = {kind for kind in CORE if world.present(kind)}
    best = max((len(core & world.provider_types(arena)) for arena in world.arenas), default=0)
    if len(core) < 3:
        verdict = "not_applicable"
    elif best >= len(core) - 1:
        verdict = "met"
    elif best * 2 >= len(core):
        verdict = "partial"
    else:
        verdict = "undocumented"
    yield Outcome("SAM104", "municipality", verdict, "bor", "free", "high",
                  ["HOL-3-4-3", "BVL-15-8-3", "BHL-2B-3", "OPPL-24-1-3", "SOTJL-13-4"])


def components(links: dict[str, list[Entry]]) -> list[set[str]]:
    """The connected components of «the providers that are in some link, an edge between two that share one»."""
    parts: list[set[str]] = []
    for members in links.values():
        joined = {service["id"] for service in members}
        for part in [part for part in parts if part & joined]:
            parts.remove(part)
            joined |= part
        parts.append(joined)
    return parts


def sam105(links: dict[str, list[Entry]]) -> Iterator[Outcome]:
    parts = components(links)
    if not parts:
        yield Outcome("SAM105", "municipality", "not_applicable", "bor", "free", "medium")
    elif len(parts) == 1:
        yield Outcome("SAM105", "municipality", "met", "bor", "free", "medium")
    else:
        # «Each connected component but the largest (of equals, the one with the smallest service id counts …)»
        largest = min(parts, key=lambda part: (-len(part), min(part)))
        for part in parts:
            if part is not largest:
                service = next(one for members in links.values() for one in members if one["id"] == min(part))
                yield Outcome("SAM105", min(part), "partial", "bor", "free", "medium", service=service)


def sam106(links: dict[str, list[Entry]]) -> Iterator[Outcome]:
    found = False
    for link, members in links.items():
        alone = [
            service["id"] for service in members
            if not any(service in others for other, others in links.items() if other != link)
        ]
        if alone:
            found = True
            yield Outcome("SAM106", link, "partial", "bor", "free", "low", facts={"services": sorted(alone)})
    if not found:
        yield Outcome("SAM106", "municipality", "met" if links else "not_applicable", "bor", "free", "low")


def sam107(world: World) -> Iterator[Outcome]:
    for arena in world.arenas:
        missing = [
            key for key in ("purpose", "target_group", "frequency_per_year", "participants", "chair")
            if arena.get(key) in (None, [])
        ]
        yield Outcome("SAM107", arena["id"], "partial" if missing else "met", "bor", "free", "medium",
                      ["KOML-25-1-3-B"], facts={"missing": sorted(missing)} if missing else {})
