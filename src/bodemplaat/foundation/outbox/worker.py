"""The worker: runs the queued jobs, goes on after the database was away, and takes over the jobs of a dead worker.

The queue's own worker ends when its database does, never runs a job again whose worker was killed, and lends its
connection to the jobs, so that a job put in the queue within a transaction would not be part of it. Here the queue
is read over connections of its own, and ``App`` and its tasks keep Django's.

A worker that is frozen or cut off from the network is not dead: its connections stay, and what it locked stays locked.
So the server ends a transaction in which a worker has been silent too long.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import psycopg
from django.db.backends.signals import connection_created
from django.utils import timezone
from procrastinate import App, exceptions
from procrastinate.contrib.django import DjangoApp
from procrastinate.contrib.django.utils import connector_params
from procrastinate.jobs import Job, Status
from procrastinate.psycopg_connector import PsycopgConnector
from psycopg import sql

from bodemplaat.foundation.outbox.schedule import defer_due, defer_often, queues_of_others
from bodemplaat.foundation.tenancy.api import kind_of

MAIL = "mail"
"""A queue with a worker of its own: a mail server that is silent keeps nothing else waiting."""
WEBHOOKS = "webhooks"
"""Another: receivers are others' systems, and may be slow."""
AT_ONCE = 2
RECEIVERS_AT_ONCE = 6
STALLED_AFTER = 30.0
"""Seconds without a sign of life after which the jobs of a worker are taken up by another."""
MOST_ATTEMPTS = 20
"""A job that ends its worker time after time is set aside."""
SILENT_IN_A_JOB = 4
"""How many times as long a job may compute in the middle of a transaction before the server ends it."""
LONGEST_PAUSE = 10.0
SECONDS_TO_CONNECT = 10.0
SECONDS_TO_FINISH = 30.0

_log = logging.getLogger(__name__)


async def work(app: App, *, stop: asyncio.Event, stalled_after: float = STALLED_AFTER) -> None:
    """Do jobs until ``stop`` is set. Errors of the database are logged and outlived."""
    limited = _limiting(SILENT_IN_A_JOB * stalled_after)
    connection_created.connect(limited, weak=False)
    try:
        await _work_until(app, stop, stalled_after)
    finally:
        connection_created.disconnect(limited)


async def _work_until(app: App, stop: asyncio.Event, stalled_after: float) -> None:
    pause = 0.2
    while not stop.is_set():
        began = time.monotonic()
        working = asyncio.create_task(_work_while_connected(app, stalled_after))
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait([working, stopping], return_when=asyncio.FIRST_COMPLETED)
        working.cancel()
        try:
            await working
        except asyncio.CancelledError:
            break
        except Exception as error:  # whatever it was, there is work to do
            _log.warning("the worker starts again after %s", kind_of(error))
        finally:
            stopping.cancel()
        if time.monotonic() - began > 60:
            pause = 0.2
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), pause)
        pause = min(pause * 2, LONGEST_PAUSE)


async def _work_while_connected(app: App, stalled_after: float) -> None:
    """Work until the database goes away or a part ends by itself."""
    here = DjangoApp(connector=queue_connector(stalled_after))
    here.tasks = app.tasks
    others = sorted({task.queue for task in app.tasks.values()} - {MAIL, WEBHOOKS} - queues_of_others())
    async with here.open_async():
        await asyncio.wait_for(_take_up_stalled(here, stalled_after), SECONDS_TO_CONNECT)
        await _first_to_end(
            _worker(here, [MAIL], stalled_after),
            _worker(here, [WEBHOOKS], stalled_after, at_once=RECEIVERS_AT_ONCE),
            _worker(here, others, stalled_after),
            _again_and_again(lambda: _take_up_stalled(here, stalled_after), stalled_after / 2),
            _again_and_again(lambda: defer_due(here, timezone.now()), stalled_after / 2),
            _again_and_again(lambda: defer_often(here, timezone.now()), stalled_after / 2),
        )


def queue_connector(stalled_after: float) -> PsycopgConnector:
    """Connections for the queue. It never computes within a transaction: who does is frozen or cut off."""

    async def limited(session: psycopg.AsyncConnection[Any]) -> None:
        await session.execute(_limit(stalled_after))
        if not session.autocommit:
            await session.commit()

    return PsycopgConnector(
        kwargs={"connect_timeout": 5, **connector_params("default")},
        configure=limited,
        timeout=SECONDS_TO_CONNECT,
        min_size=1,
        max_size=2 * AT_ONCE + RECEIVERS_AT_ONCE + 6,
    )


def _limiting(seconds: float) -> Callable[..., None]:
    """Limit what jobs connect to Django's database."""

    def limited(*, connection: Any, **_: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute(_limit(seconds))

    return limited


def _limit(seconds: float) -> sql.Composed:
    return sql.SQL("SET idle_in_transaction_session_timeout = {}").format(round(seconds * 1000))


def _worker(here: App, queues: list[str], stalled_after: float, *, at_once: int = AT_ONCE) -> Awaitable[None]:
    return here.run_worker_async(
        queues=queues,
        name=queues[0],
        concurrency=at_once,
        install_signal_handlers=False,
        update_heartbeat_interval=stalled_after / 3,
        stalled_worker_timeout=stalled_after,
        shutdown_graceful_timeout=SECONDS_TO_FINISH,
    )


async def _first_to_end(*parts: Awaitable[None]) -> None:
    """Run all until one ends, then end all; raises what the first raised."""
    tasks = [asyncio.ensure_future(part) for part in parts]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()


async def _again_and_again(act: Callable[[], Awaitable[object]], pause: float) -> None:
    """Each by itself: what waits for somebody keeps nothing else waiting."""
    while True:
        await act()
        await asyncio.sleep(pause)


async def _take_up_stalled(here: App, stalled_after: float) -> None:
    """Put the jobs of workers without a sign of life back in the queue; their locks come free with them."""
    for job in await here.job_manager.get_stalled_jobs(seconds_since_heartbeat=stalled_after):
        with suppress(exceptions.ConnectorException):  # a colleague was first
            await _take_up(here, job)


async def _take_up(here: App, job: Job) -> None:
    if job.attempts >= MOST_ATTEMPTS:
        _log.error(
            "job %s (%s) ended its worker %d times and is set aside", job.id, job.task_name, job.attempts
        )
        await here.job_manager.finish_job(job=job, status=Status.FAILED, delete_job=False)
    else:
        _log.warning("job %s (%s) is taken up again: its worker died", job.id, job.task_name)
        await here.job_manager.retry_job(job)
