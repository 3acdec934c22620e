"""The delegation plan as JSON (``samhandling.delegation/1``): ids, dates and states, no sentences."""

from typing import Any

from samhandling.checks.result import AuditResult
from samhandling.comparison import Comparison
from samhandling.delegation_patterns import Patterned
from samhandling.delegation_plan import DelegationPlan, PlannedAuthority, PlannedLink, Step

SCHEMA = "samhandling.delegation/1"


def delegation_document(
    result: AuditResult, plan: DelegationPlan, pattern: tuple[Patterned, Comparison] | None = None
) -> dict[str, Any]:
    """The audit's delegation block, every authority with its links, gaps and what remains, and a pattern's changes."""
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "tool_version": result.tool_version,
        "catalogue_version": result.catalogue_version,
        "law_known_to": result.law_known_to.isoformat(),
        "as_of": result.as_of.isoformat(),
        "municipality": {"name": result.name, "number": result.number},
        "inputs": [{"path": each.path, "sha256": each.sha256} for each in result.inputs],
        "delegation": [
            {"authority": each.authority, "holders": list(each.holders), "chains": [list(c) for c in each.chains]}
            for each in result.delegation
        ],
        "authorities": [_authority(each) for each in plan.authorities],
        "regulation": None if plan.regulation is None else str(plan.regulation.verdict),
        "remaining": [_step(each) for each in plan.remaining],
    }
    if pattern is not None:
        document["pattern"] = _pattern(*pattern)
    return document


def _authority(each: PlannedAuthority) -> dict[str, Any]:
    return {
        "authority": each.id,
        "provisions": list(each.provisions),
        "council_only": each.council_only,
        "goes_with_administration": each.goes_with_administration,
        "standing": str(each.standing),
        "rests_with": str(each.rests_with),
        "holders": list(each.holders),
        "sound_holders": list(each.sound_holders),
        "chains": [list(chain) for chain in each.chains],
        "links": [_link(link) for link in each.links],
        "gaps": [
            {"rule": gap.rule, "subject": gap.subject, "verdict": str(gap.verdict), "fingerprint": gap.fingerprint}
            for gap in each.gaps
        ],
        "remaining": [_step(step) for step in each.remaining],
    }


def _link(link: PlannedLink) -> dict[str, Any]:
    return {
        "id": link.id,
        "from": link.giver,
        "to": link.receiver,
        "retained": link.retained,
        "state": str(link.state),
        "decided": link.decided.isoformat() if link.decided else None,
        "valid_to": link.valid_to.isoformat() if link.valid_to else None,
        "may_subdelegate": link.may_subdelegate,
        "substitute": link.substitute,
        "conditions": link.conditions,
        "provisions": list(link.provisions),
        "archive_ref": link.archive_ref,
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "kind": str(step.kind),
        "authority": step.authority,
        "delegation": step.delegation,
        "decider": step.decider,
        "decider_kind": str(step.decider_kind),
    }


def _pattern(patterned: Patterned, comparison: Comparison) -> dict[str, Any]:
    return {
        "pattern": str(patterned.pattern),
        "already": patterned.already,
        "delegation": patterned.delegation,
        "role": patterned.role,
        "recalled": list(patterned.recalled),
        "assumed_roles": list(patterned.assumed),
        "changes": [
            {
                "rule": each.rule,
                "subject": each.subject,
                "before": str(each.before) if each.before is not None else None,
                "after": str(each.after) if each.after is not None else None,
                "direction": str(each.direction),
                "severity": str(each.severity) if each.severity is not None else None,
            }
            for each in comparison.changes
        ],
        "edits": [{"section": each.section, "id": each.id, "kind": str(each.kind)} for each in comparison.edits],
    }
