"""DEL: delegation – who may decide what, unbroken from the kommunestyre to the one who answers."""

from collections.abc import Iterator

from samhandling.checks.engine import Context, Judgement, Subject, check, whole_municipality
from samhandling.checks.result import FactValue, SubjectKind
from samhandling.checks.shapes import delegation_subject, past
from samhandling.delegation import holders, of_authority
from samhandling.model.municipality import Delegation, Municipality
from samhandling.model.periods import in_year
from samhandling.model.verdict import Verdict
from samhandling.model.vocabulary import RoleKind

TOP_KINDS = (RoleKind.KOMMUNESTYRE, RoleKind.KOMMUNEDIREKTOR)
BELOW_THE_TOP = (RoleKind.LEDER, RoleKind.KOORDINATOR, RoleKind.BARNEKOORDINATOR)


def _facts(delegation: Delegation) -> tuple[tuple[str, FactValue], ...]:
    return (("authority", delegation.authority), ("from_role", delegation.from_), ("to_role", delegation.to))


def _in_force(context: Context) -> Iterator[Subject[Delegation]]:
    return (delegation_subject(context, each) for each in context.graph.delegations_in_force)


def _passed_on(context: Context) -> Iterator[Subject[Delegation]]:
    return (delegation_subject(context, each) for each in context.graph.delegations_in_force if not each.retained)


def _any_in_force(context: Context) -> bool:
    return bool(context.graph.delegations_in_force)


@check("DEL501", each=_in_force)
def chain_is_unbroken(context: Context, delegation: Delegation) -> Judgement:
    """It reaches back to somebody who has the authority by law."""
    if delegation.id in context.anchored_delegations:
        return Judgement(Verdict.MET, (delegation.id,), _facts(delegation))
    earlier = tuple(
        each.id for each in context.graph.delegations_to(delegation.authority, delegation.from_)
        if each.id != delegation.id and (each.in_force(context.as_of) or each.lapsed(context.as_of))
    )
    verdict = Verdict.NOT_MET if earlier else Verdict.UNDOCUMENTED
    return Judgement(verdict, (delegation.id, *earlier), _facts(delegation))


def _not_in_force(context: Context) -> Iterator[Subject[Delegation]]:
    for delegation in context.municipality.delegations:
        if not delegation.in_force(context.as_of):
            yield delegation_subject(context, delegation)


@check("DEL502", each=_not_in_force, none_such=lambda context: bool(context.municipality.delegations))
def delegation_is_in_force(context: Context, delegation: Delegation) -> Judgement:
    """It is decided, has begun and has not ended."""
    if delegation.decided is None:
        return Judgement(Verdict.UNDOCUMENTED, (delegation.id,), _facts(delegation))
    ended = delegation.valid_to is not None and delegation.valid_to < context.as_of
    day = delegation.valid_to if ended and delegation.valid_to is not None else delegation.decided
    return Judgement(Verdict.NOT_MET, (delegation.id,), (("date", day), *_facts(delegation)))


def _by_others(context: Context) -> Iterator[Subject[Delegation]]:
    for subject in _passed_on(context):
        if context.graph.roles[subject.value.from_].kind not in TOP_KINDS:
            yield subject


@check("DEL503", each=_by_others)
def giver_may_pass_it_on(context: Context, delegation: Delegation) -> Judgement:
    """Whoever gave it to the giver said that it may be passed on."""
    to_giver = [
        each for each in context.graph.delegations_to(delegation.authority, delegation.from_)
        if each.in_force(context.as_of)
    ]
    leave = any(each.may_subdelegate for each in to_giver)
    related = (delegation.id, *(each.id for each in to_giver))
    return Judgement(Verdict.MET if leave else Verdict.PARTIAL, related, _facts(delegation))


def _circles(context: Context) -> Iterator[Subject[str]]:
    for authority in _authorities_in_force(context):
        if context.graph.passes_in_circle(authority.id):
            yield authority


def _authorities_in_force(context: Context) -> Iterator[Subject[str]]:
    for authority in sorted({each.authority for each in context.graph.delegations_in_force}):
        yield Subject(authority, SubjectKind.AUTHORITY, authority)


@check("DEL504", each=_circles, none_such=_any_in_force)
def authority_does_not_go_in_circles(context: Context, authority: str) -> Judgement:
    """It does not come back to somebody who passed it on."""
    return Judgement(Verdict.NOT_MET, tuple(each.id for each in of_authority(context.graph, authority)))


def _given_away_by_council(context: Context) -> Iterator[Subject[Delegation]]:
    authorities = context.catalogue.data.authorities
    for subject in _in_force(context):
        kept = subject.value.retained and context.graph.is_council(subject.value.from_)
        if authorities[subject.value.authority].council_only and not kept:
            yield subject


@check("DEL505", each=_given_away_by_council, none_such=_any_in_force)
def council_decides_itself(context: Context, delegation: Delegation) -> Judgement:
    """What only the kommunestyre itself can decide stays there."""
    return Judgement(Verdict.NOT_MET, (delegation.id,), _facts(delegation))


@check("DEL506", each=_passed_on)
def somebody_steps_in(context: Context, delegation: Delegation) -> Judgement:
    """The delegation, or the role that has it, names a substitute."""
    substitute = delegation.substitute or context.graph.roles[delegation.to].substitute
    return Judgement(Verdict.MET if substitute else Verdict.PARTIAL, (delegation.id,), _facts(delegation))


@check("DEL507", each=_authorities_in_force)
def one_role_decides(context: Context, authority: str) -> Judgement:
    """The authority ends with one role, or each end knows its conditions."""
    delegations = of_authority(context.graph, authority)
    ends = holders(delegations)
    facts: tuple[tuple[str, FactValue], ...] = (("holders", ends), ("count", len(ends)))
    related = tuple(each.id for each in delegations)
    if not ends:
        return Judgement(Verdict.NOT_MET, related, facts)
    unconditional = any(each.to in ends and each.conditions is None for each in delegations)
    return Judgement(Verdict.PARTIAL if len(ends) > 1 and unconditional else Verdict.MET, related, facts)


@check("DEL508", each=whole_municipality)
def delegation_regulation_is_renewed(context: Context, municipality: Municipality) -> Judgement:
    """The new kommunestyre has fixed its delegation regulation in time."""
    on = context.as_of
    constituted = past(municipality.municipality.council_constituted, on)
    adopted = past(municipality.municipality.delegation_regulation_adopted, on)
    if constituted is None:
        return Judgement(Verdict.UNDOCUMENTED)
    month, day = divmod(context.parameter("delegation_regulation_month_day"), 100)
    deadline = in_year(constituted.year + 1, month, day)
    facts: tuple[tuple[str, FactValue], ...] = (("deadline", deadline),)
    if adopted is not None and adopted >= constituted:
        facts = (("date", adopted), *facts)
        if adopted <= deadline:
            return Judgement(Verdict.MET, facts=facts)
        return Judgement(Verdict.PARTIAL, facts=facts, case="late")
    return Judgement(Verdict.NOT_MET if on > deadline else Verdict.NOT_APPLICABLE, facts=facts)


def _from_council(context: Context) -> Iterator[Subject[Delegation]]:
    return (each for each in _passed_on(context) if context.graph.is_council(each.value.from_))


@check("DEL509", each=_from_council)
def council_goes_through_the_chief_executive(context: Context, delegation: Delegation) -> Judgement:
    """The kommunestyre does not delegate past the kommunedirektør to somebody in the administration."""
    past_chief = context.graph.roles[delegation.to].kind in BELOW_THE_TOP
    return Judgement(Verdict.NOT_MET if past_chief else Verdict.MET, (delegation.id,), _facts(delegation))


CHECKS = (
    chain_is_unbroken,
    delegation_is_in_force,
    giver_may_pass_it_on,
    authority_does_not_go_in_circles,
    council_decides_itself,
    somebody_steps_in,
    one_role_decides,
    delegation_regulation_is_renewed,
    council_goes_through_the_chief_executive,
)
