"""The door of this room: who acts, entering as somebody, and what every tenant's table is made with."""

from bodemplaat.foundation.tenancy.actor import Actor, Role
from bodemplaat.foundation.tenancy.context import command, entered, joining_command, query
from bodemplaat.foundation.tenancy.days import midnight
from bodemplaat.foundation.tenancy.entry import current_actor
from bodemplaat.foundation.tenancy.errors import (
    CannotBeKept,
    NotFound,
    NotInContext,
    Refused,
    UnguardedQuery,
    kind_of,
)
from bodemplaat.foundation.tenancy.memory import remembered
from bodemplaat.foundation.tenancy.moments import ClockTimestamp, Instant
from bodemplaat.foundation.tenancy.records import Guarded, GuardedQuerySet, TenantModel
from bodemplaat.foundation.tenancy.references import relations_to
from bodemplaat.foundation.tenancy.shapes import shaped
from bodemplaat.foundation.tenancy.staging import insert_bytes, insert_many
from bodemplaat.foundation.tenancy.tracking import history_of
from bodemplaat.foundation.tenancy.writing import change_at_end, once_at_end, write_at_end

__all__ = [
    "Actor",
    "CannotBeKept",
    "ClockTimestamp",
    "Guarded",
    "GuardedQuerySet",
    "Instant",
    "NotFound",
    "NotInContext",
    "Refused",
    "Role",
    "TenantModel",
    "UnguardedQuery",
    "change_at_end",
    "command",
    "current_actor",
    "entered",
    "history_of",
    "insert_bytes",
    "insert_many",
    "joining_command",
    "kind_of",
    "midnight",
    "once_at_end",
    "query",
    "relations_to",
    "remembered",
    "shaped",
    "write_at_end",
]
