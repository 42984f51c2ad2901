"""The door of this room."""

from bodemplaat.foundation.audit.trail import (
    AuditLine,
    TrailFilter,
    TrailPage,
    organisation_trail,
    record,
    record_many,
    trail_of,
)

__all__ = [
    "AuditLine",
    "TrailFilter",
    "TrailPage",
    "organisation_trail",
    "record",
    "record_many",
    "trail_of",
]
