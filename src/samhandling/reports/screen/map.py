"""What the map shows, on the screen: how many boxes and lines, and each of those that are missing."""

from samhandling.reports.screen.page import block, wrap
from samhandling.reports.sections.map_places import FAMILY
from samhandling.reports.sections.service_map import MapTelling


def map_lines(told: MapTelling) -> list[str]:
    """Tell the map in about as many lines as there are lacks."""
    t = told.telling.t
    title = t("figures.map.title", municipality=told.telling.result.name)
    lead = t(
        "map.section.lead", services=t.number(len(told.telling.graph.municipality.services)),
        links=t.number(len(told.carried)),
    )  # fmt: skip
    lines = [title, "=" * len(title), *wrap(lead)]
    lacking = [
        t("map.screen.line", one=told.end(each.source), other=told.other_end(each), what=told.label(each))
        for each in told.lacking
        if each.source != FAMILY  # said of the service itself below
    ]
    lacking += [
        t("map.screen.box", name=told.name(each), what=told.remark(each)) for each in told.map.places
        if told.remark(each)
    ]
    if lacking:
        lines += block(t("map.screen.missing"), [line for each in lacking for line in wrap(each, "  ")])
    else:
        lines += wrap(t("map.section.none_lacking"))
    return [*lines, "", *wrap(t("map.section.caution"))]
