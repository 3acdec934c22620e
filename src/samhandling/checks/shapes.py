"""Verdicts that several checks share: small functions they call, not a rule language."""

from collections.abc import Iterable
from datetime import date

from samhandling.checks.engine import Context, Judgement, Subject
from samhandling.checks.result import FactValue, SubjectKind
from samhandling.model.municipality import Agreement, Arena, Delegation, Service
from samhandling.model.periods import within_months
from samhandling.model.verdict import Verdict


def lapse_date(thing: Agreement | Delegation, on: date) -> date:
    """The day a lapsed agreement or delegation ceased to apply (the earliest of its ends that is past)."""
    terminated = thing.terminated if isinstance(thing, Agreement) else None
    ends = [end for end in (thing.valid_to, terminated) if end is not None and end <= on]
    return min(ends)


def standard(context: Context, things: Iterable[Agreement | Delegation]) -> Judgement:
    """The *standard verdict* of a thing looked for: in force, lapsed, or not documented (checks.md)."""
    all_things = tuple(things)
    on = context.as_of
    in_force = [thing.id for thing in all_things if thing.in_force(on)]
    if in_force:
        return Judgement(Verdict.MET, related=tuple(in_force))
    lapsed = [thing for thing in all_things if thing.lapsed(on)]
    if lapsed:
        ended = max(lapse_date(thing, on) for thing in lapsed)
        return Judgement(Verdict.NOT_MET, tuple(thing.id for thing in lapsed), facts=(("date", ended),))
    return Judgement(Verdict.UNDOCUMENTED, related=tuple(thing.id for thing in all_things))


def past(day: date | None, on: date) -> date | None:
    """A date of something that has happened; one after D counts as not recorded (checks.md)."""
    return day if day is not None and day <= on else None


def latest(days: Iterable[date | None], on: date) -> date | None:
    """The latest of the dates that are not after D, or None."""
    return max((day for day in days if day is not None and day <= on), default=None)


def yearly(context: Context, days: Iterable[date | None], related: tuple[str, ...] = ()) -> Judgement:
    """The *yearly verdict* of the latest date of something that must happen every year (checks.md)."""
    on = context.as_of
    last = latest(days, on)
    if last is None:
        return Judgement(Verdict.UNDOCUMENTED, related)
    facts: tuple[tuple[str, FactValue], ...] = (("date", last),)
    if last.year == on.year or within_months(last, context.parameter("yearly_months"), on):
        return Judgement(Verdict.MET, related, facts)
    if last.year == on.year - 1:
        return Judgement(Verdict.PARTIAL, related, facts, yearly=True)
    return Judgement(Verdict.NOT_MET, related, facts)


def recent(context: Context, days: Iterable[date | None], parameter: str, older: Verdict) -> Judgement:
    """*Met* when the latest date is within the parameter's months before D, else ``older``; none: not documented."""
    last = latest(days, context.as_of)
    if last is None:
        return Judgement(Verdict.UNDOCUMENTED)
    met = within_months(last, context.parameter(parameter), context.as_of)
    return Judgement(Verdict.MET if met else older, facts=(("date", last),))


def decided_by_council(context: Context, agreement: Agreement) -> Judgement:
    """*Met* when the kommunestyre adopted it; not documented when nobody is named; else *not met*."""
    if agreement.adopted_by is None:
        verdict = Verdict.UNDOCUMENTED
    elif context.graph.is_council(agreement.adopted_by):
        verdict = Verdict.MET
    else:
        verdict = Verdict.NOT_MET
    return Judgement(verdict, related=(agreement.id,))


def service_subject(context: Context, service: Service) -> Subject[Service]:
    """A service as a subject."""
    position = context.graph.positions["services", service.id]
    return Subject(service.id, SubjectKind.SERVICE, service, ("services", position))


def agreement_subject(context: Context, agreement: Agreement) -> Subject[Agreement]:
    """An agreement as a subject."""
    position = context.graph.positions["agreements", agreement.id]
    return Subject(agreement.id, SubjectKind.AGREEMENT, agreement, ("agreements", position))


def arena_subject(context: Context, arena: Arena) -> Subject[Arena]:
    """An arena as a subject."""
    position = context.graph.positions["arenas", arena.id]
    return Subject(arena.id, SubjectKind.ARENA, arena, ("arenas", position))


def delegation_subject(context: Context, delegation: Delegation) -> Subject[Delegation]:
    """A delegation as a subject."""
    position = context.graph.positions["delegations", delegation.id]
    return Subject(delegation.id, SubjectKind.DELEGATION, delegation, ("delegations", position))


def types_group(context: Context, name: str) -> tuple[str, ...]:
    """A named group of service types (``config/groups.yaml``)."""
    return context.catalogue.group("types", name)


def present_types(context: Context, name: str) -> tuple[str, ...]:
    """Those of a named group of types that the model has a provider of."""
    return tuple(type_ for type_ in types_group(context, name) if context.graph.present(type_))


def types_selected(context: Context, agreements: Iterable[Agreement]) -> frozenset[str]:
    """The types of the providers that the agreements together select."""
    graph = context.graph
    return frozenset(graph.services[id_].type for each in agreements for id_ in graph.provider_members(each.id))


def coverage(context: Context, wanted: tuple[str, ...], topic: str) -> Judgement:
    """Whether agreements in force on a topic together select a provider of each wanted type (PLN707, PLN712).

    None wanted: not applicable. Some: *partial*. None at all: the standard verdict, where agreements in force that
    select none count as not documented.
    """
    if not wanted:
        return Judgement(Verdict.NOT_APPLICABLE)
    agreements = context.graph.on_topic(topic)
    in_force = tuple(each for each in agreements if each.in_force(context.as_of))
    covered = types_selected(context, in_force)
    missing = tuple(sorted(type_ for type_ in wanted if type_ not in covered))
    related = tuple(each.id for each in in_force)
    if not missing:
        return Judgement(Verdict.MET, related)
    if len(missing) < len(wanted):
        return Judgement(Verdict.PARTIAL, related, (("missing", missing),))
    if in_force:
        return Judgement(Verdict.UNDOCUMENTED, related, (("missing", missing),))
    return standard(context, agreements)
