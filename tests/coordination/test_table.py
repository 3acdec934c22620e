"""The table of a model: variables from providers, and agreements that let others than the municipality coordinate."""

from datetime import date

from samhandling.coordination.situations import Outcome
from samhandling.coordination.table import Item, table_of
from samhandling.coordination.verify import verify
from samhandling.graph import build_graph
from samhandling.law.catalogue import load_catalogue
from samhandling.model.municipality import Municipality

CATALOGUE = load_catalogue()
ON = date(2026, 11, 21)


def service(id_, type_, owner="kommune", **more):
    return {"id": id_, "name": id_, "type": type_, "owner": owner, **more}


def model(*, parties=("vgs-1", "vgs-2"), topics=("samordning",), status="vedtatt", services=(), **rule):
    return Municipality.model_validate(
        {
            "municipality": {"name": "Prøvekommune", "number": "9998"},
            "services": [
                service("helse", "skolehelsetjeneste"),
                service("vgs-1", "videregaende", "fylkeskommune"),
                service("vgs-2", "videregaende", "fylkeskommune"),
                service("vgs-3", "videregaende", "privat", public_grant=True),
                service("skole", "grunnskole", "privat"),
                service("barnehage", "barnehage", "privat"),
                service("enhet", "koordinerende_enhet"),
                *services,
            ],
            "agreements": [
                {
                    "id": "avtale", "title": "Avtale", "kind": "samarbeidsavtale", "status": status,
                    "adopted": "2025-01-01", "topics": list(topics), "parties": [{"service": id_} for id_ in parties],
                }
            ],
            "coordination": {
                "rules": [
                    {
                        "id": "R1", "stages": ["videregaende"], "all_of": ["videregaende"],
                        "none_of": ["videregaende:privat"], "coordinator": "videregaende", "agreement": "avtale",
                        **rule,
                    }
                ]
            },
        }
    )


def table(**change):
    return table_of(build_graph(model(**change), ON, CATALOGUE.service_types), CATALOGUE)


def test_every_stage_and_only_providers():
    built = table()
    assert [at.stage for at in built.stages] == list(CATALOGUE.stages)
    assert [v.type for v in built.at("videregaende").variables] == ["skolehelsetjeneste", "videregaende"]
    assert built.at("videregaende").variable("videregaende").owners == ("fylkeskommune", "privat")
    # A private school without public grant is no provider; a barnehage always is; a function never.
    assert [v.type for v in built.at("barnetrinn").variables] == ["skolehelsetjeneste"]
    assert [v.type for v in built.at("barnehagealder").variables] == ["barnehage"]


def test_a_service_of_its_own_stages():
    built = table(services=[service("ppt", "ppt", stages=["videregaende"])])
    assert "ppt" in built.at("videregaende").positions
    assert "ppt" not in built.at("barnetrinn").positions


def test_an_agreement_covers_when_every_provider_is_a_party_and_it_is_in_force():
    assert table().rules[0].covered == {("videregaende", "fylkeskommune")}
    assert verify(table()).rule("R1").not_designable == 0
    for change in ({"parties": ("vgs-1", "helse")}, {"status": "utkast"}):
        assert table(**change).rules[0].covered == frozenset()
        proof = verify(table(**change))
        assert proof.stage("videregaende").counts.of(Outcome.NOT_DESIGNABLE) == proof.rule("R1").not_designable == 1


def test_items_and_entries_are_the_models_own():
    (rule,) = table().rules
    assert (rule.all_of, rule.none_of) == ((Item("videregaende"),), (Item("videregaende", "privat"),))
    assert rule.entry() == {
        "id": "R1", "stages": ["videregaende"], "all_of": ["videregaende"], "none_of": ["videregaende:privat"],
        "coordinator": "videregaende", "agreement": "avtale",
    }


def test_no_section_is_an_empty_table():
    empty = model().model_copy(update={"coordination": None})
    proof = verify(table_of(build_graph(empty, ON, CATALOGUE.service_types), CATALOGUE))
    assert proof.rules == ()
    assert proof.totals.situations == proof.totals.gap == 2


def test_a_function_as_coordinator_is_never_involved():
    proof = verify(table(coordinator="koordinerende_enhet"))
    assert proof.rule("R1").not_involved == proof.rule("R1").decides == 1
