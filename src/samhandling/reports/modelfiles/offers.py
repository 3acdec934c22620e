"""What a cell offers: a drop-down, a hint on what to write, and a mark where something required is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from samhandling.model.fields import Reference
from samhandling.model.shape import Kind, Slot
from samhandling.reports.modelfiles.looks import MISSING, MISSING_LINE
from samhandling.reports.modelfiles.pages import LONGEST_HINT, LONGEST_TITLE, cut, letters, quoted
from samhandling.reports.modelfiles.writing import Writing
from samhandling.sheets.layout import Column, Keys, Lead, Part, Sheet

if TYPE_CHECKING:
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

READY_ROWS = 1_000
"""How many rows have drop-downs; where there is more content, as many more than that."""


@dataclass(frozen=True, slots=True)
class Offers:
    """Knows where the values of every drop-down stand."""

    writing: Writing
    names: Mapping[Keys, str]
    """The sheets that are written, and what they are called."""
    lengths: Mapping[str, int]
    """How many rows each has."""
    groups: Sequence[str]
    """The groups of controlled values, in the order of the sheet of values."""

    def add(self, page: "Worksheet", sheet: Sheet, column: Column, cells: str, note: str) -> None:
        """Offer what may stand in cells, and say what to write."""
        rule = self._rule(sheet, column)
        if rule is None:
            if not note:
                return
            rule = _validation()
        if note:
            rule.showInputMessage = True
            rule.promptTitle = self.writing.words.heading(sheet, column, self.writing.language)[:LONGEST_TITLE]
            rule.prompt = cut(note, LONGEST_HINT)
        rule.add(cells)
        page.add_data_validation(rule)

    def _rule(self, sheet: Sheet, column: Column) -> "DataValidation | None":
        if column.part is Part.PARENT:
            above = next(each for each in self.writing.layout if each.way == sheet.parent)
            return self._ids(above) if above.lead is Lead.OWN else None
        if column.part is Part.NUMBER:
            return None
        slot = column.slot.item if column.slot.kind is Kind.LIST and column.slot.item is not None else column.slot
        rule = self._single(slot)
        if rule is not None and slot is not column.slot:
            # Several values may stand in the cell: the list is offered, and nothing refused.
            rule = rule if rule.type == "list" else None
            if rule is not None:
                rule.showErrorMessage = False
        return rule

    def _single(self, slot: Slot) -> "DataValidation | None":
        t = self.writing.t
        if isinstance(slot.refers, Reference):
            target = next((each for each in self.writing.layout if each.way == (slot.refers.section,)), None)
            return None if target is None else self._ids(target)
        source = self._source(slot)
        if source is not None:
            return _validation(
                "list", formula1=source, error=t("sheets.cell.choose"), errorTitle=t("sheets.cell.choose_title")
            )
        match slot.kind:
            case Kind.DATE:
                words = {"error": t("sheets.cell.date"), "errorStyle": "warning"}
                return _validation("date", operator="greaterThan", formula1="1", **words)
            case Kind.WHOLE | Kind.NUMBER:
                kind = "whole" if slot.kind is Kind.WHOLE else "decimal"
                words = {"error": t("sheets.cell.number"), "errorStyle": "warning"}
                bounds = dict(slot.bounds)
                least = bounds.get("ge", bounds.get("gt", 0))
                if "le" in bounds:
                    span = {"formula1": f"{least:g}", "formula2": f"{bounds['le']:g}"}
                    return _validation(kind, operator="between", **span, **words)
                operator = "greaterThan" if "gt" in bounds else "greaterThanOrEqual"
                return _validation(kind, operator=operator, formula1=f"{least:g}", **words)
            case _:
                return None

    def _source(self, slot: Slot) -> str | None:
        """Return where the values of a drop-down stand, or the values themselves."""
        words, language = self.writing.words, self.writing.language
        if slot.kind is Kind.TRUTH:
            return f'"{words.word("yes", language)},{words.word("no", language)}"'
        if slot.kind is Kind.CHOICE:
            listed = ",".join(slot.choices)
            if len(listed) < LONGEST_HINT - 2 and not any("," in choice for choice in slot.choices):
                return f'"{listed}"'
        group = self.writing.group(slot)
        if group is None or group not in self.groups:
            return None
        column = letters(self.groups.index(group) * 2 + 1)
        last = len(self.writing.labels.values(group)) + 2
        return f"{quoted(words.word('values', language))}!${column}$3:${column}${last}"

    def _ids(self, target: Sheet) -> "DataValidation | None":
        """Offer the ids that stand in the first column of a sheet."""
        if target.way not in self.names:
            return None
        name = self.names[target.way]
        last = READY_ROWS + self.lengths.get(target.name, 0)
        first = f"{quoted(name)}!$A$2"
        return _validation(
            "list",
            formula1=f"OFFSET({first},0,0,MAX(1,COUNTA({first}:$A${last})),1)",
            error=cut(self.writing.t("sheets.cell.unknown_id", sheet=name), LONGEST_HINT),
            errorStyle="warning",
        )

    def mark_missing(self, page: "Worksheet", columns: Sequence[Column], last: int) -> None:
        """Hatch the cells that must be filled in, in rows where something stands."""
        end = letters(len(columns))
        mark = self.writing.words.mark(self.writing.language)
        for number, column in enumerate(columns, 1):
            if column.required:
                place = letters(number)
                begun = f"COUNTA($A2:${end}2)>0,LEN(TRIM({place}2))=0"
                formula = f'AND({begun},LEFT($A2,{len(mark)})<>"{mark}")'
                hatch(page, f"{place}2:{place}{last}", formula)


def hatch(page: "Worksheet", cells: str, formula: str) -> None:
    """Hatch cells where a formula is true: a pattern as well as a colour, which tells some people nothing."""
    from openpyxl.formatting.rule import Rule  # noqa: PLC0415
    from openpyxl.styles import Border, PatternFill, Side  # noqa: PLC0415
    from openpyxl.styles.differential import DifferentialStyle  # noqa: PLC0415

    side = Side("thin", color=MISSING_LINE)
    looks = DifferentialStyle(
        fill=PatternFill("lightUp", fgColor=MISSING_LINE, bgColor=MISSING),
        border=Border(left=side, right=side, top=side, bottom=side),
    )
    page.conditional_formatting.add(cells, Rule("expression", formula=[formula], dxf=looks))


def _validation(kind: Any = None, **settings: Any) -> "DataValidation":
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415

    return DataValidation(kind, allow_blank=True, showErrorMessage="error" in settings, **settings)
