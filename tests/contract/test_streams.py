"""The ends of the program: closed and full streams, interruptions, exit codes; never a traceback."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from written_models import TOWN, Given

from calling import Call

PROGRAM = [sys.executable, "-m", "samhandling"]
AS_OF = ("--as-of", "2026-11-21")

unix = pytest.mark.skipif(os.name == "nt", reason="devices and signals of Unix")


def run(*arguments: object, cwd: Path | None = None, env: dict[str, str] | None = None) -> tuple[int, str]:
    command = [*PROGRAM, *map(str, arguments)]
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout


def test_exit_codes(given: Given, call: Call) -> None:
    model = given(TOWN)
    assert call("audit", model, *AS_OF, "--fail-on", "never").code == 0
    assert call("audit", model, *AS_OF).code == 1
    assert call("validate", model, *AS_OF).code == 0
    assert call("audit", model, *AS_OF, "--fail-on", "hihg").code == 2
    assert call().code == 2


@pytest.mark.parametrize(
    ("arguments", "means"),
    [(("audti",), "audit"), (("rules", "--jsno", "-"), "--json"), (("rules", "for", "mange"), "«for mange»")],
)
def test_a_call_that_cannot_be_understood_names_what_is_meant(arguments: tuple[str], means: str, call: Call) -> None:
    said = call(*arguments)
    assert (said.code, said.out) == (2, "")
    assert means in said.err
    assert "unexpected" not in said.err


@unix
def test_a_closed_output_and_a_full_disk(given: Given) -> None:
    model = given(TOWN)
    command = f"'{sys.executable}' -m samhandling audit '{model}' --as-of 2026-11-21 --fail-on never"
    for redirection, code in ((">&-", 0), ("2>&-", 0), ("> /dev/full", 2), ("| head -c 1", 0)):
        done = subprocess.run(f"{command} {redirection}", shell=True, capture_output=True, text=True, check=False)
        assert (done.returncode, "Traceback" in done.stderr) == (code, False), redirection


@unix
def test_a_device_is_not_replaced(given: Given, call: Call) -> None:
    said = call("audit", given(TOWN), *AS_OF, "--json", "/dev/null", "--force")
    assert said.code == 2
    assert not Path("/dev/null").is_file()


INTERRUPTED = """
import os, signal, sys
from samhandling.cli import main, outputs
signal.signal(signal.SIGINT, signal.default_int_handler)  # a suite run in the background inherits that it is ignored
moves = []
def interrupted(temporary, path, move=outputs._move):
    moves.append(path)
    if len(moves) == 2:
        os.kill(os.getpid(), signal.SIGINT)
    move(temporary, path)
outputs._move = interrupted
main(sys.argv[1:])
"""


@unix
def test_interrupted_between_two_files_leaves_none_of_them(given: Given) -> None:
    model = given(TOWN)
    folder = model.parent
    (folder / "a.json").write_text('{"schema": "samhandling.audit/1"}')
    arguments = ["audit", str(model), *AS_OF, "--json", str(folder / "a.json"), "--html", str(folder / "a.html")]
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, *arguments], capture_output=True, text=True, check=False,
    )
    assert done.returncode == 128 + signal.SIGINT
    assert "Traceback" not in done.stderr
    assert (folder / "a.json").read_text() == '{"schema": "samhandling.audit/1"}'
    assert sorted(each.name for each in folder.iterdir()) == ["a.json", "modell"]


def test_a_bug_is_one_line_also_when_its_log_cannot_be_kept(
    given: Given, call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    secret = " ".join(["hemmelig", "tekst"])

    def burst(*_: object) -> None:
        raise RuntimeError(secret)

    (tmp_path / "fil").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "fil"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "fil"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("samhandling.reading.model.read_model", burst)
    said = call("validate", given(TOWN))
    assert said.code == 3
    assert len(said.err.splitlines()) == 1
    [log] = tmp_path.glob("samhandling-*.log")
    assert "RuntimeError" in log.read_text(encoding="utf-8")
    assert secret not in log.read_text(encoding="utf-8")


def test_the_same_bytes_whatever_the_process_is_like(given: Given) -> None:
    model = given({"m.yaml": TOWN + "services: [{id: a, name: A, type: ppt, owner: kommune}]\n"})
    arguments = (*AS_OF, "--fail-on", "never", "--json", "-")
    code, text = run("audit", model, *arguments)
    odd = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "SAMHANDLING_LANGUAGE": "en"}
    assert run("audit", ".", *arguments, cwd=model, env=odd) == (code, text)
    assert code == 0
    assert str(model) not in text
