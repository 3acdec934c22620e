"""The shape of the model, read from its fields: what each key holds, may be, and refers to.

One description for everybody who goes through a model without knowing its sections: the readers, the reference
check, the workbook's sheets and drop-downs. A new field in :mod:`samhandling.model.municipality` is in it at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum, unique
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from samhandling.model.fields import Controlled, Identity, Prose, Reference


@unique
class Kind(StrEnum):
    """What sort of value a key holds."""

    TEXT = "text"
    DATE = "date"
    WHOLE = "whole"
    NUMBER = "number"
    TRUTH = "truth"
    CHOICE = "choice"
    ENTRY = "entry"
    """A mapping with keys of its own."""
    LIST = "list"
    EVIDENCE = "evidence"
    """The id of an agreement, or a document mapping."""


@dataclass(frozen=True, slots=True)
class Slot:
    """What one key (or one item of a list) holds."""

    key: str
    kind: Kind
    required: bool = False
    refers: Reference | Controlled | None = None
    identity: bool = False
    """The entry's own id."""
    searched: str = "text"
    """How it is searched for personal data: ``text``, ``reference`` or ``none``."""
    choices: tuple[str, ...] = ()
    entry: type[BaseModel] | None = None
    item: "Slot | None" = None
    """What the items of a list are."""
    default: object = None
    bounds: tuple[tuple[str, float], ...] = ()
    """How small and large a number may be: ``("ge", 0)``, ``("le", 100)``; also ``gt`` and ``lt``."""


_KINDS: Mapping[type, Kind] = {
    str: Kind.TEXT, date: Kind.DATE, int: Kind.WHOLE, float: Kind.NUMBER, bool: Kind.TRUTH,
}  # fmt: skip


@cache
def shape_of(model: type[BaseModel]) -> Mapping[str, Slot]:
    """Describe the keys of one part of the model, in their order, by the names they have in the input."""
    slots = {}
    for name, info in model.model_fields.items():
        key = info.alias or name
        default = None if info.is_required() else info.default
        slots[key] = _slot(key, info.annotation, tuple(info.metadata), info.is_required(), default)
    return MappingProxyType(slots)


def _slot(key: str, annotation: Any, marks: tuple[Any, ...], required: bool = False, default: object = None) -> Slot:
    annotation, more = _bare(annotation)
    marks += more
    origin = get_origin(annotation)
    if origin is tuple:
        return Slot(key, Kind.LIST, required, item=_slot(key, get_args(annotation)[0], ()), default=default)
    if origin in (Union, UnionType):
        reference, document = get_args(annotation)
        refers = next((mark for mark in _bare(reference)[1] if isinstance(mark, Reference)), None)
        return Slot(key, Kind.EVIDENCE, required, refers=refers, entry=document)
    if origin is Literal:
        return Slot(key, Kind.CHOICE, required, choices=get_args(annotation), default=default)
    if issubclass(annotation, BaseModel):
        return Slot(key, Kind.ENTRY, required, entry=annotation)
    if issubclass(annotation, Enum):
        choices = tuple(str(choice.value) for choice in annotation)
        return Slot(key, Kind.CHOICE, required, choices=choices, default=default)
    return Slot(
        key,
        _KINDS[annotation],
        required,
        refers=next((mark for mark in marks if isinstance(mark, (Reference, Controlled))), None),
        identity=any(isinstance(mark, Identity) for mark in marks),
        searched=next((mark.scope for mark in marks if isinstance(mark, Prose)), "text"),
        default=default,
        bounds=tuple(
            (name, getattr(mark, name)) for mark in marks for name in ("ge", "gt", "le", "lt") if hasattr(mark, name)
        ),
    )


def _bare(annotation: Any) -> tuple[Any, tuple[Any, ...]]:
    """Take a type out of ``Annotated`` and ``| None``, and give its marks beside it."""
    marks: tuple[Any, ...] = ()
    while True:
        if get_origin(annotation) is Annotated:
            annotation, *more = get_args(annotation)
            marks += tuple(more)
        elif get_origin(annotation) in (Union, UnionType) and NoneType in get_args(annotation):
            rest = [part for part in get_args(annotation) if part is not NoneType]
            if len(rest) > 1:
                return Union[tuple(rest)], marks  # noqa: UP007  (made at run time)
            annotation = rest[0]
        else:
            break
    for mark in marks:
        if isinstance(mark, FieldInfo):
            marks += tuple(mark.metadata)
    return annotation, marks
