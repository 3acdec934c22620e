"""From a cell to the plain value that the field it stands in can hold."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from samhandling.model.fields import Controlled
from samhandling.model.municipality import Selector
from samhandling.model.shape import Kind, Slot, shape_of
from samhandling.reading.diagnostics import Code, Diagnostic, Hint, Notice, NoticeCode, Place, diagnostic
from samhandling.reading.source_map import Plain
from samhandling.reading.workbook.grid import Cell, Sort
from samhandling.sheets.cell_text import BadCellText, Fault, read_list, read_selectors
from samhandling.sheets.labels import Labels
from samhandling.sheets.words import LANGUAGES, SheetWords

_TRUE = ("true", "sann")
_FALSE = ("false", "usann")
_ASIDE = frozenset({"checks"})


@dataclass(frozen=True, slots=True)
class Read:
    """What a cell gives: a value, or None where there is none; and what is to be said of it."""

    value: Plain = None
    mistake: Diagnostic | None = None
    notice: Notice | None = None


class Values:
    """Reads cells; knows what controlled values, truth and the keys of selectors are called in every language."""

    def __init__(self, words: SheetWords, labels: Labels) -> None:
        self._labels = labels
        self._truth: Mapping[str, bool] = {
            **{word.casefold(): True for word in (*_TRUE, *words.every_word("yes"))},
            **{word.casefold(): False for word in (*_FALSE, *words.every_word("no"))},
        }
        self._keys = {
            words.key("selector", key, language).casefold(): key
            for key in shape_of(Selector)
            for language in reversed(LANGUAGES)
        }
        self._keys |= {key: key for key in shape_of(Selector)}

    def read(self, cell: Cell, slot: Slot, place: Place, *, four_digits: bool = False) -> Read:
        """Read the value of a slot from a cell that is not empty.

        Args:
            cell: what stands there.
            slot: what may stand there.
            place: where it stands.
            four_digits: whether a number has lost zeros in front (the municipality number).
        """
        match cell.sort:
            case Sort.FORMULA:
                return Read(mistake=diagnostic(Code.FORMULA, place))
            case Sort.ERROR:
                return Read(mistake=diagnostic(Code.ERROR_IN_CELL, place, value=cell.text))
            case Sort.TEXT if not cell.text.strip():
                return Read()
        match slot.kind:
            case Kind.LIST:
                return self._list(cell, slot, place)
            case Kind.TRUTH:
                return Read(self.truth(cell))
            case Kind.WHOLE | Kind.NUMBER:
                return Read(_number(cell))
            case Kind.DATE:
                return Read(cell.text.strip())
            case Kind.CHOICE:
                return Read(self._choice(cell, slot))
            case _:
                return self._text(cell, slot, place, four_digits=four_digits)

    def name(self, text: str, slot: Slot) -> str:
        """Read the name of an entry: what is meant by it, where it is a controlled value."""
        return self._word(text, slot)

    def truth(self, cell: Cell) -> Plain:
        """Read yes or no; anything else is kept, to be told as a mistake."""
        return self._truth.get(cell.text.strip().casefold(), cell.text)

    def _choice(self, cell: Cell, slot: Slot) -> Plain:
        if cell.sort is Sort.DATE:
            # Excel takes «25-2» for the 25th of February.
            _, month, day = cell.text.split("-")
            return next((one for one in slot.choices if one == f"{int(day)}-{int(month)}"), cell.text)
        if cell.sort is Sort.TRUTH:
            # An answer may be «ja».
            return next((one for one in slot.choices if self._truth.get(one) is (cell.text == "true")), cell.text)
        return self._word(_written(cell), slot)

    def _text(self, cell: Cell, slot: Slot, place: Place, *, four_digits: bool) -> Read:
        match cell.sort:
            case Sort.TRUTH:
                return Read(cell.text == "true")
            case Sort.DATE:
                return Read(cell.text, notice=Notice(NoticeCode.DATE_AS_TEXT, place, (("value", cell.text),)))
            case Sort.NUMBER | Sort.PERCENT if four_digits:
                number = _written(cell)
                if number.isdigit() and len(number) < 4:
                    values = (("value", number), ("read", number.zfill(4)))
                    return Read(number.zfill(4), notice=Notice(NoticeCode.ZEROS_ADDED, place, values))
        return Read(self._word(_written(cell), slot))

    def _word(self, text: str, slot: Slot) -> str:
        """Read a name or a controlled value: what is meant by it; free text stays as it is."""
        if isinstance(slot.refers, Controlled) and slot.refers.group in _ASIDE:
            return text
        if slot.identity or slot.refers is not None or slot.kind is Kind.CHOICE:
            return self._labels.resolve(slot, text.strip())
        return text

    def _list(self, cell: Cell, slot: Slot, place: Place) -> Read:
        item = slot.item
        text = _written(cell)
        if item is None:
            return Read(text)
        try:
            if item.entry is Selector:
                found: list[Plain] = []
                for selector in read_selectors(text, self._keys):
                    found.append(dict(self._selector(selector)))
                return Read(found)
            listed: list[Plain] = []
            for each in read_list(text, lines=item.refers is not None):
                listed.append(self._word(each, item))
            return Read(listed)
        except BadCellText as bad:
            return Read(mistake=_mistake(bad, place))

    def _selector(self, selector: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        shape = shape_of(Selector)
        for key, value in selector.items():
            yield key, self._word(value, shape[key]) if key in shape else value


def _number(cell: Cell) -> Plain:
    """Read a number: as text where it was typed as text, with a decimal comma or point."""
    if cell.sort is Sort.PERCENT:
        try:
            percent = round(float(cell.text) * 100, 10)
        except ValueError:
            return cell.text
        return int(percent) if percent.is_integer() else percent
    if cell.sort is Sort.NUMBER:
        return _written(cell)
    if cell.sort is Sort.TRUTH:
        return cell.text == "true"
    return cell.text.strip().replace(",", ".")


def _written(cell: Cell) -> str:
    """Return what stands in a cell as text; a whole number without decimals."""
    if cell.sort not in {Sort.NUMBER, Sort.PERCENT} or cell.text.isdigit():
        return cell.text
    try:
        number = float(cell.text)
    except ValueError:
        return cell.text
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)


def _mistake(bad: BadCellText, place: Place) -> Diagnostic:
    match bad.fault:
        case Fault.NOT_A_SELECTOR:
            return diagnostic(Code.SELECTOR_IN_CELL, place, value=bad.text)
        case Fault.KEY_TWICE:
            return diagnostic(
                Code.SELECTOR_IN_CELL, place, Hint("key_twice", (("key", bad.key),)), value=bad.text
            )
        case _:
            return diagnostic(Code.LIST_IN_CELL, place, value=bad.text)
