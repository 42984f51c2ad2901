"""``python -m tests.foundation.backup.dying backup|restore URL FILE WHAT TABLE``: stops, to be killed, at a step and table."""

import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import django

django.setup()

from bodemplaat.foundation.backup.api import make_backup, restore_backup  # noqa: E402

ACT, URL, FILE, WHAT, TABLE = sys.argv[1:]


def stop(what: str, table: str, done: int, of: int) -> None:
    """Say that we are there, and wait."""
    if (str(what), table) == (WHAT, TABLE):
        sys.stdout.write("here\n")
        sys.stdout.flush()
        time.sleep(600)


if ACT == "backup":
    make_backup(URL, Path(FILE), progress=stop)
else:
    restore_backup(URL, Path(FILE), at=datetime.now(UTC), progress=stop)
