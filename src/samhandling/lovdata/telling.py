"""What was found, told: as JSON for programs, as lines for people."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from samhandling.law.catalogue import Catalogue
from samhandling.law.texts import Phrasebook
from samhandling.lovdata.archive import Refusal
from samhandling.lovdata.commencement import THE_KING_DECIDES
from samhandling.lovdata.places import Place, read_place
from samhandling.lovdata.updates import Update, Updates, natural
from samhandling.lovdata.verify import Problem, Verification


def updates_json(found: Updates, refusals: Iterable[Refusal], catalogue: Catalogue) -> dict[str, Any]:
    """``samhandling.law-updates/1``."""
    return {
        "schema": "samhandling.law-updates/1",
        "catalogue_version": catalogue.version,
        "law_known_to": catalogue.law_known_to.isoformat(),
        "updates": [
            {
                "act": update.act,
                "part": update.part,
                "kind": update.kind.value,
                "in_force": update.in_force,
                "provisions": list(update.provisions),
                "known": update.known,
                "rests_on": list(update.rests_on),
                "direct": list(update.direct),
                "moved_to": update.moved_to,
                "moved_from": update.moved_from,
                "certain": update.certain,
                "words_agree": update.words_agree,
                "set_in_force_by": list(update.set_in_force_by),
                "announced": update.announced.isoformat(),
            }
            for update in found.updates
        ],
        "unplaced": [{"act": each.act, "law": each.law, "title": each.title} for each in found.unplaced],
        "refused": [_refusal_json(refusal) for refusal in refusals],
    }


def verification_json(
    found: Verification, accepted: Collection[str], refusals: Iterable[Refusal], catalogue: Catalogue
) -> dict[str, Any]:
    """``samhandling.law-verify/1``."""
    return {
        "schema": "samhandling.law-verify/1",
        "catalogue_version": catalogue.version,
        "as_of": found.as_of.isoformat(),
        "checked": list(found.checked),
        "not_examined": list(found.not_examined),
        "problems": [
            {
                "provision": problem.provision,
                "problem": problem.fault.value,
                "law": problem.law,
                "section": problem.section,
                "ledd": problem.ledd,
                "reviewed": problem.reviewed.isoformat() if problem.reviewed else None,
            }
            for problem in found.problems
        ],
        "accepted": sorted(accepted),
        "refused": [_refusal_json(refusal) for refusal in refusals],
    }


def _refusal_json(refusal: Refusal) -> dict[str, Any]:
    return {"file": refusal.archive, "member": refusal.member, "reason": refusal.reason.value}


def refusal_line(refusal: Refusal, t: Phrasebook) -> str:
    """One thing that was not read, by name, and why."""
    reason = t(f"lovdata.refused.reason.{refusal.reason}")
    if refusal.member is None:
        return t("lovdata.refused.line", file=refusal.archive, reason=reason)
    return t("lovdata.refused.member", file=refusal.archive, member=refusal.member, reason=reason)


def update_lines(found: Updates, catalogue: Catalogue, t: Phrasebook, as_of: date) -> Iterator[str]:
    """The updates by section of the catalogue, and the sum; ``as_of`` tells what is law and what is coming."""
    if not found.updates and not found.unplaced:
        yield t("lovdata.updates.none")
        return

    def key(update: Update) -> tuple[object, ...]:
        first = catalogue.provisions[update.provisions[0]]
        return first.law, natural(first.section), update.provisions

    for _, group in groupby(sorted(found.updates, key=key), key=key):
        updates = list(group)
        provisions = updates[0].provisions
        law = catalogue.provisions[provisions[0]].law
        sections = sorted({catalogue.provisions[name].section for name in provisions})
        head = {"law": t.pick(catalogue.laws[law].name), "section": ", ".join(sections)}
        yield t("lovdata.updates.head", provisions=", ".join(provisions), **head)
        for update in updates:
            yield f"  {'!' if update.needs_a_person else '·'} {_update_line(update, t, as_of)}"
        if updates[0].rests_on:
            yield "    " + t("lovdata.updates.rests", names=", ".join(updates[0].rests_on))
        yield ""
    for each in found.unplaced:
        yield "! " + t("lovdata.updates.unplaced", act=each.act, law=each.law, title=each.title)
    unknown = sum(not update.known for update in found.updates)
    yield t("lovdata.updates.sum", n=len(found.updates), unknown=unknown)


def _update_line(update: Update, t: Phrasebook, as_of: date) -> str:
    place = read_place(update.part)
    kind = t(f"lovdata.kind.{update.kind}")
    if other := update.moved_to or update.moved_from:
        end = read_place(other)
        where = _place(end, t, of=place) if end else other
        kind = t("lovdata.updates.to" if update.moved_to else "lovdata.updates.out_of", kind=kind, where=where)
    said = t("lovdata.updates.known" if update.known else "lovdata.updates.unknown")
    if not update.words_agree:
        said = t("lovdata.updates.disagree")
    elif not update.certain:
        said = t("lovdata.updates.uncertain", regulations=", ".join(update.set_in_force_by) or update.act)
    return t(
        "lovdata.updates.line",
        place=_place(place, t) if place else update.part,
        kind=kind,
        act=update.act,
        when=_when(update.in_force, t, as_of),
        known=said,
    )


def _when(words: str, t: Phrasebook, as_of: date) -> str:
    if words == THE_KING_DECIDES:
        return t("lovdata.updates.undecided")
    try:
        day = date.fromisoformat(words)
    except ValueError:
        return t("lovdata.updates.words", words=words)
    return t("lovdata.updates.from" if day <= as_of else "lovdata.updates.coming", date=day)


def _place(place: Place, t: Phrasebook, of: Place | None = None) -> str:
    """A place within its section; the section as well when it is another than ``of``'s."""
    if place.chapter is not None:
        return t("lovdata.place.chapter", number=place.chapter.upper())
    if place.section is None:
        return t("lovdata.place.law")
    pieces = [_piece(level, value, t) for level, value in place.below] or [t("lovdata.place.whole")]
    if of is not None and (of.law, of.section) != (place.law, place.section):
        pieces.insert(0, t("writing.citation.section", number=place.section.removeprefix("§")))
    return " ".join(pieces)


def _piece(level: str, value: str, t: Phrasebook) -> str:
    key = f"writing.citation.ordinal.{value}"
    ordinal = t(key) if value.isdigit() and t.has(key) else f"{value}."
    if level == "ledd":
        return t("writing.citation.paragraph", n=1, which=ordinal)
    if level == "setning":
        return t("writing.citation.sentence", which=ordinal)
    if level == "bokstav":
        return t("writing.citation.letter", letter=value)
    return t("writing.citation.number", number=value)


def verification_lines(found: Verification, catalogue: Catalogue, t: Phrasebook) -> Iterator[str]:
    """The problems, what could not be examined, and the sum."""
    for problem in found.problems:
        yield _problem_line(problem, catalogue, t)
    if found.not_examined:
        yield t("lovdata.verify.not_examined", names=", ".join(found.not_examined))
    yield t("lovdata.verify.sum", n=len(found.checked), problems=len({p.provision for p in found.problems}))


def _problem_line(problem: Problem, catalogue: Catalogue, t: Phrasebook) -> str:
    values: dict[str, object] = {"date": problem.reviewed} if problem.reviewed else {}
    return t(
        f"lovdata.verify.fault.{problem.fault}",
        provision=problem.provision,
        citation=catalogue.citation(problem.provision, t.language),
        **values,
    )


def citations(provisions: Sequence[str], catalogue: Catalogue, t: Phrasebook) -> str:
    """Several provisions as a jurist cites them, listed."""
    return t.list(tuple(dict.fromkeys(catalogue.citation(name, t.language) for name in provisions)))
