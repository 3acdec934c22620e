"""A page read as a screen reader might: headings, tables with their header cells, cards, ids and links."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

CELLS = ("td", "th")


@dataclass
class ReadTable:
    """A table: its caption, its heading cells, and rows of (is a header, text)."""

    id: str
    caption: str = ""
    headings: list[str] = field(default_factory=list)
    scopes: list[str | None] = field(default_factory=list)
    rows: list[list[tuple[bool, str]]] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    """For each row, what the row above it that heads the group says."""


@dataclass
class ReadCard:
    """A card: its id, its name, and its fields in order."""

    id: str
    holder: str
    name: str = ""
    fields: list[list[str]] = field(default_factory=list)


class PageReader(HTMLParser):
    """Read a page; end tags that HTML lets a page leave out may be left out."""

    def __init__(self, page: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.headings: list[tuple[int, str]] = []
        self.tables: list[ReadTable] = []
        self.cards: list[ReadCard] = []
        self.title = ""
        self.style = ""
        self.script = ""
        self._open = ""
        self._in_head = False
        self._in_group = False
        self._holder = ""
        self._group = ""
        self._svg = 0
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = dict(attributes)
        self.tags.append((tag, found))
        self._svg += tag == "svg"
        if self._svg:
            return
        match tag:
            case "h1" | "h2" | "h3" | "h4":
                self.headings.append((int(tag[1]), ""))
                self._open = "heading"
            case "title" | "style" | "script" | "caption":
                self._open = tag
            case "table":
                self.tables.append(ReadTable(found.get("id") or ""))
            case "thead":
                self._in_head, self._open = True, ""
            case "tbody":
                self._in_head = False
                self._group = self._open = ""
            case "tr":
                self._open = ""
                self._in_group = found.get("class") == "group"
                if not self._in_head and not self._in_group:
                    self.tables[-1].rows.append([])
                    self.tables[-1].groups.append(self._group)
            case "th" | "td":
                table = self.tables[-1]
                if tag == "th":
                    table.scopes.append(found.get("scope"))
                if self._in_head:
                    table.headings.append("")
                elif not self._in_group:
                    table.rows[-1].append((tag == "th", ""))
                self._open = "cell"
            case "ul":
                self._holder = found.get("id") or ""
            case "li" if self._holder.startswith("tabell"):
                self.cards.append(ReadCard(found.get("id") or "", self._holder))
            case "p":
                self._open = "name" if found.get("class") == "name" else ""
            case "dt":
                self.cards[-1].fields.append(["", ""])
                self._open = "dt"
            case "dd":
                self._open = "dd"

    def handle_endtag(self, tag: str) -> None:
        self._svg -= tag == "svg"
        if tag in ("h1", "h2", "h3", "h4", "title", "style", "script", "caption", "p", "table", "dl"):
            self._open = ""
        if tag == "ul":
            self._holder = ""

    def handle_data(self, data: str) -> None:
        if self._svg:
            return
        match self._open:
            case "heading":
                level, text = self.headings[-1]
                self.headings[-1] = (level, text + data)
            case "title" | "style" | "script":
                setattr(self, self._open, getattr(self, self._open) + data)
            case "caption":
                self.tables[-1].caption += data
            case "cell":
                table = self.tables[-1]
                if self._in_head:
                    table.headings[-1] += data
                elif self._in_group:
                    self._group += data
                else:
                    header, text = table.rows[-1][-1]
                    table.rows[-1][-1] = (header, text + data)
            case "name":
                self.cards[-1].name += data
            case "dt" | "dd":
                self.cards[-1].fields[-1][self._open == "dd"] += data

    def attributes(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of every element of a kind."""
        return [found for name, found in self.tags if name == tag]

    @property
    def ids(self) -> list[str]:
        """Every id, in order."""
        return [str(found["id"]) for _, found in self.tags if found.get("id")]

    def table(self, key: str) -> ReadTable:
        """The table with that key."""
        return next(table for table in self.tables if table.id == f"tabell-{key}")

    def cards_of(self, key: str) -> list[ReadCard]:
        """The cards of the table with that key."""
        return [card for card in self.cards if card.holder == f"tabell-{key}"]
