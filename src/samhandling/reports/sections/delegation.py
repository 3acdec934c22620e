"""The section *Delegeringsmatrise*: who may decide what, link by link, with the tree and what remains.

The words for holders, links, states and steps stand here once; the screen and the draft decision ask for them too.
"""

from datetime import date

from samhandling.delegation_plan import (
    DelegationPlan,
    LinkState,
    PlannedAuthority,
    PlannedLink,
    Standing,
    Step,
    StepKind,
    plan_of,
)
from samhandling.figures.diagram import EdgeKind
from samhandling.figures.legend import Frame, LegendEntry, Sample
from samhandling.figures.palette import Tone as Shade
from samhandling.figures.scene import LineStyle
from samhandling.figures.styles import link as link_look
from samhandling.figures.tree import Grant, Holder, tree_scene
from samhandling.model.vocabulary import RoleKind
from samhandling.reports.sections import anchors
from samhandling.reports.sections.blocks import (
    Block,
    Cell,
    Column,
    ColumnKind,
    Figure,
    Heading,
    Paragraph,
    ParagraphStyle,
    Row,
    Section,
    Table,
    Tone,
)
from samhandling.reports.sections.telling import Telling, inside

MOST_CHAINS_TOLD = 5
LARGEST_TREE = 60
"""More roles than this are not drawn: the matrix says the same, and nobody can read the picture."""

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
_EDGES = {
    LinkState.IN_FORCE: "delegation",
    LinkState.BROKEN: "broken",
    LinkState.ORIGIN_UNKNOWN: "broken",
    LinkState.RESERVED: "refused",
    LinkState.BYPASS: "refused",
    LinkState.LAPSED: "lapsed",
    LinkState.NOT_YET: "waiting",
    LinkState.UNDATED: "waiting",
}
_KEPT_BY_COUNCIL = (Standing.BY_LAW, Standing.KEPT)


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


class DelegationWords:
    """A plan in words."""

    def __init__(self, telling: Telling, plan: DelegationPlan) -> None:
        self.telling, self.plan, self.t = telling, plan, telling.t
        self._links = {link.id: link for link in plan.links}

    @property
    def link_ids(self) -> frozenset[str]:
        """The ids of every recorded delegation."""
        return frozenset(self._links)

    def lead(self) -> str:
        """How many delegations there are, and how many authorities have a clear place."""
        links = self.plan.links
        placed = sum(clearly_placed(each) for each in self.plan.authorities)
        return self.t(
            "delegation.lead",
            in_force=self.t.number(sum(link.state.in_force for link in links)),
            recorded=self.t.number(len(links)),
            date=self.plan.as_of,
            placed=self.t.number(placed),
            authorities=self.t.number(len(self.plan.authorities)),
        )

    # authorities --------------------------------------------------------------------------------------------------

    def name(self, authority: str) -> str:
        """What an authority is called."""
        return self.telling.authority_name(authority)

    def basis(self, provisions: tuple[str, ...]) -> str:
        """The provisions in force on the date, as a jurist writes them."""
        cited = [self.telling.catalogue.citation(each, self.t.language) for each in provisions]
        return "; ".join(cited) or self.t("facts.no_law")

    def by_law(self, kind: RoleKind) -> str:
        """Whoever has an authority when nothing is delegated: the role's title, else what the law calls it."""
        role = self.plan.council if kind is RoleKind.KOMMUNESTYRE else self.plan.chief
        return self.telling.role_name(role) if role is not None else self.t.term("role_kind", kind)

    def rests(self, authority: PlannedAuthority) -> str:
        """Who has it, as far as is recorded."""
        if authority.standing is Standing.BY_LAW:
            return self.t("delegation.by_law", role=self.by_law(authority.rests_with))
        names = [self.telling.role_name(each) for each in authority.sound_holders or authority.holders]
        return self.t.list(names) or self.t("delegation.not_recorded")

    def standing(self, authority: PlannedAuthority) -> str:
        """How it is placed there."""
        return self.t(f"delegation.standing.{authority.standing}")

    def chains(self, authority: PlannedAuthority) -> tuple[str, ...]:
        """Each chain from the top, the first few of many."""
        told = [
            " → ".join(self.telling.role_name(role) for role in chain)
            for chain in authority.chains[:MOST_CHAINS_TOLD]
        ]
        rest = len(authority.chains) - len(told)
        return (*told, *([self.t("delegation.more_chains", n=rest)] if rest else []))

    # links --------------------------------------------------------------------------------------------------------

    def passes(self, link: PlannedLink) -> str:
        """«Kommunedirektøren → Leder oppvekst»."""
        giver = self.telling.role_name(link.giver)
        if link.retained:
            return self.t("delegation.keeps", role=giver)
        return self.t("delegation.gives", giver=giver, receiver=self.telling.role_name(link.receiver))

    def level(self, link: PlannedLink) -> str:
        """The level of whoever receives it."""
        return self.t.term("role_kind", self.telling.graph.roles[link.receiver].kind)

    def conditions(self, link: PlannedLink) -> str:
        """The conditions in the municipality's own words."""
        return link.conditions or self.t("delegation.not_recorded")

    def onward(self, link: PlannedLink) -> str:
        """Whether it may be passed on: *ja* or *nei*; a dash for what is kept."""
        return "–" if link.retained else self.t.term("answer", "ja" if link.may_subdelegate else "nei")

    def substitute(self, link: PlannedLink) -> str:
        """Who steps in."""
        if link.substitute is None:
            return self.t("delegation.not_recorded")
        return self.telling.role_name(link.substitute)

    def state(self, link: PlannedLink) -> str:
        """How it stands on the date."""
        day = link.valid_to if link.state is LinkState.LAPSED else link.decided
        return self.t(f"delegation.state.{link.state}", date=day or "")

    # what remains -------------------------------------------------------------------------------------------------

    def decider(self, step: Step) -> str:
        """Who is to take a step."""
        if step.decider is not None:
            return self.telling.role_name(step.decider)
        return capital(self.t.term("role_kind", step.decider_kind))

    def step(self, step: Step) -> str:
        """What is to be done."""
        link = self._links.get(step.delegation or "")
        values: dict[str, object] = {"decider": inside(self.decider(step)), "date": ""}
        key = str(step.kind)
        if step.authority is not None:
            planned = self.plan.authority(step.authority)
            holders = [inside(self.telling.role_name(each)) for each in planned.holders]
            values |= {"authority": self.name(step.authority), "holders": self.t.list(holders)}
            if step.kind is StepKind.CHOOSE and not holders:
                key = "choose_nobody"
            elif self.t.has(f"delegation.step.{key}_{step.authority}"):
                key = f"{key}_{step.authority}"
        if link is not None:
            values |= {
                "delegation": self.passes(link),
                "giver": inside(self.telling.role_name(link.giver)),
                "receiver": inside(self.telling.role_name(link.receiver)),
                "date": link.valid_to or "",
            }
        return self.t(f"delegation.step.{key}", **values)


def clearly_placed(authority: PlannedAuthority) -> bool:
    """Whether it is recorded who has it; the kommunestyre's own need no record."""
    if authority.council_only and authority.standing in _KEPT_BY_COUNCIL:
        return True
    return authority.standing in (Standing.DELEGATED, Standing.KEPT)


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


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


# the tree -------------------------------------------------------------------------------------------------------------


def tree(words: DelegationWords) -> tuple[Block, ...]:
    """The delegation tree, or why it is not drawn; nothing where nothing is recorded."""
    links, t = words.plan.links, words.t
    roles = dict.fromkeys(role for link in links for role in (link.giver, link.receiver))
    if not roles:
        return ()
    if len(roles) > LARGEST_TREE:
        return (Paragraph(t("delegation.figure.too_large", n=len(roles)), ParagraphStyle.NOTE),)
    wrong = sum(link.state is not LinkState.IN_FORCE for link in links)
    title = t("delegation.figure.title", municipality=words.telling.result.name)
    alt = t(
        "delegation.figure.alt",
        roles=t.number(len(roles)), delegations=t.number(len(links)), wrong=t.number(wrong),
    )
    graph_roles = words.telling.graph.roles
    grants = tuple(
        Grant(link.giver, link.receiver, _EDGES[link.state], (words.name(link.authority),), words.state(link))
        for link in links if not link.retained
    )
    vacant = tuple(role for role in roles if graph_roles[role].capacity_percent == 0)
    holders = tuple(
        Holder(role, _label(words, role), _tone(words, role), vacant=role in vacant) for role in roles
    )
    legend = (
        LegendEntry(
            t("delegation.figure.vacant"), Shade.PLAIN, Sample.BOX, LineStyle.DASHED, arrow=False
        ),
    ) if vacant else ()
    scene = tree_scene(holders, grants, _kinds(words, {grant.kind for grant in grants}), Frame(title, alt), legend)
    return (Figure("delegeringstre", title, alt, scene),)


def _label(words: DelegationWords, role: str) -> str:
    """The role, and what it has decided to keep."""
    kept = [
        words.name(link.authority) for link in words.plan.links
        if link.retained and link.receiver == role and link.state.in_force
    ]
    title = words.telling.role_name(role)
    if not kept:
        return title
    if len(kept) > 1:
        return words.t("delegation.figure.keeps_many", role=title, n=len(kept))
    return words.t("delegation.figure.keeps", role=title, authority=inside(kept[0]))


def _tone(words: DelegationWords, role: str) -> Shade:
    match words.telling.graph.roles[role].kind:
        case RoleKind.KOMMUNESTYRE | RoleKind.FOLKEVALGT:
            return Shade.EVERYDAY
        case RoleKind.KOMMUNEDIREKTOR:
            return Shade.MUNICIPAL
        case RoleKind.KOORDINATOR | RoleKind.BARNEKOORDINATOR:
            return Shade.COORDINATION
        case _:
            return Shade.PLAIN


def _kinds(words: DelegationWords, used: set[str]) -> tuple[EdgeKind, ...]:
    """The kinds of edge that occur, each with its words in the legend."""
    t = words.t
    known = [
        link_look("delegation", t("figures.delegation.delegation")),
        link_look("lapsed", t("figures.delegation.lapsed"), label=t("figures.label.lapsed")),
        link_look("broken", t("figures.delegation.broken"), label=t("figures.label.broken")),
        EdgeKind("refused", t("delegation.figure.refused"), Shade.BAD, LineStyle.DASH_DOT, 1.8, broken=True),
        EdgeKind("waiting", t("delegation.figure.waiting"), Shade.UNKNOWN, LineStyle.DASH_DOT, 1.6),
    ]
    return tuple(kind for kind in known if kind.id in used)
