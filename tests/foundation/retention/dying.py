"""``python -m tests.foundation.retention.dying ORGANISATION PROPOSAL MOMENT WORDS``: destroys, and dies at a statement with WORDS.

It kills itself with signal 9 right after that statement was carried out; without such words it works to the end.
"""

import os
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

import django

django.setup()

from django.db import connection  # noqa: E402

from bodemplaat.foundation.retention import api as retention  # noqa: E402

ORGANISATION, PROPOSAL, MOMENT, WORDS = sys.argv[1:]


def dying(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    """Carry a statement out, and die of the one that was asked for."""
    answer = execute(sql, params, many, context)
    if WORDS and WORDS in sql:
        os.kill(os.getpid(), signal.SIGKILL)
    return answer


with connection.execute_wrapper(dying):
    retention.destroy_confirmed(
        actor=retention.working_for(UUID(ORGANISATION)),
        proposal=UUID(PROPOSAL),
        at=datetime.fromisoformat(MOMENT),
    )
