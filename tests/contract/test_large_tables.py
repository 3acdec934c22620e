"""A table of coordination that is too large is refused by name and size, in the proof and in what is proposed."""

import random
from datetime import date

import pytest

from samhandling.coordination.budget import TooLarge
from samhandling.coordination.repair import changes
from samhandling.coordination.table import Table, table_of
from samhandling.coordination.verify import verify
from samhandling.graph import build_graph
from samhandling.law.catalogue import Catalogue, load_catalogue
from samhandling.model.municipality import Municipality


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="module")
def table(catalogue: Catalogue) -> Table:
    """Twelve services of two owners at one stage, and twenty rules that disagree all over."""
    chance = random.Random(3)
    types = [each.id for each in catalogue.service_types.values() if each.kind == "tjeneste"][:12]
    services = [
        {"id": f"{type_}-{owner}", "name": type_, "type": type_, "owner": owner, "stages": ["barnetrinn"]}
        for type_ in types for owner in ("kommune", "stat")
    ]
    rules = [
        {
            "id": f"R{number}", "coordinator": chance.choice(types), "all_of": chance.sample(types, 2),
            "none_of": chance.sample(types, 1),
        }
        for number in range(20)
    ]
    model = Municipality.model_validate({
        "municipality": {"name": "Prøvevik", "number": "9999"}, "services": services,
        "coordination": {"hit_policy": "unique", "rules": rules},
    })
    return table_of(build_graph(model, date(2026, 11, 21), catalogue.service_types), catalogue.data)


def test_the_rounds_of_repair_share_one_bound(table: Table, catalogue: Catalogue) -> None:
    least = 0
    for bound in range(500, 50_000, 500):
        try:
            verify(table, bound, witnesses=False)
        except TooLarge:
            continue
        least = bound
        break
    assert least
    with pytest.raises(TooLarge) as refused:
        changes(table, catalogue.policy, least)
    assert refused.value.stage == "barnetrinn"
    assert refused.value.bound == least < refused.value.size
    assert changes(table, catalogue.policy)
