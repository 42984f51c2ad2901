"""The jobs of this room."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, time
from typing import Final

from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from bodemplaat.foundation.database.api import EMBEDDED
from bodemplaat.foundation.outbox.api import daily
from bodemplaat.kernel import Said, say

TRIED_AGAIN: Final = 3
SECONDS_BETWEEN: Final = 600
NO_REASON: Final = say(
    "It stopped without saying why. Ask who keeps the server to look in the log of the worker, and have a backup made."
)

Hearer = Callable[[Said, datetime], object]
"""Called with why the backup of a day was not made, and when that was."""

_hearers: Final[list[Hearer]] = []


class NotKept(RuntimeError):
    """The backup of today failed; the message is what it said."""


def on_failure(hearer: Hearer) -> None:
    """Let somebody hear of a backup that was not made, once it is not tried again."""
    _hearers.append(hearer)


@daily(time(3, 15))
@app.task(
    name="backup.daily",
    queue="backup",
    pass_context=True,
    retry=RetryStrategy(max_attempts=TRIED_AGAIN, wait=SECONDS_BETWEEN),
)
def keep(context: JobContext, timestamp: int) -> None:
    """Keep a backup of today, in a process of its own: the worker never learns the password of the tables' owner."""
    if not os.environ.get(EMBEDDED):
        return
    command = [sys.executable, "-m", "django", "keep_backup"]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return
    if context.job is None or context.job.attempts >= TRIED_AGAIN:
        for hearer in _hearers:
            hearer(_reason_in(done.stdout), timezone.now())
    raise NotKept(done.stderr.strip()[-500:])


def _reason_in(printed: str) -> Said:
    """What ``keep_backup`` printed of its refusal: a marked text and the values of its places."""
    try:
        refusal = json.loads(printed)
        return Said(str(refusal["text"]), refusal["values"])
    except (KeyError, TypeError, ValueError):
        return NO_REASON
