"""Where a model is written by the name that was given: a workbook, one YAML file, or a new folder of YAML files."""

from collections.abc import Mapping
from pathlib import Path

from samhandling.cli.console import Console
from samhandling.cli.new_folder import write_new_folder
from samhandling.cli.outputs import Output
from samhandling.cli.words import asked_language, speak
from samhandling.errors import SamhandlingError

YAML_SUFFIXES = (".yaml", ".yml")
WORKBOOK_SUFFIX = ".xlsx"
_OTHER_OFFICE = (".xls", ".xlsm", ".xlsb", ".ods", ".csv")


def form_of(out: Path) -> str:
    """Return ``xlsx``, ``yaml`` (one file) or ``folder``.

    Raises:
        SamhandlingError: the name is that of another kind of file.
    """
    suffix = out.suffix.lower()
    if suffix == WORKBOOK_SUFFIX:
        return "xlsx"
    if suffix in YAML_SUFFIXES:
        return "yaml"
    if suffix in _OTHER_OFFICE:
        raise SamhandlingError("cli.output.wrong_ending", file=str(out), ending=WORKBOOK_SUFFIX)
    return "folder"


def write_folder(console: Console, out: Path, files: Mapping[str, bytes]) -> None:
    """Write a new folder and say so."""
    write_new_folder(out, files)
    console.notice(speak(asked_language())("cli.notice.wrote", file=str(out)))


def write_file(console: Console, out: Path, content: bytes, *, force: bool) -> None:
    """Write one file and say so."""
    console.write([Output(out, content, force)])
