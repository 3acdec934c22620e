"""JSON as every command writes it: the same characters as Python's own, of any document."""

import json
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samhandling.reports.plain import dump


class Word(StrEnum):
    NO = "nei"


PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just(Word.NO)
DOCUMENTS = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4) | st.tuples(inner),
    max_leaves=25,
)


@given(st.dictionaries(st.text(), DOCUMENTS, max_size=5))
def test_it_is_what_python_would_write(document: dict[str, object]) -> None:
    assert dump(document) == json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def test_what_json_has_no_word_for_is_refused() -> None:
    with pytest.raises(TypeError):
        dump({"a": [{1, 2}]})
