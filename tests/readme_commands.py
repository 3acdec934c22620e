"""Print one of the README's two commands, so that they are run exactly as they are written."""

import re
import sys
from pathlib import Path

README = Path(__file__).parents[1] / "README.md"


def commands() -> list[str]:
    """The numbered commands under «To kommandoer»."""
    part = README.read_text(encoding="utf-8").partition("## To kommandoer")[2].partition("\n## ")[0]
    return [block.strip() for block in re.findall(r"```sh\n(.*?)```", part, re.DOTALL)]


if __name__ == "__main__":
    print(commands()[int(sys.argv[1]) - 1])
