"""When an amendment becomes law, from the act's own words and the regulations that set it in force.

«Kongen bestemmer» stands until a regulation in the same archives says when, for the whole act or section by section.
What cannot be told for certain is said to be uncertain: a person then reads the sentence.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from samhandling.lovdata.gazette import Amendment, Block, GazetteDocument
from samhandling.lovdata.scope import Cover, Mention, Scope, read_scope

THE_KING_DECIDES = "Kongen bestemmer"
"""Stands for every way of leaving the date to the King in Council."""

_MONTHS = (
    "januar",
    "februar",
    "mars",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "desember",
)
_WHEN = re.compile(
    rf"(?P<day>\d{{1,2}})\.?\s+(?P<month>{'|'.join(_MONTHS)})\s+(?P<year>\d{{4}})"
    r"|(?P<now>\bstraks\b|\bmed ein gong\b|\bmed en gang\b)"
    r"|(?P<later>Kongen\s+\w+|[Dd]epartementet\s+(?:bestemmer|fastset)|(?:senere|seinare)\s+tidspunkt)"
)
_VERB = re.compile(
    r"\b(?:trer|trår|trådte|tredde|settes|sett|satt)\s+(?:\w+\s+)?i\s+kraft\b|\btre i kraft\b"
    r"|\bgjelder\s+fra\b|\bgjeld\s+frå\b|\bta[rk]?\s+til\s+å\s+gjelde\b|\btek\s+til\s+å\s+gjelde\b",
)
_EXCEPT = re.compile(
    r",?\s*\b(?:(?:likevel\s+)?med\s+unntak\s+(?:av|for|frå)|unntatt|unnateke|bortsett\s+fra|bortsett\s+frå)\b"
)
_FOLLOWING = re.compile(r"\b(?:Følgende|Følgjande|Desse|Disse)(?:\s+\w+){0,3}\s*$")
_SENTENCE = re.compile(r"(?<=[a-zæøå\d)]\.)\s+(?=[A-ZÆØÅ])|(?<=\d{4}\.)\s+(?=§)|(?<=straks\.)\s+(?=§)")
"""Before a section sign a sentence ends after a year or «straks» only: «jf. § 3» goes on."""
_ACT = re.compile(rf"\blov\s+(\d{{1,2}})\.?\s+({'|'.join(_MONTHS)})\s+(\d{{4}})\s+nr\.\s*(\d+)")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing said about commencement."""

    when: date | None
    """None: later, when somebody decides."""
    scope: Scope
    exceptions: Scope | None = None


@dataclass(frozen=True, slots=True)
class InForce:
    """When an amendment is law."""

    when: date | None
    words: str
    """The date, or the words that stand in for it."""
    certain: bool
    """False when the words could only partly be matched with the place: a person reads them."""
    regulations: tuple[str, ...] = ()
    """The regulations that set it in force."""


def read_clauses(blocks: Iterable[Block], at_once: date | None, act: str | None = None) -> tuple[Clause, ...]:
    """Read the clauses of an act or regulation; ``at_once`` is what «straks» means there.

    With ``act``, only what is said of that act, in a document that sets several in force.
    """
    reader = _Clauses(at_once, act)
    for block in blocks:
        for sentence in _SENTENCE.split(block.text):
            if block.is_item:
                reader.item(sentence)
            else:
                reader.sentence(sentence)
    return tuple(reader.clauses)


class _Clauses:
    """Where the reading of a document's sentences has come to."""

    def __init__(self, at_once: date | None, act: str | None) -> None:
        self.clauses: list[Clause] = []
        self._at_once = at_once
        self._act = act
        self._heard_of_another = False
        self._open: tuple[date | None] | None = None
        """The date of «Følgende trer i kraft …:», for the items that follow."""
        self._excepting = False
        """The sentence ended with «med unntak av»: the items that follow are left out of the clause at an index."""
        self._excepting_from = 0

    def sentence(self, text: str) -> None:
        if self._act:
            acts = [_reference(match) for match in _ACT.finditer(text)]
            if acts and ("kraftset" in text or _VERB.search(text)):
                self._heard_of_another = self._act not in acts
        if self._heard_of_another:
            self._open = None
            return
        verb = _VERB.search(text)
        if not verb:
            return
        self._excepting = False
        before, after = text[: verb.start()], text[verb.end() :]
        exception = _EXCEPT.search(after)
        when = self._when(after[: exception.start()] if exception else after)
        if when is None:
            when = self._when(before)
        if when is None:
            self._open = None
            return
        if text.rstrip().endswith(":") and _FOLLOWING.search(before):
            self._open = when
            return
        self._open = None
        subject, _, left_out = _split(before)
        exceptions = read_scope(left_out) if left_out else None
        if exception:
            rest = after[exception.end() :]
            self._excepting = rest.strip() in ("", ":")
            if not self._excepting:
                exceptions = self._excepted(rest)
        self._excepting_from = len(self.clauses)
        self.clauses.append(Clause(when[0], read_scope(subject), exceptions))

    def item(self, text: str) -> None:
        if self._excepting and self.clauses:
            more = self._excepted(text).mentions or (Mention(is_vague=True),)
            main = self._excepting_from
            had = self.clauses[main].exceptions
            mentions = (*(had.mentions if had else ()), *more)
            self.clauses[main] = replace(self.clauses[main], exceptions=Scope(mentions))
        elif self._open and not _VERB.search(text):
            subject, _, left_out = _split(text)
            self.clauses.append(Clause(self._open[0], read_scope(subject), read_scope(left_out) if left_out else None))
        else:
            self.sentence(text)

    def _excepted(self, text: str) -> Scope:
        """Read what is left out; «… som trer i kraft 1. januar 2027» is a clause of its own as well."""
        left_out, *own = re.split(
            r"\b(?:som|desse|disse)\s+(?:trer|trår|blir sett|settes)\s+i\s+kraft\b", text, maxsplit=1
        )
        scope = read_scope(left_out)
        later = self._when(own[0]) if own else None
        if later and scope.mentions:
            self.clauses.append(Clause(later[0], scope))
        return scope

    def _when(self, text: str) -> tuple[date | None] | None:
        """The date a phrase names, ``(None,)`` when it leaves it open, None when it names none."""
        match = _WHEN.search(text)
        if not match:
            return None
        if match["day"]:
            try:
                return (date(int(match["year"]), _MONTHS.index(match["month"]) + 1, int(match["day"])),)
            except ValueError:
                return None
        return (self._at_once,) if match["now"] else (None,)


def _split(text: str) -> tuple[str, str, str]:
    """Divide a phrase at «med unntak av»."""
    match = _EXCEPT.search(text)
    return (text[: match.start()], match[0], text[match.end() :]) if match else (text, "", "")


def _reference(match: re.Match[str]) -> str:
    return f"lov/{match[3]}-{_MONTHS.index(match[2]) + 1:02d}-{int(match[1]):02d}-{match[4]}"


def in_force(
    amendment: Amendment,
    act: GazetteDocument,
    regulations: Sequence[GazetteDocument],
    is_law: Callable[[str, str], bool],
) -> InForce:
    """Find out when one amendment of an act is law, from its own words and regulations that set the act in force."""
    own = _own_words(amendment, act, is_law)
    if own.when is not None and own.certain:
        return own
    said: list[_Said] = []
    rest: list[_Said] = []
    for regulation in regulations:
        for clause in read_clauses(regulation.blocks, _at_once(regulation), _told_apart(act, regulation)):
            cover, depth = _cover(clause, amendment, act, is_law)
            if cover is not Cover.NO:
                (rest if clause.scope.is_rest else said).append(_Said(cover, depth, regulation, clause.when))
    said = said or rest
    if not said:
        return own
    full = [found for found in said if found.cover is Cover.FULLY]
    if not full:
        return InForce(None, own.words, certain=False, regulations=_names(said))
    # The most precise words decide, and among those the regulation that was announced last.
    best = max(full, key=lambda found: (found.depth, found.regulation.announced, found.regulation.reference))
    if best.when is None:
        return own
    rivals = {found.when for found in said if found.depth >= best.depth}
    certain = rivals == {best.when} and best.when.isoformat() in _ISO.findall(best.regulation.in_force)
    return InForce(best.when, best.when.isoformat(), certain, _names([best]))


@dataclass(frozen=True, slots=True)
class _Said:
    """What one regulation says of one place."""

    cover: Cover
    depth: int
    regulation: GazetteDocument
    when: date | None


def _names(said: Iterable[_Said]) -> tuple[str, ...]:
    return tuple(sorted({found.regulation.reference for found in said}))


def _told_apart(act: GazetteDocument, regulation: GazetteDocument) -> str | None:
    return act.reference if len(regulation.sets_in_force) > 1 else None


def _at_once(document: GazetteDocument) -> date | None:
    """«Straks» is the day the document was made, when the header agrees that something is in force that day."""
    made = _ISO.search(document.reference)
    return date.fromisoformat(made[0]) if made and made[0] in document.in_force else None


def _own_words(amendment: Amendment, act: GazetteDocument, is_law: Callable[[str, str], bool]) -> InForce:
    """What the act itself says: the header where it knows one date, else the closing words."""
    header = act.in_force
    dates = _ISO.findall(header)
    if not dates:
        return InForce(None, THE_KING_DECIDES if header.startswith("Kongen ") else header, certain=True)
    if len(dates) == 1 and "bestemmer" not in header and "fastset" not in header:
        return InForce(date.fromisoformat(dates[0]), dates[0], certain=True)
    said: list[tuple[int, date | None]] = []
    rest: list[tuple[int, date | None]] = []
    for clause in read_clauses(act.blocks, _at_once(act)):
        cover, depth = _cover(clause, amendment, act, is_law)
        if cover is Cover.FULLY:
            (rest if clause.scope.is_rest else said).append((depth, clause.when))
        elif cover is Cover.PARTLY:
            return InForce(None, header, certain=False)
    found = said or rest
    deepest = {when for depth, when in found if depth == max(depth for depth, _ in found)}
    if len(deepest) != 1:
        return InForce(None, header, certain=False)
    when = deepest.pop()
    if when is None:
        return InForce(None, THE_KING_DECIDES, certain=True)
    return InForce(when, when.isoformat(), when.isoformat() in dates)


def _cover(
    clause: Clause, amendment: Amendment, act: GazetteDocument, is_law: Callable[[str, str], bool]
) -> tuple[Cover, int]:
    """How far a clause covers an amendment, its exceptions taken away."""
    place, division = amendment.place, amendment.division
    cover, depth = clause.scope.cover(place, division, is_law)
    if cover is Cover.NO:
        return cover, depth
    if clause.exceptions:
        excepted, _ = clause.exceptions.cover(place, division, is_law)
        if excepted is Cover.FULLY:
            return Cover.NO, depth
        if excepted is Cover.PARTLY:
            cover = Cover.PARTLY
    if depth >= 3 and all(mention.division is None and mention.law is None for mention in clause.scope.mentions):
        # A bare «§ 4» in an act that amends several laws: only sure when one of them has such a section here.
        laws = {other.place.law for other in act.amendments if other.place.section == place.section}
        if len(laws) > 1:
            cover = Cover.PARTLY
    return cover, depth
