"""A delegation plan in words: holders, links, states and steps, said once for the sheet, the screen and the draft."""

from samhandling.delegation_plan import (
    DelegationPlan,
    LinkState,
    PlannedAuthority,
    PlannedLink,
    Standing,
    Step,
    StepKind,
)
from samhandling.model.vocabulary import RoleKind
from samhandling.reports.sections.telling import Telling, inside

MOST_CHAINS_TOLD = 5
_KEPT_BY_COUNCIL = (Standing.BY_LAW, Standing.KEPT)


class DelegationWords:
    """A plan in words."""

    def __init__(self, telling: Telling, plan: DelegationPlan) -> None:
        self.telling, self.plan, self.t = telling, plan, telling.t
        self._links = {link.id: link for link in plan.links}

    @property
    def link_ids(self) -> frozenset[str]:
        """The ids of every recorded delegation."""
        return frozenset(self._links)

    def lead(self) -> str:
        """How many delegations there are, and how many authorities have a clear place."""
        links = self.plan.links
        placed = sum(clearly_placed(each) for each in self.plan.authorities)
        return self.t(
            "delegation.lead",
            in_force=self.t.number(sum(link.state.in_force for link in links)),
            recorded=self.t.number(len(links)),
            date=self.plan.as_of,
            placed=self.t.number(placed),
            authorities=self.t.number(len(self.plan.authorities)),
        )

    # authorities --------------------------------------------------------------------------------------------------

    def name(self, authority: str) -> str:
        """What an authority is called."""
        return self.telling.authority_name(authority)

    def basis(self, provisions: tuple[str, ...]) -> str:
        """The provisions in force on the date, as a jurist writes them."""
        cited = [self.telling.catalogue.citation(each, self.t.language) for each in provisions]
        return "; ".join(cited) or self.t("facts.no_law")

    def by_law(self, kind: RoleKind) -> str:
        """Whoever has an authority when nothing is delegated: the role's title, else what the law calls it."""
        role = self.plan.council if kind is RoleKind.KOMMUNESTYRE else self.plan.chief
        return self.telling.role_name(role) if role is not None else self.t.term("role_kind", kind)

    def rests(self, authority: PlannedAuthority) -> str:
        """Who has it, as far as is recorded."""
        if authority.standing is Standing.BY_LAW:
            return self.t("delegation.by_law", role=self.by_law(authority.rests_with))
        names = [self.telling.role_name(each) for each in authority.sound_holders or authority.holders]
        return self.t.list(names) or self.t("delegation.not_recorded")

    def standing(self, authority: PlannedAuthority) -> str:
        """How it is placed there."""
        return self.t(f"delegation.standing.{authority.standing}")

    def chains(self, authority: PlannedAuthority) -> tuple[str, ...]:
        """Each chain from the top, the first few of many."""
        told = [
            " → ".join(self.telling.role_name(role) for role in chain)
            for chain in authority.chains[:MOST_CHAINS_TOLD]
        ]
        rest = len(authority.chains) - len(told)
        return (*told, *([self.t("delegation.more_chains", n=rest)] if rest else []))

    # links --------------------------------------------------------------------------------------------------------

    def passes(self, link: PlannedLink) -> str:
        """«Kommunedirektøren → Leder oppvekst»."""
        giver = self.telling.role_name(link.giver)
        if link.retained:
            return self.t("delegation.keeps", role=giver)
        return self.t("delegation.gives", giver=giver, receiver=self.telling.role_name(link.receiver))

    def level(self, link: PlannedLink) -> str:
        """The level of whoever receives it."""
        return self.t.term("role_kind", self.telling.graph.roles[link.receiver].kind)

    def conditions(self, link: PlannedLink) -> str:
        """The conditions in the municipality's own words."""
        return link.conditions or self.t("delegation.not_recorded")

    def onward(self, link: PlannedLink) -> str:
        """Whether it may be passed on: *ja* or *nei*; a dash for what is kept."""
        return "–" if link.retained else self.t.term("answer", "ja" if link.may_subdelegate else "nei")

    def substitute(self, link: PlannedLink) -> str:
        """Who steps in."""
        if link.substitute is None:
            return self.t("delegation.not_recorded")
        return self.telling.role_name(link.substitute)

    def state(self, link: PlannedLink) -> str:
        """How it stands on the date."""
        day = link.valid_to if link.state is LinkState.LAPSED else link.decided
        return self.t(f"delegation.state.{link.state}", date=day or "")

    # what remains -------------------------------------------------------------------------------------------------

    def decider(self, step: Step) -> str:
        """Who is to take a step."""
        if step.decider is not None:
            return self.telling.role_name(step.decider)
        return capital(self.t.term("role_kind", step.decider_kind))

    def step(self, step: Step) -> str:
        """What is to be done."""
        link = self._links.get(step.delegation or "")
        values: dict[str, object] = {"decider": inside(self.decider(step)), "date": ""}
        key = str(step.kind)
        if step.authority is not None:
            planned = self.plan.authority(step.authority)
            holders = [inside(self.telling.role_name(each)) for each in planned.holders]
            values |= {"authority": self.name(step.authority), "holders": self.t.list(holders)}
            if step.kind is StepKind.CHOOSE and not holders:
                key = "choose_nobody"
            elif self.t.has(f"delegation.step.{key}_{step.authority}"):
                key = f"{key}_{step.authority}"
        if link is not None:
            values |= {
                "delegation": self.passes(link),
                "giver": inside(self.telling.role_name(link.giver)),
                "receiver": inside(self.telling.role_name(link.receiver)),
                "date": link.valid_to or "",
            }
        return self.t(f"delegation.step.{key}", **values)


def clearly_placed(authority: PlannedAuthority) -> bool:
    """Whether it is recorded who has it; the kommunestyre's own need no record."""
    if authority.council_only and authority.standing in _KEPT_BY_COUNCIL:
        return True
    return authority.standing in (Standing.DELEGATED, Standing.KEPT)


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]
