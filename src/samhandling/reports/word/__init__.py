"""Word documents: one writer over the sections of a report, whatever they are. The only place that imports docx."""

from samhandling.reports.word.writer import write_word

__all__ = ["write_word"]
