"""The catalogue of the law: read strictly from ``config/``, asked as of a date."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any

from samhandling.law.assembly import Entries, assemble
from samhandling.law.citation import citation
from samhandling.law.documents import Documents
from samhandling.law.entries import CatalogueData, CheckEntry, Language, Law, ServiceType, Term, TransitionType
from samhandling.law.folders import config_directory
from samhandling.law.problems import CatalogueInvalid
from samhandling.law.texts import Phrasebook, Texts, load_texts

__all__ = ["Catalogue", "CatalogueInvalid", "load_catalogue"]

_OWN_GROUPS = {
    "service_type": "service_types",
    "stage": "stages",
    "topic": "topics",
    "authority": "authorities",
    "transition": "transitions",
    "supervisor": "supervisors",
}


@dataclass(frozen=True, slots=True)
class Catalogue(CatalogueData):
    """All entries, and the questions that are asked of them."""

    texts: Texts = field(kw_only=True, compare=False)
    """The words of ``config/texts``."""
    _predecessors: Mapping[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)
    _remembered: dict[tuple[tuple[str, ...], date], tuple[str, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_predecessors", Entries(self._find_predecessors))
        # The same few hundred questions are asked of every service of a large municipality.
        object.__setattr__(self, "_remembered", {})

    def _find_predecessors(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for provision in self.provisions.values():
            for successor in provision.replaced_by:
                found.setdefault(successor, []).append(provision.id)
        return {successor: tuple(sorted(before)) for successor, before in found.items()}

    @property
    def data(self) -> CatalogueData:
        """The entries alone."""
        return self

    def parameter(self, name: str, on: date) -> int:
        """Return a dated number as it is on a date.

        Raises:
            KeyError: there is no such parameter.
            LookupError: the date is before its first value.
        """
        return self.parameters[name].on(on)

    def predecessors(self, provision: str) -> tuple[str, ...]:
        """Return the entries that name a provision as their successor, sorted."""
        return self._predecessors.get(provision, ())

    def cited(self, provisions: Collection[str], on: date) -> tuple[str, ...]:
        """Return those in force on a date, and for each that is not, those of its predecessors that are (checks.md).

        Sorted, without repetition; empty when there is no law that day.
        """
        key = (tuple(provisions), on)
        if key not in self._remembered:
            self._remembered[key] = self._find_cited(*key)
        return self._remembered[key]

    def _find_cited(self, provisions: tuple[str, ...], on: date) -> tuple[str, ...]:
        found: set[str] = set()
        for each in provisions:
            if self.provisions[each].in_force(on):
                found.add(each)
            else:
                found.update(before for before in self.predecessors(each) if self.provisions[before].in_force(on))
        return tuple(sorted(found))

    def applies(self, provisions: Collection[str], on: date) -> bool:
        """Tell whether something that rests on these provisions applies on a date (always, when it rests on none)."""
        return not provisions or bool(self.cited(provisions, on))

    def citation(self, provision: str, language: str) -> str:
        """Return how a provision is cited: «hol. § 3-4 andre ledd»."""
        return citation(self.provisions[provision], self.law_of(provision), self.phrasebook(language))

    def law_of(self, provision: str) -> Law:
        """Return the statute or regulation a provision stands in."""
        return self.laws[self.provisions[provision].law]

    def service_type(self, name: str) -> ServiceType:
        """Return a type of service."""
        return self.service_types[name]

    def check(self, code: str) -> CheckEntry:
        """Return the entry of a check."""
        return self.checks[code]

    def transition(self, name: str) -> TransitionType:
        """Return one of the 26 transitions."""
        return self.transitions[name]

    def term(self, group: str, value: str) -> Term:
        """Return a controlled value: of a group of the vocabulary, or one of the catalogue's own entries.

        The latter are the groups ``service_type``, ``stage``, ``topic``, ``authority``, ``transition`` and
        ``supervisor``.

        Raises:
            KeyError: there is no such group or value.
        """
        if group not in _OWN_GROUPS:
            return self.vocabulary[group][value]
        entries: Mapping[str, Any] = getattr(self, _OWN_GROUPS[group])
        return Term(value, entries[value].name)

    def phrasebook(self, language: str) -> Phrasebook:
        """Return the texts and terms in one language."""
        return Phrasebook(self.texts, Language(language).value, self.term)

    def groups(self, kind: str) -> Mapping[str, tuple[str, ...]]:
        """Return the named lists of one kind in ``config/groups.yaml``; raise ``KeyError`` for an unknown kind."""
        lists: Any = self.extra["groups"]
        return {name: tuple(members) for name, members in lists[kind].items()}

    def group(self, kind: str, name: str) -> tuple[str, ...]:
        """Return one list of ``config/groups.yaml``, as ``group("types", "core")``."""
        return self.groups(kind)[name]


def load_catalogue(directory: Path | None = None) -> Catalogue:
    """Read the catalogue of a folder, or the shipped one.

    Raises:
        CatalogueInvalid: with everything that is wrong in any file: unknown or missing keys, ids that occur twice or
            lead nowhere, texts that lack a language or differ in placeholders, dates that are none.
    """
    folder = config_directory() if directory is None else directory
    try:
        return _read(folder)
    except CatalogueInvalid as invalid:
        raise CatalogueInvalid(invalid.problems, str(folder)) from None


def _read(folder: Path) -> Catalogue:
    documents = Documents(folder)
    if not documents.unchanged:
        from samhandling.law.schema import problems_of  # noqa: PLC0415 - the compiled form has been checked already

        problems = problems_of(documents)
        if problems:
            raise CatalogueInvalid(problems)
    data = assemble(documents)
    return Catalogue(**{each.name: getattr(data, each.name) for each in fields(data)}, texts=load_texts(folder))
