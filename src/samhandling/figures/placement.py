"""Where the slots of each lane stand vertically: near their neighbours, in the given order, never on each other.

Each lane is a small least-squares problem with order constraints (isotonic regression by pooling adjacent
violators); sweeping over the lanes straightens long edges.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from samhandling.figures.ordering import Network, Order

_SWEEPS = 6


@dataclass(frozen=True, slots=True)
class Extents:
    """Heights of the slots by number, which of them are boxes, and the gaps between neighbours in a lane.

    `pull` (0 to 1) is how much a box follows its neighbours; the rest keeps the lane evenly spread."""

    heights: tuple[float, ...]
    is_box: tuple[bool, ...]
    gap: float = 16.0
    thin_gap: float = 3.0
    mixed_gap: float = 9.0
    pull: float = 0.55

    def between(self, upper: int, lower: int) -> float:
        """The least distance between the centres of two slots that follow each other."""
        boxes = self.is_box[upper] + self.is_box[lower]
        gap = (self.thin_gap, self.mixed_gap, self.gap)[boxes]
        return (self.heights[upper] + self.heights[lower]) / 2 + gap


def place(network: Network, order: Order, extents: Extents) -> tuple[tuple[float, ...], float]:
    """The centre of every slot by number, and the height they all fit in."""
    separations = [[extents.between(a, b) for a, b in pairwise(lane)] for lane in order]
    margins = [(extents.heights[lane[0]] / 2, extents.heights[lane[-1]] / 2) if lane else (0.0, 0.0) for lane in order]
    needs = [sum(seps) + sum(margin) for seps, margin in zip(separations, margins, strict=True)]
    height = max(needs, default=0.0)
    spread = [0.0] * len(extents.heights)
    for lane, seps, (above, _), need in zip(order, separations, margins, needs, strict=True):
        extra = (height - need) / (len(lane) + 1)
        at = above + extra
        for slot, step in zip(lane, [*seps, 0.0], strict=False):
            spread[slot] = at
            at += step + extra
    centre = list(spread)
    both = [(*before, *after) for before, after in zip(network.before, network.after, strict=True)]
    for sweep in range(_SWEEPS):
        # At first each lane follows the one just placed, later both its neighbours.
        early = sweep < _SWEEPS // 2
        for onwards in (True, False):
            beside = (network.before if onwards else network.after) if early else both
            for index in range(len(order)) if onwards else range(len(order) - 1, -1, -1):
                wishes = [_wish(slot, beside[slot], centre, spread, extents) for slot in order[index]]
                above, below = margins[index]
                fitted = fit(wishes, separations[index], above, height - below)
                for slot, y in zip(order[index], fitted, strict=True):
                    centre[slot] = y
    return tuple(centre), height


def _wish(
    slot: int, others: Sequence[int], centre: Sequence[float], spread: Sequence[float], extents: Extents
) -> tuple[float, float]:
    """Where a slot would like to be, and with what weight."""
    if extents.is_box[slot]:
        mean = sum(centre[o] for o in others) / len(others) if others else spread[slot]
        return extents.pull * mean + (1 - extents.pull) * spread[slot], 1.0
    # A long edge should run straight: it follows the next slot of its own before anything else.
    thin = [o for o in others if not extents.is_box[o]]
    near = thin or others
    return (sum(centre[o] for o in near) / len(near) if near else centre[slot]), 3.0 if thin else 1.5


def fit(wishes: Sequence[tuple[float, float]], separations: Sequence[float], low: float, high: float) -> list[float]:
    """The positions nearest the wishes (position, weight; by weighted squares) that keep the separations and lie from
    low to high."""
    offsets = [0.0]
    for step in separations:
        offsets.append(offsets[-1] + step)
    blocks: list[tuple[float, float, int]] = []  # mean, weight, count
    for (wish, weight), offset in zip(wishes, offsets, strict=False):
        mean, total, count = wish - offset, weight, 1
        while blocks and blocks[-1][0] > mean:
            other, other_weight, other_count = blocks.pop()
            mean = (mean * total + other * other_weight) / (total + other_weight)
            total, count = total + other_weight, count + other_count
        blocks.append((mean, total, count))
    # The most that the first may be is what leaves room for all the others below it.
    top = high - offsets[-1]
    flat = [min(max(mean, low), top) for mean, _, count in blocks for _ in range(count)]
    return [value + offset for value, offset in zip(flat, offsets, strict=False)]
