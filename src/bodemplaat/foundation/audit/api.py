"""The door of this room."""

from bodemplaat.foundation.audit.trail import (
    AuditLine,
    PastAct,
    TrailFilter,
    TrailPage,
    acts_of,
    organisation_trail,
    record,
    record_many,
    record_past,
    trail_of,
)

__all__ = [
    "AuditLine",
    "PastAct",
    "TrailFilter",
    "TrailPage",
    "acts_of",
    "organisation_trail",
    "record",
    "record_many",
    "record_past",
    "trail_of",
]
