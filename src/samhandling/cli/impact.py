"""``samhandling impact MODEL ID``: what is no longer covered when something falls away."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from samhandling.cli.audit import run_audit
from samhandling.cli.console import Console, open_model, say_known_law
from samhandling.cli.exits import nearest
from samhandling.cli.options import asking_options, model_argument
from samhandling.cli.words import Command
from samhandling.errors import SamhandlingError

if TYPE_CHECKING:
    from samhandling.model.municipality import Municipality


@click.command(cls=Command, help="cli.impact.help")
@model_argument
@click.argument("id_", metavar="ID")
@asking_options
def impact(
    model: Path, id_: str, as_of: date, json_file: str | None, force: bool, config: Path | None, quiet: bool
) -> None:
    """Tell what happens when an entry falls away."""
    from samhandling.reports.impact_json import impact_document
    from samhandling.reports.screen.impact import impact_lines
    from samhandling.reports.sections.impact import Impact
    from samhandling.whatif import without

    console = Console(quiet)
    session = open_model(model, config, as_of, console)
    section, name = find(session.reading.municipality, id_)
    before = run_audit(session, as_of)
    experiment = without(before.graph, section, name)
    edited = replace(session, reading=replace(session.reading, municipality=experiment.municipality))
    found = Impact(experiment, before, run_audit(edited, as_of))
    say_known_law(session.catalogue, session.words, as_of, console)
    if json_file is not None:
        console.json(impact_document(found), json_file, force=force)
    if json_file != "-" and not quiet:
        console.result("\n".join(impact_lines(found)))


def find(municipality: "Municipality", asked: str) -> tuple[str, str]:
    """Section and id of what was asked for: an id, or ``section/id`` where several sections have that id.

    Raises:
        SamhandlingError: there is no such entry, or there are several.
    """
    from samhandling.whatif import ids_of

    known = ids_of(municipality)
    choices = {f"{section}/{id_}": (section, id_) for id_, sections in known.items() for section in sections}
    if asked in choices:
        return choices[asked]
    sections = known.get(asked, ())
    if len(sections) == 1:
        return sections[0], asked
    if sections:
        raise SamhandlingError(
            "impact.error.ambiguous", name=asked, choices=" / ".join(f"{section}/{asked}" for section in sections)
        )
    guess = nearest(asked, known)
    if guess is None:
        raise SamhandlingError("impact.error.unknown", name=asked)
    raise SamhandlingError("impact.error.unknown_guess", name=asked, guess=guess)
