"""``law updates``: every amendment in the gazette that touches a section of the catalogue's provisions."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from samhandling.law.entries import Law, Provision
from samhandling.lovdata.commencement import InForce, in_force
from samhandling.lovdata.gazette import Amendment, GazetteDocument, Kind
from samhandling.lovdata.places import Place, law_reference, read_cited, section_key


@dataclass(frozen=True, slots=True)
class Update:
    """One place of a law that the catalogue cites, touched by one act."""

    act: str
    part: str
    kind: Kind
    in_force: str
    """An ISO date, or «Kongen bestemmer» (or the act's own words) until there is one."""
    provisions: tuple[str, ...]
    """The catalogue's provisions of the section touched."""
    direct: tuple[str, ...]
    """Those of them whose cited paragraph is itself touched."""
    known: bool
    """Whether the catalogue has dated an entry on or after this, so that somebody has read the new text."""
    rests_on: tuple[str, ...]
    """The checks, transitions and control questions that cite those provisions."""
    moved_to: str | None
    moved_from: str | None
    """The other end of a move, on each of its two entries."""
    certain: bool
    """False when a person must read the words about commencement."""
    words_agree: bool
    """False when the data mark a section that the act's own words do not name: a person reads the act."""
    set_in_force_by: tuple[str, ...]
    announced: date

    @property
    def needs_a_person(self) -> bool:
        """Whether somebody must read it: the catalogue does not know it, or it could not be understood for certain."""
        return not (self.known and self.certain and self.words_agree)


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A document that says it amends a law of the catalogue, but not where: a person must read it."""

    act: str
    law: str
    title: str


@dataclass(frozen=True, slots=True)
class Updates:
    """What the gazette means for the catalogue."""

    updates: tuple[Update, ...]
    unplaced: tuple[Unplaced, ...]

    @property
    def need_a_person(self) -> bool:
        """Whether something is not yet known to the catalogue."""
        return bool(self.unplaced) or any(update.needs_a_person for update in self.updates)


def find_updates(
    documents: Iterable[GazetteDocument],
    provisions: Iterable[Provision],
    laws: Mapping[str, Law],
    rests_on: Mapping[str, tuple[str, ...]],
    since: date | None = None,
) -> Updates:
    """Hold the gazette against the catalogue.

    ``since`` keeps what was announced on or after a date, by the act or by the regulation that sets it in force.
    """
    unique = {document.reference: document for document in documents}
    shelf = _Shelf(provisions, laws)
    setting: dict[str, list[GazetteDocument]] = defaultdict(list)
    for document in unique.values():
        for act in document.sets_in_force:
            setting[act].append(document)
    updates: list[Update] = []
    unplaced: list[Unplaced] = []
    for document in unique.values():
        regulations = sorted(setting[document.reference], key=lambda found: (found.announced, found.reference))
        for amendment in document.amendments:
            touched = shelf.touched(amendment, document.announced)
            if not touched:
                continue
            update = _update(document, amendment, touched, in_force(amendment, document, regulations, shelf.is_law))
            if since is None or _last_announced(update, regulations) >= since:
                updates.append(_resting_on(update, rests_on))
        if not document.sets_in_force and (since is None or document.announced >= since):
            placed = {amendment.place.law for amendment in document.amendments}
            missing = (law for law in document.amends if law in shelf.laws and law not in placed)
            unplaced += [Unplaced(document.reference, law, document.title) for law in missing]
    updates.sort(key=lambda u: (natural(u.act), natural(u.part), u.kind, natural(u.moved_to or u.moved_from or "")))
    unplaced.sort(key=lambda found: (natural(found.act), natural(found.law)))
    return Updates(tuple(updates), tuple(unplaced))


class _Shelf:
    """The catalogue's provisions by law and section, as the data spell them."""

    def __init__(self, provisions: Iterable[Provision], laws: Mapping[str, Law]) -> None:
        self._by_section: dict[tuple[str, str], list[Provision]] = defaultdict(list)
        for provision in provisions:
            law = law_reference(provision.law)
            if law:
                self._by_section[law, section_key(provision.section)].append(provision)
        self.laws = frozenset(law for law, _ in self._by_section)
        self._names = {
            reference: frozenset(_stems(law)) for law in laws.values() if (reference := law_reference(law.id))
        }

    def is_law(self, name: str, reference: str) -> bool:
        """Tell whether a name in a sentence is that of a law: «folkehelseloven», «folkehelselova»."""
        return _stem(name) in self._names.get(reference, frozenset())

    def touched(self, amendment: Amendment, announced: date) -> tuple[Provision, ...]:
        """The provisions of the section that an amendment touches, which were not history when it was announced."""
        place = amendment.place
        if place.law not in self.laws:
            return ()
        if place.section is not None:
            found = self._by_section.get((place.law, place.section), [])
        else:
            found = [
                provision
                for (law, section), entries in self._by_section.items()
                if law == place.law and _in_chapter(section, amendment)
                for provision in entries
            ]
        return tuple(p for p in found if p.in_force_to is None or p.in_force_to >= announced)


def _in_chapter(section: str, amendment: Amendment) -> bool:
    """Tell whether an amendment of a chapter, or of a whole law, touches a section."""
    chapter = amendment.place.chapter
    if chapter is None:
        # «ledd» straight below a law is its preamble: no section of ours.
        return not amendment.place.below
    if section in amendment.sections:
        return True
    # A new heading touches no section; a chapter that is repealed, moved or written anew touches all it had.
    has_text = bool(amendment.sections) or amendment.kind in (Kind.REPEALED, Kind.MOVED, Kind.RENUMBERED)
    return has_text and section.removeprefix("§").partition("-")[0] == chapter and "-" in section


def _stem(name: str) -> str:
    return re.sub(r"lov(?:en|a|ens)$", "lov", name.strip().casefold())


def _stems(law: Law) -> Iterable[str]:
    for name in (law.name.nb, law.name.nn):
        yield _stem(name)
        # «psykisk helsevernloven» is met as its last word.
        yield _stem(name).split()[-1]


def _update(document: GazetteDocument, amendment: Amendment, touched: Sequence[Provision], when: InForce) -> Update:
    direct = tuple(p for p in touched if _is_direct(p, amendment.place))
    return Update(
        act=document.reference,
        part=amendment.place.spelled,
        kind=amendment.kind,
        in_force=when.words,
        provisions=tuple(sorted(p.id for p in touched)),
        direct=tuple(sorted(p.id for p in direct)),
        known=when.certain and _is_known(direct, touched, when.when),
        rests_on=(),
        moved_to=amendment.moved_to,
        moved_from=amendment.moved_from,
        certain=when.certain,
        words_agree=amendment.is_in_words,
        set_in_force_by=when.regulations,
        announced=document.announced,
    )


def _is_direct(provision: Provision, place: Place) -> bool:
    return place.section is None or read_cited(provision.ledd).is_touched_by(place)


def _is_known(direct: Sequence[Provision], touched: Sequence[Provision], when: date | None) -> bool:
    """Whether the catalogue has read the new text: an entry that begins (or ended) on or after the day it became law.

    Each provision whose own paragraph is touched must have been; where none is, one of the section will do.
    """
    if when is None:
        return False

    def is_read(provision: Provision) -> bool:
        ended = provision.in_force_to is not None and provision.in_force_to < when
        return provision.in_force_from >= when or ended

    return all(map(is_read, direct)) if direct else any(map(is_read, touched))


def _resting_on(update: Update, rests_on: Mapping[str, tuple[str, ...]]) -> Update:
    names = {name for provision in update.provisions for name in rests_on.get(provision, ())}
    return replace(update, rests_on=tuple(sorted(names)))


def _last_announced(update: Update, regulations: Sequence[GazetteDocument]) -> date:
    days = [found.announced for found in regulations if found.reference in update.set_in_force_by]
    return max((update.announced, *days))


def natural(text: str) -> tuple[tuple[int, str], ...]:
    """Sort numbers in a reference as numbers: § 9 before § 10."""
    return tuple((int(piece), "") if piece.isdigit() else (-1, piece) for piece in re.split(r"(\d+)", text))
