"""``samhandling delegate``: who may decide what, what remains, what a pattern would change, and a draft decision."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from samhandling.cli.audit import run_audit
from samhandling.cli.console import Console, Session, open_model, say_known_law
from samhandling.cli.options import FileType, asking_options, model_argument, option
from samhandling.cli.outputs import Output
from samhandling.cli.words import Command
from samhandling.errors import SamhandlingError

if TYPE_CHECKING:
    from samhandling.delegation_plan import DelegationPlan
    from samhandling.reports.screen.delegation import PatternTold
    from samhandling.reports.sections.telling import Telling

PATTERNS = ("keep", "staff", "coordinating-unit")
PICTURES = (".svg", ".png")


@click.command(cls=Command, help="cli.delegate.help")
@model_argument
@option("--pattern", type=click.Choice(PATTERNS), default=None, help="cli.delegate.pattern")
@option("--docx", type=FileType(".docx"), default=None, help="cli.delegate.docx", metavar="F.docx")
@option("--report", type=FileType(".xlsx"), default=None, help="cli.delegate.report", metavar="F.xlsx")
@option("-o", "--out", type=click.Path(path_type=Path), default=None, help="cli.delegate.out", metavar="F.svg|png")
@asking_options
def delegate(
    model: Path,
    pattern: str | None,
    docx: Path | None,
    report: Path | None,
    out: Path | None,
    as_of: date,
    json_file: str | None,
    force: bool,
    config: Path | None,
    quiet: bool,
) -> None:
    """Tell the delegation plan of a model."""
    from samhandling.delegation_plan import plan_of
    from samhandling.reports.screen.delegation import pattern_lines, plan_lines

    if out is not None and out.suffix.lower() not in PICTURES:
        raise SamhandlingError("cli.output.wrong_ending", file=str(out), ending=" / ".join(PICTURES))
    console = Console(quiet)
    session = open_model(model, config, as_of, console)
    telling = run_audit(session, as_of)
    say_known_law(session.catalogue, session.words, as_of, console)
    plan = plan_of(telling.result, telling.graph, telling.catalogue)
    told = _follow(session, telling, pattern, as_of) if pattern is not None else None
    outputs = []
    if json_file not in (None, "-"):
        outputs.append(Output(Path(str(json_file)), _json(telling, plan, told).encode(), force))
    if docx is not None:
        outputs.append(Output(docx, _draft(telling, plan, told), force))
    if report is not None:
        outputs.append(Output(report, _workbook(telling, plan), force))
    if out is not None:
        outputs.append(Output(out, _picture(telling, plan, out.suffix.lower()), force))
    console.write(outputs)
    if json_file == "-":
        console.raw(_json(telling, plan, told))
    elif not quiet:
        lines = pattern_lines(told) if told is not None else plan_lines(telling, plan, str(model))
        console.result("\n".join(lines))


def _follow(session: Session, telling: "Telling", name: str, as_of: date) -> "PatternTold":
    """Audit the model as it would be with a pattern, and compare."""
    from samhandling.audit import audit
    from samhandling.comparison import compare, snapshot
    from samhandling.delegation_patterns import Pattern, Titles, follow
    from samhandling.graph import build_graph
    from samhandling.reports.screen.delegation import PatternTold
    from samhandling.reports.sections.telling import Telling

    catalogue, t = session.catalogue, session.words
    titles = Titles(*(t(f"delegation.pattern.role.{role}") for role in ("chief", "staff", "unit_lead")))
    today = telling.graph.municipality
    patterned = follow(today, Pattern(name), as_of, titles)
    edited = patterned.municipality
    result = audit(edited, catalogue, as_of, telling.result.inputs)
    graph = build_graph(edited, as_of, catalogue.data.service_types)
    comparison = compare(snapshot(telling.result, today), snapshot(result, edited))
    return PatternTold(patterned, comparison, telling, Telling(result, graph, catalogue, t))


def _json(telling: "Telling", plan: "DelegationPlan", told: "PatternTold | None") -> str:
    from samhandling.reports.delegation_json import delegation_document
    from samhandling.reports.plain import dump

    pattern = (told.patterned, told.comparison) if told is not None else None
    return dump(delegation_document(telling.result, plan, pattern))


def _draft(telling: "Telling", plan: "DelegationPlan", told: "PatternTold | None") -> bytes:
    """The draft decision: of the delegations as they are, or as they would be with the pattern."""
    from samhandling.delegation_draft import draft_of
    from samhandling.delegation_plan import plan_of
    from samhandling.reports.sections.decision import decision
    from samhandling.reports.sections.delegation_words import DelegationWords
    from samhandling.reports.word import write_word

    today = DelegationWords(telling, plan)
    if told is None:
        report = decision(today, draft_of(plan, telling.graph))
    else:
        then = DelegationWords(told.then, plan_of(told.then.result, told.then.graph, told.then.catalogue))
        draft = draft_of(then.plan, told.then.graph, today=plan, recalled=told.patterned.recalled)
        report = decision(then, draft, today)
    return write_word(report, telling.t, banner=telling.t("decision.banner"))


def _workbook(telling: "Telling", plan: "DelegationPlan") -> bytes:
    from samhandling.reports.sections.blocks import Report
    from samhandling.reports.sections.delegation import delegation_matrix
    from samhandling.reports.workbook import write_workbook

    t, result = telling.t, telling.result
    section = delegation_matrix(telling, plan)
    report = Report(
        title=t("delegation.report.title", municipality=result.name),
        subject=t("delegation.report.subject", date=result.as_of),
        language=t.language,
        as_of=result.as_of,
        sections=(section,),
        footer=t("delegation.report.footer", municipality=result.name, date=result.as_of),
        page_of=t("sections.report.page_of", page="{page}", pages="{pages}"),
        cut=t("sections.report.cut"),
    )
    return write_workbook(report)


def _picture(telling: "Telling", plan: "DelegationPlan", ending: str) -> bytes:
    from samhandling.figures.png import png_bytes
    from samhandling.figures.svg import svg_text
    from samhandling.reports.sections.blocks import Figure
    from samhandling.reports.sections.delegation_tree import tree
    from samhandling.reports.sections.delegation_words import DelegationWords

    figure = next((each for each in tree(DelegationWords(telling, plan)) if isinstance(each, Figure)), None)
    if figure is None:
        raise SamhandlingError("cli.delegate.no_tree")
    if ending == ".png":
        return png_bytes(figure.scene)
    return svg_text(figure.scene, language=telling.t.language, standalone=True).encode()
