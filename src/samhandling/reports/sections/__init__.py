"""The sections of the report, one module each; they know words, never a file format."""
