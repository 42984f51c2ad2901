"""The door of this room: who acts, entering as somebody, and what every tenant's table is made with."""

from bodemplaat.foundation.tenancy.actor import Actor, Role
from bodemplaat.foundation.tenancy.context import command, current_actor, entered, query
from bodemplaat.foundation.tenancy.days import midnight
from bodemplaat.foundation.tenancy.errors import NotFound, NotInContext, Refused, UnguardedQuery
from bodemplaat.foundation.tenancy.moments import ClockTimestamp
from bodemplaat.foundation.tenancy.records import Guarded, GuardedQuerySet, TenantModel
from bodemplaat.foundation.tenancy.references import relations_to
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
    "midnight",
    "query",
    "relations_to",
]
