"""The JSON Schema of the audit result, ``samhandling.audit/1`` (result.md): fixed keys, additions welcome."""

from enum import StrEnum
from typing import Any

from samhandling.checks.result import FindingClass, Form, Severity, Strength
from samhandling.model.verdict import Verdict

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_TRUTH: Schema = {"type": "boolean"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_DAY: Schema = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_DIGEST: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_OUTCOMES = ("assigned", "gap", "conflict", "not_involved", "not_designable")


def _values(enum: type[StrEnum]) -> Schema:
    return {"enum": [str(each.value) for each in enum]}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _record(required: dict[str, Schema], **optional: Schema) -> Schema:
    """An object whose keys are all there; other keys may be added."""
    return {"type": "object", "properties": {**required, **optional}, "required": list(required)}


_VERDICT = _values(Verdict)
_TEXTS = _list(_TEXT)
_LINE = _record({"file": _TEXT, "line": {"type": ["integer", "null"]}, "column": {"type": ["integer", "null"]}})
_CELL = _record({"file": _TEXT, "sheet": _TEXT, "cell": {"type": "string", "pattern": "^[A-Z]{1,3}[1-9][0-9]*$"}})
_FINDING = _record({
    "rule": _TEXT,
    "subject": _TEXT,
    "verdict": {"enum": [str(each) for each in Verdict if each.is_finding]},
    "class": _values(FindingClass),
    "severity": _values(Severity),
    "strength": _values(Strength),
    "form": _values(Form),
    "provisions": _TEXTS,
    "related": _TEXTS,
    "facts": {"type": "object"},
    "location": {"anyOf": [_CELL, _LINE, {"type": "null"}]},
    "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{16}$"},
    "exempted": _TRUTH,
})
_COUNTS = {"situations": _COUNT, **dict.fromkeys(_OUTCOMES, _COUNT)}
_WITNESS = _record({
    "outcome": {"enum": [name for name in _OUTCOMES if name != "assigned"]},
    "count": {"type": "integer", "minimum": 1},
    "box": {"type": "object", "additionalProperties": _TEXTS},
})
_COORDINATION = _record({
    "totals": _record(dict(_COUNTS)),
    "stages": _list(_record({"stage": _TEXT, **_COUNTS, "witnesses": _list(_WITNESS)})),
    "rules": _list(_record({"id": _TEXT, "decides": _COUNT, "shadowed": _TRUTH})),
    "handovers": _list(
        _record({"from_stage": _TEXT, "to_stage": _TEXT, "from": _TEXT, "to": _TEXT, "covered": _TRUTH})
    ),
})


def audit_schema() -> Schema:
    """Return the JSON Schema of ``samhandling.audit/1`` (draft 2020-12).

    A block whose checks are not built is left out of a result, so ``transitions``, ``coordination`` and ``delegation``
    are not required.
    """
    whole = _record(
        {
            "schema": {"const": "samhandling.audit/1"},
            "tool_version": _TEXT,
            "catalogue_version": _TEXT,
            "law_known_to": _DAY,
            "as_of": _DAY,
            "municipality": _record({"name": _TEXT, "number": {"type": "string", "pattern": "^[0-9]{4}$"}}),
            "inputs": _list(_record({"path": _TEXT, "sha256": _DIGEST})),
            "outcomes": _list(_record({"rule": _TEXT, "subject": _TEXT, "verdict": _VERDICT})),
            "findings": _list(_FINDING),
            "exemption_problems": _list(_record({"rule": _nullable(), "subject": _nullable(), "problem": _TEXT})),
            "summary": _record(dict.fromkeys(map(str, Verdict), _COUNT)),
        },
        transitions=_list(
            _record({
                "id": {"type": "string", "pattern": "^T[0-9]{2}$"},
                "applicable": _TRUTH,
                "verdict": _VERDICT,
                "covered": _TEXTS,
                "uncovered": _TEXTS,
            })
        ),
        coordination=_COORDINATION,
        delegation=_list(_record({"authority": _TEXT, "holders": _TEXTS, "chains": _list(_TEXTS)})),
    )
    return {"$schema": DIALECT, "title": "samhandling.audit/1", **whole}


def _nullable() -> Schema:
    return {"type": ["string", "null"]}
