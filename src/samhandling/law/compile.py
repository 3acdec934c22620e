"""``python -m samhandling.law.compile``: check ``config/`` and write its compiled form beside this module."""

import sys
from pathlib import Path

from samhandling.law import compiled
from samhandling.law.documents import Documents
from samhandling.law.folders import config_directory
from samhandling.law.problems import CatalogueInvalid
from samhandling.law.schema import problems_of
from samhandling.law.yaml_source import parse


def compiled_files(directory: Path) -> dict[str, str]:
    """Return the compiled form of a catalogue, file name → JSON.

    Raises:
        CatalogueInvalid: the catalogue is not in order.
    """
    documents = Documents(directory)
    problems = problems_of(documents)
    if problems:
        raise CatalogueInvalid(problems)
    # From the YAML itself, also where the present compiled form agrees: it is what this one is proved against.
    contents = {name: parse(name, documents.source(name)) for name in documents}
    return dict(compiled.files(contents, documents.digests))


def write(directory: Path, target: Path) -> None:
    """Write the compiled form of a catalogue to a folder, and remove files there that no longer belong to it."""
    files = compiled_files(directory)
    for name, content in files.items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8", newline="\n")
    for path in target.rglob("*.json"):
        if path.relative_to(target).as_posix() not in files:
            path.unlink()


def main() -> int:
    """Compile the shipped catalogue; return 2 and say what is wrong when it is not in order."""
    try:
        write(config_directory(), Path(__file__).parent / "compiled")
    except CatalogueInvalid as invalid:
        sys.stderr.write(f"{invalid}\n")
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
