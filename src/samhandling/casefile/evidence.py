"""What in the model can be each document of the list: agreements, delegations, consents, reports, answers.

Pure: a piece of evidence is what the model says of it; whether the file is there is for :mod:`sources` to find out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samhandling.casefile.items import AgreementRule, Item
from samhandling.graph import ServiceGraph
from samhandling.model.municipality import Agreement, Delegation, Document, InternalControl
from samhandling.questions import AskedQuestion, EvidenceState, state_of_agreement

TRANSITION = "overgang:"


class Source(StrEnum):
    """Where in the model a piece of evidence is named."""

    AGREEMENT = "agreement"
    DELEGATION = "delegation"
    CONSENT = "consent"
    REPORT = "report"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence, as the model names it."""

    source: Source
    id: str
    """Of the agreement, delegation, transition, report kind or question."""
    state: EvidenceState
    document: Document | None = None
    responsible: str | None = None
    """The role that answers for it."""
    day: date | None = None
    """Since when it applies, or when it was given."""

    @property
    def counts(self) -> bool:
        """Whether it counts as documentation on the date: a draft never does."""
        return self.state is EvidenceState.COUNTS


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the model has recorded that is not a document: how many, and the latest date."""

    key: str
    count: int
    latest: date | None = None


def pieces_of(
    items: Sequence[Item], graph: ServiceGraph, asked: Iterable[AskedQuestion]
) -> Mapping[str, tuple[Piece, ...]]:
    """Item → its evidence, sorted: what counts first. Every agreement of the model is in at least one item."""
    placed: set[str] = set()
    found: dict[str, list[Piece]] = {}
    mandates = {each.mandate for each in graph.municipality.arenas if each.mandate is not None}
    for item in items:
        mine = [each for each in graph.municipality.agreements if _takes(item, each, graph, mandates)]
        placed.update(each.id for each in mine)
        found[item.id] = [_agreement(each, graph) for each in mine]
        if item.delegations:
            found[item.id] += [_delegation(each, graph) for each in graph.municipality.delegations]
        if item.consents:
            found[item.id] += _consents(graph)
        if item.reports:
            found[item.id] += _reports(graph)
    left = [each for each in graph.municipality.agreements if each.id not in placed]
    for item in items:
        if item.rest:
            found[item.id] += [_agreement(each, graph) for each in left]
    for item in items:
        found[item.id] += _own(item, asked, {each.id for each in found[item.id]})
    return {id_: tuple(sorted(pieces, key=_order)) for id_, pieces in found.items()}


def _order(piece: Piece) -> tuple[object, ...]:
    return not piece.counts, list(Source).index(piece.source), piece.id, _where(piece.document)


def _where(document: Document | None) -> tuple[str, ...]:
    return () if document is None else (document.path or "", document.archive_ref or "", document.url or "")


def _takes(item: Item, agreement: Agreement, graph: ServiceGraph, mandates: set[str]) -> bool:
    if item.transitions and any(topic.startswith(TRANSITION) for topic in agreement.topics):
        return True
    if item.arena_mandates and agreement.id in mandates:
        return True
    return any(_fits(rule, agreement, graph) for rule in item.agreements)


def _fits(rule: AgreementRule, agreement: Agreement, graph: ServiceGraph) -> bool:
    if rule.kinds and agreement.kind not in rule.kinds:
        return False
    if rule.topics and not rule.topics & set(agreement.topics):
        return False
    if not rule.party_types:
        return True
    return any(graph.services[each].type in rule.party_types for each in graph.members(agreement.id))


def _agreement(agreement: Agreement, graph: ServiceGraph) -> Piece:
    return Piece(
        Source.AGREEMENT, agreement.id, state_of_agreement(graph, agreement.id), agreement.document,
        agreement.responsible, agreement.start,
    )


def _delegation(delegation: Delegation, graph: ServiceGraph) -> Piece:
    on = graph.as_of
    if delegation.in_force(on):
        state = EvidenceState.COUNTS
    elif delegation.decided is None:
        state = EvidenceState.DRAFT
    else:
        state = EvidenceState.LAPSED if delegation.lapsed(on) else EvidenceState.NOT_YET
    return Piece(Source.DELEGATION, delegation.id, state, delegation.document, day=delegation.decided)


def _consents(graph: ServiceGraph) -> Iterator[Piece]:
    for each in graph.municipality.transitions:
        if each.consent is not None and each.consent.document is not None:
            yield Piece(
                Source.CONSENT, each.transition, EvidenceState.COUNTS, each.consent.document, each.sending_lead
            )


def _reports(graph: ServiceGraph) -> Iterator[Piece]:
    """The latest account of each kind on the date; its case number is where it is."""
    control = graph.municipality.internal_control or InternalControl()
    known = [each for each in control.reports if each.kind is not None and each.date is not None]
    for kind in sorted({str(each.kind) for each in known}):
        given = [each for each in known if str(each.kind) == kind and each.date and each.date <= graph.as_of]
        if given:
            last = max(given, key=lambda each: each.date or date.min)
            document = Document(archive_ref=last.case_ref) if last.case_ref else None
            yield Piece(Source.REPORT, kind, EvidenceState.COUNTS, document, day=last.date)


def _own(item: Item, asked: Iterable[AskedQuestion], there: set[str]) -> Iterator[Piece]:
    """What the answers to the item's own questions refer to, where it is not there already."""
    for each in asked:
        if each.question.id not in item.questions:
            continue
        responsible = each.assessment.responsible if each.assessment is not None else None
        day = each.assessment.assessed if each.assessment is not None else None
        for given in each.evidence:
            if given.agreement is None:
                yield Piece(Source.ANSWER, each.question.id, given.state, given.document, responsible, day)
            elif given.agreement not in there:
                there.add(given.agreement)
                yield Piece(Source.AGREEMENT, given.agreement, given.state, given.document, responsible, None)


def recorded(item: Item, graph: ServiceGraph) -> tuple[Recorded, ...]:
    """What the model has recorded that bears on an item, without being the document."""
    everything = _records(graph)
    return tuple(everything[key] for key in item.records if everything[key].count)


def _latest(days: Iterable[date | None], on: date) -> date | None:
    return max((day for day in days if day is not None and day <= on), default=None)


def _records(graph: ServiceGraph) -> Mapping[str, Recorded]:
    town, on = graph.municipality, graph.as_of
    facts, control, rules = town.municipality, town.internal_control or InternalControl(), town.coordination
    regulation, youth = facts.delegation_regulation_adopted, facts.youth_council_elected
    held = [each for each in town.arenas if each.held_last_12_months is not None]
    evaluated = [each.evaluated for each in town.transitions if each.evaluated is not None and each.evaluated <= on]
    answered = [each for each in town.assessments if each.answer is not None]
    counted = (
        Recorded("units", len(town.units), _latest([facts.model_reviewed], on)),
        Recorded("services", len(town.services), _latest([facts.model_reviewed], on)),
        Recorded("delegation_regulation", int(regulation is not None and regulation <= on), regulation),
        Recorded("coordinating_unit", sum(each.type == "koordinerende_enhet" for each in town.services)),
        Recorded("coordination_rules", len(rules.rules) if rules else 0, rules.adopted if rules else None),
        Recorded("transitions", len(town.transitions)),
        Recorded("arenas", len(town.arenas)),
        Recorded("youth_council", int(youth is not None and youth <= on), youth),
        Recorded("meetings", len(held)),
        Recorded("deviations", len({each.year for each in control.deviations if each.year is not None})),
        Recorded("training", len(control.training), _latest((each.date for each in control.training), on)),
        Recorded(
            "risk_assessments", len(control.risk_assessments),
            _latest((each.date for each in control.risk_assessments), on),
        ),
        Recorded("reports", len(control.reports), _latest((each.date for each in control.reports), on)),
        Recorded("evaluations", len(evaluated), _latest(evaluated, on)),
        Recorded("assessments", len(answered), _latest((each.assessed for each in answered), on)),
        Recorded("supervision", len(town.supervision), _latest((each.opened for each in town.supervision), on)),
    )
    return {each.key: each for each in counted}
