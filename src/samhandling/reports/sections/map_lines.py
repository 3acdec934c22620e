"""The lines of the service map, before any words: what joins two places, and what should and does not."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import product

from samhandling.checks.result import Outcome
from samhandling.law.entries import Side
from samhandling.lifecourse import TransitionCoverage, on_side
from samhandling.model.verdict import Verdict
from samhandling.reports.sections.map_places import (
    COORDINATION,
    FAMILY,
    Gathering,
    Grouping,
    Kind,
    Place,
    group,
    link_places,
    missing_places,
)
from samhandling.reports.sections.telling import Telling


class Carrier(StrEnum):
    """What carries a line; of several the first one here decides how it is drawn."""

    MISSING = "missing"
    LAPSED = "lapsed"
    TRANSITION = "transition"
    AGREEMENT = "agreement"
    ARENA = "arena"
    ENTRY = "entry"

    @property
    def lacking(self) -> bool:
        """Whether the line is of something that is not there."""
        return self in (Carrier.MISSING, Carrier.LAPSED)


@dataclass(frozen=True, slots=True)
class Tie:
    """A line of the map. ``directed``: one hands over to the other, or (``both``) each to the other."""

    source: str
    target: str
    carrier: Carrier
    transitions: tuple[str, ...] = ()
    partial: tuple[str, ...] = ()
    """The transitions among them that do not cover every service of both places."""
    links: tuple[str, ...] = ()
    """The agreements and arenas that carry it, or (lapsed) did."""
    directed: bool = False
    both: bool = False


@dataclass(frozen=True)
class ServiceMap:
    """The whole map."""

    places: tuple[Place, ...]
    ties: tuple[Tie, ...]
    grouping: Grouping
    left_out: tuple[str, ...]
    """The transitions that concern the municipality and are not between two places."""

    def members(self, place: Place) -> tuple[str, ...]:
        """The places that a marked agreement or arena gathers."""
        return next(each.places for each in self.grouping.marked if each.links == place.links)


@dataclass
class _Drawing:
    """The lines as they gather: one for each pair of places, and one more for what the pair lacks."""

    ties: dict[tuple[frozenset[str], bool], Tie] = field(default_factory=dict)

    def add(self, tie: Tie) -> None:
        """Draw a line; where the pair has one, they become one."""
        key = (frozenset((tie.source, tie.target)), tie.carrier.lacking)
        old = self.ties.get(key)
        self.ties[key] = tie if old is None else _joined(old, tie)

    def pairs(self, links: Iterable[str]) -> Iterator[tuple[str, str]]:
        """The pairs that already have a line carried by one of the links."""
        wanted = set(links)
        return ((each.source, each.target) for each in self.ties.values() if wanted & set(each.links))


def _joined(old: Tie, new: Tie) -> Tie:
    strength = list(Carrier).index
    carrier = min(old.carrier, new.carrier, key=strength)
    first, second = (old, new) if old.directed or not new.directed else (new, old)
    turned = second.directed and second.source != first.source
    return Tie(
        first.source, first.target, carrier,
        tuple(sorted({*old.transitions, *new.transitions})), tuple(sorted({*old.partial, *new.partial})),
        tuple(dict.fromkeys((*old.links, *new.links))), first.directed, first.both or second.both or turned,
    )  # fmt: skip


def service_map(telling: Telling) -> ServiceMap:
    """Find what the map shows."""
    grouping = group(telling)
    drawing = _Drawing()
    absent = missing_places(telling, grouping)
    left_out = []
    for coverage in telling.result.transitions:
        if coverage.applicable and not _draw_transition(telling, grouping, drawing, coverage):
            left_out.append(coverage.id)
    for each in grouping.narrow:
        _draw_narrow(telling, grouping, drawing, each)
    for arena in grouping.arenas:
        for place in arena.places:
            drawing.add(Tie(place, arena.place, Carrier.ARENA, links=arena.links))
    for finding in telling.result.findings:
        if finding.rule == "SAM102":
            _draw_expected(telling, grouping, drawing, finding)
        elif finding.rule == "SAM104":
            _draw_common_arena(grouping, drawing, finding)
    family = Place(FAMILY, FAMILY, Kind.FAMILY)
    for met in (*grouping.places.values(), *absent):
        if met.lane == "lavterskel":
            carrier = Carrier.ENTRY if met.kind is Kind.SERVICES else Carrier.MISSING
            drawing.add(Tie(FAMILY, met.id, carrier, directed=True))
    places = (family, *grouping.places.values(), *absent, *link_places(grouping))
    order = {place.id: number for number, place in enumerate(places)}
    ties = sorted(drawing.ties.values(), key=lambda tie: (order[tie.source], order[tie.target], tie.carrier))
    return ServiceMap(places, tuple(ties), grouping, tuple(left_out))


def _draw_transition(telling: Telling, grouping: Grouping, drawing: _Drawing, coverage: TransitionCoverage) -> bool:
    """Draw one transition between the places that hand over and those that take over; tell whether it has any."""
    entry = telling.catalogue.transitions[coverage.id]

    def places(sides: Iterable[Side]) -> tuple[Place, ...]:
        held = {grouping.place_of[s.id] for side in sides for s in on_side(telling.graph, side)}
        return tuple(place for place in grouping.places.values() if place.id in held)

    senders = places(entry.senders)
    receivers = senders if entry.same_type else places(entry.receivers)
    optional = places(entry.optional_receivers)
    pairs = [(one, other) for one, other in product(senders, receivers) if not entry.same_type or one.id <= other.id]
    if entry.same_type:
        # Between services of one type: one line tells it, at the place that has most of them.
        pairs = sorted(pairs, key=lambda pair: (pair[0].id != pair[1].id, -len(pair[0].services)))
        pairs = [pair for pair in pairs if pair[0].id != pair[1].id or len(pair[0].services) > 1][:1]
    drawn = {pair: _transition_tie(telling, coverage, *pair) for pair in pairs}
    for sender, receiver in product(senders, optional):
        # Where it stands as with the main receivers, their line says it.
        same = {tie.carrier for (one, _), tie in drawn.items() if one is sender and tie is not None}
        tie = _transition_tie(telling, coverage, sender, receiver)
        if tie is not None and tie.carrier not in same:
            drawn[sender, receiver] = tie
    for each in drawn.values():
        if each is not None:
            drawing.add(each)
    return bool(pairs)


def _transition_tie(telling: Telling, coverage: TransitionCoverage, sender: Place, receiver: Place) -> Tie | None:
    def joins(link: str) -> bool:
        members = telling.graph.members(link)
        return bool(members & set(sender.services)) and bool(members & set(receiver.services))

    states = {each.agreement: each.state for each in coverage.carriers if each.suitable and joins(each.agreement)}
    in_force = tuple(sorted(link for link, state in states.items() if state == "in_force"))
    lapsed = tuple(sorted(link for link, state in states.items() if state == "lapsed"))
    concerned = {*sender.services, *receiver.services}
    lacking = bool(concerned & set(coverage.uncovered))
    one = (coverage.id,)
    if in_force:
        return Tie(
            sender.id, receiver.id, Carrier.TRANSITION, one, one if lacking else (), in_force, directed=True
        )
    if not lacking:
        return None
    return Tie(
        sender.id, receiver.id, Carrier.LAPSED if lapsed else Carrier.MISSING, one, links=lapsed, directed=True
    )


def _draw_narrow(telling: Telling, grouping: Grouping, drawing: _Drawing, gathering: Gathering) -> None:
    """Lines for an agreement of a few places: to the coordinating unit, or the pairs that are expected to have one;
    each of the others to the place that has most lines of it. So none is left without, and no two lines say the same.
    """
    carrier = Carrier.ARENA if gathering.arena else Carrier.AGREEMENT
    held = [grouping.places[id_] for id_ in gathering.places]
    middle = next((place for place in held if place.lane == COORDINATION), None)
    if middle is None and len(held) > 2:
        expected = {frozenset(pair) for pair in telling.catalogue.expected_pairs}
        for position, one in enumerate(held):
            for other in held[position + 1 :]:
                if frozenset((one.type, other.type)) in expected:
                    drawing.add(Tie(one.id, other.id, carrier, links=gathering.links))
    lines = Counter(
        end for pair in drawing.pairs(gathering.links) if {*pair} <= {*gathering.places} for end in pair
    )
    if middle is None:
        outer = [place for place in held if place.lane == "fylke_stat"]
        middle = max(held, key=lambda place: (lines[place.id], len(outer) == 1 and place in outer))
    for place in held:
        if place is not middle and (not lines[place.id] or middle.lane == COORDINATION):
            drawing.add(Tie(place.id, middle.id, carrier, links=gathering.links))


def _draw_expected(telling: Telling, grouping: Grouping, drawing: _Drawing, finding: Outcome) -> None:
    """A pair that should have an agreement or an arena in common (SAM102)."""
    one, _, other = finding.subject.partition("--")
    ends = [grouping.places_of_type(type_) for type_ in (one, other)]
    if all(ends):
        past = [telling.graph.agreements[id_] for id_ in finding.related if id_ in telling.graph.agreements]
        lapsed = tuple(each.id for each in past if each.lapsed(telling.graph.as_of))
        drawing.add(
            Tie(ends[0][0].id, ends[1][0].id, Carrier.LAPSED if lapsed else Carrier.MISSING, links=lapsed)
        )


def _draw_common_arena(grouping: Grouping, drawing: _Drawing, finding: Outcome) -> None:
    """Those the common meeting place lacks (SAM104)."""
    arena = "felles_moteplass"
    if finding.verdict is not Verdict.UNDOCUMENTED:
        boxes = (*grouping.arenas, *grouping.marked)
        drawn = [each for each in boxes if {*each.links} & {*finding.related}]
        if not drawn:
            return
        arena = drawn[0].place
    missing = finding.fact("missing")
    for type_ in missing if isinstance(missing, tuple) else ():
        for place in grouping.places_of_type(str(type_))[:1]:
            drawing.add(Tie(place.id, arena, Carrier.MISSING))
