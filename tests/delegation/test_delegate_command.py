"""``samhandling delegate`` from the command line."""

import json
from pathlib import Path

import pytest

MODEL = """\
municipality: {name: Prøvevik, number: "9999", language_form: nynorsk}
roles:
  - {id: kst, title: Kommunestyret, kind: kommunestyre}
  - {id: kd, title: Kommunedirektøren, kind: kommunedirektor}
  - {id: ke, title: Leiar for koordinerande eining, kind: leder}
services:
  - {id: ke, name: Koordinerande eining, type: koordinerende_enhet, owner: kommune, lead: ke}
delegations:
  - {id: a, authority: avgjore_samordning, from: kd, to: ke, decided: 2024-01-01, valid_to: 2025-12-31}
  - {id: b, authority: oppnevne_barnekoordinator, from: kst, to: kd, decided: 2024-01-01, may_subdelegate: true}
"""
ON = ("--as-of", "2026-11-21")


@pytest.fixture
def model(tmp_path):
    folder = tmp_path / "modell"
    folder.mkdir()
    (folder / "modell.yaml").write_text(MODEL, encoding="utf-8")
    return folder


def test_the_plan_in_the_municipalitys_own_language(call, model):
    code, out, _ = call("delegate", model, *ON)
    assert code == 0
    assert "kven kan avgjere kva" in out
    assert "Forny «Kommunedirektøren → Leiar for koordinerande eining», som gjekk ut 31. desember 2025" in " ".join(
        out.split()
    )
    assert "Berre kommunestyret sjølv" in out


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("keep", "Kommunedirektøren vedtek å behalde avgjerda"),
        ("staff", "Oversikta har ingen slik funksjon"),
        ("coordinating-unit", "Kommunedirektøren delegerer avgjerda til leiar for koordinerande eining"),
    ],
)
def test_a_pattern_and_what_it_would_change(call, model, pattern, said):
    code, out, _ = call("delegate", model, *ON, "--pattern", pattern)
    assert code == 0
    assert said in " ".join(out.split())
    assert "SOR401" in out
    assert "Alle tre mønstera er lovlege" in out


def test_json_holds_the_audits_block_and_every_authority(call, model):
    code, out, _ = call("delegate", model, *ON, "--json", "-", "--pattern", "keep")
    said = json.loads(out)
    assert code == 0
    assert said["schema"] == "samhandling.delegation/1"
    _, audited, _ = call("audit", model, *ON, "--json", "-")
    assert said["delegation"] == json.loads(audited)["delegation"]
    assert len(said["authorities"]) == 9
    first = said["authorities"][0]
    assert first["authority"] == "avgjore_samordning"
    assert (first["standing"], [link["state"] for link in first["links"]]) == ("by_law", ["lapsed"])
    assert [(gap["rule"], gap["verdict"]) for gap in first["gaps"]] == [("SOR401", "not_met"), ("DEL502", "not_met")]
    assert [step["kind"] for step in first["remaining"]] == ["renew"]
    assert said["pattern"]["recalled"] == ["a"]
    assert {"rule": "SOR401", "subject": "municipality", "before": "not_met", "after": "met",
            "direction": "better", "severity": "high"} in said["pattern"]["changes"]  # fmt: skip
    assert call("delegate", model, *ON, "--json", "-", "--pattern", "keep")[1] == out


def test_all_files_at_once_and_a_typed_in_draft_is_not_overwritten(call, model, tmp_path):
    names = {"--docx": "vedtak.docx", "--report": "matrise.xlsx", "--json": "plan.json", "-o": "tre.svg"}
    options = [word for option, name in names.items() for word in (option, tmp_path / name)]
    assert call("delegate", model, *ON, *options)[0] == 0
    first = {name: (tmp_path / name).read_bytes() for name in names.values()}
    assert call("delegate", model, *ON, *options)[0] == 0
    assert {name: (tmp_path / name).read_bytes() for name in names.values()} == first
    typed_in(tmp_path / "vedtak.docx")
    code, out, err = call("delegate", model, *ON, "--docx", tmp_path / "vedtak.docx")
    assert (code, out) == (2, "")
    assert "vedtak.docx" in err


def typed_in(path: Path) -> None:
    import docx

    document = docx.Document(str(path))
    document.paragraphs[0].add_run("!")
    document.save(str(path))


def test_mistakes_in_the_call(call, model, tmp_path):
    assert call("delegate", model, *ON, "--pattern", "both")[0] == 2
    code, _, err = call("delegate", model, *ON, "--out", tmp_path / "tre.gif")
    assert code == 2
    assert ".svg" in err
    assert not (tmp_path / "tre.gif").exists()


def test_quiet_says_nothing(call, model):
    assert call("delegate", model, *ON, "-q")[:2] == (0, "")


@pytest.mark.parametrize(("language", "word"), [("nb", "Utkast"), ("nn", "utkast"), ("en", "draft")])
def test_help_in_three_languages(call, language, word):
    code, out, _ = call("delegate", "--help", "--language", language)
    assert code == 0
    assert word.lower() in out.lower()
    assert "--pattern" in out
