"""Every way the program ends: one line for a user's mistake, all problems of an input, and a log for a bug.

Exit codes: 0, 1 (findings at or above the threshold), 2 (wrong input or call), 3 (a bug), 130 (interrupted).
Never a traceback on the screen.
"""

import errno
import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from samhandling import __version__
from samhandling.cli.terminal import inert
from samhandling.cli.words import (
    TooManyArguments,
    UnknownCommand,
    language_of_form,
    remember_language,
    speak,
    words,
)
from samhandling.errors import Exit, SamhandlingError
from samhandling.law.language import Language
from samhandling.law.texts import Phrasebook

if TYPE_CHECKING:
    from pathlib import Path


def run(command: click.Command, arguments: Sequence[str], language: Language | None) -> int:
    """Run a command and give its exit code; nothing gets past this function."""
    open_closed_streams()
    speak_utf8()
    remember_language(language)
    t = speak(language)
    try:
        code = _invoke(command, arguments, language, t)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader went away (`| head`): end quietly.
        forget_output()
        code = Exit.DONE
    except KeyboardInterrupt:
        _complain(t("cli.error.interrupted"))
        code = Exit.INTERRUPTED
    except OSError:
        # Standard output goes to a file, and its disk is full.
        forget_output()
        _complain(t("cli.error.no_space"))
        code = Exit.REFUSED
    return int(code)


def open_closed_streams() -> None:
    """Give a program that was started without standard output or error (``>&-``, a service) somewhere to write."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123 - open to the end


def forget_output() -> None:
    """Let nothing complain at shutdown that what is left cannot be written."""
    with suppress(OSError):  # no file behind it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _invoke(command: click.Command, arguments: Sequence[str], language: Language | None, t: Phrasebook) -> int:
    try:
        with command.make_context("samhandling", list(arguments), terminal_width=_width()) as ctx:
            result = command.invoke(ctx)
            return int(result) if isinstance(result, int) else int(Exit.DONE)
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except (click.Abort, KeyboardInterrupt):
        _complain(words()("cli.error.interrupted"))
        return int(Exit.INTERRUPTED)
    except click.UsageError as wrong:
        for line in usage_lines(wrong, t):
            _complain(line)
        return int(Exit.REFUSED)
    except BrokenPipeError:
        raise
    except Exception as bug:  # noqa: BLE001 - the one place that may: a bug becomes a log and exit 3
        t = words()  # by now the model's own language may be known
        lines = _refusal(bug, language, t)
        if lines is not None:
            for line in lines:
                _complain(line)
            return int(Exit.REFUSED)
        _complain(t("cli.error.bug", log=str(_write_log(bug, arguments))))
        return int(Exit.BUG)


def _refusal(error: Exception, language: Language | None, t: Phrasebook) -> Iterable[str] | None:
    """Say why the call was refused; None when the error is a bug."""
    # Imported when something has gone wrong, so that the help does without the reader of models.
    from samhandling.law.problems import CatalogueInvalid
    from samhandling.reading.diagnostics import ModelRejected

    match error:
        case ModelRejected():
            return error.lines(speak(language or language_of_form(error.language_form)))
        case CatalogueInvalid():
            return error.lines(t)
        case SamhandlingError():
            return [t(error.key, **error.values)]
        case OSError(errno=errno.ENOSPC):
            forget_output()
            return [t("cli.error.no_space")]
        case _:
            return None


BROADEST = 100
"""Characters; help is not wider, however wide the terminal is."""


def _width() -> int:
    """How wide help is written; what click would find, without importing ``shutil`` for it."""
    columns = os.environ.get("COLUMNS", "")
    wide = int(columns) if columns.isdecimal() else 0
    if not wide:
        try:
            wide = os.get_terminal_size(sys.__stdout__.fileno()).columns if sys.__stdout__ is not None else 0
        except (OSError, ValueError):
            wide = 0
    return max(min(wide or 80, BROADEST) - 2, 50)


def _complain(line: str) -> None:
    click.echo(inert(line), err=True)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like a misspelt one, or None."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, list(known), n=1, cutoff=0.5)), None)


def usage_lines(wrong: click.UsageError, t: Phrasebook) -> list[str]:
    """Say what is wrong with the call, how to mend it, and where the help is."""
    # Not in the oldest click that is allowed.
    if isinstance(wrong, getattr(click.exceptions, "NoArgsIsHelpError", ())):
        return [wrong.format_message()]
    path = wrong.ctx.command_path if wrong.ctx is not None else "samhandling"
    if isinstance(wrong, UnknownCommand):
        message, guess = t("cli.error.unknown_command", name=wrong.name), nearest(wrong.name, wrong.known)
    elif isinstance(wrong, TooManyArguments):
        message, guess = t("cli.error.too_many", extra=" ".join(wrong.extra)), None
    elif isinstance(wrong, click.NoSuchOption):
        known = [name for each in (wrong.ctx.command.params if wrong.ctx else []) for name in each.opts]
        message, guess = t("cli.error.unknown_option", name=wrong.option_name), nearest(wrong.option_name, known)
    elif isinstance(wrong, click.MissingParameter):
        message, guess = t("cli.error.missing", name=_name(wrong)), None
    elif isinstance(wrong, click.BadParameter):
        message, guess = t("cli.error.bad_value", name=_name(wrong), problem=_problem(wrong, t)), None
    elif isinstance(wrong, click.BadOptionUsage):
        message, guess = t("cli.error.bad_option", name=wrong.option_name), None
    else:
        message, guess = t("cli.error.bad_call", problem=wrong.format_message()), None
    if guess is not None:
        message += " " + t("cli.error.did_you_mean", name=guess)
    return [message, t("cli.error.see_help", command=f"{path} --help")]


def _name(wrong: click.BadParameter) -> str:
    if wrong.param_hint is not None:
        return wrong.param_hint if isinstance(wrong.param_hint, str) else " / ".join(wrong.param_hint)
    if wrong.param is None:
        return "?"
    return wrong.param.human_readable_name if isinstance(wrong.param, click.Argument) else wrong.param.opts[-1]


def _problem(wrong: click.BadParameter, t: Phrasebook) -> str:
    kind = wrong.param.type if wrong.param is not None else None
    if isinstance(kind, click.Choice):
        return t("cli.error.choices", choices=", ".join(str(choice) for choice in kind.choices))
    if isinstance(kind, click.IntRange) and kind.min is not None:
        return t("cli.error.whole_number_from", least=kind.min)
    if isinstance(kind, click.types.IntParamType):
        return t("cli.error.whole_number")
    return wrong.message


def speak_utf8() -> None:
    """Write UTF-8 whatever the console's code page is (Windows), and never fail on a character."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def state_folder() -> "Path":
    """Where logs go: the user's state folder of the platform."""
    from pathlib import Path

    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "samhandling"
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "samhandling"


def _write_log(bug: BaseException, arguments: Sequence[str]) -> "Path":
    """Write a log of a bug, and give its path."""
    import traceback

    frames = "".join(traceback.format_tb(bug.__traceback__))
    return write_log(f"{frames}{type(bug).__name__}\n", " ".join(arguments[:1]), len(arguments))


def write_log(frames: str, command: str, arguments: int) -> "Path":
    """Write versions, command and traceback (no text of the model) to a log, and give its path."""
    import platform

    folder = state_folder()
    report = (
        f"samhandling {__version__}\nPython {platform.python_version()} {platform.system()}\n"
        f"command: {command} ({arguments} arguments)\n\n{frames}"
    )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        log = folder / "samhandling-feil.log"
        log.write_text(report, encoding="utf-8")
    except OSError:
        # A state folder that cannot be written: the log goes where temporary files go, never to the screen.
        return _temporary_log(report)
    return log


def _temporary_log(report: str) -> "Path":
    import tempfile
    from pathlib import Path

    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", prefix="samhandling-", suffix=".log", delete=False
        ) as stream:
            stream.write(report)
            return Path(stream.name)
    except OSError:
        return Path(os.devnull)
