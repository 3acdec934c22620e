"""The life course: bars over stages, and transitions that tell how they stand without colour."""

import dataclasses

import pytest
from figure_samples import life_course

from samhandling.figures.legend import Frame
from samhandling.figures.scene import Box, Group, Label, Path, Polygon, Role, Scene
from samhandling.figures.styles import VERDICTS
from samhandling.figures.timeline import Handover, LifeCourse, Row, Stage, State, timeline_scene

FRAME = Frame("Livsløp", "Overganger.")


@pytest.fixture(scope="module")
def course() -> LifeCourse:
    return life_course()


@pytest.fixture(scope="module")
def drawn(course: LifeCourse) -> Scene:
    return timeline_scene(course, FRAME)


def handovers(scene: Scene) -> dict[str, Group]:
    return {group.key: group for group in scene.groups(Role.EDGE)}


def leaves(group: Group) -> list[object]:
    return [leaf for item in group.items for leaf in (leaves(item) if isinstance(item, Group) else [item])]


def test_every_transition_is_drawn_with_its_id_and_sign(course: LifeCourse, drawn: Scene) -> None:
    found = handovers(drawn)
    assert set(found) == {handover.id for handover in course.handovers}
    for handover in course.handovers:
        words = [leaf.lines for leaf in leaves(found[handover.id]) if isinstance(leaf, Label)]
        assert (handover.id,) in words
        assert words.count((VERDICTS[handover.state].sign,)) == len(handover.sources)


def test_an_arrow_goes_into_every_service_that_takes_over(course: LifeCourse, drawn: Scene) -> None:
    for handover in course.handovers:
        arrows = [leaf for leaf in leaves(handovers(drawn)[handover.id]) if isinstance(leaf, Polygon)]
        assert len(arrows) == len(handover.targets)


def test_states_differ_by_line_and_by_sign() -> None:
    assert len({(look.style, look.width) for look in VERDICTS.values()}) == len(VERDICTS)
    assert len({look.sign for look in VERDICTS.values()}) == len(VERDICTS)
    assert len({look.pattern for look in VERDICTS.values()}) == len(VERDICTS)


def test_the_upright_line_has_the_style_of_its_state(course: LifeCourse, drawn: Scene) -> None:
    for handover in course.handovers:
        upright = next(leaf for leaf in leaves(handovers(drawn)[handover.id]) if isinstance(leaf, Path))
        assert upright.style is VERDICTS[handover.state].style


def test_transitions_do_not_stand_on_each_other(drawn: Scene) -> None:
    tags = []
    for group in handovers(drawn).values():
        tag = next(item for item in group.items if isinstance(item, Group))
        tags.append(next(leaf for leaf in leaves(tag) if isinstance(leaf, Box)))
    for index, one in enumerate(tags):
        for other in tags[index + 1 :]:
            assert one.right <= other.x or other.right <= one.x or one.bottom <= other.y or other.bottom <= one.y


def test_the_list_below_says_every_transition_in_words(course: LifeCourse, drawn: Scene) -> None:
    words = {group.key: group for group in drawn.groups(Role.LEGEND) if group.key}
    assert list(words) == [handover.id for handover in course.handovers]
    text = " ".join(" ".join(leaf.lines) for leaf in leaves(words["T06"]) if isinstance(leaf, Label))
    assert "Barnehage → privat grunnskole – ikke dekket" in text


def test_a_service_with_a_break_has_two_bars() -> None:
    course = LifeCourse(
        (Stage("a", "A"), Stage("b", "B"), Stage("c", "C")), (Row("x", "Tjeneste", ("a", "c")),), (), ()
    )
    (row,) = timeline_scene(course, FRAME).groups(Role.BAR)
    assert len([item for item in row.items if isinstance(item, Box)]) == 2


def test_a_transition_stands_between_its_stages_or_within_or_at_any_age() -> None:
    state = State("met", "dekket", VERDICTS["met"])
    course = LifeCourse(
        (Stage("a", "A"), Stage("b", "B")),
        (Row("x", "X", ("a",)), Row("y", "Y", ("b",))),
        (
            Handover("T1", "mellom", ("x",), ("y",), "met", "a", "b"),
            Handover("T2", "innenfor", ("x",), ("x",), "met", "a", "a"),
            Handover("T3", "alle", ("x",), ("y",), "met"),
        ),
        (state,),
        any_age="Når som helst",
    )
    scene = timeline_scene(course, FRAME)
    bands = [next(i for i in lane.items if isinstance(i, Box)) for lane in scene.groups(Role.LANE)]
    at = {
        key: next(i for i in group.items if isinstance(i, Path)).commands[0].x
        for key, group in handovers(scene).items()
    }
    assert bands[0].x < at["T2"] < bands[0].right < at["T1"] < bands[1].x
    assert bands[2].x < at["T3"] < bands[2].right


def test_what_does_not_exist_is_named(course: LifeCourse) -> None:
    with pytest.raises(ValueError, match="nowhere"):
        dataclasses.replace(course, rows=(Row("x", "X", ("nowhere",)),), handovers=())


def test_same_course_same_scene(course: LifeCourse, drawn: Scene) -> None:
    assert timeline_scene(course, FRAME) == drawn


def test_an_empty_course_is_an_empty_figure() -> None:
    assert timeline_scene(LifeCourse((), (), (), ()), FRAME).height > 0
