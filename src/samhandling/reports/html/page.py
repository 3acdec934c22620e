"""The page of a report: one function over its sections, which neither counts nor judges anything.

What it promises: everything is in the file and nothing is fetched, by a policy the browser holds it to; text is text
and never markup; it can be read without scripts, and the filters are then absent; the same report gives the same bytes.
"""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from samhandling import __version__
from samhandling.law.texts import Phrasebook
from samhandling.reports.html.layout import Layout
from samhandling.reports.sections.blocks import Report

if TYPE_CHECKING:
    from jinja2 import Template


_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""What no page can hold; it is shown as the replacement character."""


def write_page(report: Report, t: Phrasebook) -> bytes:
    """Return the report as an HTML file in UTF-8. ``t`` speaks the report's language."""
    style, script = _part("page.css"), _part("page.js")
    policy = "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_digest(style)}'",
            f"script-src '{_digest(script)}'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    page = _template().render(
        report=report,
        chapters=Layout(report, t).chapters(),
        t=t,
        version=__version__,
        policy=policy,
        style=style,
        script=script,
    )
    return _UNWRITABLE.sub("\ufffd", page).encode()


def _digest(source: str) -> str:
    return f"sha256-{b64encode(sha256(source.encode()).digest()).decode()}"


@cache
def _part(name: str) -> str:
    return (files(__package__) / name).read_text(encoding="utf-8").replace("\r\n", "\n").strip()


@cache
def _template() -> "Template":
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415 - only those who write a page pay for it

    # The template is read as the style and the script are, so that it works from a zipped package too.
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(_part("page.html.jinja"))
