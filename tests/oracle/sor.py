"""SOR: samordning, by trying every situation a child can be in."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise, product
from math import prod
from typing import Any

from oracle.law import NOT_TJENESTE, SIDES, STAGES
from oracle.world import Entry, Outcome, World

OUTCOMES = ["assigned", "gap", "conflict", "not_involved", "not_designable"]
Situation = dict[str, str]
"""Type → the owner it is involved with; a type that is not involved is left out."""
DUTY = ["HOL-3-4-2", "BVL-15-8-2", "BHL-2B-2", "OPPL-24-1-2", "SOTJL-13-3"]
COUNTED_RULES = {"SOR402", "SOR403", "SOR404", "SOR405", "SOR406", "SOR409"}
"""The checks that look at every situation."""


@dataclass
class Table:
    """What every situation came to."""

    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    """Stage → situations and each outcome."""
    decides: dict[str, dict[str, int]] = field(default_factory=dict)
    """Rule → outcome → how many situations it decided."""
    matched: set[str] = field(default_factory=set)
    """Rules that matched some situation."""
    coordinated: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    """Stage → (type, owner) that coordinates an assigned situation."""
    tried: dict[str, list[tuple[Situation, str]]] = field(default_factory=dict)
    """Stage → every situation and its outcome, to hold the witnesses against."""


def variables(world: World, stage: str) -> dict[str, list[str]]:
    """Each variable of a stage, with «the owners that such a service has in the model»."""
    found: dict[str, set[str]] = {}
    for service in world.providers():
        if service["type"] not in NOT_TJENESTE and stage in world.stages(service):
            found.setdefault(service["type"], set()).add(service["owner"])
    return {kind: sorted(owners) for kind, owners in sorted(found.items())}


def size(world: World) -> int:
    """How many combinations there are to try in all stages together."""
    return sum(prod(len(owners) + 1 for owners in variables(world, stage).values()) for stage in STAGES)


def situations(world: World, stage: str) -> Iterator[Situation]:
    """Every situation of a stage."""
    owners = variables(world, stage)
    for values in product(*(["-", *those] for those in owners.values())):
        involved = {kind: value for kind, value in zip(owners, values, strict=True) if value != "-"}
        # «at least **two** types are involved and at least **one** of them is involved with owner `kommune`»
        if len(involved) >= 2 and "kommune" in involved.values():
            yield involved


def holds(item: str, situation: Situation) -> bool:
    """«a service type (`barnehage`: whoever owns it) or `type:owner`»."""
    kind, _, owner = item.partition(":")
    return kind in situation and owner in ("", situation[kind])


def matches(rule: Entry, stage: str, situation: Situation) -> bool:
    """«A rule *matches* when the stage fits and all three conditions hold.»"""
    return (
        (not rule.get("stages") or stage in rule["stages"])
        and all(holds(item, situation) for item in rule.get("all_of", []))
        and (not rule.get("any_of") or any(holds(item, situation) for item in rule["any_of"]))
        and not any(holds(item, situation) for item in rule.get("none_of", []))
    )


def outcome_of(world: World, stage: str, situation: Situation) -> tuple[str, Entry | None, list[Entry]]:
    """The outcome of a situation, the rule that decides it, and the rules that match it."""
    matching = [rule for rule in world.coordination.get("rules", []) if matches(rule, stage, situation)]
    if not matching:
        return "gap", None, matching
    unique = world.coordination.get("hit_policy", "first") == "unique"
    if unique and len({rule["coordinator"] for rule in matching}) > 1:
        return "conflict", None, matching
    rule = matching[0]
    coordinator = rule["coordinator"]
    if coordinator not in situation:
        return "not_involved", rule, matching
    if situation[coordinator] != "kommune" and not bound_by_agreement(world, rule, stage, situation[coordinator]):
        return "not_designable", rule, matching
    return "assigned", rule, matching


def bound_by_agreement(world: World, rule: Entry, stage: str, owner: str) -> bool:
    """Whether «every provider of that type and owner at that stage is a party» to the rule's agreement in force."""
    agreement = next((one for one in world.agreements if one["id"] == rule.get("agreement")), None)
    return agreement is not None and world.in_force(agreement) and all(
        service in world.party(agreement)
        for service in world.providers()
        if service["type"] == rule["coordinator"] and service["owner"] == owner and stage in world.stages(service)
    )


def table(world: World) -> Table:
    """Try every situation of every stage."""
    result = Table()
    for rule in world.coordination.get("rules", []):
        result.decides[rule["id"]] = dict.fromkeys(OUTCOMES, 0)
    for stage in STAGES:
        counts = result.counts[stage] = dict.fromkeys(["situations", *OUTCOMES], 0)
        result.coordinated[stage] = set()
        result.tried[stage] = []
        for situation in situations(world, stage):
            outcome, rule, matching = outcome_of(world, stage, situation)
            counts["situations"] += 1
            counts[outcome] += 1
            result.matched |= {one["id"] for one in matching}
            result.tried[stage].append((situation, outcome))
            if rule is not None:
                result.decides[rule["id"]][outcome] += 1
                if outcome == "assigned":
                    coordinator = rule["coordinator"]
                    result.coordinated[stage].add((coordinator, situation[coordinator]))
    return result


def shadowed(world: World, done: Table, rule: str) -> bool:
    """«decides none with `first`; with `unique`: never matches»."""
    if world.coordination.get("hit_policy", "first") == "unique":
        return rule not in done.matched
    return sum(done.decides[rule].values()) == 0


def handovers(world: World, done: Table) -> list[dict[str, Any]]:
    """Every needed handover, with its coverage."""
    found = []
    for here, there in pairwise(STAGES):
        # «a type that is the coordinator of at least one `assigned` situation in `s` and is no variable at `s'`»
        leaving = {kind for kind, _ in done.coordinated[here]} - set(variables(world, there))
        for one in sorted(leaving):
            for other in sorted({kind for kind, _ in done.coordinated[there]} - {one}):
                covered = any(
                    about_handover(agreement, one, other)
                    and selects_coordinator(world, agreement, one, done.coordinated[here])
                    and selects_coordinator(world, agreement, other, done.coordinated[there])
                    for agreement in world.valid()
                )
                found.append(
                    {"from_stage": here, "to_stage": there, "from": one, "to": other, "covered": covered},
                )
    return found


def about_handover(agreement: Entry, one: str, other: str) -> bool:
    """«has topic `samordning`, topic `overgang:T26`, or a topic `overgang:Tnn` whose row … goes from A to B»."""
    rows = {f"overgang:{name}" for name, side in SIDES.items() if side == (one, other)}
    if (one, other) == ("barnehage", "sfo"):
        rows.add("overgang:T05")
    return bool({"samordning", "overgang:T26", *rows} & set(agreement.get("topics", [])))


def selects_coordinator(world: World, agreement: Entry, kind: str, coordinated: set[tuple[str, str]]) -> bool:
    """«selects a service of type A …, each with an owner with which that type coordinates an assigned situation»."""
    return any(
        service["type"] == kind and (kind, service["owner"]) in coordinated for service in world.party(agreement)
    )


def block(world: World, done: Table) -> dict[str, Any]:
    """The result's ``coordination``, without the witnesses (many lists of boxes are right)."""
    keys = ["situations", *OUTCOMES]
    return {
        "totals": {key: sum(counts[key] for counts in done.counts.values()) for key in keys},
        "stages": [{"stage": stage, **counts} for stage, counts in done.counts.items()],
        "rules": [
            {"id": rule, "decides": sum(counts.values()), "shadowed": shadowed(world, done, rule)}
            for rule, counts in done.decides.items()
        ],
        "handovers": handovers(world, done),
    }


def outcomes(world: World, done: Table | None) -> Iterator[Outcome]:
    """Every outcome of SOR401–SOR410; without a table those that need none."""
    here = "municipality"
    yield Outcome("SOR401", here, world.standard_delegation("avgjore_samordning"), "skal", "free", "high",
                  [*DUTY, "KOML-13-1"])
    yield Outcome("SOR407", here, world.standard(lambda one: "uenighet" in one.get("topics", [])), "bor", "free",
                  "medium", ["HOL-3-4-2"])
    published = world.coordination.get("published", {})
    if published.get("url") is None:
        verdict = "undocumented"
    else:
        verdict = "met" if world.within(published.get("checked"), 12) else "partial"
    yield Outcome("SOR408", here, verdict, "bor", "free", "medium", ["KOML-4-1"])
    stated = world.coordination.get("child_coordinator_precedence")
    if stated is None:
        yield Outcome("SOR410", here, "undocumented", "bor", "free", "low", DUTY)
    else:
        yield Outcome("SOR410", here, "met" if stated else "not_met", "skal", "bound", "high", DUTY)
    if done is not None:
        yield from counted(world, done)


def counted(world: World, done: Table) -> Iterator[Outcome]:
    """The checks that stand on the table."""
    rules = world.coordination.get("rules", [])
    adopted = world.coordination.get("adopted")
    stages = {stage: counts for stage, counts in done.counts.items() if counts["situations"]}
    for stage, counts in stages.items():
        if not rules:
            verdict = "undocumented"
        elif counts["gap"] or adopted is None or adopted > world.on:
            verdict = "partial"
        else:
            verdict = "met"
        yield Outcome("SOR402", stage, verdict, "bor", "free", "medium", ["HOL-3-4-2"], facts=dict(counts))
    if not stages:
        yield Outcome("SOR402", "municipality", "not_applicable", "bor", "free", "medium")
    for rule in rules:
        came_to = done.decides[rule["id"]]
        yield Outcome("SOR403", rule["id"], "not_met" if came_to["not_designable"] else "met", "skal", "bound",
                      "high", ["HOL-3-4-2"])
        yield Outcome("SOR404", rule["id"], "partial" if came_to["not_involved"] else "met", "bor", "free", "medium",
                      ["HOL-3-4-2"])
        yield Outcome("SOR406", rule["id"], "partial" if shadowed(world, done, rule["id"]) else "met", "bor", "free",
                      "low")
    if not rules:
        for name in ("SOR403", "SOR404", "SOR406"):
            yield Outcome(name, "municipality", "not_applicable", "bor", "free", "low")
    # «with `unique` and at least one rule only, each stage with situations»
    compared = stages if rules and world.coordination.get("hit_policy", "first") == "unique" else {}
    for stage, counts in compared.items():
        yield Outcome("SOR405", stage, "partial" if counts["conflict"] else "met", "bor", "free", "medium",
                      ["HOL-3-4-2"])
    if not compared:
        yield Outcome("SOR405", "municipality", "not_applicable", "bor", "free", "medium")
    yield from sor409(handovers(world, done))


def sor409(needed: list[dict[str, Any]]) -> Iterator[Outcome]:
    for here, there in pairwise(STAGES):
        those = [one for one in needed if (one["from_stage"], one["to_stage"]) == (here, there)]
        if not those:
            continue
        uncovered = sorted([one["from"], one["to"]] for one in those if not one["covered"])
        verdict = "met" if not uncovered else "partial" if len(uncovered) < len(those) else "undocumented"
        yield Outcome("SOR409", f"{here}--{there}", verdict, "bor", "free", "medium",
                      ["HOL-3-4-2", "BVL-15-8-2", "BHL-2B-2", "OPPL-24-1-2"],
                      facts={"uncovered": uncovered} if uncovered else {})
    if not needed:
        yield Outcome("SOR409", "municipality", "not_applicable", "bor", "free", "medium")
