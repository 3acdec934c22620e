"""The delegation tree: who has got which authority from whom, drawn from the plan."""

from samhandling.delegation_plan import LinkState
from samhandling.figures.diagram import EdgeKind
from samhandling.figures.legend import Frame, LegendEntry, Sample
from samhandling.figures.palette import Tone as Shade
from samhandling.figures.scene import LineStyle
from samhandling.figures.styles import link as link_look
from samhandling.figures.tree import Grant, Holder, tree_scene
from samhandling.model.vocabulary import RoleKind
from samhandling.reports.sections.blocks import Block, Figure, Paragraph, ParagraphStyle
from samhandling.reports.sections.delegation_words import DelegationWords
from samhandling.reports.sections.telling import inside

LARGEST_TREE = 60
"""More roles than this are not drawn: the matrix says the same, and nobody can read the picture."""

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
