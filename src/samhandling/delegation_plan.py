"""The delegation plan as data: for each authority its basis, who holds it, every link and how it stands, what remains.

The plan judges nothing of its own: what is wrong is read from the audit's outcomes, and who is anchored from
:mod:`samhandling.delegation`. Ids, dates and states only; the words are the reports'.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samhandling.checks.result import AuditResult, Outcome, SubjectKind
from samhandling.delegation import anchored
from samhandling.graph import ServiceGraph
from samhandling.law.catalogue import Catalogue
from samhandling.law.entries import Authority
from samhandling.model.municipality import Delegation
from samhandling.model.verdict import Verdict
from samhandling.model.vocabulary import RoleKind

SAMORDNING = "avgjore_samordning"
REGULATION_RULE = "DEL508"
_FAMILY = "DEL"
_OF_WHOLE_MUNICIPALITY = {
    "SOR401": SAMORDNING,
    "BKO305": "barnekoordinator_myndighet",
    "BKO306": "oppnevne_barnekoordinator",
}
"""Checks outside the family that look for a delegation of one authority."""


class LinkState(StrEnum):
    """How a recorded delegation stands on the date."""

    IN_FORCE = "in_force"
    """In force, and the chain reaches back to somebody who has the authority by law."""
    BROKEN = "broken"
    """In force, but what the giver got has ended or does not itself hold."""
    ORIGIN_UNKNOWN = "origin_unknown"
    """In force, but nothing tells where the giver got the authority."""
    RESERVED = "reserved"
    """In force on paper, but only the kommunestyre itself can use the authority."""
    BYPASS = "bypass"
    """In force on paper, but the kommunestyre has gone past the kommunedirektør."""
    LAPSED = "lapsed"
    NOT_YET = "not_yet"
    """Decided for a day that is still to come."""
    UNDATED = "undated"

    @property
    def in_force(self) -> bool:
        """Whether the delegation itself is in force, whatever else is wrong with it."""
        return self not in (LinkState.LAPSED, LinkState.NOT_YET, LinkState.UNDATED)


class Standing(StrEnum):
    """Where an authority lies."""

    DELEGATED = "delegated"
    KEPT = "kept"
    """Somebody has decided to keep it."""
    BY_LAW = "by_law"
    """Nothing in force is recorded: it rests where the law puts it."""
    UNCLEAR = "unclear"
    """Something in force is recorded, but it gives no holder, or no one holder, that can be relied on."""


class StepKind(StrEnum):
    """What remains to be decided."""

    RECALL = "recall"
    """Only the kommunestyre itself can use the authority, and it has been passed on."""
    ANCHOR = "anchor"
    """The giver must be given what it has passed on."""
    REROUTE = "reroute"
    """The kommunestyre has gone past the kommunedirektør."""
    PLACE = "place"
    """Nobody has decided who is to have it."""
    RENEW = "renew"
    DATE = "date"
    BREAK_CIRCLE = "break_circle"
    CHOOSE = "choose"
    LEAVE = "leave"
    """It is not said that the giver may pass it on."""
    SUBSTITUTE = "substitute"
    REGULATION = "regulation"
    """The kommunestyre must adopt its delegation regulation."""


_STEP_OF_RULE = {
    "DEL501": StepKind.ANCHOR,
    "DEL503": StepKind.LEAVE,
    "DEL504": StepKind.BREAK_CIRCLE,
    "DEL505": StepKind.RECALL,
    "DEL506": StepKind.SUBSTITUTE,
    "DEL507": StepKind.CHOOSE,
    "DEL509": StepKind.REROUTE,
}
_ENOUGH = frozenset({StepKind.RENEW, StepKind.DATE, StepKind.ANCHOR, StepKind.RECALL})
"""Steps that place the authority themselves."""


@dataclass(frozen=True, slots=True)
class PlannedLink:
    """A recorded delegation, or an authority that is kept, with its state on the date."""

    id: str
    authority: str
    giver: str
    receiver: str
    retained: bool
    state: LinkState
    decided: date | None
    valid_to: date | None
    may_subdelegate: bool
    substitute: str | None
    """Role that steps in: the delegation's own, else the receiving role's."""
    conditions: str | None
    provisions: tuple[str, ...]
    """The authority's provisions and the delegation's own, those in force on the date."""
    archive_ref: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that remains to be decided, and by whom."""

    kind: StepKind
    authority: str | None
    delegation: str | None
    decider: str | None
    """Role id; None where the model has no such role."""
    decider_kind: RoleKind


@dataclass(frozen=True, slots=True)
class PlannedAuthority:
    """All that is known of one authority on the date."""

    id: str
    provisions: tuple[str, ...]
    council_only: bool
    goes_with_administration: bool
    standing: Standing
    rests_with: RoleKind
    """Who has it by law when nothing is delegated."""
    holders: tuple[str, ...]
    """The ends of the audit's delegation block."""
    sound_holders: tuple[str, ...]
    """Those of them that an unbroken chain reaches."""
    chains: tuple[tuple[str, ...], ...]
    links: tuple[PlannedLink, ...]
    """From the top down; what hangs in the air last."""
    gaps: tuple[Outcome, ...]
    """The audit's findings about this authority, gravest first."""
    remaining: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class DelegationPlan:
    """Every authority in the catalogue's order, and what concerns them all."""

    as_of: date
    council: str | None
    """Role id of the kommunestyre; None: not documented."""
    chief: str | None
    """Role id of the kommunedirektør (or byråd)."""
    authorities: tuple[PlannedAuthority, ...]
    regulation: Outcome | None
    """How the delegation regulation stands (DEL508)."""
    general: tuple[Step, ...]

    def authority(self, id_: str) -> PlannedAuthority:
        """One authority; raises KeyError for an unknown one."""
        for each in self.authorities:
            if each.id == id_:
                return each
        raise KeyError(id_)

    @property
    def links(self) -> tuple[PlannedLink, ...]:
        """Every recorded delegation, in the plan's order."""
        return tuple(link for each in self.authorities for link in each.links)

    @property
    def remaining(self) -> tuple[Step, ...]:
        """All that remains to be decided."""
        return (*(step for each in self.authorities for step in each.remaining), *self.general)


def plan_of(result: AuditResult, graph: ServiceGraph, catalogue: Catalogue) -> DelegationPlan:
    """Tell the delegations of an audited municipality as a plan."""
    planner = _Planner(result, graph, catalogue)
    return planner.plan()


class _Planner:
    """What the authorities have in common while the plan is made."""

    def __init__(self, result: AuditResult, graph: ServiceGraph, catalogue: Catalogue) -> None:
        self.result, self.graph, self.catalogue = result, graph, catalogue
        self.on = graph.as_of
        self.of_authority: dict[str, list[Delegation]] = defaultdict(list)
        for each in graph.municipality.delegations:
            self.of_authority[each.authority].append(each)
        self.authority_of = {each.id: each.authority for each in graph.municipality.delegations}
        self.gaps: dict[str, list[Outcome]] = defaultdict(list)
        for finding in sorted(result.findings, key=lambda each: (each.severity.rank, each.rule)):
            about = self._about(finding)
            if about is not None:
                self.gaps[about].append(finding)
        self.wrong = {
            rule: {each.subject: each.verdict for each in result.findings if each.rule == rule}
            for rule in ("DEL501", "DEL505", "DEL509")
        }
        self.states = {each.authority: each for each in result.delegation}
        self.role_of_kind = {role.kind: role.id for role in reversed(graph.municipality.roles)}

    def _about(self, finding: Outcome) -> str | None:
        """The authority that a finding concerns; None when it concerns none."""
        if finding.rule in _OF_WHOLE_MUNICIPALITY:
            return _OF_WHOLE_MUNICIPALITY[finding.rule]
        if not finding.rule.startswith(_FAMILY):
            return None
        if finding.kind is SubjectKind.AUTHORITY:
            return finding.subject
        return self.authority_of.get(finding.subject) if finding.kind is SubjectKind.DELEGATION else None

    def plan(self) -> DelegationPlan:
        regulation = next((each for each in self.result.outcomes if each.rule == REGULATION_RULE), None)
        general: tuple[Step, ...] = ()
        if regulation is not None and regulation.verdict in (Verdict.NOT_MET, Verdict.UNDOCUMENTED):
            general = (self.step(StepKind.REGULATION, None, None, RoleKind.KOMMUNESTYRE),)
        return DelegationPlan(
            as_of=self.on,
            council=self.role_of_kind.get(RoleKind.KOMMUNESTYRE),
            chief=self.role_of_kind.get(RoleKind.KOMMUNEDIREKTOR),
            authorities=tuple(self.planned(each) for each in self.catalogue.data.authorities.values()),
            regulation=regulation,
            general=general,
        )

    def planned(self, authority: Authority) -> PlannedAuthority:
        delegations = self.of_authority[authority.id]
        sound = anchored(self.graph, authority)
        links = tuple(self.link(authority, each) for each in _from_the_top(delegations, self._by_law(authority)))
        state = self.states.get(authority.id)
        reached = {link.receiver for link in links if link.id in sound}
        holders = state.holders if state is not None else ()
        sound_holders = tuple(each for each in holders if each in reached)
        gaps = tuple(self.gaps[authority.id])
        rests_with = RoleKind.KOMMUNEDIREKTOR if authority.goes_with_administration else RoleKind.KOMMUNESTYRE
        return PlannedAuthority(
            id=authority.id,
            provisions=self.catalogue.cited(authority.provisions, self.on),
            council_only=authority.council_only,
            goes_with_administration=authority.goes_with_administration,
            standing=_standing(links, sound_holders, gaps),
            rests_with=rests_with,
            holders=holders,
            sound_holders=sound_holders,
            chains=state.chains if state is not None else (),
            links=links,
            gaps=gaps,
            remaining=tuple(self.steps(authority, rests_with, links, gaps)),
        )

    def _by_law(self, authority: Authority) -> frozenset[str]:
        kinds = {RoleKind.KOMMUNESTYRE} | (
            {RoleKind.KOMMUNEDIREKTOR} if authority.goes_with_administration else set[RoleKind]()
        )
        return frozenset(role.id for role in self.graph.municipality.roles if role.kind in kinds)

    def link(self, authority: Authority, each: Delegation) -> PlannedLink:
        return PlannedLink(
            id=each.id,
            authority=each.authority,
            giver=each.from_,
            receiver=each.to,
            retained=each.retained,
            state=self.state(each),
            decided=each.decided,
            valid_to=each.valid_to,
            may_subdelegate=each.may_subdelegate,
            substitute=each.substitute or self.graph.roles[each.to].substitute,
            conditions=each.conditions,
            provisions=self.catalogue.cited((*authority.provisions, *each.provisions), self.on),
            archive_ref=each.document.archive_ref if each.document is not None else None,
        )

    def state(self, each: Delegation) -> LinkState:
        if each.in_force(self.on):
            if each.id in self.wrong["DEL505"]:
                return LinkState.RESERVED
            unanchored = self.wrong["DEL501"].get(each.id)
            if unanchored is not None:
                return LinkState.BROKEN if unanchored is Verdict.NOT_MET else LinkState.ORIGIN_UNKNOWN
            return LinkState.BYPASS if each.id in self.wrong["DEL509"] else LinkState.IN_FORCE
        if each.decided is None:
            return LinkState.UNDATED
        return LinkState.LAPSED if each.lapsed(self.on) else LinkState.NOT_YET

    # what remains -------------------------------------------------------------------------------------------------

    def steps(
        self, authority: Authority, rests_with: RoleKind, links: tuple[PlannedLink, ...], gaps: tuple[Outcome, ...]
    ) -> Iterable[Step]:
        """What remains for an authority, in the order of :class:`StepKind`."""
        by_id = {link.id: link for link in links}
        found = []
        for gap in gaps:
            link = by_id.get(gap.subject)
            kind = _STEP_OF_RULE.get(gap.rule)
            if gap.rule == "DEL502" and link is not None and link.state is not LinkState.NOT_YET:
                kind = StepKind.DATE if link.state is LinkState.UNDATED else StepKind.RENEW
            if kind is not None:
                found.append(self._decided(kind, authority, link, rests_with, links))
        nobody = not any(link.state.in_force for link in links) and not authority.council_only
        if nobody and not any(step.kind in _ENOUGH for step in found):
            found.append(self.step(StepKind.PLACE, authority.id, None, rests_with))
        order = list(StepKind)
        taken = {(step.delegation, step.kind) for step in found}
        needed = (step for step in found if not _needless(step, taken))
        return sorted(needed, key=lambda step: order.index(step.kind))

    def _decided(
        self,
        kind: StepKind,
        authority: Authority,
        link: PlannedLink | None,
        rests_with: RoleKind,
        links: tuple[PlannedLink, ...],
    ) -> Step:
        """The step with whoever has to take it: the giver, the giver's giver, or the one who has it by law."""
        id_ = link.id if link is not None else None
        if kind in (StepKind.RECALL, StepKind.REROUTE):
            return self.step(kind, authority.id, id_, RoleKind.KOMMUNESTYRE)
        if link is not None and kind in (StepKind.RENEW, StepKind.DATE, StepKind.SUBSTITUTE):
            return self.step(kind, authority.id, id_, self.graph.roles[link.giver].kind, link.giver)
        if link is not None and kind is StepKind.LEAVE:
            for above in links:
                if above.receiver == link.giver and above.state is LinkState.IN_FORCE and not above.retained:
                    return self.step(kind, authority.id, id_, self.graph.roles[above.giver].kind, above.giver)
        return self.step(kind, authority.id, id_, rests_with)

    def step(
        self, kind: StepKind, authority: str | None, delegation: str | None, decider: RoleKind, role: str | None = None
    ) -> Step:
        return Step(kind, authority, delegation, role or self.role_of_kind.get(decider), decider)


def _needless(step: Step, taken: Collection[tuple[str | None, StepKind]]) -> bool:
    """Whether another step takes care of it: what is recalled needs no substitute, what is anchored anew has leave."""
    if step.delegation is None or step.kind is StepKind.RECALL:
        return False
    if (step.delegation, StepKind.RECALL) in taken:
        return True
    return step.kind is StepKind.LEAVE and (step.delegation, StepKind.ANCHOR) in taken


def _standing(links: tuple[PlannedLink, ...], sound_holders: tuple[str, ...], gaps: tuple[Outcome, ...]) -> Standing:
    in_force = [link for link in links if link.state.in_force]
    if not in_force:
        return Standing.BY_LAW
    if not sound_holders or any(gap.rule in ("DEL505", "DEL507", "DEL509") for gap in gaps):
        return Standing.UNCLEAR
    given = [link for link in in_force if link.receiver in sound_holders and not link.retained]
    return Standing.DELEGATED if given else Standing.KEPT


def _from_the_top(delegations: Iterable[Delegation], by_law: frozenset[str]) -> list[Delegation]:
    """Delegations by how far their giver is from whoever has the authority by law; the rest last, as they stand."""
    everything = tuple(delegations)
    depth = _depths(everything, by_law)
    return sorted(everything, key=lambda each: depth.get(each.from_, len(everything) + 1))


def _depths(delegations: tuple[Delegation, ...], by_law: frozenset[str]) -> Mapping[str, int]:
    given: dict[str, list[str]] = defaultdict(list)
    for each in delegations:
        given[each.from_].append(each.to)
    # A kommunedirektør who has been given it stands below the kommunestyre, though the law gives it to both.
    received = {each.to for each in delegations if not each.retained and each.from_ in by_law}
    depth = {role: 0 for role in by_law if role not in received} or dict.fromkeys(by_law, 0)
    level = list(depth)
    while level:
        below = []
        for role in level:
            for receiver in given[role]:
                if receiver not in depth:
                    depth[receiver] = depth[role] + 1
                    below.append(receiver)
        level = below
    return depth
