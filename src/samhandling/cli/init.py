"""``samhandling init``: a model to fill in."""

from collections.abc import Iterator
from pathlib import Path

import click

from samhandling.cli.console import Console, Session, open_model, read_catalogue
from samhandling.cli.convert import write_as
from samhandling.cli.modelfiles import form_of, write_file, write_folder
from samhandling.cli.options import common_options, force_option, option
from samhandling.cli.words import Command, asked_language, speak
from samhandling.errors import SamhandlingError
from samhandling.law.language import Language

EXAMPLE = "fjordvik"
WORKBOOK = "modell.xlsx"
"""What a workbook in a folder is called."""


@click.command(cls=Command, help="cli.init.help")
@click.argument("directory", type=click.Path(path_type=Path), metavar="DIR")
@option("--format", "form", type=click.Choice(["yaml", "xlsx"]), default=None, help="cli.option.format")
@option("--example", is_flag=True, help="cli.option.example")
@force_option
@common_options
def init(directory: Path, form: str | None, example: bool, force: bool, config: Path | None, quiet: bool) -> None:
    """Make a model to fill in, or the example filled in."""
    console = Console(quiet)
    out, kind = _place(directory, form)
    if kind == "yaml" and out.exists() and not force:
        # Our mark is in it, but by now somebody may have filled it in.
        raise SamhandlingError("cli.output.exists", file=str(out))
    if example:
        if kind == "folder":
            write_folder(console, out, dict(_example_files()))
        else:
            session = open_model(_example(), config, None, Console(quiet=True))
            session = Session(session.catalogue, session.reading, asked_language() or session.language, console)
            _make_room(out, directory)
            write_as(session, out, kind, force=force)
    else:
        _write_empty(console, config, out, kind, directory, force=force)
    key = "cli.notice.next_example" if example else "cli.notice.next"
    console.notice(speak(asked_language())(key, model=str(out)))


def _place(directory: Path, form: str | None) -> tuple[Path, str]:
    """Return where to write, and in what form: the ending decides, else ``--format``, else a folder of YAML."""
    kind = form_of(directory)
    if kind == "folder":
        return (directory / WORKBOOK, "xlsx") if form == "xlsx" else (directory, kind)
    if form is not None and form != kind:
        raise SamhandlingError("cli.output.wrong_ending", file=str(directory), ending=f".{form}")
    return directory, kind


def _make_room(out: Path, directory: Path) -> None:
    """Make the folder that a workbook goes into, when it is the folder that was asked for."""
    if out.parent == directory:
        try:
            directory.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SamhandlingError("cli.output.cannot_write", file=str(out)) from error


def _write_empty(
    console: Console, config: Path | None, out: Path, kind: str, directory: Path, *, force: bool
) -> None:
    from samhandling.reports.modelfiles.writing import writing_for

    writing = writing_for(read_catalogue(config), asked_language() or Language.NB)
    if kind == "xlsx":
        from samhandling.reports.modelfiles.workbook import write_model_workbook

        content = write_model_workbook(writing, None, out.name)
        _make_room(out, directory)
        write_file(console, out, content, force=force)
        return
    from samhandling.reports.modelfiles.yaml_files import starting_file, starting_folder

    if kind == "yaml":
        write_file(console, out, starting_file(writing).encode(), force=force)
    else:
        write_folder(console, out, {name: text.encode() for name, text in starting_folder(writing).items()})


def _example() -> Path:
    from samhandling.law.folders import examples_directory

    return examples_directory() / EXAMPLE


def _example_files() -> Iterator[tuple[str, bytes]]:
    """Give the files of the example with their paths in it, the documents too."""
    folder = _example()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not any(part.startswith((".", "~")) for part in path.relative_to(folder).parts):
            yield path.relative_to(folder).as_posix(), path.read_bytes()
