"""The controlled values of the model: what a column may hold, and what its values are called.

The slugs are the contract. A workbook may also be filled in with what they are called, in any language.
"""

from collections.abc import Iterator, Mapping

from samhandling.law.entries import CatalogueData, Text
from samhandling.model.fields import Controlled
from samhandling.model.shape import Kind, Slot

_AS_WRITTEN = frozenset({"checks"})
"""A check need not be known, so nothing else may be read into what is written."""


class Labels:
    """Answers what a slot may hold, by the catalogue."""

    def __init__(self, catalogue: CatalogueData) -> None:
        self._catalogue = catalogue
        self._spelled: dict[str, Mapping[str, str]] = {}
        self._groups: dict[tuple[str, ...], str | None] = {}

    def group(self, slot: Slot) -> str | None:
        """Name the group of controlled values a slot takes its value from; None where it is free."""
        if isinstance(slot.refers, Controlled):
            return slot.refers.group
        if slot.kind is Kind.CHOICE:
            if slot.choices not in self._groups:
                self._groups[slot.choices] = self._smallest(frozenset(slot.choices))
            return self._groups[slot.choices]
        return None

    def _smallest(self, wanted: frozenset[str]) -> str | None:
        """Find the smallest group of the vocabulary that has all of some values."""
        vocabulary = self._catalogue.vocabulary
        fitting = [name for name, terms in vocabulary.items() if wanted <= set(terms)]
        return min(fitting, key=lambda name: len(vocabulary[name]), default=None)

    def values(self, group: str) -> tuple[str, ...]:
        """Return the values of a group, in the order of the catalogue."""
        if group == "parties":
            return tuple(self._catalogue.service_types)
        if group in self._catalogue.vocabulary:
            return tuple(self._catalogue.vocabulary[group])
        return tuple(getattr(self._catalogue, group))

    def allowed(self, slot: Slot) -> tuple[str, ...]:
        """Return the values a slot may hold; empty where it is free."""
        if slot.kind is Kind.CHOICE:
            return slot.choices
        group = self.group(slot)
        return () if group is None else self.values(group)

    def names(self, group: str) -> Mapping[str, Text]:
        """Return value → what it is called; empty for codes that have no name (provisions, questions, checks)."""
        catalogue = self._catalogue
        if group in catalogue.vocabulary:
            return {value: term.name for value, term in catalogue.vocabulary[group].items()}
        if group in {"service_types", "parties"}:
            return {value: entry.name for value, entry in catalogue.service_types.items()}
        match group:
            case "stages":
                return {value: entry.name for value, entry in catalogue.stages.items()}
            case "topics":
                return {value: entry.name for value, entry in catalogue.topics.items()}
            case "authorities":
                return {value: entry.name for value, entry in catalogue.authorities.items()}
            case "transitions":
                return {value: entry.name for value, entry in catalogue.transitions.items()}
            case _:
                return {}

    def resolve(self, slot: Slot, text: str) -> str:
        """Return the value that is meant by a text: itself, or the slug of what it is called; else the text."""
        group = self.group(slot)
        if group is None:
            return text
        if group == "parties":
            kind, colon, owner = text.partition(":")
            return f"{self._value('service_types', kind)}{colon}{self._value('owner', owner) if colon else ''}"
        return self._value(group, text)

    def _value(self, group: str, text: str) -> str:
        if group in _AS_WRITTEN:
            return text
        if group not in self._spelled:
            self._spelled[group] = dict(reversed(list(self._spellings(group))))
        return self._spelled[group].get(_plain(text), text)

    def _spellings(self, group: str) -> Iterator[tuple[str, str]]:
        """Every spelling of a value; where two values share one, the first counts."""
        values = self.values(group)
        yield from ((value.casefold(), value) for value in values)
        names = self.names(group)
        for language in ("nb", "nn", "en"):
            yield from ((_plain(getattr(names[value], language)), value) for value in values if value in names)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
