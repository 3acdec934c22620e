"""YAML of the catalogue: what is allowed in it, and where in the file a value stands."""

import re

import yaml

from samhandling.law.problems import CatalogueInvalid, Mistake, Problem

try:
    from yaml import CSafeLoader as _SafeLoader
except ImportError:  # PyYAML built without libyaml
    from yaml import SafeLoader as _SafeLoader  # type: ignore[assignment]


class _Duplicate(Exception):
    def __init__(self, key: str, line: int, column: int) -> None:
        self.key, self.line, self.column = key, line, column
        super().__init__(key)


class _Loader(_SafeLoader):
    """YAML 1.2 scalars (``no`` is text, dates are text), and no key twice."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, object]]] = {}  # noqa: RUF012 - PyYAML's own attribute


def _no_key_twice(loader: _Loader, node: yaml.MappingNode) -> dict[object, object]:
    seen: set[object] = set()
    for key, _ in node.value:
        if key.value in seen:
            raise _Duplicate(str(key.value), key.start_mark.line + 1, key.start_mark.column + 1)
        seen.add(key.value)
    return loader.construct_mapping(node, deep=True)


_Loader.add_constructor("tag:yaml.org,2002:map", _no_key_twice)
for _tag, _pattern, _first in (
    ("null", r"(?:~|null|)\Z", ["~", "n", ""]),
    ("bool", r"(?:true|false)\Z", ["t", "f"]),
    ("int", r"[-+]?[0-9]+\Z", list("-+0123456789")),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), _first)


def parse(name: str, source: bytes) -> object:
    """Read one file; raise ``CatalogueInvalid`` for what is not YAML, or has a key twice."""
    try:
        return yaml.load(source.decode("utf-8-sig"), Loader=_Loader)  # noqa: S506 - a safe loader
    except UnicodeDecodeError:
        raise CatalogueInvalid([Problem(name, "", Mistake.NOT_UTF8)]) from None
    except _Duplicate as twice:
        problem = Problem(name, twice.key, Mistake.DUPLICATE_KEY, (("key", twice.key),), twice.line, twice.column)
        raise CatalogueInvalid([problem]) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark is not None else (None, None)
        raise CatalogueInvalid([Problem(name, "", Mistake.SYNTAX, (), line, column)]) from None


def place(source: bytes, path: tuple[str | int, ...]) -> tuple[int, int]:
    """Return the line and column (from 1) of the value at a path, or of its nearest parent."""
    node = yaml.compose(source.decode("utf-8-sig"), Loader=_Loader)
    for step in path:
        child = _child(node, step)
        if child is None:
            break
        node = child
    return (1, 1) if node is None else (node.start_mark.line + 1, node.start_mark.column + 1)


def _child(node: yaml.Node | None, step: str | int) -> yaml.Node | None:
    found: yaml.Node | None = None
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        found = node.value[step]
    elif isinstance(node, yaml.MappingNode):
        found = next((value for key, value in node.value if key.value == str(step)), None)
    return found
