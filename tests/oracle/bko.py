"""BKO: koordinerende enhet, barnekoordinator, koordinator, individuell plan."""

from collections.abc import Iterator

from oracle.world import Outcome, World, has_topic

HEALTH = ["omsorg", "habilitering", "psykisk_helse", "helsestasjon"]


def outcomes(world: World) -> Iterator[Outcome]:
    """Every outcome of BKO301–BKO308."""
    here = "municipality"
    unit = any(s["owner"] == "kommune" and s["type"] == "koordinerende_enhet" for s in world.services)
    yield Outcome("BKO301", here, "met" if unit else "undocumented", "skal", "bound", "critical", ["HOL-7-3-1"])
    yield Outcome("BKO302", here, world.standard(has_topic("barnekoordinator")), "skal", "free", "critical",
                  ["HOL-7-2A-1", "PBRL-2-5C", "HOL-7-3-1"])
    yield Outcome("BKO303", here, world.standard(has_topic("koordinator")), "skal", "free", "high",
                  ["HOL-7-2-1", "HOL-7-3-1"])
    yield Outcome("BKO304", here, bko304(world), "skal", "free", "high",
                  ["HOL-7-1-1", "BVL-15-9-1", "SOTJL-28", "NAVL-15-3"])
    yield Outcome("BKO305", here, world.standard_delegation("barnekoordinator_myndighet"), "bor", "free", "medium",
                  ["HOL-7-2A-1", "KOML-13-1"])
    yield Outcome("BKO306", here, world.standard_delegation("oppnevne_barnekoordinator"), "skal", "free", "high",
                  ["HOL-7-2A-1", "HOL-7-3-1", "KOML-13-1", "KOML-5-3-3"])
    yield Outcome("BKO307", here, bko307(world), "skal", "free", "high", ["HPL-38A", "HOL-7-3-1"])
    yield Outcome("BKO308", here, bko308(world), "skal", "free", "medium", ["HOL-7-3-1"])


def bko304(world: World) -> str:
    groups = [
        group for group in (HEALTH, ["barnevern"], ["nav_kommunal"]) if any(world.present(kind) for kind in group)
    ]
    if not groups:
        return "not_applicable"
    about = has_topic("individuell_plan")
    if world.valid(about):
        together = {kind for agreement in world.valid(about) for kind in world.provider_types(agreement)}
        reached = [group for group in groups if set(group) & together]
        if len(reached) == len(groups):
            return "met"
        return "partial" if reached else "undocumented"
    return world.standard(about)


def bko307(world: World) -> str:
    about = has_topic("melding_koordinerende_enhet")
    notifiers = {"helsestasjon", "fastlege", "psykisk_helse", "habilitering"}
    if any(notifiers & world.provider_types(agreement) for agreement in world.valid(about)):
        return "met"
    return "partial" if world.valid(about) else world.standard(about)


def bko308(world: World) -> str:
    # A training without a date, like one that lies after D, is not recorded as something that has happened.
    dates = [
        training.get("date") for training in world.control.get("training", [])
        if training["topic"] in ("barnekoordinator", "koordinator", "individuell_plan")
        and world.happened(training.get("date"))
    ]
    if any(world.within(date, 24) for date in dates):
        return "met"
    return "partial" if dates else "undocumented"
