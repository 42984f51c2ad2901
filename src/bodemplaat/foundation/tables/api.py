"""The door of this room."""

from bodemplaat.foundation.tables.executor import QuickExecutor
from bodemplaat.foundation.tables.making import applied_migrations, make_tables, unknown_migrations

__all__ = ["QuickExecutor", "applied_migrations", "make_tables", "unknown_migrations"]
