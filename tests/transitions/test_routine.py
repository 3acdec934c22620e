"""The checklist of a good routine, against what the model records."""

from typing import Any

import pytest

from samhandling.law.catalogue import Catalogue
from samhandling.reports.sections.handing_over import told_transitions
from samhandling.routine import READ_FROM, Shown
from small_models import Model, carrier, services_of


def shown(telling: Any, name: str) -> dict[str, Shown]:
    (told,) = (each for each in told_transitions(telling) if each.id == name)
    return {item.id: item.shown for _, item, _ in told.checklist()}


def model(catalogue: Catalogue, topics: tuple[str, ...] = (), **entry: Any) -> Model:
    services = services_of(catalogue.transition("T05"))
    services += [
        {"id": "sfo", "name": "SFO", "type": "sfo", "owner": "kommune"},
        {"id": "privat", "name": "Privat", "type": "barnehage", "owner": "privat"},
    ]
    return {
        "services": services,
        "roles": [{"id": "styrer", "title": "Styrer"}, {"id": "rektor", "title": "Rektor"}],
        "agreements": [carrier("T05", ["fra-0", "til-0", "sfo"], topics=["overgang:T05", *topics])],
        "transitions": [{"transition": "T05", **entry}],
    }


def test_the_mapping_names_items_of_the_catalogue(catalogue: Catalogue) -> None:
    known = {item for each in catalogue.transitions.values() for item in each.checklist_ids}
    assert READ_FROM.keys() <= known
    assert all(len(each.checklist_ids) == len(each.checklist) for each in catalogue.transitions.values())


def test_nothing_recorded_is_not_recorded_and_practice_cannot_be_read(tell: Any, catalogue: Catalogue) -> None:
    found = shown(tell(model(catalogue)), "T05")
    assert found["ansvarlig-avsender-mottaker"] is Shown.NOT_RECORDED
    assert found["tidsplan-med-frister"] is Shown.NOT_RECORDED
    assert found["hvem-samordner-bestemt"] is Shown.NOT_RECORDED
    assert found["vedtak-klart-til-skolestart"] is Shown.UNREADABLE
    assert found["oppfolgingspunkt-og-avvik"] is Shown.UNREADABLE


@pytest.mark.parametrize(
    ("entry", "item", "expected"),
    [
        ({"sending_lead": "styrer"}, "ansvarlig-avsender-mottaker", Shown.PARTLY),
        ({"sending_lead": "styrer", "receiving_lead": "rektor"}, "ansvarlig-avsender-mottaker", Shown.RECORDED),
        ({"activities": [{"month": 5, "activity": "Besøk"}]}, "tidsplan-med-frister", Shown.PARTLY),
        ({"activities": [{"month": 5, "responsible": "rektor"}]}, "tidsplan-med-frister", Shown.RECORDED),
        ({"activities": [{"activity": "En gang"}]}, "tidsplan-med-frister", Shown.NOT_RECORDED),
        ({"consent": {"required": True}}, "samtykke-for-deling", Shown.PARTLY),
        ({"consent": {"young_person_age": 15}}, "samtykke-for-deling", Shown.NOT_RECORDED),
        ({"evaluated": "2026-09-01"}, "evaluering-etter-skolestart", Shown.RECORDED),
        ({"evaluated": "2026-12-01"}, "evaluering-etter-skolestart", Shown.NOT_RECORDED),
    ],
)
def test_what_the_entry_records(
    tell: Any, catalogue: Catalogue, entry: dict[str, Any], item: str, expected: Shown
) -> None:
    assert shown(tell(model(catalogue, **entry)), "T05")[item] is expected


def test_a_topic_never_shows_more_than_part(tell: Any, catalogue: Catalogue) -> None:
    found = shown(tell(model(catalogue, ("medvirkning", "individuell_plan"))), "T05")
    assert found["barnets-og-foreldrenes-syn"] is Shown.PARTLY
    assert found["sjekk-ip-og-koordinator"] is Shown.PARTLY


def test_units_are_looked_up_by_name(tell: Any, catalogue: Catalogue) -> None:
    outside = shown(tell(model(catalogue)), "T05")
    assert outside["private-barnehager-og-barn-uten-plass"] is Shown.NOT_RECORDED
    assert outside["sfo-og-sommer-sfo"] is Shown.PARTLY
    everyone = model(catalogue)
    everyone["agreements"][0]["parties"].append({"type": "barnehage"})
    assert shown(tell(everyone), "T05")["private-barnehager-og-barn-uten-plass"] is Shown.PARTLY


def test_coordination_that_is_decided_everywhere_is_recorded(tell: Any, catalogue: Catalogue) -> None:
    decided = model(catalogue)
    decided["coordination"] = {"rules": [
        {"id": "R1", "all_of": ["barnehage"], "coordinator": "barnehage"},
        {"id": "R2", "all_of": ["grunnskole"], "coordinator": "grunnskole"},
    ]}  # fmt: skip
    assert shown(tell(decided), "T05")["hvem-samordner-bestemt"] in (Shown.RECORDED, Shown.PARTLY)
