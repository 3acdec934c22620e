"""Killed at any moment: every file is what it was or what it was to become, and nothing that people typed is lost."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from editions import headed
from openpyxl import load_workbook

from samhandling.cli import outputs
from samhandling.cli.outputs import Output, write_all

MARK = b'<meta name="generator" content="samhandling 0.1.0">'
OLD = {"resultat.json": b'{"schema": "samhandling.audit/1"}\n', "side.html": MARK + b"gammel" * 900}
NEW = {
    "resultat.json": b'{"schema": "samhandling.audit/1", "ny": 1}\n' * 50,
    "side.html": MARK + b"ny" * 9000,
    "kart.svg": b"<svg><!-- samhandling --></svg>",
}
STEPS = 30
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
WATCHED = ("open", "tempfile.mkstemp", "os.chmod", "os.rename", "os.remove", "os.listdir")


def die_at(step: int, folder: Path) -> int:
    """Write the new files in a child that dies without a word at a step; give what the child ended with."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    try:
        left = [step]

        def pass_by(_: object = None) -> None:
            left[0] -= 1
            if left[0] == 0:
                os._exit(9)

        sys.addaudithook(lambda event, _: pass_by() if event in WATCHED else None)
        _make_writing_slow(pass_by)
        write_all([Output(folder / name, content) for name, content in NEW.items()], lambda _: None)
    finally:
        os._exit(0)


def _make_writing_slow(pass_by: Callable[[], None]) -> None:
    """Let the child die in the middle of a file, before and after it is on the disk."""
    fdopen, fsync = os.fdopen, os.fsync

    class Stream:
        def __init__(self, stream) -> None:
            self._stream = stream

        def __enter__(self):
            return self

        def __exit__(self, *_: object) -> None:
            self._stream.close()

        def __getattr__(self, name: str):
            return getattr(self._stream, name)

        def write(self, content: bytes) -> None:
            for start in range(0, len(content), 1 + len(content) // 3):
                self._stream.write(content[start : start + 1 + len(content) // 3])
                self._stream.flush()
                pass_by()

    def synced(number: int) -> None:
        fsync(number)
        pass_by()

    outputs.os.fdopen = lambda *given, **options: Stream(fdopen(*given, **options))
    outputs.os.fsync = synced


@pytest.mark.parametrize("step", range(1, STEPS + 1))
def test_died_at_each_step_of_the_writing(tmp_path: Path, step: int) -> None:
    for name, content in OLD.items():
        (tmp_path / name).write_bytes(content)
    die_at(step, tmp_path)
    for name, content in OLD.items():
        assert (tmp_path / name).read_bytes() in {content, NEW[name]}
    fresh = tmp_path / "kart.svg"
    assert not fresh.exists() or fresh.read_bytes() == NEW["kart.svg"]
    strangers = {each.name for each in tmp_path.iterdir()} - set(NEW)
    assert all(name.startswith(".samhandling-") for name in strangers)
    # The next run does what the broken one did not.
    write_all([Output(tmp_path / name, content) for name, content in NEW.items()], lambda _: None)
    assert {name: (tmp_path / name).read_bytes() for name in NEW} == NEW


def test_the_steps_reach_from_before_the_first_file_to_after_the_last(tmp_path: Path) -> None:
    ended = []
    for step in (1, STEPS, 10_000):
        folder = tmp_path / str(step)
        folder.mkdir()
        ended.append((os.waitstatus_to_exitcode(die_at(step, folder)), sorted(each.name for each in folder.iterdir())))
    assert ended[0] == (9, [])
    assert ended[1][0] == 9
    assert ended[2] == (0, sorted(NEW))


@pytest.mark.slow
@pytest.mark.timeout(3_000)
def test_killed_at_random_moments_the_typed_words_survive(small_model: Path, call, tmp_path: Path) -> None:
    chance = random.Random(8)
    report, result = tmp_path / "rapport.xlsx", tmp_path / "resultat.json"
    day = ("--as-of", "2026-11-21")
    call("audit", small_model, *day, "--report", report, "--json", result)
    book = load_workbook(report)
    plan = book["Tiltaksplan"]
    top, columns = headed(plan, "Nøkkel")
    plan.cell(top + 1, columns["Kommentar (fylles ut)"]).value = "Ordene våre"
    book.save(report)
    command = [
        sys.executable, "-m", "samhandling", "audit", str(small_model), *day, "--report", str(report), "--previous",
        str(report), "--json", str(result), "-q",
    ]
    began = time.monotonic()
    subprocess.run(command, check=False, capture_output=True)
    takes = time.monotonic() - began
    for _ in range(200):
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.4, 1.05) * takes)
        child.send_signal(signal.SIGKILL)
        child.wait()
        with ZipFile(report) as archive:
            assert archive.testzip() is None
        json.loads(result.read_text(encoding="utf-8"))
        for path in tmp_path.glob(".samhandling-*"):
            path.unlink()
    assert subprocess.run(command, check=False, capture_output=True).returncode in {0, 1}
    plan = load_workbook(report)["Tiltaksplan"]
    top, columns = headed(plan, "Nøkkel")
    place = columns["Kommentar (fylles ut)"]
    said = [plan.cell(row, place).value for row in range(top + 1, plan.max_row + 1)]
    assert "Ordene våre" in said
