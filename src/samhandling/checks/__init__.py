"""The checks: one pure function a rule, one engine, one immutable result. All of them are listed in :mod:`.all`."""
