"""The line: a municipality and a date in, one immutable result out. With five minutes, this is the file to open.

Reading stands before it and reports after it; everything here is pure.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from samhandling import __version__
from samhandling.checks.all import CHECKS
from samhandling.checks.engine import Context, run
from samhandling.checks.exemptions import exempt
from samhandling.checks.result import AuditResult, EntryPath
from samhandling.coordination.handovers import handovers_of
from samhandling.coordination.table import table_of
from samhandling.coordination.verify import verify
from samhandling.delegation import states
from samhandling.graph import build_graph
from samhandling.law.catalogue import Catalogue
from samhandling.lifecourse import cover_all
from samhandling.model.municipality import Municipality
from samhandling.model.source import InputFile, Location

Locate = Callable[[EntryPath], Location | None]


def examine(municipality: Municipality, catalogue: Catalogue, as_of: date) -> Context:
    """Everything the checks look at: the graph, the decision table proved, the transitions and the chains."""
    graph = build_graph(municipality, as_of, catalogue.data.service_types)
    table = table_of(graph, catalogue)
    coordination = verify(table)
    return Context(
        graph=graph,
        catalogue=catalogue,
        coordination=coordination,
        handovers=handovers_of(table, coordination, graph, catalogue),
        transitions=cover_all(graph, catalogue),
        delegation=states(graph, catalogue.data.authorities.values()),
    )


def audit(
    municipality: Municipality,
    catalogue: Catalogue,
    as_of: date,
    inputs: tuple[InputFile, ...] = (),
    locate: Locate = lambda _: None,
) -> AuditResult:
    """Hold every check against a municipality on a date.

    ``locate`` tells where an entry or a section stands in the input (None where it does not).
    """
    context = examine(municipality, catalogue, as_of)
    outcomes, problems = exempt(run(CHECKS, context), municipality, as_of)
    return AuditResult(
        tool_version=__version__,
        catalogue_version=catalogue.data.version,
        law_known_to=catalogue.data.law_known_to,
        as_of=as_of,
        name=municipality.municipality.name,
        number=municipality.municipality.number,
        inputs=inputs,
        outcomes=tuple(
            # Only a finding has anything to mend; a city has ten answers to each finding.
            replace(each, location=locate(each.entry) or locate(("municipality",)))
            if each.entry and each.verdict.is_finding else each
            for each in outcomes
        ),
        transitions=context.transitions,
        coordination=context.coordination,
        handovers=context.handovers,
        delegation=context.delegation,
        exemption_problems=tuple(
            replace(each, location=locate(each.entry)) if each.entry else each for each in problems
        ),
    )
