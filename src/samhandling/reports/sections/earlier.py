"""Tidligere tiltak: what people had typed that has no place in this report any more. Kept until somebody deletes it."""

from collections.abc import Sequence

from samhandling.followup.progress import Progress
from samhandling.followup.typed import Entry, Filled, Note
from samhandling.model.verdict import Verdict
from samhandling.reports.sections import action_plan
from samhandling.reports.sections.blocks import (
    Cell,
    Column,
    Paragraph,
    ParagraphStyle,
    Row,
    Section,
    Table,
)
from samhandling.reports.sections.telling import Telling

EARLIER = "tidligere_tiltak"
TABLE = "tidligere_tiltak"
NOTES = "annet_skrevet"
ADDED = "+"
"""What the key of a column that people have added begins with."""
_TOLD = ("code", "what", "subject", "remedy")
"""What a row is told by, as it stood in the edition it comes from."""


def added_key(heading: str) -> str:
    """The key of a column that people have added."""
    return ADDED + heading


def columns(telling: Telling, added: Sequence[str] = ()) -> tuple[Column, ...]:
    """The columns: those of the plan that tell of a row, why it is here, what was typed, and the key."""
    t = telling.t
    plan = {each.key: each for each in action_plan.columns(telling)}
    return (
        Column("why", t("followup.column.why"), 24),
        *(plan[key] for key in _TOLD),
        *(plan[key] for key in action_plan.TYPED),
        *(Column(added_key(each), each, 24, editable=True) for each in added),
        Column("from", t("followup.column.from"), 18),
        plan["key"],
    )


def earlier(
    telling: Telling,
    progress: Progress | None = None,
    rows: Sequence[Filled] = (),
    notes: Sequence[Filled | Note] = (),
    added: Sequence[str] = (),
) -> Section:
    """The sheet, with everything that has no other place."""
    t = telling.t
    headings = list(added)
    for row in rows:
        headings += [each.column for each in row.entries if each.added and each.column not in headings]
    shown = columns(telling, headings)
    from_edition = t.short_date(progress.previous.as_of) if progress is not None else ""
    note_columns = (
        # As wide as the columns of the table above, which they share.
        Column("where", t("followup.column.where"), 24),
        Column("from", t("followup.column.from"), 12),
        Column("beside", t("followup.column.beside"), 26),
        Column("text", t("sections.column.text"), 40, editable=True),
    )
    return Section(
        EARLIER, t("followup.earlier.title"),
        (
            Paragraph(t("followup.earlier.note"), ParagraphStyle.NOTE),
            Table(
                TABLE, t("followup.earlier.caption"), shown,
                tuple(_row(telling, each, shown, progress, from_edition) for each in rows),
                t("followup.earlier.none"),
            ),
            Table(
                NOTES, t("followup.earlier.notes"), note_columns,
                tuple(_note(each, from_edition) for each in notes), t("followup.earlier.none"),
            ),
        ),
        in_page=False,
        about=t("followup.earlier.about"),
    )


def _row(
    telling: Telling, filled: Filled, shown: Sequence[Column], progress: Progress | None, from_edition: str
) -> Row:
    values: dict[str, Cell] = {key: Cell(filled.beside[key]) for key in _TOLD if filled.beside.get(key)}
    values["why"] = Cell(_why(telling, filled, progress))
    values["from"] = Cell(filled.beside.get("from") or from_edition)
    values["key"] = Cell(filled.name or filled.beside.get("key"))
    by_key = {column.key: column for column in shown}
    for entry in filled.entries:
        key = added_key(entry.column) if entry.added else entry.column
        if key in by_key:
            values[key] = worded(by_key[key], entry)
    return Row(tuple(values.get(column.key, Cell(None)) for column in shown))


def worded(column: Column, entry: Entry) -> Cell:
    """What was typed; a choice in the words of this report's language."""
    if entry.choice is not None and entry.choice < len(column.choices):
        return Cell(column.choices[entry.choice])
    return Cell(entry.value)


def _why(telling: Telling, filled: Filled, progress: Progress | None) -> str:
    t = telling.t
    if filled.name is None:
        return t("followup.why.no_key")
    verdicts = {each.fingerprint: each.verdict for each in telling.result.outcomes}
    if filled.name in verdicts and verdicts[filled.name] is Verdict.MET:
        return t("followup.why.closed")
    known = progress is not None and filled.name in progress.memory.by_fingerprint()
    return t("followup.why.gone" if known or filled.name in verdicts else "followup.why.unknown")


def _note(note: Filled | Note, from_edition: str) -> Row:
    if isinstance(note, Note):
        where = f"{note.spot.sheet}!{note.spot.cell}"
        return Row((Cell(where), Cell(from_edition), Cell(note.beside or None), Cell(note.value)))
    beside = note.beside
    text = next((each.value for each in note.entries if each.column == "text"), None)
    return Row(
        (Cell(beside.get("where")), Cell(beside.get("from")), Cell(beside.get("beside")), Cell(text))
    )


def title_of(telling: Telling, rule: str) -> str:
    """What a check is called; its code where the catalogue no longer has it."""
    checks = telling.catalogue.data.checks
    return telling.t.pick(checks[rule].title) if rule in checks else rule
