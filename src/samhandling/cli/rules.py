"""``samhandling rules``: every check, as of a date."""

from datetime import date
from pathlib import Path

import click

from samhandling.cli.console import Console, check_date, read_catalogue
from samhandling.cli.options import asking_options
from samhandling.cli.words import Command, asked_language
from samhandling.law.entries import Language


@click.command(cls=Command, help="cli.rules.help")
@asking_options
def rules(as_of: date, json_file: str | None, force: bool, config: Path | None, quiet: bool) -> None:
    """List every check."""
    from samhandling.reports.catalogue_json import rules_document
    from samhandling.reports.screen.explanation import rules_lines

    console, catalogue = Console(quiet), read_catalogue(config)
    check_date(catalogue, as_of)
    if json_file is not None:
        console.json(rules_document(catalogue, as_of), json_file, force=force)
    if json_file != "-":
        t = catalogue.phrasebook(asked_language() or Language.NB)
        console.result("\n".join(rules_lines(catalogue, t, as_of)))
