"""Which rules a witness is about: those that decide in it, or that disagree in it."""

from samhandling.coordination.boxes import Space
from samhandling.coordination.cubes import boxes_of
from samhandling.coordination.proof import StageProof
from samhandling.coordination.situations import Outcome
from samhandling.coordination.states import cube_at, is_rule
from samhandling.coordination.table import Rule, Table
from samhandling.coordination.verify import DEFAULT_BOUND, Witness


def rules_of(
    table: Table, witnesses: tuple[Witness, ...], bound: int = DEFAULT_BOUND
) -> tuple[tuple[Rule, ...], ...]:
    """For each of some witnesses, the rules concerned, in the table's order.

    None for a gap. For a conflict, the rules that match every situation in the box, where these disagree already, else
    all that match one. For the other defects, the rules that decide one.
    """
    proofs: dict[str, StageProof] = {}
    found: list[tuple[Rule, ...]] = []
    for witness in witnesses:
        if witness.outcome is Outcome.GAP:
            found.append(())
        elif witness.outcome is Outcome.CONFLICT:
            found.append(_matching(table, witness))
        else:
            if witness.stage not in proofs:
                proofs[witness.stage] = StageProof(table, table.at(witness.stage), bound)
            proof = proofs[witness.stage]
            ends = proof.counts_in(proof.space.limits(witness.box))
            numbers = {proof.row.cubes[cube_at(end)].rule for end in ends if is_rule(end)}
            found.append(tuple(table.rules[number] for number in sorted(numbers)))
    return tuple(found)


def _matching(table: Table, witness: Witness) -> tuple[Rule, ...]:
    space = Space(table.at(witness.stage))
    inside = space.limits(witness.box)
    some: list[Rule] = []
    every: list[Rule] = []
    for rule in table.rules_at(witness.stage):
        boxes = boxes_of(rule, space)
        counts = [space.count(both) for box in boxes if (both := space.meet(inside, box)) is not None]
        if any(counts):
            some.append(rule)
        if witness.count in counts:
            every.append(rule)
    return tuple(every if len({rule.coordinator for rule in every}) > 1 else some)
