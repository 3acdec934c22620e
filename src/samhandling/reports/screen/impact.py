"""What falls away with an entry, on the screen: worse first, units by name."""

from collections.abc import Iterator

from samhandling.comparison import Change, Direction
from samhandling.reports.screen.page import block, wrap
from samhandling.reports.sections.impact import Impact

_IN = "  "


def impact_lines(impact: Impact) -> list[str]:
    """Tell a thought experiment."""
    t, result = impact.before.t, impact.before.result
    title = impact.title()
    lines = [*wrap(title), "=" * min(len(title), 100), t("impact.under", municipality=result.name, date=result.as_of)]
    lines += [line for said in impact.assumptions() for line in wrap(said)]
    if impact.lost:
        lines += block(t("impact.heading.lost"), _lost(impact))
    left_open = impact.left_open()
    if left_open:
        told = [line for each in left_open for line in wrap(each, _IN + "– ", _IN * 2)]
        lines += block(t("impact.heading.left_open", n=len(left_open)), told)
    lines += _coordination(impact)
    worse = impact.going(Direction.WORSE)
    if worse:
        told = [line for each in worse for line in _worse(impact, each)]
        lines += block(t("impact.heading.worse", n=len(worse)), told)
    for group, changes in impact.groups:
        if changes:
            told = [line for each in changes for line in wrap(impact.brief(each), _IN, _IN * 2)]
            lines += block(t(f"impact.heading.{group}", n=len(changes)), told)
    if not impact.comparison.changes and not impact.lost and not left_open:
        lines += ["", *wrap(t("impact.nothing"))]
    return [*lines, "", *wrap(t("impact.caution"))]


def _lost(impact: Impact) -> Iterator[str]:
    before, t = impact.before, impact.before.t
    for each in impact.lost:
        states = {name: t(f"figures.transition.{getattr(each, name)}") for name in ("before", "after")}
        yield from wrap(t("impact.lost.transition", transition=before.transition_name(each.id), **states), _IN, _IN * 2)
        if each.units:
            names = " · ".join(sorted(before.graph.services[unit].name for unit in each.units))
            yield from wrap(t("impact.lost.units", n=len(each.units), names=names), _IN * 3)


def _coordination(impact: Impact) -> list[str]:
    t = impact.before.t
    old, new = impact.before.result.coordination.totals, impact.after.result.coordination.totals
    if old == new:
        return []
    said = t(
        "impact.coordination", before=t.number(old.assigned), after=t.number(new.assigned),
        situations_before=t.number(old.situations), situations_after=t.number(new.situations),
    )
    return block(t("impact.heading.coordination"), wrap(said, _IN))


def _worse(impact: Impact, change: Change) -> Iterator[str]:
    yield from wrap(impact.change(change), _IN, _IN * 2)
    yield from wrap(impact.sentence(change), _IN * 4)
