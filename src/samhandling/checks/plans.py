"""PLN: plans and internal control. SRV: the statutory services."""

from collections.abc import Iterator

from samhandling.checks.engine import Context, Judgement, Subject, check, whole_municipality
from samhandling.checks.result import SubjectKind
from samhandling.checks.shapes import coverage, present_types, recent, standard, types_group, types_selected, yearly
from samhandling.model.municipality import Agreement, Municipality
from samhandling.model.verdict import Verdict
from samhandling.model.vocabulary import AgreementKind, ReportKind


def _plans(context: Context, topic: str) -> tuple[Agreement, ...]:
    return tuple(each for each in context.graph.on_topic(topic) if each.kind is AgreementKind.PLAN)


def _in_force(context: Context, agreements: tuple[Agreement, ...]) -> tuple[Agreement, ...]:
    return tuple(each for each in agreements if each.in_force(context.as_of))


@check("PLN701", each=whole_municipality)
def prevention_plan_is_the_councils(context: Context, _: Municipality) -> Judgement:
    """There is a prevention plan, and the kommunestyre itself adopted it."""
    plans = _plans(context, "forebyggingsplan")
    in_force = _in_force(context, plans)
    if not in_force:
        return standard(context, plans)
    by_council = tuple(each.id for each in in_force if context.graph.is_council(each.adopted_by))
    if by_council:
        return Judgement(Verdict.MET, by_council)
    unknown = tuple(each.id for each in in_force if each.adopted_by is None)
    if unknown:
        return Judgement(Verdict.UNDOCUMENTED, unknown)
    return Judgement(Verdict.NOT_MET, tuple(each.id for each in in_force), case="other_body")


@check("PLN702", each=whole_municipality)
def prevention_plan_gathers_the_services(context: Context, _: Municipality) -> Judgement:
    """The services for children are among the parties of the prevention plan."""
    in_force = _in_force(context, _plans(context, "forebyggingsplan"))
    wanted = present_types(context, "prevention")
    if not in_force or not wanted:
        return Judgement(Verdict.NOT_APPLICABLE)
    missing = tuple(sorted(set(wanted) - types_selected(context, in_force)))
    related = tuple(each.id for each in in_force)
    if missing:
        return Judgement(Verdict.PARTIAL, related, (("missing", missing),))
    return Judgement(Verdict.MET, related)


def _reports(context: Context, kind: ReportKind) -> Judgement:
    control = context.municipality.internal_control
    reports = control.reports if control is not None else ()
    return yearly(context, [each.date for each in reports if each.kind is kind])


@check("PLN703", each=whole_municipality)
def internal_control_is_reported(context: Context, _: Municipality) -> Judgement:
    """Internal control is reported to the kommunestyre every year."""
    return _reports(context, ReportKind.INTERNAL_CONTROL)


@check("PLN704", each=whole_municipality)
def risk_is_assessed_together(context: Context, _: Municipality) -> Judgement:
    """The risk of failing cooperation has been assessed across units."""
    control = context.municipality.internal_control
    assessments = control.risk_assessments if control is not None else ()
    joint = [
        each.date for each in assessments
        if len(set(each.units)) >= 2 or {"samarbeid", "samordning"} & set(each.topics)
    ]
    return recent(context, joint, "risk_assessment_months", Verdict.PARTIAL)


@check("PLN705", each=whole_municipality)
def model_is_vouched_for(context: Context, _: Municipality) -> Judgement:
    """Someone has vouched for the model within the last year."""
    reviewed = context.municipality.municipality.model_reviewed
    return recent(context, [reviewed], "model_review_months", Verdict.PARTIAL)


@check("PLN706", each=whole_municipality)
def child_welfare_is_accounted_for(context: Context, _: Municipality) -> Judgement:
    """The kommunestyre gets an account of the barnevern every year."""
    return _reports(context, ReportKind.CHILD_WELFARE)


@check("PLN707", each=whole_municipality)
def concern_routine_reaches_everyone(context: Context, _: Municipality) -> Judgement:
    """Agreements on concern select a provider of each type that is bound to report."""
    return coverage(context, present_types(context, "concern"), "bekymring")


@check("PLN708", each=whole_municipality)
def child_welfare_is_always_reachable(context: Context, _: Municipality) -> Judgement:
    """An agreement on barnevernsvakt selects a barnevern provider."""
    graph = context.graph
    if not graph.present("barnevern"):
        return Judgement(Verdict.NOT_APPLICABLE)
    duty = (each for each in graph.on_topic("barnevernsvakt") if "barnevern" in types_selected(context, (each,)))
    return standard(context, tuple(duty))


@check("PLN709", each=whole_municipality)
def youth_council_is_elected(context: Context, _: Municipality) -> Judgement:
    """The ungdomsråd has been elected within two years."""
    elected = context.municipality.municipality.youth_council_elected
    return recent(context, [elected], "youth_council_months", Verdict.NOT_MET)


@check("PLN710", each=whole_municipality)
def housing_is_in_a_plan(context: Context, _: Municipality) -> Judgement:
    """A plan of the kommunestyre covers housing for those who struggle."""
    plans = _plans(context, "boligsosialt")
    in_force = _in_force(context, plans)
    if not in_force:
        return standard(context, plans)
    by_council = tuple(each.id for each in in_force if context.graph.is_council(each.adopted_by))
    if by_council:
        return Judgement(Verdict.MET, by_council)
    return Judgement(Verdict.PARTIAL, tuple(each.id for each in in_force))


@check("PLN711", each=whole_municipality)
def users_are_heard(context: Context, _: Municipality) -> Judgement:
    """An agreement on participation selects a municipal health provider."""
    graph = context.graph
    health = {each.id for each in graph.providers_of(*types_group(context, "health")) if each.municipal}
    fitting = (each for each in graph.on_topic("medvirkning") if health & graph.provider_members(each.id))
    return standard(context, tuple(fitting))


@check("PLN712", each=whole_municipality)
def services_are_prepared_for_violence(context: Context, _: Municipality) -> Judgement:
    """Agreements on violence select a provider of each type that must be prepared."""
    return coverage(context, present_types(context, "violence"), "vold")


def _statutory_types(context: Context) -> Iterator[Subject[str]]:
    return (
        Subject(type_, SubjectKind.SERVICE_TYPE, type_) for type_ in context.catalogue.groups("statutory")
    )


@check("SRV801", each=_statutory_types)
def statutory_service_is_recorded(context: Context, type_: str) -> Judgement:
    """The model has a provider of each type that a municipality must have."""
    providers = tuple(service.id for service in context.graph.providers_of(type_))
    return Judgement(
        Verdict.MET if providers else Verdict.UNDOCUMENTED,
        providers,
        provisions=context.catalogue.group("statutory", type_),
    )


CHECKS = (
    prevention_plan_is_the_councils,
    prevention_plan_gathers_the_services,
    internal_control_is_reported,
    risk_is_assessed_together,
    model_is_vouched_for,
    child_welfare_is_accounted_for,
    concern_routine_reaches_everyone,
    child_welfare_is_always_reachable,
    youth_council_is_elected,
    housing_is_in_a_plan,
    users_are_heard,
    services_are_prepared_for_violence,
    statutory_service_is_recorded,
)
