"""Who coordinates, on the screen: the proof, the usual answers, what falls between two stools, and what is proposed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from samhandling.comparison import Direction
from samhandling.coordination.answer import Answer
from samhandling.coordination.repair import Change
from samhandling.coordination.situations import DEFECTS, Outcome
from samhandling.coordination.verify import Counts
from samhandling.coordination.words import capital, lower
from samhandling.reports.coordination_json import items
from samhandling.reports.screen.page import block, wrap
from samhandling.reports.sections.coordinating import ToldAnswers, ToldCoordination

_IN = "  "
_MOST_DIFFERENCES = 12
_MOST_PROPOSALS = 24


@dataclass(frozen=True, slots=True)
class Asked:
    """What the call asked for, as it is told and repeated in the advice."""

    model: str
    fix: bool = False
    """Whether the changes of the municipality's own rules are taken along."""
    written: bool = False
    question: str = ""
    """The situation that was asked about, as it was written."""


def coordination_lines(told: ToldCoordination, asked: Asked) -> list[str]:
    """The whole answer."""
    t, result = told.telling.t, told.telling.result
    title = t("coordination.title", municipality=result.name, number=result.number, date=result.as_of)
    lines = [title, "=" * len(title), *wrap(told.lead())]
    if told.plan.table.rules:
        lines += [line for each in told.remaining() for line in wrap(each)]
    lines += wrap(" ".join((t("coordination.counted"), t("coordination.not_tested"))))
    if not told.plan.verification.totals.situations:
        return [*lines, *_law(told)]
    lines += block(t("coordination.heading.proof"), _proof(told))
    lines += block(t("coordination.heading.defaults"), _defaults(told))
    lines += block(t("coordination.heading.between"), _between(told))
    lines += block(t("coordination.heading.proposals"), _proposals(told, asked))
    if told.plan.changes:
        lines += block(t("coordination.heading.changes"), _changes(told))
    if told.plan.proposals(fix=asked.fix) or (asked.fix and told.plan.changes):
        lines += block(t("coordination.heading.after"), _after(told, asked))
    lines += block(t("coordination.heading.handovers"), _handovers(told))
    return [*lines, *_law(told), *block(t("coordination.heading.next"), _next(told, asked))]


# the proof ------------------------------------------------------------------------------------------------------------


def _proof(told: ToldCoordination) -> list[str]:
    t, proof = told.telling.t, told.plan.verification
    outcomes = [outcome for outcome in DEFECTS if proof.totals.of(outcome)]
    names = ("stage", "situations", "assigned", "share", *outcomes)
    rows = [tuple(t(f"coordination.column.{name}") for name in names)]
    rows += [_counted(told, told.telling.stage_name(each.stage), each.counts, outcomes) for each in proof.stages]
    rows.append(_counted(told, t("coordination.section.total"), proof.totals, outcomes))
    said = [line for each in told.reading() for line in wrap(each, _IN)]
    return [*said, *_aligned(rows)]


def _counted(told: ToldCoordination, name: str, counts: Counts, outcomes: Iterable[Outcome]) -> tuple[str, ...]:
    t = told.telling.t
    share = told.words.percent(counts.assigned, counts.situations) if counts.situations else "–"
    numbers = (t.number(counts.of(outcome)) for outcome in outcomes)
    return name, t.number(counts.situations), t.number(counts.assigned), share, *numbers


def _aligned(rows: list[tuple[str, ...]]) -> list[str]:
    """Rows with the first column to the left, and the numbers to the right."""
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    lines = []
    for name, *numbers in rows:
        columns = (_IN + number.rjust(width) for number, width in zip(numbers, widths[1:], strict=True))
        lines.append(_IN + name.ljust(widths[0]) + "".join(columns))
    return lines


# the usual answers ----------------------------------------------------------------------------------------------------


def _defaults(told: ToldCoordination) -> Iterator[str]:
    for number, stage in enumerate(told.plan.verification.stages):
        if number:
            yield ""
        yield from wrap(told.stage_head(stage), _IN)
        for answers in told.answers(stage.stage):
            yield from _answers(answers)


def _answers(answers: ToldAnswers) -> Iterator[str]:
    yield from wrap(answers.says, _IN * 2)
    if answers.outcome is Outcome.ASSIGNED:
        yield from wrap(answers.reason, _IN * 3)
    for situation in answers.situations:
        yield from wrap(situation, _IN * 3 + "– ", _IN * 4)


# between two stools ---------------------------------------------------------------------------------------------------


def _between(told: ToldCoordination) -> Iterator[str]:
    t = told.telling.t
    if not told.defects:
        yield from wrap(t("coordination.nothing_between"), _IN)
    for number, defect in enumerate(told.defects):
        if number:
            yield ""
        total = told.plan.verification.totals.situations
        yield from wrap(f"{capital(t.term('outcome', defect.outcome))}: {told.words.share(defect.count, total)}", _IN)
        yield from wrap(defect.why, _IN * 2)
        for witness in defect.witnesses:
            said = t("coordination.with_share", sentence=witness.sentence, share=witness.share)
            yield from wrap(said, _IN * 2 + "– ", _IN * 3)
        for stage, left in defect.left_out:
            yield from wrap(f"{told.words.in_stage(stage)}: {lower(t('coordination.left_out', n=left))}", _IN * 2)
    if any(len(defect.witnesses) > 1 for defect in told.defects):
        yield ""
        yield from wrap(t("coordination.overlap"), _IN)
    useless = told.useless()
    if useless:
        yield ""
        yield f"{_IN}{t('coordination.heading.useless')}"
        for _, why in useless:
            yield from wrap(why, _IN * 2 + "– ", _IN * 3)


# what is proposed -----------------------------------------------------------------------------------------------------


def _proposals(told: ToldCoordination, asked: Asked) -> Iterator[str]:
    t, proposals = told.telling.t, told.plan.proposals(fix=asked.fix)
    if not proposals:
        yield from wrap(t("coordination.proposed.none"), _IN)
        return
    yield from wrap(t(f"coordination.proposed.intro_{told.plan.table.hit_policy}"), _IN)
    yield from wrap(t("coordination.proposal.not_evidence"), _IN)
    for each in proposals[:_MOST_PROPOSALS]:
        head = t("coordination.proposed.head", id=each.rule.id, mark=t("coordination.proposal.mark"))
        yield from wrap(head, _IN)
        yield from wrap(told.rule_at_stages(each.rule), _IN * 2)
        yield from wrap(t("coordination.reason", reason=told.proposed.policy_reason(each)), _IN * 2)
        closes = told.proposed.closes(each)
        where = f" ({told.proposed.closes_where(each)})" if len(each.stages) > 1 else ""
        yield from wrap(f"{capital(closes)}{where}.", _IN * 2)
    yield from _more(told, len(proposals))


def _changes(told: ToldCoordination) -> Iterator[str]:
    t = told.telling.t
    yield from wrap(t("coordination.changed.intro"), _IN)
    for change in told.plan.changes[:_MOST_PROPOSALS]:
        title, mark = told.proposed.change_title(change), t("coordination.proposal.mark")
        head = t("coordination.proposed.head", id=title, mark=mark)
        yield from wrap(head, _IN)
        yield from _change(told, change)
    yield from _more(told, len(told.plan.changes))


def _more(told: ToldCoordination, count: int) -> Iterator[str]:
    if count > _MOST_PROPOSALS:
        yield from wrap(told.telling.t("coordination.proposed.more", n=count - _MOST_PROPOSALS), _IN)


def _change(told: ToldCoordination, change: Change) -> Iterator[str]:
    t = told.telling.t
    yield from wrap(told.proposed.change_count(change), _IN * 2)
    yield from wrap(t("coordination.changed.before", rule=told.rule_at_stages(change.before)), _IN * 2)
    yield from wrap(t("coordination.changed.after", rule=told.rule_at_stages(change.after)), _IN * 2)
    yield from wrap(told.proposed.alternative(change), _IN * 2)


def _after(told: ToldCoordination, asked: Asked) -> Iterator[str]:
    t = told.telling.t
    adoption = told.proposed.adoption_of(fix=asked.fix)
    yield from wrap(f"{told.proposed.after_title(fix=asked.fix)}:", _IN)
    for said in told.proposed.counts_after(adoption):
        yield from wrap(said, _IN * 2 + "– ", _IN * 3)
    everything = told.proposed.differences(adoption)
    if not everything:
        yield from wrap(t("coordination.after.unchanged"), _IN)
    for direction in (Direction.BETTER, Direction.WORSE, Direction.OTHER):
        differences = [each for each in everything if each.direction is direction]
        if not differences:
            continue
        yield from wrap(t(f"coordination.after.{direction}", n=len(differences)), _IN)
        for each in differences[:_MOST_DIFFERENCES]:
            yield from wrap(told.proposed.difference(adoption, each), _IN * 2 + "– ", _IN * 3)
        if len(differences) > _MOST_DIFFERENCES:
            yield f"{_IN * 2}{t('audit.finding.more', n=len(differences) - _MOST_DIFFERENCES)}"
        if direction is Direction.WORSE:
            yield from wrap(t("coordination.after.worse_note"), _IN * 2)


# handovers, law, advice -----------------------------------------------------------------------------------------------


def _handovers(told: ToldCoordination) -> Iterator[str]:
    t, handovers = told.telling.t, told.telling.result.handovers
    yield from wrap(told.handover_lead(), _IN)
    if not handovers:
        return
    yield from wrap(t("coordination.handover.why"), _IN)
    for (one, other), group in groupby(handovers, key=lambda each: (each.from_stage, each.to_stage)):
        names = (lower(told.telling.stage_name(stage)) for stage in (one, other))
        yield _IN + t("coordination.handover.change", one=next(names), other=next(names))
        rows = sorted(group, key=lambda each: (each.covered, each.giver, each.agreements, each.receiver))
        for (giver, _), same in groupby(rows, key=lambda each: (each.giver, each.agreements)):
            alike = tuple(same)
            receivers = t.list([told.words.service(each.receiver) for each in alike], "or")
            line = t("coordination.handover.line", giver=told.words.service(giver), receivers=receivers)
            yield from wrap(f"{line}: {told.carriers(alike[0])}", _IN * 2 + "– ", _IN * 3)
    if not all(each.covered for each in handovers):
        yield from wrap(t("coordination.handover.mend"), _IN)


def _law(told: ToldCoordination) -> list[str]:
    t = told.telling.t
    said = (*told.limits(), " ".join(told.decides()), told.grounds(told.plan.grounds))
    lines = [line for each in said for line in wrap(each, _IN + "– ", _IN * 2)]
    return block(t("coordination.heading.law"), lines)


def _next(told: ToldCoordination, asked: Asked) -> Iterator[str]:
    t = told.telling.t
    command = f"samhandling coordinate {asked.model} --as-of {told.telling.result.as_of.isoformat()}"
    example = max(told.plan.defaults, key=lambda each: len(each.types), default=None)
    if example is not None:
        listed = ",".join(items(told.plan.table.at(example.stage), example.types))
        situation = f"{example.stage}:{listed}"
        yield from wrap(t("coordination.next.situation", command=f"{command} --situation {situation}"), _IN)
    proposed = told.plan.proposals(fix=asked.fix)
    if proposed and not asked.written:
        yield from wrap(t("coordination.next.write", command=f"{command} --write samordning-forslag.yaml"), _IN)
    if told.plan.changes and not asked.fix:
        yield from wrap(t("coordination.next.fix", command=f"{command} --fix"), _IN)


# a single question ----------------------------------------------------------------------------------------------------


def answer_lines(told: ToldCoordination, answer: Answer, asked: Asked) -> list[str]:
    """Who coordinates in the situation that was asked about, by which rule, on what ground, and who decides."""
    t, decision = told.telling.t, answer.decision
    title = wrap(told.question(answer))
    lines = [*title, "=" * max(map(len, title)), *wrap(told.verdict_of(answer))]
    if decision is not None and decision.rule is not None:
        lines += wrap(told.reason(decision.rule.rationale))
    lines += wrap(told.suggestion(answer))
    lines += wrap(told.absent(answer))
    elsewhere = told.elsewhere(answer)
    if elsewhere:
        stages = t.list([lower(told.words.in_stage(stage)) for stage in elsewhere], "or")
        _, _, services = asked.question.partition(":")
        command = f"--situation {elsewhere[0]}:{services.strip()}"
        lines += wrap(t("coordination.answer.elsewhere", stages=stages, command=command))
    if decision is None:
        return lines + block(t("coordination.heading.law"), wrap(t("coordination.law.duty"), _IN))
    grounds = told.plan.grounds_for(answer.question.stage, answer.question.situation) or told.plan.grounds
    decides = " ".join(told.decides())
    if told.plan.leading_grounds:
        decides = f"{decides} {told.grounds(told.plan.leading_grounds)}."
    limits = [
        f"{t('coordination.law.duty')} {told.grounds(grounds)}.",
        t("coordination.law.only_municipal"),
        t("coordination.law.child_coordinator"),
        decides,
    ]
    law = [row for each in limits for row in wrap(each, _IN + "– ", _IN * 2)]
    return lines + block(t("coordination.heading.law"), law)
