"""The service map as JSON (``samhandling.map/1``): the same boxes and lines as the figure, in ids."""

from typing import Any

from samhandling.reports.sections.map_lines import ServiceMap
from samhandling.reports.sections.telling import Telling

SCHEMA = "samhandling.map/1"


def map_document(telling: Telling, drawn: ServiceMap) -> dict[str, Any]:
    """The map of a municipality. A node of several services is all those of a type; ``mark`` is the letter that
    stands instead of lines in each of the ``members`` of a gathering.
    """
    result = telling.result
    return {
        "schema": SCHEMA,
        "tool_version": result.tool_version,
        "catalogue_version": result.catalogue_version,
        "law_known_to": result.law_known_to.isoformat(),
        "as_of": result.as_of.isoformat(),
        "municipality": {"name": result.name, "number": result.number},
        "inputs": [{"path": each.path, "sha256": each.sha256} for each in result.inputs],
        "nodes": [
            {
                "id": each.id,
                "lane": each.lane,
                "kind": str(each.kind),
                "type": each.type or None,
                "private": each.private,
                "services": list(each.services),
                "outside": list(each.outside),
                "links": list(each.links),
            }
            for each in drawn.places
        ],
        "edges": [
            {
                "from": each.source,
                "to": each.target,
                "carrier": str(each.carrier),
                "directed": each.directed,
                "both": each.both,
                "transitions": list(each.transitions),
                "partial": list(each.partial),
                "links": list(each.links),
            }
            for each in drawn.ties
        ],
        "gatherings": [
            {"mark": each.mark, "links": list(each.links), "members": list(each.places)}
            for each in drawn.grouping.marked
        ],
        "not_drawn": list(drawn.left_out),
    }
