"""The command line: the imperative shell round a pure core.

Imports click and nothing heavy: every command lives in a module of its own that is loaded when it is called, and
``--help`` reads their one-line descriptions from the texts alone.
"""

import gc
import sys
from _thread import interrupt_main
from collections.abc import Sequence
from importlib import import_module

import click

from samhandling import __version__
from samhandling.cli.words import Command, Group, Option, find_language, words
from samhandling.errors import Exit

COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("samhandling.cli.init", "init"),
    "validate": ("samhandling.cli.validate", "validate"),
    "audit": ("samhandling.cli.audit", "audit"),
    "coordinate": ("samhandling.cli.coordinate", "coordinate"),
    "transitions": ("samhandling.cli.transitions", "transitions"),
    "delegate": ("samhandling.cli.delegate", "delegate"),
    "impact": ("samhandling.cli.impact", "impact"),
    "prepare": ("samhandling.cli.prepare", "prepare"),
    "compare": ("samhandling.cli.compare", "compare"),
    "explain": ("samhandling.cli.explain", "explain"),
    "rules": ("samhandling.cli.rules", "rules"),
    "law": ("samhandling.cli.law", "law"),
    "map": ("samhandling.cli.map", "map_"),
    "convert": ("samhandling.cli.convert", "convert"),
    "schema": ("samhandling.cli.schema", "schema"),
    "batch": ("samhandling.cli.batch", "batch"),
}
"""Name → (module, command). Its one-line help is the text ``cli.<name>.short``."""


class Commands(Group):
    """The commands by name, each loaded when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order people meet them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without loading any of them."""
        t = words()
        with formatter.section(t("cli.heading.commands")):
            formatter.write_dl([(name, t(f"cli.{name}.short")) for name in COMMANDS])


def _print_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(f"samhandling {__version__}")
        ctx.exit()


@click.command(
    cls=Commands,
    name="samhandling",
    help="cli.help",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--language", cls=Option, type=click.Choice(["nb", "nn", "en"]), help="cli.option.language", expose_value=False,
)
@click.option(
    "--version", cls=Option, is_flag=True, is_eager=True, expose_value=False, callback=_print_version,
    help="cli.option.version",
)
def samhandling() -> None:
    """Do a municipality's services for children and families really hang together?"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program and leave with its exit code (result.md, *Command line*)."""
    sys.unraisablehook = _interrupt_again
    try:
        from samhandling.cli.exits import run

        # Most of what is made lives to the end: collecting it over and over costs a third of a large model's time.
        gc.set_threshold(100_000, 50, 50)
        given = list(sys.argv[1:] if arguments is None else arguments)
        code = run(samhandling, given, find_language(given))
    except KeyboardInterrupt:
        # Before there are any words.
        code = int(Exit.INTERRUPTED)
    # All of it goes with the process: looking once more for what could be freed takes a tenth of the time of a call.
    gc.freeze()
    sys.exit(code)


def _interrupt_again(lost: "sys.UnraisableHookArgs") -> None:
    """Ctrl-C in a place where Python can raise nothing would be lost, with a traceback on the screen."""
    if lost.exc_type is KeyboardInterrupt:
        interrupt_main()
    else:
        sys.__unraisablehook__(lost)


__all__ = ["COMMANDS", "Command", "main", "samhandling"]
