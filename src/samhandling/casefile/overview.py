"""What the folder tells of its documents: overview, document list, lacks, and from question to document."""

from collections.abc import Iterator

from samhandling.casefile.case import Case
from samhandling.casefile.evidence import Recorded
from samhandling.casefile.shelving import ItemState, Lack, Placed, Shelf, Shelved
from samhandling.reports.sections.blocks import (
    Block,
    Cell,
    Column,
    ColumnKind,
    Heading,
    Paragraph,
    ParagraphStyle,
    Row,
    Section,
    Table,
    Tone,
)
from samhandling.reports.sections.questions import blocked, document_name, external, pointed_out

_STATES = {
    ItemState.IN_PLACE: Tone.GOOD,
    ItemState.MADE: Tone.GOOD,
    ItemState.PARTLY: Tone.WARNING,
    ItemState.FETCH: Tone.WARNING,
    ItemState.RECORDED: Tone.WARNING,
    ItemState.NOT_COUNTING: Tone.BAD,
    ItemState.LACKING: Tone.BAD,
}
TO_SUPPLY = tuple(each for each in ItemState if each not in (ItemState.IN_PLACE, ItemState.PARTLY, ItemState.MADE))


def overview(case: Case) -> Section:
    """What the folder is, and how far each of the twenty documents has come."""
    t = case.telling.t
    blocks: list[Block] = [
        Paragraph(
            t(
                "casefile.overview.lead", in_place=t.number(case.count(ItemState.IN_PLACE)),
                partly=t.number(case.count(ItemState.PARTLY)), made=t.number(case.count(ItemState.MADE)),
                rest=t.number(case.count(*TO_SUPPLY)),
            ),
            ParagraphStyle.LEAD,
        )
    ]
    if case.unanswered:
        blocks.append(Paragraph(blocked(case.telling, case.unanswered), ParagraphStyle.WARNING))
    unread = len(unread_files(case))
    if unread:
        blocks.append(Paragraph(t("casefile.overview.unread", n=unread), ParagraphStyle.WARNING))
    blocks += [
        Paragraph(t("casefile.overview.not_evidence"), ParagraphStyle.NOTE),
        _facts(case),
        _items(case),
        Heading(t("questions.pointed_out")),
        pointed_out(case.telling, case.asked),
    ]
    return Section(
        "tilsyn_oversikt", t("casefile.overview.title"), tuple(blocks), landscape=False,
        about=t("casefile.overview.about"),
    )


def unread_files(case: Case) -> tuple[str, ...]:
    """The copied files that the program could not search for personal data."""
    placed = (each for one in case.shelved for each in one.placed if each.target is not None)
    return tuple(
        dict.fromkeys(
            str(each.target)
            for each in placed
            if each.looked is not None and (each.looked.search is None or not each.looked.search.searched)
        )
    )


def _facts(case: Case) -> Table:
    telling, letter = case.telling, case.letter
    t, result = telling.t, telling.result
    facts = [
        ("municipality", t("casefile.overview.named", name=result.name, number=result.number)),
        ("authority", t.term("supervisor", letter.authority) if letter.authority is not None else None),
        ("received", t.date(letter.received) if letter.received is not None else None),
        ("preliminary", t.date(letter.preliminary) if letter.preliminary is not None else None),
        ("as_of", t.date(result.as_of)),
        (
            "answers",
            t(
                "casefile.overview.answered", total=t.number(len(case.asked)),
                answered=t.number(sum(not each.blocks for each in case.asked)),
            ),
        ),
        ("law", t.date(result.law_known_to)),
        ("tool", t("casefile.overview.made_with", version=result.tool_version, catalogue=result.catalogue_version)),
    ]
    columns = (
        Column("fact", t("casefile.overview.fact"), 62),
        Column("value", t("casefile.overview.value"), 30),
    )
    rows = tuple(
        Row((Cell(t(f"casefile.overview.{key}")), Cell(value))) for key, value in facts if value is not None
    )
    return Table("tilsyn_fakta", t("casefile.overview.facts"), columns, rows)


def _items(case: Case) -> Table:
    t = case.telling.t
    columns = (
        Column("item", t("casefile.column.item"), 62),
        Column("state", t("casefile.column.state"), 30),
        Column("kind", t("casefile.column.kind"), 12),
        Column("copied", t("casefile.column.copied"), 10, ColumnKind.NUMBER),
        Column("lacks", t("casefile.column.lacks"), 10, ColumnKind.NUMBER),
    )
    rows = tuple(
        Row(
            (
                Cell(t("casefile.contents.heading", number=each.item.number, name=t.pick(each.item.name))),
                state(case, each),
                Cell(t(f"casefile.kind.{each.item.kind}")),
                Cell(len(each.copied)),
                Cell(sum(each.item in lack.items for lack in case.lacks)),
            ),
            anchor=each.item.id,
        )
        for each in case.shelved
    )
    return Table("tilsyn_dokumenter", t("casefile.overview.items"), columns, rows)


def state(case: Case, shelved: Shelved) -> Cell:
    """How far one of the twenty has come."""
    return Cell(case.telling.t(f"casefile.state.{shelved.state}"), _STATES[shelved.state])


# documents --------------------------------------------------------------------------------------------------------


def documents(case: Case) -> Section:
    """Everything the model refers to, and where it is."""
    t = case.telling.t
    keys = (("number", 6), ("item", 40), ("what", 46), ("in_force", 22), ("date", 12), ("where", 34), ("file", 60),
            ("sha256", 66))
    kinds = {"number": ColumnKind.NUMBER, "date": ColumnKind.DATE}
    columns = tuple(
        Column(key, t(f"casefile.column.{key}"), width, kinds.get(key, ColumnKind.TEXT)) for key, width in keys
    )
    rows = tuple(row for each in case.shelved for row in _documents(case, each))
    table = Table("dokumentliste", t("casefile.documents.caption"), columns, rows, row_headers=3)
    return Section("dokumentliste", t("casefile.documents.title"), (table,), about=t("casefile.documents.about"))


def _documents(case: Case, shelved: Shelved) -> Iterator[Row]:
    t, item = case.telling.t, shelved.item
    head = (Cell(item.number), Cell(t.pick(item.folder)))
    for each in shelved.placed:
        digest = each.looked.sha256 if each.looked is not None and each.target is not None else ""
        yield Row(
            (
                *head,
                Cell(case.title_of(each.piece)),
                Cell(t(f"casefile.counting.{each.piece.state}"), Tone.NEUTRAL if each.piece.counts else Tone.WARNING),
                Cell(each.piece.day),
                Cell(where(case, each), Tone.NEUTRAL if each.shelf is Shelf.COPIED else Tone.WARNING),
                Cell(each.target),
                Cell(digest, Tone.MUTED) if digest else Cell(None),
            )
        )
    if not shelved.placed:
        said = told(case, shelved.recorded) or t("casefile.documents.nothing")
        yield Row((*head, Cell(said, Tone.MUTED), Cell(None), Cell(None), state(case, shelved), Cell(None), Cell(None)))


def where(case: Case, placed: Placed) -> str:
    """Where a piece of evidence is, in words."""
    t, looked = case.telling.t, placed.looked
    if placed.shelf is Shelf.COPIED and looked is not None:
        if looked.search is None or not looked.search.searched:
            return t("casefile.shelf.copied_unread")
        return t("casefile.shelf.copied" if looked.checked else "casefile.shelf.copied_unchecked")
    document = placed.piece.document
    name = document_name(case.telling, document) if document is not None else ""
    if placed.shelf is Shelf.ARCHIVE and document is not None:
        name = document.archive_ref or name
    return t(f"casefile.shelf.{placed.shelf}", ref=name)


def told(case: Case, recorded: tuple[Recorded, ...]) -> str:
    """What the model has recorded, in words."""
    t = case.telling.t
    said = []
    for each in recorded:
        words = t(f"casefile.record.{each.key}", n=each.count)
        if each.latest is not None:
            form = "since" if each.count == 1 else "latest"
            words = t(f"casefile.record.{form}", said=words, date=t.short_date(each.latest))
        said.append(words)
    return t.list(said)


# lacks ------------------------------------------------------------------------------------------------------------


def lacking(case: Case, *, questions: bool) -> Section:
    """What is not in the folder, why, and who can supply it; with the control questions concerned."""
    t = case.telling.t
    keys = [("number", 8), ("item", 30), ("what", 44), ("why", 54), ("who", 34)]
    columns = [Column(key, t(f"casefile.column.{key}"), width) for key, width in keys]
    if questions:
        columns.append(Column("questions", t("casefile.column.questions"), 30))
    rows = []
    for each in case.lacks:
        row = [
            Cell(", ".join(str(item.number) for item in each.items)),
            Cell(t.pick(each.items[0].folder)),
            Cell(lacked(case, each)),
            Cell(why(case, each)),
            Cell(who(case, each)),
        ]
        if questions:
            row.append(Cell(", ".join(dict.fromkeys(id_ for item in each.items for id_ in item.answers))))
        rows.append(Row(tuple(row)))
    table = Table(
        "mangler", t("casefile.lacks.caption"), tuple(columns), tuple(rows), t("casefile.lacks.none"), row_headers=3
    )
    lead = t("casefile.lacks.lead", n=len(rows)) if rows else t("casefile.lacks.none")
    return Section(
        "mangler", t("casefile.lacks.title"), (Paragraph(lead, ParagraphStyle.LEAD), table),
        about=t("casefile.lacks.about"),
    )


def lacked(case: Case, lack: Lack) -> str:
    """What is lacking: the evidence, all that one document holds, or the document of the list."""
    t = case.telling.t
    if not lack.pieces:
        return t.pick(lack.items[0].name)
    title = case.title_of(lack.pieces[0])
    return title if len(lack.pieces) == 1 else t("casefile.what.and_more", name=title, n=len(lack.pieces) - 1)


def why(case: Case, lack: Lack) -> str:
    """Why something is not in the folder, in one sentence."""
    telling, document = case.telling, lack.document
    shelved = next(each for each in case.shelved if each.item == lack.items[0])
    if lack.why == Shelf.ARCHIVE and document is not None:
        reference = document.archive_ref or ""
    else:
        reference = document_name(telling, document) if document is not None else ""
    return telling.t(
        f"casefile.why.{lack.why}",
        ref=reference,
        recorded=told(case, shelved.recorded),
        name=telling.any_name(lack.subject) if lack.subject is not None else "",
    )


def who(case: Case, lack: Lack) -> str:
    """Who can supply it: the role that answers for it, else whoever usually has it."""
    return case.telling.role_name(lack.who) if lack.who is not None else case.telling.t.pick(lack.items[0].supplier)


# questions --------------------------------------------------------------------------------------------------------


def references(case: Case) -> Section:
    """Question → document."""
    t = case.telling.t
    columns = (
        Column("id", t("questions.column.id"), 7),
        Column("question", t("casefile.column.question"), 60),
        Column("external", t("questions.column.external"), 14),
        Column("items", t("casefile.column.items"), 14),
        Column("files", t("casefile.column.files"), 90),
    )
    rows = tuple(
        Row(
            (
                Cell(each.asked.question.id),
                Cell(t.pick(each.asked.question.question)),
                external(case.telling, each.asked),
                Cell(", ".join(str(item.number) for item in each.items)),
                Cell("\n".join(each.files)) if each.files else Cell(t("casefile.reference.none"), Tone.WARNING),
            ),
            anchor=each.asked.question.id,
        )
        for each in case.referred
    )
    table = Table("sporsmal_dokument", t("casefile.reference.caption"), columns, rows, row_headers=2)
    return Section(
        "sporsmal_dokument", t("casefile.reference.title"), (table,), about=t("casefile.reference.about")
    )


def contents_text(case: Case, shelved: Shelved) -> str:
    """The text file in an item's folder: what belongs here, what is here, what is lacking and who can supply it."""
    t, item = case.telling.t, shelved.item
    result = case.telling.result
    lines = [
        t("casefile.contents.heading", number=item.number, name=t.pick(item.name)),
        t("casefile.contents.status", municipality=result.name, date=result.as_of),
        "",
        t("casefile.contents.state", state=str(state(case, shelved).value)),
        t("casefile.contents.questions", ids=", ".join(item.answers)),
    ]
    if shelved.recorded:
        lines.append(t("casefile.contents.recorded", recorded=told(case, shelved.recorded)))
    if item.made:
        folders = t.list(dict.fromkeys(t(f"casefile.folder.{each}") for each in item.made))
        lines.append(t("casefile.contents.made", folders=folders))
    if shelved.placed:
        lines += ["", f"{t('casefile.contents.here')}:"]
        for each in shelved.placed:
            mark = "" if each.piece.counts else f" ({t(f'casefile.counting.{each.piece.state}')})"
            name = each.target.rpartition("/")[2] if each.target is not None else ""
            place = f"{where(case, each)}{f' – {name}' if name else ''}"
            lines.append(t("casefile.contents.piece", name=case.title_of(each.piece) + mark, where=place))
    lacks = [each for each in case.lacks if item in each.items]
    if lacks:
        lines += ["", f"{t('casefile.contents.lacks')}:"]
        for lack in lacks:
            about = f"{lacked(case, lack)}. " if lack.pieces else ""
            lines.append(t("casefile.contents.lack", why=about + why(case, lack), who=who(case, lack)))
    lines += ["", t("casefile.contents.put_here"), ""]
    return "\n".join(line.replace("\r", " ").replace("\n", " ") for line in lines)
