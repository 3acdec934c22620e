"""The ``coordination`` section of a model as YAML: the municipality's rules, then those proposed, each marked."""

from datetime import date
from typing import Any

import yaml

from samhandling.model.municipality import Coordination, CoordinationRule
from samhandling.reports.sections.coordinating import ToldCoordination

_WIDTH = 110


class _Flow(list[Any]):
    """A list that is written on one line."""


class _Writer(yaml.SafeDumper):
    """Short lists on one line; everything else below one another."""


_Writer.add_representer(
    _Flow, lambda writer, value: writer.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=True)
)


def coordination_file(told: ToldCoordination, *, fix: bool) -> str:
    """The whole mapping, ready to be put in the model; the first line carries the mark of this program.

    With ``fix`` the changes of the municipality's own rules too.
    """
    t, result = told.telling.t, told.telling.result
    table = told.proposed.adopted(fix=fix)
    own = len(told.plan.table.rules)
    comments = [
        t("coordination.file.mark", municipality=result.name, date=result.as_of),
        t("coordination.file.own_fixed" if fix and told.plan.changes else "coordination.file.own"),
        t("coordination.file.proposals" if len(table.rules) > own else "coordination.file.none"),
    ]
    lines = [f"# {' '.join(each.split())}" for each in comments]
    lines += ["", "coordination:", *_indented(_head(table), 2)]
    if not table.rules:
        return "\n".join([*lines, "  rules: []"]) + "\n"
    lines.append("  rules:")
    for number, rule in enumerate(table.rules):
        if number == own:
            lines.append(f"    # {t('coordination.file.begins')}")
        lines += _indented([_rule(rule)], 4)
    return "\n".join(lines) + "\n"


def _head(table: Coordination) -> dict[str, Any]:
    given = table.model_dump(mode="python", by_alias=True, exclude_unset=True, exclude={"rules"})
    return {"hit_policy": str(table.hit_policy), **_plain(given)}


def _rule(rule: CoordinationRule) -> dict[str, Any]:
    written: dict[str, Any] = _plain(rule.model_dump(mode="python", by_alias=True, exclude_unset=True))
    return {name: _Flow(value) if isinstance(value, list) else value for name, value in written.items()}


def _plain(value: Any) -> Any:
    """Data as YAML's safe writer takes it."""
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items() if each is not None}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value if value is None or isinstance(value, bool | int | float | date) else str(value)


def _indented(data: Any, spaces: int) -> list[str]:
    text = yaml.dump(data, Dumper=_Writer, sort_keys=False, allow_unicode=True, width=_WIDTH, default_flow_style=False)
    return [" " * spaces + line if line else line for line in text.splitlines()]
