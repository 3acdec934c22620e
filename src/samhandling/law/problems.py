"""What is wrong with a catalogue: every mistake with its file and key path, raised once, together."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum, unique


@unique
class Mistake(StrEnum):
    """Every kind of mistake, listed once; the words stand under the name in ``law.problems``."""

    NO_CATALOGUE = "KAT001"
    MISSING_FILE = "KAT002"
    NOT_UTF8 = "KAT003"
    SYNTAX = "KAT004"
    DUPLICATE_KEY = "KAT005"
    EXPECTED = "KAT011"
    UNKNOWN_KEY = "KAT012"
    MISSING_KEY = "KAT013"
    NOT_ONE_OF = "KAT014"
    DUPLICATE_ID = "KAT021"
    UNKNOWN_REFERENCE = "KAT022"
    MISSING_LANGUAGE = "KAT031"
    BAD_PLACEHOLDER = "KAT032"
    PLACEHOLDERS_DIFFER = "KAT033"
    UNKNOWN_PLACEHOLDER = "KAT034"
    UNKNOWN_FINDING = "KAT041"
    DATES_REVERSED = "KAT051"
    DATES_UNORDERED = "KAT052"
    NO_VALUE_AT_FIRST = "KAT053"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake in a file of the catalogue."""

    file: str
    """Relative to the folder of the catalogue, with ``/``."""
    path: str
    """Where in the file, as ``HOL-3-4-2.requirement.nn``; empty for the file as such."""
    mistake: Mistake
    values: tuple[tuple[str, str], ...] = ()
    """What the words' placeholders stand for."""
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        """Show the place and the mistake, for logs and tests; people get the text."""
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        details = "".join(f" {name}={value}" for name, value in self.values)
        return f"{place}: {self.path or '-'}: {self.mistake.name.lower()}{details}"


class CatalogueInvalid(Exception):
    """The catalogue cannot be used; ``problems`` holds every mistake found, sorted by place."""

    def __init__(self, problems: Iterable[Problem], folder: str = "") -> None:
        self.folder = folder
        """The folder of the catalogue, as the user gave it."""
        self.problems = tuple(sorted(problems, key=lambda each: (each.file, each.line or 0, each.path, each.mistake)))
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def lines(self, t: Callable[..., str]) -> tuple[str, ...]:
        """Say every mistake on a line of its own, ``file:line:col: CODE message``; ``t`` is a phrasebook."""
        return tuple(_line(problem, t, self.folder) for problem in self.problems)


def _line(problem: Problem, t: Callable[..., str], folder: str) -> str:
    place = "/".join(part for part in (folder.rstrip("/\\"), problem.file) if part != ".")
    if problem.line is not None:
        place += f":{problem.line}:{problem.column}"
    values = dict(problem.values)
    for key in ("what", "kind"):
        if key in values:
            values[key] = t(f"law.{key}.{values[key].partition(':')[0]}")
    message = t(f"law.problems.{problem.mistake.name.lower()}", **values)
    if values.get("nearest"):
        message += " " + t("law.nearest", nearest=values["nearest"])
    return (
        f"{place}: {problem.mistake} {problem.path}: {message}"
        if problem.path
        else f"{place}: {problem.mistake} {message}"
    )
