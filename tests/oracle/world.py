"""A model as a plain dictionary, on a date: what is in force, who is selected, who is a provider."""

import calendar
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from oracle.law import NOT_TJENESTE, TYPE_STAGES

Entry = dict[str, Any]


@dataclass
class Outcome:
    """What one check says about one subject, before the law of the day and the exemptions are looked at."""

    rule: str
    subject: str
    verdict: str
    strength: str
    form: str
    severity: str
    provisions: list[str] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    klass: str | None = None
    """Given only where the contract names a class for this very outcome."""
    service: Entry | None = None
    """The service the finding is on, if it is on one."""


def months_before(on: date, months: int) -> date:
    """«from the same day n months earlier (the month's last day where it has no such day)»."""
    return months_after(on, -months)


def months_after(start: date, months: int) -> date:
    """«Adding months works the same way (31 August + 6 months = 28 or 29 February)»."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


class World:
    """Everything a check may ask about a model on a date."""

    def __init__(self, model: Entry, on: date) -> None:
        self.model = model
        self.on = on
        self.services: list[Entry] = model.get("services", [])
        self.agreements: list[Entry] = model.get("agreements", [])
        self.arenas: list[Entry] = model.get("arenas", [])
        self.delegations: list[Entry] = model.get("delegations", [])
        self.coordination: Entry = model.get("coordination", {})
        self.control: Entry = model.get("internal_control", {})
        self.facts: Entry = model["municipality"]
        self.role = {role["id"]: role for role in model.get("roles", [])}
        self.unit = {unit["id"]: unit for unit in model.get("units", [])}

    # --- dates -------------------------------------------------------------------------------------------------

    def happened(self, day: date | None) -> date | None:
        """«A date of something that has happened … that lies after D counts as not recorded.»"""
        return day if day is not None and day <= self.on else None

    def within(self, day: date | None, months: int) -> bool:
        """«*Within n months before D*: from the same day n months earlier to D, inclusive.»"""
        return day is not None and months_before(self.on, months) <= day <= self.on

    def yearly(self, days: Iterable[date | None]) -> str:
        """The **yearly verdict** of the latest date."""
        recorded = [day for day in days if self.happened(day)]
        if not recorded:
            return "undocumented"
        latest = max(recorded)
        if latest.year == self.on.year or self.within(latest, 12):
            return "met"
        return "partial" if latest.year == self.on.year - 1 else "not_met"

    # --- agreements --------------------------------------------------------------------------------------------

    def in_force(self, agreement: Entry) -> bool:
        """«**In force on date D**» of an agreement, clause by clause."""
        status = agreement.get("status", "utkast")
        adopted, terminated = agreement.get("adopted"), agreement.get("terminated")
        start = agreement.get("valid_from") or adopted
        valid_to = agreement.get("valid_to")
        return (
            (status == "vedtatt" or (status == "oppsagt" and terminated is not None and terminated > self.on))
            and (start is not None and start <= self.on)
            and (adopted is None or adopted <= self.on)
            and (valid_to is None or valid_to >= self.on)
            and (terminated is None or terminated > self.on)
        )

    def lapsed(self, agreement: Entry) -> bool:
        """«**Lapsed**» of an agreement."""
        start = agreement.get("valid_from") or agreement.get("adopted")
        valid_to, terminated = agreement.get("valid_to"), agreement.get("terminated")
        return (
            agreement.get("status", "utkast") in ("vedtatt", "oppsagt")
            and start is not None
            and start <= self.on
            and ((valid_to is not None and valid_to < self.on) or (terminated is not None and terminated <= self.on))
        )

    def valid(self, wanted: Callable[[Entry], bool] = lambda agreement: True) -> list[Entry]:
        """The agreements in force that are wanted."""
        return [agreement for agreement in self.agreements if self.in_force(agreement) and wanted(agreement)]

    def standard(self, wanted: Callable[[Entry], bool]) -> str:
        """The **standard verdict** of an agreement looked for."""
        if self.valid(wanted):
            return "met"
        if any(self.lapsed(agreement) for agreement in self.agreements if wanted(agreement)):
            return "not_met"
        return "undocumented"

    def by_council(self, agreement: Entry) -> str:
        """«`met` when `adopted_by` is the kommunestyre; `undocumented` when absent; else `not_met`»."""
        if agreement.get("adopted_by") is None:
            return "undocumented"
        return "met" if self.kind(agreement["adopted_by"]) == "kommunestyre" else "not_met"

    # --- services ----------------------------------------------------------------------------------------------

    def in_unit(self, service: Entry, unit: str) -> bool:
        """«`unit` selects the services of that unit and of the units below it»."""
        here = service.get("unit")
        while here is not None:
            if here == unit:
                return True
            here = self.unit[here].get("parent")
        return False

    def selects(self, selector: Entry, service: Entry) -> bool:
        """«it selects the services that match all given keys»."""
        return all(
            service["id"] == value if key == "service"
            else self.in_unit(service, value) if key == "unit"
            else service.get(key) == value
            for key, value in selector.items()
        )

    def party(self, entry: Entry) -> list[Entry]:
        """The services selected by the parties of an agreement or the participants of an arena."""
        selectors = entry.get("parties", []) + entry.get("participants", [])
        return [service for service in self.services if any(self.selects(one, service) for one in selectors)]

    def provider(self, service: Entry) -> bool:
        """«It is a **provider** … when its type is of class *tjeneste* and …»."""
        if service["type"] in NOT_TJENESTE:
            return False
        return (
            service["owner"] in ("kommune", "fylkeskommune", "stat")
            or (service["owner"] in ("privat", "frivillig") and service.get("on_behalf_of") is not None)
            or (service["owner"] == "privat" and service.get("public_grant") is True)
            or service["type"] in ("barnehage", "fastlege")
        )

    def providers(self) -> list[Entry]:
        """Every provider of the model."""
        return [service for service in self.services if self.provider(service)]

    def present(self, kind: str) -> bool:
        """«A type is **present** when the model has a provider of it.»"""
        return any(service["type"] == kind for service in self.providers())

    def provider_types(self, entry: Entry) -> set[str]:
        """The types of the providers an agreement or arena selects."""
        return {service["type"] for service in self.party(entry) if self.provider(service)}

    @staticmethod
    def stages(service: Entry) -> list[str]:
        """«`stages` … overrides the type's stages»."""
        return service.get("stages") or TYPE_STAGES[service["type"]]

    # --- links -------------------------------------------------------------------------------------------------

    def links(self) -> dict[str, list[Entry]]:
        """«A **link** is an agreement in force, or an arena, that selects at least two providers»."""
        found = {}
        for entry in self.valid() + self.arenas:
            members = [service for service in self.party(entry) if self.provider(service)]
            if len(members) >= 2:
                found[entry["id"]] = members
        return found

    # --- delegations and roles ---------------------------------------------------------------------------------

    def kind(self, role: str) -> str:
        """What sort of function a role is."""
        return self.role[role].get("kind", "annen")

    def delegated(self, delegation: Entry) -> bool:
        """«In force on D: `decided` is present and ≤ D and (`valid_to` absent or ≥ D).»"""
        decided, valid_to = delegation.get("decided"), delegation.get("valid_to")
        return decided is not None and decided <= self.on and (valid_to is None or valid_to >= self.on)

    def delegation_lapsed(self, delegation: Entry) -> bool:
        """«a delegation with `decided` ≤ D and `valid_to` < D»."""
        decided, valid_to = delegation.get("decided"), delegation.get("valid_to")
        return decided is not None and decided <= self.on and valid_to is not None and valid_to < self.on

    def standard_delegation(self, authority: str) -> str:
        """The **standard verdict** of a delegation of an authority."""
        those = [delegation for delegation in self.delegations if delegation["authority"] == authority]
        if any(self.delegated(delegation) for delegation in those):
            return "met"
        return "not_met" if any(self.delegation_lapsed(delegation) for delegation in those) else "undocumented"


def has_topic(*topics: str) -> Callable[[Entry], bool]:
    """Any of the topics."""
    return lambda agreement: any(topic in agreement.get("topics", []) for topic in topics)
