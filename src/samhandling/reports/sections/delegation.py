"""The section *Delegeringsmatrise*: who may decide what, link by link, with the tree and what remains."""

from datetime import date

from samhandling.delegation_plan import (
    DelegationPlan,
    LinkState,
    PlannedAuthority,
    PlannedLink,
    Standing,
    plan_of,
)
from samhandling.reports.sections import anchors
from samhandling.reports.sections.blocks import (
    Block,
    Cell,
    Column,
    ColumnKind,
    Heading,
    Paragraph,
    ParagraphStyle,
    Row,
    Section,
    Table,
    Tone,
)
from samhandling.reports.sections.delegation_tree import tree
from samhandling.reports.sections.delegation_words import DelegationWords, capital, clearly_placed
from samhandling.reports.sections.telling import Telling

_TONES = {
    LinkState.IN_FORCE: Tone.GOOD,
    LinkState.BROKEN: Tone.BAD,
    LinkState.ORIGIN_UNKNOWN: Tone.UNKNOWN,
    LinkState.RESERVED: Tone.BAD,
    LinkState.BYPASS: Tone.BAD,
    LinkState.LAPSED: Tone.BAD,
    LinkState.NOT_YET: Tone.MUTED,
    LinkState.UNDATED: Tone.UNKNOWN,
}
_STANDING_TONES = {
    Standing.DELEGATED: Tone.GOOD,
    Standing.KEPT: Tone.GOOD,
    Standing.BY_LAW: Tone.UNKNOWN,
    Standing.UNCLEAR: Tone.BAD,
}


def delegation_matrix(telling: Telling, plan: DelegationPlan | None = None) -> Section:
    """The whole section; ``plan`` where it has been made already."""
    words = DelegationWords(telling, plan or plan_of(telling.result, telling.graph, telling.catalogue))
    t = telling.t
    blocks: list[Block] = [
        Paragraph(words.lead(), ParagraphStyle.LEAD),
        Paragraph(t("delegation.function_note"), ParagraphStyle.NOTE),
        Heading(t("delegation.heading.authorities")),
        authorities_table(words),
        Heading(t("delegation.heading.matrix")),
        matrix_table(words),
        Heading(t("delegation.heading.remaining")),
        remaining_table(words),
        *tree(words),
    ]
    return Section(anchors.DELEGATION, t("delegation.title"), tuple(blocks), about=t("delegation.about"))


def authorities_table(words: DelegationWords) -> Table:
    """One row for each authority: where it lies, by which chain, and what remains."""
    t = words.t
    widths = {"authority": 34, "basis": 34, "rests": 28, "standing": 18, "chain": 36, "remains": 46, "council_only": 12}
    columns = tuple(Column(key, t(f"delegation.column.{key}"), width) for key, width in widths.items())
    rows = []
    for each in words.plan.authorities:
        placed = clearly_placed(each)
        tone = Tone.GOOD if placed else _STANDING_TONES[each.standing]
        # The same id may be that of a delegation too, which then keeps it.
        anchor = each.id if each.id not in words.link_ids else f"myndighet:{each.id}"
        remaining = "\n".join(words.step(step) for step in each.remaining)
        rows.append(Row((
            Cell(capital(words.name(each.id))),
            Cell(words.basis(each.provisions)),
            Cell(words.rests(each)),
            Cell(words.standing(each), tone),
            Cell("\n".join(words.chains(each)) or _without_chain(words, each)),
            Cell(remaining or "–"),
            Cell(t.term("answer", "ja" if each.council_only else "nei")),
        ), anchor=anchor))
    return Table("delegering_myndigheter", t("delegation.caption.authorities"), columns, tuple(rows))


def _without_chain(words: DelegationWords, authority: PlannedAuthority) -> str:
    return "–" if authority.standing is Standing.BY_LAW else words.t("delegation.no_chain")


def matrix_table(words: DelegationWords) -> Table:
    """One row for each recorded delegation, and one for each authority that has none."""
    t = words.t
    widths: dict[str, tuple[int, ColumnKind]] = {
        "basis": (34, ColumnKind.TEXT), "authority": (30, ColumnKind.TEXT), "from": (24, ColumnKind.TEXT),
        "level": (16, ColumnKind.TEXT), "function": (28, ColumnKind.TEXT), "conditions": (34, ColumnKind.TEXT),
        "onward": (12, ColumnKind.TEXT), "substitute": (24, ColumnKind.TEXT), "decided": (12, ColumnKind.DATE),
        "valid_to": (12, ColumnKind.DATE), "state": (26, ColumnKind.TEXT), "archive": (16, ColumnKind.TEXT),
    }
    columns = tuple(Column(key, t(f"delegation.column.{key}"), width, kind) for key, (width, kind) in widths.items())
    rows = []
    for each in words.plan.authorities:
        rows += [_link_row(words, link) for link in each.links]
        if not each.links:
            rows.append(_empty_row(words, each))
    caption, empty = t("delegation.caption.matrix"), t("delegation.empty.matrix")
    return Table(anchors.DELEGATION, caption, columns, tuple(rows), empty, row_headers=2)


def _link_row(words: DelegationWords, link: PlannedLink) -> Row:
    return Row((
        Cell(words.basis(link.provisions)),
        Cell(capital(words.name(link.authority))),
        Cell(words.telling.role_name(link.giver)),
        Cell(words.level(link)),
        Cell(words.telling.role_name(link.receiver)),
        _recorded(words, link.conditions),
        Cell(words.onward(link)),
        Cell(words.substitute(link), Tone.NEUTRAL if link.substitute or link.retained else Tone.UNKNOWN),
        _day(words, link.decided),
        Cell(link.valid_to if link.valid_to is not None else words.t("delegation.no_end")),
        Cell(words.state(link), _TONES[link.state]),
        _recorded(words, link.archive_ref),
    ), anchor=link.id)


def _empty_row(words: DelegationWords, authority: PlannedAuthority) -> Row:
    """Who has an authority by law, where nothing is recorded."""
    t = words.t
    dash = Cell("–", Tone.MUTED)
    return Row((
        Cell(words.basis(authority.provisions)),
        Cell(capital(words.name(authority.id))),
        dash,
        Cell(t.term("role_kind", authority.rests_with)),
        Cell(words.rests(authority)),
        dash, dash, dash, dash, dash,
        Cell(t("delegation.state.none"), Tone.MUTED if authority.council_only else Tone.UNKNOWN),
        dash,
    ), anchor=f"uten:{authority.id}")


def _recorded(words: DelegationWords, text: str | None) -> Cell:
    return Cell(text) if text else Cell(words.t("delegation.not_recorded"), Tone.MUTED)


def _day(words: DelegationWords, day: date | None) -> Cell:
    return Cell(day) if day is not None else Cell(words.t("delegation.not_recorded"), Tone.UNKNOWN)


def remaining_table(words: DelegationWords) -> Table:
    """Everything that remains, with who decides it."""
    t = words.t
    widths = {"who": 32, "what": 46, "authority": 28}
    columns = tuple(Column(key, t(f"delegation.column.{key}"), width) for key, width in widths.items())
    rows = tuple(
        Row((
            Cell(words.decider(step)),
            Cell(words.step(step)),
            Cell(capital(words.name(step.authority)) if step.authority is not None else "–"),
        ))
        for step in words.plan.remaining
    )
    caption = t("delegation.caption.remaining")
    return Table("delegering_gjenstar", caption, columns, rows, t("delegation.empty.remaining"), row_headers=2)
