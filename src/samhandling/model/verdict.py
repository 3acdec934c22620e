"""The five things the data can show of a duty."""

from enum import StrEnum


class Verdict(StrEnum):
    """What the data show of one duty; ``undocumented`` is the default for empty, and never *no* (result.md)."""

    MET = "met"
    PARTIAL = "partial"
    NOT_MET = "not_met"
    UNDOCUMENTED = "undocumented"
    NOT_APPLICABLE = "not_applicable"

    @property
    def is_finding(self) -> bool:
        """Whether an outcome with this verdict is a finding."""
        return self in (Verdict.PARTIAL, Verdict.NOT_MET, Verdict.UNDOCUMENTED)
