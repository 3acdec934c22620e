"""``samhandling transitions`` and ``samhandling impact``, as a user calls them."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from icalendar import Calendar

from samhandling.cli import main
from samhandling.law.catalogue import Catalogue
from small_models import carrier, services_of

DAY = ("--as-of", "2026-11-21")


@pytest.fixture
def model(tmp_path: Path, catalogue: Catalogue) -> Path:
    services = services_of(catalogue.transition("T05"))
    services.append({"id": "andre", "name": "Andre barnehage", "type": "barnehage", "owner": "privat"})
    content = {
        "municipality": {"name": "Prøvevik", "number": "9998"},
        "services": services,
        "roles": [{"id": "andre", "title": "Styrer"}],
        "agreements": [carrier("T05", ["fra-0", "til-0"], valid_to="2027-07-31")],
        "transitions": [{"transition": "T05", "agreement": "rutine-t05", "sending_lead": "andre",
                         "activities": [{"month": 5, "activity": "Besøk på skolen", "responsible": "andre"}]}],
    }  # fmt: skip
    path = tmp_path / "modell.yaml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return path


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.delenv("SAMHANDLING_LANGUAGE", raising=False)

    def run(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            main([str(each) for each in arguments])
        out, err = capsys.readouterr()
        return int(left.value.code or 0), out, err

    return run


def test_all_transitions_on_the_screen(call: Any, model: Path) -> None:
    code, out, _ = call("transitions", model, *DAY)
    assert code == 0
    assert "T05  delvis dekket" in out
    assert "2 av 3 dekket" in out
    assert "Andre barnehage" in out
    assert "T26" in out


def test_one_transition_has_everything(call: Any, model: Path) -> None:
    code, out, _ = call("transitions", model, "--transition", "t05", *DAY)
    assert code == 0
    for words in (
        "Hjemmel på datoen", "oppl. § 4-7", "Kommunen skal sørge for overgangen", "Leder hos avgiver", "Styrer",
        "Rutine for T05 (plan) – gjelder til og med 31. juli 2027", "Utenfor (1)", "mai  Besøk på skolen (Styrer)",
        "kan ikke leses av modellen", "Hva dere kan gjøre", "ikke om det virker",
    ):  # fmt: skip
        assert words in out
    assert "T06" not in out


@pytest.mark.parametrize(("language", "words"), [("nn", "delvis dekt"), ("en", "partly covered")])
def test_in_other_languages(call: Any, model: Path, language: str, words: str) -> None:
    code, out, _ = call("transitions", model, "--language", language, *DAY)
    assert code == 0
    assert words in out


@pytest.mark.parametrize(("name", "mend"), [("T5", "Mente du «T05»?"), ("T27", "Mente du «T2"), ("xyz", "T01 til T26")])
def test_an_unknown_transition_names_the_nearest(call: Any, model: Path, name: str, mend: str) -> None:
    code, out, err = call("transitions", model, "--transition", name, *DAY)
    assert code == 2
    assert out == ""
    assert mend in err


def test_json_holds_ids_and_no_sentences(call: Any, model: Path) -> None:
    code, out, _ = call("transitions", model, "--json", "-", "-q", *DAY)
    document = json.loads(out)
    assert code == 0
    assert document["schema"] == "samhandling.transitions/1"
    assert len(document["transitions"]) == 26
    fifth = document["transitions"][4]
    assert (fifth["id"], fifth["verdict"], fifth["uncovered"]) == ("T05", "partial", ["andre"])
    assert fifth["carriers"] == [{"agreement": "rutine-t05", "state": "in_force", "suitable": True}]
    assert {"item": "tidsplan-med-frister", "shown": "recorded", "read_from": "activities"} in fifth["checklist"]
    assert {each["kind"] for each in document["deadlines"]} >= {"activity", "expiry", "internal_control_report"}
    assert out == call("transitions", model, "--json", "-", "-q", *DAY)[1]


def test_calendar_and_figures_are_written(call: Any, model: Path, tmp_path: Path) -> None:
    ics, svg, png = tmp_path / "a.ics", tmp_path / "a.svg", tmp_path / "a.png"
    assert call("transitions", model, "--ics", ics, "--out", svg, *DAY)[0] == 0
    summaries = [str(each["SUMMARY"]) for each in Calendar.from_ical(ics.read_bytes()).walk("VEVENT")]
    assert "T05 Barnehage → skole og SFO: Besøk på skolen" in summaries
    assert "Går ut: Rutine for T05" in summaries
    assert svg.read_text(encoding="utf-8").startswith("<?xml")
    assert call("transitions", model, "-o", png, "-q", *DAY) == (0, "", "")
    assert png.read_bytes().startswith(b"\x89PNG")
    # Written by this tool: may be replaced by the next run.
    assert call("transitions", model, "--ics", ics, *DAY)[0] == 0


def test_files_with_another_ending_are_refused(call: Any, model: Path, tmp_path: Path) -> None:
    assert call("transitions", model, "--out", tmp_path / "a.pdf", *DAY)[0] == 2
    assert call("transitions", model, "--ics", tmp_path / "a.txt", *DAY)[0] == 2


def test_impact_names_who_loses_cover(call: Any, model: Path) -> None:
    code, out, _ = call("impact", model, "rutine-t05", *DAY)
    assert code == 0
    assert "Hva skjer hvis «Rutine for T05» slutter å gjelde?" in out
    assert "2 enheter er ikke lenger dekket: Fra-0 · Til-0" in out
    assert "OVG605" in out


def test_impact_as_json(call: Any, model: Path) -> None:
    code, out, _ = call("impact", model, "rutine-t05", "--json", "-", *DAY)
    document = json.loads(out)
    assert code == 0
    assert document["schema"] == "samhandling.impact/1"
    assert document["falls_away"] == {"section": "agreements", "id": "rutine-t05"}
    assert document["transitions"] == [
        {"id": "T05", "before": "partial", "after": "not_met", "lost": ["fra-0", "til-0"]}
    ]
    assert document["summary"]["worse"] >= 1


def test_an_id_that_stands_in_two_sections_must_be_told_apart(call: Any, model: Path) -> None:
    code, out, err = call("impact", model, "andre", *DAY)
    assert (code, out) == (2, "")
    assert "services/andre / roles/andre" in err
    assert "Styrer" in call("impact", model, "roles/andre", *DAY)[1]


def test_an_unknown_id_names_the_nearest(call: Any, model: Path) -> None:
    code, out, err = call("impact", model, "rutine-t5", *DAY)
    assert (code, out) == (2, "")
    assert "Mente du «rutine-t05»?" in err
    assert call("impact", model, "zzzzzz", *DAY)[0] == 2


@pytest.mark.parametrize(
    ("change", "code", "mend"),
    [
        ({"transition": "T27"}, "INN063", "T2"),
        ({"transition": "T05", "activities": [{"month": 13}]}, "INN048", "12"),
        ({"transition": "T05", "agreement": "rutine-t50"}, "INN06", "rutine-t05"),
        ({"transition": "T06", "agreement": "rutine-t05"}, "INN071", "overgang:T06"),
    ],
)
def test_mistakes_have_a_place_and_a_mend(call: Any, model: Path, change: Any, code: str, mend: str) -> None:
    content = yaml.safe_load(model.read_text(encoding="utf-8"))
    content["transitions"] = [change]
    model.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    left, out, err = call("transitions", model, *DAY)
    assert (left, out) == (2, "")
    line = next(each for each in err.splitlines() if code in each)
    assert line.startswith(f"{model}:")
    assert line.removeprefix(f"{model}:").split(":")[0].isdigit()
    assert mend in line
