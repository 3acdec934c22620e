"""``samhandling transitions``: the life course and its gaps, the dates as a calendar, the life course as a figure."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from samhandling.cli.audit import run_audit
from samhandling.cli.console import Console, open_model, say_known_law
from samhandling.cli.exits import nearest
from samhandling.cli.options import asking_options, model_argument, option
from samhandling.cli.outputs import Output
from samhandling.cli.words import Command
from samhandling.errors import SamhandlingError

if TYPE_CHECKING:
    from samhandling.law.catalogue import Catalogue
    from samhandling.reports.sections.handing_over import ToldTransition
    from samhandling.reports.sections.telling import Telling

FIGURE_ENDINGS = (".svg", ".png")


@click.command(cls=Command, help="cli.transitions.help")
@model_argument
@option("--transition", "transition", default=None, help="cli.option.transition", metavar="T05")
@option("--ics", "ics", type=click.Path(path_type=Path), default=None, help="cli.option.ics", metavar="F.ics")
@option(
    "-o", "--out", "out", type=click.Path(path_type=Path), default=None, help="cli.option.life_course",
    metavar="F.svg|png",
)
@asking_options
def transitions(
    model: Path,
    transition: str | None,
    ics: Path | None,
    out: Path | None,
    as_of: date,
    json_file: str | None,
    force: bool,
    config: Path | None,
    quiet: bool,
) -> None:
    """Tell how the transitions stand on the date."""
    from samhandling.deadlines.all import deadlines
    from samhandling.reports.calendar import calendar_file
    from samhandling.reports.plain import dump
    from samhandling.reports.screen.transitions import transitions_lines
    from samhandling.reports.sections.handing_over import told_transitions
    from samhandling.reports.transitions_json import transitions_document

    if out is not None and out.suffix.lower() not in FIGURE_ENDINGS:
        raise SamhandlingError("cli.output.wrong_ending", file=str(out), ending=" / ".join(FIGURE_ENDINGS))
    if ics is not None and ics.suffix.lower() != ".ics":
        raise SamhandlingError("cli.output.wrong_ending", file=str(ics), ending=".ics")
    console = Console(quiet)
    session = open_model(model, config, as_of, console)
    asked = None if transition is None else _known(session.catalogue, transition)
    telling = run_audit(session, as_of)
    say_known_law(session.catalogue, session.words, as_of, console)
    everything = told_transitions(telling)
    told = tuple(each for each in everything if asked in (None, each.id))
    dated = deadlines(telling.graph, telling.catalogue)
    document = dump(transitions_document(telling, told, dated))
    outputs = []
    if json_file not in (None, "-"):
        outputs.append(Output(Path(str(json_file)), document.encode(), force))
    if ics is not None:
        outputs.append(Output(ics, calendar_file(telling, dated), force))
    if out is not None:
        outputs.append(Output(out, _figure(telling, everything, out.suffix.lower()), force))
    console.write(outputs)
    if json_file == "-":
        console.raw(document)
    elif not quiet:
        console.result("\n".join(transitions_lines(telling, told, str(model), one=asked is not None)))


def _known(catalogue: "Catalogue", name: str) -> str:
    """The transition of that name; refuse another, and name the nearest."""
    if name.upper() in catalogue.transitions:
        return name.upper()
    number = name.strip().upper().removeprefix("T")
    padded = f"T{number:0>2}"  # «T5» is nearer T05 than T25
    guess = padded if padded in catalogue.transitions else nearest(name.upper(), catalogue.transitions)
    if guess is None:
        raise SamhandlingError("transitions.error.unknown", name=name)
    raise SamhandlingError("transitions.error.unknown_guess", name=name, guess=guess)


def _figure(telling: "Telling", told: "tuple[ToldTransition, ...]", ending: str) -> bytes:
    from samhandling.reports.sections.life_course import life_course_figure

    scene = life_course_figure(telling, told, show_title=True).scene
    if ending == ".svg":
        from samhandling.figures.svg import svg_text

        return svg_text(scene, language=telling.t.language, standalone=True).encode()
    from samhandling.figures.png import png_bytes

    return png_bytes(scene)
