"""Which services a selector can select, before the model is known to be in order."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence

from samhandling.model.vocabulary import Owner
from samhandling.reading.source_map import Plain

_KEYS = {"service": "id", "type": "type", "owner": "owner", "unit": "unit", "area": "area"}
"""Key of a selector → key of the service it is compared with."""
_REQUIRED = frozenset({"id", "type", "owner"})


class Selection:
    """Answers whether a selector selects anything.

    A service whose own value cannot be understood (a misspelt owner, an unknown unit) may be meant: it counts as
    selected, so that one mistake is not told twice.
    """

    def __init__(
        self,
        services: Sequence[Mapping[str, Plain]],
        units: Sequence[Mapping[str, Plain]],
        types: Collection[str],
    ) -> None:
        self._below = _below(units)
        unit_ids = frozenset(name for unit in units if isinstance(name := unit.get("id"), str))
        understood: dict[str, Callable[[str], bool]] = {
            "id": bool,
            "type": types.__contains__,
            "owner": frozenset(owner.value for owner in Owner).__contains__,
            "unit": unit_ids.__contains__,
            "area": bool,
        }
        self._understood = understood
        self._exact: dict[str, dict[str, set[int]]] = {key: defaultdict(set) for key in understood}
        self._unsure: dict[str, set[int]] = {key: set() for key in understood}
        for number, service in enumerate(services):
            for key, is_known in understood.items():
                value = service.get(key)
                if isinstance(value, str) and is_known(value):
                    self._exact[key][value].add(number)
                elif key in service or key in _REQUIRED:
                    self._unsure[key].add(number)
        self._answers: dict[tuple[tuple[str, str], ...], bool] = {}

    def may_select(self, selector: Mapping[str, Plain]) -> bool:
        """Tell whether some service matches all the keys; True when a key of the selector is itself a mistake."""
        wanted = []
        for key, value in selector.items():
            own = _KEYS.get(key)
            if own is None or not isinstance(value, str) or not self._understood[own](value):
                return True
            if key == "service" and value not in self._exact["id"]:
                return True  # An unknown id is told as such.
            wanted.append((own, value))
        question = tuple(sorted(wanted))
        if question not in self._answers:
            self._answers[question] = self._search(question)
        return self._answers[question]

    def _search(self, question: tuple[tuple[str, str], ...]) -> bool:
        matches = sorted((self._matching(key, value) for key, value in question), key=len)
        return bool(matches) and any(all(number in more for more in matches[1:]) for number in matches[0])

    def _matching(self, key: str, value: str) -> set[int]:
        exact = self._exact[key]
        values = self._below.get(value, {value}) if key == "unit" else {value}
        return self._unsure[key].union(*(exact[one] for one in values if one in exact))


def _below(units: Sequence[Mapping[str, Plain]]) -> dict[str, set[str]]:
    """Give each unit with itself and all units below it; a circle of units does no harm."""
    children: dict[str, list[str]] = defaultdict(list)
    names: set[str] = set()
    for unit in units:
        name, parent = unit.get("id"), unit.get("parent")
        if isinstance(name, str):
            names.add(name)
            if isinstance(parent, str):
                children[parent].append(name)
    below: dict[str, set[str]] = {}
    for name in names:
        found = {name}
        waiting = [name]
        while waiting:
            for child in children.get(waiting.pop(), ()):
                if child not in found:
                    found.add(child)
                    waiting.append(child)
        below[name] = found
    return below
