"""Reads a model from a folder of YAML files, or from one YAML file, into one :class:`Draft`."""

import os
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from samhandling.errors import SamhandlingError
from samhandling.model.municipality import LIST_SECTIONS, MAPPING_SECTIONS, Municipality
from samhandling.model.shape import shape_of
from samhandling.model.source import InputFile
from samhandling.reading.diagnostics import (
    Code,
    Diagnostic,
    Notice,
    NoticeCode,
    Place,
    Shown,
    Word,
    diagnostic,
)
from samhandling.reading.source_map import Draft, Plain, SourceMap, Spot
from samhandling.reading.spelling import Spelling
from samhandling.reading.yaml_text import LARGEST_FILE, YamlFile, read_yaml, too_large

SUFFIXES = (".yaml", ".yml")
LARGEST_MODEL = 4 * LARGEST_FILE
"""Bytes, all files together."""
_SECTIONS = tuple(key for key in shape_of(Municipality) if key != "schema")
_IN_EVERY_FILE = "schema"
"""The one key that may stand in every file."""


def read_folder(path: Path, shown: str) -> Draft:
    """Read the union of the YAML files directly in a folder, in name order; or one YAML file.

    Raises:
        SamhandlingError: there is no such folder or file, or nothing in it that can be a model.
    """
    if path.is_dir():
        where = Shown(shown, folder=True)
        files, skipped = _files(path, shown)
    elif path.is_file():
        if path.suffix.lower() not in SUFFIXES:
            raise SamhandlingError("diagnostics.errors.not_a_model", path=shown)
        where, files, skipped = Shown(shown, folder=False), (path,), ()
    else:
        raise SamhandlingError("diagnostics.errors.model_missing", path=shown)
    return _Union(where).read(files, skipped)


def _files(folder: Path, shown: str) -> tuple[tuple[Path, ...], tuple[Notice, ...]]:
    """List the files to read in name order, and a notice for each that looks like one and is not."""
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208  (names, in the order of their code points)
    except OSError as error:
        raise SamhandlingError("diagnostics.errors.folder_unreadable", path=shown, reason=_reason(error)) from None
    named = [name for name in names if name.lower().endswith(SUFFIXES)]
    read = tuple(folder / name for name in named if not _hidden(name) and not (folder / name).is_dir())
    if not read:
        workbooks = [name for name in names if name.lower().endswith(".xlsx") and not _hidden(name)]
        if workbooks:
            raise SamhandlingError("diagnostics.errors.workbook_in_folder", path=shown, workbook=workbooks[0])
        raise SamhandlingError("diagnostics.errors.no_yaml", path=shown)
    # Office leaves ~$ files beside a document that is open.
    skipped = [name for name in names if (name in named and folder / name not in read) or name.startswith("~$")]
    return read, tuple(Notice(NoticeCode.FILE_SKIPPED, Place(name)) for name in skipped)


def _hidden(name: str) -> bool:
    return name.startswith((".", "~$"))


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__


class _Union:
    """Puts the sections of several files together."""

    def __init__(self, shown: Shown) -> None:
        self._shown = shown
        self._data: dict[str, Plain] = {}
        self._spots: dict[str, Spot] = {}
        self._inputs: list[InputFile] = []
        self._diagnostics: list[Diagnostic] = []
        self._notices: list[Notice] = []
        self._whole = True
        self._room = LARGEST_MODEL

    def read(self, files: Iterable[Path], skipped: Iterable[Notice]) -> Draft:
        self._notices += skipped
        first: Place | None = None
        for path in files:
            first = first or Place(path.name, 1, 1)
            self._add(path)
        return Draft(
            data=self._data,
            source_map=SourceMap(self._spots, first or Place("")),
            inputs=tuple(self._inputs),
            shown=self._shown,
            whole=self._whole,
            diagnostics=tuple(self._diagnostics),
            notices=tuple(self._notices),
        )

    def _add(self, path: Path) -> None:
        try:
            # Refused by its size before it is read: a mistaken file can be any size.
            size = path.stat().st_size
            if size > min(LARGEST_FILE, self._room):
                self._refuse(too_large(size, path.name))
                return
            content = path.read_bytes()
        except OSError as error:
            self._refuse(diagnostic(Code.UNREADABLE, Place(path.name, 1, 1), reason=_reason(error)))
            return
        self._room -= len(content)
        self._inputs.append(InputFile(path.name, sha256(content).hexdigest()))
        file = read_yaml(content, path.name)
        self._diagnostics += file.diagnostics
        # That the parser is slow is said once.
        told = {notice.code for notice in self._notices} & {NoticeCode.SLOW_PARSER}
        self._notices += (notice for notice in file.notices if notice.code not in told)
        self._whole &= file.whole
        self._join(file)

    def _refuse(self, mistake: Diagnostic) -> None:
        self._diagnostics.append(mistake)
        self._whole = False

    def _join(self, file: YamlFile) -> None:
        for name, spot in file.spots.items():
            value = file.sections.get(name)
            if name not in file.sections:
                self._spots.setdefault(name, spot)
            elif name in LIST_SECTIONS:
                self._join_list(name, value, spot)
            elif name in MAPPING_SECTIONS:
                self._join_mapping(name, value, spot)
            elif name == _IN_EVERY_FILE:
                self._data.setdefault(name, value)
                self._spots.setdefault(name, spot)
            else:
                self._join_unknown(name, value, spot)

    def _join_unknown(self, name: str, value: Plain, spot: Spot) -> None:
        """Read a misspelt section as the one that is meant, so that what is wrong in it is told as well."""
        spelling = Spelling(_SECTIONS)
        hints = spelling.hints(name)
        self._diagnostics.append(diagnostic(Code.UNKNOWN_SECTION, spot.key_place, *hints, section=name))
        meant = spelling.nearest(name)
        if meant in LIST_SECTIONS and isinstance(value, list):
            self._join_list(meant, value, spot)
        elif meant in MAPPING_SECTIONS and isinstance(value, dict) and self._data.get(meant) is None:
            self._join_mapping(meant, value, spot)
        elif isinstance(value, (list, dict)):
            self._whole = False

    def _join_list(self, name: str, value: Plain, spot: Spot) -> None:
        there = self._data.setdefault(name, [])
        whole = self._spots.get(name)
        if whole is None or not isinstance(whole.inside, list):
            whole = self._spots[name] = Spot(spot.file, spot.mark, spot.key_mark, [])
        if value is None:
            return
        if not isinstance(value, list) or not isinstance(spot.inside, list):
            expected = Word("diagnostics.expected.list_section")
            self._diagnostics.append(diagnostic(Code.WRONG_TYPE, spot.place, key=name, expected=expected))
            self._whole = False
        elif isinstance(there, list) and isinstance(whole.inside, list):
            there.extend(value)
            whole.inside.extend(spot.inside)

    def _join_mapping(self, name: str, value: Plain, spot: Spot) -> None:
        if value is None:
            # A section with nothing under it is the same as none.
            self._data.setdefault(name, None)
            self._spots.setdefault(name, spot)
        elif self._data.get(name) is not None:
            first = self._spots[name].key_place
            self._diagnostics.append(diagnostic(Code.SECTION_TWICE, spot.key_place, section=name, first=first))
        else:
            self._data[name] = value
            self._spots[name] = spot
