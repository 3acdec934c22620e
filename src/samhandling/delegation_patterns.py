"""The three lawful patterns for deciding who coordinates, each as an edited municipality.

Kept by the kommunedirektør, delegated to a staff function, or delegated to the lead of koordinerende enhet: the law
leaves the choice to the municipality (hol. § 3-4 and its sisters; kommuneloven § 13-1). What a pattern would change is
the difference of two audits, so it is no judgement of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samhandling.delegation_plan import SAMORDNING
from samhandling.model.municipality import Delegation, Municipality, Role
from samhandling.model.vocabulary import RoleKind

COORDINATING_UNIT = "koordinerende_enhet"
_ELECTED = (RoleKind.KOMMUNESTYRE, RoleKind.FOLKEVALGT)


class Pattern(StrEnum):
    """Where the kommunedirektør lets the decision lie."""

    KEEP = "keep"
    STAFF = "staff"
    COORDINATING_UNIT = "coordinating-unit"


@dataclass(frozen=True, slots=True)
class Titles:
    """What roles are called that a pattern needs and the model lacks."""

    chief: str
    staff: str
    unit_lead: str


@dataclass(frozen=True, slots=True)
class Patterned:
    """A municipality edited to follow a pattern."""

    pattern: Pattern
    municipality: Municipality
    delegation: str
    """Id of the delegation that carries the pattern."""
    role: str
    """Who decides in the pattern."""
    recalled: tuple[str, ...]
    """Delegations of the administration that the pattern takes the place of, sorted."""
    assumed: tuple[str, ...]
    """Roles the model does not have, sorted."""
    already: bool
    """Whether the municipality follows the pattern today."""


def follow(municipality: Municipality, pattern: Pattern, as_of: date, titles: Titles) -> Patterned:
    """Edit a municipality to follow a pattern from the date.

    What the kommunestyre or another elected body has decided stands as it is: the kommunedirektør cannot recall it.
    """
    roles = _Roles(municipality)
    chief = roles.of_kind(RoleKind.KOMMUNEDIREKTOR) or roles.add("kommunedirektor", titles.chief, "kommunedirektor")
    role = chief
    if pattern is Pattern.STAFF:
        role = _staff_today(municipality, as_of, roles, chief) or roles.add("stab-samordning", titles.staff, "annen")
    elif pattern is Pattern.COORDINATING_UNIT:
        role = _unit_lead(municipality) or roles.add("leder-koordinerende-enhet", titles.unit_lead, "leder")
    theirs = [each for each in municipality.delegations if each.authority == SAMORDNING]
    own = [each for each in theirs if roles.by_id[each.from_].kind not in _ELECTED]
    same = [each for each in own if each.from_ == chief and each.to == role and each.retained == (role == chief)]
    current = next((each for each in same if each.in_force(as_of)), None)
    new_id = _unused(f"samordning-{pattern}", {each.id for each in municipality.delegations})
    carrier = current or _carrier(new_id, next(iter(same), None), roles.by_id[chief], roles.by_id[role], as_of)
    recalled = tuple(sorted(each.id for each in own if each is not current))
    kept = tuple(each for each in municipality.delegations if each.id not in recalled)
    edited = municipality.model_copy(
        update={
            "roles": roles.all(),
            "delegations": kept if current is not None else (*kept, carrier),
        }
    )
    already = current is not None and not recalled
    return Patterned(pattern, edited, carrier.id, role, recalled, roles.added(), already)


def _unit_lead(municipality: Municipality) -> str | None:
    """Who leads koordinerende enhet, where the model says so."""
    units = sorted(
        (each for each in municipality.services if each.type == COORDINATING_UNIT and each.municipal),
        key=lambda each: each.id,
    )
    return next((each.lead for each in units if each.lead is not None), None)


def _staff_today(municipality: Municipality, as_of: date, roles: "_Roles", chief: str) -> str | None:
    """The staff function that the kommunedirektør has delegated to already: no leader, and no elected body."""
    given = (
        each.to for each in municipality.delegations
        if each.authority == SAMORDNING and each.from_ == chief and not each.retained and each.in_force(as_of)
    )
    return next((role for role in given if roles.by_id[role].kind is RoleKind.ANNEN), None)


def _carrier(id_: str, earlier: Delegation | None, chief: Role, role: Role, as_of: date) -> Delegation:
    """The decision that makes the pattern; what an earlier one to the same role said is carried over."""
    retained = role.id == chief.id
    stands_in = role.substitute or (earlier.substitute if earlier is not None else None)
    return Delegation.model_validate({
        "id": id_,
        "authority": SAMORDNING,
        "from": chief.id,
        "to": role.id,
        "retained": retained,
        "decided": as_of,
        "may_subdelegate": earlier is not None and earlier.may_subdelegate,
        # Whoever delegates can always take the case back, and so steps in where nobody else is named.
        "substitute": None if retained else stands_in or chief.id,
        "conditions": earlier.conditions if earlier is not None else None,
    })


class _Roles:
    """The roles of a model, and those that a pattern must assume."""

    def __init__(self, municipality: Municipality) -> None:
        self._own = municipality.roles
        self.by_id = {role.id: role for role in municipality.roles}

    def of_kind(self, kind: RoleKind) -> str | None:
        """The first role of a kind."""
        return next((role.id for role in self._own if role.kind is kind), None)

    def add(self, id_: str, title: str, kind: str) -> str:
        """Assume a role; its id is free."""
        role = Role.model_validate({"id": _unused(id_, self.by_id), "title": title, "kind": kind})
        self.by_id[role.id] = role
        return role.id

    def all(self) -> tuple[Role, ...]:
        """Every role, the assumed ones last."""
        return tuple(self.by_id.values())

    def added(self) -> tuple[str, ...]:
        """The ids of the assumed ones, sorted."""
        return tuple(sorted(self.by_id.keys() - {role.id for role in self._own}))


def _unused(wanted: str, taken: Iterable[str]) -> str:
    ids = set(taken)
    name, number = wanted, 2
    while name in ids:
        name, number = f"{wanted}-{number}", number + 1
    return name
