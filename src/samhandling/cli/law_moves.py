"""``samhandling law updates | verify | impact``: the law moves, and what that means."""

from datetime import date
from pathlib import Path

import click

from samhandling.cli.console import Console, check_date, open_model, read_catalogue
from samhandling.cli.options import DateType, asking_options, option
from samhandling.cli.outputs import Output
from samhandling.cli.words import Command, asked_language
from samhandling.errors import Exit
from samhandling.law.entries import Language

_FILES = click.Path(path_type=Path)


@click.command(cls=Command, help="lovdata.command.updates.help")
@click.argument("gazette", type=_FILES, nargs=-1, required=True, metavar="GAZETTE...")
@option("--since", type=DateType(), default=None, help="lovdata.command.updates.since", metavar="DATE")
@asking_options
def updates(
    gazette: tuple[Path, ...],
    since: date | None,
    as_of: date,
    json_file: str | None,
    force: bool,
    config: Path | None,
    quiet: bool,
) -> int:
    """Show every amendment that touches a section of the catalogue."""
    from samhandling.lovdata.reading import read_gazettes
    from samhandling.lovdata.resting import resting
    from samhandling.lovdata.telling import refusal_line, update_lines, updates_json
    from samhandling.lovdata.updates import find_updates

    console = Console(quiet)
    catalogue = read_catalogue(config)
    check_date(catalogue, as_of)
    t = catalogue.phrasebook(asked_language() or Language.NB)
    haul = read_gazettes(gazette)
    for refusal in haul.refusals:
        click.echo(refusal_line(refusal, t), err=True)
    if haul.is_incomplete and not haul.documents:
        return Exit.REFUSED
    found = find_updates(haul.documents, catalogue.provisions.values(), catalogue.laws, resting(catalogue), since)
    if json_file is not None:
        console.json(updates_json(found, haul.refusals, catalogue), json_file, force=force)
    if json_file != "-":
        for line in update_lines(found, catalogue, t, as_of):
            console.result(line)
    if haul.is_incomplete:
        return Exit.REFUSED
    return Exit.FINDINGS if found.need_a_person or haul.refusals else Exit.DONE


@click.command(cls=Command, help="lovdata.command.verify.help")
@click.argument("statutes", type=_FILES, nargs=-1, required=True, metavar="STATUTES...")
@option("--accept", multiple=True, help="lovdata.command.verify.accept", metavar="ID|all")
@asking_options
def verify(
    statutes: tuple[Path, ...],
    accept: tuple[str, ...],
    as_of: date,
    json_file: str | None,
    force: bool,
    config: Path | None,
    quiet: bool,
) -> int:
    """Hold the catalogue against consolidated statutes."""
    from samhandling.law.folders import config_directory
    from samhandling.lovdata import reviews
    from samhandling.lovdata.reading import read_statutes
    from samhandling.lovdata.telling import refusal_line, verification_json, verification_lines
    from samhandling.lovdata.verify import verify as hold

    console = Console(quiet)
    catalogue = read_catalogue(config)
    check_date(catalogue, as_of)
    t = catalogue.phrasebook(asked_language() or Language.NB)
    haul = read_statutes(statutes)
    for refusal in haul.refusals:
        click.echo(refusal_line(refusal, t), err=True)
    if haul.is_incomplete:
        # Half the statutes would make the other half look repealed.
        return Exit.REFUSED
    provisions = tuple(catalogue.provisions.values())
    found = hold(haul.documents, provisions, as_of)
    taken: tuple[str, ...] = ()
    if accept:
        record = reviews.accept(provisions, found, accept, as_of)
        before = {entry.id: entry.reviewed for entry in provisions}
        taken = tuple(name for name, review in record.items() if review != before[name])
        target = (config or config_directory()) / reviews.FILE
        console.write([Output(target, reviews.spell(record).encode(), may_replace=True)])
        found = hold(haul.documents, reviews.recorded(provisions, record), as_of)
        console.notice(t("lovdata.verify.accepted", n=len(taken)))
    if json_file is not None:
        console.json(verification_json(found, taken, haul.refusals, catalogue), json_file, force=force)
    if json_file != "-":
        for line in verification_lines(found, catalogue, t):
            console.result(line)
    return Exit.FINDINGS if found.problems or haul.refusals else Exit.DONE


@click.command(cls=Command, help="lovdata.command.impact.help")
@click.argument("provision", metavar="PROVISION")
@option("--model", type=_FILES, required=True, help="lovdata.command.impact.model", metavar="MODEL")
@asking_options
def impact(
    provision: str, model: Path, as_of: date, json_file: str | None, force: bool, config: Path | None, quiet: bool
) -> int:
    """Show which outcomes of this municipality rest on a provision."""
    from samhandling.audit import audit, examine
    from samhandling.lovdata.impact import find_provisions, impact_json, impact_lines, standing_for
    from samhandling.lovdata.impact import impact as resting_on
    from samhandling.reports.sections.telling import Telling

    console = Console(quiet)
    session = open_model(model, config, as_of, console)
    catalogue, municipality = session.catalogue, session.reading.municipality
    names = standing_for(find_provisions(provision, catalogue.provisions.values()), catalogue, as_of)
    result = audit(municipality, catalogue, as_of)
    resting = resting_on(names, result.outcomes)
    if json_file is not None:
        console.json(impact_json(names, resting, result), json_file, force=force)
    if json_file != "-":
        told = Telling(result, examine(municipality, catalogue, as_of).graph, catalogue, session.words)
        for line in impact_lines(names, resting, catalogue, session.words, told.subject):
            console.result(line)
    return Exit.DONE
