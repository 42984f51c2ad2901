"""Tenancy: whose records these are, and the two locks in front of them.

The first lock is the guarded manager: every query starts from an ``Actor`` (``Model.records.of(actor)``) and an
unguarded one raises. The second is PostgreSQL row-level security on each tenant table, switched by ``entered``.
This room has no tables of its own; every other room stands on it.
"""
