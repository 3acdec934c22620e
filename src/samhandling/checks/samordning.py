"""SOR: who coordinates – one who decides, a table that leaves nobody out, handovers, and that people can read it."""

from collections.abc import Iterator
from itertools import groupby

from samhandling.checks.engine import Context, Judgement, Subject, check, whole_municipality
from samhandling.checks.result import FactValue, SubjectKind
from samhandling.checks.shapes import past, standard
from samhandling.coordination.handovers import Handover
from samhandling.coordination.situations import Outcome
from samhandling.coordination.verify import RuleResult, StageResult
from samhandling.model.municipality import Coordination, CoordinationRule, Municipality
from samhandling.model.periods import within_months
from samhandling.model.verdict import Verdict
from samhandling.model.vocabulary import HitPolicy

Rule = tuple[CoordinationRule, RuleResult]


def _coordination(context: Context) -> Coordination:
    return context.municipality.coordination or Coordination()


@check("SOR401", each=whole_municipality)
def somebody_decides_who_coordinates(context: Context, municipality: Municipality) -> Judgement:
    """The authority to decide is delegated, or documented as kept."""
    found = tuple(each for each in municipality.delegations if each.authority == "avgjore_samordning")
    return standard(context, found)


def _stages(context: Context) -> Iterator[Subject[StageResult]]:
    for stage in context.coordination.stages:
        if stage.counts.situations:
            yield Subject(stage.stage, SubjectKind.STAGE, stage)


def _counts(stage: StageResult) -> tuple[tuple[str, FactValue], ...]:
    return (
        ("situations", stage.counts.situations),
        *((outcome.value, stage.counts.of(outcome)) for outcome in Outcome),
    )


@check("SOR402", each=_stages)
def every_situation_has_a_coordinator(context: Context, stage: StageResult) -> Judgement:
    """The local table leaves no situation of the stage without somebody, and it is adopted."""
    table = _coordination(context)
    rules, counts = _rules_at(context, stage.stage), _counts(stage)
    if not table.rules:
        return Judgement(Verdict.UNDOCUMENTED, facts=counts)
    if stage.counts.gap:
        return Judgement(Verdict.PARTIAL, rules, counts)
    if past(table.adopted, context.as_of) is None:
        return Judgement(Verdict.PARTIAL, rules, counts, case="not_adopted")
    return Judgement(Verdict.MET, rules, counts)


def _rules_at(context: Context, stage: str) -> tuple[str, ...]:
    """The rules that speak of a stage: what an answer about the stage is read from."""
    return tuple(rule.id for rule in _coordination(context).rules if not rule.stages or stage in rule.stages)


def _rules(context: Context) -> Iterator[Subject[Rule]]:
    results = {each.id: each for each in context.coordination.rules}
    for position, rule in enumerate(_coordination(context).rules):
        path = ("coordination", "rules", position)
        yield Subject(rule.id, SubjectKind.RULE, (rule, results[rule.id]), path)


def _about(rule: CoordinationRule, count: int) -> tuple[tuple[str, FactValue], ...]:
    return (("coordinator", rule.coordinator), ("count", count))


def _read_from(rule: CoordinationRule) -> tuple[str, ...]:
    return (rule.id,) if rule.agreement is None else (rule.id, rule.agreement)


@check("SOR403", each=_rules)
def coordinator_can_be_designated(context: Context, rule: Rule) -> Judgement:
    """No situation the rule decides has a coordinator that cannot be designated."""
    entry, result = rule
    verdict = Verdict.NOT_MET if result.not_designable else Verdict.MET
    return Judgement(verdict, _read_from(entry), _about(entry, result.not_designable))


@check("SOR404", each=_rules)
def coordinator_is_involved(context: Context, rule: Rule) -> Judgement:
    """No situation the rule decides has a coordinator that is not involved."""
    entry, result = rule
    verdict = Verdict.PARTIAL if result.not_involved else Verdict.MET
    return Judgement(verdict, (entry.id,), _about(entry, result.not_involved))


def _stages_of_unique_table(context: Context) -> Iterator[Subject[StageResult]]:
    table = _coordination(context)
    return _stages(context) if table.hit_policy is HitPolicy.UNIQUE and table.rules else iter(())


@check("SOR405", each=_stages_of_unique_table)
def rules_agree(context: Context, stage: StageResult) -> Judgement:
    """No situation of the stage has two matching rules that name different coordinators."""
    verdict = Verdict.PARTIAL if stage.counts.conflict else Verdict.MET
    return Judgement(verdict, _rules_at(context, stage.stage), (("conflict", stage.counts.conflict),))


@check("SOR406", each=_rules)
def rule_is_used(context: Context, rule: Rule) -> Judgement:
    """The rule decides at least one situation."""
    entry, result = rule
    return Judgement(Verdict.PARTIAL if result.shadowed else Verdict.MET, (entry.id,))


@check("SOR407", each=whole_municipality)
def disagreement_routine_is_in_force(context: Context, _: Municipality) -> Judgement:
    """There is an agreement on what happens when services disagree."""
    return standard(context, context.graph.on_topic("uenighet"))


@check("SOR408", each=whole_municipality)
def people_can_read_who_decides(context: Context, _: Municipality) -> Judgement:
    """The address where it is published has been checked within a year."""
    published = _coordination(context).published
    if published is None or published.url is None:
        return Judgement(Verdict.UNDOCUMENTED)
    checked = past(published.checked, context.as_of)
    if checked is None:
        return Judgement(Verdict.PARTIAL)
    fresh = within_months(checked, context.parameter("publication_check_months"), context.as_of)
    return Judgement(Verdict.MET if fresh else Verdict.PARTIAL, facts=(("date", checked),))


def _stage_changes(context: Context) -> Iterator[Subject[tuple[Handover, ...]]]:
    for (one, other), handovers in groupby(context.handovers, key=lambda each: (each.from_stage, each.to_stage)):
        yield Subject(f"{one}--{other}", SubjectKind.STAGE_CHANGE, tuple(handovers))


@check("SOR409", each=_stage_changes)
def coordination_is_handed_over(context: Context, handovers: tuple[Handover, ...]) -> Judgement:
    """Every handover at the change of stage has an agreement."""
    uncovered = tuple(sorted((each.giver, each.receiver) for each in handovers if not each.covered))
    related = tuple(agreement for each in handovers for agreement in each.agreements)
    if not uncovered:
        verdict = Verdict.MET
    elif len(uncovered) < len(handovers):
        verdict = Verdict.PARTIAL
    else:
        verdict = Verdict.UNDOCUMENTED
    return Judgement(verdict, related, (("uncovered", uncovered),) if uncovered else ())


@check("SOR410", each=whole_municipality)
def child_coordinator_takes_over(context: Context, _: Municipality) -> Judgement:
    """The municipality states that an appointed barnekoordinator takes over (it follows from the law itself)."""
    stated = _coordination(context).child_coordinator_precedence
    if stated is None:
        return Judgement(Verdict.UNDOCUMENTED)
    return Judgement(Verdict.MET) if stated else Judgement(Verdict.NOT_MET, case="contrary")


CHECKS = (
    somebody_decides_who_coordinates,
    every_situation_has_a_coordinator,
    coordinator_can_be_designated,
    coordinator_is_involved,
    rules_agree,
    rule_is_used,
    disagreement_routine_is_in_force,
    people_can_read_who_decides,
    coordination_is_handed_over,
    child_coordinator_takes_over,
)
