"""Reports: the result told to people. Sections know no file format; each writer is one function over sections."""
