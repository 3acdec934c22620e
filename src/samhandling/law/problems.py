"""What is wrong with a catalogue: every mistake with its file and key path, raised once, together."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake in a file of the catalogue."""

    file: str
    """Relative to the folder of the catalogue, with ``/``."""
    path: str
    """Where in the file, as ``HOL-3-4-2.requirement.nn``; empty for the file as such."""
    code: str
    """Which mistake; the words stand under ``law.problems`` in the texts."""
    values: tuple[tuple[str, str], ...] = ()
    """What the words' placeholders stand for."""
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        """Show the place and the mistake, for logs and tests; people get the text."""
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        details = "".join(f" {name}={value}" for name, value in self.values)
        return f"{place}: {self.path or '-'}: {self.code}{details}"


class CatalogueInvalid(Exception):  # noqa: N818 - it names what the catalogue is
    """The catalogue cannot be used; ``problems`` holds every mistake found, sorted by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda each: (each.file, each.line or 0, each.path, each.code)))
        super().__init__("\n".join(str(problem) for problem in self.problems))
