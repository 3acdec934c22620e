"""What falls away with an entry, as JSON (``samhandling.impact/1``): ids, verdicts and numbers, no sentences."""

from typing import Any

from samhandling.comparison import Direction
from samhandling.reports.sections.impact import Impact

SCHEMA = "samhandling.impact/1"


def impact_document(impact: Impact) -> dict[str, Any]:
    """The thought experiment: what was edited, which units lose cover, which outcomes change."""
    result, comparison = impact.before.result, impact.comparison
    return {
        "schema": SCHEMA,
        "tool_version": result.tool_version,
        "catalogue_version": result.catalogue_version,
        "law_known_to": result.law_known_to.isoformat(),
        "as_of": result.as_of.isoformat(),
        "municipality": {"name": result.name, "number": result.number},
        "inputs": [{"path": each.path, "sha256": each.sha256} for each in result.inputs],
        "falls_away": {"section": impact.experiment.section, "id": impact.experiment.id},
        "stepping_in": list(impact.experiment.stepping_in),
        "edits": [{"section": each.section, "id": each.id, "kind": str(each.kind)} for each in comparison.edits],
        "transitions": [
            {"id": each.id, "before": str(each.before), "after": str(each.after), "lost": list(each.units)}
            for each in impact.lost
        ],
        "coordination": {
            name: {"situations": totals.situations, "assigned": totals.assigned}
            for name, totals in (
                ("before", result.coordination.totals), ("after", impact.after.result.coordination.totals)
            )
        },
        "changes": [
            {
                "rule": each.rule,
                "subject": each.subject,
                "before": str(each.before) if each.before is not None else None,
                "after": str(each.after) if each.after is not None else None,
                "direction": str(each.direction),
                "severity": str(each.severity) if each.severity is not None else None,
            }
            for each in comparison.changes
        ],
        "summary": {str(direction): len(comparison.going(direction)) for direction in Direction},
    }
