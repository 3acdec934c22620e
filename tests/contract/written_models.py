"""The smallest model there is, and a way to write models."""

from collections.abc import Callable
from pathlib import Path

Given = Callable[..., Path]

TOWN = 'municipality: {name: Prøvevik, number: "9999"}\n'
