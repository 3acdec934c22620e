"""The delegation tree and the small charts."""

from itertools import pairwise

import pytest
from figure_geometry import assert_sound, node_boxes
from figure_samples import delegation_scene

from samhandling.figures.charts import Bar, Series, stacked_bars
from samhandling.figures.legend import Frame
from samhandling.figures.palette import Tone
from samhandling.figures.patterns import Pattern, hatched
from samhandling.figures.scene import Box, Label, Line, LineStyle, Move, Path, Role, Scene
from samhandling.figures.styles import OUTCOMES, VERDICTS, link
from samhandling.figures.tree import Grant, Holder, tree_scene

FRAME = Frame("Figur", "En figur.")
KINDS = (link("delegation", "Delegert"), link("broken", "Brutt"))


def tree(holders: str, grants: str) -> Scene:
    return tree_scene(
        [Holder(name, name) for name in holders.split()],
        [Grant(pair[0], pair[1], "delegation", (f"myndighet {pair}",)) for pair in grants.split()],
        KINDS,
        FRAME,
    )


def test_the_sample_tree_is_sound_and_grows_downwards() -> None:
    scene = delegation_scene()
    assert_sound(scene)
    boxes = node_boxes(scene)
    assert boxes["kst"].y < boxes["kd"].y < boxes["oppvekst"].y < boxes["ke"].y < boxes["bk"].y


def test_a_broken_link_is_dashed_and_crossed_out() -> None:
    scene = delegation_scene()
    (broken,) = (g for g in scene.groups(Role.EDGE) if g.key.endswith(">broken"))
    assert next(i for i in broken.items if isinstance(i, Path)).style is LineStyle.DASHED
    crosses = [i for i in scene.walk() if isinstance(i, Path) and len(i.commands) == 4 and i.width == 2.0]
    assert len(crosses) == 2  # on the line and in the legend


def test_a_vacant_role_has_a_dashed_border() -> None:
    assert node_boxes(delegation_scene())["helse"].style is LineStyle.DASHED


def test_grants_between_the_same_two_share_an_arrow_and_keep_their_labels() -> None:
    scene = tree_scene(
        [Holder("a", "A"), Holder("b", "B")],
        [Grant("a", "b", "delegation", ("én",)), Grant("a", "b", "delegation", ("to", "én"))],
        KINDS,
        FRAME,
    )
    assert len(scene.groups(Role.EDGE)) == 1
    assert ("• én", "• to") in [item.lines for item in scene.walk() if isinstance(item, Label)]


@pytest.mark.parametrize("grants", ["ab bc ca", "aa ab", "ab ba", "ab bc cd db"])
def test_circles_are_drawn_and_not_followed_for_ever(grants: str) -> None:
    assert_sound(tree("a b c d", grants))


def test_a_very_long_chain_is_no_trouble() -> None:
    names = [f"r{n}" for n in range(1500)]
    holders = [Holder(name, name) for name in names]
    grants = [Grant(a, b, "delegation") for a, b in pairwise(names)]
    boxes = node_boxes(tree_scene(holders[:1500], grants, KINDS, FRAME))
    assert boxes["r0"].y < boxes["r1499"].y


def test_a_level_that_is_given_is_kept() -> None:
    scene = tree_scene(
        [Holder("a", "A", level=0), Holder("b", "B", level=2), Holder("c", "C", level=0)], [], KINDS, FRAME
    )
    boxes = node_boxes(scene)
    assert boxes["a"].y == boxes["c"].y < boxes["b"].y


SERIES = [Series("pekt ut", Tone.GOOD), Series("ikke", Tone.BAD, Pattern.CROSSED)]


def parts(scene: Scene, label: str) -> list[Box]:
    (bar,) = (group for group in scene.groups(Role.BAR) if group.key == label)
    return [item for item in bar.items if isinstance(item, Box)]


def test_parts_are_as_long_as_their_values() -> None:
    scene = stacked_bars([Bar("a", (30, 10)), Bar("b", (10, 10))], SERIES, FRAME)
    one, two = parts(scene, "a"), parts(scene, "b")
    assert one[0].width == pytest.approx(3 * one[1].width)
    assert two[0].width == pytest.approx(one[1].width)
    assert one[0].right == pytest.approx(one[1].x)


def test_shares_fill_every_bar() -> None:
    scene = stacked_bars([Bar("a", (30, 10)), Bar("b", (10, 10))], SERIES, FRAME, share=True)
    assert parts(scene, "a")[-1].right == pytest.approx(parts(scene, "b")[-1].right)


def test_every_value_is_printed_even_when_too_small_to_draw() -> None:
    scene = stacked_bars([Bar("a", (10**9, 1), ("1 000 000 000", "1"))], SERIES, FRAME, share=True)
    (bar,) = scene.groups(Role.BAR)
    assert [i.lines for i in bar.items if isinstance(i, Label)][1:] == [("1 000 000 000",), ("1",)]
    assert parts(scene, "a")[1].width >= 2.9


def test_nothing_is_an_empty_outline() -> None:
    (outline,) = parts(stacked_bars([Bar("a", (0, 0))], SERIES, FRAME), "a")
    assert outline.style is LineStyle.DOTTED


@pytest.mark.parametrize("values", [(1,), (1, 2, 3), (1, -1)])
def test_values_that_do_not_match_the_series_are_refused(values: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="value"):
        stacked_bars([Bar("a", values)], SERIES, FRAME)


def test_a_chart_without_bars_is_a_figure() -> None:
    assert stacked_bars([], SERIES, FRAME).height > 0


def test_looks_differ_by_pattern() -> None:
    for looks in (VERDICTS, OUTCOMES):
        assert len({look.pattern for look in looks.values()}) == len(looks)


@pytest.mark.parametrize("pattern", list(Pattern))
def test_hatching_stays_in_its_box(pattern: Pattern) -> None:
    box = Box(10, 20, 55, 18)
    for item in hatched(box, pattern, "#000000"):
        if isinstance(item, Path):
            for command in item.commands:
                assert isinstance(command, Move | Line)
                assert box.x - 0.1 <= command.x <= box.right + 0.1
                assert box.y - 0.1 <= command.y <= box.bottom + 0.1
