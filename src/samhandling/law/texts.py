"""The words the program speaks: texts of ``config/texts`` in one language, with dates, numbers and lists.

Light on purpose: ``--help`` loads this module and one area of texts, and neither PyYAML nor the catalogue.
"""

import os
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, cast

from samhandling.law import compiled
from samhandling.law.folders import config_folder

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from samhandling.law.entries import Term, Text


class Texts:
    """Every text of ``config/texts``, by key: ``area.key`` → language → wording. An area is read when first asked."""

    def __init__(self, read: Callable[[str], object]) -> None:
        self._read = read
        self._areas: dict[str, Mapping[str, Mapping[str, object]]] = {}

    def entry(self, key: str) -> Mapping[str, object]:
        """Return language → wording, or ``one``/``other`` → language → wording.

        Raises:
            KeyError: there is no text with that key.
        """
        name, _, inner = key.partition(".")
        found = self.area(name).get(inner)
        if found is None:
            raise KeyError(key)
        return found

    def area(self, name: str) -> Mapping[str, Mapping[str, object]]:
        """Return all texts of an area (a file), key → entry; raise ``KeyError`` when there is no such file."""
        if name not in self._areas:
            flat: dict[str, Mapping[str, object]] = {}
            _flatten(self._read(name), "", flat)
            self._areas[name] = flat
        return self._areas[name]


def load_texts(directory: "Path | None" = None) -> Texts:
    """Return the texts alone, without the catalogue: each area is read, and checked, when first asked.

    Raises:
        CatalogueInvalid: on use, when an area that differs from the shipped one is not in order.
    """
    folder = config_folder() if directory is None else str(directory)

    def read(area: str) -> object:
        name = f"texts/{area}.yaml"
        try:
            with open(os.path.join(folder, "texts", f"{area}.yaml"), "rb") as stream:  # noqa: PTH118, PTH123 - light
                source = stream.read()
        except OSError:
            raise KeyError(area) from None
        if compiled.digests().get(name) == compiled.digest(source):
            return compiled.part(name)[name]
        from samhandling.law.schema import checked_texts  # noqa: PLC0415 - only for what is not compiled

        return checked_texts(name, source)

    return Texts(read)


class Phrasebook:
    """The texts in one language. Call it with a key and the values of the placeholders."""

    def __init__(self, texts: Texts, language: str, terms: "Callable[[str, str], Term] | None" = None) -> None:
        self._texts = texts
        self._terms = terms
        self.language = language
        """``nb``, ``nn`` or ``en``."""

    def __call__(self, key: str, /, **values: object) -> str:
        """Return a text; ``n`` chooses between *one* and *other* and is written as a number, dates are written out.

        Raises:
            KeyError: there is no such text, or a placeholder has no value.
        """
        entry = self._texts.entry(key)
        if is_plural(entry):
            form = entry["one" if values.get("n") == 1 else "other"]
            entry = form if isinstance(form, Mapping) else {}
        wording = str(entry[self.language])
        if "{" not in wording:
            return wording
        return wording.format_map({name: self._written(name, value) for name, value in values.items()})

    def _written(self, name: str, value: object) -> object:
        if name == "n" and isinstance(value, int):
            return self.number(value)
        if hasattr(value, "isoformat"):
            return self.date(cast("dt.date", value))
        return value

    def has(self, key: str) -> bool:
        """Tell whether there is a text with that key."""
        try:
            self._texts.entry(key)
        except KeyError:
            return False
        return True

    def date(self, day: "dt.date") -> str:
        """Write a date out: «21. november 2026»."""
        return self("writing.date", day=str(day.day), month=self(f"writing.month.{day.month}"), year=str(day.year))

    def short_date(self, day: "dt.date") -> str:
        """Write a date in figures: «21.11.2026»."""
        return self("writing.short_date", dd=f"{day.day:02}", mm=f"{day.month:02}", year=str(day.year))

    def number(self, value: float, decimals: int = 0) -> str:
        """Write a number: «12 345,5», with a hard space between thousands."""
        # A whole number of any size is written exactly; as a decimal number it would lose digits beyond the 15th.
        exact = isinstance(value, int) and not decimals
        whole, _, fraction = (f"{value:,d}" if exact else f"{value:,.{decimals}f}").partition(".")
        whole = whole.replace("-", "\N{MINUS SIGN}")
        if "," in whole:
            whole = whole.replace(",", self("writing.thousands"))
        return whole + (self("writing.decimal") + fraction if fraction else "")

    def list(self, items: Iterable[str], word: str = "and") -> str:
        """Join what is listed: «a, b og c» (``and``) or «a, b eller c» (``or``)."""
        listed = tuple(items)
        if len(listed) < 2:
            return "".join(listed)
        return self(f"writing.{word}", first=", ".join(listed[:-1]), last=listed[-1])

    def pick(self, text: "Text") -> str:
        """Return a text of the catalogue in this language."""
        wording: str = getattr(text, self.language)
        return wording

    def term(self, group: str, value: str) -> str:
        """Return what a controlled value is called; raise ``KeyError`` when there is no such value."""
        if self._terms is None:
            raise KeyError((group, value))
        return self.pick(self._terms(group, value).name)


LANGUAGES = ("nb", "nn", "en")


def is_wording(value: object) -> bool:
    """Tell whether a mapping of the texts is one text in its languages."""
    return isinstance(value, Mapping) and bool(value) and set(value) <= set(LANGUAGES)


def is_plural(value: object) -> bool:
    """Tell whether a mapping of the texts is one text for one, and another for several."""
    return isinstance(value, Mapping) and set(value) == {"one", "other"}


def _flatten(value: object, path: str, flat: dict[str, Mapping[str, object]]) -> None:
    if not isinstance(value, Mapping):
        return
    if is_wording(value) or is_plural(value):
        flat[path] = value
        return
    for key, inner in value.items():
        _flatten(inner, f"{path}.{key}" if path else str(key), flat)
