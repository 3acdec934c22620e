"""Egenkontroll 1 og 2: what became better or worse between two audits, and which edit or change of law caused it.

Told from what the two audits say and the names of the catalogue; the model itself need not be there.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from samhandling.comparison import Cause, Change, Comparison, Direction, Edit, Snapshot, compare
from samhandling.law.catalogue import Catalogue
from samhandling.law.entries import Text
from samhandling.law.texts import Phrasebook
from samhandling.model.verdict import Verdict
from samhandling.reports.sections import cells
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

KEY = "endringer"
GROUPS = ("worse", "better", "gone", "other")
"""What became worse first; a finding that nobody looks for any more is neither better nor worse."""
MOST_EDITS = 8
_LEVELS = "BTI"
_RULES = frozenset({"SOR403", "SOR404", "SOR406"})
_TONES = {"worse": Tone.BAD, "better": Tone.GOOD, "gone": Tone.MUTED, "other": Tone.NEUTRAL}


@dataclass(frozen=True)
class Compared:
    """Two audits, and the words to tell their difference in."""

    before: Snapshot
    after: Snapshot
    catalogue: Catalogue
    t: Phrasebook
    name_of: Callable[[str], str] = str
    """What an entry of the model is called; its id where the model is not known."""

    @cached_property
    def comparison(self) -> Comparison:
        """All that differs."""
        return compare(self.before, self.after)

    @cached_property
    def groups(self) -> Mapping[str, tuple[Change, ...]]:
        """The changes by group, the gravest first."""
        found: dict[str, list[Change]] = {group: [] for group in GROUPS}
        for change in self.comparison.changes:
            found[group_of(change)].append(change)
        return {group: tuple(sorted(changes, key=_gravest)) for group, changes in found.items()}

    def title(self, change: Change) -> str:
        """What the check is called; its code alone where this catalogue does not have it."""
        entry = self.catalogue.data.checks.get(change.rule)
        return self.t.pick(entry.title) if entry is not None else change.rule

    def subject(self, change: Change) -> str:
        """What a change is about: the names of the catalogue, else that of the entry."""
        id_, t = change.subject, self.t
        if id_ == "municipality":
            return self.after.name or self.before.name
        if change.rule.startswith(_LEVELS):
            return t("facts.level", id=id_)
        if change.rule in _RULES:
            return t("facts.rule", id=id_)
        one, dashes, other = id_.partition("--")
        if dashes:
            return t("facts.pair", one=self._catalogued(one), other=self._catalogued(other))
        if id_ in self.catalogue.data.transitions:
            return f"{id_} {self._catalogued(id_)}"
        named = self._catalogued(id_)
        return named if named != id_ else self.name_of(id_)

    def _catalogued(self, id_: str) -> str:
        data = self.catalogue.data
        groups: tuple[Mapping[str, object], ...] = (
            data.service_types, data.stages, data.transitions, data.authorities, data.topics
        )
        for group in groups:
            name = getattr(group.get(id_), "name", None)
            if isinstance(name, Text):
                return self.t.pick(name)
        return id_

    def verdict(self, verdict: Verdict | None) -> str:
        """A verdict, or that it was not examined."""
        return self.t("compare.absent") if verdict is None else self.t.term("verdict", verdict)

    def causes(self, change: Change) -> tuple[str, ...]:
        """Why an outcome changed, one sentence for each cause."""
        said = tuple(self._cause(cause, change) for cause in change.causes)
        return said or (self.t("compare.cause.unknown"),)

    def _cause(self, cause: Cause, change: Change) -> str:
        t = self.t
        match cause:
            case Cause.EDIT if change.edits:
                return t("compare.cause.edit", listed=self.listed(change.edits))
            case Cause.EDIT:
                near = self._same_section(change)
                if near:
                    return t("compare.cause.edit_near", listed=self.listed(near))
                if self.comparison.edits:
                    return t("compare.cause.edit_somewhere")
                return t("compare.cause.edit_files", listed=self.listed(self.comparison.files))
            case Cause.LAW:
                cited = "; ".join(self._citation(each) for each in change.provisions)
                return t("compare.cause.law", listed=cited)
            case Cause.TIME:
                near = self._same_section(change)
                if near:
                    return t("compare.cause.time_or_edit", listed=self.listed(near))
                return t("compare.cause.time", before=self.before.as_of, after=self.after.as_of)
            case Cause.CATALOGUE:
                versions = {"before": self.before.catalogue_version, "after": self.after.catalogue_version}
                return t("compare.cause.catalogue", **versions)

    def _same_section(self, change: Change) -> tuple[Edit, ...]:
        entry = self.catalogue.data.checks.get(change.rule)
        if entry is None:
            return ()
        return tuple(edit for edit in self.comparison.edits if edit.section == entry.section)

    def _citation(self, id_: str) -> str:
        known = id_ in self.catalogue.data.provisions
        return self.catalogue.citation(id_, self.t.language) if known else id_

    def listed(self, edits: Iterable[Edit]) -> str:
        """Edits in words; of very many, how many more there are."""
        named = [self.edit(each) for each in edits]
        if len(named) <= MOST_EDITS:
            return "; ".join(named)
        return self.t("facts.more", listed="; ".join(named[:MOST_EDITS]), n=len(named) - MOST_EDITS)

    def edit(self, edit: Edit) -> str:
        """One edit: «Avtaler: Avtale med BUP (endret)»."""
        t = self.t
        kind = t(f"compare.edit.{edit.kind}")
        if edit.section == "inputs":
            return t("compare.edit.file", name=edit.id, kind=kind)
        section = t.term("section", edit.section)
        if edit.id == edit.section:
            return t("compare.edit.section", section=section, kind=kind)
        name = t("facts.level", id=edit.id) if edit.section == "interaction_model" else self.name_of(edit.id)
        return t("compare.edit.entry", section=section, name=name, kind=kind)

    def warnings(self) -> tuple[str, ...]:
        """What a reader must know of the two before the difference can be trusted."""
        t, said = self.t, []
        if self.before.number != self.after.number:
            said.append(t("compare.warning.municipality", before=self.before.number, after=self.after.number))
        if self.before.as_of > self.after.as_of:
            said.append(t("compare.warning.order", before=self.before.as_of, after=self.after.as_of))
        if not (self.before.entries and self.after.entries and self.before.whole and self.after.whole):
            said.append(t("compare.warning.no_basis"))
        return tuple(said)

    def counted(self) -> str:
        """«Fra 1. juni 2026 til 21. november 2026: verre 1, bedre 3 …»."""
        counts = {group: self.t.number(len(changes)) for group, changes in self.groups.items()}
        return self.t("compare.counted", start=self.before.as_of, end=self.after.as_of, **counts)


def group_of(change: Change) -> str:
    """Which group a change is told in."""
    if change.direction is Direction.WORSE:
        return "worse"
    if change.after in {None, Verdict.NOT_APPLICABLE}:
        return "gone"
    return "better" if change.direction is Direction.BETTER else "other"


def _gravest(change: Change) -> tuple[int, str, str]:
    rank = change.severity.rank if change.severity is not None else 9
    return rank, change.rule, change.subject


def comparison(compared: Compared) -> Section:
    """The difference as a section."""
    t = compared.t
    blocks: list[Block] = [Paragraph(compared.counted(), ParagraphStyle.LEAD)]
    blocks += [Paragraph(each, ParagraphStyle.WARNING) for each in compared.warnings()]
    blocks += [Paragraph(t("compare.note"), ParagraphStyle.NOTE), _changes(compared), _edits(compared)]
    return Section(KEY, t("compare.title"), tuple(blocks), about=t("compare.about"))


def _changes(compared: Compared) -> Table:
    t = compared.t
    columns = (
        Column("group", t("compare.column.group"), 18),
        Column("code", t("sections.column.code"), 9),
        Column("what", t("sections.column.what"), 34),
        Column("subject", t("sections.column.subject"), 28),
        Column("before", t("compare.column.before"), 17),
        Column("after", t("compare.column.after"), 17),
        Column("severity", t("sections.column.severity"), 10),
        Column("why", t("compare.column.why"), 60),
    )
    rows = tuple(
        Row(
            (
                Cell(t(f"compare.group.{group}"), _TONES[group]),
                Cell(change.rule),
                Cell(compared.title(change)),
                Cell(compared.subject(change)),
                _verdict(compared, change.before),
                _verdict(compared, change.after),
                Cell(t.term("severity", change.severity) if change.severity is not None else None),
                Cell("\n".join(compared.causes(change))),
            )
        )
        for group, changes in compared.groups.items()
        for change in changes
    )
    return Table("endrede_svar", t("compare.changes"), columns, rows, t("compare.nothing"))


def _verdict(compared: Compared, verdict: Verdict | None) -> Cell:
    return Cell(compared.verdict(verdict), Tone.MUTED if verdict is None else cells.tone_of(verdict))


def _edits(compared: Compared) -> Table:
    t, found = compared.t, compared.comparison
    columns = (
        Column("kind", t("compare.column.kind"), 18),
        Column("section", t("compare.column.section"), 28),
        Column("name", t("sections.column.name"), 44, ColumnKind.TEXT),
        Column("id", t("sections.column.subject_id"), 34),
    )
    rows = tuple(
        Row(
            (
                Cell(t(f"compare.edit.{each.kind}")),
                Cell(t("compare.file") if each.section == "inputs" else t.term("section", each.section)),
                Cell(each.id if each.section == "inputs" else compared.name_of(each.id)),
                Cell(each.id),
            )
        )
        for each in found.edits or found.files
    )
    return Table("endringer_i_modellen", t("compare.edits"), columns, rows, t("compare.no_edits"))
