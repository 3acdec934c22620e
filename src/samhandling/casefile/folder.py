"""The plan of the folder: every file it is to hold, with its content."""

from collections.abc import Iterable, Iterator

from samhandling.casefile import history, overview
from samhandling.casefile.case import Case
from samhandling.casefile.names import safe_name
from samhandling.casefile.numbers import numbers
from samhandling.casefile.writer import Planned, copied, made
from samhandling.law.texts import Phrasebook
from samhandling.questions import Evidence
from samhandling.reports.calendar import calendar_file
from samhandling.reports.sections.blocks import Report, Section
from samhandling.reports.sections.questions import Named, evidence_name, form, questions
from samhandling.reports.sections.report import build_report
from samhandling.reports.sections.telling import Telling
from samhandling.reports.word import write_word
from samhandling.reports.workbook import write_workbook


def planned_files(case: Case, *, figures: bool = True) -> tuple[Planned, ...]:
    """Every file of the folder, the manifest left out; ``figures`` are those of the audit report."""
    return (*_evidence(case), *_contents(case), *_overview(case), *_answers(case), _audit(case, figures=figures))


def path_of(t: Phrasebook, folder: str, file: str, suffix: str) -> str:
    """The path of a file that the program makes."""
    return f"{safe_name(t(f'casefile.folder.{folder}'))}/{safe_name(t(f'casefile.file.{file}'), suffix)}"


def _evidence(case: Case) -> Iterator[Planned]:
    seen: set[str] = set()
    for shelved in case.shelved:
        for each in shelved.placed:
            looked = each.looked
            if each.target is None or looked is None or looked.file is None or each.target in seen:
                continue
            seen.add(each.target)
            yield copied(each.target, looked.file, looked.sha256, looked.size)


def _contents(case: Case) -> Iterator[Planned]:
    name = safe_name(case.telling.t("casefile.file.contents"), ".txt")
    for shelved in case.shelved:
        yield made(f"{shelved.path}/{name}", "contents", overview.contents_text(case, shelved).encode())


def _report(telling: Telling, title: str, sections: Iterable[Section]) -> Report:
    t, result = telling.t, telling.result
    return Report(
        title=title,
        subject=t("casefile.subject", date=result.as_of),
        language=t.language,
        as_of=result.as_of,
        sections=tuple(sections),
        footer=t("sections.report.footer", municipality=result.name, date=t.short_date(result.as_of)),
        page_of=t("sections.report.page_of", page="{page}", pages="{pages}"),
        cut=t("sections.report.cut"),
    )


def _overview(case: Case) -> Iterator[Planned]:
    telling = case.telling
    t = telling.t
    title = t("casefile.title", municipality=telling.result.name)
    first = overview.overview(case)
    last = (history.due(case), history.earlier(case), numbers(case))
    read = _report(telling, title, (first, overview.lacking(case, questions=False), *last))
    listed = (overview.documents(case), overview.lacking(case, questions=True), overview.references(case))
    lists = _report(telling, title, (first, *listed, *last))
    calendar = calendar_file(
        telling, case.deadlines, t("casefile.calendar", municipality=telling.result.name)
    )
    yield made(path_of(t, "overview", "overview", ".docx"), "overview", write_word(read, t))
    yield made(path_of(t, "overview", "lists", ".xlsx"), "overview", write_workbook(lists))
    yield made(path_of(t, "overview", "calendar", ".ics"), "calendar", calendar)


def _answers(case: Case) -> Iterator[Planned]:
    telling = case.telling
    t = telling.t
    answered = form(telling, case.asked, case.letter.authority, _named(case))
    title = t("questions.form.title")
    banner = t("casefile.banner") if case.unanswered else ""
    yield made(
        path_of(t, "answers", "answers", ".docx"), "answers",
        write_word(_report(telling, title, answered), t, banner=banner),
    )
    yield made(
        path_of(t, "answers", "answers", ".xlsx"), "answers",
        write_workbook(_report(telling, title, (*answered, questions(telling)))),
    )


def _named(case: Case) -> Named:
    """Evidence by the name of its file in the folder, else as the model calls it."""
    files = {
        (each.piece.source, each.piece.id, each.piece.document): each.target.rpartition("/")[2]
        for shelved in case.shelved
        for each in shelved.placed
        if each.target is not None
    }
    agreements = {id_: name for (source, id_, _), name in files.items() if source == "agreement"}
    others = {document: name for (_, _, document), name in files.items() if document is not None}

    def named(given: Evidence) -> str:
        if given.agreement is not None and given.agreement in agreements:
            return agreements[given.agreement]
        known = others.get(given.document) if given.document is not None else None
        return known or evidence_name(case.telling, given)

    return named


def _audit(case: Case, *, figures: bool) -> Planned:
    t = case.telling.t
    return made(
        path_of(t, "audit", "audit", ".xlsx"), "audit", write_workbook(build_report(case.telling), figures=figures)
    )
