"""``samhandling explain RULE``: a check in the user's language, as of a date."""

from datetime import date
from pathlib import Path

import click

from samhandling.cli.console import Console, check_date, read_catalogue
from samhandling.cli.exits import nearest
from samhandling.cli.options import asking_options
from samhandling.cli.words import Command, asked_language
from samhandling.errors import SamhandlingError
from samhandling.law.entries import Language


@click.command(cls=Command, help="cli.explain.help")
@click.argument("rule", metavar="RULE")
@asking_options
def explain(rule: str, as_of: date, json_file: str | None, force: bool, config: Path | None, quiet: bool) -> None:
    """Explain a check."""
    from samhandling.reports.catalogue_json import explain_document
    from samhandling.reports.screen.explanation import explanation_lines

    console, catalogue = Console(quiet), read_catalogue(config)
    check_date(catalogue, as_of)
    codes = {code.upper(): code for code in catalogue.checks}
    codes |= {entry.slug.upper(): code for code, entry in catalogue.checks.items()}
    code = codes.get(rule.upper())
    if code is None:
        guess = nearest(rule.upper(), codes)
        if guess is None:
            raise SamhandlingError("cli.error.unknown_rule", name=rule)
        raise SamhandlingError("cli.error.unknown_rule_guess", name=rule, guess=codes[guess])
    if json_file is not None:
        console.json(explain_document(catalogue, code, as_of), json_file, force=force)
    if json_file != "-":
        t = catalogue.phrasebook(asked_language() or Language.NB)
        console.result("\n".join(explanation_lines(catalogue, t, code, as_of)))
