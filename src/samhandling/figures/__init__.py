"""Figures: pure geometry (scenes of boxes, lines and words) and the two painters, SVG and PNG.

Nothing here knows what a service or an agreement is: callers hand over nodes, edges, lanes and words, and get a
:class:`~samhandling.figures.scene.Scene` that either painter draws. Same input, same bytes.
"""
