"""Small models told in words: whatever a test adds to a municipality on a date."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from samhandling.audit import audit
from samhandling.graph import build_graph
from samhandling.law.catalogue import Catalogue, load_catalogue
from samhandling.law.entries import Side, TransitionType
from samhandling.model.municipality import Municipality
from samhandling.reports.sections.telling import Telling

ON = date(2026, 11, 21)
Model = dict[str, Any]
Tell = Callable[..., Telling]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="session")
def tell(catalogue: Catalogue) -> Tell:
    def build(model: Model, on: date = ON, language: str = "nb") -> Telling:
        municipality = Municipality.model_validate({"municipality": {"name": "Prøvevik", "number": "9998"}} | model)
        graph = build_graph(municipality, on, catalogue.service_types)
        return Telling(audit(municipality, catalogue, on), graph, catalogue, catalogue.phrasebook(language))

    return build


def service_on(side: Side, id_: str) -> Model:
    """A provider that stands on a side of a transition."""
    stages = [side.with_stage] if side.with_stage is not None else []
    return {
        "id": id_, "name": id_.capitalize(), "type": side.type, "owner": side.owner or "kommune",
        "public_grant": True, "stages": stages,
    }


def services_of(transition: TransitionType) -> list[Model]:
    """Services that make a transition applicable: two of a kind where it is between such."""
    found = [service_on(side, f"fra-{n}") for n, side in enumerate(transition.senders)]
    return found + [service_on(side, f"til-{n}") for n, side in enumerate(transition.receivers)]


def carrier(transition: str, parties: list[str], **more: Any) -> Model:
    """An agreement in force that carries a transition."""
    entry = {
        "id": f"rutine-{transition.lower()}", "title": f"Rutine for {transition}", "kind": "plan", "status": "vedtatt",
        "adopted": "2020-01-01", "topics": [f"overgang:{transition}"], "parties": [{"service": one} for one in parties],
    }
    return entry | more
