"""``samhandling convert``: the same model as YAML or as a workbook."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from samhandling.cli.console import Console, open_model
from samhandling.cli.modelfiles import form_of, write_file, write_folder
from samhandling.cli.options import common_options, force_option, model_argument
from samhandling.cli.words import Command

if TYPE_CHECKING:
    from samhandling.cli.console import Session


@click.command(cls=Command, help="cli.convert.help")
@model_argument
@click.argument("out", type=click.Path(path_type=Path), metavar="OUT")
@force_option
@common_options
def convert(model: Path, out: Path, force: bool, config: Path | None, quiet: bool) -> None:
    """Read the model and write the same content in another form."""
    console = Console(quiet)
    form = form_of(out)
    session = open_model(model, config, None, console)
    write_as(session, out, form, force=force)
    if model.is_dir() or model.suffix.lower() != ".xlsx":
        console.notice(session.words("cli.notice.comments_left"))


def write_as(session: "Session", out: Path, form: str, *, force: bool) -> None:
    """Write the session's model in a form (``xlsx``, ``yaml`` or ``folder``)."""
    from samhandling.reports.modelfiles.plain import plain_model

    data = plain_model(session.reading.municipality)
    if form == "xlsx":
        from samhandling.reports.modelfiles.workbook import write_model_workbook
        from samhandling.reports.modelfiles.writing import writing_for

        writing = writing_for(session.catalogue, session.language)
        write_file(session.console, out, write_model_workbook(writing, data, out.name), force=force)
        return
    from samhandling.reports.modelfiles.yaml_files import yaml_file, yaml_folder

    if form == "yaml":
        write_file(session.console, out, yaml_file(data).encode(), force=force)
    else:
        write_folder(session.console, out, {name: text.encode() for name, text in yaml_folder(data).items()})
