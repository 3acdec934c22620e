"""The supervision folder: what a municipality needs when the supervisor's letter comes, put together and kept whole.

:mod:`items` says which documents, :mod:`evidence` what in the model can be them, :mod:`sources` looks them up on disk,
:mod:`folder` plans every file, and :mod:`writer` is the only module that writes.
"""
