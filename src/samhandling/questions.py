"""The control questions that supervision asks: what the checks find and what the municipality answers, side by side.

Pure. An answer never changes a verdict, and the machine never answers for anybody: a question that data can tell
something of gets a finding, and the answer a supervisor reads is always a person's. *Not documented* is no answer.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samhandling.checks.result import AuditResult, Outcome
from samhandling.graph import ServiceGraph
from samhandling.law.catalogue import Catalogue
from samhandling.law.entries import ControlQuestion
from samhandling.model.municipality import Assessment, Document
from samhandling.model.verdict import Verdict
from samhandling.model.vocabulary import AgreementStatus, Answer


class External(StrEnum):
    """An answer as a supervisor reads it: yes or no. What is partly so, is not so."""

    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "not_applicable"
    UNANSWERED = "unanswered"
    """Nobody has answered; it blocks the form until somebody has."""


class Standing(StrEnum):
    """How the municipality's answer and the machine's finding stand to each other."""

    AGREE = "agree"
    DIFFER = "differ"
    PERSON_ONLY = "person_only"
    """Answered; data cannot tell."""
    UNDOCUMENTED = "undocumented"
    """Answered; the model says nothing of it."""
    UNANSWERED = "unanswered"


class Remark(StrEnum):
    """What somebody should look at before an answer is sent."""

    UNANSWERED = "unanswered"
    AGAINST_FINDING = "against_finding"
    """*Ja*, and the data show that it is not so, or not for all."""
    WITHOUT_EVIDENCE = "without_evidence"
    """*Ja*, and no evidence is named."""
    EVIDENCE_NOT_IN_FORCE = "evidence_not_in_force"
    """*Ja*, and all the evidence named is drafts or documents no longer (or not yet) in force."""
    BEYOND_MODEL = "beyond_model"
    """*Ja*, and the model says nothing of it: record it, so that it can be found again."""
    STRICTER_THAN_FINDING = "stricter_than_finding"
    """*Nei* or *delvis*, though it is documented: the municipality knows more than the papers."""
    NOT_APPLICABLE_AGAINST_FINDING = "not_applicable_against_finding"
    """*Ikke aktuelt*, though the check found something to examine."""
    NO_EXPLANATION = "no_explanation"
    """A supervisor asks for the account that goes with each answer."""


class EvidenceState(StrEnum):
    """Whether a piece of evidence counts on the date."""

    COUNTS = "counts"
    DRAFT = "draft"
    LAPSED = "lapsed"
    NOT_YET = "not_yet"
    """Adopted, but without a date from which it applies, or with a later one."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an answer rests on: an agreement of the model, or a document of its own."""

    state: EvidenceState
    agreement: str | None = None
    document: Document | None = None


ANSWER_OF_FINDING: Mapping[Verdict, Answer] = {
    Verdict.MET: Answer.JA,
    Verdict.PARTIAL: Answer.DELVIS,
    Verdict.NOT_MET: Answer.NEI,
    Verdict.UNDOCUMENTED: Answer.IKKE_DOKUMENTERT,
    Verdict.NOT_APPLICABLE: Answer.IKKE_AKTUELT,
}
"""Which answer says the same as a finding; to compare them, never to answer by."""

_EXTERNAL: Mapping[Answer, External] = {
    Answer.JA: External.YES,
    Answer.DELVIS: External.NO,
    Answer.NEI: External.NO,
    Answer.IKKE_AKTUELT: External.NOT_APPLICABLE,
    Answer.IKKE_DOKUMENTERT: External.UNANSWERED,
}


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """One control question on the status date, with what is known of it."""

    question: ControlQuestion
    provisions: tuple[str, ...]
    """Those of its provisions that are law on the date."""
    supervisors: tuple[str, ...]
    """Ids of those who supervise them, sorted; empty where nobody does."""
    outcomes: tuple[Outcome, ...]
    """The outcomes of its checks."""
    finding: Verdict | None
    """What the machine finds; None where data cannot tell."""
    assessment: Assessment | None
    """The municipality's latest answer on the date."""
    evidence: tuple[Evidence, ...]
    standing: Standing
    remarks: tuple[Remark, ...]

    @property
    def answer(self) -> Answer:
        """The municipality's answer; *ikke dokumentert* where it has none."""
        given = None if self.assessment is None else self.assessment.answer
        return Answer.IKKE_DOKUMENTERT if given is None else given

    @property
    def external(self) -> External:
        """The answer as a supervisor reads it."""
        return _EXTERNAL[self.answer]

    @property
    def blocks(self) -> bool:
        """Whether the form cannot be sent because nobody has answered this."""
        return self.external is External.UNANSWERED

    @property
    def explanation(self) -> str:
        """The account that goes with the answer; empty where there is none."""
        return (self.assessment.explanation or "") if self.assessment is not None else ""


def asked_questions(result: AuditResult, graph: ServiceGraph, catalogue: Catalogue) -> tuple[AskedQuestion, ...]:
    """Put every control question of the catalogue beside the outcomes of its checks and the municipality's answer."""
    by_rule: dict[str, list[Outcome]] = {}
    for outcome in result.outcomes:
        by_rule.setdefault(outcome.rule, []).append(outcome)
    given = _latest(graph.municipality.assessments, graph.as_of)
    return tuple(
        _asked(
            question,
            tuple(outcome for code in question.checks for outcome in by_rule.get(code, ())),
            given.get(question.id),
            graph,
            catalogue,
        )
        for question in catalogue.questions.values()
    )


def blocking(asked: Iterable[AskedQuestion], authority: str | None = None) -> tuple[AskedQuestion, ...]:
    """The questions that keep the form from being sent: those of an authority, where one is named, else all."""
    return tuple(each for each in asked if each.blocks and concerns(each, authority))


def concerns(asked: AskedQuestion, authority: str | None) -> bool:
    """Whether an authority may ask a question: it supervises a provision of it, or nobody in particular does."""
    return authority is None or not asked.supervisors or authority in asked.supervisors


def combined(verdicts: Iterable[Verdict]) -> Verdict:
    """One finding of several outcomes: complete only when all are; *partly* as soon as something is documented.

    >>> combined([Verdict.MET, Verdict.NOT_APPLICABLE])
    <Verdict.MET: 'met'>
    >>> combined([Verdict.NOT_MET, Verdict.UNDOCUMENTED])
    <Verdict.NOT_MET: 'not_met'>
    >>> combined([])
    <Verdict.NOT_APPLICABLE: 'not_applicable'>
    """
    examined = set(verdicts) - {Verdict.NOT_APPLICABLE}
    if not examined:
        return Verdict.NOT_APPLICABLE
    if len(examined) == 1:
        return next(iter(examined))
    return Verdict.PARTIAL if examined & {Verdict.MET, Verdict.PARTIAL} else Verdict.NOT_MET


def _latest(assessments: Iterable[Assessment], on: date) -> dict[str, Assessment]:
    """The latest answer to each question; one given after the date is not known yet, an undated one is the oldest."""
    latest: dict[str, Assessment] = {}
    for each in assessments:
        before = latest.get(each.question)
        if each.assessed is not None and each.assessed > on:
            continue
        if before is None or (each.assessed or date.min) >= (before.assessed or date.min):
            latest[each.question] = each
    return latest


def _asked(
    question: ControlQuestion,
    outcomes: tuple[Outcome, ...],
    assessment: Assessment | None,
    graph: ServiceGraph,
    catalogue: Catalogue,
) -> AskedQuestion:
    provisions = catalogue.cited(question.provisions, graph.as_of) if question.provisions else ()
    finding = combined(each.verdict for each in outcomes) if question.checks else None
    evidence = tuple(_evidence(each, graph) for each in assessment.evidence) if assessment is not None else ()
    supervised = {catalogue.provisions[each].supervisor for each in provisions} | {question.supervisor}
    answer = assessment.answer if assessment is not None and assessment.answer is not None else None
    answer = None if answer is Answer.IKKE_DOKUMENTERT else answer
    explained = assessment is not None and bool((assessment.explanation or "").strip())
    return AskedQuestion(
        question=question,
        provisions=provisions,
        supervisors=tuple(sorted(each for each in supervised if each is not None)),
        outcomes=outcomes,
        finding=finding,
        assessment=assessment,
        evidence=evidence,
        standing=_standing(answer, finding),
        remarks=tuple(_remarks(answer, finding, evidence, explained=explained)),
    )


def _evidence(given: str | Document, graph: ServiceGraph) -> Evidence:
    if isinstance(given, Document):
        return Evidence(EvidenceState.COUNTS, document=given)
    return Evidence(state_of_agreement(graph, given), agreement=given, document=graph.agreements[given].document)


def state_of_agreement(graph: ServiceGraph, id_: str) -> EvidenceState:
    """Whether an agreement counts as evidence on the date of the graph; a draft never does."""
    agreement = graph.agreements[id_]
    if agreement.in_force(graph.as_of):
        return EvidenceState.COUNTS
    if agreement.status is AgreementStatus.UTKAST:
        return EvidenceState.DRAFT
    return EvidenceState.LAPSED if agreement.lapsed(graph.as_of) else EvidenceState.NOT_YET


def _standing(answer: Answer | None, finding: Verdict | None) -> Standing:
    if answer is None:
        return Standing.UNANSWERED
    if finding is None:
        return Standing.PERSON_ONLY
    if finding is Verdict.UNDOCUMENTED:
        return Standing.UNDOCUMENTED
    return Standing.AGREE if ANSWER_OF_FINDING[finding] is answer else Standing.DIFFER


def _remarks(
    answer: Answer | None, finding: Verdict | None, evidence: tuple[Evidence, ...], *, explained: bool
) -> Iterable[Remark]:
    if answer is None:
        yield Remark.UNANSWERED
        return
    if answer is Answer.JA:
        if finding in (Verdict.PARTIAL, Verdict.NOT_MET):
            yield Remark.AGAINST_FINDING
        if not evidence:
            yield Remark.WITHOUT_EVIDENCE
        elif not any(each.state is EvidenceState.COUNTS for each in evidence):
            yield Remark.EVIDENCE_NOT_IN_FORCE
        if finding is Verdict.UNDOCUMENTED:
            yield Remark.BEYOND_MODEL
    if answer in (Answer.NEI, Answer.DELVIS) and finding is Verdict.MET:
        yield Remark.STRICTER_THAN_FINDING
    if answer is Answer.IKKE_AKTUELT and finding not in (None, Verdict.NOT_APPLICABLE):
        yield Remark.NOT_APPLICABLE_AGAINST_FINDING
    if not explained:
        yield Remark.NO_EXPLANATION
