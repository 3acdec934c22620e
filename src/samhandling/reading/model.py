"""MODEL in, municipality out: the whole of reading in one function."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from samhandling.errors import SamhandlingError
from samhandling.model.municipality import Municipality
from samhandling.model.source import InputFile, Location
from samhandling.reading.diagnostics import ModelRejected, Notice, Place, Shown
from samhandling.reading.folder import read_folder
from samhandling.reading.references import Vocabulary, check_references
from samhandling.reading.source_map import Draft, SourceMap
from samhandling.reading.validation import leaves_of, validate

if TYPE_CHECKING:
    from samhandling.law.entries import CatalogueData

_OTHER_OFFICE = frozenset({
    ".xls", ".xlsm", ".xlsb", ".xlt", ".xltx", ".xltm", ".ods", ".ots", ".fods", ".csv", ".numbers",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """A model that is in order, and where everything in it stands."""

    municipality: Municipality
    source_map: SourceMap
    inputs: tuple[InputFile, ...]
    shown: Shown
    notices: tuple[Notice, ...] = ()

    def place_of(self, section: str, index: int | None = None) -> Place | None:
        """Give the place of a section's heading, or of one of its entries; None where it is not written."""
        return self.source_map.place_of(section, index)

    def location(self, path: Sequence[str | int]) -> Location | None:
        """Give the place of an entry, or of a section's heading, by its path in the data; None where it is not."""
        if not self.source_map.mentions(path):
            return None
        place = self.source_map.key(path)
        return Location(place.file, place.line, place.column, place.sheet, place.cell)


def read_model(path: Path, shown: str, catalogue: "CatalogueData") -> Reading:
    """Read MODEL and check all of it.

    Args:
        path: the folder or file.
        shown: the path as the user gave it, for the messages.
        catalogue: what types, topics, provisions and so on are known.

    Raises:
        SamhandlingError: there is no model to read at that path.
        ModelRejected: something is wrong with the model; with every mistake in it.
    """
    try:
        path.stat()
    except OSError:
        # No such thing, a name that is too long, a folder one may not look into.
        raise SamhandlingError("diagnostics.errors.model_missing", path=shown) from None
    suffix = path.suffix.lower()
    if suffix in _OTHER_OFFICE and path.is_file():
        raise SamhandlingError("diagnostics.errors.other_workbook", path=shown)
    if suffix != ".xlsx" or path.is_dir():
        return checked(read_folder(path, shown), vocabulary_of(catalogue))
    from samhandling.reading.workbook import read_workbook  # noqa: PLC0415 - most models are folders

    workbook = read_workbook(path, shown, catalogue)
    try:
        return checked(workbook.draft, vocabulary_of(catalogue))
    except ModelRejected as rejected:
        raise workbook.reworded(rejected) from None


def checked(draft: Draft, vocabulary: Vocabulary) -> Reading:
    """Make a municipality of a draft, from whatever it was read.

    Raises:
        ModelRejected: something is wrong with the model; with every mistake in it.
    """
    leaves = leaves_of(draft.data)
    validated = validate(draft, leaves)
    across = check_references(draft, leaves, vocabulary)
    diagnostics = (*draft.diagnostics, *validated.diagnostics, *across.diagnostics)
    if diagnostics or validated.municipality is None:
        raise ModelRejected(diagnostics, draft.shown, _language_form(draft))
    return Reading(
        municipality=validated.municipality,
        source_map=draft.source_map,
        inputs=draft.inputs,
        shown=draft.shown,
        notices=(*draft.notices, *across.notices),
    )


def vocabulary_of(catalogue: "CatalogueData") -> Vocabulary:
    """List the ids that a model may use, by group."""
    return {
        "service_types": catalogue.service_types,
        "stages": catalogue.stages,
        "topics": catalogue.topics,
        "provisions": catalogue.provisions,
        "authorities": catalogue.authorities,
        "transitions": catalogue.transitions,
        "questions": catalogue.questions,
        "checks": catalogue.checks,
    }


def _language_form(draft: Draft) -> str | None:
    facts = draft.data.get("municipality")
    form = facts.get("language_form") if isinstance(facts, dict) else None
    return form if isinstance(form, str) else None
