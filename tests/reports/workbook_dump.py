"""What a workbook says, as plain text: for comparing two of them, and for golden files."""

from io import BytesIO

from openpyxl import load_workbook


def dump(content: bytes) -> str:
    """Every sheet with its tables, and every row that has anything: values, then links in angle brackets."""
    lines = []
    for sheet in load_workbook(BytesIO(content)):
        tables = ", ".join(f"{name} {ref}" for name, ref in sorted(sheet.tables.items()))
        lines.append(f"## {sheet.title} [{tables}]")
        for row in sheet.iter_rows():
            said = [_cell(cell) for cell in row]
            if any(said):
                lines.append(" | ".join(said).rstrip(" |"))
    return "\n".join(lines) + "\n"


def _cell(cell: object) -> str:
    value = getattr(cell, "value", None)
    link = getattr(cell, "hyperlink", None)
    text = "" if value is None else str(value).replace("\n", "⏎")
    return text if link is None else f"{text} <{link.location or link.target}>"
