"""The workbook, the page and the JSON hold the same findings and answers, and the console counts them alike."""

from collections import Counter
from io import BytesIO

import pytest
from page_reader import PageReader
from page_samples import page, told

from samhandling.checks.result import Severity, fingerprint
from samhandling.model.verdict import Verdict
from samhandling.reports.audit_json import audit_document
from samhandling.reports.screen.summary import summary_lines
from samhandling.reports.sections.report import build_report
from samhandling.reports.workbook import write_workbook

Answers = set[tuple[str, str, str]]


def from_json(language: str, example: str) -> tuple[Answers, Answers]:
    telling = told(language, example)
    document = audit_document(telling.result, telling.graph.municipality)
    return tuple(
        {(each["rule"], each["subject"], each["verdict"]) for each in document[key]} for key in ("findings", "outcomes")
    )  # type: ignore[return-value]


def verdict_names(language: str, example: str) -> dict[str, str]:
    """What is printed → the verdict; a *met* one says more than its name."""
    telling = told(language, example)
    names = {telling.t.term("verdict", each): str(each) for each in Verdict}
    met = telling.t.term("verdict", Verdict.MET)
    return names | {telling.t("sections.exists_only", verdict=met): str(Verdict.MET)}


def subjects(language: str, example: str) -> dict[str, tuple[str, str]]:
    """Fingerprint → (rule, subject), of everything that was examined."""
    outcomes = told(language, example).result.outcomes
    return {fingerprint(each.rule, each.subject): (each.rule, each.subject) for each in outcomes}


def from_page(language: str, example: str) -> tuple[Answers, Answers]:
    telling, names = told(language, example), verdict_names(language, example)
    reader, known = PageReader(page(language, example)), subjects(language, example)
    verdict = telling.t("sections.column.verdict")
    findings = set()
    for card in reader.cards_of("funn"):
        fields = dict(map(tuple, card.fields))
        rule, subject = known[fields[telling.t("sections.column.key")]]
        assert card.name.startswith(rule)
        findings.add((rule, subject, names[fields[verdict]]))
    matrix = reader.table("samsvarsmatrise")
    place, last = matrix.headings.index(verdict), len(matrix.headings) - 1
    outcomes = {
        (group[:6], row[last][1], names[row[place][1]]) for row, group in zip(matrix.rows, matrix.groups, strict=True)
    }
    return findings, outcomes


def from_workbook(language: str, example: str) -> tuple[Answers, Answers]:
    from openpyxl import load_workbook

    telling, names = told(language, example), verdict_names(language, example)
    book = load_workbook(BytesIO(write_workbook(build_report(telling), figures=False)))
    known = subjects(language, example)
    found: list[Answers] = []
    for table_name, key in (("tbl_funn", "key"), ("tbl_samsvarsmatrise", "subject_id")):
        sheet = next(each for each in book.worksheets if table_name in each.tables)
        rows = [[cell.value for cell in row] for row in sheet[sheet.tables[table_name].ref]]
        at = {heading: number for number, heading in enumerate(rows[0])}
        code, verdict, last = (at[telling.t(f"sections.column.{each}")] for each in ("code", "verdict", key))
        answers = set()
        for row in rows[1:]:
            subject = known[str(row[last])][1] if key == "key" else str(row[last])
            answers.add((str(row[code]), subject, names[str(row[verdict])]))
        found.append(answers)
    return found[0], found[1]


@pytest.mark.parametrize(
    ("language", "example"),
    [
        pytest.param("nb", "fjordvik", marks=pytest.mark.slow),
        ("nn", "lillefjord"),
        pytest.param("en", "fjordvik", marks=pytest.mark.slow),
    ],
)
def test_the_workbook_the_page_and_the_json_say_the_same(language: str, example: str) -> None:
    findings, outcomes = from_json(language, example)
    assert len(outcomes) > 150
    assert len(findings) > 20
    assert from_page(language, example) == (findings, outcomes)
    assert from_workbook(language, example) == (findings, outcomes)


@pytest.mark.parametrize(("language", "example"), [("nb", "fjordvik"), ("nn", "lillefjord"), ("en", "fjordvik")])
def test_what_the_console_counts_is_the_summary(language: str, example: str) -> None:
    telling = told(language, example)
    t, result = telling.t, telling.result
    document = audit_document(result, telling.graph.municipality)
    assert document["summary"] == dict(Counter(each["verdict"] for each in document["outcomes"])) | {
        name: 0 for name, count in document["summary"].items() if not count
    }
    said = " ".join(" ".join(summary_lines(telling, Severity.HIGH, "modell", workbook_written=False)).split())
    for verdict, number in document["summary"].items():
        label = t.term("verdict", verdict)
        assert t("audit.count.verdict", label=label, number=t.number(number)) in said
    by_severity = Counter(each["severity"] for each in document["findings"])
    for severity, number in by_severity.items():
        assert t("audit.count.severity", label=t.term("severity", severity), number=t.number(number)) in said
    assert sum(by_severity.values()) == len(result.findings)
    counting = [f for f in document["findings"] if f["severity"] in ("critical", "high") and not f["exempted"]]
    assert t("audit.exit.1", n=len(counting), threshold=t.term("severity", Severity.HIGH)) in said
