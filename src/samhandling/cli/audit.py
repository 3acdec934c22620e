"""``samhandling audit``: the main job – all checks, a summary on the screen, and reports."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from samhandling.cli.console import Console, Session, open_model, say_known_law
from samhandling.cli.options import FileType, asking_options, model_argument, option
from samhandling.cli.outputs import Output
from samhandling.cli.previous import changes_since, kept_line, read_earlier
from samhandling.cli.words import Command
from samhandling.errors import Exit, SamhandlingError

if TYPE_CHECKING:
    from samhandling.followup.progress import Progress
    from samhandling.law.texts import Phrasebook
    from samhandling.reports.sections.blocks import Report
    from samhandling.reports.sections.telling import Telling

THRESHOLDS = ("critical", "high", "medium", "low", "never")
fail_on_option = option(
    "--fail-on", type=click.Choice(THRESHOLDS), default="high", show_default=True, help="cli.option.fail_on"
)


@contextmanager
def proving(t: "Phrasebook") -> Iterator[None]:
    """Refuse, naming the stage and the size, where the table of coordination is too large to be proved."""
    from samhandling.coordination.budget import TooLarge

    try:
        yield
    except TooLarge as large:
        raise SamhandlingError(
            "cli.error.large_table", stage=t.term("stage", large.stage), size=large.size, bound=large.bound
        ) from large


def run_audit(session: Session, as_of: date) -> "Telling":
    """Audit the session's model and get ready to tell of it."""
    from samhandling.audit import audit as hold_against_the_law
    from samhandling.delegation import TooManyChains
    from samhandling.graph import build_graph
    from samhandling.reports.sections.telling import Telling

    reading, catalogue, t = session.reading, session.catalogue, session.words
    try:
        with proving(t):
            result = hold_against_the_law(
                reading.municipality, catalogue, as_of, reading.inputs, reading.location
            )
    except TooManyChains as many:
        raise SamhandlingError(
            "cli.error.many_chains", authority=t.term("authority", many.authority), most=many.most
        ) from many
    graph = build_graph(reading.municipality, as_of, catalogue.data.service_types)
    return Telling(result, graph, catalogue, t)


@click.command(cls=Command, help="cli.audit.help")
@model_argument
@option("-o", "--report", "report", type=FileType(".xlsx"), help="cli.option.report", metavar="F.xlsx")
@option("--html", "html", type=click.Path(path_type=Path), help="cli.option.html", metavar="F.html")
@option("--pdf", "pdf", type=click.Path(path_type=Path), help="cli.option.pdf", metavar="F.pdf")
@option("--previous", "previous", type=click.Path(path_type=Path), help="cli.option.previous", metavar="F")
@option("--no-figures", is_flag=True, help="cli.option.no_figures")
@fail_on_option
@asking_options
def audit(
    model: Path,
    report: Path | None,
    html: Path | None,
    pdf: Path | None,
    previous: Path | None,
    no_figures: bool,
    fail_on: str,
    as_of: date,
    json_file: str | None,
    force: bool,
    config: Path | None,
    quiet: bool,
) -> int:
    """Hold the model against every check on the date."""
    from samhandling.checks.result import Severity
    from samhandling.reports.screen.summary import summary_lines

    console = Console(quiet)
    browser = _browser(html, pdf)
    session = open_model(model, config, as_of, console)
    telling = run_audit(session, as_of)
    say_known_law(session.catalogue, session.words, as_of, console)
    followed = read_earlier(session, telling, previous) if previous is not None else None
    progress = followed.follow_up.progress if followed is not None else None
    told = None
    if report is not None or html is not None or pdf is not None:
        from samhandling.reports.sections.report import build_report

        told = build_report(
            telling,
            extra=changes_since(telling, followed) if followed is not None else (),
            follow_up=followed.follow_up if followed is not None else None,
        )
    outputs = []
    if json_file not in (None, "-"):
        outputs.append(Output(Path(str(json_file)), _json(telling, progress).encode(), force))
    if report is not None and told is not None:
        seen = followed.seen_in(report) if followed is not None else None
        outputs.append(Output(report, _workbook(told, figures=not no_figures), force or seen is not None, seen))
    if followed is not None:
        kept = kept_line(session, followed, told if report is not None else None)
        if kept is not None:
            console.notice(kept)
    if told is not None and (html is not None or pdf is not None):
        page = _page(told, session.words)
        if html is not None:
            outputs.append(Output(html, page, force))
        if pdf is not None:
            outputs.append(Output(pdf, _printed(page, as_of, browser), force))
    console.write(outputs)
    threshold = None if fail_on == "never" else Severity(fail_on)
    if json_file == "-":
        console.raw(_json(telling, progress))
    elif not quiet:
        written = report is not None
        lines = summary_lines(telling, threshold, str(model), workbook_written=written, progress=progress)
        console.result("\n".join(lines))
    return int(Exit.FINDINGS if threshold is not None and telling.result.at_or_above(threshold) else Exit.DONE)


def _json(telling: "Telling", progress: "Progress | None") -> str:
    from samhandling.reports.audit_json import audit_document
    from samhandling.reports.plain import dump

    return dump(audit_document(telling.result, telling.graph.municipality, progress))


def _workbook(told: "Report", *, figures: bool) -> bytes:
    from samhandling.reports.workbook import write_workbook

    return write_workbook(told, figures=figures)


def _browser(html: Path | None, pdf: Path | None) -> Path | None:
    """The browser that prints the PDF, looked for before any work is done; refuse names that promise something else."""
    for file, endings in ((html, (".html", ".htm")), (pdf, (".pdf",))):
        if file is not None and file.suffix.lower() not in endings:
            raise SamhandlingError("cli.output.wrong_ending", file=str(file), ending=endings[0])
    if pdf is None:
        return None
    from samhandling.reports.pdf import find_browser

    found = find_browser()
    if found is None:
        raise SamhandlingError("page.pdf.no_browser")
    return found


def _page(told: "Report", t: "Phrasebook") -> bytes:
    from samhandling.reports.html import write_page

    return write_page(told, t)


def _printed(page: bytes, as_of: date, browser: Path | None) -> bytes:
    from samhandling.reports.pdf import print_page

    return print_page(page, as_of, browser)
