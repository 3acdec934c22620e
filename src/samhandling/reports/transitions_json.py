"""The transitions as JSON (``samhandling.transitions/1``): ids, dates and numbers, no sentences."""

from collections.abc import Iterable
from typing import Any

from samhandling.deadlines.deadline import Deadline
from samhandling.reports.audit_json import finding
from samhandling.reports.sections.handing_over import ToldTransition
from samhandling.reports.sections.telling import Telling
from samhandling.reports.sections.year import document

SCHEMA = "samhandling.transitions/1"


def transitions_document(
    telling: Telling, told: Iterable[ToldTransition], dated: Iterable[Deadline]
) -> dict[str, Any]:
    """Some or all transitions, and every deadline."""
    result = telling.result
    return {
        "schema": SCHEMA,
        "tool_version": result.tool_version,
        "catalogue_version": result.catalogue_version,
        "law_known_to": result.law_known_to.isoformat(),
        "as_of": result.as_of.isoformat(),
        "municipality": {"name": result.name, "number": result.number},
        "inputs": [{"path": each.path, "sha256": each.sha256} for each in result.inputs],
        "transitions": [_transition(each) for each in told],
        "deadlines": document(dated),
    }


def _transition(told: ToldTransition) -> dict[str, Any]:
    coverage, entry = told.coverage, told.routine.entry
    recorded = None
    if entry is not None:
        consent = entry.consent
        recorded = {
            "agreement": entry.agreement,
            "sending_lead": entry.sending_lead,
            "receiving_lead": entry.receiving_lead,
            "consent": None if consent is None else {
                "required": consent.required, "young_person_age": consent.young_person_age
            },
            "activities": [
                {"month": each.month, "activity": each.activity, "responsible": each.responsible}
                for each in entry.activities
            ],
            "evaluated": entry.evaluated.isoformat() if entry.evaluated is not None else None,
        }
    return {
        "id": coverage.id,
        "applicable": coverage.applicable,
        "verdict": str(coverage.verdict),
        "case": coverage.case,
        "strength": str(told.outcome.strength),
        "form": str(told.outcome.form),
        "provisions": list(told.outcome.provisions),
        "from_stage": told.routine.transition.from_stage,
        "to_stage": told.routine.transition.to_stage,
        "covered": list(coverage.covered),
        "uncovered": list(coverage.uncovered),
        "carriers": [
            {"agreement": each.agreement, "state": each.state, "suitable": each.suitable}
            for each in coverage.carriers
        ],
        "recorded": recorded,
        "checklist": [
            {"item": item.id, "shown": str(item.shown), "read_from": item.by or None}
            for item in told.routine.checklist()
        ],
        "findings": [
            finding(each) for each in (told.outcome, *told.further) if each.verdict.is_finding
        ],
    }
