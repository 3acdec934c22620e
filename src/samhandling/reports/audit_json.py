"""The audit as JSON (result.md, ``samhandling.audit/1``): ids, dates, numbers and facts, no sentences."""

from datetime import date
from typing import Any

from samhandling.checks.result import AuditResult, FactValue, Outcome
from samhandling.comparison import entries_of
from samhandling.followup.memory import known_document
from samhandling.followup.progress import Progress
from samhandling.model.municipality import Municipality
from samhandling.model.source import Location
from samhandling.reports.coordination_json import coordination_block

SCHEMA = "samhandling.audit/1"


def audit_document(
    result: AuditResult, municipality: Municipality, progress: Progress | None = None
) -> dict[str, Any]:
    """The whole result as plain data, keys in the contract's order.

    Two more blocks stand last, for ``compare``: ``basis`` (what each outcome was read from) and ``entries`` (a digest
    of every entry of the model). Beside an earlier edition there is a third, ``follow_up``.
    """
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "tool_version": result.tool_version,
        "catalogue_version": result.catalogue_version,
        "law_known_to": result.law_known_to.isoformat(),
        "as_of": result.as_of.isoformat(),
        "municipality": {"name": result.name, "number": result.number},
        "inputs": [{"path": each.path, "sha256": each.sha256} for each in result.inputs],
        "outcomes": [{"rule": o.rule, "subject": o.subject, "verdict": str(o.verdict)} for o in result.outcomes],
        "findings": [finding(each) for each in result.findings],
        "transitions": [
            {
                "id": each.id,
                "applicable": each.applicable,
                "verdict": str(each.verdict),
                "covered": list(each.covered),
                "uncovered": list(each.uncovered),
            }
            for each in result.transitions
        ],
        "coordination": coordination_block(result.coordination, result.handovers),
        "delegation": [
            {
                "authority": each.authority,
                "holders": list(each.holders),
                "chains": [list(chain) for chain in each.chains],
            }
            for each in result.delegation
        ],
        "exemption_problems": [
            {"rule": each.rule, "subject": each.subject, "problem": each.problem}
            | ({"finding": each.finding} if each.finding is not None else {})
            | ({"location": location(each.location)} if each.location is not None else {})
            for each in result.exemption_problems
        ],
        "summary": {str(verdict): count for verdict, count in result.summary.items()},
        "basis": [
            {
                "rule": each.rule,
                "subject": each.subject,
                "related": list(each.related),
                "provisions": list(each.provisions),
                "severity": str(each.severity),
            }
            for each in result.outcomes
            if each.related or each.provisions
        ],
        "entries": [
            {"section": section, "id": id_, "digest": digest}
            for (section, id_), digest in sorted(entries_of(municipality).items())
        ],
    }
    if progress is not None:
        document["follow_up"] = follow_up_block(progress)
    return document


def follow_up_block(progress: Progress) -> dict[str, Any]:
    """What became of the findings of an earlier edition, and all findings known so far."""
    return {
        "previous": {"as_of": progress.previous.as_of.isoformat()},
        "summary": {str(mark): count for mark, count in progress.counts.items()},
        "marks": [
            {"fingerprint": fingerprint, "mark": str(mark)} for fingerprint, mark in sorted(progress.marks.items())
        ],
        "closed": [
            {
                "rule": each.known.rule,
                "subject": each.known.subject,
                "fingerprint": each.known.fingerprint,
                "verdict": str(each.verdict) if each.verdict is not None else None,
            }
            for each in progress.closed
        ],
        "known": [known_document(each) for each in progress.memory.known],
    }


def finding(outcome: Outcome) -> dict[str, Any]:
    """One finding."""
    return {
        "rule": outcome.rule,
        "subject": outcome.subject,
        "verdict": str(outcome.verdict),
        "class": str(outcome.finding_class),
        "severity": str(outcome.severity),
        "strength": str(outcome.strength),
        "form": str(outcome.form),
        "provisions": list(outcome.provisions),
        "related": list(outcome.related),
        "facts": {name: plain(value) for name, value in outcome.facts},
        "location": location(outcome.location),
        "fingerprint": outcome.fingerprint,
        "exempted": outcome.exempted,
    }


def plain(value: FactValue) -> Any:
    """A fact as JSON: dates as ISO text, tuples as lists."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [list(each) if isinstance(each, tuple) else each for each in value]
    return value


def location(place: Location | None) -> dict[str, Any] | None:
    """Where to mend: ``{file, line, column}`` or ``{file, sheet, cell}``."""
    if place is None:
        return None
    if place.cell is not None:
        return {"file": place.file, "sheet": place.sheet, "cell": place.cell}
    return {"file": place.file, "line": place.line, "column": place.column}
