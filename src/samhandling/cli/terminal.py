"""What may reach a terminal: text, never something a terminal obeys or that turns a line round."""

_LINE_BREAKS = dict.fromkeys((0x85, 0x2028, 0x2029), " ")
_TURNING = dict.fromkeys((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), None)
_CONTROL = {code: f"\\x{code:02x}" for code in (*range(9), *range(0x0B, 0x20), *range(0x7F, 0xA0)) if code != 0x85}
_INERT = {**_CONTROL, **_LINE_BREAKS, **_TURNING}


def inert(text: str) -> str:
    """Make control characters visible and leave out those that turn the direction of writing.

    A model cannot hold control characters, but the name of a file or an argument can.

    >>> inert("a\\x1b[31mb")
    'a\\\\x1b[31mb'
    """
    return text if text.isascii() and text.isprintable() else text.translate(_INERT)


def inert_line(text: str) -> str:
    """The same, in one line: a name with a line break in it must not look like a message of its own."""
    return " ".join(inert(text).split()) if "\n" in text else inert(text)
