"""Who coordinates, in words: the one place where the table, its answers and its defects become sentences.

The screen, the sections, the JSON and the written rules all ask here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from samhandling.coordination.answer import Answer
from samhandling.coordination.concerned import rules_of
from samhandling.coordination.defaults import Default
from samhandling.coordination.handovers import Handover
from samhandling.coordination.situations import DEFECTS, Decision, Outcome, decide
from samhandling.coordination.table import MUNICIPAL, Item, Rule, StageTable
from samhandling.coordination.verify import StageResult, Witness
from samhandling.coordination.words import CoordinationWords, capital, lower, shown
from samhandling.coordination_plan import CoordinationPlan
from samhandling.delegation_plan import Standing
from samhandling.model.municipality import Coordination
from samhandling.reports.sections.proposing import ToldProposals
from samhandling.reports.sections.telling import Telling


def told_of(telling: Telling) -> "ToldCoordination":
    """The plan of the municipality a telling is about, and the words to tell it in."""
    return ToldCoordination(telling, plan_told(telling))


def plan_told(telling: Telling) -> CoordinationPlan:
    """The plan of the municipality a telling is about."""
    return CoordinationPlan(telling.result, telling.graph, telling.catalogue)


@dataclass(frozen=True, slots=True)
class ToldWitness:
    """A group of situations with a defect, as a sentence."""

    stage: str
    sentence: str
    count: int
    share: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToldDefect:
    """All situations with one defect: how many, why it matters, and the groups people are shown."""

    outcome: Outcome
    count: int
    why: str
    witnesses: tuple[ToldWitness, ...]
    left_out: tuple[tuple[str, int], ...]
    """(stage, smaller groups that are not shown), where there are any."""


@dataclass(frozen=True, slots=True)
class ToldAnswers:
    """What one rule (or none) says in some of the usual situations of a stage."""

    says: str
    reason: str
    outcome: Outcome
    rule: str | None
    situations: tuple[str, ...]


@dataclass(frozen=True)
class ToldCoordination:
    """A plan, and the words to tell it in."""

    telling: Telling
    plan: CoordinationPlan

    @cached_property
    def words(self) -> CoordinationWords:
        """Words for situations, rules and witnesses."""
        return CoordinationWords(self.telling.t, self.telling.catalogue)

    @cached_property
    def proposed(self) -> ToldProposals:
        """What is proposed, in the same words."""
        return ToldProposals(self.telling, self.plan, self.words)

    # the whole ----------------------------------------------------------------------------------------------------

    def lead(self) -> str:
        """In how many situations it is decided who coordinates."""
        t, totals = self.telling.t, self.plan.verification.totals
        values = {
            "situations": t.number(totals.situations),
            "assigned": t.number(totals.assigned),
            "percent": self.words.percent(totals.assigned, totals.situations),
        }
        if not totals.situations:
            return t("coordination.lead.no_situations")
        if not self.plan.table.rules:
            return t("coordination.lead.no_rules", **values)
        return t(f"coordination.lead.{'all' if totals.assigned == totals.situations else 'some'}", **values)

    def remaining(self) -> tuple[str, ...]:
        """How the situations that are not assigned fall, a sentence for each defect there is."""
        t, totals = self.telling.t, self.plan.verification.totals
        return tuple(t(f"coordination.remaining.{each}", n=totals.of(each)) for each in DEFECTS if totals.of(each))

    def reading(self) -> tuple[str, ...]:
        """How the rules are read, and whether they are adopted."""
        t, table = self.telling.t, self.coordination
        if not table.rules:
            return ()
        adopted = table.adopted
        said = t("coordination.adopted", date=adopted) if adopted is not None else t("coordination.not_adopted")
        return t(f"coordination.policy.{table.hit_policy}"), said

    @property
    def coordination(self) -> Coordination:
        """The municipality's own section."""
        return self.telling.graph.municipality.coordination or Coordination()

    # the law ------------------------------------------------------------------------------------------------------

    def limits(self) -> tuple[str, ...]:
        """The legal limits that stand beside every answer."""
        t = self.telling.t
        return tuple(t(f"coordination.law.{name}") for name in ("scope", "only_municipal", "child_coordinator"))

    def decides(self) -> tuple[str, ...]:
        """Who decides if the services disagree."""
        t, decision = self.telling.t, self.plan.decision
        if decision.standing is Standing.BY_LAW:
            chief = t("coordination.law.chief")
            return t("coordination.law.who_decides", decider=chief), t("coordination.law.nobody_delegated")
        holders = decision.sound_holders or decision.holders or tuple(link.receiver for link in decision.links)
        names = t.list([lower(self.telling.role_name(each)) for each in holders], "or")
        key = "unclear" if decision.standing is Standing.UNCLEAR else "who_decides"
        return (t(f"coordination.law.{key}", decider=names),)

    def grounds(self, provisions: Iterable[str]) -> str:
        """The legal basis, cited as on the date."""
        t = self.telling.t
        cited = [self.telling.catalogue.citation(each, t.language) for each in provisions]
        return t("coordination.grounds", listed="; ".join(cited) or t("facts.no_law"))

    # stages and answers -------------------------------------------------------------------------------------------

    def stage_head(self, stage: StageResult) -> str:
        """The stage, and the share of its situations that are decided."""
        t, counts = self.telling.t, stage.counts
        if not counts.situations:
            return t("coordination.no_duty_at", stage=self.words.in_stage(stage.stage))
        share = self.words.share(counts.assigned, counts.situations)
        return t("coordination.decided_at", stage=self.words.in_stage(stage.stage), share=share)

    def situation(self, default: Default) -> str:
        """The services of a usual situation."""
        return self.words.situation(self.plan.table.at(default.stage), default.types)

    def agreement_of(self, default: Default) -> str | None:
        """The title of the agreement by which a service that is not municipal coordinates."""
        if default.outcome is not Outcome.ASSIGNED or dict(default.types).get(default.coordinator or "") == MUNICIPAL:
            return None
        agreement = self._rules[default.rule or ""].agreement
        return None if agreement is None else self.telling.graph.agreements[agreement].title

    @cached_property
    def _rules(self) -> dict[str, Rule]:
        return {rule.id: rule for rule in self.plan.table.rules}

    def reason(self, rationale: str | None) -> str:
        """The municipality's own reason for a rule."""
        t = self.telling.t
        return t("coordination.reason", reason=rationale) if rationale else t("coordination.no_reason")

    def says(self, default: Default) -> str:
        """What the table says of a usual situation."""
        t, rule, agreement = self.telling.t, default.rule, self.agreement_of(default)
        service = self.words.service(default.coordinator) if default.coordinator is not None else ""
        if default.outcome is Outcome.CONFLICT:
            return t("coordination.answer.disagree")
        if default.outcome is not Outcome.ASSIGNED:
            return t(f"coordination.answer.{default.outcome}", coordinator=service, rule=rule)
        if agreement is None:
            return t("coordination.by_rule", coordinator=capital(service), rule=rule)
        return t("coordination.by_rule_and_agreement", coordinator=capital(service), rule=rule, agreement=agreement)

    def answers(self, stage: str) -> tuple[ToldAnswers, ...]:
        """The usual situations of a stage by what the table says: first what is decided, in the rules' order."""
        order = {rule.id: number for number, rule in enumerate(self.plan.table.rules)}

        def key(each: Default) -> tuple[bool, int, str, str]:
            decided = each.outcome is Outcome.ASSIGNED
            return not decided, order.get(each.rule or "", -1), each.outcome, self.agreement_of(each) or ""

        everything = [each for each in self.plan.defaults if each.stage == stage]
        found = []
        for _, group in groupby(sorted(everything, key=key), key=key):
            rows = tuple(group)
            first = rows[0]
            reason = self.reason(first.reason) if first.rule is not None else ""
            situations = tuple(self._together(rows, everything))
            found.append(ToldAnswers(self.says(first), reason, first.outcome, first.rule, situations))
        return tuple(found)

    def _together(self, rows: tuple[Default, ...], everything: list[Default]) -> Iterator[str]:
        """Each situation in words; where all that differ in owners only have the same answer, once without owners."""
        said: set[str] = set()
        for row in rows:
            kinds = _kinds(row)
            alike = [each for each in rows if _kinds(each) == kinds]
            whole = len(alike) > 1 and len(alike) == sum(_kinds(each) == kinds for each in everything)
            words = self.telling.t.list(map(self.words.service, kinds)) if whole else self.situation(row)
            if words not in said:
                yield words
            said.add(words)

    def rule_at_stages(self, rule: Rule) -> str:
        """A rule as a sentence, with its stages: «På barnetrinnet og på ungdomstrinnet: når …»."""
        t = self.telling.t
        named = [self.words.in_stage(each) for each in rule.stages] or [t("coordination.proposed.every_stage")]
        listed = t.list([named[0], *map(lower, named[1:])])
        return t("coordination.proposed.rule", stages=listed, rule=lower(self.words.rule(rule)))

    # between two stools -------------------------------------------------------------------------------------------

    @cached_property
    def defects(self) -> tuple[ToldDefect, ...]:
        """Every defect there is, with the witnesses that people are shown."""
        told: dict[Outcome, list[ToldWitness]] = {outcome: [] for outcome in DEFECTS}
        left_out: dict[Outcome, list[tuple[str, int]]] = {outcome: [] for outcome in DEFECTS}
        for stage in self.plan.verification.stages:
            chosen: list[Witness] = []
            for outcome in DEFECTS:
                witnesses, left = shown(stage.witnesses_of(outcome))
                chosen += witnesses
                if left:
                    left_out[outcome].append((stage.stage, left))
            for witness, rules in zip(chosen, rules_of(self.plan.table, tuple(chosen)), strict=True):
                told[witness.outcome].append(self._witness(stage, witness, rules))
        totals, t = self.plan.verification.totals, self.telling.t
        return tuple(
            ToldDefect(
                outcome, totals.of(outcome), t(f"coordination.why.{outcome}"), tuple(told[outcome]),
                tuple(left_out[outcome]),
            )
            for outcome in DEFECTS
            if totals.of(outcome)
        )

    def _witness(self, stage: StageResult, witness: Witness, rules: tuple[Rule, ...]) -> ToldWitness:
        sentence = self.words.witness(self.plan.table.at(stage.stage), witness, rules)
        share = self.words.share(witness.count, stage.counts.situations)
        return ToldWitness(stage.stage, sentence, witness.count, share, tuple(each.id for each in rules))

    def useless(self) -> tuple[tuple[Rule, str], ...]:
        """The rules whose coordinator can never be involved, and those that decide nothing, with why."""
        t, found = self.telling.t, []
        for rule in self.plan.table.rules:
            why = self.words.never_involved(rule, self.plan.table.stages)
            if why is not None:
                found.append((rule, t("coordination.never", rule=rule.id, why=why)))
            elif self.plan.verification.rule(rule.id).shadowed:
                found.append((rule, t(f"coordination.shadowed.{self.plan.table.hit_policy}", rule=rule.id)))
        return tuple(found)

    # handovers ----------------------------------------------------------------------------------------------------

    def handover_lead(self) -> str:
        """How many handovers are needed, and how many are covered."""
        t, handovers = self.telling.t, self.telling.result.handovers
        if not handovers:
            return t("coordination.handover.none")
        covered = t.number(sum(each.covered for each in handovers))
        return t("coordination.handover.lead", n=len(handovers), covered=covered)

    def carriers(self, handover: Handover) -> str:
        """Which agreements cover a handover, or that none does."""
        t = self.telling.t
        if not handover.covered:
            return t("coordination.handover.uncovered")
        agreements = self.telling.graph.agreements
        titles = [t("coordination.quoted", title=agreements[each].title) for each in handover.agreements]
        return t("coordination.handover.covered", agreements=t.list(titles))

    # a single question --------------------------------------------------------------------------------------------

    def question(self, answer: Answer) -> str:
        """The situation that was asked about: «På barnetrinnet: PP-tjenesten og grunnskolen (privat)»."""
        t, asked = self.telling.t, answer.question
        at = self.plan.table.at(asked.stage)
        services = self.words.situation(at, asked.situation) or "–"
        return t("coordination.heading.question", stage=self.words.in_stage(asked.stage), services=services)

    def absent(self, answer: Answer) -> str:
        """That some of the services cannot be there; empty where all can."""
        absent = answer.question.absent
        if not absent:
            return ""
        listed = self.telling.t.list([self.words.item(Item.parse(each)) for each in absent])
        return capital(self.telling.t("coordination.answer.absent", n=len(absent), listed=listed))

    def elsewhere(self, answer: Answer) -> tuple[str, ...]:
        """The stages, if any, at which everything that was asked about can be involved; none where it can here."""
        asked = answer.question
        if not asked.absent:
            return ()
        items = (*(Item(type_, owner) for type_, owner in asked.situation), *map(Item.parse, asked.absent))
        return tuple(at.stage for at in self.plan.table.stages if all(_possible(at, item) for item in items))

    def verdict_of(self, answer: Answer) -> str:
        """The answer itself."""
        t, decision = self.telling.t, answer.decision
        if decision is None:
            return t(f"coordination.law.no_duty.{answer.no_duty}")
        service = self.words.service(decision.rule.coordinator) if decision.rule is not None else ""
        if decision.outcome is Outcome.CONFLICT:
            return t("coordination.answer.conflict", rules=t.list([rule.id for rule in decision.matching]))
        if decision.rule is None:
            return t("coordination.answer.gap")
        agreement = self._agreement_in(decision)
        if agreement is not None:
            values = {"coordinator": capital(service), "rule": decision.rule.id, "agreement": agreement}
            return t("coordination.answer.by_agreement", **values)
        if decision.outcome is Outcome.ASSIGNED:
            service = capital(service)
        return t(f"coordination.answer.{decision.outcome}", coordinator=service, rule=decision.rule.id)

    def suggestion(self, answer: Answer) -> str:
        """Who would coordinate if what is proposed were adopted; empty where somebody does already."""
        asked, decision = answer.question, answer.decision
        if decision is None or decision.outcome is Outcome.ASSIGNED:
            return ""
        fix = decision.outcome is not Outcome.GAP
        table = self.plan.adopted_table(fix=fix)
        rule = decide(table, table.at(asked.stage), dict(asked.situation)).rule
        if rule is None:
            return ""
        reasons = {each.rule.id: self.proposed.policy_reason(each) for each in self.plan.proposals(fix=fix)}
        t, service = self.telling.t, self.words.service(rule.coordinator)
        reason = reasons.get(rule.id, rule.rationale or "")
        mark = capital(t("coordination.proposal.mark"))
        return t("coordination.answer.suggestion", mark=mark, coordinator=service, reason=reason).strip()

    def _agreement_in(self, decision: Decision) -> str | None:
        rule = decision.rule
        if rule is None or rule.agreement is None or decision.owner in (None, MUNICIPAL):
            return None
        return self.telling.graph.agreements[rule.agreement].title if decision.outcome is Outcome.ASSIGNED else None


def _kinds(default: Default) -> tuple[str, ...]:
    return tuple(type_ for type_, _ in default.types)


def _possible(at: StageTable, item: Item) -> bool:
    variable = at.variable(item.type)
    return variable is not None and item.owner in (None, *variable.owners)
