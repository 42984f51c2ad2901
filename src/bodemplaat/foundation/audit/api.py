"""The door of this room."""

from bodemplaat.foundation.audit.trail import AuditLine, record, record_many, trail_of

__all__ = ["AuditLine", "record", "record_many", "trail_of"]
