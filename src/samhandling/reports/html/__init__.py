"""The report as one page: a single file that works offline, without scripts, by keyboard, in print and on a phone."""

from samhandling.reports.html.page import write_page

__all__ = ["write_page"]
