"""The report: all sections in the order a reader meets them, each made by a module of its own."""

from collections.abc import Callable, Iterable

from samhandling.followup.memory import encode, first_memory
from samhandling.reports.sections import anchors
from samhandling.reports.sections.action_plan import action_plan
from samhandling.reports.sections.agreements import agreements
from samhandling.reports.sections.annual import annual
from samhandling.reports.sections.audit_form import audit_form
from samhandling.reports.sections.between_stools import between_stools
from samhandling.reports.sections.blocks import Report, Section
from samhandling.reports.sections.contents import contents
from samhandling.reports.sections.coordination import coordination, handovers
from samhandling.reports.sections.delegation import delegation_matrix
from samhandling.reports.sections.earlier import earlier
from samhandling.reports.sections.findings import findings
from samhandling.reports.sections.follow_up import FollowUp, followed, with_marks
from samhandling.reports.sections.front import front
from samhandling.reports.sections.law import law
from samhandling.reports.sections.matrix import matrix
from samhandling.reports.sections.method import method
from samhandling.reports.sections.pairs import pairs
from samhandling.reports.sections.questions import questions
from samhandling.reports.sections.service_map import service_map_section
from samhandling.reports.sections.services import services
from samhandling.reports.sections.summary import summary
from samhandling.reports.sections.telling import Telling
from samhandling.reports.sections.transitions import transitions, transitions_by_unit
from samhandling.reports.sections.year import year

SectionMaker = Callable[[Telling], Section]

# The order of the sheets. The table of contents is made of the others and stands second.
SECTIONS: tuple[SectionMaker, ...] = (
    front,
    summary,
    findings,
    matrix,
    pairs,
    service_map_section,  # in the page; the order of the sheets has no place for it
    transitions,
    transitions_by_unit,
    coordination,
    between_stools,
    handovers,
    delegation_matrix,
    services,
    agreements,
    year,
    action_plan,
    audit_form,
    annual,
    questions,
    law,
    method,
)


def build_report(
    telling: Telling, *, extra: tuple[Section, ...] = (), follow_up: FollowUp | None = None
) -> Report:
    """Tell a result as a report; ``extra`` are sections placed after the action plan.

    With an earlier edition to follow up, findings are marked and what people had typed stands where it stood.
    """
    t, result = telling.t, telling.result
    made: list[Section] = []
    for maker in SECTIONS:
        made.append(maker(telling))
        if made[-1].key == anchors.PLAN:
            made += extra
    if follow_up is not None:
        made = list(followed(telling, made, follow_up))
    made.insert(1, contents(t, made))
    memory = follow_up.progress.memory if follow_up is not None else first_memory(result, t.language)
    return Report(
        title=t("sections.report.title", municipality=result.name),
        subject=t("sections.report.subject", date=result.as_of),
        language=t.language,
        as_of=result.as_of,
        sections=tuple(made),
        footer=t("sections.report.footer", municipality=result.name, date=t.short_date(result.as_of)),
        page_of=t("sections.report.page_of", page="{page}", pages="{pages}"),
        cut=t("sections.report.cut"),
        to_contents=t("sections.report.to_contents"),
        contents=anchors.CONTENTS,
        memory=encode(memory),
    )


def titles(tellings: Iterable[Telling]) -> frozenset[str]:
    """What the sheets are called in each telling's language."""
    return frozenset(section.title for telling in tellings for section in build_report(telling).sections)


def filled_in(telling: Telling) -> tuple[Section, ...]:
    """The sections that people type in, as they are before anybody has."""
    return (front(telling), with_marks(telling, action_plan(telling), {}), earlier(telling), audit_form(telling))
