"""What rests on each provision: checks, transitions and control questions.

Most entries name their provisions. Some checks cite by what they look at (the service's own law, the statutory list of
services); what they may cite is in the catalogue too, and gathered here.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from samhandling.law.catalogue import Catalogue

_HOL_6_2 = "hol-6-2-"
_BY_GROUP = {"SAM103": "private_provider", "AVT210": "shared_service", "SRV801": "statutory"}


def resting(catalogue: Catalogue) -> Mapping[str, tuple[str, ...]]:
    """For each provision the checks, then the transitions, then the control questions that rest on it."""
    found: dict[str, dict[str, None]] = defaultdict(dict)

    def note(name: str, provisions: Iterable[str]) -> None:
        for provision in provisions:
            found[provision][name] = None

    by_subject = dict(_by_subject(catalogue))
    for code, check in sorted(catalogue.checks.items()):
        note(code, check.provisions)
        note(code, by_subject.get(code, ()))
    for name, transition in sorted(catalogue.transitions.items()):
        note(name, (*transition.legal_basis, *transition.special_basis, *transition.plan_provisions))
    for name, question in sorted(catalogue.questions.items()):
        note(name, question.provisions)
    return {provision: tuple(names) for provision, names in found.items()}


def _by_subject(catalogue: Catalogue) -> Iterator[tuple[str, tuple[str, ...]]]:
    types = catalogue.service_types
    yield "SAM101", tuple(p for t in types.values() for p in (*t.system_provisions, *t.private_system_provisions))
    yield "SAM102", tuple(p for pair in catalogue.expected_pairs for t in pair for p in types[t].system_provisions)
    for code, group in _BY_GROUP.items():
        yield code, tuple(p for provisions in catalogue.groups(group).values() for p in provisions)
    items = (topic.removeprefix(_HOL_6_2) for topic in catalogue.topics if topic.startswith(_HOL_6_2))
    yield "AVT202", tuple(f"HOL-6-2-1-{item}" for item in items)
    for name, transition in catalogue.transitions.items():
        # The check of a transition has its number: OVG605 is T05's.
        yield f"OVG6{name.removeprefix('T')}", (*transition.legal_basis, *transition.plan_provisions)
