"""``python -m django keep_backup``: the daily backup of our own PostgreSQL, as the worker asks for it."""

import json
import os

from django.core.management.base import BaseCommand, CommandError

from bodemplaat.foundation.backup.daily import keep_embedded
from bodemplaat.foundation.backup.errors import BackupRefused
from bodemplaat.foundation.database.api import DatabaseTrouble


class Command(BaseCommand):
    """Keep one, and remove those whose turn is over."""

    help = "Make the daily backup of the PostgreSQL that Bodemplaat brings itself."
    requires_system_checks: list[str] = []

    def handle(self, *args: object, **options: object) -> None:
        """Keep it, behind whoever works on the site; a refusal goes to the worker as JSON, and in words to its log."""
        os.nice(10)
        try:
            keep_embedded()
        except (BackupRefused, DatabaseTrouble) as refused:
            said = refused.findings[0].said
            values = {
                name: value if isinstance(value, int) else str(value) for name, value in said.values.items()
            }
            self.stdout.write(json.dumps({"text": str(said), "values": values}))
            raise CommandError(str(refused)) from None
