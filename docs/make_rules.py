"""Write docs/rules/{nb,nn,en}.md from the catalogue: ``python docs/make_rules.py`` (``--check`` only compares)."""

import sys
from datetime import date
from pathlib import Path

from samhandling.law.catalogue import load_catalogue
from samhandling.reports.rule_pages import rule_page

AS_OF = date(2026, 11, 21)


def main() -> int:
    """Write the pages, or tell which differ."""
    catalogue, drifted = load_catalogue(), []
    for language in ("nb", "nn", "en"):
        page = Path(__file__).parent / "rules" / f"{language}.md"
        text = rule_page(catalogue, language, AS_OF)
        if "--check" not in sys.argv:
            page.write_text(text, encoding="utf-8", newline="\n")
        elif not page.exists() or page.read_text(encoding="utf-8") != text:
            drifted.append(page.name)
    if drifted:
        sys.stderr.write(f"run python docs/make_rules.py: {', '.join(drifted)} differ from the catalogue\n")
    return 1 if drifted else 0


if __name__ == "__main__":
    sys.exit(main())
