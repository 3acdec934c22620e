"""Both painters: the same scene, the same bytes, and nothing that a user writes becomes markup."""

import re
import subprocess
import sys
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from samhandling.figures.layered import Edge, Lane, Layered, Node, layered_scene
from samhandling.figures.legend import Frame
from samhandling.figures.palette import PALETTE, WHITE, contrast
from samhandling.figures.png import png_bytes
from samhandling.figures.scene import Box, Group, Label, Path, Scene
from samhandling.figures.styles import link
from samhandling.figures.svg import svg_text

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert('x')</script> & \"$\\frac{1}{2}$\" ]]> \x00\x1b\ud800 =cmd|' /C calc'!A0"


def hostile_scene() -> Scene:
    graph = Layered(
        (Lane("<a>", HOSTILE),),
        (Node("<1>", "<a>", HOSTILE, hover=HOSTILE), Node("2", "<a>", "$x$")),
        (Edge("<1>", "2", "missing", (HOSTILE,), HOSTILE),),
        (link("missing", HOSTILE),),
    )
    return layered_scene(graph, Frame(HOSTILE, HOSTILE, HOSTILE, show_title=True))


def words(root: Element) -> str:
    return " ".join(" ".join(text.itertext()) for text in root.iter(f"{SVG}text"))


def test_svg_has_a_name_and_a_description(scene: Scene) -> None:
    root = fromstring(svg_text(scene, prefix="kart", language="nb"))
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    assert root.get("lang") == "nb"
    named = {root.find(f"{SVG}title").get("id"), root.find(f"{SVG}desc").get("id")}
    assert set(root.get("aria-labelledby").split()) == named == {"kart-title", "kart-desc"}
    assert root.find(f"{SVG}title").text == scene.title
    assert root.find(f"{SVG}desc").text == scene.description
    assert [float(n) for n in root.get("viewBox").split()] == [0, 0, round(scene.width, 1), round(scene.height, 1)]


def test_svg_keeps_every_word_as_text(scene: Scene) -> None:
    shown = " ".join(words(fromstring(svg_text(scene))).split())
    for item in scene.walk():
        if isinstance(item, Label):
            assert " ".join(" ".join(item.lines).split()) in shown


def test_svg_of_hostile_text_is_text_alone() -> None:
    root = fromstring(svg_text(hostile_scene(), standalone=True))
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg", "title", "desc", "g", "rect", "path", "polygon", "text", "tspan"
    }  # fmt: skip
    assert "<script>" in root.find(f"{SVG}title").text
    names = {name for element in root.iter() for name in element.attrib}
    assert not {name for name in names if name.startswith("on") or "href" in name}


def test_svg_refers_to_nothing_outside(scene: Scene) -> None:
    text = svg_text(scene)
    assert text.count("http") == 1  # the namespace
    assert "url(" not in text
    assert "style=" not in text


def test_several_svgs_in_a_page_share_no_ids(scene: Scene) -> None:
    ids = [re.findall(r'\bid="([^"]+)"', svg_text(scene, prefix=prefix)) for prefix in ("kart", "livslop")]
    assert len({*ids[0], *ids[1]}) == len(ids[0]) + len(ids[1])


@pytest.mark.parametrize("prefix", ["", "1a", 'a"b', "a b", "å"])
def test_a_prefix_that_is_no_plain_word_is_refused(prefix: str) -> None:
    with pytest.raises(ValueError, match="prefix"):
        svg_text(hostile_scene(), prefix=prefix)


def test_edges_tell_what_they_are_when_pointed_at() -> None:
    graph = Layered(
        (Lane("a"), Lane("b")),
        (Node("1", "a", "Barnehage"), Node("2", "b", "Skole")),
        (Edge("1", "2", "missing", hover="Barnehage og skole mangler avtale"),),
        (link("missing", "Mangler"),),
    )
    root = fromstring(svg_text(layered_scene(graph, Frame("t", "d"))))
    edges = [g for g in root.iter(f"{SVG}g") if g.get("class") == "edge"]
    assert [edge.find(f"{SVG}title").text for edge in edges] == ["Barnehage og skole mangler avtale"]


def test_svg_numbers_are_short_and_the_same_everywhere(scene: Scene) -> None:
    text = svg_text(scene)
    assert text == svg_text(scene)
    assert not re.search(r"\d\.\d\d", re.sub(r">[^<]*<", "><", text).replace(' version="1.0"', ""))
    assert "-0 " not in text
    assert "nan" not in re.sub(r">[^<]*<", "><", text)


def test_png_is_the_same_twice_and_carries_no_date(scene: Scene) -> None:
    first = png_bytes(scene, scale=1.0)
    assert first == png_bytes(scene, scale=1.0)
    assert first.startswith(b"\x89PNG")
    assert first.count(b"tEXt") == first.count(b"tEXtSoftware\0samhandling") == 1  # the mark of what we may replace
    for chunk in (b"iTXt", b"zTXt", b"tIME"):
        assert chunk not in first
    width, height = int.from_bytes(first[16:20]), int.from_bytes(first[20:24])
    assert (width, height) == (pytest.approx(scene.width, abs=1), pytest.approx(scene.height, abs=1))


def test_png_takes_hostile_text_as_it_is() -> None:
    assert png_bytes(hostile_scene(), scale=1.0).startswith(b"\x89PNG")


def test_png_does_not_depend_on_the_users_settings(scene: Scene) -> None:
    import matplotlib as mpl

    plain = png_bytes(scene, scale=1.0)
    with mpl.rc_context(
        {
            "font.size": 30,
            "savefig.bbox": "tight",
            "lines.scale_dashes": False,
            "path.sketch": (1, 2, 3),
            "text.usetex": True,
        }
    ):
        assert png_bytes(scene, scale=1.0) == plain


def test_svg_and_layouts_load_no_matplotlib() -> None:
    code = (
        "import sys, samhandling.figures.svg, samhandling.figures.png, samhandling.figures.tree, "
        "samhandling.figures.timeline, samhandling.figures.charts; "
        "print(sorted({'matplotlib', 'numpy', 'networkx', 'pydantic'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_words_stay_inside_the_figure(scene: Scene) -> None:
    for item in scene.walk():
        if isinstance(item, Label):
            box = item.extent
            assert box.x >= 0, item.lines
            assert box.right <= scene.width, item.lines
            assert box.y >= 0
            assert box.bottom <= scene.height


def flat(items: tuple[object, ...]) -> list[object]:
    return [leaf for item in items for leaf in (flat(item.items) if isinstance(item, Group) else [item])]


def test_words_stand_out_from_what_is_under_them(scene: Scene) -> None:
    drawn = flat(scene.items)
    for index, item in enumerate(drawn):
        if not isinstance(item, Label):
            continue
        x, y = item.extent.x + item.extent.width / 2, item.extent.y + item.extent.height / 2
        under = WHITE
        for box in drawn[:index]:
            if isinstance(box, Box) and box.x <= x <= box.right and box.y <= y <= box.bottom:
                under = box.fill
        assert contrast(item.fill, under) >= 4.5, item.lines


def test_lines_and_borders_stand_out_from_what_is_under_them() -> None:
    grounds = [WHITE, *(shade.wash for shade in PALETTE.values())]
    for tone, shade in PALETTE.items():
        assert min(contrast(shade.ink, ground) for ground in grounds) >= 4.5, tone
        assert min(contrast(shade.border, ground) for ground in (*grounds, shade.fill)) >= 3, tone


def test_contrast_is_the_formula_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_a_dashed_line_is_dashed_in_both_painters() -> None:
    scene = Scene("t", "d", 60, 20, (Path(_line(), "#000000", 2.0, link("missing", "x").style),))
    assert 'stroke-dasharray="6 4"' in svg_text(scene)
    solid = Scene("t", "d", 60, 20, (Path(_line(), "#000000", 2.0),))
    assert png_bytes(scene) != png_bytes(solid)


def _line() -> tuple[object, ...]:
    from samhandling.figures.scene import Line, Move

    return (Move(5, 10), Line(55, 10))
