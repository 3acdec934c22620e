"""The smallest words for a municipality, so that a test of a check reads as a sentence.

``said(town(services=[service("ppt")]), "SAM101")`` is what the program says of SAM101: subject → verdict. A document is
in force unless the test says otherwise; who it concerns is named by service id.
"""

from datetime import date
from functools import cache
from typing import Any

from samhandling.audit import audit
from samhandling.checks.result import AuditResult, Outcome
from samhandling.law.catalogue import Catalogue, load_catalogue
from samhandling.model.municipality import Municipality

Entry = dict[str, Any]

TODAY = date(2026, 11, 21)
"""The status date of every test that does not name another."""
HERE = "municipality"

ROLES: list[Entry] = [
    {"id": "kommunestyret", "title": "Kommunestyret", "kind": "kommunestyre"},
    {"id": "direktoren", "title": "Kommunedirektøren", "kind": "kommunedirektor"},
    {"id": "utvalget", "title": "Oppvekstutvalget", "kind": "folkevalgt"},
    {"id": "lederen", "title": "Leder oppvekst", "kind": "leder"},
    {"id": "koordinatoren", "title": "Koordinator", "kind": "koordinator"},
    {"id": "barnekoordinatoren", "title": "Barnekoordinator", "kind": "barnekoordinator"},
    {"id": "radgiveren", "title": "Rådgiver"},
]


def town(facts: Entry | None = None, **sections: Any) -> Municipality:
    """A municipality with the usual roles and only what the test gives it."""
    data: Entry = {"municipality": {"name": "Prøvevik", "number": "9999", **(facts or {})}, "roles": ROLES, **sections}
    return Municipality.model_validate(data)


def service(kind: str, name: str | None = None, owner: str = "kommune", **more: Any) -> Entry:
    """A service; its id is its type unless it has a name of its own."""
    return {"id": name or kind, "name": name or kind, "type": kind, "owner": owner, **more}


def agreement(
    name: str, *parties: str | Entry, kind: str = "rutine", topics: tuple[str, ...] = (), **more: Any
) -> Entry:
    """A document in force since 1 March 2026, between the services named (or selected)."""
    return {
        "id": name, "title": name, "kind": kind, "status": "vedtatt", "adopted": "2026-03-01", "topics": list(topics),
        "parties": _selectors(parties), **more,
    }


def lapsed(entry: Entry) -> Entry:
    """The same document (or delegation), in force until the end of October 2026."""
    return entry | {"valid_to": "2026-10-31"}


def draft(entry: Entry) -> Entry:
    """The same document, not decided on yet."""
    return entry | {"status": "utkast"}


def arena(name: str, *participants: str | Entry, **more: Any) -> Entry:
    """A meeting place."""
    return {"id": name, "name": name, "participants": _selectors(participants), **more}


def _selectors(parties: tuple[str | Entry, ...]) -> list[Entry]:
    return [{"service": one} if isinstance(one, str) else one for one in parties]


def delegation(name: str, authority: str, giver: str, taker: str, **more: Any) -> Entry:
    """A delegation in force since February 2026."""
    return {"id": name, "authority": authority, "from": giver, "to": taker, "decided": "2026-02-01", **more}


def retained(name: str, authority: str, holder: str, **more: Any) -> Entry:
    """An authority that its holder keeps."""
    return delegation(name, authority, holder, holder, retained=True, **more)


def rule(name: str, coordinator: str, **conditions: Any) -> Entry:
    """A row of the coordination table."""
    return {"id": name, "coordinator": coordinator, **conditions}


@cache
def catalogue() -> Catalogue:
    """The catalogue of law that the program comes with."""
    return load_catalogue()


def result(municipality: Municipality, on: date = TODAY) -> AuditResult:
    """The whole audit."""
    return audit(municipality, catalogue(), on)


def said(municipality: Municipality, code: str, on: date = TODAY) -> dict[str, str]:
    """What one check says: subject → verdict."""
    return {one.subject: str(one.verdict) for one in result(municipality, on).outcomes if one.rule == code}


def verdict(municipality: Municipality, code: str, on: date = TODAY) -> str:
    """What a check of the whole municipality says."""
    answers = said(municipality, code, on)
    assert list(answers) == [HERE]
    return answers[HERE]


def outcome(municipality: Municipality, code: str, subject: str = HERE, on: date = TODAY) -> Outcome:
    """One outcome whole: class, severity, provisions, facts."""
    return next(one for one in result(municipality, on).outcomes if (one.rule, one.subject) == (code, subject))


def hardness(one: Outcome) -> tuple[str, str, str, str]:
    """Class, severity, strength and form of an outcome."""
    return str(one.finding_class), str(one.severity), str(one.strength), str(one.form)
