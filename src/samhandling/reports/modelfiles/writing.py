"""What the model is written out with: its sheets, their words, the catalogue, and a language."""

from collections.abc import Sequence
from dataclasses import dataclass

from samhandling.law.catalogue import Catalogue
from samhandling.law.texts import Phrasebook
from samhandling.model.fields import Reference
from samhandling.model.municipality import Municipality, Selector
from samhandling.model.shape import Kind, Slot
from samhandling.sheets.labels import Labels
from samhandling.sheets.layout import Column, Part, Sheet, layout_of
from samhandling.sheets.words import SheetWords


@dataclass(frozen=True, slots=True)
class Writing:
    """Everything a writer of model files asks."""

    layout: Sequence[Sheet]
    words: SheetWords
    labels: Labels
    catalogue: Catalogue
    t: Phrasebook

    @property
    def language(self) -> str:
        """The language of headings, notes and comments."""
        return self.t.language

    def note(self, sheet: Sheet, column: Column) -> str:
        """Return what to write in a column, and whether something must be."""
        note = self.words.note(sheet, column, self.language)
        return f"{self.t('sheets.cell.required')} {note}".strip() if column.required else note

    def cell_note(self, sheet: Sheet, column: Column) -> str:
        """Return what to write in the cells of a column: also where values come from, and how several are written."""
        slot = column.slot
        item = slot.item if slot.kind is Kind.LIST else slot
        if column.part is not Part.VALUE or item is None:
            return self.note(sheet, column)
        several = slot.kind is Kind.LIST
        if item.entry is Selector:
            how = self.words.word("selectors", self.language)
        elif isinstance(item.refers, Reference):
            target = next(each for each in self.layout if each.way == (item.refers.section,))
            name = self.words.sheet(target, self.language)
            how = self.words.word("ids_from" if several else "id_from", self.language).format(sheet=name)
        elif self.group(item) is not None:
            name = self.words.word("values", self.language)
            how = self.words.word("many_values" if several else "one_value", self.language).format(sheet=name)
        else:
            how = self.words.word("many_texts", self.language) if several else ""
        return f"{self.note(sheet, column)} {how}".strip()

    def group(self, slot: Slot) -> str | None:
        """Return the list that a slot's value is chosen from."""
        group = self.labels.group(slot)
        return "service_types" if group == "parties" else group

    def groups(self) -> dict[str, str]:
        """Return group of controlled values → the heading of the first column that takes values from it."""
        found: dict[str, str] = {}
        for sheet in self.layout:
            for column in sheet.columns:
                slot = column.slot.item if column.slot.kind is Kind.LIST and column.slot.item else column.slot
                group = self.group(slot)
                if group is not None:
                    name = self.words.sheet(sheet, self.language)
                    found.setdefault(group, f"{name}: {self.words.heading(sheet, column, self.language)}")
        return found

    def meaning(self, group: str, value: str) -> str:
        """Return what a controlled value means, in a few words."""
        catalogue, t = self.catalogue, self.t
        match group:
            case "provisions":
                return catalogue.citation(value, self.language)
            case "questions":
                return t.pick(catalogue.questions[value].question)
            case "checks":
                return t.pick(catalogue.checks[value].title)
        names = self.labels.names(group)
        meaning = t.pick(names[value]) if value in names else ""
        terms = catalogue.topics if group == "topics" else catalogue.vocabulary.get(group, {})
        explanation = terms[value].explanation if value in terms else None
        return meaning if explanation is None else f"{meaning} – {t.pick(explanation)}"


def writing_for(catalogue: Catalogue, language: str) -> Writing:
    """Return what the model of this program is written with, in a language."""
    content = catalogue.extra.get("sheets", {})
    words = SheetWords(content if isinstance(content, dict) else {})
    return Writing(layout_of(Municipality), words, Labels(catalogue), catalogue, catalogue.phrasebook(language))
