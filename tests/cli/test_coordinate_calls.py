"""``coordinate`` as people meet it: the answer, the question, the file of rules, and what is refused."""

import json
from pathlib import Path

import pytest
import yaml

AS_OF = ("--as-of", "2026-11-21")
DEFECTS = ("gap", "conflict", "not_involved", "not_designable")

MODEL = """\
municipality: {name: Prøvevik, number: "9999", language_form: bokmal}
roles:
  - {id: direktoren, title: Kommunedirektøren, kind: kommunedirektor}
  - {id: koordinatoren, title: Leder for koordinerende enhet, kind: leder}
services:
  - {id: ppt, name: PPT, type: ppt, owner: kommune}
  - {id: helsestasjonen, name: Helsestasjonen, type: helsestasjon, owner: kommune}
  - {id: skolehelse, name: Skolehelsetjenesten, type: skolehelsetjeneste, owner: kommune}
  - {id: skolen, name: Skolen, type: grunnskole, owner: kommune}
  - {id: friskolen, name: Friskolen, type: grunnskole, owner: privat, public_grant: true}
  - {id: tua, name: Tua barnehage, type: barnehage, owner: kommune}
  - {id: lia, name: Lia barnehage, type: barnehage, owner: privat}
  - {id: barnevernet, name: Barnevernet, type: barnevern, owner: kommune}
  - {id: bup, name: BUP, type: bup, owner: stat}
"""
RULES = """\
coordination:
  hit_policy: {policy}
  rules:
    - {{id: R1, all_of: [barnevern, ppt], coordinator: barnevern, rationale: "Barnevernet: ser helheten."}}
    - {{id: R2, stages: [barnetrinn], all_of: [grunnskole], coordinator: grunnskole}}
    - {{id: forslag-1, stages: [barnehagealder], all_of: [barnehage], coordinator: ppt, rationale: "nei"}}
"""


def folder_with(folder: Path, policy: str = "first") -> Path:
    folder.mkdir()
    (folder / "modell.yaml").write_text(MODEL, encoding="utf-8")
    (folder / "samordning.yaml").write_text(RULES.format(policy=policy), encoding="utf-8")
    return folder


@pytest.fixture
def town(tmp_path: Path) -> Path:
    return folder_with(tmp_path / "byen")


def totals(call, model: Path) -> dict[str, int]:
    said = call("audit", model, "--json", "-", "--fail-on", "never", *AS_OF)
    assert said.code == 0, said.err
    return json.loads(said.out)["coordination"]["totals"]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_screen_has_every_part_and_no_key_of_a_text(call, town: Path, language: str) -> None:
    said = call("coordinate", town, "--language", language, *AS_OF)
    assert said.code == 0
    heading = {"nb": "Mellom stolene", "nn": "Mellom stolane", "en": "Between two stools"}[language]
    mark = {"nb": "forslag – ikke vedtatt", "nn": "framlegg – ikkje vedteke", "en": "proposal – not adopted"}[language]
    assert f"\n{heading}\n" in said.out
    assert f"[{mark}]" in said.out
    assert "coordination." not in said.out
    assert "{" not in said.out
    assert all(len(line) <= 100 for line in said.out.splitlines())


def test_the_json_is_the_audits_block_with_defaults_and_proposals(call, town: Path) -> None:
    document = json.loads(call("coordinate", town, "--json", "-", *AS_OF).out)
    audit = json.loads(call("audit", town, "--json", "-", "--fail-on", "never", *AS_OF).out)
    assert list(document)[:10] == [
        "schema", "tool_version", "catalogue_version", "law_known_to", "as_of", "municipality", "inputs",
        "coordination", "defaults", "proposals",
    ]  # fmt: skip
    assert document["schema"] == "samhandling.coordination/1"
    assert document["coordination"] == audit["coordination"]
    assert document["inputs"] == audit["inputs"]
    closed = sum(each["count"] for each in document["proposals"])
    assert closed == document["coordination"]["totals"]["gap"] > 0
    assert {each["adopted"] for each in document["proposals"] + document["changes"]} == {False}
    assert all(each["reason"] and each["rule"]["coordinator"] for each in document["proposals"])


def test_every_row_of_the_assigned_table_can_be_asked_again(call, town: Path) -> None:
    document = json.loads(call("coordinate", town, "--json", "-", *AS_OF).out)
    rows = document["defaults"]
    assert {each["coordinator"] is None for each in rows} == {True, False}
    for row in rows[::7]:
        asked = f"{row['stage']}:{','.join(row['types'])}"
        answer = json.loads(call("coordinate", town, "--situation", asked, "--json", "-", *AS_OF).out)["answer"]
        assert {name: answer[name] for name in ("stage", "types", "coordinator", "rule", "reason", "outcome")} == {
            name: row[name] for name in ("stage", "types", "coordinator", "rule", "reason", "outcome")
        }


@pytest.mark.parametrize("policy", ["first", "unique"])
def test_accepted_proposals_leave_no_gap_and_raise_no_other_count(call, tmp_path: Path, policy: str) -> None:
    town, file = folder_with(tmp_path / "byen", policy), tmp_path / "forslag.yaml"
    before = totals(call, town)
    assert before["gap"] > 0
    assert call("coordinate", town, "--write", file, *AS_OF).code == 0
    own = yaml.safe_load((town / "samordning.yaml").read_text(encoding="utf-8"))["coordination"]
    written = yaml.safe_load(file.read_text(encoding="utf-8"))["coordination"]
    assert written["rules"][: len(own["rules"])] == own["rules"]
    assert {**written, "rules": 0} == {**own, "rules": 0}
    ids = [each["id"] for each in written["rules"]]
    assert len(ids) == len(set(ids))
    assert all(each["rationale"].startswith("Forslag – ikke vedtatt: ") for each in written["rules"][3:])
    (town / "samordning.yaml").write_bytes(file.read_bytes())
    after = totals(call, town)
    assert after["gap"] == 0
    assert all(after[name] <= before[name] for name in DEFECTS)
    assert after["situations"] == before["situations"]


@pytest.mark.parametrize("policy", ["first", "unique"])
def test_with_the_changes_none_of_the_four_is_left(call, tmp_path: Path, policy: str) -> None:
    town, file = folder_with(tmp_path / "byen", policy), tmp_path / "forslag.yaml"
    document = json.loads(call("coordinate", town, "--fix", "--write", file, "--json", "-", *AS_OF).out)
    assert document["changes"]
    assert [document["if_adopted"]["totals"][name] for name in DEFECTS] == [0, 0, 0, 0]
    (town / "samordning.yaml").write_bytes(file.read_bytes())
    assert [totals(call, town)[name] for name in DEFECTS] == [0, 0, 0, 0]
    changed = {each["rule"] for each in document["changes"]}
    for each in yaml.safe_load(file.read_text(encoding="utf-8"))["coordination"]["rules"]:
        marked = each.get("rationale", "").startswith("Forslag")
        assert marked == (each["id"] in changed or each["id"] not in ("R1", "R2", "forslag-1"))


def test_a_municipality_without_rules_gets_a_whole_table(call, tmp_path: Path) -> None:
    town, file = tmp_path / "byen", tmp_path / "byen" / "samordning.yaml"
    town.mkdir()
    (town / "modell.yaml").write_text(MODEL, encoding="utf-8")
    said = call("coordinate", town, "--write", file, *AS_OF)
    assert said.code == 0
    assert "ikke ført inn noen regler" in said.out
    assert file.read_text(encoding="utf-8").startswith("# samhandling coordinate")
    assert call("validate", town, *AS_OF).code == 0
    assert [totals(call, town)[name] for name in DEFECTS] == [0, 0, 0, 0]
    # Now it is the file that has the section, and it is ours.
    assert call("coordinate", town, "--write", file, *AS_OF).code == 0


def test_a_file_in_the_model_is_refused_while_another_there_has_the_section(call, town: Path, monkeypatch) -> None:
    for file in (town / "ny.yaml", town / "undermappe" / ".." / "ny.yml"):
        (town / "undermappe").mkdir(exist_ok=True)
        said = call("coordinate", town, "--write", file, "--force", *AS_OF)
        assert said.code == 2
        assert "samordning.yaml" in said.err
        assert not said.out
    monkeypatch.chdir(town)
    assert call("coordinate", ".", "--write", "ny.yaml", *AS_OF).code == 2
    assert not (town / "ny.yaml").exists()


def test_a_file_of_the_model_that_holds_more_is_never_replaced(call, town: Path, tmp_path: Path) -> None:
    content = (town / "modell.yaml").read_bytes()
    assert call("coordinate", town, "--write", town / "modell.yaml", "--force", *AS_OF).code == 2
    assert (town / "modell.yaml").read_bytes() == content
    alone = tmp_path / "alt.yaml"
    alone.write_text(MODEL + RULES.format(policy="first"), encoding="utf-8")
    assert call("coordinate", alone, "--write", alone, "--force", *AS_OF).code == 2
    assert call("coordinate", alone, "--write", tmp_path / "forslag.yaml", *AS_OF).code == 0


def test_rules_that_people_have_written_are_not_replaced(call, town: Path) -> None:
    # «samhandling» is a word people use; only the comment on the first line is a mark.
    own = town / "samordning.yaml"
    content = own.read_text(encoding="utf-8").replace("ser helheten", "leder samhandling")
    own.write_text(content, encoding="utf-8")
    said = call("coordinate", town, "--write", own, *AS_OF)
    assert said.code == 2
    assert "ikke skrevet av samhandling" in said.err
    assert own.read_text(encoding="utf-8") == content
    assert call("coordinate", town, "--write", own, "--force", *AS_OF).code == 0
    assert call("coordinate", town, "--write", own, *AS_OF).code == 0


@pytest.mark.parametrize("name", ["regler.txt", "regler.json", "regler"])
def test_rules_are_written_as_yaml_only(call, town: Path, tmp_path: Path, name: str) -> None:
    said = call("coordinate", town, "--write", tmp_path / name, *AS_OF)
    assert said.code == 2
    assert ".yaml" in said.err
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize(
    "reason",
    ["nei", "2026-11-21", "12", "~", "a: b", "# nei", "- x", "'hei'", '"hei"', "{x}", "linje\nlinje", "é 漢 🙂"],
)
def test_whatever_the_municipality_wrote_comes_back_as_it_was(call, town: Path, tmp_path: Path, reason: str) -> None:
    table = yaml.safe_load(RULES.format(policy="first"))
    table["coordination"]["rules"][0]["rationale"] = reason
    (town / "samordning.yaml").write_text(yaml.safe_dump(table, allow_unicode=True), encoding="utf-8")
    assert call("coordinate", town, "--write", tmp_path / "forslag.yaml", *AS_OF).code == 0
    (town / "samordning.yaml").write_bytes((tmp_path / "forslag.yaml").read_bytes())
    rows = json.loads(call("coordinate", town, "--json", "-", *AS_OF).out)["defaults"]
    assert {each["reason"] for each in rows if each["rule"] == "R1"} == {reason}


def test_a_question_is_answered_with_rule_reason_ground_and_who_decides(call, town: Path) -> None:
    said = call("coordinate", town, "--situation", "barnetrinn:ppt,barnevern", *AS_OF).out
    assert "Barnevernstjenesten samordner, etter regel R1." in said
    assert "Fordi: Barnevernet: ser helheten." in said
    assert "bvl. § 15-8 andre ledd; oppl. § 24-1 andre ledd" in " ".join(said.split())
    assert "Blir tjenestene uenige, avgjør kommunedirektøren" in said


def test_whoever_has_been_given_the_power_decides(call, town: Path) -> None:
    delegation = (
        "delegations:\n  - {id: d, authority: avgjore_samordning, from: direktoren, to: koordinatoren, "
        "decided: 2026-02-01}\n"
    )
    (town / "delegering.yaml").write_text(delegation, encoding="utf-8")
    said = " ".join(call("coordinate", town, "--situation", "barnetrinn:ppt,barnevern", *AS_OF).out.split())
    assert "Blir tjenestene uenige, avgjør leder for koordinerende enhet hvem som samordner." in said
    assert "Det følger av loven" not in said


def test_a_gap_and_a_private_school_get_a_suggestion_that_is_not_adopted(call, town: Path) -> None:
    gap = call("coordinate", town, "--situation", "spedbarn:helsestasjon,bup", *AS_OF).out
    assert "Ingen regel passer." in gap
    assert "Forslag – ikke vedtatt: helsestasjonen kan samordne." in gap
    private = " ".join(call("coordinate", town, "--situation", "barnetrinn:ppt,grunnskole:privat", *AS_OF).out.split())
    assert "kommunen kan ikke peke ut tjenesten uten avtale" in private
    assert "Forslag – ikke vedtatt: PP-tjenesten kan samordne." in private


def test_services_of_another_stage_are_told_and_the_stage_is_named(call, town: Path) -> None:
    question = "barnetrinn:ppt,helsestasjon,barnehage:privat"
    said = " ".join(call("coordinate", town, "--situation", question, *AS_OF).out.split())
    assert "Helsestasjonen og barnehagen (privat) følger ingen barn på dette trinnet" in said
    assert "--situation barnehagealder:ppt,helsestasjon,barnehage:privat" in said


@pytest.mark.parametrize(
    ("situation", "says"),
    [
        ("barnetrin:ppt", "Mente du «barnetrinn»?"),
        ("barnetrinn:pp,bup", "Mente du «ppt»?"),
        ("barnetrinn:ppt:privatt", "Mente du «privat»?"),
        ("barnetrinn", "Skriv trinn, kolon og tjenester"),
        ("barnetrinn:ppt,ppt", "to ganger"),
    ],
)
def test_a_question_that_cannot_be_read_is_refused(call, town: Path, situation: str, says: str) -> None:
    said = call("coordinate", town, "--situation", situation, *AS_OF)
    assert said.code == 2
    assert says in said.err
    assert not said.out


def test_a_table_too_large_to_be_proved_is_refused_and_nothing_is_written(call, town: Path, tmp_path, monkeypatch):
    import samhandling.coordination.propose as propose
    from samhandling.coordination.budget import TooLarge

    def explode(*_: object, **__: object) -> None:
        raise TooLarge("barnetrinn", 2_000_001, 2_000_000)

    monkeypatch.setattr(propose, "verify", explode)
    said = call("coordinate", town, "--write", tmp_path / "f.yaml", "--json", tmp_path / "f.json", *AS_OF)
    assert said.code == 2
    assert "Barnetrinn" in said.err
    assert "2000001" in said.err
    assert not list(tmp_path.glob("f.*"))
    report = call("audit", town, "--report", tmp_path / "r.xlsx", "--fail-on", "never", *AS_OF)
    assert report.code == 0, "the audit itself is proved; only the proposals are left out of its report"


def test_the_figure_of_coverage_is_drawn(call, town: Path, tmp_path: Path) -> None:
    assert call("coordinate", town, "-o", tmp_path / "dekning.svg", "-q", *AS_OF).code == 0
    drawn = (tmp_path / "dekning.svg").read_text(encoding="utf-8")
    assert "Barnetrinn" in drawn
    assert "Ikke bestemt" in drawn


def test_the_same_model_gives_the_same_bytes(call, town: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        call("coordinate", town, "--write", tmp_path / f"{name}.yaml", "--json", tmp_path / f"{name}.json", *AS_OF)
    for ending in ("yaml", "json"):
        assert (tmp_path / f"a.{ending}").read_bytes() == (tmp_path / f"b.{ending}").read_bytes()


def test_a_long_list_of_proposals_is_cut_on_the_screen_only(call, town: Path, monkeypatch) -> None:
    import samhandling.reports.screen.coordination as screen

    whole = json.loads(call("coordinate", town, "--json", "-", *AS_OF).out)["proposals"]
    monkeypatch.setattr(screen, "_MOST_PROPOSALS", 1)
    said = call("coordinate", town, *AS_OF).out
    assert f"… og {len(whole) - 1} til. Alle står i filen som --write skriver." in said
    assert said.count("[forslag – ikke vedtatt]\n    ") == 2, "one new rule and one change"


BAD = """\
municipality: {name: Prøve, number: "9999"}
services: [{id: a, name: A, type: ppt, owner: kommune}]
coordination:
  rules:
    - {id: R1, all_of: [pptt, "barnehage:privatt"], coordinator: ppt}
    - {id: R1, coordinator: pp}
    - {id: R2, all_of: [ppt]}
    - {id: R3, coordinator: ppt, agreement: avtale-x}
"""


def test_a_bad_table_gets_places_and_mends(call, tmp_path: Path) -> None:
    bad = tmp_path / "daarlig.yaml"
    bad.write_text(BAD, encoding="utf-8")
    said = call("coordinate", bad, *AS_OF)
    assert said.code == 2
    assert not said.out
    lines = [line.removeprefix(str(bad)) for line in said.err.splitlines()]
    for place, code, mend in [
        (":5:25:", "INN063", "Mente du «ppt»"),
        (":5:31:", "INN047", "Mente du «privat»"),
        (":6:12:", "INN061", "annen id"),
        (":6:29:", "INN063", "Mente du «ppt»"),
        (":7:7:", "INN035", "coordinator"),
        (":8:45:", "INN062", "avtale-x"),
    ]:
        assert any(line.startswith(f"{place} {code} ") and mend in line for line in lines), (place, lines)
