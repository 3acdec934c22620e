"""``samhandling prepare``: the supervision folder, whole or to be completed by the next run."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from samhandling.cli.audit import run_audit
from samhandling.cli.console import Console, Session, open_model, say_known_law
from samhandling.cli.options import (
    DateType,
    as_of_option,
    common_options,
    force_option,
    json_option,
    model_argument,
    option,
)
from samhandling.cli.words import Command
from samhandling.errors import Exit, SamhandlingError

if TYPE_CHECKING:
    from samhandling.casefile.prepare import PersonalFind, Prepared
    from samhandling.law.texts import Phrasebook


@click.command(cls=Command, help="cli.prepare.help")
@model_argument
@option("-o", "--out", type=click.Path(path_type=Path), required=True, help="cli.prepare.out", metavar="DIR")
@option("--received", type=DateType(), default=None, help="cli.prepare.received", metavar="DATE")
@option("--preliminary", type=DateType(), default=None, help="cli.prepare.preliminary", metavar="DATE")
@option("--authority", default=None, help="cli.prepare.authority", metavar="ID")
@option("--no-figures", is_flag=True, help="cli.option.no_figures")
@as_of_option
@json_option
@force_option
@common_options
def prepare(
    model: Path,
    out: Path,
    received: date | None,
    preliminary: date | None,
    authority: str | None,
    no_figures: bool,
    as_of: date,
    json_file: str | None,
    force: bool,
    config: Path | None,
    quiet: bool,
) -> int:
    """Put the supervision folder together."""
    from dataclasses import replace

    from samhandling.casefile.case import Letter
    from samhandling.casefile.document import prepare_document
    from samhandling.casefile.prepare import PersonalDataFound, look_up_evidence
    from samhandling.casefile.prepare import prepare as write_folder
    from samhandling.casefile.writer import open_folder

    console = Console(quiet)
    session = open_model(model, config, as_of, console)
    t = session.words
    _check(session, received, preliminary, authority)
    folder = open_folder(out)
    telling = replace(run_audit(session, as_of), outside=True)
    say_known_law(session.catalogue, t, as_of, console)
    root = model if model.is_dir() else model.parent
    shown = session.reading.shown.model if model.is_dir() else str(model.parent)
    try:
        case = look_up_evidence(telling, Letter(authority, received, preliminary), root, shown)
        if folder.unfinished:
            console.notice(t("casefile.said.was_unfinished", folder=out))
        prepared = write_folder(case, folder, figures=not no_figures)
    except PersonalDataFound as found:
        for find in found.finds:
            click.echo(_personal(t, "line", find), err=True)
        return int(Exit.REFUSED)
    for line in _notices(t, prepared, out):
        console.notice(line)
    if json_file is not None:
        console.json(prepare_document(prepared), json_file, force=force)
    if json_file != "-" and not quiet:
        console.result("\n".join(_summary(t, prepared, out)))
    return int(Exit.DONE)


def _check(session: Session, received: date | None, preliminary: date | None, authority: str | None) -> None:
    known = session.catalogue.data.supervisors
    if authority is not None and authority not in known:
        raise SamhandlingError("casefile.error.unknown_authority", name=authority, known=", ".join(sorted(known)))
    if received is not None and preliminary is not None and preliminary < received:
        raise SamhandlingError(
            "casefile.error.received_later", received=received.isoformat(), preliminary=preliminary.isoformat()
        )


def _personal(t: "Phrasebook", words: str, found: "PersonalFind") -> str:
    from samhandling.casefile.prepare import CODES
    from samhandling.reading.diagnostics import quoted

    kind = found.find.kind
    return t(
        f"casefile.{'said.personal_other' if words == 'other' else 'personal.line'}",
        place=quoted_path(found.place()), code=str(CODES[kind]), what=t(f"casefile.personal.{kind}"),
        found=quoted(found.find.masked),
    )


def quoted_path(place: str) -> str:
    """A path as it may stand in a message: its own personal data masked."""
    from samhandling.reading.personal_data import masked

    return masked(place)


def _notices(t: "Phrasebook", prepared: "Prepared", out: Path) -> Iterator[str]:
    from samhandling.casefile.overview import unread_files, why

    case = prepared.case
    written = len(prepared.written.written)
    yield t("casefile.said.wrote", n=written, folder=out) if written else t("casefile.said.nothing_new", folder=out)
    for path, new in prepared.written.kept:
        yield t("casefile.said.kept", file=out / path, new=out / new)
    for path in prepared.written.removed:
        yield t("casefile.said.removed", file=out / path)
    for path in unread_files(case):
        yield t("casefile.said.unread", file=out / path)
    for lack in case.lacks:
        if lack.looked is not None:
            yield t("casefile.said.not_copied", file=lack.looked.path, why=why(case, lack))
    for find in prepared.personal:
        yield _personal(t, "other", find)


def _summary(t: "Phrasebook", prepared: "Prepared", out: Path) -> Iterator[str]:
    from samhandling.casefile.case import counted_from
    from samhandling.casefile.folder import path_of
    from samhandling.casefile.overview import TO_SUPPLY
    from samhandling.casefile.shelving import ItemState
    from samhandling.deadlines.deadline import Kind
    from samhandling.reports.sections.year import what

    case = prepared.case
    yield t("casefile.said.title", municipality=case.telling.result.name, folder=out)
    yield ""
    yield t(
        "casefile.said.items", total=len(case.shelved), in_place=case.count(ItemState.IN_PLACE),
        partly=case.count(ItemState.PARTLY), made=case.count(ItemState.MADE), rest=case.count(*TO_SUPPLY),
    )
    lacks = t("casefile.said.lacks", n=len(case.lacks))
    yield t("casefile.said.see", what=lacks, file=path_of(t, "overview", "lists", ".xlsx")) if case.lacks else lacks
    yield t("casefile.said.blocked", n=len(case.unanswered)) if case.unanswered else t("casefile.said.ready")
    for each in case.deadlines:
        if each.kind in (Kind.SUPERVISION_ANSWER, Kind.SUPERVISION_COMMENT):
            basis = counted_from(case, each)
            yield t("casefile.said.deadline", date=each.date, what=what(case.telling, each), basis=basis)
