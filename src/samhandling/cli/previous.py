"""``--previous``: an earlier report beside this audit, with a word on everything that was carried over."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from samhandling.cli.console import Session
from samhandling.cli.outputs import is_open_elsewhere
from samhandling.law.language import Language

if TYPE_CHECKING:
    from samhandling.comparison import Snapshot
    from samhandling.followup.typed import Previous
    from samhandling.reports.sections.blocks import Report, Section
    from samhandling.reports.sections.follow_up import FollowUp
    from samhandling.reports.sections.telling import Telling

LONGEST_QUOTE = 80
"""How much of what somebody has typed a notice repeats, in characters."""


@dataclass(frozen=True)
class Followed:
    """An earlier report that has been read."""

    path: Path
    follow_up: "FollowUp"
    content: bytes
    snapshot: "Snapshot | None"

    def seen_in(self, report: Path) -> bytes | None:
        """What stood in the file that the new report replaces, when that is the earlier report itself."""
        return self.content if report.exists() and report.samefile(self.path) else None


def read_earlier(session: Session, telling: "Telling", path: Path) -> Followed:
    """Read an earlier report, and say by the way what it is and what must not stand in it.

    Raises:
        SamhandlingError: there is none that can be read.
    """
    from samhandling.followup.progress import follow, recollected
    from samhandling.reading.previous import read_previous
    from samhandling.reports.sections.follow_up import FollowUp
    from samhandling.reports.sections.forms import forms_of
    from samhandling.reports.sections.report import filled_in, titles

    t, result = session.words, telling.result
    tellings = [replace(telling, t=session.catalogue.phrasebook(language)) for language in Language]
    forms = forms_of([filled_in(each) for each in tellings])
    earlier = read_previous(path, str(path), forms, lambda: titles(tellings), result.as_of)
    previous = earlier.previous
    if is_open_elsewhere(path):
        session.console.notice(t("followup.notice.open_elsewhere", file=str(path)))
    number = previous.memory.number
    if number and number != result.number:
        values = {"file": str(path), "number": number, "own": result.number}
        session.console.notice(t("followup.notice.other_municipality", **values))
    for line in personal_lines(session, path, previous):
        session.console.notice(line)
    memory = recollected(previous.memory, previous.names, result)
    return Followed(path, FollowUp(previous, follow(memory, result, t.language)), earlier.content, earlier.snapshot)


def changes_since(telling: "Telling", followed: Followed) -> "tuple[Section, ...]":
    """What changed since the earlier audit, and why, where it says enough (JSON); else no section."""
    from samhandling.comparison import snapshot
    from samhandling.reports.sections.comparison import Compared, comparison

    if followed.snapshot is None:
        return ()
    now = snapshot(telling.result, telling.graph.municipality)
    return (comparison(Compared(followed.snapshot, now, telling.catalogue, telling.t, telling.any_name)),)


def personal_lines(session: Session, path: Path, previous: "Previous") -> Iterator[str]:
    """Name every cell in which somebody has typed personal data, with the data masked."""
    from samhandling.reading.personal_data import masked, personal_data

    for spot, text in previous.texts():
        found = personal_data(text)
        if found:
            said = " ".join(masked(text).split())
            start = max(0, min(found[0].start - LONGEST_QUOTE // 2, len(said) - LONGEST_QUOTE))
            yield session.words(
                "followup.personal", place=f"{path}:{spot.sheet}!{spot.cell}",
                kind=session.words(f"followup.kind.{found[0].kind}"), text=said[start : start + LONGEST_QUOTE],
            )


def kept_line(session: Session, followed: Followed, report: "Report | None") -> str | None:
    """What was carried over, and how much of it has no finding any more; None where nobody had typed anything."""
    from samhandling.reports.sections.blocks import Table
    from samhandling.reports.sections.earlier import EARLIER

    t, previous = session.words, followed.follow_up.previous
    if not previous.rows and not previous.notes:
        return None
    if report is None:
        return t("followup.notice.not_written", file=str(followed.path))
    values = {"file": str(followed.path), "rows": t.number(len(previous.rows))}
    left = [section for section in report.sections if section.key == EARLIER]
    count = sum(len(block.rows) for section in left for block in section.blocks if isinstance(block, Table))
    if not count:
        return t("followup.notice.all_kept", **values)
    return t("followup.notice.kept", n=count, sheet=left[0].title, **values)
