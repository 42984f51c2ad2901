"""The daily backup of the PostgreSQL that Bodemplaat brings itself: a folder in which days and weeks take turns."""

import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from django.db import ProgrammingError

from bodemplaat.foundation.backup.making import Made, Progress, make_backup
from bodemplaat.foundation.backup.place import django_at
from bodemplaat.foundation.backup.queries import note_backup
from bodemplaat.foundation.backup.rotation import Rotation, name_of, tidy
from bodemplaat.foundation.backup.sealing import Seal
from bodemplaat.foundation.database.api import EMBEDDED, Cluster, Purpose, owner_url

FOLDER = "BODEMPLAAT_BACKUPS"
RECIPIENTS = "BODEMPLAAT_BACKUP_RECIPIENTS"


def keep_as(
    url: str,
    target: Path,
    *,
    seal: Seal | None = None,
    replace: bool = False,
    environment: Mapping[str, str] = os.environ,
    progress: Progress = lambda what, table, done, of: None,
) -> Made:
    """Make a backup (see ``make_backup``) and note in the database that there is one."""
    made = make_backup(url, target, seal=seal, replace=replace, environment=environment, progress=progress)
    with django_at(url), suppress(ProgrammingError):  # tables of an older version have no place for it
        note_backup(made)
    return made


def keep_in(
    url: str,
    folder: Path,
    *,
    rotation: Rotation | None = None,
    seal: Seal | None = None,
    environment: Mapping[str, str] = os.environ,
    progress: Progress = lambda what, table, done, of: None,
) -> tuple[Made, tuple[Path, ...]]:
    """Make a backup in a folder, note it, and remove those whose turn is over; returns it and what was removed.

    ``url`` is that of the role that owns the tables. Nothing is removed before the new one is whole. Raises
    ``BackupRefused``.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = folder / name_of(datetime.now(UTC))
    made = keep_as(url, target, seal=seal, environment=environment, progress=progress)
    return made, tidy(folder, rotation)


def keep_embedded(environment: Mapping[str, str] = os.environ) -> Made | None:
    """The backup of today of our own PostgreSQL; ``None`` on a server of others, who keep their own.

    A server that died is not started here: whoever started it does, and the job tries again. Raises ``ServerFailed``.
    """
    purpose = environment.get(EMBEDDED, "")
    if not purpose:
        return None
    cluster = Cluster.running(Purpose(purpose))
    folder = Path(environment.get(FOLDER, "").strip() or cluster.folder / "backups").expanduser()
    recipients = tuple(environment.get(RECIPIENTS, "").split())
    seal = Seal(recipients=recipients) if recipients else None
    made, _ = keep_in(owner_url(cluster), folder, seal=seal, environment=environment)
    return made
