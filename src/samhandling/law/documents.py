"""The files of the catalogue as plain data, from YAML or from the compiled form where that is the same.

Every file's bytes are hashed on load; the compiled form counts only where the digests agree, so an edit in ``config/``
always counts, and a municipality's own copy (``--config``) costs nothing where it is unchanged. PyYAML is imported
only when a file differs.
"""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from samhandling.law import compiled
from samhandling.law.problems import CatalogueInvalid, Mistake, Problem


class Documents(Mapping[str, object]):
    """Relative path → the file's content as dicts, lists, text, whole numbers, booleans and None; read on demand."""

    def __init__(self, directory: Path) -> None:
        """List and hash the files.

        Raises:
            CatalogueInvalid: there is no such folder, or nothing in it.
        """
        self._directory = directory
        self._known = compiled.digests()
        self._digests = {name: compiled.digest(self.source(name)) for name in _names(directory)}
        self._read: dict[str, object] = {}
        if not self._digests:
            raise CatalogueInvalid([Problem(".", "", Mistake.NO_CATALOGUE, (("folder", directory.name),))])

    def __getitem__(self, name: str) -> object:
        """Return the content of one file.

        Raises:
            KeyError: there is no such file.
            CatalogueInvalid: it is not YAML as the catalogue has it.
        """
        if name not in self._digests:
            raise KeyError(name)
        if name not in self._read:
            if self._is_compiled(name):
                part = compiled.part(name)
                self._read.update((each, part[each]) for each in part if self._is_compiled(each))
            else:
                self._read[name] = parse(name, self.source(name))
        return self._read[name]

    def __contains__(self, name: object) -> bool:
        """Tell whether there is such a file, without reading it."""
        return name in self._digests

    def __iter__(self) -> Iterator[str]:
        """List the files in code-point order."""
        return iter(self._digests)

    def __len__(self) -> int:
        """Count the files."""
        return len(self._digests)

    def _is_compiled(self, name: str) -> bool:
        return self._known.get(name) == self._digests.get(name, "")

    @property
    def unchanged(self) -> bool:
        """Whether every file, and no other, is what the compiled form was made from."""
        return self._digests == self._known

    @property
    def digests(self) -> Mapping[str, str]:
        """Relative path → SHA-256 of the file."""
        return self._digests

    def source(self, name: str) -> bytes:
        """Return a file's bytes."""
        return (self._directory / name).read_bytes()

    def under(self, name: str) -> tuple[str, ...]:
        """Return the files of a folder, or the one file of that name."""
        return tuple(each for each in self if each.startswith(f"{name}/") or each == f"{name}.yaml")


def parse(name: str, source: bytes) -> object:
    """Read one file's YAML; raise ``CatalogueInvalid`` when it cannot be read."""
    from samhandling.law import yaml_source  # noqa: PLC0415 - PyYAML is only needed for what is not compiled

    return yaml_source.parse(name, source)


def _names(directory: Path) -> list[str]:
    # os.scandir, not rglob: this runs at every start.
    names: list[str] = []
    if not directory.is_dir():
        return names
    for entry in os.scandir(directory):
        if entry.is_dir():
            names += [f"{entry.name}/{each.name}" for each in os.scandir(entry.path) if _is_data(each.name)]
        elif _is_data(entry.name):
            names.append(entry.name)
    return sorted(names)


def _is_data(name: str) -> bool:
    return name.endswith(".yaml") and not name.startswith((".", "~"))
