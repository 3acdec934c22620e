"""The sections *Samordning* and *Overlevering av samordning*."""

from samhandling.coordination.defaults import Default
from samhandling.coordination.situations import DEFECTS, Outcome
from samhandling.coordination.table import Rule
from samhandling.coordination.verify import Counts
from samhandling.coordination.words import capital
from samhandling.figures.charts import Bar, Series, stacked_bars
from samhandling.figures.legend import Frame
from samhandling.figures.styles import OUTCOMES
from samhandling.model.vocabulary import HitPolicy
from samhandling.reports.sections import anchors
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
from samhandling.reports.sections.coordinating import ToldCoordination, told_of
from samhandling.reports.sections.telling import Telling

HANDOVERS = "overlevering"
FIGURE_WIDTH = 860.0
_ALL = (Outcome.ASSIGNED, *DEFECTS)
TONES = {
    Outcome.ASSIGNED: Tone.GOOD,
    Outcome.GAP: Tone.BAD,
    Outcome.CONFLICT: Tone.WARNING,
    Outcome.NOT_INVOLVED: Tone.WARNING,
    Outcome.NOT_DESIGNABLE: Tone.BAD,
}


def columns_of(telling: Telling, *keys: tuple[str, int] | tuple[str, int, ColumnKind]) -> tuple[Column, ...]:
    """Columns by key, width and kind, with headings in the language of the telling."""
    return tuple(Column(each[0], telling.t(f"coordination.column.{each[0]}"), *each[1:]) for each in keys)


def _law(told: ToldCoordination) -> tuple[Block, ...]:
    said = (*told.limits(), *told.decides(), told.grounds(told.plan.grounds))
    return Heading(told.telling.t("coordination.heading.law")), Bullets(said)


# Samordning -----------------------------------------------------------------------------------------------------------


def coordination(telling: Telling, told: ToldCoordination | None = None) -> Section:
    """Who coordinates by default at each stage, by which rule and why, and how much is decided."""
    t, told = telling.t, told or told_of(telling)
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
    columns = columns_of(
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
        Cell(counts.of(each), TONES[each], Link(anchors.BETWEEN, f"{stage}:{each}") if stage is not None else None)
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
    columns = columns_of(
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
            *(Cell(count, TONES[outcome] if count else Tone.MUTED) for outcome, count in wrong),
            Cell(rule.rationale) if rule.rationale else Cell(t("coordination.no_reason"), Tone.MUTED),
            Cell(useless or "", Tone.WARNING if useless else Tone.NEUTRAL),
            Cell(agreement),
        ),
        anchor=rule.id,
    )


def _defaults(told: ToldCoordination) -> Table:
    telling, t = told.telling, told.telling.t
    columns = columns_of(
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
            Cell(capital(t.term("outcome", default.outcome)), TONES[default.outcome]),
            Cell(agreement or ""),
            Cell(default.reason) if default.reason else Cell("–", Tone.MUTED),
        )
    )


# Overlevering av samordning -------------------------------------------------------------------------------------------


def handovers(telling: Telling, told: ToldCoordination | None = None) -> Section:
    """Every handover the rules make necessary between two stages, and what covers it."""
    t, told = telling.t, told or told_of(telling)
    columns = columns_of(
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
