"""Lovdata's free public data, read to see whether the catalogue is still right; never a network.

``archive`` opens files nobody vouches for, ``gazette`` and ``statutes`` read one document each, ``commencement``
finds out when an amendment is law, ``updates`` and ``verify`` hold all this against the catalogue.
"""
