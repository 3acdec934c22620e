"""The three sections: what people read of who coordinates, where links lead, and that no number loses a digit."""

from functools import cache
from io import BytesIO
from itertools import pairwise

import pytest
from openpyxl import load_workbook

from builders import TODAY, agreement, catalogue, result, rule, service, town
from samhandling.coordination.situations import DEFECTS
from samhandling.coordination.words import MOST_SHOWN
from samhandling.graph import build_graph
from samhandling.reports.coordination_json import coordination_document
from samhandling.reports.sections import anchors
from samhandling.reports.sections.anchors import BETWEEN
from samhandling.reports.sections.between_stools import between_stools
from samhandling.reports.sections.blocks import Bullets, Figure, Paragraph, Report, Row, Section, Table
from samhandling.reports.sections.coordinating import ToldCoordination, plan_told
from samhandling.reports.sections.coordination import HANDOVERS, coordination, handovers
from samhandling.reports.sections.telling import Telling
from samhandling.reports.workbook import write_workbook

LANGUAGES = ("nb", "nn", "en")
SERVICES = [
    service("ppt"), service("helsestasjon"), service("skolehelsetjeneste"), service("barnevern"),
    service("grunnskole", "skolen"), service("grunnskole", "friskolen", "privat", public_grant=True),
    service("barnehage", "tua"), service("barnehage", "lia", "privat"), service("bup", owner="stat"),
]  # fmt: skip
RULES = [
    rule("R1", "barnevern", all_of=["barnevern", "ppt"], rationale="Barnevernet ser helheten."),
    rule("R2", "grunnskole", all_of=["grunnskole"], stages=["barnetrinn"], agreement="rutine"),
    rule("R3", "ppt", all_of=["barnehage"], stages=["barnehagealder"]),
    rule("R4", "koordinerende_enhet", all_of=["bup"]),
    rule("R5", "ppt", all_of=["barnevern", "ppt", "bup"]),
]
ROUTINE = agreement("rutine", "skolen", "ppt", "skolehelsetjeneste", topics=("samordning",))


def telling(language="nb", services=SERVICES, rules=RULES, policy="first") -> Telling:
    table = {"hit_policy": policy, "rules": rules, "adopted": "2026-01-01"}
    municipality = town(services=services, agreements=[ROUTINE], coordination=table)
    graph = build_graph(municipality, TODAY, catalogue().service_types)
    return Telling(result(municipality), graph, catalogue(), catalogue().phrasebook(language))


@cache
def usual(language="nb", policy="first") -> Telling:
    return telling(language, policy=policy)


def told(of: Telling) -> ToldCoordination:
    return ToldCoordination(of, plan_told(of))


def sections(of: Telling) -> tuple[Section, ...]:
    return coordination(of), between_stools(of), handovers(of)


def tables(section: Section) -> dict[str, Table]:
    return {block.key: block for block in section.blocks if isinstance(block, Table)}


def words(section: Section) -> str:
    said = [section.title, section.about]
    for block in section.blocks:
        match block:
            case Paragraph(text):
                said.append(text)
            case Bullets(items):
                said += items
            case Table():
                said += [block.caption, *(column.heading for column in block.columns)]
                said += [str(cell.value) for row in block.rows for cell in row.cells if cell.value is not None]
            case Figure():
                said += [block.title, block.alt]
    return "\n".join(said)


@pytest.mark.parametrize("policy", ["first", "unique"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_can_be_told_in_every_language(language: str, policy: str) -> None:
    for section in sections(usual(language, policy)):
        text = words(section)
        assert "{" not in text
        assert "coordination." not in text
        assert len(section.title) <= 31
        for table in tables(section).values():
            assert all(len(row.cells) == len(table.columns) for row in table.rows)


def test_a_rule_and_a_stage_have_the_rows_that_findings_lead_to() -> None:
    of = usual()
    anchored = {
        section.key: {row.anchor for block in section.blocks if isinstance(block, Table) for row in block.rows}
        for section in sections(of)
    }
    for outcome in of.result.outcomes:
        link = anchors.entry(outcome)
        if link is not None and link.section == anchors.COORDINATION:
            assert link.anchor in anchored[anchors.COORDINATION], outcome
    for section in sections(of):
        for table in tables(section).values():
            for cell in (cell for row in table.rows for cell in row.cells):
                if cell.link is not None and cell.link.section in anchored:
                    assert cell.link.anchor in anchored[cell.link.section]


def test_the_table_of_witnesses_holds_every_defect_and_its_sentence() -> None:
    of = usual()
    rows = tables(between_stools(of))[BETWEEN].rows
    defects = {str(row.cells[1].value) for row in rows}
    assert defects == {"Ikke bestemt", "Samordneren er ikke inne", "Samordneren kan ikke pekes ut"}
    sentences = [str(row.cells[2].value) for row in rows]
    assert any("men kommunen kan ikke peke ut andre enn sine egne tjenester uten avtale" in each for each in sentences)
    witnesses = sum(len(stage.witnesses) for stage in of.result.coordination.stages)
    assert len(rows) == witnesses, "all of them where there are few"


def test_a_long_list_is_cut_and_the_rest_is_counted() -> None:
    types = [
        "ppt", "barnevern", "skolehelsetjeneste", "psykisk_helse", "habilitering", "nav_kommunal", "krisesenter",
        "boligkontor", "sfo", "tildelingskontor",
    ]  # fmt: skip
    rules = [rule(f"R{n}", one, all_of=[one, two]) for n, (one, two) in enumerate(pairwise(types))]
    of = telling(services=[service(type_, stages=["barnetrinn"]) for type_ in types], rules=rules)
    (stage,) = [each for each in of.result.coordination.stages if each.counts.situations]
    gaps = sum(each.outcome is DEFECTS[0] for each in stage.witnesses)
    assert gaps > MOST_SHOWN
    section = between_stools(of)
    assert len(tables(section)[BETWEEN].rows) == MOST_SHOWN
    assert f"I tillegg {gaps - MOST_SHOWN} mindre grupper" in words(section)
    document = coordination_document(told(of))
    assert len(document["coordination"]["stages"][3]["witnesses"]) == len(stage.witnesses)


def test_rules_that_never_help_are_named_with_why() -> None:
    found = {one.id: why for one, why in told(usual()).useless()}
    assert found.keys() == {"R4", "R5"}
    assert "er en funksjon" in found["R4"]
    assert "avgjør ingen situasjon" in found["R5"]


def test_the_agreement_that_would_do_instead_names_only_who_is_missing() -> None:
    (change,) = [each for each in told(usual()).plan.changes if each.before.id == "R2"]
    said = told(usual()).proposed.alternative(change)
    assert "friskolen" in said
    assert "skolen," not in said
    assert "«rutine»" in said
    assert str(change.after.all_of[0]) == "grunnskole:kommune"


def test_the_audit_afterwards_tells_what_would_change_and_claims_nothing_exists() -> None:
    of = usual()
    rows = tables(between_stools(of))["samordning_etterpaa"].rows
    codes = {str(row.cells[0].value) for row in rows}
    assert {"SOR402", "SOR403", "SOR404"} <= codes
    assert not any("forslag-" in str(row.cells[1].value) for row in rows), "nothing about the proposals themselves"
    supposed = [str(cell.value) for row in rows for cell in row.cells[4:]]
    assert supposed
    assert not any("finnes" in each for each in supposed)


def test_every_needed_handover_has_a_row_with_what_covers_it() -> None:
    types = ("helsestasjon", "skolehelsetjeneste", "ppt", "barnevern")
    services = [service(each) for each in types]
    rules = [
        rule("R1", "helsestasjon", all_of=["helsestasjon"]),
        rule("R2", "skolehelsetjeneste", all_of=["skolehelsetjeneste"]),
        rule("R3", "ppt", all_of=["ppt"]),
    ]
    covering = agreement("overlevering", "helsestasjon", "ppt", topics=("samordning",))
    municipality = town(services=services, agreements=[covering], coordination={"rules": rules})
    graph = build_graph(municipality, TODAY, catalogue().service_types)
    of = Telling(result(municipality), graph, catalogue(), catalogue().phrasebook("nb"))
    section = handovers(of)
    rows: tuple[Row, ...] = tables(section)[HANDOVERS].rows
    covered = {str(row.cells[3].value): str(row.cells[5].value) for row in rows}
    assert covered["PP-tjenesten"] == "Dekket av «overlevering»"
    assert covered["Skolehelsetjenesten"] == "Ikke dekket av noen avtale som gjelder"
    assert "3 tilfeller. 1 av dem" in words(section)


def test_proposals_too_large_to_be_proved_are_left_out_and_said(monkeypatch) -> None:
    import samhandling.coordination.propose as propose
    from samhandling.coordination.budget import TooLarge

    def explode(*_: object, **__: object) -> None:
        raise TooLarge("barnetrinn", 3, 2)

    of = telling()
    monkeypatch.setattr(propose, "verify", explode)
    section = between_stools(of)
    assert "for stor til å bevises" in words(section)
    assert tables(section).keys() == {BETWEEN}


def test_without_rules_or_services_the_sections_say_so() -> None:
    empty = telling(services=[], rules=[])
    texts = [words(section) for section in sections(empty)]
    assert "ingen situasjoner der plikten til samordning gjelder" in texts[0]
    assert "trengs det ingen overlevering" in texts[2]
    assert not [block for section in sections(empty) for block in section.blocks if isinstance(block, Figure)]
    none = telling(rules=[])
    assert "ikke ført inn noen regler" in words(coordination(none))
    assert "vedtatt" not in words(coordination(none)).split("Rettslige")[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_of_any_size_keeps_every_digit(language: str) -> None:
    # 45 variables of four values: more situations than a decimal number can tell apart.
    number = 4**45 - 3**45 - 45
    t = catalogue().phrasebook(language)
    digits = "".join(each for each in t.number(number) if each.isdigit())
    assert digits == str(number)
    assert t.number(-1234) == t.number(1234).replace("1", "−1", 1)


def test_numbers_above_fifteen_digits_are_text_in_the_workbook(monkeypatch) -> None:
    of = usual()
    number = 10**15 + 1
    section = Section("prove", "Prøve", (_with_number(coordination(of), number),))
    report = Report("Prøve", "", "nb", TODAY, (section,))
    sheet = load_workbook(BytesIO(write_workbook(report))).worksheets[0]
    values = {cell.value for row in sheet.iter_rows() for cell in row}
    assert str(number) in values
    assert number not in values


def _with_number(section: Section, number: int) -> Table:
    from dataclasses import replace

    table = tables(section)["samordning_dekning"]
    row = table.rows[0]
    cells = tuple(replace(cell, value=number) if isinstance(cell.value, int) else cell for cell in row.cells)
    return replace(table, rows=(replace(row, cells=cells),))


def test_the_grounds_are_those_of_the_services_involved() -> None:
    plan = told(usual()).plan
    assert plan.grounds_for("barnetrinn", (("ppt", "kommune"), ("barnevern", "kommune"))) == (
        "BVL-15-8-2", "OPPL-24-1-2",
    )  # fmt: skip
    assert plan.grounds_for("barnehagealder", (("ppt", "kommune"), ("barnehage", "privat"))) == ("BHL-2B-2",)
    assert plan.grounds_for("barnetrinn", (("grunnskole", "privat"),)) == ("PSL-3-6A-2",)
    assert plan.grounds_for("barnetrinn", (("bup", "stat"),)) == ()
    assert len(plan.grounds) == 9


def test_the_block_has_the_contracts_keys_and_numbers_that_add_up() -> None:
    block = coordination_document(told(usual()))["coordination"]
    counts = ["situations", "assigned", "gap", "conflict", "not_involved", "not_designable"]
    assert list(block) == ["totals", "stages", "rules", "handovers"]
    assert list(block["totals"]) == counts
    for stage in block["stages"]:
        assert list(stage) == ["stage", *counts, "witnesses"]
        assert stage["situations"] == sum(stage[name] for name in counts[1:])
        assert all(list(each) == ["outcome", "count", "box"] for each in stage["witnesses"])
        assert {each["outcome"] for each in stage["witnesses"]} == {name for name in counts[2:] if stage[name]}
    assert all(block["totals"][name] == sum(stage[name] for stage in block["stages"]) for name in counts)
    assert [list(each) for each in block["rules"]] == [["id", "decides", "shadowed"]] * len(RULES)
    decided = block["totals"]["situations"] - block["totals"]["gap"] - block["totals"]["conflict"]
    assert sum(each["decides"] for each in block["rules"]) == decided
    assert all(list(each) == ["from_stage", "to_stage", "from", "to", "covered"] for each in block["handovers"])
