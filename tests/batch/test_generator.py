"""The synthetic municipalities: of the size asked for, in order, the same for the same seed, and of every kind."""

from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest
from synthetic import Profile, country, municipality, text, write

from samhandling.audit import audit
from samhandling.law.catalogue import load_catalogue
from samhandling.model.municipality import Municipality
from samhandling.reading.model import read_model

ON = date(2026, 11, 21)

M, P, N, U, A = "met", "partial", "not_met", "undocumented", "not_applicable"
TRANSITIONS = [f"OVG{number}" for number in range(601, 627)]
WHOLE = ("OVG614", "OVG620", "OVG626")
GIVES: dict[tuple[str, ...], tuple[str, ...]] = {
    (M, U): ("SAM101", "BKO301", "SRV801", "BTI902"),
    (M, P, U): ("BKO308", "SOR408", "PLN704", "PLN705", "BTI901"),
    (M, N, U): (
        "AVT201", "BKO302", "BKO303", "BKO305", "BKO306", "SOR401", "SOR407", "SOR410", "PLN701", "PLN709", "PLN711",
        *WHOLE,
    ),
    (M, P, N, U): ("BKO307", "PLN703", "PLN706", "PLN710", "BTI903"),
    (M, U, A): ("SAM103", "OVG641", "OVG642"),
    (M, P, A): (
        "SAM105", "SAM106", "SAM107", "AVT206", "AVT208", "AVT211", "SOR404", "SOR405", "SOR406", "DEL503", "DEL506",
        "OVG640", "PLN702",
    ),
    (M, N, A): ("AVT205", "SOR403", "DEL504", "DEL505", "DEL509", "OVG643"),
    (M, P, U, A): ("SAM102", "SAM104", "SOR402", "SOR409", "AVT207", "BTI904"),
    (M, N, U, A): ("AVT202", "AVT204", "AVT209", "AVT210", "AVT212", "DEL501", "DEL502", "PLN708"),
    (M, P, N, A): ("DEL507",),
    (M, P, N, U, A): (
        "AVT203", "BKO304", "DEL508", "PLN707", "PLN712", *[each for each in TRANSITIONS if each not in WHOLE],
    ),
}  # fmt: skip
"""What each check can say of a municipality that has a provider, on the day they are all written for."""


@pytest.mark.parametrize("size", [15, 16, 33, 60, 240])
def test_a_municipality_has_the_size_asked_for_and_is_read_without_a_mistake(size: int, tmp_path: Path) -> None:
    model = municipality(Profile(size, "størrelse"))
    write(model, tmp_path / "m")
    reading = read_model(tmp_path / "m", "m", load_catalogue())
    assert len(reading.municipality.services) == size
    assert len(reading.municipality.agreements) == round(1.5 * size)
    assert reading.municipality == Municipality.model_validate(model)


def test_a_city_is_like_oslo() -> None:
    model = municipality(Profile(6_000, "by", diligence=1.0))
    services = model["services"]
    barnehager = [each for each in services if each["type"] == "barnehage"]
    assert len(services) == 6_000
    assert len(model["agreements"]) == 9_000
    assert len(barnehager) == pytest.approx(900, abs=20)
    assert sum(each["owner"] == "privat" for each in barnehager) == pytest.approx(450, abs=50)
    assert sum(each["type"] == "grunnskole" for each in services) == pytest.approx(190, abs=5)
    assert sum(each["id"].startswith("bydel") and each["parent"] == "radhuset" for each in model["units"]) == 15
    assert {"bydel-07-helse", "bydel-15-skoler"} <= {each.get("unit") for each in services}


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others() -> None:
    def told(seed: int) -> list[str]:
        return [text(municipality(profile)) for profile in country(3, seed=seed, between=(20, 40))]

    assert told(1) == told(1) != told(2)


def _verdicts(count: int, between: tuple[int, int]) -> dict[str, set[str]]:
    catalogue = load_catalogue()
    seen: dict[str, set[str]] = defaultdict(set)
    for profile in country(count, between=between):
        model = Municipality.model_validate(municipality(profile))
        for outcome in audit(model, catalogue, ON).outcomes:
            seen[outcome.rule].add(str(outcome.verdict))
    return seen


def test_eighteen_small_ones_give_most_verdicts() -> None:
    seen = _verdicts(18, (50, 80))
    asked = [(rule, verdict) for verdicts, rules in GIVES.items() for rule in rules for verdict in verdicts]
    given = [each for each in asked if each[1] in seen[each[0]]]
    assert len(given) > 0.75 * len(asked)
    assert {rule for rule, _ in asked} == set(seen)


@pytest.mark.slow
def test_a_country_gives_every_verdict_of_every_check() -> None:
    seen = _verdicts(357, (60, 900))
    assert seen == {rule: set(verdicts) for verdicts, rules in GIVES.items() for rule in rules}
