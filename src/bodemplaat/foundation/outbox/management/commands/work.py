"""``python -m django work``: run the jobs of the queue until stopped."""

import asyncio
import signal
from argparse import ArgumentParser

from django.core.management.base import BaseCommand
from procrastinate.contrib.django import app

from bodemplaat.foundation.outbox.worker import STALLED_AFTER, work


class Command(BaseCommand):
    """Deliver announcements, send mail and do what is due, until SIGTERM or Ctrl-C."""

    help = "Do the jobs of the queue: deliveries, mail and daily work."
    requires_system_checks: list[str] = []  # a database that is away is waited for

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How long a silent worker counts as alive."""
        parser.add_argument(
            "--stalled-after",
            type=float,
            default=STALLED_AFTER,
            help="seconds after which the jobs of a silent worker are taken up (default: %(default)s)",
        )

    def handle(self, *args: object, **options: object) -> None:
        """Work."""
        asyncio.run(_until_told(float(str(options["stalled_after"]))))


async def _until_told(stalled_after: float) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await work(app, stop=stop, stalled_after=stalled_after)
