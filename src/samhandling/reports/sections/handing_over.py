"""One transition in words: its state, who carries it, what the model says of it. Screen and sections both ask here."""

from dataclasses import dataclass

from samhandling.checks.result import Outcome
from samhandling.lifecourse import Carrier, TransitionCoverage
from samhandling.model.municipality import Activity, Agreement
from samhandling.model.vocabulary import AgreementStatus
from samhandling.reports.sections.telling import Telling
from samhandling.routine import Item, Routine, routines


@dataclass(frozen=True)
class ToldTransition:
    """One transition of a municipality, and the words to tell it in."""

    telling: Telling
    routine: Routine
    outcome: Outcome
    """That of its own check."""
    further: tuple[Outcome, ...]
    """Those of the checks about how it is carried out."""

    @property
    def id(self) -> str:
        """Its id, as ``T05``."""
        return self.routine.transition.id

    @property
    def coverage(self) -> TransitionCoverage:
        """How it stands."""
        return self.routine.coverage

    @property
    def whole(self) -> bool:
        """Whether it concerns the municipality as a whole, and no units."""
        return not self.routine.transition.senders and not self.routine.transition.receivers

    def state(self) -> str:
        """«delvis dekket»."""
        return self.telling.t(f"figures.transition.{self.coverage.verdict}")

    def graded_state(self) -> str:
        """The state, and for a finding how it is to be read and how grave it is."""
        if not self.outcome.verdict.is_finding:
            return self.state()
        t = self.telling.t
        named, severity = self.telling.class_name(self.outcome), t.term("severity", self.outcome.severity)
        # «ikke dokumentert – avklar» says the state already.
        words = named if named.startswith(self.state()) else t("transitions.classed", state=self.state(), named=named)
        said = t("transitions.graded", words=words, severity=severity)
        return f"{said} ({self.telling.exempted(self.outcome)})" if self.outcome.exempted else said

    def duty(self) -> str:
        """«skal» or «bør»; empty when it is not applicable."""
        return self.telling.t.term("strength", self.outcome.strength) if self.coverage.applicable else ""

    def age(self) -> str:
        """The age or stage it comes at."""
        return self.telling.t.pick(self.routine.transition.age_stage)

    def basis(self) -> str:
        """The provisions on the date; *good practice* where there are none."""
        return self.telling.legal_basis(self.outcome)

    def form(self) -> str:
        """What form the law demands, for the transitions where that has changed; else empty."""
        until = self.routine.transition.plan_only_until
        if until is None:
            return ""
        kind = "plan" if self.telling.graph.as_of <= until else "free"
        return self.telling.t(f"transitions.form.{kind}", date=until)

    def notes(self) -> str:
        """The catalogue's remark, and from when its words hold where the law has changed since the status date."""
        transition, t, on = self.routine.transition, self.telling.t, self.telling.graph.as_of
        begun = [self.telling.catalogue.provisions[each].in_force_from for each in transition.legal_basis]
        later = max((day for day in begun if day > on), default=None)
        said = [t("transitions.later_law", date=later)] if later is not None else []
        return " ".join(([t.pick(transition.note)] if transition.note is not None else []) + said)

    def consent(self) -> str:
        """What the model says of consent."""
        t, entry = self.telling.t, self.routine.entry
        consent = entry.consent if entry is not None else None
        if consent is None or consent.required is None:
            return t("transitions.not_recorded")
        if not consent.required:
            return t("transitions.consent.not_required")
        if consent.young_person_age is None:
            return t("transitions.consent.required")
        return t("transitions.consent.required_age", age=t.number(consent.young_person_age))

    def lead(self, side: str) -> str:
        """Who leads on a side (``sending_lead`` or ``receiving_lead``)."""
        entry = self.routine.entry
        role = getattr(entry, side) if entry is not None else None
        return self.telling.role_name(role) if role is not None else self.telling.t("transitions.not_recorded")

    def evaluated(self) -> str:
        """When it was last evaluated; a date after the status date counts as not recorded."""
        day = self.routine.entry.evaluated if self.routine.entry is not None else None
        known = day is not None and day <= self.telling.graph.as_of
        return self.telling.t.date(day) if day is not None and known else self.telling.t("transitions.not_recorded")

    def also_concerned(self) -> str:
        """The wider circle of the catalogue."""
        return self.telling.t.list([self.telling.t.pick(each) for each in self.routine.transition.also_concerned])

    def carriers(self) -> tuple[str, ...]:
        """Each agreement that carries it, with its state."""
        return tuple(self._carrier(each) for each in self.coverage.carriers)

    def _carrier(self, carrier: Carrier) -> str:
        t, agreement = self.telling.t, self.telling.graph.agreements[carrier.agreement]
        kind = t.term("agreement_kind", agreement.kind)
        line = t("transitions.carrier.line", title=agreement.title, kind=kind, state=self._state(agreement, carrier))
        if carrier.state == "in_force" and self.coverage.applicable and not carrier.suitable:
            return t("transitions.carrier.unsuitable", line=line)
        return line

    def _state(self, agreement: Agreement, carrier: Carrier) -> str:
        t, on = self.telling.t, self.telling.graph.as_of
        if carrier.state == "in_force":
            if agreement.valid_to is None:
                return t("transitions.carrier.in_force")
            return t("transitions.carrier.in_force_to", date=agreement.valid_to)
        if carrier.state == "lapsed":
            ends = [end for end in (agreement.valid_to, agreement.terminated) if end is not None and end <= on]
            return t("transitions.carrier.lapsed", date=min(ends))
        if agreement.status is AgreementStatus.UTKAST:
            return t("transitions.carrier.draft")
        if agreement.start is not None and agreement.start > on:
            return t("transitions.carrier.not_begun", date=agreement.start)
        return t("transitions.carrier.not_documented")

    def covered(self) -> tuple[str, ...]:
        """The names of the units that are covered, in alphabetical order."""
        return self._names(self.coverage.covered)

    def uncovered(self) -> tuple[str, ...]:
        """The names of the units that are outside, in alphabetical order."""
        return self._names(self.coverage.uncovered)

    def _names(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted(self.telling.graph.services[id_].name for id_ in ids))

    def activities(self) -> tuple[tuple[str, str], ...]:
        """(month, what and who), in the order of the year."""
        entry = self.routine.entry
        given = sorted(entry.activities, key=lambda each: each.month or 13) if entry is not None else ()
        return tuple((self._month(each), self._activity(each)) for each in given)

    def _month(self, activity: Activity) -> str:
        t = self.telling.t
        return t("transitions.activity.no_month") if activity.month is None else t(f"writing.month.{activity.month}")

    def _activity(self, activity: Activity) -> str:
        t = self.telling.t
        role = activity.responsible
        who = self.telling.role_name(role) if role is not None else t("transitions.not_recorded")
        what = activity.activity or t("deadlines.unnamed_activity")
        return t("transitions.activity.line", activity=what, who=who)

    def checklist(self) -> tuple[tuple[str, Item, str], ...]:
        """(words, item, what it was read from) of each item of the catalogue's checklist."""
        t, transition = self.telling.t, self.routine.transition
        return tuple(
            (t.pick(text), item, t(f"transitions.by.{item.by}") if item.by else "")
            for text, item in zip(transition.checklist, self.routine.checklist(), strict=True)
        )

    def remedies(self) -> tuple[str, ...]:
        """What to do about every finding of it; a sentence that nothing is lacking where there is none."""
        if not self.coverage.applicable:
            return (self.telling.t("transitions.remedy.not_applicable"),)
        findings = [each for each in (self.outcome, *self.further) if each.verdict.is_finding]
        return tuple(self.telling.remedy(each) for each in findings) or (self.telling.t("transitions.remedy.none"),)


def told_transitions(telling: Telling) -> tuple[ToldTransition, ...]:
    """All 26, in order."""
    result, catalogue = telling.result, telling.catalogue
    by_subject: dict[str, list[Outcome]] = {id_: [] for id_ in catalogue.transitions}
    for outcome in result.outcomes:
        if outcome.subject in by_subject:
            by_subject[outcome.subject].append(outcome)
    found = routines(telling.graph, catalogue.transitions, result.transitions, result.coordination, result.handovers)
    # Sorted by rule, so that the transition's own check (OVG601 … OVG626) comes before those on how it is carried out.
    return tuple(
        ToldTransition(telling, each, by_subject[each.transition.id][0], tuple(by_subject[each.transition.id][1:]))
        for each in found
    )
