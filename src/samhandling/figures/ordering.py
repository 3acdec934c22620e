"""The order of the slots within each lane, with few crossings: barycentre sweeps, then exchanges of neighbours.

The method is the classical one of layered drawing (Sugiyama, Tagawa, Toda 1981); the lanes are given, so only the
order is sought. Deterministic: ties keep the order the caller gave.
"""

from bisect import bisect_right, insort
from collections.abc import Sequence
from dataclasses import dataclass

Order = tuple[tuple[int, ...], ...]

_SWEEPS = 10
_EXCHANGE_ROUNDS = 6
_ARC_COST = 0.35  # what one step of length of a same-lane arc weighs against one crossing


@dataclass(frozen=True, slots=True)
class Network:
    """Slots by lane, and for each slot (by number) its neighbours in the lane before, the lane after, and its own."""

    lanes: Order
    before: tuple[tuple[int, ...], ...]
    after: tuple[tuple[int, ...], ...]
    peers: tuple[tuple[int, ...], ...]


def best_order(network: Network) -> Order:
    """The slots of each lane from the top, with isolated ones last; never worse than the order given."""
    connected = [[s for s in lane if _neighbours(network, s)] for lane in network.lanes]
    isolated = [[s for s in lane if not _neighbours(network, s)] for lane in network.lanes]
    best = [list(lane) for lane in connected]
    best_cost = _cost(network, best)
    for forward_first in (True, False):
        order = [list(lane) for lane in connected]
        for sweep in range(_SWEEPS):
            _sweep(network, order, forward=(sweep % 2 == 0) is forward_first)
            candidate = [list(lane) for lane in order]
            _exchange(network, candidate, rounds=1)
            cost = _cost(network, candidate)
            if cost < best_cost:
                best, best_cost = candidate, cost
    _exchange(network, best, rounds=_EXCHANGE_ROUNDS)
    return tuple((*lane, *rest) for lane, rest in zip(best, isolated, strict=True))


def crossings(network: Network, order: Sequence[Sequence[int]]) -> int:
    """How many pairs of edges between neighbouring lanes cross in this order."""
    place = _places(order, len(network.before))
    total = 0
    for lane in order[:-1]:
        seen: list[int] = []
        for slot in lane:
            ends = sorted(place[other] for other in network.after[slot])
            total += sum(len(seen) - bisect_right(seen, end) for end in ends)
            for end in ends:
                insort(seen, end)
    return total


def _neighbours(network: Network, slot: int) -> bool:
    return bool(network.before[slot] or network.after[slot] or network.peers[slot])


def _places(order: Sequence[Sequence[int]], count: int) -> list[int]:
    place = [0] * count
    for lane in order:
        for index, slot in enumerate(lane):
            place[slot] = index
    return place


def _cost(network: Network, order: Sequence[Sequence[int]]) -> float:
    place = _places(order, len(network.before))
    arcs = sum(abs(place[s] - place[p]) for lane in order for s in lane for p in network.peers[s]) / 2
    return crossings(network, order) + _ARC_COST * arcs


def _sweep(network: Network, order: list[list[int]], *, forward: bool) -> None:
    """Sort every lane by the mean place of the neighbours in the lane just sorted (peers count half)."""
    relative = [0.0] * len(network.before)
    for lane in order:
        _renumber(lane, relative)
    sides = network.before if forward else network.after
    for index in range(len(order)) if forward else range(len(order) - 1, -1, -1):
        lane = order[index]
        weight = {slot: _barycentre(slot, sides[slot], network.peers[slot], relative) for slot in lane}
        lane.sort(key=weight.__getitem__)  # stable: equal weights keep their order
        _renumber(lane, relative)


def _renumber(lane: Sequence[int], relative: list[float]) -> None:
    for index, slot in enumerate(lane):
        relative[slot] = (index + 0.5) / len(lane)


def _barycentre(slot: int, side: Sequence[int], peers: Sequence[int], relative: Sequence[float]) -> float:
    if not side and not peers:
        return relative[slot]
    total = sum(relative[other] for other in side) + 0.5 * sum(relative[other] for other in peers)
    return total / (len(side) + 0.5 * len(peers))


def _exchange(network: Network, order: list[list[int]], *, rounds: int) -> None:
    """Swap neighbours in a lane while that lowers the cost."""
    place = _places(order, len(network.before))
    near = [
        tuple((sides[slot], sorted(place[o] for o in sides[slot])) for sides in (network.before, network.after))
        for slot in range(len(network.before))
    ]
    for _ in range(rounds):
        improved = False
        for lane in order:
            moved = False
            for index in range(len(lane) - 1):
                upper, lower = lane[index], lane[index + 1]
                gain = sum(
                    _inversions(near[upper][side][1], near[lower][side][1])
                    - _inversions(near[lower][side][1], near[upper][side][1])
                    for side in (0, 1)
                )
                if gain + _ARC_COST * _arc_gain(network, place, upper, lower) > 1e-9:
                    lane[index], lane[index + 1] = lower, upper
                    place[upper], place[lower] = index + 1, index
                    moved = True
            if moved:
                improved = True
                # Places changed in this lane: what the lanes beside it know of it must follow.
                touched = {o for s in lane for o in (*network.before[s], *network.after[s])}
                for slot in touched:
                    near[slot] = tuple((others, sorted(place[o] for o in others)) for others, _ in near[slot])
        if not improved:
            return


def _inversions(upper: Sequence[int], lower: Sequence[int]) -> int:
    """Pairs (a of upper, b of lower) with a below b; both sorted."""
    return sum(len(upper) - bisect_right(upper, end) for end in lower)


def _arc_gain(network: Network, place: Sequence[int], upper: int, lower: int) -> int:
    """How much shorter the arcs of two neighbours get when they change places."""
    gain = 0
    for slot, step in ((upper, 1), (lower, -1)):
        for peer in network.peers[slot]:
            if peer not in (upper, lower):
                gain += abs(place[slot] - place[peer]) - abs(place[slot] + step - place[peer])
    return gain
