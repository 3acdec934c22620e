"""The page as text: its policy, its structure, and that what people write stays text."""

import re
from base64 import b64encode
from hashlib import sha256
from itertools import pairwise

import pytest
from page_reader import PageReader
from page_samples import HOSTILE, hostile_report, page, speak, told

from samhandling.figures.palette import contrast
from samhandling.reports.html import write_page
from samhandling.reports.html.layout import MOST_COLUMNS
from samhandling.reports.sections.report import build_report

MOST_BYTES = 1_000_000


@pytest.fixture(params=["nb", pytest.param("nn", marks=pytest.mark.slow), pytest.param("en", marks=pytest.mark.slow)])
def read(request: pytest.FixtureRequest) -> PageReader:
    return PageReader(page(request.param))


def policy(reader: PageReader) -> dict[str, str]:
    found = next(
        each["content"] for each in reader.attributes("meta") if each.get("http-equiv") == "Content-Security-Policy"
    )
    return dict(part.strip().split(" ", 1) for part in str(found).split(";"))


def test_the_policy_lets_nothing_in_but_what_the_page_brings(read: PageReader) -> None:
    rules = policy(read)
    assert rules["default-src"] == "'none'"
    assert rules["base-uri"] == rules["form-action"] == "'none'"
    assert rules["img-src"] == "data:"
    for name, source in (("style-src", read.style), ("script-src", read.script)):
        digest = b64encode(sha256(source.encode()).digest()).decode()
        assert rules[name] == f"'sha256-{digest}'"
    assert "unsafe" not in str(rules)


def test_there_is_nothing_to_fetch_and_no_inline_style_or_handler(read: PageReader) -> None:
    assert not {tag for tag, _ in read.tags} & {"link", "img", "iframe", "object", "embed", "base", "video", "source"}
    for tag, found in read.tags:
        assert "src" not in found
        assert "style" not in found
        assert not [name for name in found if name.startswith("on")]
        if tag == "a":
            assert re.match(r"#[a-z0-9_-]+$|https://", str(found["href"])), found
    assert "url(" not in read.style
    assert "@import" not in read.style


def test_one_title_one_h1_and_no_level_left_out(read: PageReader) -> None:
    assert read.attributes("html")[0]["lang"] in ("nb", "nn", "en")
    assert read.title.startswith(("Samarbeid", "Cooperation"))
    levels = [level for level, _ in read.headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert all(text.strip() for _, text in read.headings)


def test_ids_are_different_and_links_lead_somewhere(read: PageReader) -> None:
    ids = read.ids
    assert len(ids) == len(set(ids))
    for found in read.attributes("a"):
        if str(found["href"]).startswith("#"):
            assert str(found["href"])[1:] in ids
    referred = {name for _, found in read.tags for name in str(found.get("aria-labelledby") or "").split()}
    assert referred <= set(ids)


def test_every_table_has_a_caption_headings_and_row_names(read: PageReader) -> None:
    assert len(read.tables) > 25
    for table in read.tables:
        assert table.caption.strip(), table.id
        assert table.headings
        assert all(heading.strip() for heading in table.headings)
        assert set(table.scopes) <= {"col", "row", "rowgroup"}
        for row in table.rows:
            assert len(row) == len(table.headings) or len(row) == 1
    labelled = {str(found.get("for")) for found in read.attributes("label")}
    controls = [str(found.get("id")) for tag in ("select", "input") for found in read.attributes(tag)]
    assert controls
    assert set(controls) <= labelled


def test_every_section_is_there_and_reachable_from_the_contents(read: PageReader) -> None:
    language = str(read.attributes("html")[0]["lang"])
    wanted = [each.title for each in build_report(told(language)).sections if each.in_page]
    assert [text for level, text in read.headings if level == 2][1:] == wanted


def test_the_same_report_gives_the_same_bytes_within_a_megabyte() -> None:
    telling = told("nb")
    again = write_page(build_report(telling), telling.t)
    assert again == page("nb")
    assert len(again) <= MOST_BYTES
    assert b"samhandling" in again[:4096]  # the mark by which the tool knows its own files
    assert b"\r" not in again


def test_text_from_people_stays_text() -> None:
    written = write_page(hostile_report(), speak())
    reader = PageReader(written)
    assert len(reader.attributes("script")) == 1
    assert not reader.attributes("img")
    assert len(reader.attributes("style")) == 1
    assert "alert" not in reader.script
    assert b"\x00" not in written
    assert b"49 {%" not in written
    hrefs = {str(found["href"]) for found in reader.attributes("a")}
    assert not [href for href in hrefs if "javascript" in href]
    said = [text for row in reader.table("funn").rows for _, text in row]
    for text in HOSTILE:
        if "\x00" not in text:
            assert text in said
    assert "\ufffd\ufffd\ufffd og slutt" in said
    assert len(reader.cards_of("kort")) == len(HOSTILE)
    assert [text for _, text in reader.table("datoer").rows[0]] == ["21.11.2026", "12\u00a0345", "2,50"]
    assert len(set(reader.ids)) == len(reader.ids)


def test_a_broad_table_becomes_cards_and_a_narrow_one_stays() -> None:
    reader = PageReader(page("nb"))
    report = build_report(told("nb"))
    broad = {
        block.key
        for section in report.sections if section.in_page
        for block in section.blocks if hasattr(block, "columns") and len(block.columns) > MOST_COLUMNS
    }  # fmt: skip
    assert "funn" in broad
    assert {card.holder.removeprefix("tabell-") for card in reader.cards} <= broad
    assert reader.cards_of("funn")
    assert reader.table("overganger_per_enhet").rows  # many columns, but narrow ones


def test_filters_are_not_shown_before_the_script_shows_them() -> None:
    forms = PageReader(page("nb")).attributes("form")
    assert forms
    assert all("hidden" in form for form in forms)


COLOURS = re.compile(r"--([a-z-]+): (#[0-9a-f]{3,6})")


@pytest.mark.parametrize("scheme", [0, 1, 2], ids=["light", "dark", "print"])
def test_every_colour_can_be_read(scheme: int) -> None:
    style = PageReader(page("nb")).style
    blocks = [dict(COLOURS.findall(block)) for block in re.findall(r":root \{(.*?)\}", style, re.DOTALL)]
    assert len(blocks) == 3
    colours = {name: "#" + "".join(2 * c for c in v[1:]) if len(v) == 4 else v for name, v in blocks[scheme].items()}
    grounds = ["paper", "card", "good", "warning", "bad", "unknown", "off"]
    for ground in grounds:
        assert contrast(colours["ink"], colours[ground]) >= 7
        assert contrast(colours["link"], colours[ground]) >= 4.5
    for ground in ("paper", "card"):
        assert contrast(colours["soft"], colours[ground]) >= 4.5
        assert contrast(colours["title"], colours[ground]) >= 4.5
        assert contrast(colours["edge"], colours[ground]) >= 3
    assert contrast(colours["on-head"], colours["head"]) >= 4.5
