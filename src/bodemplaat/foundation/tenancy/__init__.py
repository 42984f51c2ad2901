"""Tenancy: whose records these are, and the two locks in front of them.

The first lock is the guarded manager: every query starts from an ``Actor`` (``Model.records.of(actor)``) and an
unguarded one raises. The second is PostgreSQL row-level security on each tenant table, switched by ``entered``.
This room has no tables of its own; every other room stands on it.
"""

from bodemplaat.foundation.tenancy.actor import Actor, Role
from bodemplaat.foundation.tenancy.context import command, current_actor, entered, query
from bodemplaat.foundation.tenancy.errors import NotFound, NotInContext, Refused, UnguardedQuery
from bodemplaat.foundation.tenancy.moments import ClockTimestamp
from bodemplaat.foundation.tenancy.records import Guarded, GuardedQuerySet, TenantModel
from bodemplaat.foundation.tenancy.tracking import history_of

__all__ = [
    "Actor",
    "ClockTimestamp",
    "Guarded",
    "GuardedQuerySet",
    "NotFound",
    "NotInContext",
    "Refused",
    "Role",
    "TenantModel",
    "UnguardedQuery",
    "command",
    "current_actor",
    "entered",
    "history_of",
    "query",
]
