"""OVG: overganger."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from oracle.law import (
    ALSO_CARRIED_BY,
    ALWAYS_SKAL,
    HIGH_TRANSITIONS,
    NOT_TJENESTE,
    SIDES,
    TRANSITIONS,
    applies,
    legal_basis,
)
from oracle.world import Entry, Outcome, World, has_topic

NEW_SCHOOL_ACT = date(2024, 8, 1)
NEW_CHILD_WELFARE_ACT = date(2023, 1, 1)
OLD_PLAN = {"T05": "OPPL98-13-5", "T06": "PSL-5-5-2018"}


def outcomes(world: World) -> Iterator[Outcome]:
    """Every outcome of OVG601–OVG626 and OVG640–OVG643."""
    done = [transition(world, name) for name in TRANSITIONS]
    for outcome, _ in done:
        yield outcome
    entries = {entry["transition"]: entry for entry in world.model.get("transitions", [])}
    walked = [outcome.subject for outcome, _ in done if outcome.verdict in ("met", "partial")]
    for name in walked:
        yield from carried_out(world, name, entries.get(name, {}))
    for rule, severity in (("OVG640", "medium"), ("OVG641", "high"), ("OVG642", "medium")):
        if not walked:
            yield Outcome(rule, "municipality", "not_applicable", "bor", "free", severity)
    permitted = [
        name for name in ("T04", "T05", "T06")
        if next(outcome.verdict for outcome, _ in done if outcome.subject == name) != "not_applicable"
        and "required" in entries.get(name, {}).get("consent", {})
    ]
    for name in permitted:
        required = entries[name]["consent"]["required"]
        yield Outcome("OVG643", name, "met" if required else "not_met", "skal", "bound", "high",
                      ["BHL-2A", "BHL-47A-2"])
    if not permitted:
        yield Outcome("OVG643", "municipality", "not_applicable", "skal", "bound", "high")


def block(world: World) -> list[dict[str, Any]]:
    """The result's ``transitions``."""
    return [
        {"id": outcome.subject, "applicable": outcome.verdict != "not_applicable", "verdict": outcome.verdict,
         "covered": sorted(lists[0]), "uncovered": sorted(lists[1])}
        for outcome, lists in (transition(world, name) for name in TRANSITIONS)
    ]


def carried_out(world: World, name: str, entry: Entry) -> Iterator[Outcome]:
    wheel = any(
        activity.get("month") is not None and activity.get("responsible") is not None
        for activity in entry.get("activities", [])
    ) and entry.get("sending_lead") is not None and entry.get("receiving_lead") is not None
    yield Outcome("OVG640", name, "met" if wheel else "partial", "bor", "free", "medium")
    regulated = entry.get("consent", {}).get("required") is not None
    yield Outcome("OVG641", name, "met" if regulated else "undocumented", "bor", "free", "high")
    evaluated = world.within(entry.get("evaluated"), 24)
    yield Outcome("OVG642", name, "met" if evaluated else "undocumented", "bor", "free", "medium")


def strength(name: str, on: date) -> str:
    """«skal only where …: T01, …; T10 from 2024-08-01, bor before; …; all others bor»."""
    if name in ALWAYS_SKAL or (name in ("T10", "T11") and on >= NEW_SCHOOL_ACT):
        return "skal"
    return "skal" if name in ("T17", "T22", "T24") and on >= NEW_CHILD_WELFARE_ACT else "bor"


def sides(world: World, name: str) -> tuple[list[Entry], list[Entry], list[Entry]]:
    """The services on the side *from*, on the side *to*, and the SFOs of T05."""
    # «Services of class *tjeneste* count only when providers.»
    counted = [one for one in world.services if one["type"] in NOT_TJENESTE or world.provider(one)]

    def of(kind: str, owner: str | None = None, stage: str | None = None, without: str | None = None) -> list[Entry]:
        return [
            one for one in counted
            if one["type"] == kind
            and owner in (None, one["owner"])
            and (stage is None or stage in world.stages(one))
            and (without is None or without not in world.stages(one))
        ]

    senders, receivers = (of(kind) for kind in SIDES[name])
    if name in ("T05", "T07"):
        receivers = of("grunnskole", "kommune", "barnetrinn")
    elif name == "T06":
        receivers = of("grunnskole", "privat", "barnetrinn")
    elif name == "T08":
        senders = of("grunnskole", None, "barnetrinn", "ungdomstrinn")
        receivers = of("grunnskole", None, "ungdomstrinn", "barnetrinn")
    elif name in ("T10", "T11"):
        senders = of("grunnskole", None, "ungdomstrinn")
        receivers = of("videregaende", "fylkeskommune" if name == "T10" else "privat")
    return senders, receivers, of("sfo") if name == "T05" else []


def transition(world: World, name: str) -> tuple[Outcome, tuple[list[str], list[str]]]:
    """The outcome of one transition, and the ids that are covered and uncovered."""
    on = world.on
    severity = "high" if name in HIGH_TRANSITIONS else "medium"
    planned = name in OLD_PLAN and on < NEW_SCHOOL_ACT
    provisions = [OLD_PLAN[name]] if planned else legal_basis(name)
    klass = None
    covered: list[str] = []
    uncovered: list[str] = []
    carrier = has_topic(f"overgang:{name}", *ALSO_CARRIED_BY.get(name, []))
    if name in ("T14", "T20", "T26"):
        verdict = world.standard(carrier)
    else:
        senders, receivers, sfos = sides(world, name)
        needed = 2 if name in ("T04", "T09") else 1
        if len(senders) < needed or len(receivers) < needed or (name == "T11" and on < NEW_SCHOOL_ACT):
            verdict = "not_applicable"
        else:
            everyone = {one["id"]: one for one in senders + receivers + sfos}.values()
            carriers = world.valid(carrier)
            plans = [one for one in carriers if one["kind"] == "plan"]
            kept = [one["id"] for one in everyone
                    if is_covered(world, one, (senders, receivers, sfos), plans if planned else carriers)]
            if len(kept) == len(everyone):
                verdict = "met"
            elif kept:
                verdict = "partial"
            elif planned and any(is_covered(world, one, (senders, receivers, sfos), carriers) for one in everyone):
                # «Where no plan covers anybody but another carrier in force would, the verdict is `partial` and the
                # class `possible_failure`»
                verdict, klass = "partial", "possible_failure"
            elif not carriers and any(carrier(one) and world.lapsed(one) for one in world.agreements):
                verdict = "not_met"
            else:
                verdict = "undocumented"
            covered = kept
            uncovered = [one["id"] for one in everyone if one["id"] not in kept]
    if not applies(provisions, on):
        verdict, covered, uncovered = "not_applicable", [], []
    outcome = Outcome(f"OVG6{name[1:]}", name, verdict, strength(name, on), "bound" if planned else "free", severity,
                      provisions, klass=klass)
    return outcome, (covered, uncovered)


def is_covered(
    world: World, service: Entry, all_sides: tuple[list[Entry], list[Entry], list[Entry]], carriers: list[Entry],
) -> bool:
    """«**covered** when a carrier in force selects it and also selects a service of the other side»."""
    senders, receivers, sfos = all_sides
    against = []
    if service in senders:
        against += receivers  # «a barnehage is covered by a school»
    if service in receivers or service in sfos:
        against += senders
    return any(
        service in world.party(carrier)
        and any(
            other["id"] != service["id"] and other in world.party(carrier)
            # «where both of them give `area`, it must be the same, in every transition»
            and (service.get("area") is None or other.get("area") is None or service["area"] == other["area"])
            for other in against
        )
        for carrier in carriers
    )
