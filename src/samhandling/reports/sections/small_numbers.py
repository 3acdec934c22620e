"""Small numbers in what leaves the house: 1 to the catalogue's limit are masked, so that they cannot be worked out."""

from samhandling.reports.sections.telling import Telling

Count = int | str | None


def is_small(telling: Telling, count: int | None) -> bool:
    """Whether a number is so small that it is masked outside the house."""
    limit = telling.catalogue.parameter("small_number_limit", telling.result.as_of)
    return telling.outside and count is not None and 0 < count <= limit


def still_open(registered: int | None, closed: int | None) -> int | None:
    """How many are open; None where it is not known."""
    return registered - closed if registered is not None and closed is not None else None


def has_small(telling: Telling, registered: int | None, closed: int | None) -> bool:
    """Whether a number of these, or what follows from them, is masked."""
    return any(is_small(telling, each) for each in (registered, closed, still_open(registered, closed)))


def registered_and_closed(telling: Telling, registered: int | None, closed: int | None) -> tuple[Count, ...]:
    """How many were registered, closed, and are open; any of them follows from the others, so never one is masked."""
    counts = (registered, closed, still_open(registered, closed))
    small = [is_small(telling, each) for each in counts]
    limit = telling.catalogue.parameter("small_number_limit", telling.result.as_of)
    masked = telling.t("facts.small_number", limit=limit)
    shown: list[Count] = [masked if hide else each for each, hide in zip(counts, small, strict=True)]
    if sum(small) == 1 and counts[2] is not None:
        shown[0 if small[1] else 1] = telling.t("facts.hidden_number")
    return tuple(shown)
