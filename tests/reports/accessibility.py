"""The rules of Office's accessibility checker that can be checked on a workbook's XML, and a few of our own.

Each rule takes the parts of the file and yields what is wrong, in words. RULES names them all.
"""

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from xml.etree.ElementTree import XML, Element

from samhandling.figures.palette import contrast

# Each rule reads the same parts again; none of them changes what it has read.
fromstring = lru_cache(maxsize=200)(XML)

Parts = Mapping[str, bytes]
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DC = "{http://purl.org/dc/elements/1.1/}"
LEAST_CONTRAST = 4.5
_DEFAULT_NAME = re.compile(r"(sheet|ark|blad|tabelle)\s*\d*", re.IGNORECASE)
_NO_WORDS = re.compile(r"(image|picture|bilde|bilete|figur|figure)\s*\d*|.*\.(png|jpg|gif|svg)", re.IGNORECASE)
_SAYS_NOTHING = {"her", "klikk her", "trykk her", "les mer", "les meir", "here", "click here", "more", "link", "lenke"}


@dataclass(frozen=True)
class Sheet:
    """One sheet of the workbook: its name, its state, its part and what that refers to."""

    name: str
    state: str
    part: str
    root: Element
    targets: Mapping[str, str]

    def cells(self) -> Iterator[Element]:
        return self.root.iter(f"{MAIN}c")

    def text(self, cell: Element) -> str:
        return "".join(each.text or "" for each in cell.iter() if each.tag in (f"{MAIN}t", f"{MAIN}v"))


def sheets(parts: Parts) -> Iterator[Sheet]:
    """The sheets in order."""
    targets = relations(parts, "xl/workbook.xml")
    for each in fromstring(parts["xl/workbook.xml"]).iter(f"{MAIN}sheet"):
        part = targets[each.attrib[f"{REL}id"]]
        state = each.attrib.get("state", "visible")
        if (each.attrib["name"], state) == ("samhandling", "veryHidden"):
            # Holds nothing for people: what the next edition must remember (the sheet on method tells of it).
            continue
        yield Sheet(each.attrib["name"], state, part, fromstring(parts[part]), relations(parts, part))


def relations(parts: Parts, part: str) -> dict[str, str]:
    """Relationship id → the part (or address) it names."""
    folder, name = posixpath.split(part)
    rels = parts.get(f"{folder}/_rels/{name}.rels")
    found = {}
    for each in fromstring(rels) if rels is not None else ():
        target = each.attrib["Target"]
        if each.attrib.get("TargetMode") != "External":
            target = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
        found[each.attrib["Id"]] = target
    return found


def alternative_text(parts: Parts) -> Iterator[str]:
    """Every picture, chart and shape has words, and words that say something."""
    for name in sorted(parts):
        if name.startswith("xl/drawings/drawing"):
            for each in fromstring(parts[name]).iter(f"{DRAWING}cNvPr"):
                words = each.attrib.get("descr", "").strip()
                if not words or _NO_WORDS.fullmatch(words):
                    yield f"{name}: {each.attrib.get('name')} has no alternative text"


def table_headers(parts: Parts) -> Iterator[str]:
    """Every table has a heading row."""
    for name, table in _tables(parts):
        if table.attrib.get("headerRowCount") == "0":
            yield f"{name}: the table {table.attrib['displayName']} has no heading row"


def blank_headers(parts: Parts) -> Iterator[str]:
    """No heading is blank, and none stands twice in a table."""
    for name, table in _tables(parts):
        names = [each.attrib["name"].strip() for each in table.iter(f"{MAIN}tableColumn")]
        if not all(names) or any(re.fullmatch(r"(Column|Kolonne)\d+", each) for each in names):
            yield f"{name}: a heading is blank"
        if len({each.casefold() for each in names}) < len(names):
            yield f"{name}: a heading stands twice"


def everything_in_tables(parts: Parts) -> Iterator[str]:
    """What stands beyond the first column stands in a table."""
    for sheet in sheets(parts):
        ranges = []
        for each in sheet.root.iter(f"{MAIN}tablePart"):
            first, last = fromstring(parts[sheet.targets[each.attrib[f"{REL}id"]]]).attrib["ref"].split(":")
            ranges.append((_row(first), _row(last)))
        for cell in sheet.cells():
            place = cell.attrib["r"]
            inside = any(first <= _row(place) <= last for first, last in ranges)
            if sheet.text(cell) and not inside and not re.fullmatch(r"A\d+", place):
                yield f"{sheet.name}: {place} stands outside every table"


def merged_cells(parts: Parts) -> Iterator[str]:
    """No cells are merged."""
    for sheet in sheets(parts):
        for each in sheet.root.iter(f"{MAIN}mergeCell"):
            yield f"{sheet.name}: {each.attrib['ref']} is merged"


def sheet_names(parts: Parts) -> Iterator[str]:
    """No sheet has a name that says nothing."""
    for sheet in sheets(parts):
        if not sheet.name.strip() or _DEFAULT_NAME.fullmatch(sheet.name.strip()):
            yield f"the sheet {sheet.name!r} has no name of its own"


def hidden(parts: Parts) -> Iterator[str]:
    """Nothing is hidden."""
    for sheet in sheets(parts):
        if sheet.state != "visible":
            yield f"the sheet {sheet.name} is hidden"
        for tag in ("row", "col"):
            if any(each.attrib.get("hidden") in ("1", "true") for each in sheet.root.iter(f"{MAIN}{tag}")):
                yield f"{sheet.name}: a {tag} is hidden"


def contrasts(parts: Parts) -> Iterator[str]:
    """Text stands out from what is behind it."""
    styles = fromstring(parts["xl/styles.xml"])
    fonts = [_colour(each.find(f"{MAIN}color"), "#000000") for each in styles.find(f"{MAIN}fonts") or ()]
    fills = _fills(styles)
    formats = [
        (fonts[int(each.attrib["fontId"])], fills[int(each.attrib["fillId"])])
        for each in styles.find(f"{MAIN}cellXfs") or ()
    ]
    for sheet in sheets(parts):
        for number in {int(cell.attrib.get("s", "0")) for cell in sheet.cells() if sheet.text(cell)}:
            ink, paper = formats[number]
            if contrast(ink, paper) < LEAST_CONTRAST:
                yield f"{sheet.name}: {ink} on {paper} is {contrast(ink, paper):.1f}:1"


def colour_alone(parts: Parts) -> Iterator[str]:
    """No colour stands without a word: a coloured cell that people do not type in has text; no number turns red."""
    styles = fromstring(parts["xl/styles.xml"])
    if any("[Red]" in each.attrib["formatCode"] for each in styles.iter(f"{MAIN}numFmt")):
        yield "a number format tells by colour"
    meaning = set()
    fills = _fills(styles)
    for number, each in enumerate(styles.find(f"{MAIN}cellXfs") or ()):
        if fills[int(each.attrib["fillId"])] not in ("#ffffff", "#fffbe6"):
            meaning.add(number)
    for sheet in sheets(parts):
        for cell in sheet.cells():
            if int(cell.attrib.get("s", "0")) in meaning and not sheet.text(cell).strip():
                yield f"{sheet.name}: {cell.attrib['r']} has a colour and no words"


def document_title(parts: Parts) -> Iterator[str]:
    """The document has a title and a language."""
    core = fromstring(parts["docProps/core.xml"])
    for tag in ("title", "language"):
        if not (core.findtext(f"{DC}{tag}") or "").strip():
            yield f"the document has no {tag}"


def link_words(parts: Parts) -> Iterator[str]:
    """Every link has words that say where it leads, and every internal one leads to a sheet."""
    names = {sheet.name for sheet in sheets(parts)}
    for sheet in sheets(parts):
        said = {cell.attrib["r"]: sheet.text(cell).strip() for cell in sheet.cells()}
        for each in sheet.root.iter(f"{MAIN}hyperlink"):
            words = said.get(each.attrib["ref"], "")
            if not words or words.casefold() in _SAYS_NOTHING:
                yield f"{sheet.name}: the link in {each.attrib['ref']} has no words of its own"
            place = each.attrib.get("location")
            if place is not None and place.rpartition("!")[0].strip("'").replace("''", "'") not in names:
                yield f"{sheet.name}: the link in {each.attrib['ref']} leads nowhere"


def _tables(parts: Parts) -> Iterator[tuple[str, Element]]:
    for name in sorted(parts):
        if name.startswith("xl/tables/"):
            yield name, fromstring(parts[name])


def _fills(styles: Element) -> list[str]:
    return [
        _colour(each.find(f"{MAIN}patternFill/{MAIN}fgColor"), "#ffffff") for each in styles.find(f"{MAIN}fills") or ()
    ]


def _row(place: str) -> int:
    return int(re.sub(r"\D", "", place))


def _colour(element: Element | None, otherwise: str) -> str:
    rgb = element.attrib.get("rgb") if element is not None else None
    return f"#{rgb[-6:].lower()}" if rgb and rgb != "00000000" else otherwise


RULES: Mapping[str, Callable[[Parts], Iterator[str]]] = {
    each.__name__: each
    for each in (
        alternative_text, table_headers, blank_headers, everything_in_tables, merged_cells, sheet_names, hidden,
        contrasts, colour_alone, document_title, link_words,
    )
}


def problems(parts: Parts) -> list[str]:
    """Everything that is wrong, by any rule."""
    return [f"{name}: {said}" for name, rule in RULES.items() for said in rule(parts)]
