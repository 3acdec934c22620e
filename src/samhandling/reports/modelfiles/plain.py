"""A municipality as plain data again: what was said, and nothing more."""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any

from pydantic import BaseModel

Plain = str | int | float | bool | date | list["Plain"] | dict[str, "Plain"]


def plain_model(model: BaseModel) -> dict[str, Plain]:
    """Return the data of a model by the keys of the input, without what was left out, and without empty lists.

    Reading the same data gives an equal model. A mapping that is there without content is kept: it is not the same as
    none.
    """
    plain = _plain(model.model_dump(by_alias=True, exclude_unset=True))
    assert isinstance(plain, dict)  # noqa: S101 - a model is a mapping
    return plain


def _plain(value: Any) -> Plain:
    if isinstance(value, Mapping):
        kept = {str(key): _plain(each) for key, each in value.items() if each is not None}
        return {key: each for key, each in kept.items() if each != []}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    if isinstance(value, Enum):
        return str(value.value)
    assert isinstance(value, (str, int, float, date))  # noqa: S101 - the model holds nothing else
    return value
