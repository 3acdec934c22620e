"""Accepted deviations: shown, never hidden, and themselves reported when they do not work (model.md, *exemptions*)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from samhandling.checks.result import ExemptionProblem, Outcome, Strength, fingerprint
from samhandling.model.municipality import Exemption, Municipality
from samhandling.model.vocabulary import RoleKind

MAY_ACCEPT_A_DUTY = (RoleKind.KOMMUNESTYRE, RoleKind.KOMMUNEDIREKTOR)
"""Only these can accept that something the law demands (*skal*) is not there; the duty stands all the same."""


def names(exemption: Exemption) -> str:
    """The fingerprint of the finding that an exemption names."""
    if exemption.finding is not None:
        return exemption.finding
    return fingerprint(exemption.rule or "", exemption.subject or "")


def exempt(
    outcomes: Iterable[Outcome], municipality: Municipality, on: date
) -> tuple[tuple[Outcome, ...], tuple[ExemptionProblem, ...]]:
    """Mark the findings that are exempted on a date, and list the exemptions that do not work."""
    marked = {outcome.fingerprint: outcome for outcome in outcomes}
    kinds = {role.id: role.kind for role in municipality.roles}
    problems = []
    for position, exemption in enumerate(municipality.exemptions):
        key = names(exemption)
        outcome = marked.get(key)
        problem = _problem(exemption, outcome, kinds, on)
        if problem is not None:
            rule = exemption.rule or (outcome.rule if outcome else None)
            subject = exemption.subject or (outcome.subject if outcome else None)
            entry = ("exemptions", position)
            problems.append(ExemptionProblem(rule, subject, problem, exemption.finding, entry))
        elif outcome is not None:
            marked[key] = replace(outcome, exempted=True)
    problems.sort(key=lambda each: (each.rule or "", each.subject or "", each.finding or "", each.problem))
    return tuple(marked.values()), tuple(problems)


def _problem(exemption: Exemption, outcome: Outcome | None, kinds: dict[str, RoleKind], on: date) -> str | None:
    if exemption.expires < on:
        return "expired"
    if exemption.decided > on:
        return "not_yet"
    if outcome is None or not outcome.verdict.is_finding:
        return "no_match"
    if outcome.strength is Strength.SKAL and kinds[exemption.decided_by] not in MAY_ACCEPT_A_DUTY:
        return "refused"
    return None
