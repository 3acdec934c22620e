"""What the catalogue holds: one frozen value for each kind of entry in ``config/``.

Nothing here knows where the data came from; :mod:`samhandling.law.catalogue` reads and checks them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from samhandling.law.language import Language as Language  # noqa: PLC0414 - said again for those who import it from here


@dataclass(frozen=True, slots=True)
class Text:
    """One text for people, side by side in the three languages."""

    nb: str
    nn: str
    en: str

    def __getitem__(self, language: Language) -> str:
        """Return the wording in one language."""
        return {Language.NB: self.nb, Language.NN: self.nn, Language.EN: self.en}[language]


@dataclass(frozen=True, slots=True)
class Law:
    """A statute or regulation; ``id`` is Lovdata's (``LOV-2011-06-24-30``)."""

    id: str
    name: Text
    short: Text
    """The usual abbreviation: «hol.», «bvl.»."""
    supervisor: str | None
    """Id of the authority that supervises the duties of this law; None where no one does."""
    note: Text | None = None
    repealed: bool = False


@dataclass(frozen=True, slots=True)
class Reviewed:
    """When a person last read the section, and the SHA-256 of its normalised text that day."""

    date: date
    text_sha256: str


@dataclass(frozen=True, slots=True)
class Provision:
    """One provision of the catalogue, with the dates between which it is law (both inclusive)."""

    id: str
    law: str
    section: str
    """As printed, with the section sign: «§ 3-4»."""
    ledd: str | None
    """Which paragraph(s), as the facts give it: «2», «1 nr. 8», «3 bokstav a», or None for the whole section."""
    category: str
    bound_party: Text
    counterpart: Text
    strength: str | None
    """``skal``, ``bor``, ``kan``, ``rettighet``, or None for definitions."""
    in_force_from: date
    in_force_to: date | None
    requirement: Text
    evidence: tuple[Text, ...]
    source_url: str
    confidence: str
    """``verified-in-text``, ``from-secondary-source`` or ``uncertain``."""
    date_confidence: str | None
    replaced_by: tuple[str, ...] = ()
    note: Text | None = None
    supervisor: str | None = None
    """Id of the supervising authority (the law's, unless this provision has its own or none)."""
    reviewed: Reviewed | None = None

    def in_force(self, on: date) -> bool:
        """Tell whether the provision is law on a date."""
        return self.in_force_from <= on and (self.in_force_to is None or on <= self.in_force_to)


@dataclass(frozen=True, slots=True)
class Supervisor:
    """An authority that supervises (statsforvalteren, Udir, kommunen som barnehagemyndighet …)."""

    id: str
    name: Text


@dataclass(frozen=True, slots=True)
class ServiceType:
    """A type of service: when in life it follows a child, and what the law asks of it."""

    id: str
    name: Text
    plural: Text
    stages: tuple[str, ...]
    kind: str
    """``tjeneste``, ``funksjon`` or ``partner`` (the *class* of model.md)."""
    lane: str
    """Column of the service map (id in ``map-lanes``)."""
    governing_laws: tuple[str, ...]
    duty_provisions: tuple[str, ...]
    system_provisions: tuple[str, ...]
    """The system-level cooperation provision(s); empty where the duty is unsettled."""
    private_system_provisions: tuple[str, ...]
    """Those of a private provider of the type where they differ (private schools); else equal to the above."""
    can_start_individual_plan: bool
    note: Text | None = None
    definite: Text | None = None
    """The type inside a sentence: «barnehagen», «PP-tjenesten»."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of childhood, with the ages (years, inclusive) it covers."""

    id: str
    name: Text
    in_stage: Text
    """The stage as it begins a sentence: «På barnetrinnet»."""
    age_from: int
    age_to: int


@dataclass(frozen=True, slots=True)
class Term:
    """A controlled value and what it is called: owners, kinds, statuses, topics, verdicts …"""

    id: str
    name: Text
    explanation: Text | None = None


@dataclass(frozen=True, slots=True)
class Authority:
    """A power that can be delegated."""

    id: str
    name: Text
    explanation: Text
    provisions: tuple[str, ...]
    council_only: bool
    """Only the kommunestyre itself can use it (DEL505)."""
    goes_with_administration: bool
    """Follows from leading the administration, so a kommunedirektør holds it without delegation (DEL)."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a transition: the services it concerns."""

    type: str
    owner: str | None = None
    with_stage: str | None = None
    without_stage: str | None = None


@dataclass(frozen=True, slots=True)
class TransitionType:
    """One of the 26 transitions a child can go through."""

    id: str
    name: Text
    senders: tuple[Side, ...]
    """Empty for the transitions of the whole municipality (T14, T20, T26)."""
    receivers: tuple[Side, ...]
    """Each receiver is a side of its own to be covered against the senders (T05: schools, and SFOs where any)."""
    optional_receivers: tuple[Side, ...]
    """Receivers that are examined where there are any, but not needed for the transition to be applicable (SFO)."""
    same_type: bool
    """Another service of the same type (T04, T09)."""
    from_stage: str | None
    to_stage: str | None
    age_stage: Text
    legal_basis: tuple[str, ...]
    special_basis: tuple[str, ...]
    strength: str
    strength_from: date | None
    strength_before: str | None
    """``bor`` or ``not_applicable`` before ``strength_from``; None where the strength has not changed."""
    severity: str
    also_carried_by: tuple[str, ...]
    also_concerned: tuple[Text, ...]
    """The facts' wider circle, shown as «also concerned», never checked."""
    basis: Text
    main_responsibility: Text
    consent: Text
    checklist: tuple[Text, ...]
    source: tuple[str, ...]
    confidence: str
    note: Text | None = None
    plan_only_until: date | None = None
    """The last day on which only a carrier of kind ``plan`` would do (T05, T06); None otherwise."""
    plan_provisions: tuple[str, ...] = ()
    """The provisions that demanded the plan (cited, alone, up to that day)."""
    checklist_ids: tuple[str, ...] = ()
    """The names of the checklist's phrases, in the same order as their texts."""


@dataclass(frozen=True, slots=True)
class DatedValue:
    """A number the law or good practice sets, from a date on."""

    valid_from: date
    value: int
    source: Text


@dataclass(frozen=True, slots=True)
class Parameter:
    """A dated number (months, days, ages); the predicates ask for its value on a date."""

    id: str
    name: Text
    unit: str
    """``months``, ``days``, ``years`` or ``count``, ``month_day`` (MMDD)."""
    values: tuple[DatedValue, ...]

    def on(self, day: date) -> int:
        """Return the value in force on a date; raise ``LookupError`` before the first."""
        for dated in reversed(self.values):
            if dated.valid_from <= day:
                return dated.value
        raise LookupError(self.id)


@dataclass(frozen=True, slots=True)
class CheckCase:
    """How hard an outcome is: what the law demands, and how grave a lack is."""

    strength: str
    """``skal`` or ``bor``."""
    form: str
    """``bound`` (the law demands this very thing) or ``free`` (the result only)."""
    severity: str
    """``critical``, ``high``, ``medium`` or ``low``."""
    finding_class: str | None = None
    """``risk``, ``information`` or ``possible_failure`` where the class does not follow from strength and form."""


@dataclass(frozen=True, slots=True)
class CheckEntry:
    """One check as a jurist reads it: identity, cases, provisions and words."""

    code: str
    slug: str
    cases: Mapping[str, CheckCase]
    """``default`` and the check's own names for the others."""
    provisions: tuple[str, ...]
    """Empty where they depend on the subject, or where there are none."""
    section: str
    """The section of the model to mend when the subject is the municipality."""
    facts: tuple[str, ...]
    """Names of the facts its findings may carry; placeholders in its texts are among them (and ``name``)."""
    title: Text
    duty: Text
    """The duty in plain words."""
    reason: Text
    """Why it matters to a child."""
    findings: Mapping[str, Text]
    """One sentence for each verdict it can give but ``not_applicable`` (or ``verdict.case``)."""
    remedy: Text
    documents: Text
    """What documents that the duty is met."""
    blind_spot: Text
    """What the check cannot see."""
    parameters: tuple[str, ...] = ()
    supervisor: str | None = None


@dataclass(frozen=True, slots=True)
class ControlQuestion:
    """One of the 70 control questions that supervision asks (empty until its issue is built)."""

    id: str
    theme: str
    question: Text
    strength: str
    form_free: bool
    provisions: tuple[str, ...]
    evidence: tuple[Text, ...]
    machine: str
    """``ja``, ``delvis`` or ``nei``: whether data in the model can tell."""
    checks: tuple[str, ...]
    """Codes of the checks whose outcomes are the machine's finding."""
    severity: str
    supervisor: str | None = None
    source: str | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class PolicyRule:
    """One line of the default policy that proposals for coordination come from."""

    id: str
    stages: tuple[str, ...]
    involved: tuple[str, ...]
    """Applies when one of these items (``type`` or ``type:owner``) is involved; empty: always."""
    coordinator: str
    reason: Text


@dataclass(frozen=True, slots=True)
class CatalogueData:
    """All entries, before anything is asked of them."""

    version: str
    law_known_to: date
    earliest_as_of: date
    reviewed: date
    laws: Mapping[str, Law]
    provisions: Mapping[str, Provision]
    supervisors: Mapping[str, Supervisor]
    service_types: Mapping[str, ServiceType]
    stages: Mapping[str, Stage]
    topics: Mapping[str, Term]
    vocabulary: Mapping[str, Mapping[str, Term]]
    """Group → value → term: ``owner``, ``organisation``, ``agreement_kind``, ``agreement_status``, ``role_kind``,
    ``verdict``, ``finding_class``, ``severity``, ``strength``, ``form``, ``outcome``, ``answer``, ``hit_policy``,
    ``language_form``, ``report_kind``, ``confidence``, ``category``, ``section``, ``map_lane`` …"""
    authorities: Mapping[str, Authority]
    transitions: Mapping[str, TransitionType]
    expected_pairs: tuple[tuple[str, str], ...]
    parameters: Mapping[str, Parameter]
    checks: Mapping[str, CheckEntry]
    questions: Mapping[str, ControlQuestion]
    policy: tuple[PolicyRule, ...]
    extra: Mapping[str, object] = field(default_factory=dict)
    """Plain data of smaller files (``supervision``, ``sheets`` …), each read by the one module that uses it."""
