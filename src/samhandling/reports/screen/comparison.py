"""What changed between two audits, on the screen: what became worse first, each with its cause."""

from collections.abc import Iterator

from samhandling.comparison import Change
from samhandling.reports.screen.page import block, wrap
from samhandling.reports.sections.comparison import Compared

_IN = "  "


def comparison_lines(compared: Compared) -> list[str]:
    """Tell the difference."""
    t = compared.t
    title = t("compare.heading", municipality=compared.after.name or compared.after.number)
    lines = [title, "=" * len(title), *wrap(compared.counted())]
    for warning in compared.warnings():
        lines += ["", *wrap(warning)]
    for group, changes in compared.groups.items():
        if changes:
            told = [line for change in changes for line in _change(compared, change)]
            lines += block(t(f"compare.groups.{group}", n=len(changes)), told)
    if not compared.comparison.changes:
        lines += ["", *wrap(t("compare.nothing"))]
    edits = compared.comparison.edits or compared.comparison.files
    if edits:
        lines += block(t("compare.edits"), wrap(compared.listed(edits), _IN))
    worse = len(compared.groups["worse"])
    lines += ["", *wrap(t("compare.note"))]
    return [*lines, *wrap(t("compare.exit.1", n=worse) if worse else t("compare.exit.0"))]


def _change(compared: Compared, change: Change) -> Iterator[str]:
    t = compared.t
    said = t("compare.change", rule=change.rule, title=compared.title(change), subject=compared.subject(change))
    if change.severity is not None:
        said = t("compare.graded", change=said, severity=t.term("severity", change.severity))
    yield from wrap(said, _IN, _IN * 2)
    verdicts = t("compare.verdicts", before=compared.verdict(change.before), after=compared.verdict(change.after))
    yield from wrap(verdicts, _IN * 4)
    for cause in compared.causes(change):
        yield from wrap(cause, _IN * 4)
