"""Situations and rules as sentences that a kommunedirektør understands, in the language of a phrasebook."""

from collections.abc import Iterable, Sequence

from samhandling.coordination.boxes import Box
from samhandling.coordination.table import NOT_INVOLVED, Item, Rule, StageTable
from samhandling.coordination.verify import Witness
from samhandling.law.entries import CatalogueData
from samhandling.law.texts import Phrasebook

MOST_SHOWN = 12
"""Witnesses of one outcome at one stage that people are shown; the rest are counted."""


def shown(witnesses: Sequence[Witness]) -> tuple[tuple[Witness, ...], int]:
    """The largest witnesses of one outcome and stage, as many as people read, and how many are left out."""
    return tuple(witnesses[:MOST_SHOWN]), max(0, len(witnesses) - MOST_SHOWN)


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def lower(text: str) -> str:
    """The text as it stands inside a sentence; what begins with several capitals is a name (NAV, PP-tjenesten)."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


class CoordinationWords:
    """Words for situations, witnesses and rules; ``t`` and ``catalogue`` must be of the same edition."""

    def __init__(self, t: Phrasebook, catalogue: CatalogueData) -> None:
        self.t = t
        self._catalogue = catalogue

    def in_stage(self, stage: str) -> str:
        """«På barnetrinnet»."""
        return self.t.pick(self._catalogue.stages[stage].in_stage)

    def service(self, type_: str, owners: Sequence[str] = ()) -> str:
        """A type inside a sentence: «barnehagen», or «barnehagen (privat)» with owners."""
        entry = self._catalogue.service_types[type_]
        name = self.t.pick(entry.definite or entry.name)
        if not owners:
            return name
        said = self.t.list([self.t.term("owner_adjective", owner) for owner in owners], "or")
        return self.t("coordination.situation.owned", service=name, owners=said)

    def item(self, item: Item) -> str:
        """An item of a rule inside a sentence."""
        return self.service(item.type, (item.owner,) if item.owner else ())

    def situation(self, at: StageTable, types: Iterable[tuple[str, str]]) -> str:
        """The services of one situation: «PP-tjenesten og barnehagen (privat)»; owners only where there are several."""
        return self.t.list(
            self.service(type_, (owner,) if (v := at.variable(type_)) is not None and len(v.owners) > 1 else ())
            for type_, owner in types
        )

    def condition(self, at: StageTable, box: Box) -> str:
        """The situations of a box: «når A er inne, men verken B eller C»."""
        involved: list[str] = []
        absent: list[str] = []
        for type_, values in box.limits:
            variable = at.variables[at.positions[type_]]
            owners = tuple(value for value in values if value != NOT_INVOLVED)
            others = tuple(owner for owner in variable.owners if owner not in owners)
            if NOT_INVOLVED not in values:
                involved.append(self.service(type_, owners if others else ()))
            else:
                absent.append(self.service(type_, others if owners else ()))
        return self._when(involved, absent)

    def rule_condition(self, rule: Rule) -> str:
        """What a rule requires, but for its stages."""
        involved, absent = [self.item(item) for item in rule.all_of], [self.item(item) for item in rule.none_of]
        condition = self._when(involved, absent)
        if not rule.any_of:
            return condition
        listed = self.t.list([self.item(item) for item in rule.any_of], "or")
        if not involved and not absent:
            return self.t("coordination.rule.only_any_of", listed=listed)
        return self.t("coordination.rule.any_of", condition=condition, listed=listed)

    def rule(self, rule: Rule) -> str:
        """A rule as a sentence, but for its stages."""
        condition = self.rule_condition(rule)
        said = self.t("coordination.rule.says", condition=condition, coordinator=self.service(rule.coordinator))
        return said[:1].upper() + said[1:]

    def witness(self, at: StageTable, witness: Witness, rules: Sequence[Rule]) -> str:
        """A witness as a sentence.

        ``rules`` are those concerned (:func:`samhandling.coordination.concerned.rules_of`): they decide in the
        witness, or disagree in it.
        """
        return self.t(
            f"coordination.witness.{witness.outcome.value}",
            n=len(rules),
            stage=self.t.pick(self._catalogue.stages[witness.stage].in_stage),
            condition=self.condition(at, witness.box),
            rules=self.t.list(rule.id for rule in rules),
            coordinators=self.t.list(dict.fromkeys(self.service(rule.coordinator) for rule in rules), "or"),
        )

    def share(self, count: int, total: int) -> str:
        """How many of the situations: «12 av 480 situasjoner (2,5 %)»."""
        return self.t("coordination.share", n=count, total=self.t.number(total), percent=self.percent(count, total))

    def percent(self, count: int, total: int) -> str:
        """A share in per cent with one decimal; never 0 or 100 where it is not."""
        tenths = (2000 * count + total) // (2 * total) if total else 0
        if count and not tenths:
            return self.t("coordination.less_than_percent", number=self.t.number(0.1, 1))
        if count < total:
            tenths = min(tenths, 999)
        return self.t("coordination.percent", number=self.t.number(tenths / 10, 1))

    def never_involved(self, rule: Rule, stages: Iterable[StageTable]) -> str | None:
        """Why a rule's coordinator can never be involved; None when it can."""
        kind = self._catalogue.service_types[rule.coordinator].kind
        if kind == "tjeneste":
            if any(at.variable(rule.coordinator) is not None for at in stages if rule.applies_at(at.stage)):
                return None
            kind = "absent"
        names = {"funksjon": "function", "partner": "partner", "absent": "absent"}
        coordinator = self.t.pick(self._catalogue.service_types[rule.coordinator].name)
        return self.t(f"coordination.never_involved.{names[kind]}", coordinator=coordinator)

    def _when(self, involved: Sequence[str], absent: Sequence[str]) -> str:
        if not involved and not absent:
            return self.t("coordination.situation.any")
        if not involved:
            return self.t("coordination.situation.absent", n=len(absent), absent=self._nor(absent))
        condition = self.t("coordination.situation.involved", n=len(involved), involved=self.t.list(involved))
        if not absent:
            return condition
        return self.t("coordination.situation.but_not", n=len(absent), condition=condition, absent=self._nor(absent))

    def _nor(self, names: Sequence[str]) -> str:
        if len(names) < 2:
            return "".join(names)
        return self.t("coordination.nor", first=", ".join(names[:-1]), last=names[-1])


