"""What the two examples give, as text files that a person can read and git can compare.

``python tests/golden/telling_files.py`` writes them anew; read the difference before it is committed.
"""

import sys
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

from samhandling.audit import audit
from samhandling.checks.result import AuditResult, Severity
from samhandling.graph import build_graph
from samhandling.law.catalogue import Catalogue, load_catalogue
from samhandling.reading.model import Reading, read_model
from samhandling.reports.screen.summary import summary_lines
from samhandling.reports.sections.report import build_report
from samhandling.reports.sections.telling import Telling
from samhandling.reports.workbook import write_workbook

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"
AS_OF = date(2026, 11, 21)
SHEETS = {"fjordvik": ("nb", ("Sammendrag", "Funn")), "lillefjord": ("nn", ("Samandrag", "Funn"))}
LAW_OF = {"fjordvik": (date(2022, 8, 1), date(2023, 6, 1), date(2024, 7, 31), AS_OF), "lillefjord": (AS_OF,)}


def golden() -> Iterator[tuple[str, str]]:
    """Every golden file: name and content."""
    catalogue = load_catalogue()
    for example, (language, sheets) in SHEETS.items():
        reading = read_model(EXAMPLES / example, example, catalogue)
        results = {day: _audit(reading, catalogue, day) for day in LAW_OF[example]}
        for day, result in results.items():
            yield f"{example}-{day}.txt", "\n".join(_outcomes(result)) + "\n"
        tellings = _tellings(reading, catalogue, results[AS_OF])
        for spoken in ("nb", "nn", "en"):
            telling = tellings[spoken]
            screen = summary_lines(telling, Severity.HIGH, example, workbook_written=False)
            yield f"{example}-skjerm-{spoken}.txt", "\n".join(screen) + "\n"
        workbook = write_workbook(build_report(tellings[language]), figures=False)
        for sheet in sheets:
            yield f"{example}-{sheet.lower()}.txt", "\n".join(_cells(workbook, sheet)) + "\n"


def _audit(reading: Reading, catalogue: Catalogue, day: date) -> AuditResult:
    return audit(reading.municipality, catalogue, day, reading.inputs, reading.location)


def _tellings(reading: Reading, catalogue: Catalogue, result: AuditResult) -> dict[str, Telling]:
    graph = build_graph(reading.municipality, AS_OF, catalogue.service_types)
    return {each: Telling(result, graph, catalogue, catalogue.phrasebook(each)) for each in ("nb", "nn", "en")}


def _outcomes(result: AuditResult) -> Iterator[str]:
    yield f"as of {result.as_of}: " + ", ".join(f"{verdict} {n}" for verdict, n in result.summary.items())
    totals = result.coordination.totals
    yield f"coordination: {totals.situations} situations, {totals.assigned} assigned, {totals.gap} gap"
    for each in result.outcomes:
        cited = " ".join(each.provisions)
        weight = f" {each.finding_class} {each.severity}" if each.verdict.is_finding else ""
        yield f"{each.rule} {each.subject} {each.verdict}{weight} [{cited}]"


def _cells(workbook: bytes, sheet: str) -> Iterator[str]:
    from openpyxl import load_workbook

    for row in load_workbook(BytesIO(workbook))[sheet].iter_rows(values_only=True):
        values = [str(value).replace("\n", " / ") for value in row if value is not None]
        if values:
            yield " | ".join(values)


if __name__ == "__main__":
    for name, content in golden():
        (HERE / name).write_text(content, encoding="utf-8", newline="\n")
        sys.stdout.write(f"{name}\n")
