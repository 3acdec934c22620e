"""Where things were read from: input files, and the place in them where something can be mended."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file the model was read from: path relative to the model, with ``/``, and its SHA-256."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Location:
    """Where to mend: a line of a file, or a cell of a workbook."""

    file: str
    line: int | None = None
    column: int | None = None
    sheet: str | None = None
    cell: str | None = None
