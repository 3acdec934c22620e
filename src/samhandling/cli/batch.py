"""``samhandling batch``: many municipalities at once, and one report that sets them side by side."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from samhandling.cli.audit import fail_on_option
from samhandling.cli.console import Console, check_date, read_catalogue, say_known_law
from samhandling.cli.options import FileType, asking_options, option
from samhandling.cli.outputs import Output, check_outputs, write_all
from samhandling.cli.terminal import inert
from samhandling.cli.words import Command, asked_language
from samhandling.errors import Exit, SamhandlingError
from samhandling.law.language import Language

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

    from samhandling.batch.models import Model
    from samhandling.batch.surveying import Done, Orders
    from samhandling.law.catalogue import Catalogue
    from samhandling.law.texts import Phrasebook
    from samhandling.survey import Survey

MOST_GAPS = 5
"""How many of the commonest gaps the screen lists."""


def write_one(path: Path, content: bytes) -> None:
    """Write one result whole or not at all; called in every process, after the place has been checked."""
    write_all([Output(path, content, may_replace=True)], lambda _: None)


@click.command(cls=Command, help="cli.batch.help")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@option("-o", "--report", "report", type=FileType(".xlsx"), help="cli.option.report", metavar="F.xlsx")
@option("--jobs", type=click.IntRange(min=1), default=None, help="cli.batch.jobs", metavar="N")
@option("--json-dir", "json_folder", type=click.Path(path_type=Path), default=None, help="cli.batch.json_dir",
        metavar="DIR")
@option("--anonymise", is_flag=True, help="cli.batch.anonymise")
@option("--no-figures", is_flag=True, help="cli.option.no_figures")
@fail_on_option
@asking_options
def batch(
    folder: Path,
    report: Path | None,
    jobs: int | None,
    json_folder: Path | None,
    anonymise: bool,
    no_figures: bool,
    fail_on: str,
    as_of: date,
    json_file: str | None,
    force: bool,
    config: Path | None,
    quiet: bool,
) -> int:
    """Survey every model of the folder, and tell them side by side."""
    from samhandling.batch.models import find_models, numbered
    from samhandling.batch.processes import processors
    from samhandling.batch.surveying import Orders
    from samhandling.reports.plain import dump
    from samhandling.reports.sections.many import build_survey_report
    from samhandling.reports.survey_json import survey_document
    from samhandling.reports.workbook import write_workbook

    console = Console(quiet)
    catalogue = read_catalogue(config)
    check_date(catalogue, as_of)
    language = asked_language() or Language.NB
    t = catalogue.phrasebook(language)
    models, skipped = find_models(folder, str(folder), report)
    for name in skipped:
        console.notice(t("batch.skipped", name=name))
    say_known_law(catalogue, t, as_of, console)
    models = numbered(models) if anonymise else models
    _prepare(models, report, json_folder, json_file, force=force)
    orders = Orders(as_of, language.value, config, json_folder, write_one, anonymise)
    with _progress(t("batch.progress"), len(models), quiet=quiet) as bar:
        results = _survey(models, orders, jobs or processors(), bar)
    _complain(results, t)
    survey = _gathered(results, as_of, anonymous=anonymise)
    document = dump(survey_document(survey, catalogue.version))
    outputs = []
    if json_file not in (None, "-"):
        outputs.append(Output(Path(str(json_file)), document.encode(), force))
    if report is not None:
        content = write_workbook(build_survey_report(survey, catalogue, t), figures=not no_figures)
        outputs.append(Output(report, content, force))
    console.write(outputs)
    if json_file == "-":
        console.raw(document)
    if json_file != "-" and not quiet:
        console.result("\n".join(_screen(survey, catalogue, t)))
    return int(_exit(results, survey, fail_on))


def _prepare(
    models: Sequence["Model"], report: Path | None, json_folder: Path | None, json_file: str | None, *, force: bool
) -> None:
    """Refuse before the work is done what could not be written after it; make the folder of results."""
    outputs = [] if report is None else [Output(report, b"", force)]
    if json_file not in (None, "-"):
        outputs.append(Output(Path(str(json_file)), b"", force))
    if json_folder is not None:
        try:
            json_folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SamhandlingError("cli.output.cannot_write", file=str(json_folder)) from error
        outputs += [Output(json_folder / f"{model.key}.json", b"", force) for model in models]
    check_outputs(outputs)


def _survey(
    models: "Sequence[Model]", orders: "Orders", jobs: int, bar: "ProgressBar[int] | None"
) -> "list[Done]":
    """Survey them all, the bar moving for each that is done; in the order of the models."""
    from samhandling.batch.processes import survey_all

    results = []
    for done in survey_all(models, orders, jobs):
        results.append(done)
        if bar is not None:
            bar.update(1)
    places = {model: place for place, model in enumerate(models)}
    return sorted(results, key=lambda done: places[done.model])


@contextmanager
def _progress(label: str, count: int, *, quiet: bool) -> "Iterator[ProgressBar[int] | None]":
    """Give a bar on a terminal, nothing elsewhere."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=count, label=label, file=sys.stderr) as bar:
        yield bar


def _complain(results: "Sequence[Done]", t: "Phrasebook") -> None:
    """Tell every mistake of every refused model on standard error, also with ``--quiet``."""
    from samhandling.cli.exits import write_log

    for done in results:
        if done.bug is not None:
            log = write_log(done.bug, "batch", 1)
            click.echo(inert(t("batch.bug", model=done.model.shown, log=str(log))), err=True)
            continue
        for line in done.lines:
            click.echo(inert(line), err=True)


def _gathered(results: "Sequence[Done]", as_of: date, *, anonymous: bool) -> "Survey":
    from samhandling.survey import Survey

    standings = tuple(done.standing for done in results if done.standing is not None)
    refused = tuple(done.refused for done in results if done.refused is not None)
    return Survey(as_of, standings, refused, anonymous)


def _screen(survey: "Survey", catalogue: "Catalogue", t: "Phrasebook") -> list[str]:
    """The summary: how many, how grave, and what most of them lack."""
    said = [t("batch.screen.title", n=len(survey.standings), date=survey.as_of)]
    if survey.refused:
        said.append(t("batch.screen.refused", n=len(survey.refused)))
    if survey.standings:
        said += ["", t("batch.screen.severities")]
        said += [
            t(
                "batch.screen.severity", label=t.term("severity", severity), findings=t.number(findings),
                municipalities=t.number(having),
            )
            for severity, (findings, having) in survey.severities().items()
        ]
    common = [gap for gap in survey.gaps if gap.lacking][:MOST_GAPS]
    if common:
        said += ["", t("batch.screen.gaps")]
        said += [
            t(
                "batch.screen.gap", code=gap.rule, title=t.pick(catalogue.check(gap.rule).title),
                lacking=t.number(gap.lacking), applying=t.number(gap.applying),
            )
            for gap in common
        ]
    return [*said, "", t("batch.overview.shared")]


def _exit(results: "Sequence[Done]", survey: "Survey", fail_on: str) -> Exit:
    if any(done.bug is not None for done in results):
        return Exit.BUG
    if survey.refused:
        return Exit.REFUSED
    from samhandling.checks.result import Severity

    threshold = None if fail_on == "never" else Severity(fail_on)
    grave = threshold is not None and any(each.at_or_above(threshold) for each in survey.standings)
    return Exit.FINDINGS if grave else Exit.DONE
