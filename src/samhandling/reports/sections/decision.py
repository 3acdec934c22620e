"""The draft decision told in one language: a document of its own, made of the same blocks as every report.

What the model does not say stands in square brackets, to be filled in. The matrix in the annex and the points of the
decision are told from the same values, with the same words.
"""

from collections.abc import Collection
from dataclasses import replace

from samhandling.delegation_draft import Draft, Point
from samhandling.delegation_plan import LinkState, PlannedAuthority, PlannedLink, StepKind
from samhandling.model.vocabulary import RoleKind
from samhandling.reports.sections.blocks import (
    Block,
    Bullets,
    Cell,
    Column,
    Heading,
    Paragraph,
    ParagraphStyle,
    Report,
    Row,
    Section,
    Table,
)
from samhandling.reports.sections.delegation import matrix_table
from samhandling.reports.sections.delegation_tree import tree
from samhandling.reports.sections.delegation_words import DelegationWords, capital

CHAIN_RULE = "DEL501"
"""The check whose provisions say where the power to decide comes from."""
COMMON = ("function", "limits", "onward", "report", "recall", "known", "force")
FIELDS = ("place_date", "case", "function", "name", "signature")
ANNEX = "vedlegg_matrise"
_DONE_BY_SIGNING = (StepKind.PLACE, StepKind.RENEW, StepKind.DATE)
_TOO_MANY = ("level", "archive")
_NOT_CHECKED = ("from-secondary-source", "uncertain")
_SAID_ELSEWHERE = (StepKind.PLACE, StepKind.ANCHOR)
"""Steps of the kommunestyre that the document has other words for."""


def decision(words: DelegationWords, draft: Draft, today: DelegationWords | None = None) -> Report:
    """The draft as a report; ``today`` are the delegations as they are, where the draft follows a pattern."""
    return _Teller(words, draft, today or words).report()


class _Teller:
    """A draft in words."""

    def __init__(self, words: DelegationWords, draft: Draft, today: DelegationWords) -> None:
        self.words, self.draft, self.today = words, draft, today
        self.t, self.telling, self.plan = words.t, words.telling, words.plan

    def report(self) -> Report:
        t, result = self.t, self.today.telling.result
        parts = {
            "facts": self.facts(),
            "basis": self.basis(),
            "points": self.points(),
            "council": self.council(),
            "before": self.before(),
            "signature": self.signature(),
        }
        sections = [
            Section(key, t(f"decision.section.{key}"), tuple(blocks), landscape=False) for key, blocks in parts.items()
        ]
        annexes = [("annex", self.annex()), ("today", self.as_it_is())]
        sections += [Section(key, t(f"decision.section.{key}"), tuple(blocks)) for key, blocks in annexes]
        return Report(
            title=t("decision.title"),
            subject=t("decision.subject", municipality=result.name),
            language=t.language,
            as_of=result.as_of,
            sections=tuple(sections),
            footer=t("decision.footer", municipality=result.name, date=result.as_of),
            page_of=t("sections.report.page_of", page="{page}", pages="{pages}"),
            cut=t("sections.report.cut"),
        )

    # facts and law ------------------------------------------------------------------------------------------------

    def facts(self) -> list[Block]:
        t, today = self.t, self.today
        links, chief = today.plan.links, self.plan.chief
        blocks: list[Block] = [
            Paragraph(t("decision.facts.draft", date=self.draft.as_of), ParagraphStyle.WARNING),
            Paragraph(t("decision.translation_aid"), ParagraphStyle.NOTE),
        ]
        said = [t("decision.facts.no_chief")]
        if chief is not None:
            said = [t("decision.facts.chief", role=self.telling.role_name(chief))]
        in_force = sum(link.state.in_force for link in links)
        values = {"recorded": t.number(len(links)), "in_force": t.number(in_force)}
        said.append(t("decision.facts.counts", **values) if links else t("decision.facts.no_delegations"))
        adopted = today.telling.graph.municipality.municipality.delegation_regulation_adopted
        known = adopted is not None and adopted <= self.draft.as_of
        said.append(t("decision.facts.regulation", date=adopted) if known else t("decision.facts.no_regulation"))
        blocks += [Paragraph(each) for each in said]
        gaps = [today.telling.sentence(gap) for each in today.plan.authorities for gap in each.gaps]
        blocks.append(Heading(t("decision.facts.shows")))
        blocks.append(Bullets(tuple(dict.fromkeys(gaps))) if gaps else Paragraph(t("decision.facts.nothing")))
        return blocks

    def basis(self) -> list[Block]:
        t = self.t
        named = self.telling.catalogue.check(CHAIN_RULE).provisions
        cited = self.telling.catalogue.cited(named, self.draft.as_of)
        citations = t.list([self.telling.catalogue.citation(each, t.language) for each in cited])
        rows = []
        for number, point in enumerate(self.draft.points, 1):
            source = t("decision.basis.by_post")
            if point.source is not None:
                source = t("decision.basis.by_council", date=point.source.decided)
            name = capital(self.words.name(point.authority.id))
            cells = (number, name, self.words.basis(_provisions(point)), source)
            rows.append(Row(tuple(Cell(each) for each in cells)))
        columns = (
            Column("number", t("decision.basis.number"), 7),
            Column("authority", t("delegation.column.authority"), 28),
            Column("basis", t("delegation.column.basis"), 40),
            Column("source", t("decision.basis.source"), 22),
        )
        table = Table("vedtak_hjemmel", t("decision.basis.caption"), columns, tuple(rows), row_headers=2)
        return [
            Paragraph(t("decision.basis.administration", citations=citations)),
            Paragraph(t("decision.basis.free")),
            Paragraph(t("decision.basis.responsibility")),
            *([table] if rows else []),
        ]

    # the points ---------------------------------------------------------------------------------------------------

    def points(self) -> list[Block]:
        t = self.t
        blocks: list[Block] = [Paragraph(t("decision.points.intro"), ParagraphStyle.LEAD)]
        for number, point in enumerate(self.draft.points, 1):
            blocks += self.point(number, point)
        for number, key in enumerate(COMMON, len(self.draft.points) + 1):
            title = t(f"decision.common.{key}.title")
            blocks.append(Heading(t("decision.points.heading", number=number, name=title)))
            blocks.append(Paragraph(t(f"decision.common.{key}.text")))
        return blocks

    def point(self, number: int, point: Point) -> list[Block]:
        t, id_ = self.t, point.authority.id
        name = capital(self.words.name(id_))
        shared = sum(each.authority.id == id_ for each in self.draft.points) > 1
        heading = t("decision.points.heading", number=number, name=name)
        if shared and point.receiver is not None:
            heading = t("decision.points.heading_of", number=number, name=name, role=self.receiver(point))
        if point.kept:
            decided = t("decision.points.keeps")
        elif point.receiver is None:
            decided = t("decision.points.delegates_open")
        else:
            decided = t("decision.points.delegates", role=self.receiver(point))
        explanation = t.pick(self.telling.catalogue.authorities[id_].explanation)
        blocks: list[Block] = [
            Heading(heading),
            Paragraph(decided, ParagraphStyle.LEAD),
            Paragraph(t("decision.points.scope", text=explanation)),
            Bullets(tuple(self.details(point))),
        ]
        lines = self.lines(id_)
        if lines:
            blocks += [Paragraph(t("decision.points.also")), Bullets(lines, ordered=True)]
        return blocks

    def receiver(self, point: Point) -> str:
        """The function, or a place to fill it in."""
        return self.telling.role_name(point.receiver) if point.receiver is not None else self.t("decision.fill")

    def details(self, point: Point) -> list[str]:
        t, source = self.t, point.source
        said = [t("decision.points.basis", text=self.words.basis(_provisions(point)))]
        if source is not None:
            said.append(t("decision.points.source", date=source.decided))
            if source.conditions is not None:
                said.append(t("decision.points.source_conditions", text=source.conditions))
        limits = len(self.draft.points) + 1 + COMMON.index("limits")
        conditions = point.link.conditions if point.link is not None else None
        said.append(
            t("decision.points.conditions", text=conditions) if conditions is not None
            else t("decision.points.no_conditions", number=limits)
        )
        if not point.kept:
            said.append(t("decision.points.onward" if may_pass_on(point) else "decision.points.not_onward"))
            said.append(t("decision.points.substitute", role=self.substitute(point)))
            said.append(self.duration(point))
        elif stands_in(point, self.words) is not None:
            said.append(t("decision.points.substitute", role=self.substitute(point)))
        return [*said, *self.history(point)]

    def substitute(self, point: Point) -> str:
        """Who steps in, or a place to fill it in."""
        role = stands_in(point, self.words)
        return self.telling.role_name(role) if role is not None else self.t("decision.fill")

    def duration(self, point: Point) -> str:
        t = self.t
        if point.ended and point.link is not None:
            return t("decision.points.lasts_open", date=point.link.valid_to)
        if point.valid_to is not None:
            return t("decision.points.lasts_until", date=point.valid_to)
        return t("decision.points.lasts")

    def history(self, point: Point) -> list[str]:
        t = self.t
        earlier = "; ".join(self.earlier(link) for link in point.replaces)
        said = [t("decision.points.replaces", listed=earlier) if earlier else t("decision.points.replaces_nothing")]
        if point.onward:
            said.append(t("decision.points.below", listed="; ".join(self.earlier(link) for link in point.onward)))
        if point.link is not None and point.link.state is LinkState.BYPASS:
            said.append(t("decision.points.past_chief"))
        return said

    def earlier(self, link: PlannedLink) -> str:
        """«Kommunedirektøren → Leder oppvekst, vedtatt 1. mars 2024, 24/17»."""
        t, passes = self.t, self.today.passes(link)
        if link.decided is None:
            return t("decision.points.earlier_undated", passes=passes)
        if link.archive_ref is None:
            return t("decision.points.earlier", passes=passes, date=link.decided)
        return t("decision.points.earlier_filed", passes=passes, date=link.decided, archive=link.archive_ref)

    def lines(self, authority: str) -> tuple[str, ...]:
        """What an authority needs to say besides."""
        found, number = [], 1
        while self.t.has(f"decision.lines.{authority}.{number}"):
            found.append(self.t(f"decision.lines.{authority}.{number}"))
            number += 1
        return tuple(found)

    # the kommunestyre, and what is to be done before it is signed -------------------------------------------------

    def council(self) -> list[Block]:
        t = self.t
        blocks: list[Block] = []
        for each in self.draft.beyond:
            blocks += self.beyond(each)
        steps = [
            self.words.step(step) for step in self.plan.remaining
            if step.decider_kind is RoleKind.KOMMUNESTYRE and step.kind not in _SAID_ELSEWHERE
        ]
        if steps:
            blocks += [Heading(t("decision.council.tidy")), Bullets(tuple(steps))]
        reserved = tuple(
            t("decision.council.reserved_item", authority=capital(self.words.name(each.id)),
              basis=self.words.basis(each.provisions))
            for each in self.draft.reserved
        )
        blocks += [
            Heading(t("decision.council.reserved")), Paragraph(t("decision.council.reserved_note")), Bullets(reserved)
        ]
        return blocks

    def beyond(self, authority: PlannedAuthority) -> list[Block]:
        t, name = self.t, capital(self.words.name(authority.id))
        explanation = t.pick(self.telling.catalogue.authorities[authority.id].explanation)
        basis = self.words.basis(authority.provisions)
        blocks: list[Block] = [
            Heading(name),
            Paragraph(t("decision.council.beyond")),
            Paragraph(t("decision.points.scope", text=explanation)),
            Paragraph(t("decision.council.proposal", basis=basis, authority=name)),
        ]
        receivers = dict.fromkeys(
            link.receiver for link in authority.links
            if link.giver == self.plan.chief and not link.retained and link.state is not LinkState.NOT_YET
        )
        blocks += [
            Paragraph(t("decision.council.then", role=self.telling.role_name(role))) for role in receivers
        ]
        lines = self.lines(authority.id)
        return [*blocks, Paragraph(t("decision.points.also")), Bullets(lines, ordered=True)] if lines else blocks

    def before(self) -> list[Block]:
        t = self.t
        said = [t(f"decision.before.{key}") for key in ("fill", "sound", "source")]
        said.append(t("decision.before.law", date=self.telling.catalogue.law_known_to))
        uncertain = self.uncertain()
        if uncertain:
            said.append(t("decision.before.uncertain", listed="; ".join(uncertain)))
        said.append(t("decision.before.record"))
        blocks: list[Block] = [Bullets(tuple(said))]
        steps = tuple(
            self.words.step(step) for step in self.plan.remaining
            if step.decider_kind is RoleKind.KOMMUNEDIREKTOR and step.kind not in _DONE_BY_SIGNING
        )
        if steps:
            blocks += [Heading(t("decision.before.remaining")), Bullets(steps)]
        return blocks

    def uncertain(self) -> list[str]:
        """The provisions of the points that nobody has checked in the text of the law."""
        catalogue = self.telling.catalogue
        used = dict.fromkeys(id_ for point in self.draft.points for id_ in _provisions(point))
        return [
            catalogue.citation(id_, self.t.language) for id_ in used
            if catalogue.provisions[id_].confidence in _NOT_CHECKED
        ]

    def signature(self) -> list[Block]:
        t = self.t
        columns = (
            Column("field", t("decision.signature.field"), 24),
            Column("value", t("decision.signature.value"), 60),
        )
        rows = tuple(Row((Cell(t(f"decision.signature.{key}")), Cell(""))) for key in FIELDS)
        return [Table("signering", t("decision.signature.caption"), columns, rows)]

    # annexes ------------------------------------------------------------------------------------------------------

    def annex(self) -> list[Block]:
        t = self.t
        widths = {
            "number": 6, "basis": 34, "authority": 26, "level": 16, "function": 26, "conditions": 30, "onward": 10,
            "substitute": 24, "valid_to": 18,
        }
        headings = {key: f"delegation.column.{key}" for key in widths} | {"number": "decision.basis.number"}
        columns = tuple(Column(key, t(headings[key]), width) for key, width in widths.items())
        rows = tuple(self.annex_row(number, point) for number, point in enumerate(self.draft.points, 1))
        table = Table(ANNEX, t("decision.annex.caption"), columns, rows, row_headers=3)
        return [Paragraph(t("decision.annex.note")), *([table] if rows else [])]

    def annex_row(self, number: int, point: Point) -> Row:
        t, link = self.t, point.link
        role = point.receiver
        level = t.term("role_kind", self.telling.graph.roles[role].kind) if role is not None else "–"
        function = self.receiver(point)
        conditions = link.conditions if link is not None else None
        until: str = t("decision.annex.until_recalled")
        if point.ended:
            until = t("decision.fill")
        elif point.valid_to is not None:
            until = t.date(point.valid_to)
        may = t.term("answer", "ja" if may_pass_on(point) else "nei")
        return Row(tuple(Cell(each) for each in (
            number,
            self.words.basis(_provisions(point)),
            capital(self.words.name(point.authority.id)),
            level,
            t("decision.annex.kept", role=function) if point.kept else function,
            conditions or t("decision.annex.none"),
            "–" if point.kept else may,
            "–" if point.kept and stands_in(point, self.words) is None else self.substitute(point),
            until,
        )))

    def as_it_is(self) -> list[Block]:
        """The delegations as they are recorded today; the words are said above the table, so it has no heading."""
        note = Paragraph(self.t("decision.annex.today_note", date=self.draft.as_of))
        table = _without(matrix_table(self.today), _TOO_MANY)
        return [note, *tree(self.today), replace(table, key="vedlegg_i_dag")]


def _without(table: Table, keys: Collection[str]) -> Table:
    """The table without some of its columns, so that it fits on a page."""
    kept = [position for position, column in enumerate(table.columns) if column.key not in keys]
    return replace(
        table,
        columns=tuple(table.columns[each] for each in kept),
        rows=tuple(replace(row, cells=tuple(row.cells[each] for each in kept)) for row in table.rows),
    )


def may_pass_on(point: Point) -> bool:
    """Whether whoever receives it may pass it on; not unless somebody has said so."""
    return point.link is not None and point.link.may_subdelegate


def stands_in(point: Point, words: DelegationWords) -> str | None:
    """The role that steps in: the delegation's, else the receiving role's own."""
    if point.link is not None:
        return point.link.substitute
    return words.telling.graph.roles[point.receiver].substitute if point.receiver is not None else None


def _provisions(point: Point) -> tuple[str, ...]:
    """The provisions of a point: those of the delegation it says again, else the authority's."""
    return point.link.provisions if point.link is not None else point.authority.provisions
