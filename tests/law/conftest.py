"""A catalogue of the smallest size that is in order, for tests that spoil it; and the shipped one, read once."""

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from samhandling.law.catalogue import Catalogue, load_catalogue


def text(word: str) -> dict[str, str]:
    return {"nb": f"{word} nb", "nn": f"{word} nn", "en": f"{word} en"}


def provision(name: str, first: str, last: str | None = None, **more: Any) -> dict[str, Any]:
    return {
        "id": name,
        "law": "LOV-1",
        "section": "§ 1",
        "ledd": 2,
        "category": "samordning",
        "bound_party": "kommunen",
        "counterpart": "kommunen",
        "strength": "skal",
        "in_force_from": first,
        "in_force_to": last,
        "requirement": text("krav"),
        "evidence": ["rutine"],
        "source_url": "https://lovdata.no/",
        "confidence": "verified-in-text",
        **more,
    }


def check(code: str) -> dict[str, Any]:
    words = {key: text(key) for key in ("title", "duty", "reason", "remedy", "documents", "blind_spot")}
    return {
        "code": code,
        "slug": "no-such",
        "section": "agreements",
        "cases": {
            "default": {"strength": "skal", "form": "free", "severity": "high"},
            "other": {"strength": "bor", "form": "free", "severity": "low", "class": "risk"},
        },
        "provisions": ["NY-1"],
        "facts": ["missing"],
        "parameters": ["months"],
        **words,
        "findings": {
            "met": text("{name}"),
            "partial": text("{name} {missing}"),
            "undocumented": text("u"),
            "undocumented.other": text("o"),
        },
    }


def type_of_service(name: str) -> dict[str, Any]:
    return {
        "id": name,
        "name": text(name),
        "plural": text(name),
        "definite": text(name),
        "stages": ["barnetrinn"],
        "class": "tjeneste",
        "lane": "kommunal",
        "governing_laws": ["LOV-1"],
        "duty_provisions": ["NY-1"],
        "system_provisions": ["NY-1"],
        "can_start_individual_plan": False,
    }


def smallest() -> dict[str, Any]:
    """The files of the smallest catalogue, by their relative path."""
    words = (
        ("owner", "kommune"),
        ("category", "samordning"),
        ("section", "agreements"),
        ("service_class", "tjeneste"),
        ("map_lane", "kommunal"),
    )
    transition = {
        "id": "T01",
        "name": text("overgang"),
        "senders": [{"type": "barnehage"}],
        "receivers": [{"type": "grunnskole", "owner": "kommune", "with_stage": "barnetrinn"}],
        "same_type": False,
        "from_stage": "barnetrinn",
        "to_stage": None,
        **{key: text(key) for key in ("age_stage", "basis", "main_responsibility", "consent")},
        "legal_basis": ["NY-1"],
        "special_basis": [],
        "strength": "skal",
        "severity": "high",
        "checklist": ["sjekk"],
        "source": ["en kilde"],
        "confidence": "uncertain",
    }
    stage = {"id": "barnetrinn", "name": text("s"), "in_stage": text("s"), "age_from": 6, "age_to": 12}
    about = {"version": "1", "law_known_to": "2026-04-30", "earliest_as_of": "2022-08-01", "reviewed": "2026-11-21"}
    return {
        "catalogue.yaml": about,
        "laws.yaml": [{"id": "LOV-1", "name": text("lov"), "short": text("l."), "supervisor": "statsforvalteren"}],
        "supervisors.yaml": [{"id": "statsforvalteren", "name": text("Statsforvalteren")}],
        "provisions/loven.yaml": [
            provision("GAMMEL-1", "2010-01-01", "2022-12-31", replaced_by=["NY-1"], supervisor="none"),
            provision("NY-1", "2023-01-01"),
        ],
        "phrases/parties.yaml": {"kommunen": text("kommunen")},
        "phrases/evidence.yaml": {"rutine": text("rutine")},
        "phrases/checklists.yaml": {"sjekk": text("sjekk")},
        "phrases/concerned.yaml": {"familien": text("familien")},
        "service-types.yaml": [type_of_service("barnehage"), type_of_service("grunnskole")],
        "stages.yaml": [stage],
        "topics.yaml": [{"id": "samarbeid", "name": text("samarbeid")}],
        "vocabulary.yaml": {group: {value: text(value)} for group, value in words},
        "authorities.yaml": [
            {
                "id": "avgjore_samordning",
                "name": text("a"),
                "explanation": text("a"),
                "provisions": ["NY-1"],
                "council_only": False,
                "goes_with_administration": True,
            }
        ],
        "transitions.yaml": [transition],
        "expected-pairs.yaml": [["barnehage", "grunnskole"]],
        "parameters.yaml": [
            {
                "id": "months",
                "name": text("m"),
                "unit": "months",
                "values": [
                    {"valid_from": "2020-01-01", "value": 12, "source": text("s")},
                    {"valid_from": "2024-08-01", "value": 24, "source": text("s")},
                ],
            }
        ],
        "checks/sam.yaml": [check("SAM101")],
        "groups.yaml": {"types": {"core": ["barnehage", "grunnskole"]}},
        "texts/sums.yaml": {
            "apples": {"one": text("{n} eple"), "other": text("{n} epler")},
            "deep": {"er": text("{x}")},
        },
    }


type_of_write = Callable[[dict[str, Any]], Path]


@pytest.fixture
def files() -> dict[str, Any]:
    return copy.deepcopy(smallest())


@pytest.fixture
def written(tmp_path: Path) -> type_of_write:
    """Writes the files of a catalogue to a folder and returns it."""

    def write(files: dict[str, Any]) -> Path:
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(exist_ok=True)
            spoken = (
                content if isinstance(content, str) else yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
            )
            path.write_text(spoken, encoding="utf-8")
        return tmp_path

    return write


@pytest.fixture(scope="session")
def shipped() -> Catalogue:
    """The catalogue that ships with the program."""
    return load_catalogue()
