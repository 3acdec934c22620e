"""Models that are far out in one direction, to see what gives way: it must finish, or refuse before it hurts."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

Model = dict[str, Any]

_ADOPTED = "2025-01-01"
_TYPES = (
    "barnehage", "grunnskole", "sfo", "ppt", "helsestasjon", "skolehelsetjeneste", "psykisk_helse", "habilitering",
    "barnevern", "nav_kommunal", "krisesenter", "flyktningtjeneste", "boligkontor", "omsorg", "hfu", "jordmortjeneste",
)  # fmt: skip


def _model(**sections: Any) -> Model:
    return {
        "schema": "samhandling.model/1", "municipality": {"name": "Prøvevik", "number": "9999"},
        "roles": [
            {"id": "kommunestyret", "title": "Kommunestyret", "kind": "kommunestyre"},
            {"id": "kommunedirektoren", "title": "Kommunedirektøren", "kind": "kommunedirektor"},
        ],
        **sections,
    }  # fmt: skip


def _services(types: tuple[str, ...], each: int = 1) -> list[Model]:
    return [
        {"id": f"{type_}-{number}", "name": f"{type_} {number}", "type": type_, "owner": "kommune"}
        for type_ in types
        for number in range(1, each + 1)
    ]


def agreements_on_one_service(count: int) -> Model:
    """So many agreements that all have one service as a party; every other has run out."""
    services = _services(("barnevern", "barnehage"), max(count // 10, 2))
    agreements = [
        {
            "id": f"a-{number}", "title": f"Avtale {number}", "kind": "samarbeidsavtale", "status": "vedtatt",
            "adopted": _ADOPTED, "topics": ["samarbeid"],
            "parties": [{"service": "barnevern-1"}, {"service": services[number % len(services)]["id"]}],
        } | ({"valid_to": "2026-01-01"} if number % 2 else {})
        for number in range(count)
    ]  # fmt: skip
    return _model(services=services, agreements=agreements)


def parties_in_one_agreement(count: int) -> Model:
    """One agreement that names so many services one by one."""
    services = _services(("barnehage",), count)
    parties = [{"service": each["id"]} for each in services]
    agreement = {
        "id": "alle", "title": "Avtale for alle", "kind": "samarbeidsavtale", "status": "vedtatt", "adopted": _ADOPTED,
        "topics": ["samarbeid", "overgang:T04"], "parties": parties,
    }  # fmt: skip
    return _model(services=services, agreements=[agreement])


def delegation_chain(depth: int) -> Model:
    """An authority passed on so many times."""
    model = _model(services=_services(("barnevern", "ppt")))
    names = ["kommunestyret", "kommunedirektoren", *(f"leder-{number}" for number in range(depth))]
    model["roles"] += [{"id": name, "title": name.capitalize()} for name in names[2:]]
    model["delegations"] = [
        {
            "id": f"d-{number}", "authority": "avgjore_samordning", "from": giver, "to": taker, "decided": _ADOPTED,
            "may_subdelegate": True,
        }
        for number, (giver, taker) in enumerate(pairwise(names))
    ]  # fmt: skip
    return model


def delegation_web(levels: int) -> Model:
    """Two roles on each level, both of which pass on to both of the next: 2 to the power of ``levels`` chains."""
    model = _model(services=_services(("barnevern", "ppt")))
    rows = [["kommunedirektoren"], *([f"leder-{level}a", f"leder-{level}b"] for level in range(levels))]
    model["roles"] += [{"id": name, "title": name.capitalize()} for row in rows[1:] for name in row]
    pairs = [(giver, taker) for above, below in pairwise(rows) for giver in above for taker in below]
    model["delegations"] = [
        {
            "id": f"d-{number}", "authority": "avgjore_samordning", "from": giver, "to": taker, "decided": _ADOPTED,
            "may_subdelegate": True,
        }
        for number, (giver, taker) in enumerate(pairs)
    ]  # fmt: skip
    return model


def coordination_rules(count: int) -> Model:
    """A table of so many rules, each with its own two or three conditions."""
    rules = []
    for number in range(count):
        first, second, third = (_TYPES[(number * step + number // 16) % len(_TYPES)] for step in (1, 3, 7))
        rules.append(
            {"id": f"R{number}", "all_of": [first], "any_of": [second], "none_of": [third], "coordinator": first}
        )
    return _model(services=_services(_TYPES), coordination={"adopted": _ADOPTED, "rules": rules})


EXTREMES: dict[str, tuple[Callable[[int], Model], int]] = {
    "agreements on one service": (agreements_on_one_service, 10_000),
    "parties in one agreement": (parties_in_one_agreement, 2_000),
    "a chain of delegations": (delegation_chain, 200),
    "chains that double on every level": (delegation_web, 40),
    "rules of coordination": (coordination_rules, 500),
}
"""What is extreme → how to make a model of it, and the size to try."""
