"""The model written out: as a folder of YAML files, as one file, or as a workbook to fill in."""
