"""``samhandling compare A.json B.json``: egenkontroll 1 and 2 – what became better or worse, and why."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from samhandling.cli.console import Console, read_catalogue
from samhandling.cli.options import FileType, common_options, force_option, json_option, option
from samhandling.cli.outputs import Output
from samhandling.cli.words import Command, asked_language
from samhandling.errors import Exit

if TYPE_CHECKING:
    from samhandling.reports.sections.comparison import Compared


@click.command(cls=Command, help="compare.help")
@click.argument("before", type=click.Path(path_type=Path), metavar="A.json")
@click.argument("after", type=click.Path(path_type=Path), metavar="B.json")
@option("-o", "--report", "report", type=FileType(".xlsx"), help="compare.report", metavar="F.xlsx")
@json_option
@force_option
@common_options
def compare(
    before: Path,
    after: Path,
    report: Path | None,
    json_file: str | None,
    force: bool,
    config: Path | None,
    quiet: bool,
) -> int:
    """Tell what changed between two audits."""
    from samhandling.law.language import Language
    from samhandling.reading.audit_document import read_audit_file
    from samhandling.reports.comparison_json import comparison_document
    from samhandling.reports.plain import dump
    from samhandling.reports.screen.comparison import comparison_lines
    from samhandling.reports.sections.comparison import Compared

    console = Console(quiet)
    catalogue = read_catalogue(config)
    t = catalogue.phrasebook(asked_language() or Language.NB)
    old, new = (read_audit_file(each, str(each)).snapshot for each in (before, after))
    compared = Compared(old, new, catalogue, t)
    document = dump(comparison_document(old, new, compared.comparison))
    outputs = []
    if json_file not in {None, "-"}:
        outputs.append(Output(Path(str(json_file)), document.encode(), force))
    if report is not None:
        outputs.append(Output(report, _workbook(compared), force))
    console.write(outputs)
    if json_file == "-":
        console.raw(document)
    elif not quiet:
        console.result("\n".join(comparison_lines(compared)))
    return int(Exit.FINDINGS if compared.groups["worse"] else Exit.DONE)


def _workbook(compared: "Compared") -> bytes:
    from samhandling.reports.sections.blocks import Report
    from samhandling.reports.sections.comparison import comparison
    from samhandling.reports.workbook import write_workbook

    t = compared.t
    title = t("compare.heading", municipality=compared.after.name)
    return write_workbook(
        Report(
            title=title,
            subject=compared.counted(),
            language=t.language,
            as_of=compared.after.as_of,
            sections=(comparison(compared),),
            footer=title,
            page_of=t("sections.report.page_of", page="{page}", pages="{pages}"),
            cut=t("sections.report.cut"),
        )
    )
