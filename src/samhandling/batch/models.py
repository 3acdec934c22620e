"""The models of a folder: one folder, workbook or YAML file per municipality, and what each is called outside."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from samhandling.errors import SamhandlingError

FILES = (".yaml", ".yml", ".xlsx")
_ONE_MODEL = ("municipality", "services")
"""Files that show that the folder itself is one municipality."""


@dataclass(frozen=True, slots=True)
class Model:
    """One municipality's model, and under what name its results are written."""

    path: Path
    shown: str
    """The path as the user will recognise it."""
    key: str
    """Name of its JSON file, without suffix; unique in the run, also where case does not count."""
    alias: int = 0
    """The number that stands for it where names are left out; 0 where they are not."""


def find_models(folder: Path, shown: str, apart_from: Path | None = None) -> tuple[tuple[Model, ...], tuple[str, ...]]:
    """Give the models of a folder in name order, and names of what is hidden, temporary or empty.

    ``apart_from`` is the report that is to be written, which may lie in the same folder.

    Raises:
        SamhandlingError: there is no such folder, it is itself one municipality, or there is no model in it.
    """
    if not folder.is_dir():
        raise SamhandlingError("batch.error.no_folder", path=shown)
    if any((folder / f"{name}{suffix}").is_file() for name in _ONE_MODEL for suffix in FILES[:2]):
        raise SamhandlingError("batch.error.one_model", path=shown)
    found: list[Path] = []
    skipped: list[str] = []
    for path in sorted(folder.iterdir(), key=lambda each: each.name):
        if apart_from is not None and path.name == apart_from.name and path.resolve() == apart_from.resolve():
            continue
        if path.name.startswith(".") and path.is_dir():
            continue
        if path.is_dir() or path.suffix.lower() in FILES:
            if path.name.startswith(("~$", ".")) or not (path.is_file() or _has_files(path)):
                # A municipality's folder that is still empty must not be missed in silence.
                skipped.append(path.name)
            else:
                found.append(path)
    if not found:
        raise SamhandlingError("batch.error.no_models", path=shown)
    return tuple(
        Model(path, str(Path(shown) / path.name), key) for path, key in zip(found, _keys(found), strict=True)
    ), tuple(skipped)


def _has_files(folder: Path) -> bool:
    """Whether a folder can be a model; one without any file of the kinds is something else (``.git``, results)."""
    try:
        names = [each.name for each in folder.iterdir()]
    except OSError:
        return True  # the reader will say what is wrong with it
    return any(name.lower().endswith(FILES) and not name.startswith((".", "~$")) for name in names)


def _keys(paths: Sequence[Path]) -> list[str]:
    """The folder's or file's name without suffix, with it where two would be the same."""
    short = [path.name if path.is_dir() else path.stem for path in paths]
    folded = [each.casefold() for each in short]
    return [
        each if folded.count(each.casefold()) == 1 else path.name for each, path in zip(short, paths, strict=True)
    ]


def numbered(models: Sequence[Model]) -> tuple[Model, ...]:
    """Give each model a number instead of its name, in an order that does not follow the names.

    The order is that of the SHA-256 of the contents, so that it is the same next time and tells nothing.
    """
    ordered = sorted(models, key=lambda model: (_digest(model.path), model.key))
    return tuple(
        replace(model, key=f"kommune-{number:0{len(str(len(ordered)))}}", alias=number)
        for number, model in enumerate(ordered, 1)
    )


def _digest(path: Path) -> str:
    digest = sha256()
    files = [path] if path.is_file() else [each for each in path.iterdir() if each.suffix.lower() in FILES]
    for file in sorted(files, key=lambda each: each.name):
        try:
            with file.open("rb") as stream:
                while block := stream.read(1 << 20):
                    digest.update(block)
        except OSError:
            # The reader will say what is wrong with it.
            digest.update(b"\0")
    return digest.hexdigest()
