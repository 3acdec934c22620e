"""The tables that people fill in, described so that they are found again in an earlier report in any language."""

from collections.abc import Iterable, Mapping, Sequence

from samhandling.followup.forms import Form, plain
from samhandling.reports.sections.blocks import Column, Section, Table

KEY = "key"
"""The column that names a row by a fingerprint; a table without it names its rows in the first column."""
KEPT_WHOLE = frozenset({"annet_skrevet"})
"""Tables in which every row is kept as it is, whatever it is called."""


def forms_of(sections: Iterable[Iterable[Section]]) -> tuple[Form, ...]:
    """The forms among the same sections in several languages."""
    in_languages = [_fillable(each) for each in sections]
    return tuple(_form([tables[key] for tables in in_languages]) for key in in_languages[0])


def _fillable(sections: Iterable[Section]) -> dict[str, Table]:
    return {
        block.key: block
        for section in sections
        for block in section.blocks
        if isinstance(block, Table) and any(column.editable for column in block.columns)
    }


def naming_of(table: Table) -> str | None:
    """Key of the column that names the rows of a table."""
    if table.key in KEPT_WHOLE:
        return None
    return KEY if any(column.key == KEY for column in table.columns) else table.columns[0].key


def _form(tables: Sequence[Table]) -> Form:
    """One table as it is in each language."""
    table = tables[0]
    naming = naming_of(table)
    by_words = naming not in {None, KEY, "code"}
    return Form(
        table=table.key,
        columns={plain(column.heading): column.key for each in tables for column in each.columns},
        count=len(table.columns),
        typed=frozenset(column.key for column in table.columns if column.editable),
        naming=naming,
        rows=_labels(tables) if by_words else None,
        choices={
            (column.key, plain(choice)): number
            for each in tables
            for column in each.columns
            for number, choice in enumerate(column.choices)
        },
    )


def _labels(tables: Iterable[Table]) -> Mapping[str, str]:
    return {
        plain(str(row.cells[0].value)): row.anchor for each in tables for row in each.rows if row.anchor is not None
    }


def position(columns: Sequence[Column], key: str) -> int | None:
    """Where a column stands; None where there is none such."""
    return next((place for place, column in enumerate(columns) if column.key == key), None)
