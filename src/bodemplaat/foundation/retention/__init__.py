"""Retention: how long records are kept, who lets them be destroyed, and what remains to say that they were.

Rooms declare their kinds of record here (``register``); how long each is kept is data (``terms.csv``), never code.
"""
