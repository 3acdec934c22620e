"""A whole country of them: most are small, some are exemplary, some have barely begun."""

import math
from collections.abc import Iterator
from random import Random

from synthetic.municipality import Profile

DEFAULT_SIZES = (60, 900)
MUNICIPALITIES = 357
_BEGUN_WITH = ("barnehage", "fastlege")


def sizes(count: int, smallest: int, largest: int, seed: int) -> list[int]:
    """So many sizes between two, as many of each order of magnitude."""
    draw = Random(f"{seed}/sizes")
    return [round(math.exp(draw.uniform(math.log(smallest), math.log(largest)))) for _ in range(count)]


def country(
    count: int = MUNICIPALITIES, *, seed: int = 1, between: tuple[int, int] = DEFAULT_SIZES
) -> Iterator[Profile]:
    """The profiles of a country's municipalities."""
    draw = Random(f"{seed}/country")
    for number, size in enumerate(sizes(count, *between, seed), 1):
        kind = number % 60
        diligence = 1.0 if kind in (1, 31) else 0.0 if kind in (2, 32) else draw.uniform(0.1, 0.97)
        yield Profile(
            services=size,
            seed=f"{seed}/{number}",
            name=f"Prøvevik {number:03}",
            diligence=diligence,
            begun_with=_BEGUN_WITH[kind - 3] if kind in (3, 4) else None,
        )
