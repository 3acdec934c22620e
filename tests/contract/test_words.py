"""Which language is spoken, and that no name can do anything on a terminal."""

import pytest
from written_models import TOWN, Given

from calling import Call
from samhandling.cli.terminal import inert, inert_line

AS_OF = ("--as-of", "2026-11-21", "--fail-on", "never")
NYNORSK = 'municipality: {name: Prøvevik, number: "9999", language_form: nynorsk}\n'
WRITTEN = {"nb": "Skrev", "nn": "Skreiv", "en": "Wrote"}


@pytest.mark.parametrize(
    ("before", "after", "variable", "spoken"),
    [
        ((), (), None, "nn"),
        ((), (), "en", "en"),
        ((), (), "sv", "nn"),
        (("--language", "nb"), (), "en", "nb"),
        ((), ("--language", "nb"), "en", "nb"),
        (("--language", "nb"), ("--language=en",), None, "en"),
    ],
)
def test_the_language_of_the_call_then_of_the_environment_then_of_the_model(
    before: tuple[str], after: tuple[str], variable: str | None, spoken: str, given: Given, call: Call,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    model = given(NYNORSK)
    if variable is not None:
        monkeypatch.setenv("SAMHANDLING_LANGUAGE", variable)
    said = call(*before, "audit", model, *AS_OF, *after, "--json", model.parent / "a.json")
    assert said.code == 0
    assert f"{WRITTEN[spoken]} {model.parent / 'a.json'}" in said.err


def test_mistakes_and_refusals_are_in_the_models_language(given: Given, call: Call) -> None:
    model = given({"m.yaml": NYNORSK})
    (model.parent / "a.json").write_text("{}")
    assert "ikkje" in call("audit", model, *AS_OF, "--json", model.parent / "a.json").err
    (model / "m.yaml").write_text(NYNORSK + "units: [{}]\n", encoding="utf-8")
    assert "manglar" in call("validate", model).err


def test_nothing_that_a_terminal_obeys(given: Given, call: Call) -> None:
    names = ["=HYPERLINK(1)", "<script>", "a\\n\\nb", "\\u202Eabc", "a\\u2028b", "a\\tb"]
    units = "".join(f'  - {{id: m{n}, name: "{name}"}}\n' for n, name in enumerate(names))
    model = given(TOWN + "arenas:\n" + units)
    for command in ("audit", "coordinate", "transitions", "delegate", "map"):
        said = call(command, model, "--as-of", "2026-11-21")
        odd = {each for each in said.out + said.err if ord(each) < 32 or each in "\u2028\u202e\x7f\x9b"}
        assert odd <= {"\n"}, command
    said = call("validate", model / "\x1b[31m")
    assert "\x1b" not in said.err


def test_what_is_made_inert() -> None:
    assert inert("a\x1b[31mb\x9b") == "a\\x1b[31mb\\x9b"
    assert inert("æ\u202e\u2028ø\n") == "æ ø\n"
    assert inert_line("a\n\n  b") == "a b"
