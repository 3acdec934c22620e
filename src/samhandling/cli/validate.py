"""``samhandling validate``: reads and checks the input only."""

from datetime import date
from pathlib import Path

import click

from samhandling.cli.console import Console, open_model
from samhandling.cli.options import asking_options, model_argument
from samhandling.cli.words import Command


@click.command(cls=Command, help="cli.validate.help")
@model_argument
@asking_options
def validate(
    model: Path, as_of: date, json_file: str | None, force: bool, config: Path | None, quiet: bool
) -> None:
    """Read the model and report every mistake, and what would make a later answer weak."""
    from samhandling.reading.weak_answers import weak_answers

    console = Console(quiet)
    session = open_model(model, config, as_of, console)
    weak = [notice.line(session.words, session.reading.shown) for notice in weak_answers(session.reading, as_of)]
    for line in weak:
        console.notice(line)
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
            "notices": [*(each.line(session.words, session.reading.shown) for each in session.reading.notices), *weak],
        }
        console.json(document, json_file, force=force)
    if json_file != "-":
        console.notice(session.words("cli.notice.valid", **counts))
