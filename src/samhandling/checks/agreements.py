"""AVT: the agreements themselves – there at all, complete, reviewed, adopted by the right body, still running."""

from collections.abc import Iterator
from datetime import date

from samhandling.checks.engine import Context, Judgement, Subject, check, whole_municipality
from samhandling.checks.result import SubjectKind
from samhandling.checks.shapes import agreement_subject, decided_by_council, past, service_subject, standard, yearly
from samhandling.model.municipality import Agreement, Municipality, Service
from samhandling.model.periods import add_days, add_months
from samhandling.model.verdict import Verdict
from samhandling.model.vocabulary import AgreementKind, AgreementStatus, Organisation

HEALTH_TRUST_TOPIC = "helseforetak"
ITEM_PREFIX = "hol-6-2-"
ONE_PARTY_IS_ENOUGH = (AgreementKind.PLAN, AgreementKind.MANDAT)


def is_health_trust_agreement(agreement: Agreement) -> bool:
    """An agreement of kind samarbeidsavtale with the topic helseforetak."""
    return agreement.kind is AgreementKind.SAMARBEIDSAVTALE and HEALTH_TRUST_TOPIC in agreement.topics


def is_health_trust_part(agreement: Agreement) -> bool:
    """A delavtale to it: kind delavtale, with any of the items of hol § 6-2."""
    return agreement.kind is AgreementKind.DELAVTALE and any(t.startswith(ITEM_PREFIX) for t in agreement.topics)


def _health_trust_agreements(context: Context) -> tuple[Agreement, ...]:
    return tuple(each for each in context.municipality.agreements if is_health_trust_agreement(each))


def _health_trust_in_force(context: Context) -> tuple[Subject[Agreement], ...]:
    found = _health_trust_agreements(context)
    return tuple(agreement_subject(context, each) for each in found if each.in_force(context.as_of))


@check("AVT201", each=whole_municipality)
def health_trust_agreement_is_in_force(context: Context, _: Municipality) -> Judgement:
    """There is a cooperation agreement with the health trust."""
    return standard(context, _health_trust_agreements(context))


def _items(context: Context) -> Iterator[Subject[str]]:
    if _health_trust_in_force(context):
        for topic in context.catalogue.data.topics:
            if topic.startswith(ITEM_PREFIX):
                yield Subject(topic, SubjectKind.ITEM, topic)


@check("AVT202", each=_items)
def health_trust_agreement_has_item(context: Context, item: str) -> Judgement:
    """Each minimum item of hol § 6-2 is on the agreement, or on a delavtale in force."""
    provisions = (f"HOL-6-2-1-{item.removeprefix(ITEM_PREFIX)}",)
    papers = [each for each in context.graph.in_force if is_health_trust_agreement(each) or is_health_trust_part(each)]
    with_item = tuple(each.id for each in papers if item in each.topics)
    if with_item:
        return Judgement(Verdict.MET, with_item, provisions=provisions)
    some_item = any(topic.startswith(ITEM_PREFIX) for each in papers for topic in each.topics)
    verdict = Verdict.NOT_MET if some_item else Verdict.UNDOCUMENTED
    return Judgement(verdict, tuple(each.id for each in papers), provisions=provisions)


@check("AVT203", each=_health_trust_in_force)
def health_trust_agreement_is_reviewed(context: Context, agreement: Agreement) -> Judgement:
    """It is gone through every year."""
    day = past(agreement.last_reviewed, context.as_of) or past(agreement.adopted, context.as_of)
    return yearly(context, (day,), (agreement.id,))


@check("AVT204", each=_health_trust_in_force)
def health_trust_agreement_is_the_councils(context: Context, agreement: Agreement) -> Judgement:
    """The kommunestyre itself adopted it."""
    return decided_by_council(context, agreement)


def _replaced(context: Context, agreement: Agreement) -> bool:
    """Whether one in force of the same kind has at least its topics and at least its selected services."""
    members, topics = context.graph.members(agreement.id), frozenset(agreement.topics)
    return context.graph.in_force_with_all(agreement.kind, topics, members)


def last_day(agreement: Agreement) -> date:
    """The last day of an agreement that has one."""
    if agreement.valid_to is None:
        raise LookupError(agreement.id)
    return agreement.valid_to


def _expired(context: Context) -> Iterator[Subject[Agreement]]:
    for agreement in context.municipality.agreements:
        ended = agreement.valid_to is not None and agreement.valid_to < context.as_of
        if agreement.status is AgreementStatus.VEDTATT and ended and not _replaced(context, agreement):
            yield agreement_subject(context, agreement)


def _any_agreement(context: Context) -> bool:
    return bool(context.municipality.agreements)


def _any_agreement_in_force(context: Context) -> bool:
    return bool(context.graph.in_force)


@check("AVT205", each=_expired, none_such=_any_agreement)
def agreement_has_not_run_out(context: Context, agreement: Agreement) -> Judgement:
    """An adopted agreement that has run out has been replaced."""
    return Judgement(Verdict.NOT_MET, (agreement.id,), (("date", last_day(agreement)),))


def _in_force(context: Context) -> Iterator[Subject[Agreement]]:
    return (agreement_subject(context, each) for each in context.graph.in_force)


@check("AVT206", each=_in_force)
def agreement_is_complete(context: Context, agreement: Agreement) -> Judgement:
    """Someone is responsible, it is dated, it binds somebody, and it ends or is reviewed."""
    needed = 1 if agreement.kind in ONE_PARTY_IS_ENOUGH else 2
    complete = {
        "responsible": agreement.responsible is not None,
        "adopted": agreement.adopted is not None,
        "parties": len(context.graph.members(agreement.id)) >= needed,
        "valid_to": agreement.valid_to is not None or agreement.review_months is not None,
    }
    missing = tuple(sorted(field for field, given in complete.items() if not given))
    if missing:
        return Judgement(Verdict.PARTIAL, (agreement.id,), (("missing", missing),))
    return Judgement(Verdict.MET, (agreement.id,))


def _with_review(context: Context) -> Iterator[Subject[Agreement]]:
    return (agreement_subject(context, each) for each in context.graph.in_force if each.review_months is not None)


@check("AVT207", each=_with_review)
def agreement_review_is_on_time(context: Context, agreement: Agreement) -> Judgement:
    """It has been gone through within the months it sets itself."""
    last = past(agreement.last_reviewed, context.as_of) or past(agreement.adopted, context.as_of)
    if last is None or agreement.review_months is None:
        return Judgement(Verdict.UNDOCUMENTED, (agreement.id,))
    due = add_months(last, agreement.review_months)
    verdict = Verdict.MET if due >= context.as_of else Verdict.PARTIAL
    return Judgement(verdict, (agreement.id,), (("date", due),))


def _drafts(context: Context) -> Iterator[Subject[Agreement]]:
    for agreement in context.municipality.agreements:
        if agreement.status is AgreementStatus.UTKAST:
            yield agreement_subject(context, agreement)


@check("AVT208", each=_drafts, none_such=_any_agreement)
def agreement_is_adopted(context: Context, agreement: Agreement) -> Judgement:
    """It is more than a draft."""
    return Judgement(Verdict.PARTIAL, (agreement.id,))


@check("AVT209", each=whole_municipality)
def nav_office_agreement_is_in_force(context: Context, _: Municipality) -> Judgement:
    """There is an agreement with the state about the NAV office."""
    offices = context.graph.providers_of("nav_kommunal")
    agreements = context.graph.on_topic("nav_kontor")
    shared = (Organisation.VERTSKOMMUNE, Organisation.INTERKOMMUNAL)
    if not offices or (not agreements and all(office.organisation in shared for office in offices)):
        return Judgement(Verdict.NOT_APPLICABLE)
    return standard(context, agreements)


def _shared_services(context: Context) -> Iterator[Subject[Service]]:
    for service in context.municipality.services:
        if service.municipal and service.organisation is not Organisation.EGEN:
            yield service_subject(context, service)


@check("AVT210", each=_shared_services)
def shared_service_has_its_agreement(context: Context, service: Service) -> Judgement:
    """A service in a host municipality or joint body rests on an agreement."""
    kinds = {AgreementKind.VERTSKOMMUNEAVTALE}
    if service.organisation is Organisation.INTERKOMMUNAL:
        kinds.add(AgreementKind.SAMARBEIDSAVTALE)
    graph = context.graph
    fitting = tuple(
        each for each in context.municipality.agreements
        if (each.kind in kinds or "vertskommune" in each.topics) and service.id in graph.members(each.id)
    )
    verdict = standard(context, fitting)
    provisions = context.catalogue.group("shared_service", str(service.organisation))
    return Judgement(verdict.verdict, (service.id, *verdict.related), verdict.facts, provisions=provisions)


def _expiring(context: Context) -> Iterator[Subject[Agreement]]:
    last = add_days(context.as_of, context.parameter("expires_soon_days"))
    for agreement in context.graph.in_force:
        if agreement.valid_to is not None and context.as_of <= agreement.valid_to <= last:
            yield agreement_subject(context, agreement)


@check("AVT211", each=_expiring, none_such=_any_agreement_in_force)
def agreement_does_not_expire_soon(context: Context, agreement: Agreement) -> Judgement:
    """It does not run out within half a year."""
    return Judgement(Verdict.PARTIAL, (agreement.id,), (("date", last_day(agreement)),))


def _host_agreements(context: Context) -> Iterator[Subject[Agreement]]:
    for agreement in context.graph.in_force:
        if agreement.kind is AgreementKind.VERTSKOMMUNEAVTALE:
            yield agreement_subject(context, agreement)


@check("AVT212", each=_host_agreements)
def host_agreement_is_the_councils(context: Context, agreement: Agreement) -> Judgement:
    """The kommunestyre itself adopted the host-municipality agreement."""
    return decided_by_council(context, agreement)


CHECKS = (
    health_trust_agreement_is_in_force,
    health_trust_agreement_has_item,
    health_trust_agreement_is_reviewed,
    health_trust_agreement_is_the_councils,
    agreement_has_not_run_out,
    agreement_is_complete,
    agreement_review_is_on_time,
    agreement_is_adopted,
    nav_office_agreement_is_in_force,
    shared_service_has_its_agreement,
    agreement_does_not_expire_soon,
    host_agreement_is_the_councils,
)
