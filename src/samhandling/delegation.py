"""Who may decide what: which delegations are anchored, who holds an authority in the end, and by which chains.

The rules are those of checks.md, DEL (kommuneloven §§ 5-3, 10-2 and 13-1).
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from samhandling.graph import ServiceGraph
from samhandling.law.entries import Authority
from samhandling.model.municipality import Delegation
from samhandling.model.vocabulary import RoleKind

MOST_CHAINS = 10_000
"""More chains than this for one authority is refused: nobody can read them, and their number can explode."""


class TooManyChains(Exception):
    """An authority is passed on in so many ways that its chains cannot be listed."""

    def __init__(self, authority: str, most: int) -> None:
        super().__init__(authority, most)
        self.authority = authority
        self.most = most


@dataclass(frozen=True, slots=True)
class AuthorityState:
    """Who holds an authority in the end, and through which chains of roles."""

    authority: str
    holders: tuple[str, ...]
    """The roles that have it and pass none of it on, sorted."""
    chains: tuple[tuple[str, ...], ...]
    """The simple paths to each holder from an anchor that has the authority from no other role, sorted."""


def of_authority(graph: ServiceGraph, authority: str) -> tuple[Delegation, ...]:
    """The delegations of an authority in force on the date."""
    return graph.delegations_of(authority)


def starts_chain(graph: ServiceGraph, authority: Authority, role: str) -> bool:
    """Whether a role has the authority by law: the kommunestyre, or the kommunedirektør where it goes with the post."""
    kind = graph.roles[role].kind
    return kind is RoleKind.KOMMUNESTYRE or (kind is RoleKind.KOMMUNEDIREKTOR and authority.goes_with_administration)


def anchored(graph: ServiceGraph, authority: Authority) -> frozenset[str]:
    """The ids of the delegations in force of an authority that reach back to somebody who has it by law."""
    by_giver: dict[str, list[Delegation]] = defaultdict(list)
    for each in of_authority(graph, authority.id):
        by_giver[each.from_].append(each)
    queue = deque(role for role in by_giver if starts_chain(graph, authority, role))
    reached, found = set(queue), set[str]()
    while queue:
        for each in by_giver[queue.popleft()]:
            found.add(each.id)
            if each.to not in reached:
                reached.add(each.to)
                if each.to in by_giver:
                    queue.append(each.to)
    return frozenset(found)


def holders(delegations: Iterable[Delegation]) -> tuple[str, ...]:
    """An authority's ends: the roles that are given it (or keep it) and pass none of it on, sorted."""
    everything = tuple(delegations)
    givers = {each.from_ for each in everything if not each.retained}
    return tuple(sorted({each.to for each in everything} - givers))


def chains(graph: ServiceGraph, authority: Authority) -> tuple[tuple[str, ...], ...]:
    """The simple paths from whoever has the authority by law, and from no other role, to each holder.

    Raises:
        TooManyChains: when there are more than :data:`MOST_CHAINS`.
    """
    delegations = of_authority(graph, authority.id)
    steps: dict[str, list[str]] = defaultdict(list)
    for each in delegations:
        if not each.retained:
            steps[each.from_].append(each.to)
    receivers = {to for given in steps.values() for to in given}
    roots = sorted(
        role for role in {each.from_ for each in delegations}
        if role not in receivers and starts_chain(graph, authority, role)
    )
    ends = frozenset(holders(delegations))
    onward = {role: sorted(set(given)) for role, given in steps.items()}
    found: list[tuple[str, ...]] = []
    for root in roots:
        for path in _paths(root, onward, ends):
            found.append(path)
            if len(found) > MOST_CHAINS:
                raise TooManyChains(authority.id, MOST_CHAINS)
    return tuple(sorted(found))


def _paths(root: str, onward: dict[str, list[str]], ends: frozenset[str]) -> Iterator[tuple[str, ...]]:
    """Walk depth first without recursion, so that a chain may be as deep as it likes."""
    alive = _leading_to(onward, ends)
    path, branches = [root], [iter(onward.get(root, ()))]
    if root in ends:
        yield (root,)
    while path:
        following = next(branches[-1], None)
        if following is None:
            path.pop()
            branches.pop()
        elif following in alive and following not in path:
            if following in ends:
                yield (*path, following)
            else:
                path.append(following)
                branches.append(iter(onward.get(following, ())))


def _leading_to(onward: dict[str, list[str]], ends: frozenset[str]) -> frozenset[str]:
    """The roles from which some end can be reached, so that no walk is in vain."""
    back: dict[str, list[str]] = defaultdict(list)
    for giver, receivers in onward.items():
        for receiver in receivers:
            back[receiver].append(giver)
    reached, queue = set(ends), deque(ends)
    while queue:
        for giver in back[queue.popleft()]:
            if giver not in reached:
                reached.add(giver)
                queue.append(giver)
    return frozenset(reached)


def states(graph: ServiceGraph, authorities: Iterable[Authority]) -> tuple[AuthorityState, ...]:
    """The state of every authority with a delegation in force, sorted by authority."""
    found = []
    for authority in sorted(authorities, key=lambda each: each.id):
        delegations = of_authority(graph, authority.id)
        if delegations:
            found.append(AuthorityState(authority.id, holders(delegations), chains(graph, authority)))
    return tuple(found)
