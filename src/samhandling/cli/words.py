"""The command line's own words: help texts and headings in the user's language, click's included."""

import os
from collections.abc import Sequence
from contextvars import ContextVar
from functools import cache

import click

from samhandling.law.language import Language
from samhandling.law.texts import Phrasebook, Texts, load_texts

LANGUAGE_VARIABLE = "SAMHANDLING_LANGUAGE"
_asked: ContextVar[Language | None] = ContextVar("asked", default=None)


def find_language(arguments: Sequence[str]) -> Language | None:
    """The language that the call or the environment asks for; None where the model's own should be used.

    Help is printed while click still parses, so the option is looked for here, wherever it stands.
    """
    asked = None
    for position, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--language" and position + 1 < len(arguments):
            asked = arguments[position + 1]
        elif argument.startswith("--language="):
            asked = argument.partition("=")[2]
    for value in (asked, os.environ.get(LANGUAGE_VARIABLE)):
        if value in set(Language):
            return Language(value)
    return None


def words() -> Phrasebook:
    """The phrasebook of the command line's own texts, before any model is read."""
    return speak(asked_language())


def speak(language: Language | None) -> Phrasebook:
    """The texts in a language; bokmål where none was asked for. An area is read when it is first used."""
    return Phrasebook(_texts(), language or Language.NB)


@cache
def _texts() -> Texts:
    return load_texts()


def asked_language() -> Language | None:
    """The language the user asked for, or None."""
    return _asked.get()


LANGUAGE_OF_FORM = {"bokmal": Language.NB, "nynorsk": Language.NN, "noytral": Language.NB}


def language_of_form(form: str | None) -> Language:
    """The language that goes with a municipality's målform; bokmål where it is not known."""
    return LANGUAGE_OF_FORM.get(form or "", Language.NB)


def remember_language(language: Language | None) -> None:
    """Keep the language that was asked for with this run; help is printed before any command is called."""
    _asked.set(language)


class Option(click.Option):
    """An option whose ``help`` is the key of a text."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Look the help text up in the user's language."""
        record = super().get_help_record(ctx)
        if record is None or self.help is None:
            return record
        t = words()
        text = t(self.help)
        if self.name == "help":
            return record[0], t("cli.option.help")
        extra = self.get_help_extra(ctx)
        if "default" in extra:
            text = f"{text} [{t('cli.heading.default')}: {extra['default']}]"
        return record[0], text


def _show_help(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(ctx.get_help(), color=ctx.color)
        ctx.exit()


class _Worded:
    """What commands and groups have in common: headings and help in the user's language."""

    help: str | None
    params: list[click.Parameter]
    add_help_option: bool
    _help_option: click.Option | None

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line that shows how to call it."""
        t = words()
        pieces = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        pieces = [t("cli.heading.options_metavar") if piece == "[OPTIONS]" else piece for piece in pieces]
        pieces = [t("cli.heading.command_metavar") if piece.startswith("COMMAND ") else piece for piece in pieces]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=f"{t('cli.heading.usage')}: ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does."""
        if self.help:
            formatter.write_paragraph()
            with formatter.indentation():
                for paragraph in words()(self.help).split("\n\n"):
                    formatter.write_text(paragraph)
                    formatter.write_paragraph()

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The ``-h``/``--help`` option, worded.

        Made here and not by click, whose own asks ``gettext`` for its words: a fifth of the time of the help.
        """
        names = list(self.get_help_option_names(ctx))  # type: ignore[attr-defined]
        if not names or not self.add_help_option:
            return None
        if self._help_option is None:
            self._help_option = Option(
                [*names, "show_help"], is_flag=True, is_eager=True, expose_value=False, callback=_show_help,
                help="cli.option.help",
            )
        return self._help_option

    def _format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        records = [
            record for parameter in self.get_params(ctx)  # type: ignore[attr-defined]
            if (record := parameter.get_help_record(ctx)) is not None
        ]
        if records:
            with formatter.section(words()("cli.heading.options")):
                formatter.write_dl(records)


class Command(_Worded, click.Command):
    """A command whose ``help`` is the key of a text."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; more than the command takes are refused in the user's language, not in click's."""
        ctx.allow_extra_args = True
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            raise TooManyArguments(rest, ctx)
        return rest

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        self._format_options(ctx, formatter)


class Group(_Worded, click.Group):
    """A group whose ``help`` is the key of a text."""

    command_class = Command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands."""
        self._format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with their one-line help (the text ``<help key>`` with ``.short``)."""
        t = words()
        rows = []
        for name in self.list_commands(ctx):
            command = self.get_command(ctx, name)
            if command is not None and command.help:
                rows.append((name, t(command.help.removesuffix(".help") + ".short")))
        with formatter.section(t("cli.heading.commands")):
            formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; a misspelt one names the nearest."""
        name = args[0]
        command = self.get_command(ctx, name)
        if command is None:
            raise UnknownCommand(name, tuple(self.list_commands(ctx)), ctx)
        return name, command, args[1:]


class TooManyArguments(click.UsageError):
    """More was given than the command takes."""

    def __init__(self, extra: Sequence[str], ctx: click.Context) -> None:
        super().__init__(" ".join(extra), ctx)
        self.extra = tuple(extra)


class UnknownCommand(click.UsageError):
    """There is no such command."""

    def __init__(self, name: str, known: tuple[str, ...], ctx: click.Context) -> None:
        super().__init__(name, ctx)
        self.name = name
        self.known = known


