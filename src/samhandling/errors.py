"""The call cannot work: no such file, a file that is open elsewhere, an output in the way.

Not for a fault in the municipality's data (a :class:`~samhandling.reading.diagnostics.Diagnostic`), and not for
what the audit concludes (a finding). The words are in ``config/texts``; an error only knows their key.
"""

from enum import IntEnum


class Exit(IntEnum):
    """What the process tells its caller (result.md, *Command line*)."""

    DONE = 0
    FINDINGS = 1
    """``audit`` and ``batch``: findings at or above the threshold; ``compare``: something became worse."""
    REFUSED = 2
    """Wrong input or call; nothing is written."""
    BUG = 3
    INTERRUPTED = 130


class SamhandlingError(Exception):
    """One line that says why the call cannot work, and how to mend it."""

    def __init__(self, key: str, **values: str | int) -> None:
        self.key = key
        """Key of the text, ``area.name``."""
        self.values = values
        """What the text's placeholders stand for."""
        super().__init__(key, values)

    def __str__(self) -> str:
        """Show key and values, for logs; people get the text."""
        return " ".join([self.key, *(f"{name}={value!r}" for name, value in self.values.items())])
