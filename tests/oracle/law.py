"""The tables of the contract, typed once more by hand, and which provisions are law on a day."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

CONFIG = Path(__file__).parents[2] / "config"

STAGES = ["svangerskap", "spedbarn", "barnehagealder", "barnetrinn", "ungdomstrinn", "videregaende", "ung_voksen"]
_ALL = STAGES
_NOT_PREGNANCY = STAGES[1:]
_UPPER = ["videregaende", "ung_voksen"]
_UNTIL_UPPER = ["spedbarn", "barnehagealder", "barnetrinn", "ungdomstrinn", "videregaende"]

TYPE_STAGES: dict[str, list[str]] = {
    "jordmortjeneste": ["svangerskap", "spedbarn"],
    "helsestasjon": ["spedbarn", "barnehagealder"],
    "skolehelsetjeneste": ["barnetrinn", "ungdomstrinn", "videregaende"],
    "hfu": ["ungdomstrinn", "videregaende", "ung_voksen"],
    "fastlege": _ALL,
    "psykisk_helse": _NOT_PREGNANCY,
    "habilitering": _NOT_PREGNANCY,
    "omsorg": _NOT_PREGNANCY,
    "tildelingskontor": _ALL,
    "barnehage": ["barnehagealder"],
    "ppt": ["spedbarn", "barnehagealder", "barnetrinn", "ungdomstrinn"],
    "grunnskole": ["barnetrinn", "ungdomstrinn"],
    "sfo": ["barnetrinn"],
    "videregaende": ["videregaende"],
    "ppt_fylke": ["videregaende"],
    "ot": _UPPER,
    "voksenopplaering": _UPPER,
    "barnevern": _ALL,
    "bufetat": _NOT_PREGNANCY,
    "nav_kommunal": _ALL,
    "nav_stat": _UPPER,
    "flyktningtjeneste": _ALL,
    "krisesenter": _ALL,
    "familievern": _ALL,
    "boligkontor": _ALL,
    "tannhelse": _NOT_PREGNANCY,
    "fodeavdeling": ["svangerskap", "spedbarn"],
    "sykehus": _NOT_PREGNANCY,
    "habu": _UNTIL_UPPER,
    "voksenhabilitering": ["ung_voksen"],
    "bup": _UNTIL_UPPER,
    "dps": ["ung_voksen"],
    "tsb": _UPPER,
    "koordinerende_enhet": _ALL,
    "kriminalomsorg": _ALL,
    "politi": _ALL,
    "kultur_fritid": _ALL,
    "frivillige": _ALL,
}
NOT_TJENESTE = {"koordinerende_enhet", "kriminalomsorg", "politi", "kultur_fritid", "frivillige"}

_SYSTEM_PROVISIONS = """
HOL-3-4-3: jordmortjeneste helsestasjon skolehelsetjeneste hfu fastlege psykisk_helse habilitering omsorg
HOL-3-4-3: tildelingskontor
BHL-2B-3: barnehage
OPPL-24-1-3: grunnskole sfo videregaende ppt_fylke
OPPL-24-1-3 BHL-2B-3: ppt
OPPL-24-1-6: voksenopplaering
OPPL-9-4-2: ot
BVL-15-8-3: barnevern
SOTJL-13-4: nav_kommunal
NAVL-15A-2: nav_stat
INTL-50-3: flyktningtjeneste
KRISE-4-3: krisesenter
FVKL-1A-3: familievern
BOSOS-5-1: boligkontor
TANNHL-1-4A-2: tannhelse
SPHL-2-1E-2: fodeavdeling sykehus habu voksenhabilitering bup dps tsb
: bufetat
"""
SYSTEM_PROVISION: dict[str, list[str]] = {
    kind: provisions.split()
    for provisions, _, kinds in (line.partition(":") for line in _SYSTEM_PROVISIONS.strip().splitlines())
    for kind in kinds.split()
}

EXPECTED_PAIRS: list[tuple[str, str]] = [
    ("barnehage", "ppt"), ("barnehage", "helsestasjon"), ("barnehage", "barnevern"), ("barnehage", "grunnskole"),
    ("grunnskole", "ppt"), ("grunnskole", "skolehelsetjeneste"), ("grunnskole", "barnevern"), ("grunnskole", "sfo"),
    ("grunnskole", "videregaende"), ("helsestasjon", "fastlege"), ("helsestasjon", "barnevern"),
    ("helsestasjon", "jordmortjeneste"), ("skolehelsetjeneste", "fastlege"), ("skolehelsetjeneste", "psykisk_helse"),
    ("barnevern", "nav_kommunal"), ("barnevern", "psykisk_helse"), ("barnevern", "krisesenter"),
    ("barnevern", "bup"), ("barnevern", "bufetat"), ("barnevern", "familievern"), ("krisesenter", "nav_kommunal"),
    ("nav_kommunal", "boligkontor"), ("flyktningtjeneste", "nav_kommunal"), ("flyktningtjeneste", "grunnskole"),
    ("psykisk_helse", "bup"), ("habilitering", "habu"), ("tannhelse", "barnevern"), ("helsestasjon", "tannhelse"),
    ("nav_kommunal", "ot"), ("bup", "ppt"),
]

AUTHORITIES = [
    "avgjore_samordning", "oppnevne_barnekoordinator", "oppnevne_koordinator", "barnekoordinator_myndighet",
    "hovedansvar_individuell_plan", "inngaa_samarbeidsavtale_helseforetak", "vedta_forebyggingsplan",
    "fastsette_delegeringsreglement", "inngaa_nav_avtale",
]

SIMPLE_TOPICS = [
    "samarbeid", "samordning", "uenighet", "barnekoordinator", "koordinator", "individuell_plan",
    "melding_koordinerende_enhet", "taushetsplikt", "samtykke", "medvirkning", "bekymring", "vold", "barnevernsvakt",
    "opplaring", "forebyggingsplan", "nav_kontor", "vertskommune", "boligsosialt", "bti", "helseforetak",
]
HOL_TOPICS = [f"hol-6-2-{n}" for n in range(1, 14)]
TRANSITIONS = [f"T{n:02}" for n in range(1, 27)]

ALWAYS_SKAL = {"T01", "T02", "T05", "T06", "T07", "T14", "T18", "T19"}
"""«skal only where a *skal* provision binds the municipality or its services»"""
ALSO_CARRIED_BY = {
    "T01": ["hol-6-2-8"], "T15": ["hol-6-2-13"], "T16": ["hol-6-2-13"],
    "T18": ["hol-6-2-2", "hol-6-2-3", "hol-6-2-5"],
}
HIGH_TRANSITIONS = {"T05", "T06", "T10", "T14", "T17"}

SIDES: dict[str, tuple[str, str]] = {
    "T01": ("fodeavdeling", "helsestasjon"), "T02": ("jordmortjeneste", "koordinerende_enhet"),
    "T03": ("helsestasjon", "barnehage"), "T04": ("barnehage", "barnehage"), "T05": ("barnehage", "grunnskole"),
    "T06": ("barnehage", "grunnskole"), "T07": ("ppt", "grunnskole"), "T08": ("grunnskole", "grunnskole"),
    "T09": ("grunnskole", "grunnskole"), "T10": ("grunnskole", "videregaende"),
    "T11": ("grunnskole", "videregaende"), "T12": ("videregaende", "ot"), "T13": ("videregaende", "nav_kommunal"),
    "T15": ("habu", "voksenhabilitering"), "T16": ("bup", "dps"), "T17": ("barnevern", "nav_kommunal"),
    "T18": ("sykehus", "omsorg"), "T19": ("krisesenter", "nav_kommunal"),
    "T21": ("flyktningtjeneste", "nav_kommunal"), "T22": ("bufetat", "barnevern"), "T23": ("barnevern", "grunnskole"),
    "T24": ("kriminalomsorg", "barnevern"), "T25": ("hfu", "psykisk_helse"),
}
"""The types of the two columns *from* and *to*; T05 also goes to sfo."""


@cache
def _read(name: str) -> Any:
    return yaml.load((CONFIG / name).read_text(encoding="utf-8"), yaml.CSafeLoader)


@cache
def provisions() -> dict[str, dict[str, Any]]:
    """Every provision of the catalogue, by id."""
    return {
        entry["id"]: entry
        for path in sorted((CONFIG / "provisions").glob("*.yaml"))
        for entry in _read(f"provisions/{path.name}")
    }


@cache
def legal_basis(transition: str) -> list[str]:
    """Return the catalogue's legal basis of a transition."""
    return next(entry["legal_basis"] for entry in _read("transitions.yaml") if entry["id"] == transition)


def is_law(provision: str, on: date) -> bool:
    """Tell whether a provision is in force on a date."""
    entry = provisions()[provision]
    return entry["in_force_from"] <= on and (entry.get("in_force_to") is None or on <= entry["in_force_to"])


def cited(ids: list[str], on: date) -> list[str]:
    """«only those in force on D are cited, the predecessor where only it is in force»."""
    found = set()
    for wanted in ids:
        if is_law(wanted, on):
            found.add(wanted)
        else:
            # «A predecessor is an entry whose `replaced_by` names the provision.»
            found |= {
                other for other, entry in provisions().items()
                if wanted in (entry.get("replaced_by") or []) and is_law(other, on)
            }
    return sorted(found)


def applies(ids: list[str], on: date) -> bool:
    """«*Applies on D*: when it has no provisions, or at least one of them, or of their predecessors, is in force»."""
    return not ids or bool(cited(ids, on))
