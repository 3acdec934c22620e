"""A new folder with files in it: made whole or not at all, and never over something that is there."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from samhandling.errors import SamhandlingError


def write_new_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder with files, given by their path in it with ``/``; an empty folder may be there already.

    Raises:
        SamhandlingError: something is in the way, or nothing can be written there.
    """
    if path.is_file():
        raise SamhandlingError("cli.output.not_ours", file=str(path))
    if path.is_dir() and any(path.iterdir()):
        raise SamhandlingError("cli.output.folder_not_empty", file=str(path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=".samhandling-", dir=path.parent))
    except OSError as error:
        raise SamhandlingError("cli.output.cannot_write", file=str(path)) from error
    try:
        for name, content in files.items():
            file = beside.joinpath(*name.split("/"))
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        beside.chmod(0o777 & ~_umask())
        if path.is_dir():
            path.rmdir()
        beside.rename(path)
    except OSError as error:
        raise SamhandlingError("cli.output.cannot_write", file=str(path)) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
