"""BKO: koordinerende enhet, barnekoordinator, koordinator and individuell plan."""

from samhandling.checks.engine import Context, Judgement, check, whole_municipality
from samhandling.checks.shapes import recent, standard, types_group, types_selected
from samhandling.model.municipality import Municipality
from samhandling.model.verdict import Verdict

COORDINATION_TRAINING = ("barnekoordinator", "koordinator", "individuell_plan")


@check("BKO301", each=whole_municipality)
def coordinating_unit_exists(context: Context, _: Municipality) -> Judgement:
    """There is a municipal service of type koordinerende_enhet."""
    units = tuple(
        s.id for s in context.municipality.services if s.type == "koordinerende_enhet" and s.municipal
    )
    return Judgement(Verdict.MET if units else Verdict.UNDOCUMENTED, units)


@check("BKO302", each=whole_municipality)
def child_coordinator_routine_is_in_force(context: Context, _: Municipality) -> Judgement:
    """There is an agreement on barnekoordinator."""
    return standard(context, context.graph.on_topic("barnekoordinator"))


@check("BKO303", each=whole_municipality)
def coordinator_routine_is_in_force(context: Context, _: Municipality) -> Judgement:
    """There is an agreement on koordinator."""
    return standard(context, context.graph.on_topic("koordinator"))


@check("BKO304", each=whole_municipality)
def individual_plan_routine_reaches_everyone(context: Context, _: Municipality) -> Judgement:
    """Agreements on individuell plan together select a provider of each group that starts one."""
    graph = context.graph
    groups = context.catalogue.groups("individual_plan")
    present = {name: set(types) for name, types in groups.items() if any(graph.present(type_) for type_ in types)}
    if not present:
        return Judgement(Verdict.NOT_APPLICABLE)
    agreements = graph.on_topic("individuell_plan")
    in_force = tuple(each for each in agreements if each.in_force(context.as_of))
    if not in_force:
        return standard(context, agreements)
    selected = types_selected(context, in_force)
    missing = tuple(sorted(name for name, types in present.items() if not types & selected))
    related = tuple(each.id for each in in_force)
    if not missing:
        return Judgement(Verdict.MET, related)
    verdict = Verdict.PARTIAL if len(missing) < len(present) else Verdict.UNDOCUMENTED
    return Judgement(verdict, related, (("missing", missing),))


@check("BKO305", each=whole_municipality)
def child_coordinator_mandate_is_stated(context: Context, _: Municipality) -> Judgement:
    """The authority a barnekoordinator needs is delegated."""
    found = (each for each in context.municipality.delegations if each.authority == "barnekoordinator_myndighet")
    return standard(context, tuple(found))


@check("BKO306", each=whole_municipality)
def somebody_appoints_child_coordinator(context: Context, _: Municipality) -> Judgement:
    """Somebody has been given the authority to appoint barnekoordinator."""
    found = (each for each in context.municipality.delegations if each.authority == "oppnevne_barnekoordinator")
    return standard(context, tuple(found))


@check("BKO307", each=whole_municipality)
def notices_reach_the_coordinating_unit(context: Context, _: Municipality) -> Judgement:
    """An agreement on notices to koordinerende enhet selects a service that must notify."""
    agreements = context.graph.on_topic("melding_koordinerende_enhet")
    in_force = tuple(each for each in agreements if each.in_force(context.as_of))
    if not in_force:
        return standard(context, agreements)
    notifies = set(types_group(context, "notice"))
    with_notifier = tuple(each.id for each in in_force if notifies & types_selected(context, (each,)))
    if with_notifier:
        return Judgement(Verdict.MET, with_notifier)
    return Judgement(Verdict.PARTIAL, tuple(each.id for each in in_force))


@check("BKO308", each=whole_municipality)
def coordinators_are_trained(context: Context, _: Municipality) -> Judgement:
    """Training in coordination is recorded within the last two years."""
    control = context.municipality.internal_control
    training = control.training if control is not None else ()
    days = [each.date for each in training if each.topic in COORDINATION_TRAINING]
    return recent(context, days, "training_months", Verdict.PARTIAL)


CHECKS = (
    coordinating_unit_exists,
    child_coordinator_routine_is_in_force,
    coordinator_routine_is_in_force,
    individual_plan_routine_reaches_everyone,
    child_coordinator_mandate_is_stated,
    somebody_appoints_child_coordinator,
    notices_reach_the_coordinating_unit,
    coordinators_are_trained,
)
