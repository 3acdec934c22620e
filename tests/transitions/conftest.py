"""The fixtures of :mod:`small_models`."""

from small_models import catalogue, tell

__all__ = ["catalogue", "tell"]
