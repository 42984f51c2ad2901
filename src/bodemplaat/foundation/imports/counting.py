"""How far a founding is, told while its transaction runs: over a connection of its own, so that pages see it."""

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Final
from uuid import UUID

from django.db import DatabaseError, connection, connections

from bodemplaat.foundation.imports.models import Import
from bodemplaat.foundation.tenancy.api import Actor, entered, kind_of

PAUSE: Final = 0.3
"""Seconds between two times that it is told; a page looks each second."""

_log = logging.getLogger(__name__)


@contextmanager
def telling_how_far(*, actor: Actor, together: UUID) -> Iterator[Callable[[str, int], None]]:
    """Give something to call with a file and how many of its lines are done. It never waits and never fails.

    The transaction that founds must not touch the rows of the files that it founds from before the end of this.
    """
    counts: dict[str, int] = {}
    last, writing = 0.0, Future[None]()
    writing.set_result(None)

    def tell(file_name: str, lines: int) -> None:
        nonlocal last, writing
        counts[file_name] = lines
        if writing.done() and time.monotonic() - last >= PAUSE:
            last = time.monotonic()
            writing = beside.submit(_write, actor, together, dict(counts))

    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="how far") as beside:
        try:
            yield tell
        finally:
            beside.submit(connections.close_all)


def _write(actor: Actor, together: UUID, counts: Mapping[str, int]) -> None:
    try:
        with entered(actor):
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '1s'")
            rows = Import.records.of(actor).filter(together=together, state=Import.State.FOUNDING)
            for name, lines in counts.items():
                rows.filter(file_name=name[-120:]).exclude(lines_done=lines).update(lines_done=lines)
    except DatabaseError as error:
        _log.warning("how far a founding is could not be told: %s", kind_of(error))
