"""The page in a real Chromium: axe, the keyboard, a narrow window, no scripts, no network, hostile text."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from page_samples import HOSTILE, hostile_report, page, short_page, speak

from samhandling.reports.html import write_page

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
Visit = Callable[..., Any]


def violations(opened: Any, axe: str) -> dict[str, int]:
    """What axe finds: rule → how many places."""
    opened.evaluate(axe)
    found = opened.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})"
        ".then(r => JSON.stringify(r.violations.map(v => [v.id, v.nodes.length, v.nodes[0].html])))",
        RULES,
    )
    for rule in json.loads(found):
        print(rule)  # read where the test fails
    return {rule: count for rule, count, _ in json.loads(found)}


@pytest.mark.parametrize(
    ("language", "settings"),
    [
        ("nb", {"viewport": {"width": 1280, "height": 900}}),
        ("nn", {"viewport": {"width": 320, "height": 700}}),
        ("en", {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"}),
    ],
    ids=["wide", "narrow", "dark"],
)
def test_axe_finds_nothing_on_a_page_with_every_section(
    visit: Visit, axe: str, language: str, settings: dict[str, Any]
) -> None:
    opened = visit(short_page(language), bypass_csp=True, **settings)
    assert violations(opened, axe) == {}


def test_axe_finds_nothing_on_a_page_of_hostile_text(visit: Visit, axe: str) -> None:
    opened = visit(write_page(hostile_report(), speak()), bypass_csp=True)
    assert violations(opened, axe) == {}


def test_axe_catches_a_spoiled_page(visit: Visit, axe: str) -> None:
    spoiled = short_page("nb", 2)
    for old, new in (
        (b'<html lang="nb">', b"<html>"),
        (b"--ink: #1b2127", b"--ink: #b8b8b8"),
        (b"<title>", b"<!-- "), (b"</title>", b" -->"),
        (b'<label for="tabell-funn-0">', b"<span>"),
        (b"<h1>", b"<h5>"), (b"</h1>", b"</h5>"),
        (b'id="funn"', b'id="sammendrag"'),
    ):  # fmt: skip
        assert old in spoiled
        spoiled = spoiled.replace(old, new, 1)
    opened = visit(spoiled, bypass_csp=True)
    found = violations(opened, axe)
    # Without a title of its own the page still has those of the figures: that is what the tests of the text are for.
    assert {"html-has-lang", "color-contrast", "select-name", "page-has-heading-one"} <= set(found)
    assert found["color-contrast"] > 20


@pytest.mark.parametrize("example", ["fjordvik", "lillefjord"])
def test_nothing_is_asked_for_and_nothing_is_refused(visit: Visit, example: str) -> None:
    opened = visit(page("nn", example))
    opened.keyboard.press("End")
    assert len(opened.asked) == 1
    assert opened.asked[0].startswith("file:")
    assert opened.said == []  # the policy refused nothing, and no script failed
    assert opened.evaluate("document.documentElement.lang") == "nn"
    assert opened.locator("form.filter").first.is_visible()


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_the_page_never_scrolls_sideways(visit: Visit, width: int) -> None:
    for opened in (visit(page("nb"), viewport={"width": width, "height": 700}),
                   visit(write_page(hostile_report(), speak()), viewport={"width": width, "height": 700})):  # fmt: skip
        assert opened.evaluate("document.documentElement.scrollWidth") <= width
        outside = opened.evaluate(
            "w => [...document.querySelectorAll('body *')].filter(e => !e.closest('.scroll, .unseen, .skip')"
            " && e.getBoundingClientRect().right > w + 1).map(e => e.outerHTML.slice(0, 80))",
            width,
        )
        assert outside == []


def test_without_scripts_everything_is_there_but_the_filters(visit: Visit) -> None:
    opened = visit(page("nb"), java_script_enabled=False)
    assert not opened.locator("form.filter").first.is_visible()
    cards = opened.locator("#tabell-funn > li")
    assert cards.count() > 20
    assert cards.last.is_visible()
    opened.locator("#tjenestekart svg").scroll_into_view_if_needed()
    assert opened.locator("#tjenestekart svg").is_visible()
    box = opened.locator("#figur-tjenestekart-full")
    small = opened.locator("#tjenestekart svg").bounding_box()["width"]
    box.check()  # the full size needs no script either
    assert opened.locator("#tjenestekart svg").bounding_box()["width"] > 1.5 * small


def test_the_keyboard_reaches_everything_and_is_seen(visit: Visit) -> None:
    opened = visit(short_page("nb", 3), viewport={"width": 700, "height": 700})
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.className") == "skip"
    assert opened.locator(".skip").bounding_box()["y"] >= 0
    opened.keyboard.press("Enter")
    assert opened.evaluate("document.activeElement.id") == "main"
    opened.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    reached = set()
    for _ in range(220):
        opened.keyboard.press("Tab")
        kind, width, style = opened.evaluate(
            "(() => { const e = document.activeElement, s = getComputedStyle(e);"
            " return [e.tagName + (e.type ? ':' + e.type : ''), parseFloat(s.outlineWidth), s.outlineStyle]; })()"
        )
        if kind == "BODY":
            break
        reached.add(kind)
        assert width >= 2, kind
        assert style != "none", kind
    assert {"A", "DIV", "SELECT:select-one", "INPUT:search", "INPUT:checkbox", "BUTTON:reset"} <= reached
    stops = opened.evaluate(
        "[...document.querySelectorAll('.scroll')]"
        ".filter(e => (e.scrollWidth > e.clientWidth + 1) !== (e.tabIndex >= 0)).length"
    )
    assert stops == 0  # all that scrolls can be scrolled by keyboard, and nothing else is a stop


def test_the_filters_work_by_keyboard_and_say_what_they_show(visit: Visit) -> None:
    opened = visit(page("nb"))
    form, cards = opened.locator("form[data-for=tabell-funn]"), opened.locator("#tabell-funn > li")
    shown = opened.locator("#tabell-funn > li:visible")
    everything = cards.count()
    severity = form.locator("select").first
    severity.focus()
    opened.keyboard.press("ArrowDown")  # the gravest
    gravest = shown.count()
    assert 0 < gravest < everything
    assert all("kritisk" in text for text in shown.all_inner_texts())
    assert form.locator("[role=status]").inner_text() == f"Viser {gravest} av {everything}"
    opened.keyboard.press("ArrowDown")
    assert shown.count() > gravest
    form.locator("input").focus()
    opened.keyboard.type("barnevernsvakt NATT")
    assert 0 < shown.count() < everything
    assert all("barnevernsvakt" in text.lower() for text in shown.all_inner_texts())
    opened.keyboard.press("Enter")  # sends nothing anywhere
    assert opened.url.endswith(".html")
    opened.keyboard.press("Tab")
    opened.keyboard.press("Space")
    opened.locator("#tabell-funn > li[hidden]").first.wait_for(state="detached")
    assert shown.count() == everything
    for number in range(1, form.locator("select").count()):
        form.locator("select").nth(number).select_option(index=1)
        assert 0 < shown.count() < everything
        form.locator("select").nth(number).select_option(index=0)


def test_a_filter_of_a_grouped_table_hides_the_groups_that_are_empty(visit: Visit) -> None:
    opened = visit(page("nb"))
    form = opened.locator("form[data-for=tabell-samsvarsmatrise]")
    form.locator("input").fill("krisesenterlova")
    groups = opened.locator("#tabell-samsvarsmatrise .group:visible").count()
    rows = opened.locator("#tabell-samsvarsmatrise tbody tr:not(.group):visible").count()
    assert 0 < groups <= rows < 100


def test_a_link_leads_to_its_row_though_it_was_filtered_away(visit: Visit) -> None:
    opened = visit(page("nb"))
    link = opened.locator("#tabell-alvorligste_funn a[href^='#funn-']").first
    target = link.get_attribute("href")
    opened.locator("form[data-for=tabell-funn] input").fill("finnes ingen steder")
    assert not opened.locator(target).is_visible()
    link.click()
    opened.locator(target).wait_for(state="visible")
    assert opened.locator(target).is_visible()


def test_hostile_text_does_nothing(visit: Visit) -> None:
    opened = visit(write_page(hostile_report(), speak()))
    assert opened.said == []
    assert len(opened.asked) == 1
    made = opened.evaluate("[document.images.length, document.scripts.length, document.styleSheets.length]")
    assert made == [0, 1, 1]
    assert opened.locator("h1").inner_text() == f"Rapport {HOSTILE[0]}"
    assert opened.locator("body").is_visible()
    assert opened.locator("form.filter select").first.locator("option").nth(1).inner_text() == HOSTILE[0]


def test_in_print_there_are_no_controls_and_no_dark(visit: Visit) -> None:
    opened = visit(short_page("nb", 3), color_scheme="dark")
    opened.emulate_media(media="print", color_scheme="dark")
    assert not opened.locator("form.filter").first.is_visible()
    assert not opened.locator(".size").first.is_visible()
    assert opened.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert opened.locator("#figur-tjenestekart-c").is_visible()


def test_a_page_for_those_who_want_no_movement_does_not_move(visit: Visit) -> None:
    opened = visit(short_page("nb", 2))
    assert opened.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
