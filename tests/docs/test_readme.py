"""The README is true: its links lead somewhere, and every command of the tour runs as it is written."""

import re
import shlex
from pathlib import Path

import pytest

from readme_commands import README, commands
from samhandling.cli import COMMANDS, samhandling
from samhandling.cli.exits import run

TEXT = README.read_text(encoding="utf-8")
TOUR = [
    shlex.split(line.partition("#")[0])[1:]
    for line in TEXT.partition("## Fem minutter")[2].partition("```sh\n")[2].partition("```")[0].splitlines()
]


def test_there_are_two_commands_that_install_and_give_the_date() -> None:
    first, second = commands()
    assert "pip install" in first
    assert "--as-of 2026-11-21" in first
    assert "--fail-on never" in first
    assert "pip install" in second
    assert "pytest" in second


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(([^)#]+)\)", TEXT))))
def test_links_lead_somewhere(target: str) -> None:
    assert (README.parent / target).exists()


@pytest.mark.slow
def test_the_tour_runs_as_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd) -> None:
    monkeypatch.chdir(tmp_path)
    for call in TOUR:
        never = ["--fail-on", "never"] if call[0] == "audit" else []
        assert run(samhandling, [*call, *never], None) == 0, (call, capfd.readouterr().err)
    for written in ("rapport.xlsx", "rapport.html", "vedtak.docx", "kart.svg", "tilsyn"):
        assert Path(written).exists(), written


def test_every_command_is_mentioned() -> None:
    for name in COMMANDS:
        assert f"samhandling {name}" in TEXT or name == "rules", name
