"""The plane geometry of the figures' tests, and models of any size."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "figures"))
