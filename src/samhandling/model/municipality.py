"""The municipality model, ``samhandling.model/1``: what is read from YAML or a workbook.

Every class is frozen and forbids unknown keys. A field that is absent is ``None`` or empty and means *not
documented*; it never counts as compliance.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from samhandling.model.fields import (
    AgreementId,
    ArenaId,
    AuthorityId,
    Day,
    Digest,
    EntryId,
    MunicipalityNumber,
    Number,
    Party,
    PlainText,
    ProvisionId,
    QuestionId,
    ReadsList,
    ReferenceText,
    RoleId,
    RuleCode,
    ServiceId,
    ServiceTypeId,
    StageId,
    TopicId,
    TransitionId,
    Truth,
    UnitId,
    Whole,
)
from samhandling.model.periods import Period
from samhandling.model.vocabulary import (
    AgreementKind,
    AgreementStatus,
    Answer,
    HitPolicy,
    LanguageForm,
    Organisation,
    Owner,
    PublicBody,
    ReportKind,
    RoleKind,
)


class Entry(BaseModel):
    """What every part of the model has in common: immutable, and no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class MunicipalityFacts(Entry):
    """The mapping ``municipality``: who the model is about."""

    name: PlainText
    number: MunicipalityNumber
    county: PlainText | None = None
    language_form: LanguageForm | None = None
    council_constituted: Day | None = None
    delegation_regulation_adopted: Day | None = None
    model_reviewed: Day | None = None
    youth_council_elected: Day | None = None


class Unit(Entry):
    """A unit of the administration's tree."""

    id: EntryId
    name: PlainText
    parent: UnitId | None = None
    committee: PlainText | None = None


class Role(Entry):
    """A function that can decide, lead or be responsible; never a person."""

    id: EntryId
    title: PlainText
    kind: RoleKind = RoleKind.ANNEN
    unit: UnitId | None = None
    substitute: RoleId | None = None
    capacity_percent: Annotated[Whole, Field(ge=0, le=100)] | None = None


class Service(Entry):
    """A velferdstjeneste or a partner."""

    id: EntryId
    name: PlainText
    type: ServiceTypeId
    owner: Owner
    organisation: Organisation = Organisation.EGEN
    public_grant: Truth | None = None
    on_behalf_of: PublicBody | None = None
    unit: UnitId | None = None
    lead: RoleId | None = None
    area: PlainText | None = None
    stages: Annotated[tuple[StageId, ...], ReadsList] = ()

    @property
    def municipal(self) -> bool:
        """Whether the municipality itself runs the service."""
        return self.owner is Owner.KOMMUNE


class Selector(Entry):
    """Selects the services that match *all* the given keys."""

    service: ServiceId | None = None
    type: ServiceTypeId | None = None
    owner: Owner | None = None
    unit: UnitId | None = None
    area: PlainText | None = None


class Document(Entry):
    """Where the evidence is."""

    archive_ref: ReferenceText | None = None
    path: PlainText | None = None
    url: ReferenceText | None = None
    sha256: Digest | None = None


class Agreement(Entry):
    """A governing document: avtale, rutine, plan or mandate."""

    id: EntryId
    title: PlainText
    kind: AgreementKind
    status: AgreementStatus = AgreementStatus.UTKAST
    parties: Annotated[tuple[Selector, ...], ReadsList] = ()
    topics: Annotated[tuple[TopicId, ...], ReadsList] = ()
    adopted: Day | None = None
    valid_from: Day | None = None
    valid_to: Day | None = None
    terminated: Day | None = None
    last_reviewed: Day | None = None
    adopted_by: RoleId | None = None
    responsible: RoleId | None = None
    review_months: Annotated[Whole, Field(gt=0)] | None = None
    provisions: Annotated[tuple[ProvisionId, ...], ReadsList] = ()
    document: Document | None = None

    @property
    def start(self) -> date | None:
        """The day it begins to apply: ``valid_from``, else ``adopted``."""
        return self.valid_from or self.adopted

    def in_force(self, on: date) -> bool:
        """Tell whether it is in force on a date (model.md, *In force on date D*)."""
        if self.status is AgreementStatus.UTKAST:
            return False
        if self.status is AgreementStatus.OPPSAGT and self.terminated is None:
            return False
        if self.adopted is not None and self.adopted > on:
            return False
        if self.terminated is not None and self.terminated <= on:
            return False
        return Period(self.start, self.valid_to).holds(on)

    def lapsed(self, on: date) -> bool:
        """Tell whether it has been in force and no longer is (checks.md, *Lapsed*)."""
        if self.status is AgreementStatus.UTKAST or self.start is None or self.start > on:
            return False
        return (self.valid_to is not None and self.valid_to < on) or (
            self.terminated is not None and self.terminated <= on
        )


class Arena(Entry):
    """A meeting place (møteplass)."""

    id: EntryId
    name: PlainText
    purpose: PlainText | None = None
    target_group: PlainText | None = None
    frequency_per_year: Annotated[Number, Field(ge=0)] | None = None
    participants: Annotated[tuple[Selector, ...], ReadsList] = ()
    chair: RoleId | None = None
    mandate: AgreementId | None = None
    planned_last_12_months: Annotated[Whole, Field(ge=0)] | None = None
    held_last_12_months: Annotated[Whole, Field(ge=0)] | None = None


class Delegation(Entry):
    """An authority passed from one role to another, or kept (``retained``) by the one who has it."""

    id: EntryId
    authority: AuthorityId
    from_: Annotated[RoleId, Field(alias="from")]
    to: RoleId
    retained: Truth = False
    decided: Day | None = None
    valid_to: Day | None = None
    may_subdelegate: Truth = False
    substitute: RoleId | None = None
    conditions: PlainText | None = None
    provisions: Annotated[tuple[ProvisionId, ...], ReadsList] = ()
    document: Document | None = None

    def in_force(self, on: date) -> bool:
        """Tell whether it is in force on a date."""
        return Period(self.decided, self.valid_to).holds(on)

    def lapsed(self, on: date) -> bool:
        """Tell whether it was decided and has ended."""
        return Period(self.decided, self.valid_to).over(on)


class Published(Entry):
    """Where inhabitants can read who coordinates."""

    url: ReferenceText | None = None
    checked: Day | None = None


class CoordinationRule(Entry):
    """One row of the decision table (coordination.md, *A rule*)."""

    id: EntryId
    stages: Annotated[tuple[StageId, ...], ReadsList] = ()
    all_of: Annotated[tuple[Party, ...], ReadsList] = ()
    any_of: Annotated[tuple[Party, ...], ReadsList] = ()
    none_of: Annotated[tuple[Party, ...], ReadsList] = ()
    coordinator: ServiceTypeId
    agreement: AgreementId | None = None
    rationale: PlainText | None = None


class Coordination(Entry):
    """Who coordinates by default."""

    hit_policy: HitPolicy = HitPolicy.FIRST
    adopted: Day | None = None
    adopted_by: RoleId | None = None
    child_coordinator_precedence: Truth | None = None
    published: Published | None = None
    rules: Annotated[tuple[CoordinationRule, ...], ReadsList] = ()


class Consent(Entry):
    """Whether consent is needed in a transition, and from what age the young person gives it (years)."""

    required: Truth | None = None
    young_person_age: Annotated[Whole, Field(ge=0, le=25)] | None = None
    document: Document | None = None


class Activity(Entry):
    """One thing that happens in a transition's year wheel."""

    month: Annotated[Whole, Field(ge=1, le=12)] | None = None
    activity: PlainText | None = None
    responsible: RoleId | None = None
    participants: Annotated[tuple[Selector, ...], ReadsList] = ()


class TransitionEntry(Entry):
    """How this municipality carries out one of the catalogue's transitions."""

    transition: TransitionId
    agreement: AgreementId | None = None
    sending_lead: RoleId | None = None
    receiving_lead: RoleId | None = None
    consent: Consent | None = None
    activities: Annotated[tuple[Activity, ...], ReadsList] = ()
    evaluated: Day | None = None


class Report(Entry):
    """A yearly account given to the kommunestyre."""

    kind: ReportKind | None = None
    date: Day | None = None
    case_ref: ReferenceText | None = None
    topics: Annotated[tuple[TopicId, ...], ReadsList] = ()


class RiskAssessment(Entry):
    """A risk assessment, of one or more units."""

    date: Day | None = None
    units: Annotated[tuple[UnitId, ...], ReadsList] = ()
    topics: Annotated[tuple[TopicId, ...], ReadsList] = ()


class Deviation(Entry):
    """How many deviations were registered and closed in a year."""

    year: Annotated[Whole, Field(ge=1900, le=2200)] | None = None
    category: PlainText | None = None
    registered: Annotated[Whole, Field(ge=0)] | None = None
    closed: Annotated[Whole, Field(ge=0)] | None = None


class Training(Entry):
    """Training given to a target group."""

    topic: TopicId | None = None
    target: PlainText | None = None
    types: Annotated[tuple[ServiceTypeId, ...], ReadsList] = ()
    coverage_percent: Annotated[Number, Field(ge=0, le=100)] | None = None
    date: Day | None = None


class InternalControl(Entry):
    """What the municipality has recorded of its internal control."""

    reports: Annotated[tuple[Report, ...], ReadsList] = ()
    risk_assessments: Annotated[tuple[RiskAssessment, ...], ReadsList] = ()
    deviations: Annotated[tuple[Deviation, ...], ReadsList] = ()
    training: Annotated[tuple[Training, ...], ReadsList] = ()


class Assessment(Entry):
    """The municipality's own answer to one control question."""

    question: QuestionId
    answer: Answer | None = None
    explanation: PlainText | None = None
    evidence: Annotated[tuple[AgreementId | Document, ...], ReadsList] = ()
    responsible: RoleId | None = None
    deadline: Day | None = None
    assessed: Day | None = None


class Exemption(Entry):
    """A deviation somebody has accepted, until a date; named by fingerprint, or by rule and subject."""

    finding: PlainText | None = None
    rule: RuleCode | None = None
    subject: PlainText | None = None
    reason: PlainText
    decided_by: RoleId
    decided: Day
    expires: Day


class Breach(Entry):
    """A breach that an earlier supervision found."""

    provision: ProvisionId | None = None
    deadline: Day | None = None
    closed: Day | None = None


class Supervision(Entry):
    """An earlier tilsyn or forvaltningsrevisjon."""

    id: EntryId
    authority: PlainText | None = None
    opened: Day | None = None
    topic: PlainText | None = None
    breaches: Annotated[tuple[Breach, ...], ReadsList] = ()


class InteractionLevel(Entry):
    """One level (0–3) of the BTI model."""

    level: Annotated[Whole, Field(ge=0, le=3)] | None = None
    responsible: RoleId | None = None
    stafettholder: RoleId | None = None
    tools: Annotated[tuple[PlainText, ...], ReadsList] = ()
    arenas: Annotated[tuple[ArenaId, ...], ReadsList] = ()


class Handover(Entry):
    """How the stafett is passed on."""

    acceptance_required: Truth | None = None
    giver_keeps_until_accepted: Truth | None = None
    agreement: AgreementId | None = None


class InteractionModel(Entry):
    """The optional section ``interaction_model``: Bedre Tverrfaglig Innsats."""

    name: PlainText | None = None
    levels: Annotated[tuple[InteractionLevel, ...], ReadsList] = ()
    handover: Handover | None = None
    coordinating_unit: ServiceId | None = None
    agreement: AgreementId | None = None


class Municipality(Entry):
    """Everything a model says, in the order of its sections."""

    schema_: Annotated[Literal["samhandling.model/1"], Field(alias="schema")] = "samhandling.model/1"
    municipality: MunicipalityFacts
    units: Annotated[tuple[Unit, ...], ReadsList] = ()
    roles: Annotated[tuple[Role, ...], ReadsList] = ()
    services: Annotated[tuple[Service, ...], ReadsList] = ()
    agreements: Annotated[tuple[Agreement, ...], ReadsList] = ()
    arenas: Annotated[tuple[Arena, ...], ReadsList] = ()
    delegations: Annotated[tuple[Delegation, ...], ReadsList] = ()
    coordination: Coordination | None = None
    transitions: Annotated[tuple[TransitionEntry, ...], ReadsList] = ()
    internal_control: InternalControl | None = None
    assessments: Annotated[tuple[Assessment, ...], ReadsList] = ()
    exemptions: Annotated[tuple[Exemption, ...], ReadsList] = ()
    supervision: Annotated[tuple[Supervision, ...], ReadsList] = ()
    interaction_model: InteractionModel | None = None


LIST_SECTIONS = (
    "units", "roles", "services", "agreements", "arenas", "delegations", "transitions", "assessments", "exemptions",
    "supervision",
)
MAPPING_SECTIONS = ("municipality", "coordination", "internal_control", "interaction_model")
