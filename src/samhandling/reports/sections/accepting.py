"""What somebody has accepted, in lines of words: shared by the screen, which needs no tables, and the sections."""

from samhandling.checks.result import ExemptionProblem, Outcome
from samhandling.reports.sections.telling import Telling, where


def accepted_findings(telling: Telling) -> tuple[Outcome, ...]:
    """The findings that somebody has accepted, the gravest first."""
    return tuple(each for each in telling.result.gravest_first if each.exempted)


def finding_line(telling: Telling, outcome: Outcome) -> str:
    """«PLN711 Ingen rutine …: Fjordvik – akseptert avvik – plikten gjelder fortsatt»."""
    return telling.t(
        "followup.accepted.finding", rule=outcome.rule, title=telling.title(outcome), subject=telling.subject(outcome),
        accepted=telling.exempted(outcome),
    )


def problem_line(telling: Telling, problem: ExemptionProblem) -> str:
    """What an exemption without effect is about, why it has none, and where it stands."""
    said = {
        "rule": problem.rule or problem.finding or "", "subject": problem_subject(telling, problem),
        "problem": telling.t.term("exemption_problem", problem.problem),
    }
    place = where(problem.location)
    if not place:
        return telling.t("followup.accepted.problem", **said)
    return telling.t("followup.accepted.problem_at", **said, place=place)


def problem_subject(telling: Telling, problem: ExemptionProblem) -> str:
    """What the exemption is about, by name where the audit has such a subject."""
    for outcome in telling.result.outcomes:
        if (outcome.rule, outcome.subject) == (problem.rule, problem.subject):
            return telling.subject(outcome)
    return problem.subject or ""
