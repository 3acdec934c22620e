"""The workbook: one writer over the sections of a report, whatever they are."""

from samhandling.reports.workbook.writer import write_workbook

__all__ = ["write_workbook"]
