"""What holds for any delegations: a valid one more breaks no other chain, and names are only names."""

from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import ROLES, TODAY, result, town
from samhandling.delegation_plan import LinkState, plan_of
from samhandling.graph import build_graph
from samhandling.law.catalogue import load_catalogue
from samhandling.model.municipality import Municipality
from samhandling.reports.delegation_json import delegation_document
from samhandling.reports.plain import dump

CATALOGUE = load_catalogue()
AUTHORITIES = ["avgjore_samordning", "oppnevne_barnekoordinator", "vedta_forebyggingsplan", "inngaa_nav_avtale"]
IDS = [role["id"] for role in ROLES]
SORTED_BY_ID = ("holders", "sound_holders", "chains", "gaps", "remaining")
Entry = dict[str, Any]


@st.composite
def delegations(draw: st.DrawFn) -> list[Entry]:
    """Delegations between the usual roles, most of them in force, some in circles."""
    found = []
    for number in range(draw(st.integers(0, 7))):
        giver, kept = draw(st.sampled_from(IDS)), draw(st.booleans()) and draw(st.booleans())
        taker = giver if kept else draw(st.sampled_from([each for each in IDS if each != giver]))
        entry: Entry = {
            "id": f"d{number}", "authority": draw(st.sampled_from(AUTHORITIES)), "from": giver, "to": taker,
            "retained": kept, "may_subdelegate": draw(st.booleans()),
            "decided": draw(st.sampled_from(["2025-01-01", "2025-01-01", "2026-11-21", "2026-11-22", None])),
            "valid_to": draw(st.sampled_from([None, None, "2026-11-21", "2026-11-20"])),
        }  # fmt: skip
        found.append({key: value for key, value in entry.items() if value is not None})
    return found


def plan(municipality: Municipality):
    graph = build_graph(municipality, TODAY, CATALOGUE.service_types)
    return plan_of(result(municipality), graph, CATALOGUE)


def sound(municipality: Municipality) -> set[str]:
    return {link.id for link in plan(municipality).links if link.state is LinkState.IN_FORCE}


@settings(max_examples=40)
@given(delegations(), st.sampled_from(AUTHORITIES), st.sampled_from(IDS), st.sampled_from(IDS))
def test_a_valid_delegation_more_breaks_no_chain(given_: list[Entry], authority: str, giver: str, taker: str) -> None:
    before = town(delegations=given_)
    new = {"id": "ny", "authority": authority, "from": giver, "to": taker, "decided": "2026-01-01",
           "retained": giver == taker}  # fmt: skip
    after = town(delegations=[*given_, new])
    assert sound(before) <= sound(after)
    others = [(one.id, one.chains) for one in plan(before).authorities if one.id != authority]
    assert others == [(one.id, one.chains) for one in plan(after).authorities if one.id != authority]


def renamed(given_: list[Entry], names: dict[str, str]) -> Municipality:
    roles = [role | {"id": names[role["id"]]} for role in ROLES]
    entries = [
        one | {"id": f"ny-{one['id']}", "from": names[one["from"]], "to": names[one["to"]]} for one in given_
    ]
    return town(roles=roles, delegations=entries)


def told(municipality: Municipality, back: dict[str, str]) -> Any:
    """The document with the old names back, and lists that are sorted by id sorted anew."""
    document = delegation_document(result(municipality), plan(municipality))

    def old(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {name: old(each, name) for name, each in value.items() if name != "fingerprint"}
        if isinstance(value, list):
            members = [old(each) for each in value]
            return sorted(members, key=str) if key in SORTED_BY_ID else members
        return back.get(value, value) if isinstance(value, str) else value

    return old(document)


@settings(max_examples=25)
@given(delegations(), st.permutations(IDS))
def test_new_names_change_nothing_but_names(given_: list[Entry], order: list[str]) -> None:
    names = {old: f"x{position}-rolle" for position, old in enumerate(order)}
    back = {new: old for old, new in names.items()} | {f"ny-{one['id']}": one["id"] for one in given_}
    assert told(renamed(given_, names), back) == told(town(delegations=given_), {})


@settings(max_examples=25)
@given(delegations())
def test_the_plan_agrees_with_the_audit(given_: list[Entry]) -> None:
    municipality = town(delegations=given_)
    audited = {each.authority: each for each in result(municipality).delegation}
    for authority in plan(municipality).authorities:
        state = audited.get(authority.id)
        assert authority.holders == (state.holders if state else ())
        assert authority.chains == (state.chains if state else ())
        assert set(authority.sound_holders) <= set(authority.holders)
        assert {chain[-1] for chain in authority.chains} <= set(authority.sound_holders)


@settings(max_examples=15)
@given(delegations())
def test_same_model_same_json(given_: list[Entry]) -> None:
    municipality = town(delegations=given_)
    once, again = (dump(delegation_document(result(municipality), plan(municipality))) for _ in range(2))
    assert once == again


@pytest.mark.parametrize(("authority", "language"), list(product(AUTHORITIES, ["nb", "nn", "en"])))
def test_every_step_and_state_has_its_words(worded, authority: str, language: str) -> None:
    entries = [
        {"id": f"{giver}.{taker}.{n}", "authority": authority, "from": giver, "to": taker} | more
        for giver, taker in (("kommunestyret", "lederen"), ("lederen", "radgiveren"), ("radgiveren", "lederen"))
        for n, more in enumerate(({}, {"decided": "2026-01-01"}, {"decided": "2027-01-01"},
                                  {"decided": "2020-01-01", "valid_to": "2021-01-01"}))
    ]  # fmt: skip
    words = worded(town(delegations=entries), language)
    said = [words.step(step) for step in words.plan.remaining] + [words.state(link) for link in words.plan.links]
    assert said
    assert not [each for each in said if "{" in each or not each]
