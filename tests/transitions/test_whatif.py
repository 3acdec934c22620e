"""What falls away: the edited municipality, and what its audit says against today's."""

from datetime import date
from typing import Any

import pytest

from samhandling.comparison import Direction
from samhandling.law.catalogue import Catalogue
from samhandling.model.municipality import Municipality
from samhandling.reports.screen.impact import impact_lines
from samhandling.reports.sections.impact import Impact
from samhandling.whatif import ids_of, without
from small_models import Model, carrier, services_of

ON = date(2026, 11, 21)


@pytest.fixture
def model(catalogue: Catalogue) -> Model:
    services = services_of(catalogue.transition("T05"))
    services.append({"id": "andre", "name": "Andre", "type": "barnehage", "owner": "kommune"})
    return {
        "services": services,
        "roles": [
            {"id": "kst", "title": "Kommunestyret", "kind": "kommunestyre"},
            {"id": "kd", "title": "Kommunedirektøren", "kind": "kommunedirektor", "substitute": "ass"},
            {"id": "ass", "title": "Assisterende", "kind": "leder"},
            {"id": "ke", "title": "Leder for koordinerende enhet", "kind": "leder"},
        ],
        "agreements": [
            carrier("T05", ["fra-0", "til-0"], responsible="ke")
            | {"parties": [{"service": "fra-0"}, {"service": "til-0"}, {"type": "barnehage"}]},
        ],
        "arenas": [{"id": "forum", "name": "Forum", "chair": "ke", "participants": [{"service": "andre"}]}],
        "delegations": [
            {"id": "d1", "authority": "avgjore_samordning", "from": "kst", "to": "kd", "decided": "2024-01-01",
             "may_subdelegate": True},
            {"id": "d2", "authority": "avgjore_samordning", "from": "kd", "to": "ke", "decided": "2024-01-02"},
        ],
        "transitions": [{"transition": "T05", "agreement": "rutine-t05", "sending_lead": "ke", "receiving_lead": "kd",
                         "activities": [{"month": 5, "responsible": "ke", "participants": [{"service": "andre"}]}]}],
        "interaction_model": {"levels": [{"level": 1, "responsible": "ke", "arenas": ["forum"]}]},
    }  # fmt: skip


@pytest.fixture
def lose(tell: Any, model: Model) -> Any:
    def build(section: str, id_: str) -> Impact:
        before = tell(model)
        experiment = without(before.graph, section, id_)
        Municipality.model_validate(experiment.municipality.model_dump(by_alias=True))
        dumped = experiment.municipality.model_dump(by_alias=True, exclude_none=True)
        return Impact(experiment, before, tell(dumped))

    return build


def worse(impact: Impact) -> set[tuple[str, str]]:
    return {(each.rule, each.subject) for each in impact.going(Direction.WORSE)}


def test_an_agreement_that_lapses_leaves_its_units_without_cover(lose: Any) -> None:
    impact = lose("agreements", "rutine-t05")
    (lost,) = impact.lost
    assert (lost.id, str(lost.before), str(lost.after)) == ("T05", "met", "not_met")
    assert set(lost.units) == {"fra-0", "til-0", "andre"}
    assert ("OVG605", "T05") in worse(impact)
    assert impact.after.graph.agreements["rutine-t05"].valid_to == date(2026, 11, 20)
    lines = "\n".join(impact_lines(impact))
    assert "T05 Barnehage → skole og SFO: dekket → ikke dekket" in lines
    assert "3 enheter er ikke lenger dekket: Andre · Fra-0 · Til-0" in lines


def test_nothing_of_the_model_itself_is_changed(lose: Any) -> None:
    impact = lose("roles", "ke")
    assert impact.before.graph.agreements["rutine-t05"].responsible == "ke"
    assert impact.before.graph.municipality != impact.after.graph.municipality


def test_a_service_that_closes_takes_its_selectors_with_it(lose: Any) -> None:
    impact = lose("services", "andre")
    after = impact.after.graph
    assert "andre" not in after.services
    # The selector by type still selects somebody; the arena's and the activity's selected nobody else.
    assert len(after.agreements["rutine-t05"].parties) == 3
    assert after.arenas["forum"].participants == ()
    assert after.municipality.transitions[0].activities[0].participants == ()
    assert impact.lost == ()


def test_the_only_school_that_closes_leaves_the_kindergartens_behind(lose: Any) -> None:
    impact = lose("services", "til-0")
    (lost,) = (each for each in impact.lost if each.id == "T05")
    assert str(lost.after) == "not_applicable"
    assert lost.units == ("andre", "fra-0")
    gone = dict(impact.groups)["gone"]
    assert ("OVG605", "T05") in {(each.rule, each.subject) for each in gone}


def test_a_vacant_role_without_a_substitute_leaves_its_tasks_to_nobody(lose: Any) -> None:
    impact = lose("roles", "ke")
    after = impact.after.graph
    assert impact.experiment.stepping_in == ()
    assert after.agreements["rutine-t05"].responsible is None
    assert after.arenas["forum"].chair is None
    entry = after.municipality.transitions[0]
    assert (entry.sending_lead, entry.receiving_lead, entry.activities[0].responsible) == (None, "kd", None)
    assert after.municipality.interaction_model.levels[0].responsible is None
    assert [each.id for each in after.delegations_in_force] == ["d1"]
    assert ("OVG640", "T05") in worse(impact)
    assert any("Rutine for T05" in line for line in impact.left_open())
    assert "Ingen stedfortreder er oppgitt." in "\n".join(impact_lines(impact))


def test_a_substitute_acts_as_the_role_and_then_nobody_stands_ready(lose: Any) -> None:
    impact = lose("roles", "kd")
    after = impact.after.graph
    assert impact.experiment.stepping_in == ("ass",)
    assert {each.id for each in after.delegations_in_force} == {"d1", "d2"}
    assert after.municipality.transitions[0].receiving_lead == "kd"
    assert after.roles["kd"].substitute is None
    assert worse(impact) == {("DEL506", "d1")}


def test_what_a_vacant_role_has_passed_on_stays_passed_on(tell: Any, model: Model) -> None:
    del model["roles"][1]["substitute"]
    experiment = without(tell(model).graph, "roles", "kd")
    after = tell(experiment.municipality.model_dump(by_alias=True, exclude_none=True)).graph
    assert {each.id for each in after.delegations_in_force} == {"d1", "d2"}


def test_an_arena_that_is_no_longer_held_is_gone_everywhere(lose: Any) -> None:
    after = lose("arenas", "forum").after.graph
    assert after.arenas == {}
    assert after.municipality.interaction_model.levels[0].arenas == ()


def test_a_delegation_that_ends_is_lapsed_from_the_day(lose: Any) -> None:
    impact = lose("delegations", "d2")
    assert [each.id for each in impact.after.graph.delegations_in_force] == ["d1"]
    assert worse(impact) == {("DEL502", "d2")}
    (before,), (after,) = impact.before.result.delegation, impact.after.result.delegation
    assert (before.holders, after.holders) == (("ke",), ("kd",))


def test_every_entry_can_fall_away_and_be_told_in_every_language(tell: Any, model: Model) -> None:
    for language in ("nb", "nn", "en"):
        before = tell(model, language=language)
        for id_, sections in ids_of(before.graph.municipality).items():
            for section in sections:
                experiment = without(before.graph, section, id_)
                edited = experiment.municipality.model_dump(by_alias=True, exclude_none=True)
                assert impact_lines(Impact(experiment, before, tell(edited, language=language)))


def test_what_is_not_there_cannot_fall_away(tell: Any, model: Model) -> None:
    with pytest.raises(KeyError):
        without(tell(model).graph, "services", "rutine-t05")
