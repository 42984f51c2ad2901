"""``python -m django migrate``: Django's own; on an empty database it takes seconds where that takes a minute."""

from typing import Any
from unittest import mock

from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS

from bodemplaat.foundation.tables.api import QuickExecutor, applied_migrations


class Command(migrate.Command):
    """Django's command, which is quick about an empty database and is itself about any other."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Bring the tables up to date."""
        database = options.get("database") or DEFAULT_DB_ALIAS
        if applied_migrations(database):
            super().handle(*args, **options)
            return
        with mock.patch.object(migrate, "MigrationExecutor", QuickExecutor):
            super().handle(*args, **options)
