"""What became of the findings of an earlier report, on the screen."""

from collections.abc import Iterable

from samhandling.followup.progress import Mark, Progress
from samhandling.reports.screen.page import block, wrap
from samhandling.reports.sections.earlier import title_of
from samhandling.reports.sections.follow_up import counted
from samhandling.reports.sections.telling import Telling

MOST = 5
"""How many findings are named for each mark."""


def since_lines(telling: Telling, progress: Progress) -> list[str]:
    """Tell what is reopened, new and closed."""
    t = telling.t
    by_name = {each.fingerprint: each for each in telling.result.outcomes}
    lines = wrap(counted(telling, progress), "  ")
    for mark in (Mark.REOPENED, Mark.NEW):
        found = [by_name[name] for name, its in progress.marks.items() if its is mark]
        found.sort(key=lambda each: (each.severity.rank, each.rule, each.subject))
        told = (f"{each.rule} {telling.title(each)}: {telling.subject(each)}" for each in found[:MOST])
        lines += _listed(t(f"followup.mark.{mark}"), told, len(found) - MOST, telling)
    for name, mended in ((Mark.CLOSED.value, True), ("gone", False)):
        gone = [each.known for each in progress.closed if each.mended is mended]
        told = (
            f"{each.rule} {title_of(telling, each.rule)}: "
            + (telling.subject(by_name[each.fingerprint]) if each.fingerprint in by_name else each.subject)
            for each in gone[:MOST]
        )
        lines += _listed(t(f"followup.mark.{name}"), told, len(gone) - MOST, telling)
    return block(t("followup.since_last.title"), lines)


def _listed(mark: str, told: Iterable[str], rest: int, telling: Telling) -> list[str]:
    lines = [line for each in told for line in wrap(f"{mark}: {each}", "  – ", "    ")]
    return [*lines, f"    {telling.t('followup.accepted.more', n=rest)}"] if rest > 0 else lines
