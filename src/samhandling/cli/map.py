"""``samhandling map``: the municipality's services on one sheet, with what ties them together and what is missing."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from samhandling.cli.audit import run_audit
from samhandling.cli.console import Console, open_model, say_known_law
from samhandling.cli.options import asking_options, model_argument, option
from samhandling.cli.outputs import Output
from samhandling.cli.words import Command
from samhandling.errors import SamhandlingError

if TYPE_CHECKING:
    from samhandling.reports.sections.service_map import MapTelling

ENDINGS = (".svg", ".png")


@click.command(cls=Command, name="map", help="cli.map.help")
@model_argument
@option("-o", "--out", "out", type=click.Path(path_type=Path), default=None, help="map.option.out", metavar="F.svg|png")
@asking_options
def map_(
    model: Path,
    out: Path | None,
    as_of: date,
    json_file: str | None,
    force: bool,
    config: Path | None,
    quiet: bool,
) -> None:
    """Draw the service map on the date."""
    from samhandling.reports.map_json import map_document
    from samhandling.reports.plain import dump
    from samhandling.reports.screen.map import map_lines
    from samhandling.reports.sections.service_map import MapTelling

    if out is not None and out.suffix.lower() not in ENDINGS:
        raise SamhandlingError("cli.output.wrong_ending", file=str(out), ending=" / ".join(ENDINGS))
    console = Console(quiet)
    session = open_model(model, config, as_of, console)
    telling = run_audit(session, as_of)
    say_known_law(session.catalogue, session.words, as_of, console)
    told = MapTelling(telling)
    document = dump(map_document(telling, told.map))
    outputs = []
    if json_file not in (None, "-"):
        outputs.append(Output(Path(str(json_file)), document.encode(), force))
    if out is not None:
        outputs.append(Output(out, _drawn(told, out.suffix.lower()), force))
    console.write(outputs)
    if json_file == "-":
        console.raw(document)
    elif not quiet:
        console.result("\n".join(map_lines(told)))


def _drawn(told: "MapTelling", ending: str) -> bytes:
    scene = told.figure(show_title=True).scene
    if ending == ".svg":
        from samhandling.figures.svg import svg_text

        return svg_text(scene, language=told.telling.t.language, standalone=True).encode()
    from samhandling.figures.png import png_bytes

    return png_bytes(scene)
