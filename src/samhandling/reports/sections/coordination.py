"""The sections *Samordning*, *Mellom stolene* and *Overlevering av samordning*."""

from collections.abc import Sequence
from dataclasses import replace

from samhandling.comparison import Direction
from samhandling.coordination.budget import TooLarge
from samhandling.coordination.defaults import Default
from samhandling.coordination.repair import Change
from samhandling.coordination.situations import DEFECTS, Outcome
from samhandling.coordination.table import Rule
from samhandling.coordination.verify import Counts
from samhandling.coordination_plan import Adoption
from samhandling.figures.charts import Bar, Series, stacked_bars
from samhandling.figures.legend import Frame
from samhandling.figures.styles import OUTCOMES
from samhandling.model.verdict import Verdict
from samhandling.model.vocabulary import HitPolicy
from samhandling.reports.sections import anchors, cells
from samhandling.reports.sections.blocks import (
    Block,
    Bullets,
    Cell,
    Column,
    ColumnKind,
    Figure,
    Heading,
    Link,
    Paragraph,
    ParagraphStyle,
    Row,
    Section,
    Table,
    Tone,
)
from samhandling.reports.sections.coordinating import ToldCoordination, capital, plan_told
from samhandling.reports.sections.telling import Telling

BETWEEN = "mellom_stolene"
HANDOVERS = "overlevering"
FIGURE_WIDTH = 860.0
_ALL = (Outcome.ASSIGNED, *DEFECTS)
_TONES = {
    Outcome.ASSIGNED: Tone.GOOD,
    Outcome.GAP: Tone.BAD,
    Outcome.CONFLICT: Tone.WARNING,
    Outcome.NOT_INVOLVED: Tone.WARNING,
    Outcome.NOT_DESIGNABLE: Tone.BAD,
}


def _told(telling: Telling) -> ToldCoordination:
    return ToldCoordination(telling, plan_told(telling))


def _columns(telling: Telling, *keys: tuple[str, int] | tuple[str, int, ColumnKind]) -> tuple[Column, ...]:
    return tuple(Column(each[0], telling.t(f"coordination.column.{each[0]}"), *each[1:]) for each in keys)


def _law(told: ToldCoordination) -> tuple[Block, ...]:
    said = (*told.limits(), *told.decides(), told.grounds(told.plan.grounds))
    return Heading(told.telling.t("coordination.heading.law")), Bullets(said)


# Samordning -----------------------------------------------------------------------------------------------------------


def coordination(telling: Telling, told: ToldCoordination | None = None) -> Section:
    """Who coordinates by default at each stage, by which rule and why, and how much is decided."""
    t, told = telling.t, told or _told(telling)
    lead = " ".join((told.lead(), *(told.remaining() if told.plan.table.rules else ())))
    figure = coverage_figure(telling)
    blocks: list[Block] = [
        Paragraph(lead, ParagraphStyle.LEAD),
        Paragraph(f"{t('coordination.counted')} {t('coordination.not_tested')}", ParagraphStyle.NOTE),
        *(Paragraph(each) for each in told.reading()),
        *((figure,) if figure is not None else ()),
        _coverage(told),
        _rules(told),
        _defaults(told),
        *_law(told),
    ]
    about = t("coordination.section.coordination_about")
    return Section(anchors.COORDINATION, t("coordination.section.coordination"), tuple(blocks), about=about)


def coverage_figure(telling: Telling, *, show_title: bool = False) -> Figure | None:
    """How the situations of each stage fall; None where there is no situation at all."""
    t = telling.t
    stages = [each for each in telling.result.coordination.stages if each.counts.situations]
    if not stages:
        return None
    shown = [each for each in _ALL if each is Outcome.ASSIGNED or any(stage.counts.of(each) for stage in stages)]
    looks = [(each, OUTCOMES[each.value]) for each in shown]
    series = tuple(Series(capital(t.term("outcome", each)), look.tone, look.pattern) for each, look in looks)
    bars = tuple(
        Bar(
            telling.stage_name(stage.stage),
            tuple(stage.counts.of(each) for each in shown),
            tuple(t.number(stage.counts.of(each)) for each in shown),
        )
        for stage in stages
    )
    rows = []
    for bar in bars:
        parts = t.list(f"{one.legend.lower()} {text}" for one, text in zip(series, bar.texts, strict=True))
        rows.append(t("coordination.section.coverage_row", stage=bar.label, parts=parts))
    title = t("figures.coverage.title")
    alt = f"{t('figures.coverage.description')} {' '.join(rows)}"
    frame = Frame(title, alt, show_title=show_title)
    return Figure("samordning_dekning", title, alt, stacked_bars(bars, series, frame, width=FIGURE_WIDTH, share=True))


def _coverage(told: ToldCoordination) -> Table:
    telling, proof = told.telling, told.plan.verification
    number = ColumnKind.NUMBER
    defects = _possible_defects(told)
    columns = _columns(
        telling, ("stage", 18), ("share", 46), ("situations", 24, number), ("assigned", 16, number),
        *((each.value, 18, number) for each in defects),
    )  # fmt: skip
    rows = [_counted(told, telling.stage_name(each.stage), each.counts, each.stage) for each in proof.stages]
    rows.append(_counted(told, telling.t("coordination.section.total"), proof.totals))
    return Table("samordning_dekning", telling.t("coordination.heading.proof"), columns, tuple(rows))


def _possible_defects(told: ToldCoordination) -> tuple[Outcome, ...]:
    """Rules can disagree only where more than one may decide."""
    alone = told.plan.table.hit_policy is HitPolicy.FIRST
    return tuple(each for each in DEFECTS if not (alone and each is Outcome.CONFLICT))


def _counted(told: ToldCoordination, name: str, counts: Counts, stage: str | None = None) -> Row:
    share = capital(told.words.share(counts.assigned, counts.situations)) if counts.situations else "–"
    defects = (
        Cell(counts.of(each), _TONES[each], Link(BETWEEN, f"{stage}:{each}") if stage is not None else None)
        if counts.of(each)
        else Cell(0, Tone.MUTED)
        for each in _possible_defects(told)
    )
    return Row((Cell(name), Cell(share), Cell(counts.situations), Cell(counts.assigned), *defects), anchor=stage)


def _rules(told: ToldCoordination) -> Table:
    """The municipality's rules in order, each with what it decides."""
    telling, t = told.telling, told.telling.t
    number = ColumnKind.NUMBER
    useless = {rule.id: why for rule, why in told.useless()}
    columns = _columns(
        telling, ("rule", 18), ("says", 46), ("coordinator", 24), ("decides", 16, number),
        ("not_involved", 18, number), ("not_designable", 20, number), ("reason", 46), ("remark", 44), ("agreement", 30),
    )  # fmt: skip
    rows = tuple(_rule(told, rule, useless.get(rule.id)) for rule in told.plan.table.rules)
    return Table("samordning_regler", t("coordination.heading.rules"), columns, rows, told.lead())


def _rule(told: ToldCoordination, rule: Rule, useless: str | None) -> Row:
    t, result = told.telling.t, told.plan.verification.rule(rule.id)
    wrong = ((Outcome.NOT_INVOLVED, result.not_involved), (Outcome.NOT_DESIGNABLE, result.not_designable))
    agreement = told.telling.graph.agreements[rule.agreement].title if rule.agreement is not None else ""
    return Row(
        (
            Cell(rule.id),
            Cell(told.rule_at_stages(rule)),
            Cell(capital(told.words.service(rule.coordinator))),
            Cell(result.decides, Tone.NEUTRAL if result.decides else Tone.WARNING),
            *(Cell(count, _TONES[outcome] if count else Tone.MUTED) for outcome, count in wrong),
            Cell(rule.rationale) if rule.rationale else Cell(t("coordination.no_reason"), Tone.MUTED),
            Cell(useless or "", Tone.WARNING if useless else Tone.NEUTRAL),
            Cell(agreement),
        ),
        anchor=rule.id,
    )


def _defaults(told: ToldCoordination) -> Table:
    telling, t = told.telling, told.telling.t
    columns = _columns(
        telling, ("stage", 18), ("services", 46), ("coordinator", 24), ("rule", 16), ("state", 18), ("agreement", 20),
        ("reason", 46),
    )
    rows = tuple(_default(told, each) for each in told.plan.defaults)
    return Table("samordning_utgangspunkt", t("coordination.heading.defaults"), columns, rows, told.lead(), 2)


def _default(told: ToldCoordination, default: Default) -> Row:
    t = told.telling.t
    assigned = default.outcome is Outcome.ASSIGNED
    coordinator = capital(told.words.service(default.coordinator or "")) if assigned else "–"
    agreement = told.agreement_of(default)
    return Row(
        (
            Cell(told.telling.stage_name(default.stage)),
            Cell(capital(told.situation(default))),
            Cell(coordinator),
            Cell(default.rule or "–", link=Link(anchors.COORDINATION, default.rule) if default.rule else None),
            Cell(capital(t.term("outcome", default.outcome)), _TONES[default.outcome]),
            Cell(agreement or ""),
            Cell(default.reason) if default.reason else Cell("–", Tone.MUTED),
        )
    )


# Mellom stolene -------------------------------------------------------------------------------------------------------


def between_stools(telling: Telling, told: ToldCoordination | None = None) -> Section:
    """Every situation nobody can coordinate, in groups; what is proposed; and the audit as it would be."""
    t, told = telling.t, told or _told(telling)
    totals = told.plan.verification.totals
    blocks: list[Block] = []
    if told.defects:
        blocks.append(Paragraph(" ".join(told.remaining()), ParagraphStyle.LEAD))
    else:
        said = "coordination.nothing_between" if totals.situations else "coordination.lead.no_situations"
        blocks.append(Paragraph(t(said), ParagraphStyle.LEAD))
    if told.defects:
        blocks += [
            Bullets(tuple(f"{capital(t.term('outcome', each.outcome))}: {each.why}" for each in told.defects)),
            Paragraph(t("coordination.overlap"), ParagraphStyle.NOTE),
        ]
    blocks.append(_witnesses(told))
    blocks += [
        Paragraph(f"{told.in_stage(stage)}: {t('coordination.left_out', n=left)}", ParagraphStyle.NOTE)
        for defect in told.defects
        for stage, left in defect.left_out
    ]
    try:
        blocks += _proposed(told)
    except TooLarge:
        blocks.append(Paragraph(t("coordination.proposed.too_large"), ParagraphStyle.WARNING))
    about = t("coordination.section.between_about")
    return Section(BETWEEN, t("coordination.section.between"), tuple(blocks), about=about)


def _witnesses(told: ToldCoordination) -> Table:
    telling, t = told.telling, told.telling.t
    columns = _columns(
        telling, ("stage", 18), ("defect", 24), ("sentence", 70), ("situations", 22, ColumnKind.NUMBER), ("share", 50),
        ("rules", 26),
    )  # fmt: skip
    rows, seen = [], set[str]()
    for defect in told.defects:
        for each in defect.witnesses:
            anchor = f"{each.stage}:{defect.outcome}"
            rows.append(
                Row(
                    (
                        Cell(telling.stage_name(each.stage)),
                        Cell(capital(t.term("outcome", defect.outcome)), _TONES[defect.outcome]),
                        Cell(each.sentence),
                        Cell(each.count),
                        Cell(each.share),
                        Cell(
                            ", ".join(each.rules) or "–",
                            link=Link(anchors.COORDINATION, each.rules[0]) if each.rules else None,
                        ),
                    ),
                    anchor=None if anchor in seen else anchor,
                )
            )
            seen.add(anchor)
    caption = t("coordination.heading.witnesses")
    return Table(BETWEEN, caption, columns, tuple(rows), t("coordination.nothing_between"), row_headers=2)


def _proposed(told: ToldCoordination) -> list[Block]:
    t, plan = told.telling.t, told.plan
    blocks: list[Block] = []
    if plan.proposals():
        intro = f"{t(f'coordination.proposed.intro_{plan.table.hit_policy}')} {t('coordination.proposal.not_evidence')}"
        blocks.append(Paragraph(intro))
    blocks.append(_proposals(told))
    if plan.changes:
        blocks += [Paragraph(t("coordination.changed.intro")), _changes(told)]
    if plan.proposals() or plan.changes:
        blocks += _after(told)
    return blocks


def _proposals(told: ToldCoordination) -> Table:
    telling, t = told.telling, told.telling.t
    columns = _columns(
        telling, ("rule", 18), ("mark", 24), ("says", 70), ("closes", 22, ColumnKind.NUMBER), ("reason", 50),
        ("where", 26),
    )  # fmt: skip
    rows = tuple(
        Row(
            (
                Cell(each.rule.id),
                Cell(t("coordination.proposal.mark"), Tone.UNKNOWN),
                Cell(told.rule_at_stages(each.rule)),
                Cell(each.closes),
                Cell(told.policy_reason(each)),
                Cell(capital(told.closes_where(each))),
            )
        )
        for each in told.plan.proposals()
    )
    caption = t("coordination.heading.proposals")
    return Table("samordning_forslag", caption, columns, rows, t("coordination.proposed.none"), row_headers=2)


def _changes(told: ToldCoordination) -> Table:
    telling, t = told.telling, told.telling.t
    columns = _columns(
        telling, ("rule", 18), ("mark", 24), ("before", 70), ("situations", 22, ColumnKind.NUMBER), ("after", 50),
        ("mends", 26), ("alternative", 50),
    )  # fmt: skip
    rows = tuple(_change(told, each) for each in told.plan.changes)
    return Table("samordning_endringer", t("coordination.heading.changes"), columns, rows, row_headers=2)


def _change(told: ToldCoordination, change: Change) -> Row:
    return Row(
        (
            Cell(change.before.id, link=Link(anchors.COORDINATION, change.before.id)),
            Cell(told.telling.t("coordination.proposal.mark"), Tone.UNKNOWN),
            Cell(told.rule_at_stages(change.before)),
            Cell(change.count),
            Cell(told.rule_at_stages(change.after)),
            Cell(capital(told.mends(change))),
            Cell(told.alternative(change) or "–"),
        )
    )


def _after(told: ToldCoordination) -> list[Block]:
    """The audit as it would be: the counts, and every outcome that would be another."""
    t, plan = told.telling.t, told.plan
    adoptions = [told.adoption, *([told.adoption_with_changes] if plan.changes else [])]
    blocks: list[Block] = [Heading(t("coordination.heading.after"))]
    for adoption, fix in zip(adoptions, (False, True), strict=False):
        said = "; ".join(told.counts_after(adoption))
        blocks.append(Paragraph(f"{told.after_title(fix=fix)}: {said}."))
    differing = {(each.rule, each.subject): adoption for adoption in adoptions for each in told.differences(adoption)}
    rows = tuple(_difference(told, adoptions, key, differing[key]) for key in sorted(differing))
    names = ("with_proposals", "with_changes")[: len(adoptions)]
    columns = _columns(
        told.telling, ("check", 18), ("subject", 24), ("title", 70), ("today", 22), *((name, 26) for name in names)
    )
    caption, empty = t("coordination.heading.differences"), t("coordination.after.unchanged")
    blocks.append(Table("samordning_etterpaa", caption, columns, rows, empty, row_headers=2))
    if any(each.direction is Direction.WORSE for adoption in adoptions for each in told.differences(adoption)):
        blocks.append(Paragraph(t("coordination.after.worse_note"), ParagraphStyle.NOTE))
    return blocks


def _difference(
    told: ToldCoordination, adoptions: Sequence[Adoption], key: tuple[str, str], last: Adoption
) -> Row:
    change = next(each for each in last.comparison.changes if (each.rule, each.subject) == key)
    title, subject = told.subject_of(last, change)
    return Row(
        (
            Cell(key[0]),
            Cell(subject),
            Cell(title),
            _verdict(told, change.before),
            *(_supposed(told, _seen(adoption, key)) for adoption in adoptions),
        )
    )


def _seen(adoption: Adoption, key: tuple[str, str]) -> Verdict | None:
    outcomes = adoption.result.outcomes
    return next((each.verdict for each in outcomes if (each.rule, each.subject) == key), None)


def _verdict(told: ToldCoordination, verdict: Verdict | None) -> Cell:
    if verdict is None:
        return Cell(told.verdict(None), Tone.MUTED)
    return cells.verdict(told.telling, verdict)


def _supposed(told: ToldCoordination, verdict: Verdict | None) -> Cell:
    """A verdict of a thought experiment: nothing is said to exist."""
    return replace(_verdict(told, verdict), value=told.verdict(verdict))


# Overlevering av samordning -------------------------------------------------------------------------------------------


def handovers(telling: Telling, told: ToldCoordination | None = None) -> Section:
    """Every handover the rules make necessary between two stages, and what covers it."""
    t, told = telling.t, told or _told(telling)
    columns = _columns(
        telling, ("from_stage", 20), ("to_stage", 20), ("giver", 34), ("receiver", 34), ("covered", 14),
        ("agreement", 60),
    )  # fmt: skip
    rows, seen = [], set[str]()
    for each in telling.result.handovers:
        anchor = f"{each.from_stage}--{each.to_stage}"
        rows.append(
            Row(
                (
                    Cell(telling.stage_name(each.from_stage)),
                    Cell(telling.stage_name(each.to_stage)),
                    Cell(capital(told.words.service(each.giver))),
                    Cell(capital(told.words.service(each.receiver))),
                    Cell(
                        t("sections.yes" if each.covered else "sections.no"),
                        Tone.GOOD if each.covered else Tone.UNKNOWN,
                    ),
                    Cell(capital(told.carriers(each))),
                ),
                anchor=None if anchor in seen else anchor,
            )
        )
        seen.add(anchor)
    caption, empty = t("coordination.heading.needed"), t("coordination.handover.none")
    blocks: list[Block] = [Paragraph(told.handover_lead(), ParagraphStyle.LEAD)]
    if rows:
        blocks += [Paragraph(t("coordination.handover.why")), Paragraph(t("coordination.handover.mend"))]
    blocks.append(Table(HANDOVERS, caption, columns, tuple(rows), empty, row_headers=4))
    about = t("coordination.section.handovers_about")
    return Section(HANDOVERS, t("coordination.section.handovers"), tuple(blocks), about=about)
