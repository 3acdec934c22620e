"""The proof: what the table says of *every* situation, counted exactly, and where it fails.

The table is read as a decision table with owners (Calvanese, Dumas, Laurson, Maggi, Montali, Teinemaa, *Semantics and
analysis of DMN decision tables*, BPM 2016: missing rules, overlapping rules, hit policies). Instead of their sweep over
rectangles it uses, for each stage,

1. a decision graph whose states are the rules still possible (:mod:`samhandling.coordination.states`): the number of
   combinations that flow to each end is a whole number, whatever the number of variables;
2. closed forms for what is no situation (:class:`samhandling.coordination.boxes.Space`), which are subtracted;
3. a decision diagram of each defect, covered by prime and irredundant boxes
   (:mod:`samhandling.coordination.diagram`), for the witnesses.

Nothing is sampled and nothing enumerated. A bound on states refuses (:class:`TooLarge`) rather than be wrong or hang.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from samhandling.coordination.boxes import Box, Space
from samhandling.coordination.budget import Budget, TooLarge
from samhandling.coordination.cubes import boxes_of
from samhandling.coordination.proof import StageProof
from samhandling.coordination.situations import DEFECTS, Outcome
from samhandling.coordination.states import cube_at, is_rule
from samhandling.coordination.table import Rule, Table
from samhandling.model.vocabulary import HitPolicy

DEFAULT_BOUND = 2_000_000
"""States, diagram nodes and boxes a stage may take."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A box of situations that share a defect."""

    stage: str
    outcome: Outcome
    count: int
    """How many situations it holds."""
    box: Box


@dataclass(frozen=True, slots=True)
class Counts:
    """How many situations there are, and of each outcome; ``situations`` is the sum of the others."""

    situations: int = 0
    assigned: int = 0
    gap: int = 0
    conflict: int = 0
    not_involved: int = 0
    not_designable: int = 0

    def of(self, outcome: Outcome) -> int:
        """The number with one outcome."""
        return int(getattr(self, outcome.value))


@dataclass(frozen=True, slots=True)
class StageResult:
    """One stage: its counts, the witnesses of every defect, and who coordinates anything at all."""

    stage: str
    counts: Counts
    witnesses: tuple[Witness, ...]
    """By outcome in the order gap, conflict, not_involved, not_designable; the largest first in each."""
    coordinators: tuple[tuple[str, str], ...]
    """(type, owner) that coordinates at least one assigned situation, sorted."""

    def witnesses_of(self, outcome: Outcome) -> tuple[Witness, ...]:
        """The witnesses of one defect, the largest first; together they hold exactly its situations."""
        return tuple(witness for witness in self.witnesses if witness.outcome is outcome)


@dataclass(frozen=True, slots=True)
class RuleAtStage:
    """How many situations of a stage a rule decides, by outcome."""

    stage: str
    assigned: int = 0
    not_involved: int = 0
    not_designable: int = 0


@dataclass(frozen=True, slots=True)
class RuleResult:
    """One rule: the situations it decides, and whether it is shadowed."""

    id: str
    decides: int
    shadowed: bool
    """``first``: it decides no situation. ``unique``: it matches none."""
    stages: tuple[RuleAtStage, ...]
    """The stages at which it decides something."""

    @property
    def not_involved(self) -> int:
        """Situations it decides where its coordinator is not involved (SOR404)."""
        return sum(stage.not_involved for stage in self.stages)

    @property
    def not_designable(self) -> int:
        """Situations it decides where its coordinator cannot be designated (SOR403)."""
        return sum(stage.not_designable for stage in self.stages)


@dataclass(frozen=True)
class Verification:
    """The proof of a whole table."""

    stages: tuple[StageResult, ...]
    """In the order of the table's stages; a stage without situations is there with zeros."""
    rules: tuple[RuleResult, ...]
    """In the table's order."""

    @cached_property
    def totals(self) -> Counts:
        """The sums over the stages."""
        names = Counts.__slots__
        return Counts(*(sum(getattr(stage.counts, name) for stage in self.stages) for name in names))

    def stage(self, stage: str) -> StageResult:
        """The result of one stage; raises ``KeyError`` for a stage the table does not have."""
        return {each.stage: each for each in self.stages}[stage]

    def rule(self, rule_id: str) -> RuleResult:
        """The result of one rule; raises ``KeyError`` for a rule the table does not have."""
        return {each.id: each for each in self.rules}[rule_id]


def verify(
    table: Table, bound: int = DEFAULT_BOUND, *, witnesses: bool = True, together: Budget | None = None
) -> Verification:
    """Prove a table.

    ``witnesses=False`` leaves them out: the counts alone need far fewer states. ``together`` bounds what several
    proofs take, one after another. Raises :class:`TooLarge` with the stage and the size met.
    """
    stages: list[StageResult] = []
    deciding: list[dict[int, RuleAtStage]] = []
    for at in table.stages:
        room = bound if together is None else min(bound, together.left)
        proof = StageProof(table, at, room)  # let go of before the next: a large one takes much memory
        stages.append(_stage_result(proof, witnesses=witnesses))
        deciding.append(_by_rule(proof))
        if together is not None:
            together.stage = at.stage
            together.spend(proof.spent)
    return Verification(
        stages=tuple(stages),
        rules=tuple(
            _rule_result(rule, tuple(found[n] for found in deciding if n in found), table)
            for n, rule in enumerate(table.rules)
        ),
    )


def _stage_result(proof: StageProof, *, witnesses: bool) -> StageResult:
    numbers: Counter[Outcome] = Counter()
    coordinators: set[tuple[str, str]] = set()
    for end, count in proof.counts.items():
        outcome = proof.outcome(end)
        numbers[outcome] += count
        if outcome is Outcome.ASSIGNED and (owner := proof.owner(end)) is not None:
            coordinators.add((proof.row.cubes[cube_at(end)].coordinator, owner))
    counts = Counts(proof.space.situations, **{outcome.value: numbers[outcome] for outcome in Outcome})
    found = tuple(_witnesses(proof, counts)) if witnesses else ()
    return StageResult(proof.at.stage, counts, found, tuple(sorted(coordinators)))


def _witnesses(proof: StageProof, counts: Counts) -> Iterator[Witness]:
    for outcome in DEFECTS:
        if counts.of(outcome):
            ends = [end for end in proof.counts if proof.outcome(end) is outcome]
            for each in proof.boxes(ends):
                yield Witness(proof.at.stage, outcome, each.count, each.box)


def _by_rule(proof: StageProof) -> dict[int, RuleAtStage]:
    """Position of a rule → what it decides at the stage."""
    numbers: dict[int, Counter[str]] = {}
    for end, count in proof.counts.items():
        if is_rule(end):
            rule = proof.row.cubes[cube_at(end)].rule
            numbers.setdefault(rule, Counter())[proof.outcome(end).value] += count
    return {rule: RuleAtStage(proof.at.stage, **counted) for rule, counted in numbers.items()}


def _rule_result(rule: Rule, stages: tuple[RuleAtStage, ...], table: Table) -> RuleResult:
    decides = sum(stage.assigned + stage.not_involved + stage.not_designable for stage in stages)
    if table.hit_policy is HitPolicy.FIRST:
        return RuleResult(rule.id, decides, decides == 0, stages)
    spaces = (Space(at) for at in table.stages if rule.applies_at(at.stage))
    ever = any(space.count(box) for space in spaces for box in boxes_of(rule, space))
    return RuleResult(rule.id, decides, not ever, stages)


__all__ = [
    "DEFAULT_BOUND", "Counts", "RuleAtStage", "RuleResult", "StageResult", "TooLarge", "Verification", "Witness",
    "verify",
]
