"""The service map: that every line is true, that every lack is drawn, and that it can be read at any size."""

import json
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from figure_geometry import assert_sound, node_boxes

from samhandling.audit import audit
from samhandling.cli import samhandling
from samhandling.cli.exits import run
from samhandling.cli.words import find_language
from samhandling.figures.scene import LineStyle, Role
from samhandling.figures.svg import svg_text
from samhandling.graph import build_graph
from samhandling.law.catalogue import Catalogue, load_catalogue
from samhandling.model.municipality import Municipality
from samhandling.model.verdict import Verdict
from samhandling.reading.model import read_model
from samhandling.reports.map_json import map_document
from samhandling.reports.sections.map_lines import Carrier
from samhandling.reports.sections.map_places import MOST_MARKS, Kind
from samhandling.reports.sections.service_map import MapTelling, service_map_section
from samhandling.reports.sections.telling import Telling

AS_OF = date(2026, 11, 21)
EXAMPLES = Path(__file__).parents[2] / "examples"
Model = dict[str, Any]


@cache
def catalogue() -> Catalogue:
    return load_catalogue()


def tell(municipality: Municipality, language: str = "nb") -> Telling:
    result = audit(municipality, catalogue(), AS_OF)
    graph = build_graph(municipality, AS_OF, catalogue().data.service_types)
    return Telling(result, graph, catalogue(), catalogue().phrasebook(language))


@cache
def drawn(example: str, language: str = "nb") -> MapTelling:
    municipality = read_model(EXAMPLES / example, example, catalogue().data).municipality
    return MapTelling(tell(municipality, language))


def made(**sections: Any) -> MapTelling:
    whole = {"municipality": {"name": "Prøvevik", "number": "9998"}} | sections
    return MapTelling(tell(Municipality.model_validate(whole)))


def service(id_: str, type_: str, owner: str = "kommune", **more: Any) -> Model:
    return {"id": id_, "name": id_.capitalize(), "type": type_, "owner": owner} | more


def agreement(id_: str, *types: str, **more: Any) -> Model:
    parties = [{"type": each} for each in types]
    return {"id": id_, "title": id_, "kind": "rutine", "status": "vedtatt", "adopted": "2025-01-01",
            "parties": parties} | more  # fmt: skip


def lines(told: MapTelling) -> dict[tuple[str, str], Carrier]:
    return {(each.source, each.target): each.carrier for each in told.map.ties}


@pytest.fixture(params=[("fjordvik", "nb"), ("lillefjord", "nn"), ("fjordvik", "en")], ids="-".join)
def told(request: pytest.FixtureRequest) -> MapTelling:
    return drawn(*request.param)


def test_nothing_lies_on_anything_and_no_line_runs_through_a_box(told: MapTelling) -> None:
    scene = told.figure(show_title=True).scene
    assert_sound(scene)
    assert len(node_boxes(scene)) == len(told.map.places)
    assert len(scene.groups(Role.EDGE)) == len(told.map.ties)
    assert len(scene.groups(Role.LANE)) == 5


def test_every_service_stands_in_one_box_and_every_line_is_of_what_is_recorded(told: MapTelling) -> None:
    graph = told.telling.graph
    placed = [each for place in told.map.places for each in place.services]
    assert sorted(placed) == sorted(graph.services)
    services = {place.id: set(place.services) for place in told.map.places}
    places = {place.id: place for place in told.map.places}
    for tie in told.map.ties:
        if tie.carrier in (Carrier.TRANSITION, Carrier.AGREEMENT, Carrier.ARENA):
            assert tie.links
            for link in tie.links:
                assert link in graph.in_force_ids or link in graph.arenas
            for end in (tie.source, tie.target):
                if places[end].kind is Kind.SERVICES:
                    assert any(services[end] & graph.members(link) for link in tie.links)
        if tie.carrier is Carrier.LAPSED:
            assert all(graph.agreements[link].lapsed(AS_OF) for link in tie.links)
    for each in told.map.grouping.marked:
        for link in each.links:
            joined = graph.members(link)
            assert {place for place, inside in services.items() if inside & joined} == set(each.places)


def test_every_lack_that_the_audit_found_is_drawn(told: MapTelling) -> None:
    result, places = told.telling.result, {place.id: place for place in told.map.places}
    lacking = [each for each in told.map.ties if each.carrier.lacking]
    types = {place.id: place.type for place in told.map.places}
    for finding in result.findings:
        match finding.rule:
            case "SAM102":
                assert set(finding.subject.split("--")) in [{types[t.source], types[t.target]} for t in lacking]
            case "SAM101" | "SAM103":
                assert any(finding.subject in place.outside for place in places.values())
            case "SRV801":
                assert places[finding.subject].kind is Kind.ABSENT
    told_of = {transition for tie in lacking for transition in tie.transitions}
    told_of |= {transition for tie in told.map.ties for transition in tie.partial} | {*told.map.left_out}
    for coverage in result.transitions:
        if coverage.verdict.is_finding:
            assert coverage.id in told_of
        if coverage.verdict is Verdict.MET:
            assert not [tie for tie in lacking if coverage.id in tie.transitions]


def test_the_table_the_figure_and_the_data_have_the_same_lines(told: MapTelling) -> None:
    document = map_document(told.telling, told.map)
    names = {place.id: told.name(place) for place in told.map.places}
    scene = told.figure().scene
    drawn_lines = sorted(tuple(group.key.split(">")) for group in scene.groups(Role.EDGE))
    assert drawn_lines == sorted((each["from"], each["to"], each["carrier"]) for each in document["edges"])
    rows = told.lines().rows
    assert len(rows) == len(drawn_lines)
    for row, edge in zip(rows, document["edges"], strict=True):
        assert row.cells[0].value == names[edge["from"]]
        if edge["from"] != edge["to"]:
            assert row.cells[1].value == names[edge["to"]]
        for transition in edge["transitions"]:
            assert transition in str(row.cells[3].value)
    assert [row.cells[0].value for row in told.boxes().rows] == list(names.values())
    assert json.loads(json.dumps(document)) == document
    section = service_map_section(told.telling)
    assert section.in_page
    assert not section.in_workbook


def test_what_is_missing_is_dashed_and_says_so(told: MapTelling) -> None:
    scene = told.figure().scene
    paths = {
        group.key: [item for item in group.items if hasattr(item, "commands")] for group in scene.groups(Role.EDGE)
    }
    missing = [key for key in paths if key.endswith(">missing")]
    assert missing
    for key in missing:
        assert {path.style for path in paths[key]} == {LineStyle.DASHED}
    for place in told.map.places:
        dashed = next(g for g in scene.groups(Role.NODE) if g.key == place.id).items[0].style is LineStyle.DASHED
        assert dashed == bool(told.remark(place))
    for tie in told.lacking:
        assert told.label(tie)


def test_private_kindergartens_outside_a_plan_stand_apart() -> None:
    told = drawn("fjordvik")
    kindergartens = {place.id: place for place in told.map.places if place.type == "barnehage"}
    assert set(kindergartens) == {"barnehage", "barnehage:privat"}
    found = lines(told)
    assert found["barnehage", "grunnskole"] is Carrier.TRANSITION
    assert found["barnehage:privat", "grunnskole"] is Carrier.MISSING


def test_an_agreement_of_three_leaves_none_without_a_line() -> None:
    told = made(
        services=[service("a", "ppt"), service("b", "barnevern"), service("c", "krisesenter")],
        agreements=[agreement("avtale", "ppt", "barnevern", "krisesenter")],
    )
    ends = [{each.source, each.target} for each in told.map.ties if each.carrier is Carrier.AGREEMENT]
    assert {"barnevern", "krisesenter"} in ends  # an expected pair
    assert set().union(*ends) == {"ppt", "barnevern", "krisesenter"}
    assert len(ends) == 2


def test_what_gathers_many_has_a_letter_in_each_box_instead_of_lines() -> None:
    types = ["ppt", "barnevern", "krisesenter", "nav_kommunal", "helsestasjon", "grunnskole", "barnehage"]
    told = made(
        services=[service(each.replace("_", "-"), each) for each in types],
        agreements=[agreement("bred", *types)],
        arenas=[{"id": "mote", "name": "Møtet", "participants": [{"type": each} for each in types[:5]]}],
    )
    assert {each.mark: each.links for each in told.map.grouping.marked} == {"A": ("bred",), "B": ("mote",)}
    marks = {place.type: place.marks for place in told.map.places if place.kind is Kind.SERVICES}
    assert marks["barnehage"] == ("A",)
    assert marks["ppt"] == ("A", "B")
    assert not [each for each in told.map.ties if each.carrier in (Carrier.AGREEMENT, Carrier.ARENA)]
    assert_sound(told.figure().scene)


def test_meeting_places_of_the_same_members_are_one_box() -> None:
    arenas = [
        {"id": f"team-{n}", "name": f"Team {n}", "participants": [{"type": "ppt"}, {"type": "grunnskole"},
         {"type": "sfo"}]}
        for n in range(9)
    ]  # fmt: skip
    told = made(services=[service("a", "ppt"), service("b", "grunnskole"), service("c", "sfo")], arenas=arenas)
    boxes = [place for place in told.map.places if place.kind is Kind.ARENA]
    assert [len(place.links) for place in boxes] == [9]
    assert told.name(boxes[0]) == "Team 0 og 8 til"


def test_a_model_without_anything_is_a_map_too() -> None:
    told = made()
    assert_sound(told.figure().scene)
    assert told.map.places[0].kind is Kind.FAMILY
    assert told.lines().rows is not None


def test_four_hundred_services_are_as_easy_to_read_as_forty() -> None:
    everything = list(catalogue().service_types)
    services = [
        service(f"s{n}", everything[n % len(everything)], "privat" if n % 7 == 0 else "kommune", public_grant=True)
        for n in range(400)
    ]
    agreements = [
        agreement(f"a{n}", *(everything[(n * step) % len(everything)] for step in range(1, 2 + n % 9)))
        for n in range(60)
    ]
    arenas = [
        {"id": f"m{n}", "name": f"Møte {n}", "participants": [{"type": everything[(n + k) % 30]} for k in range(3)]}
        for n in range(40)
    ]
    told = made(services=services, agreements=agreements, arenas=arenas)
    assert len(told.map.places) < 120
    assert len(told.map.grouping.marked) <= MOST_MARKS
    scene = told.figure().scene
    assert_sound(scene)
    assert "5" in "".join(svg_text(scene))
    assert sum(len(place.services) for place in told.map.places) == 400


def test_hostile_names_are_text_in_the_drawing() -> None:
    name = '</text><script>alert(1)</script>"&' + "x" * 300
    told = made(services=[service("a", "ppt") | {"name": name}, service("b", "grunnskole")])
    scene = told.figure(show_title=True).scene
    assert_sound(scene)
    tree = ET.fromstring(svg_text(scene, standalone=True))
    assert not [each for each in tree.iter() if each.tag.endswith("script")]


@pytest.fixture
def call(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str, str]]:
    monkeypatch.delenv("SAMHANDLING_LANGUAGE", raising=False)

    def calling(*arguments: object) -> tuple[int, str, str]:
        words = ["map", str(EXAMPLES / "lillefjord"), "--as-of", "2026-11-21", *map(str, arguments)]
        code = run(samhandling, words, find_language(words))
        return (code, *capfd.readouterr())

    return calling


def test_the_command_draws_the_map_and_the_same_each_time(call: Callable[..., Any], tmp_path: Path) -> None:
    file, data = tmp_path / "kart.svg", tmp_path / "kart.json"
    code, out, err = call("--out", file, "--json", data)
    assert code == 0
    assert out.startswith("Tenestekart for Lillefjord\n=====")
    assert "T17 manglar" in out
    assert str(file) in err
    first = file.read_bytes(), data.read_bytes()
    assert call("-o", file, "--json", data)[0] == 0  # its own files it may write again
    assert (file.read_bytes(), data.read_bytes()) == first
    assert ET.fromstring(first[0]).get("lang") == "nn"
    assert json.loads(first[1])["schema"] == "samhandling.map/1"


def test_the_command_says_only_the_data_when_asked_for_them(call: Callable[..., Any]) -> None:
    code, out, err = call("--json", "-")
    assert code == 0
    assert json.loads(out)["municipality"]["number"] == "9998"
    assert "Katalogen" in err


def test_the_command_refuses_what_is_neither_svg_nor_png(call: Callable[..., Any], tmp_path: Path) -> None:
    code, out, err = call("--out", tmp_path / "kart.pdf")
    assert code == 2
    assert out == ""
    assert ".svg / .png" in err
    assert not list(tmp_path.iterdir())


def test_the_command_draws_a_png(call: Callable[..., Any], tmp_path: Path) -> None:
    assert call("-o", tmp_path / "kart.png", "-q") == (0, "", "")
    assert (tmp_path / "kart.png").read_bytes().startswith(b"\x89PNG")
