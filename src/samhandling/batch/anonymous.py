"""A municipality without its names: ids become numbers; free text and references to cases and documents are gone.

What is an id, a reference or text is read from the shape of the model, so a new field is covered the day it is made.
The numbers follow the order of the ids, so every check answers as it does for the municipality itself.
"""

from collections.abc import Mapping
from typing import Any

from samhandling.checks.exemptions import names
from samhandling.checks.result import AuditResult
from samhandling.model.fields import Reference
from samhandling.model.municipality import LIST_SECTIONS, Municipality
from samhandling.model.shape import Kind, Slot, shape_of

Ids = Mapping[str, Mapping[str, str]]
"""Section → id → what stands for it."""

NOTHING = "–"
"""Stands for a text: that there is one can matter, what it says cannot."""
_NO_NUMBER = "0000"
_NO_DIGEST = "0" * 64
_COMPARED = "area"
"""The one kind of text that is compared with others, so each keeps its own."""
_RULES = "coordination.rules"


def without_names(municipality: Municipality, result: AuditResult, name: str) -> Municipality:
    """Return a municipality that gives the same verdicts, under another name.

    Args:
        municipality: the model.
        result: its audit, to know which findings its exemptions mean.
        name: what it is called instead.
    """
    ids = _ids(municipality)
    data = municipality.model_dump(mode="python", by_alias=True, exclude_none=True)
    renamed = _entry(data, shape_of(Municipality), ids)
    renamed["municipality"] |= {"name": name, "number": _NO_NUMBER}
    renamed["exemptions"] = [
        _exemption(new, old, result, ids)
        for new, old in zip(renamed["exemptions"], municipality.exemptions, strict=True)
    ]
    return Municipality.model_validate(renamed)


def _ids(municipality: Municipality) -> Ids:
    """Number the ids of each section in their own order, so that what is sorted by id stays in order."""
    sections = {
        section: [entry.id for entry in getattr(municipality, section) if hasattr(entry, "id")]
        for section in LIST_SECTIONS
    }
    sections[_RULES] = [rule.id for rule in municipality.coordination.rules] if municipality.coordination else []
    areas = {service.area for service in municipality.services if service.area is not None}
    sections[_COMPARED] = sorted(areas)
    return {
        section: {
            id_: f"{section.rpartition('.')[2]}-{number:0{len(str(len(ids)))}}"
            for number, id_ in enumerate(sorted(ids), 1)
        }
        for section, ids in sections.items()
    }


def _entry(data: Mapping[str, Any], shape: Mapping[str, Slot], ids: Ids, section: str = "") -> dict[str, Any]:
    return {key: _value(value, shape[key], ids, section or key) for key, value in data.items()}


def _value(value: Any, slot: Slot, ids: Ids, section: str) -> Any:
    match slot.kind:
        case Kind.LIST if slot.item is not None:
            inside = _RULES if slot.key == "rules" and section == "coordination" else section
            return [_value(each, slot.item, ids, inside) for each in value]
        case Kind.ENTRY if slot.entry is not None:
            return _entry(value, shape_of(slot.entry), ids, section)
        case Kind.EVIDENCE if slot.entry is not None:
            if isinstance(value, str):
                return ids["agreements"].get(value, NOTHING)
            return _entry(value, shape_of(slot.entry), ids, section)
        case Kind.TEXT:
            return _text(value, slot, ids, section)
        case _:
            return value


def _text(value: str, slot: Slot, ids: Ids, section: str) -> str:
    if slot.identity:
        return ids[section][value]
    if isinstance(slot.refers, Reference):
        return ids[slot.refers.section][value]
    if slot.refers is not None:
        return value
    if slot.key == _COMPARED:
        return ids[_COMPARED].get(value, NOTHING)
    if slot.key == "number":
        return _NO_NUMBER
    return _NO_DIGEST if slot.searched == "none" else NOTHING


def _exemption(new: dict[str, Any], old: Any, result: AuditResult, ids: Ids) -> dict[str, Any]:
    """Name the finding anew, by rule and subject; a fingerprint would be that of the old name."""
    meant = next((each for each in result.outcomes if each.fingerprint == names(old)), None)
    rule, subject = (meant.rule, meant.subject) if meant is not None else (old.rule, old.subject)
    found = {key: value for key, value in new.items() if key not in ("finding", "rule", "subject")}
    if rule is None or subject is None:
        return found | {"finding": _NO_DIGEST[:16]}
    of_entries = (known[subject] for known in ids.values() if subject in known)
    return found | {"rule": rule, "subject": subject if meant is None else next(of_entries, subject)}
