"""The example municipalities, audited once and told in a language."""

from datetime import date
from functools import cache
from pathlib import Path

from samhandling.audit import audit
from samhandling.graph import build_graph
from samhandling.law.catalogue import load_catalogue
from samhandling.reading.model import read_model
from samhandling.reports.sections.blocks import Report
from samhandling.reports.sections.report import build_report
from samhandling.reports.sections.telling import Telling

AS_OF = date(2026, 11, 21)
EXAMPLES = Path(__file__).parents[2] / "examples"


@cache
def told(language: str, example: str = "fjordvik") -> Telling:
    """The example municipality, audited and told in a language."""
    catalogue = load_catalogue()
    reading = read_model(EXAMPLES / example, example, catalogue.data)
    result = audit(reading.municipality, catalogue, AS_OF, reading.inputs, reading.location)
    graph = build_graph(reading.municipality, AS_OF, catalogue.data.service_types)
    return Telling(result, graph, catalogue, catalogue.phrasebook(language))


@cache
def reported(language: str) -> Report:
    """The whole report of the example municipality, for tests that only read it."""
    return build_report(told(language))
