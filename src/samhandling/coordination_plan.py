"""Who coordinates, as a plan: the table and its proof, the usual answers, what is proposed, and the audit after it.

The proof itself is the audit's (:mod:`samhandling.coordination.verify`); this is what a municipality does with it.
Nothing proposed is evidence: adopting is a thought experiment until the municipality has done it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from samhandling.audit import audit
from samhandling.checks.result import AuditResult
from samhandling.comparison import Comparison, compare, snapshot
from samhandling.coordination.defaults import Default, defaults
from samhandling.coordination.propose import Proposal, accepted, proposals
from samhandling.coordination.repair import Change, changed, changes
from samhandling.coordination.table import Rule, Table, table_of
from samhandling.coordination.verify import Verification
from samhandling.delegation_plan import SAMORDNING, PlannedAuthority, plan_of
from samhandling.graph import ServiceGraph, build_graph
from samhandling.law.catalogue import Catalogue
from samhandling.model.municipality import Coordination, CoordinationRule, Municipality
from samhandling.model.vocabulary import Owner

_CATEGORY = "samordning"
_NOT_PUBLIC = (str(Owner.PRIVAT), str(Owner.FRIVILLIG))

Rationale = Callable[[Rule], str | None]
"""The reason that is written in a rule."""


def _own_rationale(rule: Rule) -> str | None:
    return rule.rationale


@dataclass(frozen=True)
class Adoption:
    """The municipality as it would be had it adopted what is proposed, its audit, and what would be different."""

    municipality: Municipality
    graph: ServiceGraph
    result: AuditResult
    comparison: Comparison


@dataclass(frozen=True)
class CoordinationPlan:
    """The decision table of an audited municipality. What takes time is worked out when it is first asked for.

    Everything but the table may raise :class:`~samhandling.coordination.budget.TooLarge`, as the proof does: a table
    with proposals is larger than the one that was audited.
    """

    result: AuditResult
    graph: ServiceGraph
    catalogue: Catalogue

    @property
    def verification(self) -> Verification:
        """The proof of the table as it is."""
        return self.result.coordination

    @cached_property
    def table(self) -> Table:
        """The table as it is."""
        return table_of(self.graph, self.catalogue)

    @cached_property
    def defaults(self) -> tuple[Default, ...]:
        """Who coordinates in the situations people meet most."""
        return defaults(self.table, self.catalogue.policy, self.catalogue.group("types", "core"))

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """The changes proposed of the municipality's own rules."""
        return changes(self.table, self.catalogue.policy)

    @cached_property
    def _changed(self) -> Table:
        return changed(self.table, self.changes)

    @cached_property
    def _additions(self) -> tuple[Proposal, ...]:
        return proposals(self.table, self.catalogue.policy)

    @cached_property
    def _additions_to_changed(self) -> tuple[Proposal, ...]:
        return proposals(self._changed, self.catalogue.policy) if self.changes else self._additions

    def proposals(self, *, fix: bool = False) -> tuple[Proposal, ...]:
        """The rules proposed after the municipality's own, as these are or (``fix``) as they would be changed."""
        return self._additions_to_changed if fix else self._additions

    def adopted_table(self, *, fix: bool = False) -> Table:
        """The table with the proposals: no gap left; with ``fix`` the changes too: none of the four defects left."""
        return accepted(self._changed if fix else self.table, self.proposals(fix=fix))

    # the model with the proposals ---------------------------------------------------------------------------------

    def adopted_rules(self, *, fix: bool = False, rationale: Rationale = _own_rationale) -> Iterator[CoordinationRule]:
        """The rules of the model: the municipality's own, unchanged and in order, then the proposals.

        ``rationale`` gives the reason written in each rule that is proposed or changed.
        """
        own = {rule.id: rule for rule in self._coordination.rules}
        now = {rule.id: rule for rule in self.table.rules}
        for rule in self.adopted_table(fix=fix).rules:
            if now.get(rule.id) == rule:
                yield own[rule.id]
            else:
                entry = rule.entry()
                reason = rationale(rule)
                yield CoordinationRule.model_validate(entry | ({"rationale": reason} if reason else {}))

    def adopted(self, *, fix: bool = False, rationale: Rationale = _own_rationale) -> Coordination:
        """The whole section of the model with what is proposed; nothing but its rules is different."""
        rules = tuple(self.adopted_rules(fix=fix, rationale=rationale))
        return self._coordination.model_copy(update={"rules": rules})

    def adoption(self, *, fix: bool = False) -> Adoption:
        """Audit the municipality as it would be, on the same date, and compare."""
        today = self.graph.municipality
        then = today.model_copy(update={"coordination": self.adopted(fix=fix)})
        result = audit(then, self.catalogue, self.result.as_of, self.result.inputs)
        graph = build_graph(then, self.result.as_of, self.catalogue.service_types)
        return Adoption(then, graph, result, compare(snapshot(self.result, today), snapshot(result, then)))

    @property
    def _coordination(self) -> Coordination:
        return self.graph.municipality.coordination or Coordination()

    # who decides, and on what ground ------------------------------------------------------------------------------

    @cached_property
    def decision(self) -> PlannedAuthority:
        """Who is to decide which service coordinates when the services do not agree, as far as is recorded."""
        return plan_of(self.result, self.graph, self.catalogue).authority(SAMORDNING)

    @cached_property
    def _coordination_provisions(self) -> tuple[str, ...]:
        named = self.catalogue.authorities[SAMORDNING].provisions
        return tuple(each for each in named if self.catalogue.provisions[each].category == _CATEGORY)

    @cached_property
    def grounds(self) -> tuple[str, ...]:
        """Every provision in force on the date by which the municipality must coordinate."""
        return self.catalogue.cited(self._coordination_provisions, self.result.as_of)

    @cached_property
    def leading_grounds(self) -> tuple[str, ...]:
        """The provisions in force by which the decision lies where the administration is led."""
        named = self.catalogue.authorities[SAMORDNING].provisions
        other = tuple(each for each in named if each not in self._coordination_provisions)
        return self.catalogue.cited(other, self.result.as_of)

    def grounds_for(self, stage: str, situation: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
        """Those of the laws that bind the services involved, given as (type, owner); none where none of them is one.

        A service with several laws (PPT) is bound by those under which some other service follows children then.
        """
        found: set[str] = set()
        for type_, owner in situation:
            laws = self._laws(type_, private=owner in _NOT_PUBLIC)
            found |= laws if len(laws) < 2 else (laws & self._sole_laws(stage)) or laws
        named = (each for each in self._coordination_provisions if self.catalogue.provisions[each].law in found)
        return self.catalogue.cited(tuple(named), self.result.as_of)

    def _laws(self, type_: str, *, private: bool = False) -> frozenset[str]:
        entry = self.catalogue.service_types[type_]
        systems = entry.private_system_provisions if private else entry.system_provisions
        return frozenset(self.catalogue.provisions[each].law for each in systems)

    def _sole_laws(self, stage: str) -> frozenset[str]:
        types = (each.id for each in self.catalogue.service_types.values() if stage in each.stages)
        return frozenset[str]().union(*(laws for type_ in types if len(laws := self._laws(type_)) == 1))
