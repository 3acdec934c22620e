"""The services of a synthetic municipality, and the units they belong to.

The shares are an Oslo-like city's: of 6 000 services 900 are barnehager (half of them private), 190 schools, 550
fastleger, and a good third clubs and voluntary bodies. A small municipality has one of most things.
"""

from dataclasses import dataclass, field
from random import Random
from typing import Any

Entry = dict[str, Any]

OWNERS = {
    "videregaende": "fylkeskommune", "ppt_fylke": "fylkeskommune", "ot": "fylkeskommune", "tannhelse": "fylkeskommune",
    "nav_stat": "stat", "bufetat": "stat", "familievern": "stat", "fodeavdeling": "stat", "sykehus": "stat",
    "habu": "stat", "voksenhabilitering": "stat", "bup": "stat", "dps": "stat", "tsb": "stat", "politi": "stat",
    "kriminalomsorg": "stat", "fastlege": "privat", "frivillige": "frivillig",
}
# Type, its share of the services (in thousandths), and how often a municipality has it at all.
SHARES = (
    ("barnehage", 150, 1.0), ("grunnskole", 31.7, 1.0), ("sfo", 24, 0.98), ("helsestasjon", 10, 0.98),
    ("skolehelsetjeneste", 30, 0.98), ("fastlege", 92, 0.98), ("barnevern", 2.5, 0.98), ("ppt", 3, 0.98),
    ("nav_kommunal", 2.5, 0.97), ("koordinerende_enhet", 2.5, 0.85), ("psykisk_helse", 20, 0.95),
    ("habilitering", 12, 0.95), ("jordmortjeneste", 5, 0.92), ("krisesenter", 1, 0.85), ("omsorg", 90, 0.95),
    ("tildelingskontor", 2.5, 0.7), ("hfu", 5, 0.8), ("flyktningtjeneste", 2.5, 0.8), ("boligkontor", 2.5, 0.7),
    ("voksenopplaering", 2, 0.7), ("videregaende", 8, 0.9), ("ppt_fylke", 1, 0.8), ("ot", 2, 0.85),
    ("tannhelse", 12, 0.9), ("nav_stat", 2.5, 0.9), ("bufetat", 1.5, 0.9), ("familievern", 1.5, 0.9),
    ("fodeavdeling", 1, 0.9), ("sykehus", 3, 0.95), ("habu", 3, 0.9), ("voksenhabilitering", 3, 0.85),
    ("bup", 4, 0.95), ("dps", 3, 0.9), ("tsb", 1.5, 0.8), ("politi", 2.5, 0.8), ("kriminalomsorg", 1, 0.7),
    ("kultur_fritid", 60, 0.9), ("frivillige", 397, 0.9),
)  # fmt: skip
NAMES = {
    "barnehage": "barnehage", "grunnskole": "skole", "sfo": "SFO", "helsestasjon": "helsestasjon",
    "skolehelsetjeneste": "skolehelsetjeneste", "fastlege": "legekontor", "omsorg": "avlastning",
    "kultur_fritid": "fritidsklubb", "frivillige": "idrettslag", "tannhelse": "tannklinikk", "ppt": "PP-tjeneste",
}
PRIVATE_SHARE = {"barnehage": 0.5, "grunnskole": 0.08, "videregaende": 0.2, "krisesenter": 0.1, "habilitering": 0.1}
SHARED = ("barnevern", "ppt", "krisesenter", "nav_kommunal", "voksenopplaering")
UNIT_OF = {
    "barnehage": "barnehager", "grunnskole": "skoler", "sfo": "skoler", "ppt": "skoler", "voksenopplaering": "skoler",
    "barnevern": "familie", "helsestasjon": "helse", "skolehelsetjeneste": "helse", "jordmortjeneste": "helse",
    "hfu": "helse", "psykisk_helse": "helse", "habilitering": "helse", "omsorg": "helse", "tildelingskontor": "helse",
    "koordinerende_enhet": "helse", "nav_kommunal": "familie", "flyktningtjeneste": "familie",
    "boligkontor": "familie", "krisesenter": "familie", "kultur_fritid": "kultur",
}  # fmt: skip
BYDEL_FROM = 2_500
"""From so many services on, the municipality is divided into bydeler."""
BYDELER = 15


@dataclass
class Place:
    """The services and units of one municipality."""

    units: list[Entry]
    services: list[Entry]
    areas: list[str]
    by_type: dict[str, list[Entry]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for service in self.services:
            self.by_type.setdefault(service["type"], []).append(service)

    def has(self, type_: str, owner: str | None = None) -> bool:
        """Whether there is a service of the type (and owner)."""
        return any(owner is None or one["owner"] == owner for one in self.by_type.get(type_, ()))


def place(size: int, draw: Random, *, complete: bool) -> Place:
    """Exactly ``size`` services; ``complete``: every type is there that there is room for."""
    counts = _counts(size, draw, complete=complete)
    bydeler = [f"bydel-{number:02}" for number in range(1, BYDELER + 1)] if size >= BYDEL_FROM else []
    schools = max(1, round(counts.get("grunnskole", 1) * 0.7))
    areas = [f"Krets {number}" for number in range(1, min(schools, counts.get("barnehage", 2) // 2 or 1) + 1)]
    services = [
        _service(type_, number, count, areas, bydeler, draw)
        for type_, count in counts.items()
        for number in range(1, count + 1)
    ]
    return Place(_units(services, bydeler), services, areas)


def only(type_: str, size: int, draw: Random) -> Place:
    """A model that has been begun: one type is recorded, and nothing else."""
    areas = ["Krets 1"]
    services = [_service(type_, number, size, areas, [], draw) for number in range(1, size + 1)]
    return Place(_units(services, []), services, areas)


def _counts(size: int, draw: Random, *, complete: bool) -> dict[str, int]:
    there = [(type_, share) for type_, share, often in SHARES if complete or draw.random() < often][:size]
    whole = sum(share for _, share in there)
    counts = {type_: max(1, int(size * share / whole)) for type_, share in there}
    if size >= 60 and "grunnskole" in counts:
        counts["grunnskole"] = max(counts["grunnskole"], 4)
    # What the least of one each took too much, and what rounding left, the most numerous give and take.
    while (left := size - sum(counts.values())) != 0:
        most = max(counts, key=lambda type_: counts[type_])
        counts[most] += max(left, 1 - counts[most]) if left < 0 else left
    return counts


def _service(type_: str, number: int, count: int, areas: list[str], bydeler: list[str], draw: Random) -> Entry:
    owner = OWNERS.get(type_, "kommune")
    if draw.random() < PRIVATE_SHARE.get(type_, 0.0) and (number > 1 or type_ == "barnehage"):
        owner = "privat"
    entry: Entry = {
        "id": f"{type_.replace('_', '-')}-{number}",
        "name": f"{NAMES.get(type_, type_.replace('_', ' ')).capitalize()} nr. {number}",
        "type": type_, "owner": owner,
    }
    if type_ == "grunnskole":
        # The first seven in ten take the younger children, one of them all; the rest the older.
        young = number <= max(1, round(count * 0.7))
        entry["stages"] = ["barnetrinn"] if young else ["ungdomstrinn"]
        if count == 1 or (young and number == len(areas) and number > 2):
            entry["stages"] = ["barnetrinn", "ungdomstrinn"]
        if owner == "kommune" and young:
            entry["area"] = areas[(number - 1) % len(areas)]
    elif type_ in ("barnehage", "sfo"):
        entry["area"] = areas[(number - 1) % len(areas)]
    if owner == "privat" and type_ in ("barnehage", "grunnskole", "videregaende") and draw.random() < 0.97:
        entry["public_grant"] = True
    if owner == "privat" and type_ in ("krisesenter", "habilitering"):
        entry["on_behalf_of"] = "kommune"
    if owner == "kommune":
        under = UNIT_OF.get(type_)
        if under is not None:
            entry["unit"] = f"{bydeler[(number - 1) % len(bydeler)]}-{under}" if bydeler else under
        if type_ in SHARED and number == 1 and draw.random() < 0.3:
            entry["organisation"] = draw.choice(["vertskommune", "interkommunal"])
        if draw.random() < 0.8:
            entry["lead"] = f"leder-{under or 'stab'}"
    return entry


def _units(services: list[Entry], bydeler: list[str]) -> list[Entry]:
    units: list[Entry] = [{"id": "radhuset", "name": "Rådhuset"}]
    below = ("barnehager", "skoler", "helse", "familie", "kultur")
    names = {"familie": "Familie og levekår", "kultur": "Kultur og fritid"}
    for bydel in bydeler or [None]:
        if bydel is not None:
            units.append({"id": bydel, "name": f"Bydel {bydel[-2:]}", "parent": "radhuset"})
        units += [
            {
                "id": one if bydel is None else f"{bydel}-{one}", "name": names.get(one, one.capitalize()),
                "parent": bydel or "radhuset",
            }
            for one in below
        ]
    return units
