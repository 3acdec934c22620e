"""Options that several commands have, each with one meaning everywhere."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from samhandling.cli.words import Option

F = TypeVar("F", bound=Callable[..., Any])


class DateType(click.ParamType):  # type: ignore[type-arg]
    """A date as ``YYYY-MM-DD``."""

    name = "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the date; refuse anything else."""
        if isinstance(value, date):
            return value
        try:
            # fromisoformat also takes weeks, which nobody here means.
            if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value) is None:
                raise ValueError(value)
            return date.fromisoformat(value)
        except ValueError:
            from samhandling.cli.words import words

            self.fail(words()("cli.error.date", value=value), param, ctx)


class FileType(click.ParamType):  # type: ignore[type-arg]
    """The name of a file to write, with the ending of what is written in it."""

    name = "FILE"

    def __init__(self, *endings: str) -> None:
        self.endings = endings

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Take the name; refuse one that programs would take for another kind of file."""
        path = Path(value)
        if path.suffix.lower() not in self.endings:
            from samhandling.cli.words import words

            problem = words()("cli.output.wrong_ending", file=str(path), ending=" / ".join(self.endings))
            self.fail(problem, param, ctx)
        return path


def _today() -> date:
    """The one place in the program that knows what day it is."""
    return date.today()  # noqa: DTZ011 - a calendar day where the user sits is what is meant


def option(*names: str, help: str, **settings: Any) -> Callable[[F], F]:  # noqa: A002 - click's own word
    """An option whose help is the key of a text."""
    return click.option(*names, cls=Option, help=help, **settings)


GIVEN_PATH = "samhandling.given-path"


def _keep_as_given(ctx: click.Context, parameter: click.Parameter, value: str) -> Path:
    """Messages name the path as the user gave it, which a ``Path`` forgets (``./modell/``)."""
    if not value:
        # An empty variable in a script would otherwise be the folder one stands in.
        raise click.MissingParameter(ctx=ctx, param=parameter)
    ctx.meta[GIVEN_PATH] = value
    return Path(value)


model_argument = click.argument("model", callback=_keep_as_given, metavar="MODEL")
as_of_option = option("--as-of", type=DateType(), default=_today, help="cli.option.as_of", metavar="DATE")
language_option = option(
    "--language", type=click.Choice(["nb", "nn", "en"]), help="cli.option.language", expose_value=False,
)
config_option = option(
    "--config", type=click.Path(path_type=Path), default=None, help="cli.option.config", metavar="DIR",
)
json_option = option("--json", "json_file", default=None, help="cli.option.json", metavar="F|-")
quiet_option = option("-q", "--quiet", is_flag=True, help="cli.option.quiet")
force_option = option("--force", is_flag=True, help="cli.option.force")


def common_options(function: F) -> F:
    """``--language``, ``--config`` and ``--quiet``."""
    return language_option(config_option(quiet_option(function)))


def asking_options(function: F) -> F:
    """Those of a command that answers a question about a model on a date."""
    return as_of_option(json_option(force_option(common_options(function))))
