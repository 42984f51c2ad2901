"""What ``benchmarks.against`` measures, written so that an earlier commit can run it too: through doors and pages only.

Started by path in the folder of either side: it founds a world in a database of its own, says that it is ready, and does
a round for each line it reads. A round is a few acts with the bare limit after them.
"""

import json
import os
import resource
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bodemplaat.project.settings_test")
django.setup()

from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402
from tests.database import TestServer, pointed_at  # noqa: E402
from tests.world import IBANS, MONDAY, TODAY, World, journey  # noqa: E402

from bodemplaat.capabilities.claims import api as claims  # noqa: E402
from bodemplaat.foundation.access.models import User  # noqa: E402

ACTS = 8
LISTED = 30


class Act:
    """What is done in a round: on a claim that is made ready outside the measured time, or on nothing."""

    def __init__(
        self, work: Callable[[uuid.UUID], object], ready: Callable[[], uuid.UUID] | None = None
    ) -> None:
        self._work, self._ready = work, ready
        self._waiting: list[uuid.UUID] = []

    def prepare(self, count: int) -> None:
        """Make ready what so many acts need."""
        self._waiting = [self._ready() if self._ready else uuid.uuid4() for _ in range(count)]

    def __call__(self) -> object:
        """Do it once."""
        return self._work(self._waiting.pop())


class Way:
    """A claim of one journey on its way; each is on another day or of another distance than the one before."""

    def __init__(self, world: World) -> None:
        self.world, self._made = world, 0

    def draft(self) -> uuid.UUID:
        """Started and filled in: two commands."""
        anna, number = self.world.first.anna, self._made
        self._made += 1
        line = journey(str(10 + number // 60), day=TODAY - timedelta(days=1 + number % 60))
        claim = claims.start_claim(actor=anna, key=uuid.uuid4().hex, at=MONDAY)
        content = claims.Content("Dienstreis", IBANS[1], (line,))
        claims.save_draft(actor=anna, claim=claim, content=content, at=MONDAY)
        return claim

    def hand_in(self, claim: uuid.UUID) -> uuid.UUID:
        """Handed in: one command."""
        claims.submit_claim(actor=self.world.first.anna, claim=claim, key="k", at=MONDAY)
        return claim

    def approve(self, claim: uuid.UUID) -> uuid.UUID:
        """Approved by the manager: one command."""
        claims.approve_claim(actor=self.world.first.jan, claim=claim, at=MONDAY)
        return claim

    def at_the_desk(self, claim: uuid.UUID) -> None:
        """Taken, booked and approved by a clerk: three commands."""
        clerk = self.world.clerk
        claims.take_claim(actor=clerk, claim=claim, at=MONDAY)
        claims.book_claim(actor=clerk, claim=claim, bookings={0: ("0.4", "6100")}, at=MONDAY)
        claims.approve_claim(actor=clerk, claim=claim, at=MONDAY)


def measured(name: str, world: World) -> tuple[Act, int]:
    """The act of that name, and how many rows it writes: what the bare limit writes as well."""
    way = Way(world)
    acts = {
        "submit": (Act(lambda _: way.hand_in(way.draft())), 14),
        "hand_in": (Act(way.hand_in, way.draft), 10),
        "approve": (Act(way.approve, lambda: way.hand_in(way.draft())), 6),
        "desk": (Act(way.at_the_desk, lambda: way.approve(way.hand_in(way.draft()))), 14),
        "home_page": (Act(lambda _: employee.get(reverse("selfservice:home"))), 0),
        "list_page": (Act(lambda _: controller.get(reverse("board:claims"))), 0),
        "overview_page": (Act(lambda _: controller.get(reverse("board:overview"))), 0),
    }
    if name.endswith("_page"):
        for _ in range(LISTED):
            way.hand_in(way.draft())
    employee, controller = (signed_in(world.first.anna.user_id), signed_in(world.first.carla.user_id))
    return acts[name]


def signed_in(user: int | None) -> Client:
    """A client that has signed in."""
    client = Client()
    client.force_login(User.objects.get(pk=user))
    return client


def bare(rows: int) -> Act:
    """One transaction that writes as many rows with plain SQL (or reads one): no policies, no history, no checks."""

    def work(_: uuid.UUID) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("CREATE TEMP TABLE IF NOT EXISTS bare (id uuid PRIMARY KEY, at timestamptz)")
            cursor.execute(
                "INSERT INTO bare SELECT gen_random_uuid(), now() FROM generate_series(1, %s)", [rows]
            )

    return Act(work)


def main(name: str) -> None:
    """Answer each line with what the act and the bare limit took, per act."""
    with founded() as world:
        act, rows = measured(name, world)
        limit = bare(rows)
        for each in (act, limit):
            taken(each)
        print("ready", flush=True)
        for _ in sys.stdin:
            print(json.dumps([taken(act), taken(limit)]), flush=True)


@contextmanager
def founded() -> Iterator[World]:
    """A cooperation in a database of its own, dropped afterwards."""
    server = TestServer.started()
    database = server.clone()
    try:
        with pointed_at(database.url):
            world = World.founded()
            world.submitted(world.first.anna, journey())
            yield world
    finally:
        server.drop(database)


def taken(act: Act) -> tuple[float, float, int]:
    """Processor and wall milliseconds per act, and the statements of one."""
    act.prepare(ACTS + 1)
    with CaptureQueriesContext(connection) as queries:
        act()
    session: int = connection.connection.info.backend_pid
    processor, wall = processor_of(session), time.perf_counter()
    for _ in range(ACTS):
        act()
    wall = time.perf_counter() - wall
    return (processor_of(session) - processor) / ACTS * 1000, wall / ACTS * 1000, len(queries)


def processor_of(session: int) -> float:
    """Seconds of processor time so far: of this process and of its database session."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    run = Path(f"/proc/{session}/schedstat").read_text().split()[0]
    return own.ru_utime + own.ru_stime + int(run) / 1e9


if __name__ == "__main__":
    main(sys.argv[1])
