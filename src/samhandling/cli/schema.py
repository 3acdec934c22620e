"""``samhandling schema``: the JSON Schema of the model, or of the audit result."""

from pathlib import Path

import click

from samhandling.cli.console import Console, read_catalogue
from samhandling.cli.options import common_options, force_option, option
from samhandling.cli.words import Command, asked_language
from samhandling.law.language import Language


@click.command(cls=Command, help="cli.schema.help")
@click.argument("what", type=click.Choice(["model", "audit"]), default="model", metavar="[model|audit]")
@option("-o", "--out", "out", default=None, help="cli.option.out", metavar="F")
@force_option
@common_options
def schema(what: str, out: str | None, force: bool, config: Path | None, quiet: bool) -> None:
    """Write a JSON Schema (draft 2020-12) to the screen, or to a file."""
    console = Console(quiet)
    if what == "audit":
        from samhandling.reports.audit_schema import audit_schema

        document = audit_schema()
    else:
        from samhandling.reports.json_schema import model_schema
        from samhandling.reports.modelfiles.writing import writing_for

        document = model_schema(writing_for(read_catalogue(config), asked_language() or Language.NB))
    console.json(document, out or "-", force=force)
