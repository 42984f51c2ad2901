"""The jobs of this room."""

import os
import subprocess
import sys
from datetime import time

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from bodemplaat.foundation.database.api import EMBEDDED
from bodemplaat.foundation.outbox.api import daily


class NotKept(RuntimeError):
    """The backup of today failed; the message is what it said."""


@daily(time(3, 15))
@app.task(name="backup.daily", queue="backup", retry=RetryStrategy(max_attempts=3, wait=600))
def keep(timestamp: int) -> None:
    """Keep a backup of today, in a process of its own: the worker never learns the password of the tables' owner."""
    if not os.environ.get(EMBEDDED):
        return
    command = [sys.executable, "-m", "django", "keep_backup"]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise NotKept(done.stderr.strip()[-500:])
