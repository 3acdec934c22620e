"""A report with a bit of everything, and the example municipality told in each language."""

import pytest
from told_examples import AS_OF, told

from samhandling.figures.scene import Box, Label, Scene
from samhandling.reports.sections.blocks import (
    Bullets,
    Cell,
    Column,
    ColumnKind,
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
from samhandling.reports.sections.telling import Telling


@pytest.fixture
def report() -> Report:
    """Two sheets, three tables, a picture, links, drop-downs, and text that would do harm."""
    scene = Scene("Kart", "En boks", 200, 100, (Box(0, 0, 200, 100), Label(10, 20, ("boks",))))
    columns = (
        Column("name", "Navn", 20),
        Column("count", "Antall", 10, ColumnKind.NUMBER),
        Column("day", "Dato", 12, ColumnKind.DATE),
        Column("state", "Tilstand", 12),
    )
    rows = (
        Row((Cell("=HYPERLINK(1)"), Cell(3), Cell(AS_OF), Cell("gjelder", Tone.GOOD)), anchor="a"),
        Row((Cell("#N/A"), Cell(10**15), Cell(None), Cell("utgått", Tone.BAD, Link("plan", "x"))), anchor="b"),
        Row((Cell("+1 @x \x07\x00"), Cell(-2.5), Cell(AS_OF), Cell("?", link=Link(url="https://lovdata.no/")))),
        Row((Cell("javascript"), Cell(None), Cell(None), Cell("nei", link=Link(url="javascript:alert(1)")))),
    )
    plan = (
        Column("what", "Hva", 30),
        Column("who", "Ansvarlig", 20, editable=True, choices_from="roller"),
        Column("deadline", "Frist", 12, ColumnKind.DATE, editable=True),
        Column("status", "Status", 14, ColumnKind.CHOICE, ("åpen", "lukket"), editable=True),
        Column("key", "Nøkkel", 18),
    )
    found = Cell("funn", link=Link("oversikt", "b"))
    typed = Row((found, Cell(None), Cell(None), Cell(None), Cell("0123")), anchor="x")
    return Report(
        title="Rapport", subject="Prøve", language="nb", as_of=AS_OF,
        sections=(
            Section(
                "oversikt", "Oversikt: a/b",
                (
                    Paragraph("Kort fortalt.", ParagraphStyle.LEAD),
                    Table("tall", "Tall", columns, rows),
                    Heading("Mer"),
                    Bullets(("én", "to")),
                    Figure("kart", "Kart", "En boks med ordet «boks».", scene),
                    Table("tom", "Tom", columns[:2], (), empty="Ingenting."),
                ),
            ),
            Section("plan", "Plan", (Table("tiltaksplan", "", plan, (typed,)),)),
            Section("roller", "Roller", (Table("roller", "", columns[:1], (Row((Cell("leder"),)),)),)),
            Section("side", "Bare på nettsiden", (Paragraph("Hei"),), in_workbook=False),
        ),
        footer="Fjordvik & omegn", page_of="Side {page} av {pages}", cut="[forkortet]", to_contents="Til oversikten",
        contents="oversikt",
    )


@pytest.fixture(params=["nb", "nn", "en"])
def telling(request: pytest.FixtureRequest) -> Telling:
    return told(request.param)


@pytest.fixture
def fjordvik() -> Telling:
    return told("nb")
