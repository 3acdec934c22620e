"""``samhandling batch`` as a person calls it."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from synthetic import Profile, municipality, write

from samhandling.batch.models import find_models, numbered
from samhandling.errors import SamhandlingError

Call = Callable[..., Any]
DATE = ("--as-of", "2026-11-21")


def workbook(path: Path) -> dict[str, list[list[object]]]:
    book = load_workbook(BytesIO(path.read_bytes()))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def everything_in(path: Path) -> str:
    return repr(workbook(path))


def test_a_country_becomes_one_workbook_and_the_same_json_as_audit_writes(
    little_country: Path, tmp_path: Path, call: Call
) -> None:
    report, results = tmp_path / "land.xlsx", tmp_path / "json"
    said = call("batch", little_country, "--report", report, "--json-dir", results, "--jobs", 1, *DATE)
    assert said.code == 1
    assert "6 kommuner" in said.out
    assert "telles én gang i hver av kommunene" in said.out
    assert sorted(path.name for path in results.iterdir()) == [f"vik-{number}.json" for number in range(1, 7)]
    call("audit", little_country / "vik-5", "--json", tmp_path / "en.json", *DATE)
    assert (results / "vik-5.json").read_bytes() == (tmp_path / "en.json").read_bytes()
    sheets = workbook(report)
    assert {"Sammendrag", "Vanligste mangler", "Kommuner", "Plikter OVG", "Avviste modeller"} <= set(sheets)
    assert "telles én gang i hver av kommunene" in repr(sheets["Sammendrag"])


@pytest.mark.slow
def test_processes_give_the_same_as_one(little_country: Path, tmp_path: Path, call: Call) -> None:
    documents = []
    for jobs in (1, 2):
        results = tmp_path / f"json-{jobs}"
        said = call("batch", little_country, "--json", "-", "--json-dir", results, "--jobs", jobs, *DATE)
        assert said.code == 1
        documents.append((said.out, [path.read_bytes() for path in sorted(results.iterdir())]))
    assert documents[0] == documents[1]
    document = json.loads(documents[0][0])
    assert document["schema"] == "samhandling.batch/1"
    assert [each["model"] for each in document["municipalities"]] == [f"vik-{number}" for number in range(1, 7)]


def test_a_broken_model_is_told_with_its_place_and_the_others_go_on(
    little_country: Path, tmp_path: Path, call: Call
) -> None:
    land = tmp_path / "land"
    shutil.copytree(little_country / "vik-1", land / "god")
    (land / "skadet").mkdir()
    (land / "skadet" / "m.yaml").write_text("municipality: {name: Skadet, numer: '9999'}\n", encoding="utf-8")
    (land / "tom.xlsx").write_bytes(b"")
    (land / "~$laast.xlsx").write_bytes(b"x")
    (land / ".skjult").mkdir()
    report = tmp_path / "r.xlsx"
    said = call("batch", land, "--report", report, "--jobs", 1, "--fail-on", "never", *DATE)
    assert said.code == 2
    assert f"{land}/skadet/m.yaml:1:30: INN034".replace("/", os.sep) in said.err
    assert "Hoppet over ~$laast.xlsx" in said.err
    assert "Traceback" not in said.err
    assert "Én kommune" in said.out
    assert "2 modeller ble avvist" in said.out
    refused = repr(workbook(report)["Avviste modeller"])
    assert "skadet" in refused
    assert "tom.xlsx" in refused
    assert "INN034" in refused


def test_the_exit_code_follows_the_threshold(tmp_path: Path, call: Call) -> None:
    write(municipality(Profile(40, "terskel", diligence=1.0)), tmp_path / "land" / "a")
    assert call("batch", tmp_path / "land", "--fail-on", "never", *DATE).code == 0
    assert call("batch", tmp_path / "land", "--fail-on", "low", *DATE).code == 1
    assert call("batch", tmp_path / "land", "--as-of", "2020-01-01").code == 2


def test_without_names_nothing_that_is_written_has_one(tmp_path: Path, call: Call) -> None:
    land = tmp_path / "land"
    for number, name in enumerate(("Storekvax", "Lillekvax", "Mellomkvax")):
        model = municipality(Profile(40 + number, f"anonym{number}", name, 0.4))
        for entry in (*model["services"], *model["agreements"]):
            entry["name" if "name" in entry else "title"] += f" i {name}"
        model["services"][0]["id"] = f"{name.lower()}-forst"
        for agreement in model["agreements"]:
            agreement["parties"].append({"service": f"{name.lower()}-forst"})
        model["agreements"] = [
            agreement for agreement in model["agreements"] if "barnehage-1" not in str(agreement["parties"])
        ]
        model["arenas"] = []
        model.pop("transitions", None)
        model.pop("interaction_model", None)
        write({section: content for section, content in model.items() if content}, land / name)
    (land / "Skadekvax").mkdir()
    broken = "municipality: {name: Skadekvax, numer: '1'}\n"
    (land / "Skadekvax" / "skadekvax.yaml").write_text(broken, encoding="utf-8")
    report, results, summary = tmp_path / "r.xlsx", tmp_path / "json", tmp_path / "s.json"
    said = call(
        "batch", land, "--anonymise", "--report", report, "--json-dir", results, "--json", summary, "--jobs", 1, *DATE
    )
    assert said.code == 2
    written = everything_in(report) + summary.read_text(encoding="utf-8") + said.out
    for path in results.iterdir():
        written += path.name + path.read_text(encoding="utf-8")
    assert len(list(results.iterdir())) == 3
    assert "kvax" not in written.lower()
    assert "9999" not in written
    assert "Kommune 1" in written
    document = json.loads(next(results.iterdir()).read_text(encoding="utf-8"))
    assert document["inputs"] == []
    assert {each["location"] for each in document["findings"]} == {None}


def test_the_numbers_do_not_follow_the_names_and_are_the_same_next_time(little_country: Path) -> None:
    models, _ = find_models(little_country, "land")
    once, again = numbered(models), numbered(tuple(reversed(models)))
    assert [each.key for each in once] == [each.key for each in again] == [f"kommune-{n}" for n in range(1, 7)]
    assert [each.path for each in once] == [each.path for each in again] != [each.path for each in models]


def test_two_of_one_name_are_kept_apart(tmp_path: Path) -> None:
    (tmp_path / "Vik").mkdir()
    (tmp_path / "Vik" / "a.yaml").write_text("x")
    (tmp_path / "vik.yaml").write_text("x")
    (tmp_path / "øy.yaml").write_text("x")
    (tmp_path / "json").mkdir()
    (tmp_path / "rapport.xlsx").write_text("x")
    models, _ = find_models(tmp_path, "land", tmp_path / "rapport.xlsx")
    assert sorted(each.key for each in models) == ["Vik", "vik.yaml", "øy"]


def test_a_folder_that_is_one_municipality_or_none_is_refused(tmp_path: Path, call: Call) -> None:
    for folder, key in ((tmp_path / "nei", "no_folder"), (tmp_path, "no_models")):
        with pytest.raises(SamhandlingError, match=f"batch.error.{key}"):
            find_models(folder, "x")
    write(municipality(Profile(15, "en")), tmp_path / "en")
    said = call("batch", tmp_path / "en", *DATE)
    assert said.code == 2
    assert "samhandling audit" in said.err


def test_what_could_not_be_written_is_refused_before_the_work(little_country: Path, tmp_path: Path, call: Call) -> None:
    results = tmp_path / "json"
    results.mkdir()
    (results / "vik-3.json").write_text("{}", encoding="utf-8")
    (tmp_path / "r.xlsx").write_text("mitt eget", encoding="utf-8")
    for arguments in (("--json-dir", results), ("--report", tmp_path / "r.xlsx")):
        said = call("batch", little_country, *arguments, *DATE)
        assert said.code == 2
        assert said.out == ""
    assert [path.name for path in results.iterdir()] == ["vik-3.json"]


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is sent otherwise on Windows")
def test_ctrl_c_ends_it_at_once_and_leaves_no_process(tmp_path: Path) -> None:
    for number in range(8):
        write(municipality(Profile(1_500, f"avbrudd{number}")), tmp_path / "land" / f"vik-{number}")
    results = tmp_path / "json"
    # A suite that is run in the background inherits that Ctrl-C is ignored.
    program = (
        "import signal, sys\n"
        "if __name__ == '__main__':\n"
        "    signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "    from samhandling.cli import main\n"
        "    main(sys.argv[1:])\n"
    )
    command = [sys.executable, "-c", program, "batch", str(tmp_path / "land"), "--jobs", "2", "--json-dir",
               str(results), *DATE]  # fmt: skip
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    while not results.is_dir() or not any(results.iterdir()):
        assert running.poll() is None
        time.sleep(0.05)
    os.killpg(running.pid, signal.SIGINT)
    _, complaint = running.communicate(timeout=20)
    assert running.returncode == 130
    assert b"Traceback" not in complaint
    # Python's own helper, which sees that its pipe is closed, is the last to leave.
    for _ in range(60):
        left = subprocess.run(["pgrep", "-g", str(running.pid)], check=False, capture_output=True, text=True).stdout
        if not left:
            break
        time.sleep(0.05)
    assert not left
    assert not [path for path in results.iterdir() if path.suffix != ".json" or path.name.startswith(".")]


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="needs kill")
def test_a_process_that_dies_takes_only_its_own_model_with_it(tmp_path: Path) -> None:
    for number in range(4):
        write(municipality(Profile(1_200, f"drap{number}")), tmp_path / "land" / f"vik-{number}")
    results = tmp_path / "json"
    command = [sys.executable, "-m", "samhandling", "batch", str(tmp_path / "land"), "--jobs", "2", "--json-dir",
               str(results), "--json", "-", *DATE]  # fmt: skip
    environment = os.environ | {"XDG_STATE_HOME": str(tmp_path / "state")}
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
    children: list[str] = []
    while not children:
        assert running.poll() is None
        time.sleep(0.05)
        ask = ["ps", "-ww", "-o", "pid=,args=", "--ppid", str(running.pid)]
        listed = subprocess.run(ask, check=False, capture_output=True, text=True)
        children = [line.split()[0] for line in listed.stdout.splitlines() if "spawn_main" in line]
    while not results.is_dir() or not any(results.iterdir()):
        assert running.poll() is None
        time.sleep(0.05)
    os.kill(int(children[0]), signal.SIGKILL)
    out, complaint = running.communicate(timeout=120)
    assert running.returncode in (1, 3)
    document = json.loads(out)
    assert len(document["municipalities"]) + len(document["refused"]) == 4
    assert len(document["municipalities"]) >= 3
    assert b"Traceback" not in complaint
