"""DEL: delegering."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from oracle.law import AUTHORITIES
from oracle.world import Entry, Outcome, World

LEADING = {
    "avgjore_samordning", "barnekoordinator_myndighet", "oppnevne_koordinator", "hovedansvar_individuell_plan",
}
"""«the authorities that go with leading the administration»"""
COUNCIL_ONLY = {"inngaa_samarbeidsavtale_helseforetak", "vedta_forebyggingsplan", "fastsette_delegeringsreglement"}


def outcomes(world: World) -> Iterator[Outcome]:
    """Every outcome of DEL501–DEL509."""
    here = "municipality"
    current = [one for one in world.delegations if world.delegated(one)]
    yield from del501(world, current)
    yield from del502(world)
    yield from del503(world, current)
    yield from del504(current)
    reserved = [
        one for one in current
        if one["authority"] in COUNCIL_ONLY
        and not (one.get("retained") and world.kind(one["from"]) == "kommunestyre")
    ]
    for one in reserved:
        yield Outcome("DEL505", one["id"], "not_met", "skal", "bound", "critical",
                      ["HOL-6-1-1", "BVL-15-1-2", "KOML-5-14"])
    if not reserved:
        yield Outcome("DEL505", here, "met" if current else "not_applicable", "skal", "bound", "critical")
    passed = [one for one in current if not one.get("retained")]
    for one in passed:
        stand_in = one.get("substitute") or world.role[one["to"]].get("substitute")
        yield Outcome("DEL506", one["id"], "met" if stand_in else "partial", "bor", "free", "medium")
    if not passed:
        yield Outcome("DEL506", here, "not_applicable", "bor", "free", "medium")
    yield from del507(current)
    yield Outcome("DEL508", here, *del508(world))
    from_council = [one for one in passed if world.kind(one["from"]) == "kommunestyre"]
    for one in from_council:
        bypasses = world.kind(one["to"]) in ("leder", "koordinator", "barnekoordinator")
        yield Outcome("DEL509", one["id"], "not_met" if bypasses else "met", "skal", "bound", "high",
                      ["KOML-5-3-3", "KOML-13-1"])
    if not from_council:
        yield Outcome("DEL509", here, "not_applicable", "skal", "bound", "high")


def has_it_by_law(world: World, role: str, authority: str) -> bool:
    """«a role of kind `kommunestyre`; or of kind `kommunedirektor` for the authorities that go with leading …»."""
    return world.kind(role) == "kommunestyre" or (world.kind(role) == "kommunedirektor" and authority in LEADING)


def anchored(world: World, current: list[Entry]) -> set[str]:
    """The ids of the delegations that are **anchored**: found again and again until no more are."""
    found: set[str] = set()
    while True:
        more = {
            one["id"] for one in current
            if has_it_by_law(world, one["from"], one["authority"])
            or any(
                other["id"] in found and other["id"] != one["id"] and other["authority"] == one["authority"]
                and other["to"] == one["from"]
                for other in current
            )
        }
        if more == found:
            return found
        found = more


def del501(world: World, current: list[Entry]) -> Iterator[Outcome]:
    holding = anchored(world, current)
    for one in current:
        recorded = any(
            other["id"] != one["id"] and other["authority"] == one["authority"] and other["to"] == one["from"]
            and (world.delegated(other) or world.delegation_lapsed(other))
            for other in world.delegations
        )
        verdict = "met" if one["id"] in holding else "not_met" if recorded else "undocumented"
        yield Outcome("DEL501", one["id"], verdict, "skal", "bound", "critical",
                      ["KOML-5-3-3", "KOML-13-1", "KOML-10-2"])
    if not current:
        yield Outcome("DEL501", "municipality", "not_applicable", "skal", "bound", "critical")


def del502(world: World) -> Iterator[Outcome]:
    out = [one for one in world.delegations if not world.delegated(one)]
    for one in out:
        verdict = "undocumented" if one.get("decided") is None else "not_met"
        yield Outcome("DEL502", one["id"], verdict, "bor", "free", "medium", ["KOML-5-3-3"])
    if not out:
        verdict = "met" if world.delegations else "not_applicable"
        yield Outcome("DEL502", "municipality", verdict, "bor", "free", "medium")


def del503(world: World, current: list[Entry]) -> Iterator[Outcome]:
    further = [
        one for one in current
        if not one.get("retained") and world.kind(one["from"]) not in ("kommunestyre", "kommunedirektor")
    ]
    for one in further:
        leave = any(
            other["to"] == one["from"] and other["authority"] == one["authority"] and other.get("may_subdelegate")
            for other in current
        )
        yield Outcome("DEL503", one["id"], "met" if leave else "partial", "bor", "free", "medium", ["KOML-13-1"])
    if not further:
        yield Outcome("DEL503", "municipality", "not_applicable", "bor", "free", "medium")


def of(authority: str, current: list[Entry]) -> list[Entry]:
    """The delegations in force of an authority."""
    return [one for one in current if one["authority"] == authority]


def edges(authority: str, current: list[Entry]) -> set[tuple[str, str]]:
    """«A retained delegation passes nothing on and is no edge»."""
    return {(one["from"], one["to"]) for one in of(authority, current) if not one.get("retained")}


def ends(authority: str, current: list[Entry]) -> set[str]:
    """«the roles that some delegation in force gives it to … and that pass none of it on»."""
    givers = {giver for giver, _ in edges(authority, current)}
    return {one["to"] for one in of(authority, current)} - givers


def circle(arrows: set[tuple[str, str]]) -> bool:
    """Walk from every role as far as the arrows lead; a circle leads back."""
    for start, _ in arrows:
        reached = {start}
        for _ in arrows:
            reached |= {to for giver, to in arrows if giver in reached}
        if any(to == start for giver, to in arrows if giver in reached):
            return True
    return False


def del504(current: list[Entry]) -> Iterator[Outcome]:
    found = [authority for authority in AUTHORITIES if circle(edges(authority, current))]
    for authority in found:
        yield Outcome("DEL504", authority, "not_met", "bor", "free", "high", ["KOML-13-1"])
    if not found:
        yield Outcome("DEL504", "municipality", "met" if current else "not_applicable", "bor", "free", "high")


def del507(current: list[Entry]) -> Iterator[Outcome]:
    for authority in AUTHORITIES:
        those = of(authority, current)
        if not those:
            continue
        holders = ends(authority, current)
        if not holders:
            verdict = "not_met"
        elif len(holders) > 1 and not all(one.get("conditions") for one in those if one["to"] in holders):
            verdict = "partial"
        else:
            verdict = "met"
        yield Outcome("DEL507", authority, verdict, "bor", "free", "high", ["KOML-13-1"])
    if not current:
        yield Outcome("DEL507", "municipality", "not_applicable", "bor", "free", "high")


def del508(world: World) -> tuple[str, str, str, str, list[str], dict[str, Any], str | None]:
    constituted = world.happened(world.facts.get("council_constituted"))
    adopted = world.happened(world.facts.get("delegation_regulation_adopted"))
    usual = ("skal", "bound", "high", ["KOML-5-14"], {}, None)
    if constituted is None:
        return "undocumented", *usual
    # «deadline = 31 December of the year after c»
    deadline = date(constituted.year + 1, 12, 31)
    if adopted is not None and constituted <= adopted <= deadline:
        return "met", *usual
    if adopted is not None and adopted > deadline:
        return "partial", "skal", "bound", "low", ["KOML-5-14"], {}, "risk"
    return ("not_met" if world.on > deadline else "not_applicable"), *usual


def block(world: World) -> list[dict[str, Any]]:
    """The result's ``delegation``."""
    current = [one for one in world.delegations if world.delegated(one)]
    return [
        {"authority": authority, "holders": sorted(ends(authority, current)),
         "chains": chains(world, authority, current)}
        for authority in sorted(AUTHORITIES) if of(authority, current)
    ]


def chains(world: World, authority: str, current: list[Entry]) -> list[list[str]]:
    """«the simple paths to each holder from an anchor that has the authority from no other role»."""
    arrows = edges(authority, current)
    holders = ends(authority, current)
    involved = {one[end] for one in of(authority, current) for end in ("from", "to")}
    starts = [
        role for role in involved
        if has_it_by_law(world, role, authority) and not any(to == role for _, to in arrows)
    ]
    found = []
    unfinished = [[start] for start in starts]
    while unfinished:
        path = unfinished.pop()
        if path[-1] in holders:
            found.append(path)
        unfinished += [[*path, to] for giver, to in arrows if giver == path[-1] and to not in path]
    return sorted(found)
