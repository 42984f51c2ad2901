"""Jobs at a time of the Dutch day. The queue's own cron knows UTC only, and forgets what it missed by ten minutes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from procrastinate import App
from procrastinate.tasks import Task

ZONE = ZoneInfo("Europe/Amsterdam")


@dataclass(frozen=True, slots=True)
class Daily:
    """A job and the time of day, by the Dutch clock, at which it runs."""

    task: Task[..., Any, ...]
    at: time


@dataclass(frozen=True, slots=True)
class Often:
    """A job that runs again and again: after how many seconds, and whether there is anything to do."""

    task: Task[..., Any, ...]
    seconds: int
    when: Callable[[], bool]
    here: Callable[[], bool]


_daily: list[Daily] = []
_often: list[Often] = []


def daily(at: time) -> Callable[[Task[..., Any, ...]], Task[..., Any, ...]]:
    """Let a job run once every Dutch day at a time of the Dutch clock; it gets ``timestamp``, the moment it was due.

    A time that the clock skips in spring is taken when the clock has moved on; one that it shows twice in autumn is
    taken the first time. A worker that was away makes the last one good when it returns; several workers run it once.
    """

    def register(task: Task[..., Any, ...]) -> Task[..., Any, ...]:
        _daily.append(Daily(task, at))
        return task

    return register


def anywhere() -> bool:
    """What any worker can do, on whatever machine."""
    return True


def often(
    *, seconds: int, when: Callable[[], bool], here: Callable[[], bool] = anywhere
) -> Callable[[Task[..., Any, ...]], Task[..., Any, ...]]:
    """Let a job run every so many seconds in which ``when`` says that there is something to do, as near as the worker looks around.

    It gets ``timestamp``. Several workers run it once. What not every machine can do says by ``here`` whether this one can, and
    has a queue of its own: where it cannot, no job of that queue is taken.
    """

    def register(task: Task[..., Any, ...]) -> Task[..., Any, ...]:
        _often.append(Often(task, seconds, when, here))
        return task

    return register


def last_due(at: time, now: datetime) -> datetime:
    """The last moment (UTC), not after ``now``, at which the Dutch clock reached ``at``."""
    today = timezone.localdate(now, ZONE)
    for day in (today, today - timedelta(days=1)):
        due = datetime.combine(day, at.replace(fold=0), ZONE).astimezone(UTC)
        if due <= now:
            return due
    raise AssertionError("yesterday is always past")


async def defer_due(app: App, now: datetime) -> int:
    """Put every daily job that is due in the queue, once per moment however many workers call; returns how many were new."""
    due = [(each.task, int(last_due(each.at, now).timestamp())) for each in _daily]
    return sum([await _defer(app, task, "daily", moment) for task, moment in due])


async def defer_often(app: App, now: datetime) -> int:
    """The same for the jobs that run again and again, of those that have something to do."""
    second = int(now.timestamp())
    due = [(each.task, second - second % each.seconds) for each in _often if each.when()]
    return sum([await _defer(app, task, "often", moment) for task, moment in due])


def queues_of_others() -> frozenset[str]:
    """The queues with work that this machine cannot do."""
    return frozenset(each.task.queue for each in _often if not each.here())


async def _defer(app: App, task: Task[..., Any, ...], kind: str, moment: int) -> bool:
    job = task.configure(task_kwargs={"timestamp": moment}).job
    put = await app.job_manager.defer_periodic_job(job=job, periodic_id=kind, defer_timestamp=moment)
    return put is not None
