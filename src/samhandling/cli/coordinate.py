"""``samhandling coordinate``: who coordinates when, proved; what is proposed; and the answer to a single question."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from samhandling.cli.audit import proving, run_audit
from samhandling.cli.console import Console, Session, open_model, say_known_law
from samhandling.cli.options import asking_options, model_argument, option
from samhandling.cli.outputs import Output
from samhandling.cli.words import Command
from samhandling.errors import SamhandlingError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samhandling.coordination.answer import Answer
    from samhandling.reading.diagnostics import Place
    from samhandling.reports.sections.coordinating import ToldCoordination

SECTION = "coordination"
WRITTEN = (".yaml", ".yml")
PICTURES = (".svg", ".png")


@click.command(cls=Command, help="cli.coordinate.help")
@model_argument
@option("--situation", default=None, help="cli.coordinate.situation", metavar="STAGE:TYPE,…")
@option("--write", type=click.Path(path_type=Path), default=None, help="cli.coordinate.write", metavar="F.yaml")
@option("--fix", is_flag=True, help="cli.coordinate.fix")
@option("-o", "--out", type=click.Path(path_type=Path), default=None, help="cli.coordinate.out", metavar="F.svg|png")
@asking_options
def coordinate(
    model: Path,
    situation: str | None,
    write: Path | None,
    fix: bool,
    out: Path | None,
    as_of: date,
    json_file: str | None,
    force: bool,
    config: Path | None,
    quiet: bool,
) -> None:
    """Tell who coordinates by default, and what is proposed."""
    from samhandling.reports.screen.coordination import Asked, answer_lines, coordination_lines
    from samhandling.reports.sections.coordinating import ToldCoordination, plan_told

    for path, endings in ((write, WRITTEN), (out, PICTURES)):
        if path is not None and path.suffix.lower() not in endings:
            raise SamhandlingError("cli.output.wrong_ending", file=str(path), ending=" / ".join(endings))
    console = Console(quiet)
    session = open_model(model, config, as_of, console)
    if write is not None:
        refuse_second_section(session, model, write)
    telling = run_audit(session, as_of)
    say_known_law(session.catalogue, session.words, as_of, console)
    told = ToldCoordination(telling, plan_told(telling))
    answer = _answer(told, situation) if situation is not None else None
    asked = Asked(str(model), fix=fix, written=write is not None, question=situation or "")
    outputs, lines = [], []
    # Everything is worked out before anything is written: what is proposed may be too large to be proved.
    with proving(session.words):
        document = _json(told, answer, fix=fix) if json_file is not None else ""
        if json_file not in (None, "-"):
            outputs.append(Output(Path(str(json_file)), document.encode(), force))
        if write is not None:
            outputs.append(Output(write, _rules(told, fix=fix), force))
        if out is not None:
            outputs.append(Output(out, _picture(told, out.suffix.lower()), force))
        if json_file != "-" and not quiet:
            lines = answer_lines(told, answer, asked) if answer is not None else coordination_lines(told, asked)
    console.write(outputs)
    if json_file == "-":
        console.raw(document)
    elif lines:
        console.result("\n".join(lines))


def refuse_second_section(session: Session, model: Path, write: Path) -> None:
    """Refuse to write where the model would get the section twice, or lose more than the section.

    Raises:
        SamhandlingError: FILE lies in the model's folder while another file there has the section, or FILE is a file
            of the model that holds other sections too.
    """
    from samhandling.model.municipality import LIST_SECTIONS, MAPPING_SECTIONS

    folder = model if model.is_dir() else model.parent
    inside = write.parent.is_dir() and folder.samefile(write.parent)
    if not inside:
        return
    is_model = not model.is_dir() and write.exists() and write.samefile(model)
    others = {
        place.file
        for section in (*MAPPING_SECTIONS, *LIST_SECTIONS)
        if section != SECTION
        for place in _places(session, section)
    }
    if is_model or (model.is_dir() and _same_name(write, folder, others)):
        raise SamhandlingError("coordination.file.holds_more", file=str(write))
    there = session.reading.place_of(SECTION)
    if model.is_dir() and there is not None and not _same_name(write, folder, {there.file}):
        raise SamhandlingError("coordination.file.in_model", file=str(write), other=there.file)


def _places(session: Session, section: str) -> "Iterator[Place]":
    """Where a section stands: its heading, and each entry (the lists may stand in several files)."""
    part = getattr(session.reading.municipality, section)
    for number in (None, *range(len(part) if isinstance(part, tuple) else 0)):
        place = session.reading.place_of(section, number)
        if place is not None:
            yield place


def _same_name(write: Path, folder: Path, names: set[str]) -> bool:
    """Tell whether a file is one of those in a folder, also where the folder does not tell A from a."""
    if not write.exists():
        return False
    return any((folder / name).exists() and write.samefile(folder / name) for name in names)


def _answer(told: "ToldCoordination", situation: str) -> "Answer":
    """Read and answer the question; refuse one that cannot be read, and say what was meant."""
    from samhandling.coordination.answer import NoSituation, answer

    try:
        return answer(told.plan.table, situation, told.telling.catalogue)
    except NoSituation as misread:
        t = told.telling.t
        problem = t(f"coordination.misread.{misread.problem}", word=misread.word)
        if misread.nearest:
            hint = t("coordination.misread.nearest", nearest=misread.nearest[0])
        else:
            hint = t("coordination.misread.known", known=", ".join(misread.known)) if misread.known else ""
        raise SamhandlingError("coordination.misread_told", problem=problem, hint=hint) from misread


def _json(told: "ToldCoordination", answer: "Answer | None", *, fix: bool) -> str:
    from samhandling.reports.coordination_json import coordination_document
    from samhandling.reports.plain import dump

    return dump(coordination_document(told, answer, fix=fix))


def _rules(told: "ToldCoordination", *, fix: bool) -> bytes:
    from samhandling.reports.coordination_yaml import coordination_file

    return coordination_file(told, fix=fix).encode()


def _picture(told: "ToldCoordination", ending: str) -> bytes:
    from samhandling.figures.png import png_bytes
    from samhandling.figures.svg import svg_text
    from samhandling.reports.sections.coordination import coverage_figure

    figure = coverage_figure(told.telling, show_title=True)
    if figure is None:
        raise SamhandlingError("cli.coordinate.no_figure")
    if ending == ".png":
        return png_bytes(figure.scene)
    return svg_text(figure.scene, language=told.telling.t.language, standalone=True).encode()
