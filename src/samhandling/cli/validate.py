"""``samhandling validate``: reads and checks the input only."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from samhandling.cli.console import Console, open_model
from samhandling.cli.options import asking_options, model_argument
from samhandling.cli.words import Command

if TYPE_CHECKING:
    from samhandling.reading.diagnostics import Notice


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
    weak = weak_answers(session.reading, as_of)
    for notice in weak:
        console.notice(notice.line(session.words, session.reading.shown))
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
            "notices": [_as_data(each) for each in (*session.reading.notices, *weak)],
        }
        console.json(document, json_file, force=force)
    if json_file != "-":
        console.notice(session.words("cli.notice.valid", **counts))


def _as_data(notice: "Notice") -> dict[str, Any]:
    """A notice without words: its code, and a place relative to MODEL, so that the JSON is the same from any folder."""
    place = notice.place
    where = (
        {"line": place.line or 1, "column": place.column or 1}
        if place.cell is None
        else {"sheet": place.sheet, "cell": place.cell}
    )
    return {"code": str(notice.code), "location": {"file": place.file, **where}}
