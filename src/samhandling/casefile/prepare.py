"""``prepare`` as one use case: look every file up, refuse what must not leave the house, plan, and write."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from samhandling.casefile.case import Case, Letter, documents_of, open_case
from samhandling.casefile.folder import planned_files
from samhandling.casefile.manifest import Listed
from samhandling.casefile.searching import Find, search, search_text
from samhandling.casefile.sources import look_up
from samhandling.casefile.writer import Folder, Planned, Written, write_folder
from samhandling.law.language import Language
from samhandling.reading.diagnostics import Code
from samhandling.reading.personal_data import PersonalKind
from samhandling.reports.sections.telling import Telling

CODES = {
    PersonalKind.BIRTH_NUMBER: Code.BIRTH_NUMBER,
    PersonalKind.EMAIL: Code.EMAIL,
    PersonalKind.PHONE: Code.PHONE,
}


@dataclass(frozen=True, slots=True)
class PersonalFind:
    """Personal data in a file: the file as it is to be shown, and what was found."""

    file: str
    find: Find

    def place(self) -> str:
        """``file:line:column``, or ``file:Sheet!C14`` in a workbook."""
        if self.find.cell is not None:
            return f"{self.file}:{self.find.sheet}!{self.find.cell}"
        return f"{self.file}:{self.find.line}:{self.find.column}"


class PersonalDataFound(Exception):
    """The evidence holds personal data: nothing has been written."""

    def __init__(self, finds: Iterable[PersonalFind]) -> None:
        self.finds = tuple(finds)
        super().__init__(f"personal data in {len({each.file for each in self.finds})} files")


@dataclass(frozen=True)
class Prepared:
    """A folder that has been written, and what it was written from."""

    case: Case
    written: Written
    personal: tuple[PersonalFind, ...]
    """Personal data in files that somebody put in the folder, or changed there."""


def look_up_evidence(telling: Telling, letter: Letter, root: Path, shown: str) -> Case:
    """Open the case and look every document up under the model's folder.

    Raises:
        PersonalDataFound: something to be copied, or its name, holds personal data.
    """
    case = open_case(telling, letter)
    looked = {document: look_up(document, root) for document in documents_of(case)}
    finds = [
        PersonalFind(str(Path(shown) / each.path), find)
        for each in looked.values()
        for find in (*search_text(each.path), *(each.search.finds if each.search is not None else ()))
    ]
    if finds:
        raise PersonalDataFound(dict.fromkeys(finds))
    return replace(case, looked=looked)


def prepare(case: Case, folder: Folder, *, figures: bool = True) -> Prepared:
    """Plan every file and write the folder.

    Raises:
        SamhandlingError: something is in the way.
        PersonalDataFound: a text that the program makes holds personal data.
    """
    planned = planned_files(case, figures=figures)
    _refuse_texts(planned)
    texts, t = case.telling.catalogue.texts, case.telling.t
    message = {str(each): texts.entry("casefile.unfinished")[each] for each in Language}
    written = write_folder(
        folder, planned, about_case(case), message={key: str(words) for key, words in message.items()},
        mark=t("casefile.mark.new"),
    )
    return Prepared(case, written, tuple(_in_others(folder, written.others)))


def _refuse_texts(planned: Iterable[Planned]) -> None:
    finds = [
        PersonalFind(each.path, find)
        for each in planned
        if each.role == "contents"
        for find in search_text(f"{each.path}\n{each.content.decode()}")
    ]
    if finds:
        raise PersonalDataFound(finds)


def _in_others(folder: Folder, others: Iterable[Listed]) -> Iterable[PersonalFind]:
    for each in others:
        file = folder.file(each.path)
        try:
            finds = search(file).finds
        except OSError:
            continue
        for find in finds:
            yield PersonalFind(str(file), find)


def about_case(case: Case) -> dict[str, Any]:
    """What the manifest says of the folder: ids and dates, no sentences."""
    result, letter = case.telling.result, case.letter
    return {
        "tool_version": result.tool_version,
        "catalogue_version": result.catalogue_version,
        "law_known_to": result.law_known_to.isoformat(),
        "as_of": result.as_of.isoformat(),
        "language": case.telling.t.language,
        "municipality": {"name": result.name, "number": result.number},
        "authority": letter.authority,
        "received": letter.received.isoformat() if letter.received is not None else None,
        "preliminary": letter.preliminary.isoformat() if letter.preliminary is not None else None,
        "answers": {
            "ready": not case.unanswered,
            "unanswered": [each.question.id for each in case.unanswered],
        },
    }
