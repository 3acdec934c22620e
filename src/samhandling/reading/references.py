"""Checks what goes across entries: ids, references, selectors, and the rules that tie two values together.

Works on the plain data, so that a mistake inside an entry hides none of these: everything is told in one run. What
refers to what is read from the model's fields.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from pydantic import BaseModel

from samhandling.model.fields import Controlled, Reference
from samhandling.model.municipality import LIST_SECTIONS, Municipality, Selector
from samhandling.model.shape import Slot, shape_of
from samhandling.model.vocabulary import Owner, RoleKind
from samhandling.reading.diagnostics import Code, Diagnostic, Hint, Notice, NoticeCode, diagnostic
from samhandling.reading.personal_data import masked
from samhandling.reading.selection import Selection
from samhandling.reading.source_map import Draft, Plain
from samhandling.reading.spelling import Spelling
from samhandling.reading.validation import Leaf, Way

Vocabulary = Mapping[str, Collection[str]]
"""Group of the catalogue (``service_types``, ``topics`` …) → its ids; a group is first asked when a model names one."""

_ONE_NAMESPACE = ("agreements", "arenas")
_ONCE = (RoleKind.KOMMUNESTYRE.value, RoleKind.KOMMUNEDIREKTOR.value)
_OWNERS = tuple(owner.value for owner in Owner)


@dataclass(frozen=True, slots=True)
class CrossCheck:
    """What is wrong, and what is only worth a remark, across the entries of a model."""

    diagnostics: tuple[Diagnostic, ...]
    notices: tuple[Notice, ...]


def check_references(draft: Draft, leaves: Iterable[Leaf], vocabulary: Vocabulary) -> CrossCheck:
    """Find every mistake that lies between entries.

    When a part of the input could not be read, what is not found may stand there: then nothing is said of it.
    """
    references = _References(draft, leaves, vocabulary)
    return CrossCheck(tuple(references.mistakes()), tuple(references.remarks()))


Entries = list[tuple[Way, dict[str, Plain]]]


class _References:
    def __init__(self, draft: Draft, leaves: Iterable[Leaf], vocabulary: Vocabulary) -> None:
        self._draft = draft
        self._leaves = leaves
        self._map = draft.source_map
        self._vocabulary = vocabulary
        self._entries = {section: _entries(draft.data.get(section), (section,)) for section in LIST_SECTIONS}
        self._ids = {section: _ids(entries) for section, entries in self._entries.items()}
        self._spelling: dict[str, Spelling] = {}

    def mistakes(self) -> Iterator[Diagnostic]:
        return chain(
            self._duplicates(),
            self._unknown(),
            self._selectors(),
            self._circles(),
            self._kinds(),
            self._retained(),
            self._transitions(),
            self._exemptions(),
        )

    def remarks(self) -> Iterator[Notice]:
        """An exemption from an unknown rule only has no effect; the audit lists it, so it is no mistake."""
        for way, entry in self._entries["exemptions"]:
            rule = entry.get("rule")
            if isinstance(rule, str) and rule not in self._vocabulary["checks"]:
                hints = self._spelled("checks").hints(rule)
                place = self._map.value((*way, "rule"))
                yield Notice(NoticeCode.UNKNOWN_RULE, place, (("value", rule),), hints)

    # Ids

    def _duplicates(self) -> Iterator[Diagnostic]:
        coordination = self._draft.data.get("coordination")
        rules = coordination.get("rules") if isinstance(coordination, dict) else None
        spaces = [self._entries[section] for section in LIST_SECTIONS if section not in _ONE_NAMESPACE]
        spaces.append([entry for section in _ONE_NAMESPACE for entry in self._entries[section]])
        spaces.append(_entries(rules, ("coordination", "rules")))
        for entries in spaces:
            yield from self._twice(entries, "id", Code.DUPLICATE_ID)

    def _twice(self, entries: Entries, key: str, code: Code) -> Iterator[Diagnostic]:
        first: dict[str, Way] = {}
        for way, entry in entries:
            value = entry.get(key)
            if not isinstance(value, str):
                continue
            if value in first:
                before = self._map.value(first[value])
                yield diagnostic(code, self._map.value((*way, key)), value=value, first=before)
            else:
                first[value] = (*way, key)

    # References

    def _unknown(self) -> Iterator[Diagnostic]:
        for leaf in self._leaves:
            if leaf.slot is None or not isinstance(leaf.value, str) or not leaf.value.strip():
                continue
            match leaf.slot.refers:
                case Reference(section):
                    if self._draft.whole and leaf.value not in self._ids[section]:
                        yield self._unknown_reference(leaf, leaf.value, section)
                case Controlled("parties"):
                    yield from self._party(leaf, leaf.value)
                case Controlled(group):
                    # An unknown check is only remarked on; questions may not be in the catalogue yet.
                    known = self._vocabulary[group]
                    if group != "checks" and leaf.value not in known and len(known) > 0:
                        yield self._unknown_term(leaf, leaf.value, group)

    def _unknown_reference(self, leaf: Leaf, value: str, section: str) -> Diagnostic:
        hints = list(self._spelled_ids(section).hints(value))
        elsewhere = [other for other in LIST_SECTIONS if other != section and value in self._ids[other]]
        if elsewhere:
            hints.insert(0, Hint("elsewhere", (("section", elsewhere[0]),)))
        elif not self._ids[section]:
            hints.append(Hint("empty_section", (("section", section),)))
        place = self._map.value(leaf.way)
        return diagnostic(Code.UNKNOWN_REFERENCE, place, *hints, value=value, section=section)

    def _unknown_term(self, leaf: Leaf, value: str, group: str) -> Diagnostic:
        hints = self._spelled(group).hints(value)
        place = self._map.value(leaf.way)
        return diagnostic(Code.UNKNOWN_TERM, place, *hints, value=value, key=_key(leaf.way))

    def _party(self, leaf: Leaf, value: str) -> Iterator[Diagnostic]:
        service_type, colon, owner = value.partition(":")
        if service_type not in self._vocabulary["service_types"]:
            hints = self._spelled("service_types").hints(service_type)
            place = self._map.value(leaf.way)
            yield diagnostic(Code.UNKNOWN_TERM, place, *hints, value=service_type, key=_key(leaf.way))
        if colon and owner not in _OWNERS:
            hints = Spelling(_OWNERS).hints(owner)
            yield diagnostic(Code.UNKNOWN_VALUE, self._map.value(leaf.way), *hints, key="owner", value=owner)

    def _spelled(self, group: str) -> Spelling:
        """Give the spellings of a group of the catalogue."""
        if group not in self._spelling:
            self._spelling[group] = Spelling(sorted(self._vocabulary[group]))
        return self._spelling[group]

    def _spelled_ids(self, section: str) -> Spelling:
        """Give the spellings of the ids in a section; ``transitions`` is the name of a group too."""
        name = f"ids of {section}"
        if name not in self._spelling:
            self._spelling[name] = Spelling(self._ids[section])
        return self._spelling[name]

    # Selectors

    def _selectors(self) -> Iterator[Diagnostic]:
        selection = Selection(
            services=[entry for _, entry in self._entries["services"]],
            units=[entry for _, entry in self._entries["units"]],
            types=self._vocabulary["service_types"],
        )
        for way, selector in _mappings(self._draft.data, Municipality, Selector):
            if not selector:
                # Keys that stand there but could not be read are told already.
                if not self._unreadable_inside(way):
                    yield diagnostic(Code.EMPTY_SELECTOR, self._map.value(way))
            elif self._draft.whole and not selection.may_select(selector):
                # Masked one by one: a number that stands alone in its field no longer does so in the list.
                wanted = ", ".join(f"{key}: {masked(str(value))}" for key, value in selector.items())
                yield diagnostic(Code.SELECTS_NOTHING, self._map.value(way), selector=wanted)

    def _unreadable_inside(self, way: Way) -> bool:
        return any(self._map.mentions((*way, key)) for key in shape_of(Selector))

    # Units and roles

    def _circles(self) -> Iterator[Diagnostic]:
        parents: dict[str, tuple[Way, str]] = {}
        for way, unit in self._entries["units"]:
            name, parent = unit.get("id"), unit.get("parent")
            if isinstance(name, str) and isinstance(parent, str):
                parents.setdefault(name, ((*way, "parent"), parent))
        done: set[str] = set()
        for start in parents:
            walked: dict[str, None] = {}
            step = start
            while step in parents and step not in done and step not in walked:
                walked[step] = None
                step = parents[step][1]
            if step in walked:
                names = list(walked)
                circle = names[names.index(step) :]
                place = self._map.value(parents[circle[0]][0])
                yield diagnostic(Code.CIRCLE_OF_UNITS, place, circle=" → ".join([*circle, circle[0]]))
            done.update(walked)

    def _kinds(self) -> Iterator[Diagnostic]:
        for kind in _ONCE:
            ways = [(*way, "kind") for way, role in self._entries["roles"] if role.get("kind") == kind]
            for way in ways[1:]:
                first = self._map.value(ways[0])
                yield diagnostic(Code.SECOND_OF_KIND, self._map.value(way), kind=kind, first=first)

    def _retained(self) -> Iterator[Diagnostic]:
        for way, delegation in self._entries["delegations"]:
            giver, receiver, retained = delegation.get("from"), delegation.get("to"), delegation.get("retained", False)
            if not isinstance(giver, str) or not isinstance(receiver, str) or not isinstance(retained, bool):
                continue
            place = self._map.value((*way, "to"))
            if retained and giver != receiver:
                yield diagnostic(Code.RETAINED_BY_ANOTHER, place, giver=giver, receiver=receiver)
            elif not retained and giver == receiver:
                yield diagnostic(Code.DELEGATED_TO_ITSELF, place, giver=giver)

    # Transitions and exemptions

    def _transitions(self) -> Iterator[Diagnostic]:
        entries = self._entries["transitions"]
        yield from self._twice(entries, "transition", Code.TRANSITION_TWICE)
        for way, entry in entries:
            transition, agreement = entry.get("transition"), entry.get("agreement")
            if not isinstance(agreement, str) or not isinstance(transition, str):
                continue
            found = self._ids["agreements"].get(agreement)
            topics = [] if found is None else found.get("topics", [])
            if found is None or not isinstance(topics, list):
                continue
            topic = f"overgang:{transition}"
            if topic not in topics and transition in self._vocabulary["transitions"]:
                place = self._map.value((*way, "agreement"))
                yield diagnostic(Code.AGREEMENT_LACKS_TOPIC, place, agreement=agreement, topic=topic)

    def _exemptions(self) -> Iterator[Diagnostic]:
        for way, _ in self._entries["exemptions"]:
            given = {key for key in ("finding", "rule", "subject") if self._map.mentions((*way, key))}
            if "finding" not in given and given != {"rule", "subject"}:
                yield diagnostic(Code.EXEMPTION_OF_NOTHING, self._map.value(way))


def _entries(section: Plain, way: Way) -> Entries:
    if not isinstance(section, list):
        return []
    return [((*way, index), entry) for index, entry in enumerate(section) if isinstance(entry, dict)]


def _ids(entries: Entries) -> dict[str, dict[str, Plain]]:
    ids: dict[str, dict[str, Plain]] = {}
    for _, entry in entries:
        name = entry.get("id")
        if isinstance(name, str):
            ids.setdefault(name, entry)
    return ids


def _mappings(
    data: Mapping[str, Plain], model: type[BaseModel], wanted: type[BaseModel]
) -> Iterator[tuple[Way, dict[str, Plain]]]:
    """Go through every mapping of one kind, with the way to it."""
    shape = shape_of(model)
    for key, value in data.items():
        slot = shape.get(key)
        if slot is not None and isinstance(value, (list, dict)):
            yield from _inside(value, (key,), slot, wanted)


def _inside(value: Plain, way: Way, slot: Slot, wanted: type[BaseModel]) -> Iterator[tuple[Way, dict[str, Plain]]]:
    if isinstance(value, list) and slot.item is not None:
        if slot.item.entry is None and slot.item.item is None:
            return  # Plain values: nothing can be inside them.
        for index, part in enumerate(value):
            yield from _inside(part, (*way, index), slot.item, wanted)
    elif isinstance(value, dict) and slot.entry is not None:
        if slot.entry is wanted:
            yield way, value
        else:
            for inner, found in _mappings(value, slot.entry, wanted):
                yield (*way, *inner), found


def _key(way: Way) -> str:
    return next((step for step in reversed(way) if isinstance(step, str)), "")
