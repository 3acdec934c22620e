"""What openpyxl cannot say, put into the parts it has written: words for pictures, and no clock."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from xml.sax.saxutils import quoteattr

from samhandling.reports.sections.blocks import Figure

_CORE = "docProps/core.xml"
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_PICTURE = re.compile(r'name="Image (\d+)" descr="[^"]*"')


def finish(parts: Mapping[str, bytes], pictures: Sequence[Sequence[Figure]], as_of: date) -> dict[str, bytes]:
    """The parts with alternative text on each picture (``pictures``: one list for each sheet that has any, in order)
    and the status date as the time of the last change."""
    finished = dict(parts)
    finished[_CORE] = _MODIFIED.sub(rb"\g<1>%sT00:00:00Z\g<2>" % as_of.isoformat().encode(), finished[_CORE])
    for number, figures in enumerate(pictures, 1):
        name = f"xl/drawings/drawing{number}.xml"

        def words(found: "re.Match[str]", figures: Sequence[Figure] = figures) -> str:
            figure = figures[int(found[1]) - 1]
            return f"name={quoteattr(figure.title)} descr={quoteattr(figure.alt)}"

        finished[name] = _PICTURE.sub(words, finished[name].decode()).encode()
    return finished
