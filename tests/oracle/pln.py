"""PLN: plan og internkontroll. SRV: lovpålagte tjenester."""

from collections.abc import Iterator
from datetime import date

from oracle.bko import HEALTH
from oracle.world import Entry, Outcome, World, has_topic

STATUTORY = {
    "helsestasjon": "HOL-3-2", "skolehelsetjeneste": "HOL-3-2", "jordmortjeneste": "HOL-3-2", "fastlege": "HOL-3-2",
    "habilitering": "HOL-3-2", "barnevern": "BVL-15-3-1", "ppt": "OPPL-11-13-1", "grunnskole": "OPPL-28-1",
    "sfo": "OPPL-4-5", "nav_kommunal": "NAVL-13", "krisesenter": "KRISE-2-1", "barnehage": "BHL-10-2",
}


def outcomes(world: World) -> Iterator[Outcome]:
    """Every outcome of PLN701–PLN712 and SRV801."""
    here = "municipality"
    yield Outcome("PLN701", here, pln701(world), "skal", "bound", "high", ["BVL-15-1-2"])
    yield pln702(world)
    for rule, kind, provision in (("PLN703", "25-2", "KOML-25-2"), ("PLN706", "bvl-15-3", "BVL-15-3-5")):
        verdict = world.yearly(
            report.get("date") for report in world.control.get("reports", []) if report["kind"] == kind
        )
        if rule == "PLN706" and world.on < date(2023, 1, 1):
            verdict = "not_applicable"  # «not applicable before 2023»
        remains = verdict == "partial"
        yield Outcome(rule, here, verdict, "skal", "bound", "low" if remains else "high", [provision],
                      klass="risk" if remains else None)
    yield Outcome("PLN704", here, pln704(world), "bor", "free", "medium", ["KOML-25-1-3-C"])
    yield Outcome("PLN705", here, since(world, world.facts.get("model_reviewed"), 12, "partial"), "bor", "free",
                  "medium", ["KOML-25-1-3-A"])
    yield Outcome("PLN707", here,
                  together(world, "bekymring",
                           ["barnehage", "grunnskole", "helsestasjon", "skolehelsetjeneste", "krisesenter"]),
                  "skal", "free", "high", ["BVL-13-2", "BHL-46", "OPPL-24-3", "HPL-33", "KRISE-6"])
    yield Outcome("PLN708", here, pln708(world), "skal", "free", "high", ["BVL-15-3-4"])
    yield Outcome("PLN709", here, since(world, world.facts.get("youth_council_elected"), 24, "not_met"), "skal",
                  "bound", "medium", ["KOML-5-12"])
    yield Outcome("PLN710", here, pln710(world), "skal", "free", "medium", ["BOSOS-5-2"])
    yield Outcome("PLN711", here, pln711(world), "skal", "free", "medium", ["HOL-3-10"])
    yield Outcome("PLN712", here, together(world, "vold", ["helsestasjon", "krisesenter"]), "skal", "free", "medium",
                  ["HOL-3-3A"])
    for kind, provision in STATUTORY.items():
        yield Outcome("SRV801", kind, "met" if world.present(kind) else "undocumented", "skal", "bound", "high",
                      [provision])


def prevention_plan(agreement: Entry) -> bool:
    """«an agreement of kind `plan` with topic `forebyggingsplan`»."""
    return agreement["kind"] == "plan" and has_topic("forebyggingsplan")(agreement)


def pln701(world: World) -> str:
    verdicts = [world.by_council(agreement) for agreement in world.valid(prevention_plan)]
    # «Conditions are tried in the order written … With several agreements, any one suffices.»
    for verdict in ("met", "undocumented", "not_met"):
        if verdict in verdicts:
            return verdict
    return world.standard(prevention_plan)


def pln702(world: World) -> Outcome:
    five = [kind for kind in ("barnehage", "grunnskole", "helsestasjon", "barnevern", "ppt") if world.present(kind)]
    plans = world.valid(prevention_plan)
    reached = {kind for plan in plans for kind in world.provider_types(plan)}
    missing = sorted(set(five) - reached)
    if not plans or not five:
        verdict, missing = "not_applicable", []
    else:
        verdict = "partial" if missing else "met"
    return Outcome("PLN702", "municipality", verdict, "skal", "free", "medium", ["BVL-15-1-2"],
                   facts={"missing": missing} if missing else {})


def pln704(world: World) -> str:
    joint = [
        one["date"] for one in world.control.get("risk_assessments", [])
        if (len(set(one.get("units", []))) >= 2 or {"samarbeid", "samordning"} & set(one.get("topics", [])))
        and world.happened(one.get("date"))
    ]
    if any(world.within(day, 24) for day in joint):
        return "met"
    return "partial" if joint else "undocumented"


def since(world: World, day: date | None, months: int, older: str) -> str:
    """«within n months before D: `met`; older: …; absent: `undocumented`»."""
    if world.within(day, months):
        return "met"
    return older if world.happened(day) else "undocumented"


def together(world: World, topic: str, kinds: list[str]) -> str:
    """«agreements in force with topic … together select a provider of each: `met`; some: `partial`; …»."""
    present = {kind for kind in kinds if world.present(kind)}
    carriers = world.valid(has_topic(topic))
    reached = {kind for carrier in carriers for kind in world.provider_types(carrier)} & present
    if not present:
        return "not_applicable"
    if reached == present:
        return "met"
    if reached:
        return "partial"
    # «else standard verdict, where carriers in force that select none count as `undocumented`»
    return "undocumented" if carriers else world.standard(has_topic(topic))


def pln708(world: World) -> str:
    if not world.present("barnevern"):
        return "not_applicable"
    return world.standard(
        lambda agreement: has_topic("barnevernsvakt")(agreement) and "barnevern" in world.provider_types(agreement)
    )


def pln710(world: World) -> str:
    def plan(agreement: Entry) -> bool:
        return agreement["kind"] == "plan" and has_topic("boligsosialt")(agreement)

    if world.valid(plan):
        council = any(world.by_council(agreement) == "met" for agreement in world.valid(plan))
        return "met" if council else "partial"
    return world.standard(plan)


def pln711(world: World) -> str:
    return world.standard(
        lambda agreement: has_topic("medvirkning")(agreement)
        and any(
            service["type"] in HEALTH and service["owner"] == "kommune" and world.provider(service)
            for service in world.party(agreement)
        )
    )
