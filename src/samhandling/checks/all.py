"""Every check, in one tuple: no discovery, no registration by side effect."""

from typing import Any

from samhandling.checks import (
    agreements,
    cooperation,
    coordinating_unit,
    delegation,
    interaction,
    plans,
    samordning,
    transitions,
)
from samhandling.checks.engine import Check

CHECKS: tuple[Check[Any], ...] = (
    *cooperation.CHECKS,
    *agreements.CHECKS,
    *coordinating_unit.CHECKS,
    *samordning.CHECKS,
    *delegation.CHECKS,
    *transitions.CHECKS,
    *plans.CHECKS,
    *interaction.CHECKS,
)
