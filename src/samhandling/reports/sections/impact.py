"""What falls away with an entry, in words: today's audit against that of the municipality without it."""

from dataclasses import dataclass
from functools import cached_property

from samhandling.checks.result import Outcome, Severity
from samhandling.comparison import Change, Comparison, Direction, compare, snapshot
from samhandling.model.verdict import Verdict
from samhandling.reports.sections.telling import Telling
from samhandling.whatif import WhatIf


@dataclass(frozen=True, slots=True)
class Lost:
    """A transition that covers fewer than before: what it was, what it is, and who is no longer covered."""

    id: str
    before: Verdict
    after: Verdict
    units: tuple[str, ...]


@dataclass(frozen=True)
class Impact:
    """The two audits of a thought experiment, and the words to tell them in."""

    experiment: WhatIf
    before: Telling
    after: Telling

    @cached_property
    def comparison(self) -> Comparison:
        """All that differs."""
        return compare(
            snapshot(self.before.result, self.before.graph.municipality),
            snapshot(self.after.result, self.after.graph.municipality),
        )

    @cached_property
    def lost(self) -> tuple[Lost, ...]:
        """The transitions that are covered less well than before, in order."""
        found = []
        for old, new in zip(self.before.result.transitions, self.after.result.transitions, strict=True):
            units = tuple(id_ for id_ in old.covered if id_ not in new.covered and id_ in self.after.graph.services)
            gone = old.verdict is Verdict.MET and new.verdict.is_finding
            if units or gone:
                found.append(Lost(old.id, old.verdict, new.verdict, units))
        return tuple(found)

    def going(self, direction: Direction) -> tuple[Change, ...]:
        """The changes in one direction, gravest first."""
        return tuple(sorted(
            self.comparison.going(direction), key=lambda each: (_rank(each.severity), each.rule, each.subject)
        ))

    @property
    def groups(self) -> tuple[tuple[str, tuple[Change, ...]], ...]:
        """The changes other than those for the worse: what improves, what is no longer examined, and the rest."""
        better, other = self.going(Direction.BETTER), self.going(Direction.OTHER)
        # A finding that nobody looks for any more has not been mended.
        gone = tuple(each for each in (*better, *other) if each.after in (None, Verdict.NOT_APPLICABLE))
        return (
            ("better", tuple(each for each in better if each not in gone)),
            ("gone", gone),
            ("other", tuple(each for each in other if each not in gone)),
        )

    def name(self) -> str:
        """What falls away, as people call it."""
        graph, id_ = self.before.graph, self.experiment.id
        match self.experiment.section:
            case "agreements":
                return graph.agreements[id_].title
            case "services":
                return graph.services[id_].name
            case "roles":
                return graph.roles[id_].title
            case "arenas":
                return graph.arenas[id_].name
        return self.before.delegation_name(id_)

    def title(self) -> str:
        """The question that was asked."""
        return self.before.t(f"impact.title.{self.experiment.section}", name=self.name())

    def assumptions(self) -> tuple[str, ...]:
        """What the experiment takes for granted."""
        t, graph, id_ = self.before.t, self.before.graph, self.experiment.id
        match self.experiment.section:
            case "agreements" if id_ not in graph.in_force_ids:
                return (t("impact.assumption.not_in_force"),)
            case "delegations" if id_ not in {each.id for each in graph.delegations_in_force}:
                return (t("impact.assumption.not_in_force"),)
            case "services":
                return (t("impact.assumption.closed"),)
            case "roles" if self.experiment.stepping_in:
                roles = [self.before.role_name(role) for role in self.experiment.stepping_in]
                return (t("impact.assumption.stepping_in", listed=t.list(roles), n=len(roles)),)
            case "roles":
                return (t("impact.assumption.nobody"),)
        return ()

    def left_open(self) -> tuple[str, ...]:
        """What a vacant role without a substitute leaves behind: the entries that are without it now, by name."""
        if self.experiment.section != "roles" or self.experiment.stepping_in:
            return ()
        edits = (each for each in self.comparison.edits if (each.section, each.id) != ("roles", self.experiment.id))
        return tuple(self._entry(each.section, each.id) for each in edits)

    def _entry(self, section: str, id_: str) -> str:
        t = self.before.t
        match section:
            case "transitions":
                name = self.before.transition_name(id_)
            case "delegations":
                name = self.before.delegation_name(id_)
            case "agreements" | "arenas" | "services" | "roles":
                entries = getattr(self.before.graph, section)
                name = getattr(entries[id_], {"agreements": "title", "roles": "title"}.get(section, "name"))
            case _:
                name = "" if id_ == section else id_
        return t("impact.entry", section=t.term("section", section), name=name) if name else t.term("section", section)

    def outcome(self, change: Change) -> tuple[Telling, Outcome]:
        """The outcome a change is told by, with its telling: the new one, else the old one."""
        key = (change.rule, change.subject)
        if key in self._outcomes[1]:
            return self.after, self._outcomes[1][key]
        return self.before, self._outcomes[0][key]

    @cached_property
    def _outcomes(self) -> tuple[dict[tuple[str, str], Outcome], dict[tuple[str, str], Outcome]]:
        first, second = (
            {(each.rule, each.subject): each for each in telling.result.outcomes}
            for telling in (self.before, self.after)
        )
        return first, second

    def change(self, change: Change) -> str:
        """«OVG605 Barn kan begynne … [høy]: delvis dokumentert → ikke i orden»."""
        telling, outcome = self.outcome(change)
        t = telling.t
        return t(
            "impact.change", rule=change.rule, title=telling.title(outcome), before=self._verdict(change.before),
            after=self._verdict(change.after), severity=t.term("severity", outcome.severity),
        )

    def brief(self, change: Change) -> str:
        """The change in a few words: rule, title and what it is about."""
        telling, outcome = self.outcome(change)
        return telling.t(
            "impact.brief", rule=change.rule, title=telling.title(outcome), subject=telling.subject(outcome)
        )

    def sentence(self, change: Change) -> str:
        """What would be found."""
        telling, outcome = self.outcome(change)
        return telling.sentence(outcome)

    def _verdict(self, verdict: Verdict | None) -> str:
        t = self.before.t
        return t("impact.absent") if verdict is None else t.term("verdict", verdict)


def _rank(severity: Severity | None) -> int:
    return len(Severity) if severity is None else severity.rank
