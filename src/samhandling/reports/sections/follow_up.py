"""Siden forrige rapport: each finding's mark, and what people had typed put back where it belongs.

Nothing typed is ever dropped: what has no row any more stands on a sheet of its own, *Tidligere tiltak*.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from samhandling.checks.result import Outcome
from samhandling.followup.progress import Closed, Mark, Progress
from samhandling.followup.typed import Entry, Filled, Note, Previous
from samhandling.reports.sections import anchors, cells, earlier
from samhandling.reports.sections.action_plan import TABLE as PLAN_TABLE
from samhandling.reports.sections.blocks import (
    Block,
    Cell,
    Column,
    ColumnKind,
    Paragraph,
    ParagraphStyle,
    Row,
    Section,
    Table,
    Tone,
)
from samhandling.reports.sections.forms import KEY, position
from samhandling.reports.sections.telling import Telling

T = TypeVar("T")
SINCE_LAST = "siden_sist"
MARKED = {anchors.FINDINGS: "funn", anchors.PLAN: PLAN_TABLE}
"""Section → the table in it whose findings are marked."""
AFTER = "severity"
"""The column that the marks stand after."""
ADDED_WIDTH = 24
_TONES = {Mark.NEW: Tone.WARNING, Mark.REOPENED: Tone.BAD, Mark.UNCHANGED: Tone.NEUTRAL, Mark.CLOSED: Tone.GOOD}


@dataclass(frozen=True, slots=True)
class FollowUp:
    """An earlier edition, and what became of its findings."""

    previous: Previous
    progress: Progress


def followed(telling: Telling, sections: Iterable[Section], follow_up: FollowUp) -> tuple[Section, ...]:
    """The sections of a report with marks and all that was typed, and those of the follow-up after the action plan."""
    previous, progress = follow_up.previous, follow_up.progress
    left = list(previous.rows)
    made: list[Section] = []
    for section in sections:
        filled, left = _fill(with_marks(telling, section, progress.marks), left, previous.added or {})
        made.append(_with_summary(telling, filled, progress) if section.key == anchors.SUMMARY else filled)
    after = next(place for place, section in enumerate(made) if section.key == anchors.PLAN) + 1
    new = [since_last(telling, progress)]
    if left or previous.notes or (previous.added or {}).get(earlier.TABLE):
        rows, notes = _apart(telling, left, previous.notes)
        added = previous.added or {}
        headings = dict.fromkeys((*added.get(PLAN_TABLE, ()), *added.get(earlier.TABLE, ())))
        new.append(earlier.earlier(telling, progress, rows, notes, tuple(headings)))
    return (*made[:after], *new, *made[after:])


# marks ------------------------------------------------------------------------------------------------------------


def mark_cell(telling: Telling, mark: Mark) -> Cell:
    """What became of a finding."""
    return Cell(telling.t(f"followup.mark.{mark}"), _TONES[mark])


def with_marks(telling: Telling, section: Section, marks: Mapping[str, Mark]) -> Section:
    """A section with a column of marks in its table of findings; other sections as they are."""
    if section.key not in MARKED:
        return section
    return replace(section, blocks=tuple(_marked(telling, MARKED[section.key], each, marks) for each in section.blocks))


def _marked(telling: Telling, table: str, block: Block, marks: Mapping[str, Mark]) -> Block:
    if not isinstance(block, Table) or block.key != table:
        return block
    place = (position(block.columns, AFTER) or 0) + 1
    column = Column("mark", telling.t("followup.column.mark"), 12)
    rows = tuple(
        replace(row, cells=_inserted(row.cells, place, (_mark_of(telling, row, marks),))) for row in block.rows
    )
    return replace(block, columns=_inserted(block.columns, place, (column,)), rows=rows)


def _mark_of(telling: Telling, row: Row, marks: Mapping[str, Mark]) -> Cell:
    mark = marks.get(row.anchor or "")
    return Cell(None) if mark is None else mark_cell(telling, mark)


def _with_summary(telling: Telling, section: Section, progress: Progress) -> Section:
    said = Paragraph(counted(telling, progress))
    return replace(section, blocks=_inserted(section.blocks, 1, (said,)))


def counted(telling: Telling, progress: Progress) -> str:
    """«Siden rapporten per 1. juni 2026: nye 3, gjenåpnet 1, lukket 2, uendret 45»."""
    t = telling.t
    counts = {mark.value: t.number(count) for mark, count in progress.counts.items()}
    if not progress.previous.number:
        return t("followup.counted_undated", **counts)
    return t("followup.counted", date=progress.previous.as_of, **counts)


# what was typed ---------------------------------------------------------------------------------------------------


def _fill(
    section: Section, rows: list[Filled], added: Mapping[str, Sequence[str]]
) -> tuple[Section, list[Filled]]:
    """Put what was typed back into the tables of a section; what found no place there is left."""
    blocks: list[Block] = []
    for block in section.blocks:
        if isinstance(block, Table) and any(column.editable for column in block.columns):
            filled, rows = _fill_table(block, rows, added.get(block.key, ()))
            blocks.append(filled)
        else:
            blocks.append(block)
    return replace(section, blocks=tuple(blocks)), rows


def _fill_table(table: Table, rows: list[Filled], added: Sequence[str]) -> tuple[Table, list[Filled]]:
    sources = {table.key, earlier.TABLE} if table.key == PLAN_TABLE else {table.key}
    names = {row.anchor for row in table.rows if row.anchor is not None}
    mine: dict[str, list[Filled]] = {}
    left = []
    for filled in rows:
        if filled.name in names and filled.table in sources:
            mine.setdefault(str(filled.name), []).append(filled)
        else:
            left.append(filled)
    columns = with_added(table.columns, added)
    new_rows: list[Row] = []
    for row in table.rows:
        padded = replace(row, cells=_padded(row.cells, table.columns, len(added)))
        found = mine.get(row.anchor or "", [])
        if not found:
            new_rows.append(padded)
        # Whoever copies a row has two measures for one finding; other tables have one row for each name.
        most = len(found) if table.key == PLAN_TABLE else 1
        for number, filled in enumerate(found):
            if number >= most:
                left.append(filled)
                continue
            done, homeless = _fill_row(padded, columns, filled)
            new_rows.append(done if number == 0 else replace(done, anchor=None))
            if homeless:
                left.append(replace(filled, entries=homeless))
    return replace(table, columns=columns, rows=tuple(new_rows)), left


def _fill_row(row: Row, columns: Sequence[Column], filled: Filled) -> tuple[Row, tuple[Entry, ...]]:
    values = list(row.cells)
    homeless = []
    for entry in filled.entries:
        place = place_of(columns, entry)
        if place is None or values[place].value is not None:
            homeless.append(entry)
        else:
            values[place] = earlier.worded(columns[place], entry)
    return replace(row, cells=tuple(values)), tuple(homeless)


def place_of(columns: Sequence[Column], entry: Entry) -> int | None:
    """Where an entry belongs among the columns; None where nothing is filled in there any more."""
    key = earlier.added_key(entry.column) if entry.added else entry.column
    place = position(columns, key)
    return place if place is not None and columns[place].editable else None


def with_added(columns: Sequence[Column], added: Sequence[str]) -> tuple[Column, ...]:
    """The columns with those that people have added, before the key."""
    new = tuple(Column(earlier.added_key(each), each, ADDED_WIDTH, editable=True) for each in added)
    return _inserted(columns, _before_key(columns), new)


def _padded(values: Sequence[Cell], columns: Sequence[Column], count: int) -> tuple[Cell, ...]:
    return _inserted(values, _before_key(columns), (Cell(None),) * count)


def _before_key(columns: Sequence[Column]) -> int:
    place = position(columns, KEY)
    return len(columns) if place is None else place


def _inserted(things: Sequence[T], place: int, new: Sequence[T]) -> tuple[T, ...]:
    return (*things[:place], *new, *things[place:])


def _apart(
    telling: Telling, left: Iterable[Filled], notes: Sequence[Note]
) -> tuple[tuple[Filled, ...], tuple[Filled | Note, ...]]:
    """Rows of the plan that have no finding, and everything else: what was typed in other tables, and notes."""
    rows: list[Filled] = []
    others: list[Filled | Note] = []
    for filled in left:
        if filled.table in {PLAN_TABLE, earlier.TABLE}:
            rows.append(filled)
        elif filled.table == earlier.NOTES:
            others.append(filled)
        else:
            others += [
                Note(entry.spot, entry.value, filled.name or " · ".join(filled.beside.values()))
                for entry in filled.entries
            ]
    return tuple(rows), (*others, *notes)


# the section ------------------------------------------------------------------------------------------------------


def since_last(telling: Telling, progress: Progress) -> Section:
    """What is new, reopened and closed since the earlier edition, and what was closed before that."""
    t = telling.t
    columns = (
        Column("mark", t("followup.column.mark"), 22),
        Column("code", t("sections.column.code"), 9),
        Column("what", t("sections.column.what"), 44),
        Column("subject", t("sections.column.subject"), 36),
        Column("since", t("followup.column.since"), 15, ColumnKind.DATE),
        Column("closed", t("followup.column.closed"), 15, ColumnKind.DATE),
        Column("key", t("sections.column.key"), 18),
    )
    by_name = {each.fingerprint: each for each in telling.result.outcomes}
    rows = [
        _open_row(telling, by_name[name], mark, progress)
        for wanted in (Mark.REOPENED, Mark.NEW)
        for name, mark in progress.marks.items()
        if mark is wanted
    ]
    rows += [_closed_row(telling, by_name, each, progress.memory.as_of) for each in progress.closed]
    rows += [_closed_row(telling, by_name, each, each.known.closed) for each in progress.closed_before]
    return Section(
        SINCE_LAST, t("followup.since_last.title"),
        (
            Paragraph(counted(telling, progress), ParagraphStyle.LEAD),
            Paragraph(t("followup.since_last.note"), ParagraphStyle.NOTE),
            Table("siden_sist", "", columns, tuple(rows), t("followup.since_last.nothing")),
        ),
        about=t("followup.since_last.about"),
    )


def _open_row(telling: Telling, outcome: Outcome, mark: Mark, progress: Progress) -> Row:
    return Row(
        (
            mark_cell(telling, mark),
            Cell(outcome.rule, link=anchors.finding(outcome)),
            Cell(telling.title(outcome)),
            cells.subject(telling, outcome),
            Cell(progress.since(outcome.fingerprint)),
            Cell(None),
            Cell(outcome.fingerprint),
        )
    )


def _closed_row(telling: Telling, by_name: Mapping[str, Outcome], closed: Closed, on: date | None) -> Row:
    known = closed.known
    outcome = by_name.get(known.fingerprint)
    said = mark_cell(telling, Mark.CLOSED) if closed.mended else Cell(telling.t("followup.mark.gone"), Tone.MUTED)
    return Row(
        (
            said,
            Cell(known.rule),
            Cell(earlier.title_of(telling, known.rule)),
            cells.subject(telling, outcome) if outcome is not None else Cell(known.subject),
            Cell(known.since),
            Cell(on),
            Cell(known.fingerprint),
        )
    )
