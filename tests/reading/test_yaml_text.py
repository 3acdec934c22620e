"""The event loader: what it reads, where it says that things stand, and that nothing makes it fall."""

from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from samhandling.reading import yaml_text
from samhandling.reading.diagnostics import Code, NoticeCode, Place
from samhandling.reading.source_map import Path, SourceMap
from samhandling.reading.yaml_text import DEEPEST, LARGEST_FILE, YamlFile, read_yaml


def read(text: str, *, fast: bool | None = None) -> YamlFile:
    return read_yaml(text.encode(), "f.yaml", fast=fast)


def where(file: YamlFile) -> SourceMap:
    return SourceMap(file.spots, Place("f.yaml", 1, 1))


def codes(file: YamlFile) -> list[Code]:
    return [one.code for one in file.diagnostics]


@pytest.mark.parametrize("fast", [True, False])
def test_scalars_follow_yaml_1_2_and_numbers_stay_text(fast: bool) -> None:
    file = read(
        "a: {no: no, time: 12:30, number: 0301, big: 1e3, date: 2026-11-21, yes: true, off: False, none: null,"
        " nothing: , tilde: ~, quoted: 'true', empty: '', octal: 0o7, on: on, point: .5}",
        fast=fast,
    )
    assert file.diagnostics == ()
    assert file.sections["a"] == {
        "no": "no", "time": "12:30", "number": "0301", "big": "1e3", "date": "2026-11-21", "yes": True, "off": False,
        "none": None, "nothing": None, "tilde": None, "quoted": "true", "empty": "", "octal": "0o7", "on": "on",
        "point": ".5",
    }  # fmt: skip


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_byte_order_mark_and_line_breaks_do_not_matter(line_break: str, mark: str) -> None:
    text = mark + line_break.join(["municipality:", "  name: Vågan", "  number: '1865'", ""])
    file = read_yaml(text.encode(), "f.yaml")
    assert file.sections == {"municipality": {"name": "Vågan", "number": "1865"}}
    assert where(file).value(("municipality", "number")) == Place("f.yaml", 3, 11)
    assert where(file).key(("municipality", "number")) == Place("f.yaml", 3, 3)


def test_columns_count_characters() -> None:
    file = read("a: {æ😀: 1, b: 2}\n")
    assert where(file).key(("a", "b")) == Place("f.yaml", 1, 12)


def test_places_of_what_is_not_there() -> None:
    source_map = where(read("roles:\n  - id: a\n    title: b\n"))
    assert source_map.value(("roles", 0, "kind")) == Place("f.yaml", 2, 5)
    assert source_map.key(("roles", 0, "kind")) == Place("f.yaml", 2, 5)
    assert source_map.value(("roles", 7)) == Place("f.yaml", 2, 3)
    assert source_map.value(("units", 0)) == Place("f.yaml", 1, 1)
    assert source_map.place_of("roles") == Place("f.yaml", 1, 1)
    assert source_map.place_of("roles", 0) == Place("f.yaml", 2, 5)
    assert source_map.place_of("units") is None


def test_a_line_separator_is_an_ordinary_character() -> None:
    file = read("a: {b: før\u2028etter, c: d}\n")
    assert file.sections == {"a": {"b": "før\u2028etter", "c": "d"}}


def test_syntax_error_keeps_the_entries_before_it() -> None:
    file = read("units:\n  - {id: a}\n  - {id: b}\nroles:\n  - {id: c}\n  - id: d\n    title: 'x\n")
    assert codes(file) == [Code.UNCLOSED_QUOTE]
    assert not file.whole
    assert file.sections == {"units": [{"id": "a"}, {"id": "b"}], "roles": [{"id": "c"}]}


def test_several_mistakes_in_one_file() -> None:
    file = read("a: &x [1]\nb: *x\nb: !!str 3\nc: {d: 1, d: 2, e: 3}\n")
    assert codes(file) == [Code.ANCHOR, Code.ALIAS, Code.DUPLICATE_KEY, Code.TAG, Code.DUPLICATE_KEY]
    assert file.sections["c"] == {"d": "1", "e": "3"}
    assert where(file).mentions(("b",))


def test_a_list_section_twice_in_a_file_is_read_whole() -> None:
    file = read("roles: [{id: a}]\nroles: [{id: b}]\n")
    assert codes(file) == [Code.DUPLICATE_KEY]
    assert file.sections == {"roles": [{"id": "a"}, {"id": "b"}]}
    assert where(file).value(("roles", 1, "id")) == Place("f.yaml", 2, 14)


@pytest.mark.parametrize("fast", [True, False])
@pytest.mark.parametrize("text", ["[" * 100_000, "a: " + "[" * 100_000, "{a: " * 100_000, "- " * 100_000, "? " * 9_000])
def test_a_hundred_thousand_brackets_are_refused_at_the_fiftieth(text: str, fast: bool) -> None:
    file = read(text, fast=fast)
    assert Code.TOO_DEEP in codes(file)
    assert len(file.diagnostics) <= DEEPEST + 1


def test_twenty_megabytes_are_refused_unread() -> None:
    file = read_yaml(b"\xff" * 20_000_000, "f.yaml")
    assert codes(file) == [Code.TOO_LARGE]
    assert dict(file.diagnostics[0].values) == {"megabytes": 20, "limit": LARGEST_FILE // 1_000_000}


def test_too_many_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_text, "MOST_VALUES", 10)
    assert codes(read("a: [1, 2, 3, 4, 5, 6, 7, 8, 9]")) == [Code.TOO_MANY_VALUES]


def test_utf_16_and_latin_1_are_refused_at_their_place() -> None:
    file = read_yaml("a: b\næ: Vågan\n".encode().replace("å".encode(), b"\xe5"), "f.yaml")
    assert [(one.code, one.place) for one in file.diagnostics] == [(Code.NOT_UTF8, Place("f.yaml", 2, 5))]
    assert codes(read_yaml("a: b".encode("utf-16"), "f.yaml")) == [Code.NOT_UTF8]


@pytest.mark.parametrize("content", [b"", b"  \n\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_a_mistake(content: bytes) -> None:
    assert codes(read_yaml(content, "f.yaml")) == [Code.EMPTY_FILE]


@pytest.mark.parametrize("text", ["# bare en kommentar\n", "---\n# ikke noe\n", "---\n...\n"])
def test_a_file_with_comments_only_is_worth_a_notice(text: str) -> None:
    file = read(text)
    assert file.diagnostics == ()
    assert [notice.code for notice in file.notices] == [NoticeCode.NOTHING_IN_FILE]


def test_the_python_parser_reads_the_same_and_says_that_it_is_slow() -> None:
    text = "a:\n  - {b: 'c', d: [e, \"f\"]}\n  - g: >\n      h\n      i\n"
    fast, slow = read(text, fast=True), read(text, fast=False)
    assert (fast.sections, fast.spots, fast.notices) == (slow.sections, slow.spots, ())
    assert [notice.code for notice in slow.notices] == [NoticeCode.SLOW_PARSER]


def test_control_characters_are_shown_and_the_rest_is_read() -> None:
    file = read("a: x\x07y\nb: [\n")
    assert [(one.code, one.place.line) for one in file.diagnostics] == [
        (Code.CONTROL_CHARACTER, 1),
        (Code.UNCLOSED_BRACKET, 2),
    ]
    assert len(read("\x00" * 100_000 + "a").diagnostics) <= yaml_text.MOST_OF_ONE_KIND + 1


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff"), max_size=12)
PLAIN: st.SearchStrategy[Any] = st.recursive(
    TEXT | st.integers(-99, 99).map(str),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT.filter(bool), inner, max_size=4),
    max_leaves=12,
)
DOCUMENTS = st.dictionaries(TEXT.filter(bool), PLAIN, min_size=1, max_size=4)


def composed(node: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[Path, tuple[int, int]]]:
    """Give way and place of every value, as PyYAML's own composer has them."""
    if path:
        yield path, (node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from composed(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from composed(value, (*path, index))


@given(DOCUMENTS, st.sampled_from([True, False, None]), st.integers(20, 200))
@settings(max_examples=150)
def test_places_are_those_of_the_composer(document: dict[str, Any], flow: bool | None, width: int) -> None:
    text = yaml.safe_dump(document, allow_unicode=True, default_flow_style=flow, width=width, sort_keys=False)
    file = read(text)
    assert file.diagnostics == ()
    source_map = where(file)
    for path, (line, column) in composed(yaml.compose(text)):
        assert source_map.value(path) == Place("f.yaml", line, column)


@given(DOCUMENTS)
@settings(max_examples=100)
def test_what_is_quoted_is_read_as_written(document: dict[str, Any]) -> None:
    text = yaml.safe_dump(document, allow_unicode=True, default_style='"')
    assert read(text.replace("!!str ", "")).sections == document


BITS = st.sampled_from(
    ["a", "b:", ": ", "- ", "\n", "  ", "\t", "[", "]", "{", "}", ",", "'", '"', "&a ", "*a", "!x ", "|", ">", "#",
     "---\n",
     "?", "@", "%", "<<: ", "id: ", "\\", "æ", "\x07", "\u2028", "null", "12", "0301", "...\n", "~"]
)  # fmt: skip


@given(st.lists(BITS, max_size=30).map("".join), st.booleans())
@settings(max_examples=400)
def test_no_text_makes_it_fall(text: str, fast: bool) -> None:
    file = read(text, fast=fast)
    lines = text.count("\n") + text.count("\u2028") + 2
    assert file.whole or file.diagnostics
    assert set(file.sections) <= set(file.spots)
    for one in file.diagnostics:
        assert 1 <= (one.place.line or 0) <= lines
        assert (one.place.column or 0) >= 1


@given(st.binary(max_size=200))
@settings(max_examples=200)
def test_no_bytes_make_it_fall(content: bytes) -> None:
    file = read_yaml(content, "f.yaml")
    assert file.whole or file.diagnostics


@pytest.mark.slow
@given(st.lists(BITS, max_size=200).map("".join), st.booleans())
@settings(max_examples=20_000)
def test_no_long_text_makes_it_fall(text: str, fast: bool) -> None:
    file = read(text, fast=fast)
    assert file.whole or file.diagnostics
