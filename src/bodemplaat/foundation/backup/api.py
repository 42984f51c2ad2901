"""The door of this room: making a backup, setting one up again, and what is known of both."""

from bodemplaat.foundation.backup.archive import read_through
from bodemplaat.foundation.backup.daily import keep_as, keep_in
from bodemplaat.foundation.backup.errors import BackupRefused
from bodemplaat.foundation.backup.making import Made, Progress, make_backup
from bodemplaat.foundation.backup.place import django_at
from bodemplaat.foundation.backup.queries import (
    LATE_AFTER,
    BackupView,
    RestorationView,
    last_backup,
    last_restoration,
    note_backup,
)
from bodemplaat.foundation.backup.restoring import Restored, restore_backup
from bodemplaat.foundation.backup.rotation import Rotation
from bodemplaat.foundation.backup.sealing import Opener, Seal
from bodemplaat.foundation.backup.tasks import on_failure

__all__ = [
    "LATE_AFTER",
    "BackupRefused",
    "BackupView",
    "Made",
    "Opener",
    "Progress",
    "RestorationView",
    "Restored",
    "Rotation",
    "Seal",
    "django_at",
    "keep_as",
    "keep_in",
    "last_backup",
    "last_restoration",
    "make_backup",
    "note_backup",
    "on_failure",
    "read_through",
    "restore_backup",
]
