"""Forside: who, when and on what basis; fields for the archive; what the report does and does not claim."""

from samhandling.reports.sections import anchors
from samhandling.reports.sections.blocks import Cell, Column, Paragraph, ParagraphStyle, Row, Section, Table
from samhandling.reports.sections.telling import Telling

_TO_FILL = ("case_number", "archive_ref", "classification", "prepared_by", "checked_by", "approved", "committee")
_CLAIMS = ("rests_on", "exists", "undocumented", "no_breach", "strength", "others", "no_persons", "human")
_FIRST, _SECOND = 40, 90


def front(telling: Telling) -> Section:
    """The front page."""
    t = telling.t
    return Section(
        key=anchors.FRONT,
        title=t("sections.front.title"),
        blocks=(
            Paragraph(t("sections.report.title", municipality=telling.result.name), ParagraphStyle.LEAD),
            Paragraph(t("sections.front.lead", date=telling.result.as_of)),
            _facts(telling),
            _archive(telling),
            _claims(telling),
            _inputs(telling),
        ),
        landscape=False,
        about=t("sections.front.about"),
    )


def _facts(telling: Telling) -> Table:
    t, result, catalogue = telling.t, telling.result, telling.catalogue
    county = telling.graph.municipality.municipality.county
    facts: tuple[tuple[str, str], ...] = (
        ("municipality", result.name),
        ("number", result.number),
        ("county", county or t("sections.not_recorded")),
        ("as_of", t.date(result.as_of)),
        ("tool", f"samhandling {result.tool_version}"),
        ("catalogue", t("sections.front.version", version=result.catalogue_version)),
        ("law_known_to", t.date(result.law_known_to)),
        ("reviewed", t.date(catalogue.reviewed)),
    )
    return Table(
        "forside", t("sections.front.facts"),
        (Column("item", t("sections.column.item"), _FIRST), Column("value", t("sections.column.value"), _SECOND)),
        tuple(Row((Cell(t(f"sections.front.{key}")), Cell(value))) for key, value in facts),
    )


def _archive(telling: Telling) -> Table:
    t = telling.t
    columns = (
        Column("field", t("sections.front.field"), _FIRST),
        Column("filled", t("sections.front.filled"), _SECOND, editable=True),
    )
    rows = tuple(Row((Cell(t(f"sections.front.{key}")), Cell(None)), anchor=key) for key in _TO_FILL)
    return Table("arkiv", t("sections.front.archive"), columns, rows)


def _inputs(telling: Telling) -> Table:
    t = telling.t
    columns = (Column("file", t("sections.front.file"), _FIRST), Column("sha256", t("sections.front.sha256"), _SECOND))
    rows = tuple(Row((Cell(each.path), Cell(each.sha256))) for each in telling.result.inputs)
    return Table("inndata", t("sections.front.inputs"), columns, rows, empty=t("sections.front.no_inputs"))


def _claims(telling: Telling) -> Table:
    t = telling.t
    columns = (
        Column("claim", t("sections.front.claim"), _FIRST), Column("meaning", t("sections.front.meaning"), _SECOND)
    )
    rows = tuple(
        Row((Cell(t(f"sections.front.about_claim.{each}")), Cell(t(f"audit.caution.{each}")))) for each in _CLAIMS
    )
    return Table("hva_rapporten_sier", t("sections.front.claims"), columns, rows)
