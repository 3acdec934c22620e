"""Tells in the user's words why the YAML parser stopped.

The parser's own messages are about tokens; here they become the handful of mistakes people make: a tab, a colon or
another sign that needs quotes, a quote or bracket that is not closed, wrong indentation.
"""

import re

import yaml

from samhandling.reading.diagnostics import Code, Diagnostic, Place, diagnostic

_BREAK = re.compile("\r\n|[\r\n]")
_INDENTATION_TAB = re.compile(r"[ -]*\t")
_VALUE_BEFORE = re.compile(r"^(?P<start>[\s-]*[^\s:#'\"][^:]*:\s+|[\s]*-\s+)(?P<text>\S.*)$")
_WINDOW = 2_000
"""How far back and ahead from the place the parser stopped the line is looked at, in characters."""


class _Stop:
    """Where the parser stopped, and the text around it."""

    def __init__(self, error: yaml.YAMLError, text: str, file: str) -> None:
        self.problem = str(getattr(error, "problem", None) or error)
        self.context = str(getattr(error, "context", None) or "")
        self._text = text
        self._file = file
        self.mark = getattr(error, "problem_mark", None)
        self.context_mark = getattr(error, "context_mark", None) or self.mark

    def place(self, mark: yaml.Mark | None) -> Place:
        """Give the place of a mark."""
        return Place(self._file, 1, 1) if mark is None else Place(self._file, mark.line + 1, mark.column + 1)

    def line(self, mark: yaml.Mark | None) -> str:
        """Give the line a mark stands in."""
        if mark is None:
            return ""
        start = mark.index - mark.column
        return _BREAK.split(self._text[start : mark.index + _WINDOW], maxsplit=1)[0]

    def character(self, mark: yaml.Mark | None) -> str:
        """Give the character at a mark; nothing at the end of the text."""
        return "" if mark is None else self._text[mark.index : mark.index + 1]


def explain(
    error: yaml.YAMLError, text: str, file: str, opened: Place | None = None
) -> Diagnostic:
    """Make a diagnostic of the parser's error: the likeliest mistake, at the place to mend.

    ``opened`` is where the innermost mapping or list that has not ended began.
    """
    stop = _Stop(error, text, file)
    place = stop.place(stop.mark)
    tab = _tab(stop)
    if tab is not None:
        return diagnostic(Code.TAB, tab)
    if "mapping values are not allowed" in stop.problem:
        return _colon(stop)
    if "quoted scalar" in stop.context:
        if "escape" in stop.problem or "expected escape sequence" in stop.problem:
            return diagnostic(Code.BAD_ESCAPE, place)
        return diagnostic(Code.UNCLOSED_QUOTE, stop.place(stop.context_mark))
    if "cannot start any token" in stop.problem:
        return diagnostic(Code.UNQUOTED_START, place, character=stop.character(stop.mark))
    if any(word in stop.context for word in ("block scalar", "an alias", "an anchor", "a tag", "directive")):
        return diagnostic(
            Code.UNQUOTED_START, stop.place(stop.context_mark), character=stop.character(stop.context_mark)
        )
    if "flow sequence" in stop.context or "flow mapping" in stop.context:
        return diagnostic(
            Code.UNCLOSED_BRACKET, stop.place(stop.context_mark), character=stop.character(stop.context_mark)
        )
    if "node content" in stop.problem and stop.character(stop.mark) == "" and opened is not None:
        return diagnostic(Code.UNCLOSED_BRACKET, opened, character="[")
    return _block(stop, place)


def _block(stop: _Stop, place: Place) -> Diagnostic:
    if "could not find expected ':'" in stop.problem:
        return diagnostic(Code.NO_COLON, stop.place(stop.context_mark))
    if "sequence entries are not allowed" in stop.problem or "node content" in stop.problem:
        return diagnostic(Code.UNQUOTED_START, place, character=stop.character(stop.mark))
    if "expected key" in stop.problem or "expected '-' indicator" in stop.problem or "block end" in stop.problem:
        before = "" if stop.mark is None else stop.line(stop.mark)[: stop.mark.column].rstrip()
        if before.endswith(("'", '"', "]", "}")):
            return diagnostic(Code.TEXT_AFTER_QUOTE, place)
        return diagnostic(Code.INDENTATION, place)
    return diagnostic(Code.SYNTAX, place, problem=stop.problem)


def _tab(stop: _Stop) -> Place | None:
    """Find a tab among the spaces that begin the line: whatever the parser complains of, that is the cause."""
    if stop.mark is None:
        return None
    match = _INDENTATION_TAB.match(stop.line(stop.mark))
    if match is None and "tab character" not in stop.problem and stop.character(stop.mark) != "\t":
        return None
    column = match.end() if match else stop.mark.column + 1
    return Place(stop.place(stop.mark).file, stop.mark.line + 1, column)


def _colon(stop: _Stop) -> Diagnostic:
    """Tell text with a colon in it from a line that is indented too far."""
    place = stop.place(stop.mark)
    line = stop.line(stop.mark)
    column = 0 if stop.mark is None else stop.mark.column
    match = _VALUE_BEFORE.match(line)
    if match is None or match.start("text") > column:
        return diagnostic(Code.INDENTATION, place)
    wanted = match["text"].rstrip().replace("\\", "\\\\").replace('"', '\\"')
    return diagnostic(Code.UNQUOTED_COLON, place, line=f'{match["start"].strip()} "{wanted}"')
