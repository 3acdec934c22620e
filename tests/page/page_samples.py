"""Pages to look at: every section of the example with few rows, and one made of hostile text."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from samhandling.figures.scene import Box, Label, Scene
from samhandling.law.texts import Phrasebook, load_texts
from samhandling.reports.html import write_page
from samhandling.reports.sections.blocks import (
    Bullets,
    Cell,
    Column,
    ColumnKind,
    Facet,
    Figure,
    Heading,
    Link,
    Paragraph,
    ParagraphStyle,
    Report,
    Row,
    Section,
    Table,
    Tone,
)
from samhandling.reports.sections.report import build_report
from samhandling.reports.sections.telling import Telling

AS_OF = date(2026, 11, 21)
EXAMPLES = Path(__file__).parents[2] / "examples"
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><style>body{display:none}",
    "=HYPERLINK(\"http://example.invalid\")",
    "{{ 7 * 7 }} {% include 'x' %}",
    "\x00\x07\ud800 og slutt",
    "&lt;b&gt; &amp; 'x'",
    "x" * 500,
)


@cache
def told(language: str = "nb", example: str = "fjordvik") -> Telling:
    """An example municipality, audited and told in a language."""
    from samhandling.audit import audit
    from samhandling.graph import build_graph
    from samhandling.law.catalogue import load_catalogue
    from samhandling.reading.model import read_model

    catalogue = load_catalogue()
    reading = read_model(EXAMPLES / example, example, catalogue.data)
    result = audit(reading.municipality, catalogue, AS_OF, reading.inputs, reading.location)
    graph = build_graph(reading.municipality, AS_OF, catalogue.data.service_types)
    return Telling(result, graph, catalogue, catalogue.phrasebook(language))


@cache
def page(language: str = "nb", example: str = "fjordvik") -> bytes:
    """The whole page of an example."""
    telling = told(language, example)
    return write_page(build_report(telling), telling.t)


@cache
def short_page(language: str = "nb", rows: int = 4) -> bytes:
    """Every section of the example, each table with a few rows only: what a patient checker can manage."""
    telling = told(language)
    return write_page(shortened(build_report(telling), rows), telling.t)


def shortened(report: Report, rows: int) -> Report:
    """The report with at most so many rows in each table."""

    def cut(table: Table) -> Table:
        facets = tuple(replace(each, values=each.values[:rows]) for each in table.facets)
        return replace(table, rows=table.rows[:rows], facets=facets)

    return replace(
        report,
        sections=tuple(
            replace(section, blocks=tuple(cut(each) if isinstance(each, Table) else each for each in section.blocks))
            for section in report.sections
        ),
    )


def speak(language: str = "nb") -> Phrasebook:
    """The texts in a language, without the catalogue."""
    return Phrasebook(load_texts(), language)


def hostile_report() -> Report:
    """A report in which everything that a person could write is hostile."""
    bad = HOSTILE[0]
    columns = tuple(Column(f"c{number}", f"{bad} {number}", 20) for number in range(3))
    many = tuple(Column(f"c{number}", f"{HOSTILE[1]} {number}", 20) for number in range(12))
    rows = tuple(
        Row((Cell(text), Cell(text, Tone.BAD, Link("funn", text)), Cell("lenke", link=Link(url="javascript:alert(1)"))),
            anchor=text)
        for text in HOSTILE
    )  # fmt: skip
    cards = tuple(Row(tuple(Cell(text) for _ in many), anchor=f"{text} kort") for text in HOSTILE)
    dated = (Row((Cell(AS_OF), Cell(12345), Cell(2.5))),)
    scene = Scene(bad, bad, 200, 100, (Box(0, 0, 200, 100), Label(10, 20, (bad,))))
    return Report(
        title=f"Rapport {bad}", subject=HOSTILE[1], language="nb", as_of=AS_OF, footer=bad,
        sections=(
            Section(
                "funn", f"Funn {bad}",
                (
                    *(Paragraph(text, style) for style in ParagraphStyle for text in HOSTILE),
                    Heading(bad, 3),
                    Bullets(HOSTILE),
                    Table("funn", bad, columns, rows,
                          facets=(Facet(bad, (bad, "to"), tuple(n % 2 for n in range(len(rows)))),)),
                    Table("kort", bad, many, cards, facets=(Facet("f", HOSTILE, tuple(range(len(cards)))),)),
                    Table("datoer", "", (columns[0], Column("n", "n", 9, ColumnKind.NUMBER), columns[2]), dated),
                    Table("tom", "", columns, (), empty=bad),
                    Figure("kart", bad, bad, scene),
                ),
                about=bad,
            ),
            Section("skjult", "Bare i arbeidsboken", (Paragraph("ikke her"),), in_page=False),
        ),
    )  # fmt: skip
