"""The model as sheets: which there are, what their columns hold, and how values are written in a cell.

Everything is derived from the model's fields and ``config/sheets.yaml``. The reader of workbooks and the writers share
it, so that what one writes the other reads, and a new field of the model is in both at once.
"""
