"""AVT: avtaler."""

from collections.abc import Iterator
from datetime import timedelta

from oracle.law import HOL_TOPICS
from oracle.world import Entry, Outcome, World, has_topic, months_after


def health_trust(agreement: Entry) -> bool:
    """«an agreement of kind `samarbeidsavtale` with topic `helseforetak`»."""
    return agreement["kind"] == "samarbeidsavtale" and "helseforetak" in agreement.get("topics", [])


def delavtale(agreement: Entry) -> bool:
    """«has kind `delavtale` and any `hol-6-2-n` topic»."""
    return agreement["kind"] == "delavtale" and has_topic(*HOL_TOPICS)(agreement)


def outcomes(world: World) -> Iterator[Outcome]:
    """Every outcome of AVT201–AVT212."""
    yield Outcome("AVT201", "municipality", world.standard(health_trust), "skal", "bound", "critical", ["HOL-6-1-1"])
    yield from avt202(world)
    for agreement in world.valid(health_trust):
        # «yearly verdict of `last_reviewed`, else `adopted`»
        date = world.happened(agreement.get("last_reviewed")) or agreement.get("adopted")
        verdict = world.yearly([date])
        yield Outcome("AVT203", agreement["id"], verdict, "skal", "bound", *_yearly(verdict, "medium"),
                      provisions=["HOL-6-5-1"], klass="risk" if verdict == "partial" else None)
        yield Outcome("AVT204", agreement["id"], world.by_council(agreement), "skal", "bound", "high", ["HOL-6-1-1"])
    yield from avt205(world)
    for agreement in world.valid():
        yield from avt206(world, agreement)
        yield from avt207(world, agreement)
    yield from each_or_met("AVT208", [a for a in world.agreements if a.get("status", "utkast") == "utkast"],
                           world.agreements)
    yield from avt209(world)
    yield from avt210(world)
    soon = [
        agreement for agreement in world.valid()
        if agreement.get("valid_to") and world.on <= agreement["valid_to"] <= world.on + timedelta(days=180)
    ]
    yield from each_or_met("AVT211", soon, world.valid())
    for agreement in world.valid():
        if agreement["kind"] == "vertskommuneavtale":
            yield Outcome("AVT212", agreement["id"], world.by_council(agreement), "skal", "bound", "high",
                          ["KOML-20-4-2"])


def _yearly(verdict: str, severity: str) -> tuple[str]:
    # «`partial` (class `risk`, severity low: this year's remains)»
    return ("low",) if verdict == "partial" else (severity,)


def each_or_met(rule: str, found: list[Entry], of_that_kind: list[Entry]) -> Iterator[Outcome]:
    """«each …: `partial`; none such: `met` on municipality»."""
    for entry in found:
        yield Outcome(rule, entry["id"], "partial", "bor", "free", "low")
    if not found:
        verdict = "met" if of_that_kind else "not_applicable"
        yield Outcome(rule, "municipality", verdict, "bor", "free", "low")


def avt202(world: World) -> Iterator[Outcome]:
    if not world.valid(health_trust):
        yield Outcome("AVT202", "municipality", "not_applicable", "skal", "bound", "high")
        return
    on_these = {
        topic
        for agreement in world.valid(lambda one: health_trust(one) or delavtale(one))
        for topic in agreement.get("topics", [])
    }
    for number, topic in enumerate(HOL_TOPICS, start=1):
        if topic in on_these:
            verdict = "met"
        elif not on_these & set(HOL_TOPICS):
            verdict = "undocumented"
        else:
            verdict = "not_met"
        yield Outcome("AVT202", topic, verdict, "skal", "bound", "high", [f"HOL-6-2-1-{number}"])


def avt205(world: World) -> Iterator[Outcome]:
    expired = [
        agreement for agreement in world.agreements
        if agreement.get("status") == "vedtatt"
        and agreement.get("valid_to") is not None
        and agreement["valid_to"] < world.on
        and not any(
            # «replaced by an agreement in force of the same kind with at least its topics and at least its
            # selected services»
            other["kind"] == agreement["kind"]
            and set(agreement.get("topics", [])) <= set(other.get("topics", []))
            and {s["id"] for s in world.party(agreement)} <= {s["id"] for s in world.party(other)}
            for other in world.valid()
        )
    ]
    for agreement in expired:
        yield Outcome("AVT205", agreement["id"], "not_met", "bor", "free", "medium", ["KOML-25-1-3-B"])
    if not expired:
        yield Outcome("AVT205", "municipality", "met" if world.agreements else "not_applicable", "bor", "free",
                      "medium", ["KOML-25-1-3-B"])


def avt206(world: World, agreement: Entry) -> Iterator[Outcome]:
    enough = 1 if agreement["kind"] in ("plan", "mandat") else 2
    complete = (
        agreement.get("responsible") is not None
        and agreement.get("adopted") is not None
        and len(world.party(agreement)) >= enough
        and (agreement.get("valid_to") is not None or agreement.get("review_months") is not None)
    )
    yield Outcome("AVT206", agreement["id"], "met" if complete else "partial", "bor", "free", "medium",
                  ["KOML-25-1-3-D"])


def avt207(world: World, agreement: Entry) -> Iterator[Outcome]:
    if agreement.get("review_months") is None:
        return
    date = world.happened(agreement.get("last_reviewed")) or agreement.get("adopted")
    if date is None:
        verdict = "undocumented"
    elif months_after(date, agreement["review_months"]) >= world.on:
        verdict = "met"
    else:
        verdict = "partial"
    yield Outcome("AVT207", agreement["id"], verdict, "bor", "free", "medium", ["KOML-25-1-3-E"])


def avt209(world: World) -> Iterator[Outcome]:
    offices = [service for service in world.providers() if service["type"] == "nav_kommunal"]
    about = has_topic("nav_kontor")
    if not offices or (
        all(office.get("organisation", "egen") in ("vertskommune", "interkommunal") for office in offices)
        and not any(about(agreement) for agreement in world.agreements)
    ):
        verdict = "not_applicable"
    else:
        verdict = world.standard(about)
    yield Outcome("AVT209", "municipality", verdict, "skal", "bound", "high", ["NAVL-14-1"])


def avt210(world: World) -> Iterator[Outcome]:
    for service in world.services:
        form = service.get("organisation", "egen")
        if service["owner"] != "kommune" or form not in ("vertskommune", "interkommunal"):
            continue

        def wanted(agreement: Entry, service: Entry = service, form: str = form) -> bool:
            return service in world.party(agreement) and (
                agreement["kind"] == "vertskommuneavtale"
                or "vertskommune" in agreement.get("topics", [])
                or (form == "interkommunal" and agreement["kind"] == "samarbeidsavtale")
            )

        provisions = ["KOML-20-4"] if form == "vertskommune" else ["KOML-17-1", "KOML-18-4", "KOML-19-4"]
        yield Outcome("AVT210", service["id"], world.standard(wanted), "skal", "bound", "high", provisions,
                      service=service)
