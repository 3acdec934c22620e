"""What became of an earlier report: which findings are new, closed, unchanged or reopened, and what people had typed.

Pure: an earlier workbook or JSON file is read in :mod:`samhandling.reading.previous`.
"""
