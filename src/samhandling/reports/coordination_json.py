"""The ``coordination`` block (result.md): counts, witnesses, rules and handovers as plain data."""

from typing import Any

from samhandling.coordination.handovers import Handover
from samhandling.coordination.situations import Outcome
from samhandling.coordination.verify import Counts, Verification, Witness

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
