"""One synthetic municipality as plain data, in the order of the model's sections."""

from dataclasses import dataclass
from random import Random
from typing import Any

from synthetic import deciding
from synthetic.documents import local, parties, wide
from synthetic.services import Place, only, place

Model = dict[str, Any]
ARENAS = (
    ("oppvekstforum", "Tverrfaglig oppvekstforum",
     ("barnehage", "grunnskole", "helsestasjon", "ppt", "barnevern", "nav_kommunal")),
    ("ressursteam", "Ressursteam", ("barnehage", "grunnskole", "ppt", "helsestasjon")),
    ("slt", "SLT-utvalg", ("politi", "barnevern", "grunnskole", "kultur_fritid")),
)  # fmt: skip


@dataclass(frozen=True)
class Profile:
    """What a municipality is like."""

    services: int
    seed: str
    name: str = "Prøvevik"
    diligence: float = 0.6
    """How much is in order, 0–1; with 1 everything is."""
    agreements_per_service: float = 1.5
    begun_with: str | None = None
    """The only type that has been recorded, where the model has barely been begun."""


def municipality(profile: Profile) -> Model:
    """The model, the same for the same profile."""
    draw = Random(f"{profile.seed}/{profile.services}")
    diligence = profile.diligence
    if profile.begun_with is not None:
        begun = only(profile.begun_with, profile.services, draw)
        return {
            "schema": "samhandling.model/1", "municipality": deciding.facts(profile.name, draw, 0.0),
            "units": begun.units, "roles": deciding.roles(draw, 0.0), "services": begun.services,
        }
    here = place(profile.services, draw, complete=diligence >= 1)
    wanted = round(profile.services * profile.agreements_per_service)
    agreements = wide(here, draw, diligence)[:wanted]
    agreements += local(here, wanted - len(agreements), draw, diligence)
    arenas = _arenas(here, draw, diligence)
    model: Model = {
        "schema": "samhandling.model/1",
        "municipality": deciding.facts(profile.name, draw, diligence),
        "units": here.units,
        "roles": deciding.roles(draw, diligence),
        "services": here.services,
        "agreements": agreements,
        "arenas": arenas,
        "delegations": deciding.delegations(draw, diligence),
        "coordination": deciding.coordination(here, draw, diligence),
        "transitions": deciding.transitions(agreements, draw, diligence),
        "internal_control": deciding.accounts(draw, diligence),
        "interaction_model": deciding.interaction(here, arenas, draw, diligence),
    }
    return {section: content for section, content in model.items() if content not in (None, [])}


def _arenas(here: Place, draw: Random, diligence: float) -> list[dict[str, Any]]:
    found = []
    for id_, name, types in ARENAS:
        if diligence < 1 and draw.random() > 0.2 + 0.7 * diligence:
            continue
        whole = diligence >= 1 or draw.random() < 0.6
        who = parties(here, types if whole else types[:3], narrow=diligence < 1 and draw.random() < 0.4)
        if not who:
            continue
        arena = {
            "id": id_, "name": name, "purpose": "Samarbeid om barn og unge", "target_group": "Barn og unge 0–24 år",
            "frequency_per_year": 6, "participants": who, "chair": "leder-familie",
        }
        if not whole:
            del arena["purpose"], arena["chair"]
        found.append(arena)
    if diligence >= 1:
        everyone = [{"owner": owner} for owner in sorted({one["owner"] for one in here.services})]
        found.append(dict(found[0], id="samrad", name="Årlig samråd", participants=everyone, frequency_per_year=1))
    return found
