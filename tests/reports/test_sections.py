"""The sections say everything the result says, the same in every language, and never more."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from told_examples import AS_OF, reported, told
from workbook_dump import dump

from samhandling.audit import audit
from samhandling.checks.result import AuditResult
from samhandling.graph import build_graph
from samhandling.model.municipality import Municipality
from samhandling.model.verdict import Verdict
from samhandling.reports.sections.blocks import Bullets, Cell, Figure, Heading, Paragraph, Report, Section, Table
from samhandling.reports.sections.method import warnings
from samhandling.reports.sections.report import build_report
from samhandling.reports.sections.telling import Telling
from samhandling.reports.workbook import write_workbook

OURS = (
    "forside", "innhold", "sammendrag", "funn", "samsvarsmatrise", "samarbeidspar", "tjenester", "avtaler_frister",
    "tiltaksplan", "revisorskjema", "rapport_25_2", "regelverk", "metode",
)
BOKMAL = (
    "Forside", "Innhold", "Sammendrag", "Funn", "Samsvarsmatrise", "Samarbeidspar", "Tjenester", "Avtaler og frister",
    "Tiltaksplan", "Revisorskjema", "§ 25-2-rapport", "Regelverk brukt", "Metode, forbehold og kilder",
)


def section(report: Report, key: str) -> Section:
    return next(each for each in report.sections if each.key == key)


def tables(report: Report) -> Iterator[Table]:
    for each in report.sections:
        for block in each.blocks:
            if isinstance(block, Table):
                yield block


def table(report: Report, key: str) -> Table:
    return next(each for each in tables(report) if each.key == key)


def cell(found: Table, row: int, column: str) -> Cell:
    return found.rows[row].cells[[each.key for each in found.columns].index(column)]


def words(report: Report) -> Iterator[str]:
    """Every piece of text for people."""
    for each in report.sections:
        yield from (each.title, each.about)
        for block in each.blocks:
            match block:
                case Heading() | Paragraph():
                    yield block.text
                case Bullets():
                    yield from block.items
                case Figure():
                    yield from (block.title, block.alt)
                case Table():
                    yield from (block.caption, block.empty, *(column.heading for column in block.columns))
                    yield from (c.value for row in block.rows for c in row.cells if isinstance(c.value, str))


def nothing(language: str = "nb", on: date = AS_OF) -> Telling:
    """A municipality of which nothing is recorded but its name and one role."""
    model = Municipality.model_validate(
        {
            "municipality": {"name": "=Tomvik & Sønner", "number": "9998"},
            "roles": [{"id": "kd", "title": "Kommunedirektøren", "kind": "kommunedirektor"}],
        }
    )
    catalogue = told(language).catalogue
    result: AuditResult = audit(model, catalogue, on)
    graph = build_graph(model, on, catalogue.data.service_types)
    return Telling(result, graph, catalogue, catalogue.phrasebook(language))


def test_the_sheets_stand_in_their_order(telling: Telling) -> None:
    report = reported(telling.t.language)
    keys = [each.key for each in report.sections]
    assert [key for key in keys if key in OURS] == list(OURS)
    assert keys[:3] == ["forside", "innhold", "sammendrag"]
    assert keys[-4:] == ["rapport_25_2", "kontrollsporsmal", "regelverk", "metode"]
    assert len(keys) == len(set(keys))


def test_the_sheets_keep_their_names() -> None:
    report = reported("nb")
    assert tuple(section(report, key).title for key in OURS) == BOKMAL


def test_every_sheet_has_a_name_that_fits_and_a_line_in_the_contents(telling: Telling) -> None:
    report = reported(telling.t.language)
    for each in report.sections:
        assert 0 < len(each.title) <= 31, each.key
        assert each.about, each.key
    listed = {row.cells[0].link.section for row in table(report, "innhold").rows if row.cells[0].link is not None}
    assert listed == {each.key for each in report.sections if each.in_workbook} - {"innhold"}


def test_keys_of_tables_are_the_same_in_every_language() -> None:
    shapes = [
        {each.key: tuple(column.key for column in each.columns) for each in tables(reported(language))}
        for language in ("nb", "nn", "en")
    ]
    assert shapes[0] == shapes[1] == shapes[2]
    assert all(re.fullmatch(r"[A-Za-z0-9_]+", key) for key in shapes[0])


def test_every_table_is_whole(telling: Telling) -> None:
    seen = Counter(each.key for each in tables(reported(telling.t.language)))
    assert max(seen.values()) == 1
    for each in tables(reported(telling.t.language)):
        assert all(len(row.cells) == len(each.columns) for row in each.rows), each.key
        anchors = [row.anchor for row in each.rows if row.anchor is not None]
        assert len(anchors) == len(set(anchors)), each.key


def test_every_link_leads_somewhere(telling: Telling) -> None:
    report = reported(telling.t.language)
    places = {(s.key, row.anchor) for s in report.sections for b in s.blocks if isinstance(b, Table) for row in b.rows}
    sections = {each.key for each in report.sections}
    for each in tables(report):
        for link in (c.link for row in each.rows for c in row.cells if c.link is not None and c.link.section):
            assert link.section in sections or link.section == "samordning", (each.key, link)
            if link.section in OURS and link.anchor is not None:
                assert (link.section, link.anchor) in places, (each.key, link)


def test_findings_and_plan_and_matrix_hold_what_the_result_holds(telling: Telling) -> None:
    report, result = reported(telling.t.language), telling.result
    t = telling.t
    keys = [each.fingerprint for each in result.gravest_first]
    assert [row.anchor for row in table(report, "funn").rows] == keys
    assert [row.anchor for row in table(report, "tiltaksplan").rows] == keys
    found = table(report, "samsvarsmatrise")
    said = {
        (cell(found, n, "code").value, cell(found, n, "subject_id").value, cell(found, n, "verdict").value)
        for n in range(len(found.rows))
    }
    names = {each: t.term("verdict", each) for each in Verdict}
    names[Verdict.MET] = t("sections.exists_only", verdict=names[Verdict.MET])
    assert said == {(each.rule, each.subject, names[each.verdict]) for each in result.outcomes}


def test_the_summary_counts_as_the_result_does(telling: Telling) -> None:
    report, result = reported(telling.t.language), telling.result
    families = table(report, "svar_per_omrade")
    last = families.rows[-1].cells
    assert [each.value for each in last[1:6]] == [result.summary[verdict] for verdict in Verdict]
    for place, verdict in enumerate(Verdict, 1):
        assert sum(int(row.cells[place].value or 0) for row in families.rows[:-1]) == result.summary[verdict]  # type: ignore[arg-type]
    severities = table(report, "funn_etter_alvor")
    assert sum(int(row.cells[1].value or 0) for row in severities.rows) == len(result.findings)  # type: ignore[arg-type]
    for row in severities.rows:
        assert row.cells[1].value == sum(int(each.value or 0) for each in row.cells[2:])  # type: ignore[arg-type]


def test_the_plan_is_where_people_type() -> None:
    plan = table(reported("nb"), "tiltaksplan")
    assert [each.key for each in plan.columns if each.editable] == ["responsible", "deadline", "status", "comment"]
    assert plan.columns[-1].key == "key"
    assert all(row.cells[-1].value == row.anchor for row in plan.rows)
    typed = {each.key for each in tables(reported("nb")) for column in each.columns if column.editable}
    assert typed == {"tiltaksplan", "arkiv", "revisorskjema", "sorge_for"}


def test_nobody_is_told_that_the_law_is_broken(telling: Telling) -> None:
    forbidden = re.compile(r"lovbr[uo]|breach of|unlawful|ulovl", re.IGNORECASE)
    allowed = re.compile(
        r"(mulige?|mogleg|possible) (lovbr[uo]|breach)|bare myndighetene|berre myndigheit|only the authorities"
        r"|aldri fast lovbr|never establishes",
        re.IGNORECASE,
    )
    for said in words(reported(telling.t.language)):
        if forbidden.search(said):
            assert allowed.search(said), said


def test_what_is_documented_is_said_to_be_untried() -> None:
    found = table(reported("nb"), "samsvarsmatrise")
    met = [row for row in found.rows if str(row.cells[3].value).startswith("dokumentert")]
    assert met
    assert all("finnes, ikke prøvd i praksis" in str(row.cells[3].value) for row in met)


def test_no_placeholder_and_no_key_is_left(telling: Telling) -> None:
    for said in words(reported(telling.t.language)):
        assert not re.search(r"\{\w*\}", said), said
        assert not re.match(r"(sections|facts|audit|vocabulary)\.\w", said), said


def test_law_lists_every_provision_that_is_cited(fjordvik: Telling) -> None:
    listed = {row.anchor for row in table(reported("nb"), "regelverk").rows}
    assert {id_ for each in fjordvik.result.outcomes for id_ in each.provisions} <= listed


def test_a_date_after_the_known_law_is_warned_of(fjordvik: Telling) -> None:
    known = fjordvik.catalogue.law_known_to
    before = replace(fjordvik, result=replace(fjordvik.result, as_of=known))
    assert warnings(before) == ()
    assert len(warnings(fjordvik)) == 1
    long_after = replace(fjordvik, result=replace(fjordvik.result, as_of=date(2027, 5, 22)))
    assert len(warnings(long_after)) == 2


@pytest.mark.parametrize(
    "language", ["nb", *(pytest.param(each, marks=pytest.mark.slow) for each in ("nn", "en"))]
)
def test_a_model_with_nothing_in_it_still_gives_a_report(language: str) -> None:
    text = dump(write_workbook(build_report(nothing(language)), figures=False))
    assert "=Tomvik & Sønner" in text


def test_the_law_of_the_day_is_the_one_cited() -> None:
    early = build_report(nothing(on=date(2022, 8, 1)))
    listed = {row.anchor for row in table(early, "regelverk").rows}
    assert "BVL92-3-1" in listed
    assert "BVL-15-1-2" not in listed
