"""``samhandling law [ID]``: the provisions; ``law updates``, ``verify`` and ``impact``: how the law moves."""

from datetime import date
from pathlib import Path

import click

from samhandling.cli.console import Console, check_date, read_catalogue
from samhandling.cli.exits import nearest
from samhandling.cli.law_moves import impact, updates, verify
from samhandling.cli.options import asking_options
from samhandling.cli.words import Group, asked_language
from samhandling.errors import SamhandlingError
from samhandling.law.entries import Language


class Law(Group):
    """A group whose first word may also be the id of a provision."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Anything but a command or a call for help is for ``show``."""
        if not args or args[0] not in {*self.commands, *self.get_help_option_names(ctx)}:
            args = ["show", *args]
        return super().parse_args(ctx, args)


@click.command(cls=Law, help="cli.law.help")
def law() -> None:
    """Provisions, and how they move."""


@law.command(help="cli.law_show.help")
@click.argument("provision", required=False, metavar="[ID]")
@asking_options
def show(
    provision: str | None, as_of: date, json_file: str | None, force: bool, config: Path | None, quiet: bool
) -> None:
    """Show the provisions in force on the date, or one provision."""
    from samhandling.reports.catalogue_json import law_document
    from samhandling.reports.screen.provisions import law_lines, provision_lines

    console, catalogue = Console(quiet), read_catalogue(config)
    check_date(catalogue, as_of)
    id_ = None
    if provision is not None:
        known = {each.upper(): each for each in catalogue.provisions}
        id_ = known.get(provision.upper())
        if id_ is None:
            guess = nearest(provision.upper(), known)
            if guess is None:
                raise SamhandlingError("cli.error.unknown_provision", name=provision)
            raise SamhandlingError("cli.error.unknown_provision_guess", name=provision, guess=known[guess])
    if json_file is not None:
        ids = (id_,) if id_ else tuple(each.id for each in catalogue.provisions.values() if each.in_force(as_of))
        console.json(law_document(catalogue, ids, as_of), json_file, force=force)
    if json_file != "-":
        t = catalogue.phrasebook(asked_language() or Language.NB)
        lines = provision_lines(catalogue, t, id_, as_of) if id_ else law_lines(catalogue, t, as_of)
        console.result("\n".join(lines))


for _moves in (updates, verify, impact):
    law.add_command(_moves)
