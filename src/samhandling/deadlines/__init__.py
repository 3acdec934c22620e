"""Deadlines: everything with a date that somebody in the municipality must keep, gathered in one place.

Each source is a pure function; :mod:`samhandling.deadlines.all` lists them. The year wheel and the calendar only tell.
"""
