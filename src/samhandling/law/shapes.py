"""What a value in the catalogue may look like: small shapes, put together to those of whole files.

A shape looks at a value and notes what is wrong with it; it raises nothing, so that every mistake of every file is
found in one reading. References are noted as they are met and resolved when all files have been read.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from string import Formatter
from typing import TypeAlias

from samhandling.law.problems import Mistake
from samhandling.law.texts import LANGUAGES, is_plural

_PLAIN_NAME = re.compile(r"[a-z_][a-z0-9_]*\Z")


@dataclass(slots=True)
class Notes:
    """What the shapes have noted so far."""

    problems: "list[tuple[At, Mistake, dict[str, str]]]" = field(default_factory=list)
    references: "list[tuple[At, str, str]]" = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class At:
    """A place in a file, and where to note what is wrong there."""

    file: str
    path: tuple[str | int, ...]
    notes: Notes

    def __truediv__(self, step: str | int) -> "At":
        """Return the place one step further in."""
        return At(self.file, (*self.path, step), self.notes)

    def wrong(self, mistake: Mistake, **values: str) -> None:
        """Note a mistake."""
        self.notes.problems.append((self, mistake, values))

    def refer(self, kind: str, name: str) -> None:
        """Note a reference to an entry of some kind."""
        self.notes.references.append((self, kind, name))


Shape: TypeAlias = Callable[[object, At], None]


def word(value: object, at: At) -> None:
    """Text that is not empty."""
    if not isinstance(value, str) or not value.strip():
        at.wrong(Mistake.EXPECTED, what="text")


def whole(value: object, at: At) -> None:
    """A whole number."""
    if not isinstance(value, int) or isinstance(value, bool):
        at.wrong(Mistake.EXPECTED, what="whole")


def truth(value: object, at: At) -> None:
    """``true`` or ``false``."""
    if not isinstance(value, bool):
        at.wrong(Mistake.EXPECTED, what="truth")


def day(value: object, at: At) -> None:
    """A date, ``YYYY-MM-DD``."""
    try:
        date.fromisoformat(value if isinstance(value, str) and len(value) == 10 else "")
    except ValueError:
        at.wrong(Mistake.EXPECTED, what="date")


def digest(value: object, at: At) -> None:
    """A SHA-256 in hex."""
    if not isinstance(value, str) or not re.fullmatch(r"[0-9a-f]{64}", value):
        at.wrong(Mistake.EXPECTED, what="digest")


def wording(value: object, at: At) -> None:
    """A text in all three languages, with the same plain placeholders."""
    if not isinstance(value, Mapping):
        at.wrong(Mistake.EXPECTED, what="wording")
        return
    for key in value:
        if key not in LANGUAGES:
            at.wrong(Mistake.UNKNOWN_KEY, key=str(key), nearest=nearest(str(key), LANGUAGES))
    sets: dict[str, frozenset[str]] = {}
    for language in LANGUAGES:
        if language not in value:
            at.wrong(Mistake.MISSING_LANGUAGE, language=language)
            continue
        spoken = value[language]
        if not isinstance(spoken, str) or not spoken.strip(" \t\n"):
            (at / language).wrong(Mistake.EXPECTED, what="text")
            continue
        found = placeholders(spoken)
        if found is None:
            (at / language).wrong(Mistake.BAD_PLACEHOLDER)
        else:
            sets[language] = found
    if len(set(sets.values())) > 1:
        at.wrong(Mistake.PLACEHOLDERS_DIFFER, found="; ".join(f"{key}: {', '.join(sorted(sets[key]))}" for key in sets))


def placeholders(spoken: str) -> frozenset[str] | None:
    """Return the names of a text's placeholders, or None when one is more than a plain name."""
    try:
        parsed = [(name, spec, conversion) for _, name, spec, conversion in Formatter().parse(spoken)]
    except ValueError:
        return None
    names = [(name, spec, conversion) for name, spec, conversion in parsed if name is not None]
    if any(not _PLAIN_NAME.match(name) or spec or conversion for name, spec, conversion in names):
        return None
    return frozenset(name for name, _, _ in names)


def wordings(value: object, at: At) -> None:
    """Texts in a tree of keys, some with one form for one and another for several."""
    if not isinstance(value, Mapping) or not value:
        at.wrong(Mistake.EXPECTED, what="table")
    elif set(value) & set(LANGUAGES):
        wording(value, at)
    else:
        for key, inner in value.items():
            wordings(inner, at / str(key))
        if is_plural(value):
            one, other = (placeholders_of(value[form]) - {"n"} for form in ("one", "other"))
            if not one <= other:
                at.wrong(Mistake.PLACEHOLDERS_DIFFER, found=", ".join(sorted(one - other)))


def placeholders_of(value: object) -> frozenset[str]:
    """Return the placeholders of a text in all its languages; none where it is no text."""
    if not isinstance(value, Mapping):
        return frozenset()
    return frozenset().union(*(placeholders(each) or () for each in value.values() if isinstance(each, str)))


def one_of(*allowed: str) -> Shape:
    """One of some words."""

    def shape(value: object, at: At) -> None:
        if value not in allowed:
            at.wrong(
                Mistake.NOT_ONE_OF, value=str(value), nearest=nearest(str(value), allowed), allowed=", ".join(allowed)
            )

    return shape


def optional(inner: Shape) -> Shape:
    """Nothing (``null``), or a value of a shape."""

    def shape(value: object, at: At) -> None:
        if value is not None:
            inner(value, at)

    return shape


def either(*shapes: Shape) -> Shape:
    """A value of the first shape that fits; the mistakes noted are the last one's."""

    def shape(value: object, at: At) -> None:
        for inner in shapes:
            attempt = At(at.file, at.path, Notes())
            inner(value, attempt)
            if not attempt.notes.problems or inner is shapes[-1]:
                inner(value, at)
                return

    return shape


def sequence(inner: Shape) -> Shape:
    """A list, possibly empty."""

    def shape(value: object, at: At) -> None:
        if not isinstance(value, list):
            at.wrong(Mistake.EXPECTED, what="list")
            return
        for index, item in enumerate(value):
            inner(item, at / index)

    return shape


def table(inner: Shape) -> Shape:
    """A mapping with keys of its own choice."""

    def shape(value: object, at: At) -> None:
        if not isinstance(value, Mapping):
            at.wrong(Mistake.EXPECTED, what="table")
            return
        for key, item in value.items():
            inner(item, at / str(key))

    return shape


def record(needed: Mapping[str, Shape], more: Mapping[str, Shape] | None = None) -> Shape:
    """A mapping with given keys, some of which may be absent."""
    known = {**needed, **(more or {})}

    def shape(value: object, at: At) -> None:
        if not isinstance(value, Mapping):
            at.wrong(Mistake.EXPECTED, what="table")
            return
        for key in needed:
            if key not in value:
                at.wrong(Mistake.MISSING_KEY, key=key)
        for key, item in value.items():
            if key in known:
                known[key](item, at / str(key))
            else:
                at.wrong(Mistake.UNKNOWN_KEY, key=str(key), nearest=nearest(str(key), known))

    return shape


def reference(kind: str) -> Shape:
    """The id of an entry of some kind."""

    def shape(value: object, at: At) -> None:
        if not isinstance(value, str):
            at.wrong(Mistake.EXPECTED, what="text")
        else:
            at.refer(kind, value)

    return shape


def nearest(name: str, known: Collection[str] | Iterable[str]) -> str:
    """Return the known spelling that is most like a name; empty when none is."""
    return next(iter(get_close_matches(name, list(known), n=1)), "")
