"""The layered layout: what no figure may do, on the sample map and on many small random graphs."""

import dataclasses
from itertools import pairwise

import pytest
from figure_geometry import assert_sound, edge_paths, node_boxes, overlap
from hypothesis import given, settings
from hypothesis import strategies as st

from samhandling.figures.layered import Edge, Lane, Layered, Node, layered_scene
from samhandling.figures.legend import Frame
from samhandling.figures.ordering import best_order, crossings
from samhandling.figures.palette import Tone
from samhandling.figures.placement import fit
from samhandling.figures.scene import Box, Group, Label, Polygon, Role
from samhandling.figures.skeleton import _plan
from samhandling.figures.styles import link

FRAME = Frame("Kart", "Et kart.")
KINDS = (link("agreement", "Avtale"), link("arena", "Møteplass"), link("missing", "Mangler", label="mangler"))


def test_the_sample_map_is_sound(service_map: Layered) -> None:
    scene = layered_scene(service_map, FRAME)
    assert_sound(scene)
    assert {group.key for group in scene.groups(Role.NODE)} == {node.id for node in service_map.nodes}
    assert len(scene.groups(Role.EDGE)) == len(service_map.edges)


def test_arrows_end_on_the_boxes_they_name(service_map: Layered) -> None:
    scene = layered_scene(service_map, FRAME)
    boxes = node_boxes(scene)
    for group in scene.groups(Role.EDGE):
        _, target, _ = group.key.split(">")
        (head,) = (item for item in group.items if isinstance(item, Polygon))
        x, y = head.points[0]
        box = boxes[target]
        assert x in (pytest.approx(box.x), pytest.approx(box.right))
        assert box.y < y < box.bottom


def test_what_is_missing_is_dashed_and_says_so(service_map: Layered) -> None:
    scene = layered_scene(service_map, FRAME)
    missing = [edge for edge in service_map.edges if edge.kind == "missing"]
    dashed = [path for key, path in edge_paths(scene).items() if key.endswith(">missing")]
    assert len(dashed) == len(missing)
    assert {path.style for path in dashed} == {"dashed"}
    words = [i for i in scene.walk() if isinstance(i, Label) and i.lines == ("mangler",)]
    assert len(words) == len(missing)


def test_kinds_differ_by_more_than_colour(service_map: Layered) -> None:
    assert len({(kind.style, kind.width, kind.broken) for kind in service_map.kinds}) == len(service_map.kinds)


def test_the_order_has_far_fewer_crossings_than_the_order_given(service_map: Layered) -> None:
    network = _plan(service_map).network
    assert crossings(network, best_order(network)) < 0.4 * crossings(network, network.lanes)


def test_a_badge_shows_how_many_a_box_stands_for(service_map: Layered) -> None:
    scene = layered_scene(service_map, FRAME)
    (group,) = (g for g in scene.groups(Role.NODE) if g.key == "Barnehage")
    assert any(
        isinstance(i, Group) and any(isinstance(j, Label) and j.lines == ("14",) for j in i.items) for i in group.items
    )


def test_isolated_nodes_are_shown_last_in_their_lane(service_map: Layered) -> None:
    boxes = node_boxes(layered_scene(service_map, FRAME))
    lane = [node.id for node in service_map.nodes if node.lane == "kommune"]
    assert max(lane, key=lambda name: boxes[name].y) == "Tannhelse"


def test_long_names_and_headings_are_wrapped_into_their_boxes() -> None:
    long = "Kommunens tverrfaglige samordningsteam for barn og unge med sammensatte og langvarige behov"
    word = "Barnevernvakttjenestesamarbeidskoordineringskontoret"
    graph = Layered(
        (Lane("a", long, Tone.MUNICIPAL), Lane("b", word)),
        (Node("1", "a", long), Node("2", "b", word)),
        (Edge("1", "2", "missing"),),
        KINDS,
    )
    scene = layered_scene(graph, FRAME)
    assert_sound(scene)
    for group in (*scene.groups(Role.NODE), *scene.groups(Role.LANE)):
        box = next(i for i in group.items if isinstance(i, Box))
        label = next(i for i in group.items if isinstance(i, Label)).extent
        assert label.x >= box.x
        assert label.right <= box.right
        assert label.bottom <= box.bottom


def test_same_graph_same_scene(service_map: Layered) -> None:
    assert layered_scene(service_map, FRAME) == layered_scene(service_map, FRAME)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"edges": (Edge("Grunnskole", "nowhere", "agreement"),)}, "nowhere"),
        ({"edges": (Edge("Grunnskole", "Barnehage", "no-kind"),)}, "no-kind"),
        ({"lanes": ()}, "kommune"),
    ],
)
def test_what_does_not_exist_is_named(service_map: Layered, change: dict[str, object], name: str) -> None:
    with pytest.raises(ValueError, match=name):
        dataclasses.replace(service_map, **change)


def test_a_repeated_node_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        Layered((Lane("a"),), (Node("1", "a", "x"), Node("1", "a", "y")), (), ())


def test_an_empty_graph_is_an_empty_figure() -> None:
    scene = layered_scene(Layered((), (), (), ()), FRAME)
    assert not scene.groups(Role.NODE)
    assert scene.height > 0


@st.composite
def graphs(draw: st.DrawFn, most: int = 14) -> Layered:
    lanes = tuple(Lane(str(n), f"Felt {n}") for n in range(draw(st.integers(1, 5))))
    count = draw(st.integers(1, most))
    nodes = tuple(
        Node(
            str(n),
            draw(st.sampled_from(lanes)).id,
            "Tjeneste " * draw(st.integers(1, 4)),
            count=draw(st.integers(0, 2)),
        )
        for n in range(count)
    )
    ends = st.integers(0, count - 1).map(str)
    edges = draw(
        st.lists(
            st.builds(
                Edge, ends, ends, st.sampled_from(["agreement", "arena", "missing"]),
                st.sampled_from([(), (), ("avgjøre samordning", "oppnevne barnekoordinator")]), both=st.booleans(),
            ),
            max_size=2 * most,
        )
    )  # fmt: skip
    return Layered(lanes, nodes, tuple(edges), KINDS, downwards=draw(st.booleans()))


@settings(max_examples=60)
@given(graphs())
def test_any_small_graph_is_sound(graph: Layered) -> None:
    assert_sound(layered_scene(graph, FRAME))


@pytest.mark.slow
@settings(max_examples=1500)
@given(graphs(most=40))
def test_any_graph_is_sound(graph: Layered) -> None:
    assert_sound(layered_scene(graph, FRAME))


def test_four_hundred_nodes_are_laid_out_soundly() -> None:
    lanes = tuple(Lane(str(n), f"Felt {n}") for n in range(5))
    nodes = tuple(Node(str(n), str(0 if n == 0 else 1 + n % 4), f"Tjeneste {n}") for n in range(400))
    edges = tuple(Edge(str((7 * n) % 400), str((n * n + 3) % 400), KINDS[n % 3].id) for n in range(300))
    scene = layered_scene(Layered(lanes, nodes, edges, KINDS), FRAME)
    boxes = sorted(node_boxes(scene).values(), key=lambda box: (box.x, box.y))
    assert len(boxes) == 400
    assert not any(overlap(one, other) for one, other in pairwise(boxes))


@given(
    st.lists(st.tuples(st.floats(-50, 250), st.floats(0.5, 3)), min_size=1, max_size=8),
    st.lists(st.floats(1, 20), min_size=8, max_size=8),
)
def test_positions_keep_their_distances_and_their_bounds(wishes: list[tuple[float, float]], steps: list[float]) -> None:
    separations = steps[: len(wishes) - 1]
    found = fit(wishes, separations, 0.0, 200.0)
    assert found[0] >= -1e-9
    assert found[-1] <= 200.0 + 1e-9
    for (a, b), step in zip(pairwise(found), separations, strict=True):
        assert b - a >= step - 1e-9


def test_positions_are_the_wishes_when_the_wishes_fit() -> None:
    assert fit([(10.0, 1.0), (40.0, 1.0), (90.0, 2.0)], [20.0, 20.0], 0.0, 100.0) == pytest.approx([10, 40, 90])
