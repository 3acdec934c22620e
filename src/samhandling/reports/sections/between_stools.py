"""The section *Mellom stolene*: what nobody can coordinate, what is proposed, and the audit as it would be."""

from collections.abc import Sequence
from dataclasses import replace

from samhandling.comparison import Direction
from samhandling.coordination.budget import TooLarge
from samhandling.coordination.repair import Change
from samhandling.coordination.words import capital
from samhandling.coordination_plan import Adoption
from samhandling.model.verdict import Verdict
from samhandling.reports.sections import anchors, cells
from samhandling.reports.sections.blocks import (
    Block,
    Bullets,
    Cell,
    ColumnKind,
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
from samhandling.reports.sections.coordination import TONES, columns_of
from samhandling.reports.sections.telling import Telling


def between_stools(telling: Telling, told: ToldCoordination | None = None) -> Section:
    """Every situation nobody can coordinate, in groups; what is proposed; and the audit as it would be."""
    t, told = telling.t, told or told_of(telling)
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
        Paragraph(f"{told.words.in_stage(stage)}: {t('coordination.left_out', n=left)}", ParagraphStyle.NOTE)
        for defect in told.defects
        for stage, left in defect.left_out
    ]
    try:
        blocks += _proposed(told)
    except TooLarge:
        blocks.append(Paragraph(t("coordination.proposed.too_large"), ParagraphStyle.WARNING))
    about = t("coordination.section.between_about")
    return Section(anchors.BETWEEN, t("coordination.section.between"), tuple(blocks), about=about)


def _witnesses(told: ToldCoordination) -> Table:
    telling, t = told.telling, told.telling.t
    columns = columns_of(
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
                        Cell(capital(t.term("outcome", defect.outcome)), TONES[defect.outcome]),
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
    return Table(anchors.BETWEEN, caption, columns, tuple(rows), t("coordination.nothing_between"), row_headers=2)


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
    columns = columns_of(
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
                Cell(told.proposed.policy_reason(each)),
                Cell(capital(told.proposed.closes_where(each))),
            )
        )
        for each in told.plan.proposals()
    )
    caption = t("coordination.heading.proposals")
    return Table("samordning_forslag", caption, columns, rows, t("coordination.proposed.none"), row_headers=2)


def _changes(told: ToldCoordination) -> Table:
    telling, t = told.telling, told.telling.t
    columns = columns_of(
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
            Cell(capital(told.proposed.mends(change))),
            Cell(told.proposed.alternative(change) or "–"),
        )
    )


def _after(told: ToldCoordination) -> list[Block]:
    """The audit as it would be: the counts, and every outcome that would be another."""
    t, plan = told.telling.t, told.plan
    adoptions = [told.proposed.adoption, *([told.proposed.adoption_with_changes] if plan.changes else [])]
    blocks: list[Block] = [Heading(t("coordination.heading.after"))]
    for adoption, fix in zip(adoptions, (False, True), strict=False):
        said = "; ".join(told.proposed.counts_after(adoption))
        blocks.append(Paragraph(f"{told.proposed.after_title(fix=fix)}: {said}."))
    differing = {
        (each.rule, each.subject): adoption for adoption in adoptions for each in told.proposed.differences(adoption)
    }
    rows = tuple(_difference(told, adoptions, key, differing[key]) for key in sorted(differing))
    names = ("with_proposals", "with_changes")[: len(adoptions)]
    columns = columns_of(
        told.telling, ("check", 18), ("subject", 24), ("title", 70), ("today", 22), *((name, 26) for name in names)
    )
    caption, empty = t("coordination.heading.differences"), t("coordination.after.unchanged")
    blocks.append(Table("samordning_etterpaa", caption, columns, rows, empty, row_headers=2))
    if any(each.direction is Direction.WORSE for adoption in adoptions for each in told.proposed.differences(adoption)):
        blocks.append(Paragraph(t("coordination.after.worse_note"), ParagraphStyle.NOTE))
    return blocks


def _difference(
    told: ToldCoordination, adoptions: Sequence[Adoption], key: tuple[str, str], last: Adoption
) -> Row:
    change = next(each for each in last.comparison.changes if (each.rule, each.subject) == key)
    title, subject = told.proposed.subject_of(last, change)
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
        return Cell(told.proposed.verdict(None), Tone.MUTED)
    return cells.verdict(told.telling, verdict)


def _supposed(told: ToldCoordination, verdict: Verdict | None) -> Cell:
    """A verdict of a thought experiment: nothing is said to exist."""
    return replace(_verdict(told, verdict), value=told.proposed.verdict(verdict))
