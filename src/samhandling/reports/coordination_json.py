"""Who coordinates, as plain data: the ``coordination`` block of the audit (result.md), and a document of its own.

The document is ``samhandling.coordination/1``: the block, the assigned table (``defaults``) and what is proposed.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from samhandling.coordination.handovers import Handover
from samhandling.coordination.situations import Outcome
from samhandling.coordination.table import StageTable
from samhandling.coordination.verify import Counts, Verification, Witness

if TYPE_CHECKING:
    from samhandling.coordination.answer import Answer
    from samhandling.coordination.defaults import Default
    from samhandling.coordination.propose import Proposal
    from samhandling.coordination.repair import Change
    from samhandling.reports.sections.coordinating import ToldCoordination

SCHEMA = "samhandling.coordination/1"

_ORDER = (Outcome.ASSIGNED, Outcome.GAP, Outcome.CONFLICT, Outcome.NOT_INVOLVED, Outcome.NOT_DESIGNABLE)


def coordination_block(verification: Verification, handovers: tuple[Handover, ...]) -> dict[str, Any]:
    """The proof of the table, and the handovers it makes necessary."""
    return {
        "totals": _counts(verification.totals),
        "stages": [
            {
                "stage": each.stage,
                **_counts(each.counts),
                "witnesses": [_witness(witness) for witness in each.witnesses],
            }
            for each in verification.stages
        ],
        "rules": [
            {"id": each.id, "decides": each.decides, "shadowed": each.shadowed} for each in verification.rules
        ],
        "handovers": [
            {
                "from_stage": each.from_stage,
                "to_stage": each.to_stage,
                "from": each.giver,
                "to": each.receiver,
                "covered": each.covered,
            }
            for each in handovers
        ],
    }


def _counts(counts: Counts) -> dict[str, int]:
    return {"situations": counts.situations, **{outcome.value: counts.of(outcome) for outcome in _ORDER}}


def _witness(witness: Witness) -> dict[str, Any]:
    return {
        "outcome": witness.outcome.value,
        "count": witness.count,
        "box": {type_: list(values) for type_, values in witness.box.limits},
    }


# the command's own document -------------------------------------------------------------------------------------------


def coordination_document(
    told: "ToldCoordination", answer: "Answer | None" = None, *, fix: bool = False
) -> dict[str, Any]:
    """The audit's block, the assigned table, the proposals and the changes, and what the audit would be with them.

    ``fix``: the proposals are those that go with the changes. ``answer``: to the single question that was asked.
    Reasons are in the language of the telling; a rule's own reason is as the municipality wrote it.
    """
    result, plan = told.telling.result, told.plan
    adoption = told.proposed.adoption_of(fix=fix)
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "tool_version": result.tool_version,
        "catalogue_version": result.catalogue_version,
        "law_known_to": result.law_known_to.isoformat(),
        "as_of": result.as_of.isoformat(),
        "municipality": {"name": result.name, "number": result.number},
        "inputs": [{"path": each.path, "sha256": each.sha256} for each in result.inputs],
        "coordination": coordination_block(plan.verification, result.handovers),
        "defaults": [_default(told, each) for each in plan.defaults],
        "proposals": [_proposal(told, each) for each in plan.proposals(fix=fix)],
        "changes": [_change(each, included=fix) for each in plan.changes],
        "if_adopted": {
            "totals": _counts(adoption.result.coordination.totals),
            "outcomes": [
                {
                    "rule": each.rule,
                    "subject": each.subject,
                    "before": None if each.before is None else str(each.before),
                    "after": None if each.after is None else str(each.after),
                    "direction": str(each.direction),
                }
                for each in adoption.comparison.changes
            ],
        },
        "grounds": list(plan.grounds),
        "decides": {
            "standing": str(plan.decision.standing),
            "holders": list(plan.decision.holders),
            "rests_with": str(plan.decision.rests_with),
        },
    }
    if answer is not None:
        document["answer"] = _answer(told, answer)
    return document


def items(at: StageTable, types: Iterable[tuple[str, str]]) -> list[str]:
    """The services of a situation as ``--situation`` reads them: with the owner only where there are several."""
    return [
        f"{type_}:{owner}" if len(at.variables[at.positions[type_]].owners) > 1 else type_ for type_, owner in types
    ]


def _default(told: "ToldCoordination", default: "Default") -> dict[str, Any]:
    return {
        "stage": default.stage,
        "types": items(told.plan.table.at(default.stage), default.types),
        "coordinator": default.coordinator if default.outcome is Outcome.ASSIGNED else None,
        "rule": default.rule,
        "reason": default.reason,
        "outcome": default.outcome.value,
        "only_rule": default.only_rule,
    }


def _proposal(told: "ToldCoordination", proposal: "Proposal") -> dict[str, Any]:
    return {
        "rule": proposal.rule.entry(),
        "reason": told.proposed.policy_reason(proposal),
        "count": proposal.closes,
        "adopted": False,
        "policy": proposal.policy.id,
        "stages": [{"stage": stage, "count": count} for stage, count in proposal.stages],
    }


def _change(change: "Change", *, included: bool) -> dict[str, Any]:
    return {
        "rule": change.before.id,
        "before": change.before.entry(),
        "after": change.after.entry(),
        "mends": [each.value for each in change.mends],
        "count": change.count,
        "adopted": False,
        "included": included,
        "agreement_with": [{"stage": stage, "owner": owner} for stage, owner in change.agreement_with],
    }


def _answer(told: "ToldCoordination", answer: "Answer") -> dict[str, Any]:
    asked, decision = answer.question, answer.decision
    rule = decision.rule if decision is not None else None
    assigned = decision is not None and decision.outcome is Outcome.ASSIGNED
    return {
        "stage": asked.stage,
        "types": items(told.plan.table.at(asked.stage), asked.situation),
        "absent": list(asked.absent),
        "no_duty": None if answer.no_duty is None else answer.no_duty.value,
        "outcome": None if decision is None else decision.outcome.value,
        "coordinator": rule.coordinator if rule is not None and assigned else None,
        "rule": None if rule is None else rule.id,
        "reason": None if rule is None else rule.rationale,
        "matching": [] if decision is None else [each.id for each in decision.matching],
        "provisions": list(told.plan.grounds_for(asked.stage, asked.situation)),
    }
