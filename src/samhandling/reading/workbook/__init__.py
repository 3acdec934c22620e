"""Reads a model from an Excel workbook into the same :class:`~samhandling.reading.source_map.Draft` as YAML gives."""

from samhandling.reading.workbook.reader import read_workbook

__all__ = ["read_workbook"]
