"""What openpyxl cannot say, put into the parts it has written: words for pictures, and no clock."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from xml.sax.saxutils import quoteattr

from samhandling.reports.sections.blocks import Figure
from samhandling.reports.workbook.looks import FONT, SIZE

_CORE = "docProps/core.xml"
_STYLES = "xl/styles.xml"
_DEFAULT_FONT = f'<font><name val="{FONT}"/><family val="2"/><sz val="{SIZE}"/></font>'.encode()
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_FIRST_FONT = re.compile(rb"<font>.*?</font>", re.DOTALL)
_PICTURE = re.compile(r'name="Image (\d+)" descr="[^"]*"')


def finish(parts: Mapping[str, bytes], pictures: Sequence[Sequence[Figure]], as_of: date) -> dict[str, bytes]:
    """The parts with words on each picture, our font as the workbook's own, and the status date as the last change.

    ``pictures`` has one list for each sheet with any, in order.
    """
    finished = dict(parts)
    # The first font decides how wide a column's characters are.
    finished[_STYLES] = _FIRST_FONT.sub(_DEFAULT_FONT, finished[_STYLES], count=1)
    finished[_CORE] = _MODIFIED.sub(rb"\g<1>%sT00:00:00Z\g<2>" % as_of.isoformat().encode(), finished[_CORE])
    for number, figures in enumerate(pictures, 1):
        name = f"xl/drawings/drawing{number}.xml"

        def words(found: "re.Match[str]", figures: Sequence[Figure] = figures) -> str:
            figure = figures[int(found[1]) - 1]
            return f"name={quoteattr(figure.title)} descr={quoteattr(figure.alt)}"

        finished[name] = _PICTURE.sub(words, finished[name].decode()).encode()
    return finished
