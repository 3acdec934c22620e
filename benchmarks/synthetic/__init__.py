"""Synthetic municipalities of any size: fictional, deterministic by seed, and in order for the reader.

Every one is number 9999 and called «Prøvevik» with a number of its own; nothing in them stands for a real place.
"""

from synthetic.country import DEFAULT_SIZES, country, sizes
from synthetic.municipality import Profile, municipality
from synthetic.writing import text, write

__all__ = ["DEFAULT_SIZES", "Profile", "country", "municipality", "sizes", "text", "write"]
