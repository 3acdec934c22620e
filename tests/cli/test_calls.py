"""The command line as people meet it: exit codes, languages, mistakes in the call, and what goes where."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from samhandling.cli import COMMANDS, samhandling
from samhandling.cli.exits import run, state_folder

AS_OF = ("--as-of", "2026-11-21")
NAME_IN_THE_MODEL = "blåbær barnehage"
HEAVY = {"networkx", "pydantic", "openpyxl", "matplotlib", "numpy", "docx", "jinja2", "yaml", "lxml"}


@pytest.mark.parametrize("arguments", [("--help",), ("-h",), ("--language", "nn", "--help"), ("--version",)])
def test_start_up_loads_nothing_heavy(arguments: tuple[str, ...]) -> None:
    code = (
        "import sys\n"
        "from samhandling.cli import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit as end:\n    assert end.code == 0, end.code\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    assert done.stdout
    assert HEAVY.isdisjoint(eval(done.stderr.splitlines()[-1]))


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_command_has_help_in_every_language(call, name: str, language: str) -> None:
    said = call("--language", language, name, "--help")
    assert said.code == 0
    assert {"nb": "Bruk:", "nn": "Bruk:", "en": "Usage:"}[language] in said.out
    assert "cli." not in said.out, "a text's key stands where its words should"


def test_language_stands_before_or_after_the_command_or_in_the_environment(call, monkeypatch) -> None:
    before = call("--language", "nn", "rules", *AS_OF)
    after = call("rules", "--language=nn", *AS_OF)
    monkeypatch.setenv("SAMHANDLING_LANGUAGE", "nn")
    assert before.out == after.out == call("rules", *AS_OF).out
    assert "Kontrollane" in before.out


@pytest.mark.parametrize(("typed", "meant"), [("valdate", "validate"), ("adit", "audit"), ("explin", "explain")])
def test_a_misspelt_command_names_the_nearest(call, typed: str, meant: str) -> None:
    said = call(typed)
    assert said.code == 2
    assert meant in said.err
    assert not said.out


def test_a_misspelt_option_names_the_nearest(call, model: Path) -> None:
    said = call("audit", model, "--asof", "2026-11-21")
    assert said.code == 2
    assert "--as-of" in said.err


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (("--as-of", "21.11.2026"), "21.11.2026"),
        (("--as-of", "2026-02-30"), "2026-02-30"),
        (("--as-of", "2022-07-31"), "2022-08-01"),
        (("--fail-on", "worst"), "critical"),
    ],
)
def test_a_bad_value_is_refused_with_the_good_ones(call, model: Path, arguments: tuple[str, ...], names: str) -> None:
    said = call("audit", model, *arguments)
    assert said.code == 2
    assert names in said.err
    assert not said.out


def test_audit_judges_by_its_threshold(call, model: Path) -> None:
    assert call("audit", model, *AS_OF).code == 1
    assert call("audit", model, *AS_OF, "--fail-on", "never").code == 0
    assert call("validate", model).code == 0


def test_json_on_standard_output_is_all_there_is_on_it_and_the_same_from_two_folders(
    call, model: Path, tmp_path: Path, monkeypatch
) -> None:
    first = call("audit", model, *AS_OF, "--json", "-")
    elsewhere = tmp_path / "annet sted"
    model.rename(elsewhere)
    monkeypatch.chdir(elsewhere)
    second = call("audit", ".", *AS_OF, "--json", "-")
    assert first.out == second.out
    document = json.loads(first.out)
    assert document["schema"] == "samhandling.audit/1"
    assert first.out.endswith("}\n")
    assert list(document)[:12] == [
        "schema", "tool_version", "catalogue_version", "law_known_to", "as_of", "municipality", "inputs", "outcomes",
        "findings", "transitions", "coordination", "delegation",
    ]  # fmt: skip


def test_quiet_leaves_errors_only(call, model: Path) -> None:
    said = call("audit", model, *AS_OF, "--quiet")
    assert (said.out, said.err) == ("", "")


def test_the_law_after_what_the_catalogue_knows_is_mentioned(call, model: Path) -> None:
    assert "2026" in call("audit", model, *AS_OF).err
    assert not call("audit", model, "--as-of", "2026-04-30").err


def test_an_interrupted_call_ends_with_130(monkeypatch, model: Path, capfd) -> None:
    monkeypatch.setattr("samhandling.cli.console.read_catalogue", _interrupt)
    assert run(samhandling, ["validate", str(model)], None) == 130
    assert "Traceback" not in capfd.readouterr().err


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_bug_is_one_line_and_a_log_without_the_models_text(monkeypatch, model: Path, tmp_path: Path, capfd) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr("samhandling.cli.console.read_catalogue", _stumble)
    assert run(samhandling, ["validate", str(model)], None) == 3
    err = capfd.readouterr().err
    assert len(err.splitlines()) == 1
    log = next(state_folder().glob("*.log"))
    assert str(log) in err
    written = log.read_text(encoding="utf-8")
    assert "RuntimeError" in written
    assert "_stumble" in written
    assert NAME_IN_THE_MODEL.title() not in written


def _stumble(*_: object) -> None:
    raise RuntimeError(NAME_IN_THE_MODEL.title())


def test_a_closed_pipe_ends_quietly(model: Path) -> None:
    command = [sys.executable, "-m", "samhandling", "law", "--as-of", "2026-11-21"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as program:
        program.stdout.read(10)
        program.stdout.close()
        assert program.stderr.read() == b""
    assert program.returncode == 0


def test_a_console_with_an_old_code_page_still_gets_utf8(model: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "samhandling", "--help"], capture_output=True, check=True,
        env={"PYTHONIOENCODING": "cp1252", "PATH": ""},
    )  # fmt: skip
    assert "tjenestene våre" in done.stdout.decode("utf-8")


def test_colour_is_never_in_what_is_piped(call, model: Path) -> None:
    assert "\x1b" not in call("audit", model, *AS_OF).out
