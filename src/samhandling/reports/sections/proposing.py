"""What is proposed for the table, in words: new rules, changes of the municipality's own, and the audit after them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from samhandling.comparison import Change as Difference
from samhandling.coordination.propose import Proposal
from samhandling.coordination.repair import Change
from samhandling.coordination.situations import DEFECTS, Outcome
from samhandling.coordination.table import Rule
from samhandling.coordination.words import CoordinationWords, capital, lower
from samhandling.coordination_plan import Adoption, CoordinationPlan
from samhandling.model.fields import LONGEST_TEXT
from samhandling.model.municipality import Coordination
from samhandling.model.verdict import Verdict
from samhandling.reports.sections.telling import Telling


@dataclass(frozen=True)
class ToldProposals:
    """The proposals and changes of a plan, and the words to tell them in."""

    telling: Telling
    plan: CoordinationPlan
    words: CoordinationWords

    # proposals and changes ----------------------------------------------------------------------------------------

    def closes(self, proposal: Proposal) -> str:
        """«gir en samordner i 53 situasjoner»."""
        return self.telling.t("coordination.proposal.closes", n=proposal.closes)

    def closes_where(self, proposal: Proposal) -> str:
        """How many at each stage: «49 151 i videregående, 12 287 i ung voksen alder»."""
        t = self.telling.t
        return ", ".join(
            t("coordination.proposed.closes_at", n=count, stage=lower(self.words.in_stage(stage)))
            for stage, count in proposal.stages
        )

    def policy_reason(self, proposal: Proposal) -> str:
        """Why the policy proposes it."""
        return self.telling.t.pick(proposal.policy.reason)

    def change_title(self, change: Change) -> str:
        """«Regel R4: legg til vilkår»."""
        t = self.telling.t
        if change.new_coordinator:
            coordinator = self.words.service(change.after.coordinator)
            return t("coordination.change.coordinator", id=change.before.id, coordinator=coordinator)
        return t("coordination.change.conditions", id=change.before.id)

    def change_count(self, change: Change) -> str:
        """How many situations it mends, and of what."""
        t = self.telling.t
        return t("coordination.changed.count", n=change.count, mends=self.mends(change))

    def mends(self, change: Change) -> str:
        """The defects a change mends."""
        return self.telling.t.list([self.telling.t.term("outcome", each) for each in change.mends])

    def alternative(self, change: Change) -> str:
        """The agreement that would do instead of the change; empty where none would."""
        if not change.agreement_with:
            return ""
        wanted, graph, t = set(change.agreement_with), self.telling.graph, self.telling.t
        providers = [
            each
            for each in graph.providers_of(change.before.coordinator)
            if any((stage, str(each.owner)) in wanted for stage in graph.stages_of(each))
        ]
        agreement = change.before.agreement
        in_force = agreement in graph.in_force_ids
        parties = graph.members(agreement) if agreement is not None and in_force else frozenset[str]()
        lacking = t.list(sorted(each.name for each in providers if each.id not in parties))
        if agreement is None:
            return t("coordination.change.agreement", parties=lacking)
        title = graph.agreements[agreement].title
        return t(f"coordination.change.{'widen' if in_force else 'renew'}", parties=lacking, agreement=title)

    def adopted(self, *, fix: bool) -> Coordination:
        """The section of the model with what is proposed, every new or changed rule marked in its reason."""
        new = {each.rule.id: each for each in self.plan.proposals(fix=fix)}
        changes = {each.before.id: each for each in self.plan.changes} if fix else {}

        def rationale(rule: Rule) -> str | None:
            if rule.id in new:
                return self.telling.t("coordination.proposed.rationale", reason=self.policy_reason(new[rule.id]))
            return self._changed_rationale(changes[rule.id])

        return self.plan.adopted(fix=fix, rationale=rationale)

    def _changed_rationale(self, change: Change) -> str:
        t = self.telling.t
        whys, own = [t(f"coordination.changed.why.{each}") for each in change.mends], change.before.rationale or ""
        if change.new_coordinator:
            # The reason the municipality gave was for another service.
            now, before = self.words.service(change.after.coordinator), self.words.service(change.before.coordinator)
            whys, own = [capital(t("coordination.changed.why.coordinator", coordinator=now, before=before))], ""
        said = t("coordination.changed.rationale", why=" ".join(whys), reason=own).strip()
        return said if len(said) <= LONGEST_TEXT else own

    # the audit afterwards -----------------------------------------------------------------------------------------

    @cached_property
    def adoption(self) -> Adoption:
        """The audit after the proposals."""
        return self.plan.adoption()

    @cached_property
    def adoption_with_changes(self) -> Adoption:
        """The audit after the changes and the proposals."""
        return self.plan.adoption(fix=True) if self.plan.changes else self.adoption

    def adoption_of(self, *, fix: bool) -> Adoption:
        """Either of the two."""
        return self.adoption_with_changes if fix else self.adoption

    def after_title(self, *, fix: bool) -> str:
        """What is taken for granted."""
        return self.telling.t(f"coordination.after.{'fix' if fix else 'proposals'}")

    def counts_after(self, adoption: Adoption) -> Iterator[str]:
        """«ikke bestemt: 704 552 → 0 situasjoner», for each outcome that has or had any."""
        t, before, after = self.telling.t, self.plan.verification.totals, adoption.result.coordination.totals
        for outcome in (Outcome.ASSIGNED, *DEFECTS):
            if before.of(outcome) or after.of(outcome):
                yield t(
                    "coordination.after.count", outcome=capital(t.term("outcome", outcome)),
                    before=t.number(before.of(outcome)), after=t.number(after.of(outcome)),
                )

    def differences(self, adoption: Adoption) -> tuple[Difference, ...]:
        """What would be different in the audit, but for the outcomes of the proposed rules themselves."""
        table = adoption.municipality.coordination or Coordination()
        new = {rule.id for rule in table.rules} - {rule.id for rule in self.plan.table.rules}
        return tuple(each for each in adoption.comparison.changes if each.before is not None or each.subject not in new)

    def difference(self, adoption: Adoption, change: Difference) -> str:
        """«SOR402 Situasjoner der ingen er satt til å samordne (Videregående): delvis dokumentert → dokumentert»."""
        title, subject = self.subject_of(adoption, change)
        return self.telling.t(
            "coordination.after.change", code=change.rule, title=title, subject=subject,
            before=self.verdict(change.before), after=self.verdict(change.after),
        )

    def subject_of(self, adoption: Adoption, change: Difference) -> tuple[str, str]:
        """The title of a changed outcome's check, and what it is about."""
        telling = self.telling
        if change.after is not None:
            telling = Telling(adoption.result, adoption.graph, telling.catalogue, telling.t)
        outcome = next(
            each for each in telling.result.outcomes if (each.rule, each.subject) == (change.rule, change.subject)
        )
        return telling.title(outcome), telling.subject(outcome)

    def verdict(self, verdict: Verdict | None) -> str:
        """A verdict in words; *not examined* where there is none."""
        t = self.telling.t
        return t("coordination.after.absent") if verdict is None else t.term("verdict", verdict)
