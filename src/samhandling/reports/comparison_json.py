"""The difference of two audits as JSON (``samhandling.comparison/1``): ids, verdicts and causes, no sentences."""

from typing import Any

from samhandling import __version__
from samhandling.comparison import Change, Comparison, Direction, Edit, Snapshot

SCHEMA = "samhandling.comparison/1"


def comparison_document(before: Snapshot, after: Snapshot, comparison: Comparison) -> dict[str, Any]:
    """What differs, sorted by rule and subject."""
    return {
        "schema": SCHEMA,
        "tool_version": __version__,
        "before": _side(before),
        "after": _side(after),
        "changes": [_change(each) for each in comparison.changes],
        "edits": [_edit(each) for each in comparison.edits],
        "files": [{"path": each.id, "kind": str(each.kind)} for each in comparison.files],
        "summary": {str(direction): len(comparison.going(direction)) for direction in Direction},
    }


def _side(snapshot: Snapshot) -> dict[str, Any]:
    return {
        "as_of": snapshot.as_of.isoformat(),
        "catalogue_version": snapshot.catalogue_version,
        "municipality": {"name": snapshot.name, "number": snapshot.number},
        "has_basis": snapshot.whole and bool(snapshot.entries),
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "rule": change.rule,
        "subject": change.subject,
        "before": str(change.before) if change.before is not None else None,
        "after": str(change.after) if change.after is not None else None,
        "direction": str(change.direction),
        "severity": str(change.severity) if change.severity is not None else None,
        "causes": [str(each) for each in change.causes],
        "edits": [_edit(each) for each in change.edits],
        "provisions": list(change.provisions),
    }


def _edit(edit: Edit) -> dict[str, str]:
    return {"section": edit.section, "id": edit.id, "kind": str(edit.kind)}
