"""Tjenester: every service of the model and what it takes part in; the functions that can decide and be responsible."""

from collections import Counter

from samhandling.checks.result import SubjectKind
from samhandling.model.municipality import Role, Service
from samhandling.reports.sections import anchors, cells
from samhandling.reports.sections.blocks import Cell, Column, ColumnKind, Link, Row, Section, Table, Tone
from samhandling.reports.sections.telling import Telling

ROLES = "funksjoner"
"""Key of the table of functions, which drop-downs choose from."""


def services(telling: Telling) -> Section:
    """The services, and the functions and roles."""
    t = telling.t
    return Section(
        anchors.SERVICES, t("sections.services.title"), (_services(telling), _roles(telling)),
        about=t("sections.services.about"),
    )


def _services(telling: Telling) -> Table:
    t = telling.t
    columns = (
        Column("name", t("sections.column.name"), 32),
        Column("type", t("sections.column.type"), 24),
        Column("owner", t("sections.column.owner"), 18),
        Column("organisation", t("sections.services.organisation"), 22),
        Column("unit", t("sections.column.unit"), 20),
        Column("responsible", t("sections.column.responsible"), 22),
        Column("area", t("sections.services.area"), 13),
        Column("stages", t("sections.services.stages"), 26),
        Column("provider", t("sections.services.provider"), 11),
        Column("takes_part_in", t("sections.services.takes_part_in"), 44),
        Column("findings", t("sections.column.findings"), 8, ColumnKind.NUMBER),
        Column("subject_id", t("sections.column.subject_id"), 20),
    )
    units = {each.id: each.name for each in telling.graph.municipality.units}
    found = Counter(each.subject for each in telling.result.findings if each.kind is SubjectKind.SERVICE)
    first = {each.subject: each for each in reversed(telling.result.findings) if each.kind is SubjectKind.SERVICE}
    rows = []
    for each in telling.graph.municipality.services:
        provider = each.id in telling.graph.provider_ids
        links = telling.graph.links_of(each.id)
        rows.append(
            Row(
                (
                    Cell(each.name),
                    Cell(telling.type_name(each.type)),
                    Cell(t.term("owner", each.owner)),
                    Cell(_organisation(telling, each)),
                    Cell(units.get(each.unit or "")),
                    Cell(telling.role_name(each.lead) if each.lead else None),
                    Cell(each.area),
                    Cell(", ".join(telling.stage_name(stage) for stage in telling.graph.stages_of(each))),
                    cells.yes_no(telling, value=provider),
                    _takes_part(telling, links, provider=provider),
                    cells.counted(found[each.id], first.get(each.id)),
                    Cell(each.id),
                ),
                anchor=each.id,
            )
        )
    return Table("tjenester", t("sections.services.caption"), columns, tuple(rows), t("sections.services.none"))


def _organisation(telling: Telling, service: Service) -> str:
    said = telling.t.term("organisation", service.organisation)
    if service.on_behalf_of is None:
        return said
    body = telling.t.term("owner", service.on_behalf_of)
    return telling.t("sections.services.on_behalf_of", organisation=said, body=body)


def _takes_part(telling: Telling, links: tuple[str, ...], *, provider: bool) -> Cell:
    if links:
        return Cell(cells.names(telling, links, most=4))
    return Cell(telling.t("sections.services.nothing"), Tone.UNKNOWN) if provider else Cell(None)


def _roles(telling: Telling) -> Table:
    t = telling.t
    columns = (
        Column("role", t("sections.services.role"), 32),
        Column("kind", t("sections.column.kind"), 24),
        Column("substitute", t("sections.services.substitute"), 18),
        Column("unit", t("sections.column.unit"), 22),
        Column("subject_id", t("sections.column.subject_id"), 20),
    )
    units = {each.id: each.name for each in telling.graph.municipality.units}
    roles = telling.graph.municipality.roles
    rows = tuple(_role(telling, each, units.get(each.unit or "")) for each in roles)
    return Table(ROLES, t("sections.services.roles"), columns, rows, t("sections.services.no_roles"))


def _role(telling: Telling, role: Role, unit: str | None) -> Row:
    substitute = telling.role_name(role.substitute) if role.substitute else None
    link = Link(anchors.SERVICES, f"role:{role.substitute}") if role.substitute else None
    return Row(
        (
            Cell(role.title),
            Cell(telling.t.term("role_kind", role.kind)),
            Cell(substitute, link=link),
            Cell(unit),
            Cell(role.id),
        ),
        anchor=f"role:{role.id}",
    )
