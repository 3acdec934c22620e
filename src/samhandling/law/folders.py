"""Where the catalogue and the examples lie: inside an installed package, or beside ``src`` in a checkout."""

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def config_directory() -> "Path":
    """Return the folder of the shipped catalogue.

    Raises:
        FileNotFoundError: the package was installed without it.
    """
    from pathlib import Path  # noqa: PLC0415 - slow to import; the help needs only the name below

    return Path(config_folder())


def examples_directory() -> "Path":
    """Return the folder of the shipped example municipalities.

    Raises:
        FileNotFoundError: the package was installed without it.
    """
    from pathlib import Path  # noqa: PLC0415

    return Path(_shipped("examples"))


def config_folder() -> str:
    """Return the name of the folder of the shipped catalogue; raises as :func:`config_directory`."""
    return _shipped("config")


def _shipped(name: str) -> str:
    # A wheel carries the folder inside the package; an editable install and a checkout have it two folders above.
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120
    for parent in (package, os.path.dirname(os.path.dirname(package))):  # noqa: PTH120
        folder = os.path.join(parent, name)  # noqa: PTH118
        if os.path.isdir(folder):  # noqa: PTH112
            return folder
    raise FileNotFoundError(name)
