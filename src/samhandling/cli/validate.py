"""``samhandling validate``: reads and checks the input only."""

from pathlib import Path

import click

from samhandling.cli.console import Console, open_model
from samhandling.cli.options import common_options, force_option, json_option, model_argument
from samhandling.cli.words import Command


@click.command(cls=Command, help="cli.validate.help")
@model_argument
@json_option
@force_option
@common_options
def validate(model: Path, json_file: str | None, force: bool, config: Path | None, quiet: bool) -> None:
    """Read the model and report every mistake."""
    console = Console(quiet)
    session = open_model(model, config, None, console)
    municipality = session.reading.municipality
    counts = {
        "services": len(municipality.services),
        "agreements": len(municipality.agreements),
        "delegations": len(municipality.delegations),
    }
    if json_file is not None:
        document = {
            "schema": "samhandling.validate/1",
            "valid": True,
            "municipality": {"name": municipality.municipality.name, "number": municipality.municipality.number},
            "counts": counts,
            "notices": [each.line(session.words, session.reading.shown) for each in session.reading.notices],
        }
        console.json(document, json_file, force=force)
    if json_file != "-":
        console.notice(session.words("cli.notice.valid", **counts))
