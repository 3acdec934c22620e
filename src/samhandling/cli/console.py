"""What a command needs of the world: the catalogue, the model, words, and somewhere to write.

Standard output carries the result only; notices and *wrote F* go to standard error.
"""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from samhandling.cli.options import GIVEN_PATH
from samhandling.cli.outputs import Output, write_all
from samhandling.cli.terminal import inert, inert_line
from samhandling.cli.words import asked_language, language_of_form, remember_language, speak
from samhandling.errors import SamhandlingError
from samhandling.law.language import Language
from samhandling.reports.plain import dump

if TYPE_CHECKING:
    from samhandling.law.catalogue import Catalogue
    from samhandling.law.texts import Phrasebook
    from samhandling.reading.model import Reading

@dataclass(frozen=True)
class Console:
    """Where a command speaks: results to standard output, the rest to standard error."""

    quiet: bool = False

    def result(self, text: str) -> None:
        """Print the result."""
        click.echo(inert(text), color=_colours(sys.stdout))

    def raw(self, text: str) -> None:
        """Write to standard output byte for byte, without line ends of the platform."""
        sys.stdout.flush()
        buffer = getattr(sys.stdout, "buffer", None)
        if buffer is None:
            sys.stdout.write(text)
        else:
            buffer.write(text.encode())
            buffer.flush()

    def notice(self, text: str) -> None:
        """Say something by the way; silent with ``--quiet``."""
        if not self.quiet:
            click.echo(inert_line(text), err=True, color=_colours(sys.stderr))

    def json(self, document: dict[str, Any], target: str, *, force: bool = False) -> None:
        """Write a document to a file, or to standard output with ``-``."""
        text = dump(document)
        if target == "-":
            self.raw(text)
        else:
            self.write([Output(Path(target), text.encode(), force)])

    def write(self, outputs: Sequence[Output]) -> None:
        """Write files, all or none, and say so; never in place of the model they were made from."""
        t = speak(asked_language())
        model = _model()
        for output in outputs:
            if model is not None and _same_file(model, output.path):
                raise SamhandlingError("cli.output.is_model", file=str(output.path))
        write_all(outputs, lambda file: self.notice(t("cli.notice.wrote", file=file)))


def _same_file(model: Path, other: Path) -> bool:
    try:
        return model.is_file() and model.samefile(other)
    except OSError:  # no such file
        return False


def _model() -> Path | None:
    """The MODEL of this call, when it has one."""
    ctx = click.get_current_context(silent=True)
    given = ctx.meta.get(GIVEN_PATH) if ctx is not None else None
    return Path(given) if isinstance(given, str) else None


def _colours(stream: object) -> bool:
    """Colour only on a terminal, never with ``NO_COLOR``."""
    isatty = getattr(stream, "isatty", None)
    return "NO_COLOR" not in os.environ and isatty is not None and bool(isatty())


def read_catalogue(config: Path | None) -> "Catalogue":
    """Load the catalogue, the shipped one or the municipality's own copy."""
    from samhandling.law.catalogue import load_catalogue

    return load_catalogue(config)


def check_date(catalogue: "Catalogue", as_of: date) -> None:
    """Refuse a date before the catalogue's law begins."""
    if as_of < catalogue.data.earliest_as_of:
        raise SamhandlingError(
            "cli.error.too_early", date=as_of.isoformat(), earliest=catalogue.data.earliest_as_of.isoformat()
        )


def say_known_law(catalogue: "Catalogue", t: "Phrasebook", as_of: date, console: Console) -> None:
    """Say so when the date is after the last day the catalogue knows the law of."""
    known_to = catalogue.data.law_known_to
    if as_of > known_to:
        console.notice(t("cli.notice.after_known_law", date=known_to))


@dataclass(frozen=True)
class Session:
    """A model that has been read, the catalogue, and the words of the language to speak."""

    catalogue: "Catalogue"
    reading: "Reading"
    language: Language
    console: Console

    @property
    def words(self) -> "Phrasebook":
        """The phrasebook of the session's language."""
        return self.catalogue.phrasebook(self.language)


def _as_given(model: Path) -> str:
    ctx = click.get_current_context(silent=True)
    given = ctx.meta.get(GIVEN_PATH) if ctx is not None else None
    return given if isinstance(given, str) and Path(given) == model else str(model)


def open_model(model: Path, config: Path | None, as_of: date | None, console: Console) -> Session:
    """Read catalogue and model; say the notices on the way.

    Raises:
        ModelRejected: with every problem of the input.
        SamhandlingError: when there is no such model, or the date is too early.
    """
    from samhandling.reading.model import read_model

    catalogue = read_catalogue(config)
    if as_of is not None:
        check_date(catalogue, as_of)
    reading = read_model(model, _as_given(model), catalogue.data)
    language = asked_language() or language_of_form(reading.municipality.municipality.language_form)
    # From here on everything is said in it: what was written, and why something could not be.
    remember_language(language)
    session = Session(catalogue, reading, language, console)
    for notice in reading.notices:
        console.notice(notice.line(session.words, reading.shown))
    return session
