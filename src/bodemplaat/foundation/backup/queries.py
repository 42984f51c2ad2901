"""What is known of backups, and of the one that was set up here."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from bodemplaat.foundation.backup.making import Made
from bodemplaat.foundation.backup.models import BackupMade, Restoration

LATE_AFTER = timedelta(days=2)
"""A last backup older than this asks for attention."""


@dataclass(frozen=True, slots=True)
class BackupView:
    """The last backup that was made and read back: of which moment, its file name, its size in bytes, its rows."""

    moment: datetime
    file: str
    size: int
    rows: int
    is_sealed: bool


@dataclass(frozen=True, slots=True)
class RestorationView:
    """A backup that was set up here: ``moment`` is what it is of, ``restored_at`` when that was."""

    id: UUID
    moment: datetime
    restored_at: datetime


def last_backup() -> BackupView | None:
    """The last good backup, or ``None``. About the installation, and says nothing of anybody's records."""
    row = BackupMade.objects.order_by("-moment").first()
    return BackupView(row.moment, row.file, row.size, row.rows, row.is_sealed) if row else None


def last_restoration() -> RestorationView | None:
    """The backup that was set up here last, or ``None`` where that never happened."""
    row = Restoration.objects.order_by("-restored_at").first()
    return RestorationView(row.id, row.moment, row.restored_at) if row else None


def note_backup(made: Made) -> None:
    """Write down a good backup, connected as the owner of the tables."""
    BackupMade.objects.create(
        moment=made.moment, file=made.file.name, size=made.size, rows=made.rows, is_sealed=made.is_sealed
    )
