"""The folder can be broken off at any moment: nothing half written, nothing lost, and the next run completes it."""

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from folders import PATHS, Killed, Mortal, contents, is_complete, plan, run, text

from samhandling.casefile.manifest import MANIFEST, UNFINISHED, known_of
from samhandling.casefile.writer import made, open_folder
from samhandling.errors import SamhandlingError

MOMENTS = ("before", "within", "after")


def steps_of(tmp_path: Path, version: int) -> int:
    counting = Mortal(-1)
    run(tmp_path, plan(version), counting)
    return counting.steps


def die(out: Path, version: int, step: int, when: str) -> None:
    with contextlib.suppress(Killed):
        run(out, plan(version), Mortal(step, when))


def whole(out: Path, *versions: int) -> None:
    """No half-written file: each is as one of the versions has it."""
    for path, content in contents(out).items():
        if not path.startswith("_") and path != MANIFEST and ".samhandling-" not in path:
            assert content in [text(path, version) for version in versions], path


def test_a_new_folder_has_every_file_and_a_manifest_that_matches(tmp_path: Path) -> None:
    out = tmp_path / "ny" / "tilsyn"
    written = run(out, plan(1))
    assert set(contents(out)) == {*PATHS, MANIFEST}
    assert set(written.written) == set(PATHS)
    assert is_complete(out)
    assert run(out, plan(1)).written == ()


def test_the_same_plan_gives_the_same_bytes(tmp_path: Path) -> None:
    run(tmp_path / "a", plan(1))
    run(tmp_path / "b", plan(1))
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


@pytest.mark.parametrize("when", MOMENTS)
@pytest.mark.parametrize("before", [None, 1])
def test_killed_at_every_step_and_completed(tmp_path: Path, when: str, before: int | None) -> None:
    start = tmp_path / "mal"
    if before is not None:
        run(start, plan(before))
    steps = steps_of(tmp_path / "telt", 2) + 1
    for step in range(steps):
        out = tmp_path / f"{step}"
        if before is not None:
            run(out, plan(before))
        die(out, 2, step, when)
        versions = (2,) if before is None else (before, 2)
        whole(out, *versions)
        # Either as it was, or complete, or it says itself that it is not.
        untouched = before is not None and all((out / path).read_bytes() == text(path, before) for path in PATHS)
        assert untouched or is_complete(out) or not (out / MANIFEST).exists() or (out / UNFINISHED).exists()
        run(out, plan(2))
        assert is_complete(out)
        whole(out, 2)
        assert set(contents(out)) == {*PATHS, MANIFEST}


def torment(tmp_path: Path, seed: int) -> None:
    """Runs of changing plans, killed at random, with people editing in between: no edit is ever lost."""
    chance = random.Random(seed)
    out, edits = tmp_path / f"tilsyn-{seed}", {}
    for _ in range(chance.randint(2, 6)):
        version = chance.randint(1, 3)
        paths = tuple(path for path in PATHS if chance.random() < 0.8)
        planned = plan(version, paths)
        with contextlib.suppress(Killed):
            run(out, planned, Mortal(chance.randrange(40), chance.choice(MOMENTS)))
        if out.exists() and chance.random() < 0.7:
            there = [path for path in contents(out) if path.endswith((".docx", ".xlsx", ".md", ".txt"))]
            for path in chance.sample(there, min(len(there), chance.randint(0, 2))):
                edit = f"skrevet av et menneske {chance.random()}".encode()
                (out / path).write_bytes(edit)
                edits = {where: what for where, what in edits.items() if where != path} | {path: edit}
    run(out, plan(9))
    assert is_complete(out)
    found = contents(out)
    for path, edit in edits.items():
        assert found[path] == edit, path
    listed = json.loads(found[MANIFEST])
    ours = {each["path"] for each in listed["files"]}
    assert ours.isdisjoint(edits)
    for path in PATHS:
        assert any(found[each] == text(path, 9) for each in ours), path
    # Nothing of our own is taken for somebody's work, however often a run was broken off.
    assert ours - set(PATHS) <= {each for each in found if "(ny" in each}
    assert len(found) == len(PATHS) + 1 + len(edits)


@pytest.mark.parametrize("seed", range(30))
def test_killed_at_random_with_people_editing(tmp_path: Path, seed: int) -> None:
    torment(tmp_path, seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1_000, 1_200))
def test_killed_at_random_with_people_editing_many_times(tmp_path: Path, seed: int) -> None:
    torment(tmp_path, seed)


_CHILD = """
import sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from folders import plan, run
print("klar", flush=True)
run(Path({out!r}), plan({version}, tuple(f"1 Styrende/{{n:02}} Mappe/Fil.md" for n in range(60))))
"""


def kill_a_process(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    out, paths = tmp_path / "tilsyn", tuple(f"1 Styrende/{n:02} Mappe/Fil.md" for n in range(60))
    if chance.random() < 0.5:
        run(out, plan(1, paths))
    code = _CHILD.format(tests=str(Path(__file__).parent), out=str(out), version=2)
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "klar\n"
    time.sleep(chance.random() * 0.1)
    child.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
    child.wait()
    child.stdout.close()
    if out.exists():
        whole(out, 1, 2)
    run(out, plan(2, paths))
    assert is_complete(out)
    assert set(contents(out)) == {*paths, MANIFEST}


@pytest.mark.parametrize("seed", range(3))
def test_a_killed_process_is_completed(tmp_path: Path, seed: int) -> None:
    kill_a_process(tmp_path, seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 300))
def test_a_killed_process_is_completed_many_times(tmp_path: Path, seed: int) -> None:
    kill_a_process(tmp_path, seed)


# people -----------------------------------------------------------------------------------------------------------


def test_what_a_person_changed_is_kept_and_the_new_put_beside(tmp_path: Path) -> None:
    out, path = tmp_path / "tilsyn", "3 Svar/Svar.xlsx"
    run(out, plan(1))
    (out / path).write_bytes(b"mitt")
    written = run(out, plan(2))
    assert written.kept == ((path, "3 Svar/Svar (ny).xlsx"),)
    assert (out / path).read_bytes() == b"mitt"
    assert (out / "3 Svar/Svar (ny).xlsx").read_bytes() == text(path, 2)
    assert is_complete(out)
    # The new one is ours, and is replaced; changed in its turn, it is kept too.
    run(out, plan(3))
    assert (out / "3 Svar/Svar (ny).xlsx").read_bytes() == text(path, 3)
    (out / "3 Svar/Svar (ny).xlsx").write_bytes(b"mitt nye")
    run(out, plan(4))
    assert (out / "3 Svar/Svar (ny).xlsx").read_bytes() == b"mitt nye"
    assert (out / "3 Svar/Svar (ny 2).xlsx").read_bytes() == text(path, 4)


def test_what_a_person_put_there_is_listed_and_never_touched(tmp_path: Path) -> None:
    out = tmp_path / "tilsyn"
    run(out, plan(1))
    (out / "3 Svar" / "Eget notat.txt").write_bytes(b"notat")
    run(out, plan(2))
    assert (out / "3 Svar" / "Eget notat.txt").read_bytes() == b"notat"
    assert [each["path"] for each in json.loads((out / MANIFEST).read_bytes())["others"]] == ["3 Svar/Eget notat.txt"]


def test_what_no_longer_belongs_is_removed_unless_changed(tmp_path: Path) -> None:
    out = tmp_path / "tilsyn"
    run(out, plan(1))
    (out / PATHS[2]).write_bytes(b"mitt")
    written = run(out, plan(1, PATHS[:1]))
    assert set(written.removed) == {PATHS[1], PATHS[3]}
    assert set(contents(out)) == {PATHS[0], PATHS[2], MANIFEST}


def test_a_file_that_was_deleted_is_written_again_and_the_folder_says_so(tmp_path: Path) -> None:
    out = tmp_path / "tilsyn"
    run(out, plan(1))
    (out / PATHS[0]).unlink()
    assert open_folder(out).unfinished
    assert run(out, plan(1)).written == (PATHS[0],)


def test_an_unfinished_folder_says_so_in_a_file_and_to_the_next_run(tmp_path: Path) -> None:
    out = tmp_path / "tilsyn"
    die(out, 1, 9, "before")
    assert (out / UNFINISHED).exists()
    assert not (out / MANIFEST).exists()
    assert json.loads((out / UNFINISHED).read_bytes())["message"] == {"nb": "Ikke ferdig."}
    assert run(out, plan(1)).was_unfinished
    assert not run(out, plan(1)).was_unfinished


# what is not ours -------------------------------------------------------------------------------------------------


def test_a_folder_that_is_not_ours_is_never_written_in(tmp_path: Path) -> None:
    for name, content in (("brev.txt", b"hei"), (MANIFEST, b'{"schema": "annet/1"}'), (UNFINISHED, b"{}")):
        out = tmp_path / f"mappe-{name}"
        out.mkdir()
        (out / name).write_bytes(content)
        with pytest.raises(SamhandlingError, match="not_ours"):
            run(out, plan(1))
        assert contents(out) == {name: content}
    with pytest.raises(SamhandlingError, match="not_a_folder"):
        run(tmp_path / "mappe-brev.txt" / "brev.txt", plan(1))


def test_an_empty_folder_may_be_used(tmp_path: Path) -> None:
    (tmp_path / "tom").mkdir()
    run(tmp_path / "tom", plan(1))
    assert is_complete(tmp_path / "tom")


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    out, elsewhere = tmp_path / "tilsyn", tmp_path / "annet"
    elsewhere.mkdir()
    run(out, plan(1))
    (out / "3 Svar" / "Svar.xlsx").unlink()
    (out / "3 Svar").rmdir()
    (out / "3 Svar").symlink_to(elsewhere, target_is_directory=True)
    with pytest.raises(SamhandlingError, match="in_the_way"):
        run(out, plan(2))
    assert contents(elsewhere) == {}


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_in_place_of_a_file_is_kept(tmp_path: Path) -> None:
    out, other = tmp_path / "tilsyn", tmp_path / "annet.xlsx"
    run(out, plan(1))
    other.write_bytes(b"annet")
    (out / "3 Svar" / "Svar.xlsx").unlink()
    (out / "3 Svar" / "Svar.xlsx").symlink_to(other)
    run(out, plan(2))
    assert other.read_bytes() == b"annet"
    assert (out / "3 Svar" / "Svar (ny).xlsx").read_bytes() == text("3 Svar/Svar.xlsx", 2)


@pytest.mark.parametrize("path", ["../utenfor.txt", "/etc/x", "a/../../b", "C:/x", "a\\..\\b", "a//b", ""])
def test_a_manifest_cannot_make_us_remove_what_is_outside(tmp_path: Path, path: str) -> None:
    content = b"ikke vaar"
    (tmp_path / "utenfor.txt").write_bytes(content)
    listed = made(path, "", content)
    hostile = {"schema": "samhandling.casefile/1", "files": [{"path": path, "sha256": listed.sha256}]}
    assert known_of(json.dumps(hostile).encode()).digests == {}
    out = tmp_path / "tilsyn"
    out.mkdir()
    (out / MANIFEST).write_text(json.dumps(hostile), encoding="utf-8")
    run(out, plan(1))
    assert (tmp_path / "utenfor.txt").read_bytes() == content


@pytest.mark.parametrize(
    "spoiled", [b"", b"{", b"[]", b'{"files": 3}', b'{"files": [{"path": 1, "sha256": []}]}', b"\xff"]
)
def test_a_spoiled_manifest_makes_every_file_somebodys(tmp_path: Path, spoiled: bytes) -> None:
    assert known_of(spoiled).digests == {}
    out = tmp_path / "tilsyn"
    run(out, plan(1))
    (out / MANIFEST).write_bytes(b'{"schema": "samhandling.casefile/1", ' + spoiled)
    written = run(out, plan(2))
    assert len(written.kept) == len(PATHS)
    assert all((out / path).read_bytes() == text(path, 1) for path in PATHS)
