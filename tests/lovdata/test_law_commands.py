"""``law updates``, ``law verify`` and ``law impact`` as they are called."""

import io
import json
import shutil
import tarfile
from datetime import date
from pathlib import Path

import pytest
import yaml

from samhandling.cli import samhandling
from samhandling.cli.exits import run
from samhandling.cli.words import find_language
from samhandling.law.folders import config_directory
from strategies import draw_model

AS_OF = ["--as-of", "2026-11-21"]


def call(*arguments: object) -> int:
    given = ["law", *map(str, arguments)]
    return run(samhandling, given, find_language(given))


def test_updates_speaks_json_and_asks_for_a_person(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("updates", data / "gazette", "--json", "-", *AS_OF) == 1
    out, err = capsys.readouterr()
    found = json.loads(out)
    assert found["schema"] == "samhandling.law-updates/1"
    places = {(each["act"], each["part"], each["in_force"]) for each in found["updates"]}
    assert ("lov/2025-06-20-39", "lov/2021-06-18-97/§15-1/ledd/1/setning/1", "Kongen bestemmer") in places
    assert err == ""


def test_updates_gives_0_when_everything_is_known(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("nl-20250620-035", "sf-20250620-1102"):
        shutil.copy(data / "gazette" / f"{name}.xml", tmp_path)
    assert call("updates", tmp_path, *AS_OF) == 0
    assert "ikke kjent for katalogen – les" not in capsys.readouterr().out.casefold()


def test_a_truncated_archive_gives_2_and_says_so(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "gazette.tar.bz2"
    with tarfile.open(path, "w:bz2") as archive:
        archive.add(data / "gazette", "2025")
    assert call("updates", path, "--json", "-") == 1
    capsys.readouterr()
    path.write_bytes(path.read_bytes()[:-200])
    assert call("updates", path, "--json", "-") == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "gazette.tar.bz2: avvist: filen er avkortet" in err


def test_a_traversing_name_is_refused_by_name_and_nothing_is_written(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "in" / "gazette.tar.gz"
    path.parent.mkdir()
    with tarfile.open(path, "w:gz") as archive:
        info = tarfile.TarInfo("../evil.xml")
        archive.addfile(info, io.BytesIO())
        archive.add(data / "gazette" / "nl-20250620-042.xml", "good.xml")
    assert call("updates", path, "--language", "en") == 1
    out, err = capsys.readouterr()
    assert '"../evil.xml" refused: its name points out of the archive.' in err
    assert "lov/2025-06-20-42" in out
    assert [each.name for each in tmp_path.rglob("*")] == ["in", "gazette.tar.gz"]


def test_a_file_that_is_not_there_gives_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("updates", tmp_path / "nowhere.tar.bz2") == 2
    assert call("verify", tmp_path / "nowhere.tar.bz2") == 2
    assert "filen finnes ikke" in capsys.readouterr().err


def test_verify_writes_what_was_accepted_and_the_catalogue_reads_it(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "config"
    shutil.copytree(config_directory(), config)
    file = config / "provisions" / "kommuneloven.yaml"
    text = file.read_text(encoding="utf-8")
    start = text.index("- id: KOML-4-1\n")
    own = text[start : text.index("\n- id:", start)]
    # The statute on the municipality's desk is about property; one provision is made to cite it.
    file.write_text(
        text.replace(own, own.replace("§ 4-1", "§ 23").replace("LOV-2018-06-22-83", "LOV-2017-06-16-65")), "utf-8"
    )
    laws = config / "laws.yaml"
    name = "{nb: eiersl., nn: eiersl., en: eiersl.}"
    entry = f"- {{id: LOV-2017-06-16-65, name: {name}, short: {name}, supervisor: statsforvalteren}}\n"
    laws.write_text(laws.read_text("utf-8") + entry, "utf-8")
    arguments = ("verify", data / "statutes", "--config", config, "--json", "-", *AS_OF)

    assert call(*arguments) == 1
    problems = {each["provision"]: each["problem"] for each in json.loads(capsys.readouterr().out)["problems"]}
    assert problems["KOML-4-1"] == "not_reviewed"
    assert problems["HOL-3-4-2"] == "statute_missing"

    assert call(*arguments, "--accept", "KOML-4-1") == 1
    found = json.loads(capsys.readouterr().out)
    assert found["accepted"] == ["KOML-4-1"]
    assert "KOML-4-1" not in {each["provision"] for each in found["problems"]}
    assert "KOML-4-1: {date: 2026-11-21, text_sha256: " in (config / "reviews.yaml").read_text(encoding="utf-8")

    assert call(*arguments) == 1
    assert "KOML-4-1" not in {each["provision"] for each in json.loads(capsys.readouterr().out)["problems"]}
    assert call(*arguments, "--accept", "HOL-3-4-2") == 2
    assert "HOL-3-4-2" in capsys.readouterr().err


class Plain(yaml.SafeDumper):
    """Without anchors, which a model may not have."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def test_impact_shows_what_rests_on_a_section(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    model = tmp_path / "model.yaml"
    drawn = draw_model(3, date(2026, 11, 21))
    model.write_text(yaml.dump(drawn, Dumper=Plain, allow_unicode=True, sort_keys=False), encoding="utf-8")
    assert call("impact", "lov/2011-06-24-30/§7-1/ledd/1", "--model", model, "--json", "-", *AS_OF) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["schema"], found["provisions"]) == ("samhandling.law-impact/1", ["HOL-7-1-1"])
    assert found["outcomes"]
    assert all("HOL-7-1-1" in outcome["provisions"] for outcome in found["outcomes"])
    assert call("impact", "HOL-7-1-1", "--model", model, *AS_OF) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(found["outcomes"]) + 2
    assert call("impact", "NOWHERE", "--model", model, *AS_OF) == 2
    assert "NOWHERE" in capsys.readouterr().err
