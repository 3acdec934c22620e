"""The draft decision as data: what a kommunedirektør can decide of the plan, point by point, and what only others can.

A kommunedirektør can delegate what goes with leading the administration, and what the kommunestyre has delegated to
the post (kommuneloven §§ 5-3 and 13-1). Whatever the model does not say is left open, to be filled in; a draft is
never evidence.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from samhandling.delegation_plan import DelegationPlan, LinkState, PlannedAuthority, PlannedLink
from samhandling.graph import ServiceGraph
from samhandling.model.vocabulary import RoleKind

CHILD_COORDINATOR = "barnekoordinator_myndighet"
_LASTING = (LinkState.LAPSED, LinkState.UNDATED)


@dataclass(frozen=True, slots=True)
class Point:
    """One decision point: an authority, kept or given to a function."""

    authority: PlannedAuthority
    kept: bool
    receiver: str | None
    """Role id; None where it must be filled in (and nothing when kept)."""
    link: PlannedLink | None
    """The delegation of the plan that the point says again; None where there is none yet."""
    valid_to: date | None
    """Its last day, where that has not passed; None: until it is recalled."""
    ended: bool
    """Whether the delegation it says again has run out, so that a new end must be considered."""
    source: PlannedLink | None
    """The kommunestyre's delegation that it builds on; None where it goes with leading the administration."""
    replaces: tuple[PlannedLink, ...]
    """Earlier delegations that it takes the place of."""
    onward: tuple[PlannedLink, ...]
    """What the receiver has passed on and that stands below it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft decision of the kommunedirektør."""

    as_of: date
    chief: str | None
    points: tuple[Point, ...]
    beyond: tuple[PlannedAuthority, ...]
    """Authorities that the kommunestyre must delegate before the kommunedirektør can pass them on."""
    reserved: tuple[PlannedAuthority, ...]
    """What only the kommunestyre itself can decide."""

    def number_of(self, authority: str) -> int | None:
        """The number of the first point about an authority."""
        return next((n for n, point in enumerate(self.points, 1) if point.authority.id == authority), None)


def draft_of(
    plan: DelegationPlan,
    graph: ServiceGraph,
    *,
    today: DelegationPlan | None = None,
    recalled: Collection[str] = (),
) -> Draft:
    """Draft the kommunedirektør's decision from a plan.

    With a pattern the plan is that of the edited model, ``today`` that of the model as it is, and ``recalled`` the
    delegations of it that the pattern takes the place of.
    """
    points: list[Point] = []
    beyond = []
    for authority in plan.authorities:
        if authority.council_only:
            continue
        source = _source(authority, plan.chief)
        if not authority.goes_with_administration and source is None:
            beyond.append(authority)
            continue
        before = (today or plan).authority(authority.id)
        replaced = tuple(
            link for link in before.links
            if link.id in recalled or (link.giver == plan.chief and link.state is not LinkState.NOT_YET)
        )
        points += _shared_out(_points(authority, plan.chief, source, graph), replaced)
    reserved = tuple(each for each in plan.authorities if each.council_only)
    return Draft(plan.as_of, plan.chief, tuple(points), tuple(beyond), reserved)


def _source(authority: PlannedAuthority, chief: str | None) -> PlannedLink | None:
    """The delegation in force, with an unbroken chain, that gives the kommunedirektør the authority."""
    given = (link for link in authority.links if link.receiver == chief and not link.retained)
    return next((link for link in given if link.state is LinkState.IN_FORCE), None)


def _points(
    authority: PlannedAuthority,
    chief: str | None,
    source: PlannedLink | None,
    graph: ServiceGraph,
) -> list[Point]:
    own = [link for link in authority.links if link.giver == chief and chief is not None]
    current = [link for link in own if link.state.in_force]
    if not current:
        # The one that ran out last is the best guess at what was meant; one without a date was never decided.
        current = sorted(
            (link for link in own if link.state in _LASTING), key=lambda link: link.valid_to or date.max
        )[-1:]
    if not current:
        # What the kommunestyre gave past the kommunedirektør shows who is meant to have it.
        current = [link for link in authority.links if link.state is LinkState.BYPASS]
    if current:
        return [_again(authority, link, source) for link in current]
    receivers = _child_coordinators(graph) if authority.id == CHILD_COORDINATOR else (chief,)
    kept = authority.id != CHILD_COORDINATOR
    return [
        Point(authority, kept, receiver, None, None, ended=False, source=source, replaces=(), onward=())
        for receiver in receivers
    ]


def _shared_out(points: list[Point], replaced: tuple[PlannedLink, ...]) -> list[Point]:
    """Each earlier delegation on the point that gives the authority to the same function; the rest on the first."""
    receivers = {point.receiver for point in points}
    rest = tuple(link for link in replaced if link.receiver not in receivers)
    return [
        replace(
            point,
            replaces=(
                *(link for link in replaced if link.receiver == point.receiver), *(rest if position == 0 else ())
            ),
        )
        for position, point in enumerate(points)
    ]


def _again(authority: PlannedAuthority, link: PlannedLink, source: PlannedLink | None) -> Point:
    ended = link.state is LinkState.LAPSED
    onward = () if link.retained else tuple(
        each for each in authority.links
        if each.giver == link.receiver and each.state.in_force and not each.retained
    )
    return Point(
        authority=authority,
        kept=link.retained,
        receiver=link.receiver,
        link=link,
        valid_to=None if ended else link.valid_to,
        ended=ended,
        source=source,
        replaces=(),
        onward=onward,
    )


def _child_coordinators(graph: ServiceGraph) -> tuple[str | None, ...]:
    """The functions the mandate of a barnekoordinator can be given to; None: to be filled in."""
    found = tuple(role.id for role in graph.municipality.roles if role.kind is RoleKind.BARNEKOORDINATOR)
    return found or (None,)
