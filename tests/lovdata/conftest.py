"""What the tests of the moving law share: provisions made by hand, and real documents."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from samhandling.law.entries import Law, Provision, Reviewed, Text
from samhandling.lovdata.gazette import GazetteDocument, read_gazette

DATA = Path(__file__).parent / "data"
NONE = Text("", "", "")


def named(name: str) -> Text:
    return Text(name, name, name)


@pytest.fixture
def data() -> Path:
    return DATA


@pytest.fixture
def provision() -> Callable[..., Provision]:
    """Make a provision of the catalogue from what matters here."""

    def make(
        id_: str,
        law: str,
        section: str,
        ledd: str | None = None,
        since: str = "2022-08-01",
        until: str | None = None,
        reviewed: Reviewed | None = None,
    ) -> Provision:
        return Provision(
            id=id_,
            law=law,
            section=section,
            ledd=ledd,
            category="samarbeid_system",
            bound_party=NONE,
            counterpart=NONE,
            strength="skal",
            in_force_from=date.fromisoformat(since),
            in_force_to=date.fromisoformat(until) if until else None,
            requirement=NONE,
            evidence=(),
            source_url="",
            confidence="uncertain",
            date_confidence=None,
            reviewed=reviewed,
        )

    return make


@pytest.fixture
def law() -> Callable[[str, str], Law]:
    return lambda id_, name: Law(id_, named(name), named(name), None)


@pytest.fixture
def document() -> Callable[[str], GazetteDocument]:
    """Read one real document of the gazette."""

    def read(name: str) -> GazetteDocument:
        found = read_gazette((DATA / "gazette" / f"{name}.xml").read_bytes())
        assert found is not None
        return found

    return read
