"""Kinds of field: annotated types that carry what a value is and what it refers to.

The readers, the reference check, the JSON Schema and the workbook's drop-downs are all derived from these marks, so a
new field in :mod:`samhandling.model.municipality` needs no change in any of them.
"""

import re
from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import Annotated, Any

from pydantic import BeforeValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

LONGEST_TEXT = 32_767
"""The longest text a workbook cell can hold, in characters."""

ID_PATTERN = r"^[a-zA-ZæøåÆØÅ0-9][a-zA-ZæøåÆØÅ0-9._-]{0,79}$"
_ISO_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}$", re.ASCII)
_INTEGER = re.compile(r"^[-+]?[0-9]+$")
_OTHER_BASE = re.compile(r"^0(?:o[0-7]+|x[0-9a-fA-F]+)$")
"""YAML 1.2 has whole numbers in eights and sixteens too."""
_NUMBER = re.compile(r"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")


@dataclass(frozen=True, slots=True)
class Reference:
    """The value is the id of an entry in a section of the model."""

    section: str


@dataclass(frozen=True, slots=True)
class Controlled:
    """The value is an id in a group of the catalogue (``service_types``, ``topics``, ``provisions`` …)."""

    group: str


@dataclass(frozen=True, slots=True)
class Prose:
    """The value is free text. ``reference`` fields (url, archive_ref, case_ref) are searched for less."""

    scope: str = "text"
    """``text``, ``reference`` or ``none``: how it is searched for personal data."""


@dataclass(frozen=True, slots=True)
class Identity:
    """The value is the entry's own id."""


def _read_date(value: object) -> object:
    if type(value) is date:
        return value
    if isinstance(value, str) and _ISO_DATE.match(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("date_iso", "not an ISO date")


def _read_integer(value: object) -> object:
    if type(value) is int:
        return value
    if isinstance(value, str) and _INTEGER.match(value):
        return int(value)
    if isinstance(value, str) and _OTHER_BASE.match(value):
        return int(value, 0)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    raise PydanticCustomError("whole_number", "not a whole number")


def _read_number(value: object) -> object:
    number = float(value) if isinstance(value, str) and _NUMBER.match(value) else value
    if isinstance(number, (int, float)) and not isinstance(number, bool) and isfinite(number):
        return number
    raise PydanticCustomError("number", "not a number")


def _read_truth(value: object) -> object:
    if isinstance(value, bool):
        return value
    raise PydanticCustomError("truth", "not true or false")


def _read_list(value: object) -> object:
    if isinstance(value, (list, tuple)):
        return tuple(value)
    raise PydanticCustomError("list_of", "not a list")


def _read_text(value: object) -> object:
    if isinstance(value, str):
        if not value.strip():
            raise PydanticCustomError("empty_text", "an empty text")
        return value
    raise PydanticCustomError("text", "not text")


_text_schema = WithJsonSchema({"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT})
_reads_text = BeforeValidator(_read_text)
_length = StringConstraints(max_length=LONGEST_TEXT)

PlainText = Annotated[str, _reads_text, _length, Prose(), _text_schema]
ReferenceText = Annotated[str, _reads_text, _length, Prose("reference"), _text_schema]
Digest = Annotated[
    str, _reads_text, StringConstraints(pattern=r"^[0-9a-fA-F]{64}$"), Prose("none"),
    WithJsonSchema({"type": "string", "pattern": "^[0-9a-fA-F]{64}$"}),
]
MunicipalityNumber = Annotated[
    str, _reads_text, StringConstraints(pattern=r"^[0-9]{4}$"), Prose(),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{4}$"}),
]
EntryId = Annotated[str, _reads_text, StringConstraints(pattern=ID_PATTERN), Identity()]
UnitId = Annotated[str, _reads_text, Reference("units")]
RoleId = Annotated[str, _reads_text, Reference("roles")]
ServiceId = Annotated[str, _reads_text, Reference("services")]
AgreementId = Annotated[str, _reads_text, Reference("agreements")]
ArenaId = Annotated[str, _reads_text, Reference("arenas")]
ServiceTypeId = Annotated[str, _reads_text, Controlled("service_types")]
StageId = Annotated[str, _reads_text, Controlled("stages")]
TopicId = Annotated[str, _reads_text, Controlled("topics")]
ProvisionId = Annotated[str, _reads_text, Controlled("provisions")]
AuthorityId = Annotated[str, _reads_text, Controlled("authorities")]
TransitionId = Annotated[str, _reads_text, Controlled("transitions")]
QuestionId = Annotated[str, _reads_text, Controlled("questions")]
RuleCode = Annotated[str, _reads_text, Controlled("checks")]
Party = Annotated[str, _reads_text, Controlled("parties")]
"""An item of a coordination rule: a service type, or ``type:owner``."""

Day = Annotated[date, BeforeValidator(_read_date), WithJsonSchema({"type": "string", "format": "date"})]
Truth = Annotated[bool, BeforeValidator(_read_truth), WithJsonSchema({"type": "boolean"})]
Whole = Annotated[int, BeforeValidator(_read_integer), WithJsonSchema({"type": "integer"})]
Number = Annotated[float, BeforeValidator(_read_number), WithJsonSchema({"type": "number"})]
ReadsList = BeforeValidator(_read_list)


def reference_marks(metadata: tuple[Any, ...] | list[Any]) -> tuple[Reference | Controlled, ...]:
    """Pick out of a field's metadata what it refers to, if anything."""
    return tuple(mark for mark in metadata if isinstance(mark, (Reference, Controlled)))
