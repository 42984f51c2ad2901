"""What ``benchmarks.against`` measures, written so that an earlier commit can run it too: through doors and pages only.

Started by path in the folder of either side: it founds a world in a database of its own, says that it is ready, and does
a round for each line it reads. A round is a few acts with the bare limit after them.
"""

import json
import os
import random
import resource
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import islice
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bodemplaat.project.settings_test")
django.setup()

from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402
from tests.capabilities.payments import bank  # noqa: E402
from tests.capabilities.payments import world as paying  # noqa: E402
from tests.database import TestServer, pointed_at  # noqa: E402
from tests.world import IBANS, MONDAY, TODAY, World, journey  # noqa: E402

from bodemplaat.capabilities.claims import api as claims  # noqa: E402
from bodemplaat.capabilities.payments import api as payments  # noqa: E402
from bodemplaat.foundation.access.models import User  # noqa: E402

ACTS = 8
HEAVY = 1
"""Acts in a round of what is done by the thousand."""
LISTED = 30
PAYMENTS = int(os.environ.get("ROUND_PAYMENTS", "10000"))
DIVISIONS, CASES, EVENTS, DRAWS = (
    int(os.environ.get(f"ROUND_{name}", usual))
    for name, usual in (("DIVISIONS", 20_000), ("CASES", 100_000), ("EVENTS", 50_000), ("DRAWS", 500))
)

OF_MONEY = frozenset({"ask_payments", "batch", "statement", "statement_again"})
BY_THE_THOUSAND = OF_MONEY | {"divide", "reciprocal", "clock", "measure_log", "plan"}


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


class Money:
    """Payments by the thousand, from being asked for to being told of by the bank; every act has its own."""

    def __init__(self) -> None:
        payments.register_outcomes(paying.SOURCE, paying.Ear())
        self.k5 = paying.cooperation(accounts={"Nederlek": paying.NEDERLEK})
        self._payer = self.k5.municipalities["Nederlek"]
        self._batch: uuid.UUID | None = None
        self._files: dict[uuid.UUID, bytes] = {}
        self._read = b""

    def wanted(self) -> uuid.UUID:
        """What is to be asked for."""
        self._wanted = [paying.request(self._payer.organisation_id, "12.34") for _ in range(PAYMENTS)]
        return uuid.uuid4()

    def ask(self, _: uuid.UUID) -> None:
        """All of it, in one command."""
        payments.request_payments(actor=self._payer, requests=self._wanted, at=paying.NOW)

    def asked(self) -> uuid.UUID:
        """Asked for already; those of one act at a time, for a batch takes all that waits."""
        self.ask(self.wanted())
        return uuid.uuid4()

    def make_and_release(self, _: uuid.UUID) -> uuid.UUID:
        """A batch of all that waits, and its file."""
        batch = self.k5.make(key=uuid.uuid4().hex)
        payments.release_batch(actor=self.k5.bert, batch=batch, at=paying.LATER)
        return batch

    def told(self) -> uuid.UUID:
        """The bank's statement of a batch that was released."""
        file = payments.batch_file(actor=self.k5.bert, batch=self.make_and_release(self.asked()))[2]
        sent = bank.sent(file, paying.NEDERLEK)
        key = uuid.uuid4()
        entries = [bank.booked(each, f"{key.hex[:8]}{number}") for number, each in enumerate(sent)]
        self._files[key] = bank.bank_file(bank.statement(*entries, account=paying.NEDERLEK))
        return key

    def read(self, key: uuid.UUID) -> uuid.UUID:
        """Read, matched, stored and paid."""
        at = getattr(paying, "READ", paying.LATER)  # of an earlier commit
        payments.upload_statement(actor=self.k5.anna, name="a.xml", content=self._files[key], at=at)
        return key

    def told_and_read(self) -> uuid.UUID:
        """Read once already."""
        return self.read(self.told())


def of_money() -> dict[str, Act]:
    """What is done with payments by the thousand."""
    money = Money()
    return {
        "ask_payments": Act(money.ask, money.wanted),
        "batch": Act(money.make_and_release, money.asked),
        "statement": Act(money.read, money.told),
        "statement_again": Act(money.read, money.told_and_read),
    }


def of_engines() -> dict[str, Act]:
    """What is worked out by the thousand, as the benchmarks of either side invent it."""
    from benchmarks import clock, costing, euro, measure, planning  # of the folder of this side  # noqa: PLC0415

    source = random.Random(1)
    divisions = [
        (source.randrange(1, 10**9), [source.randrange(1, 10**5) for _ in range(4)]) for _ in range(DIVISIONS)
    ]
    cases = clock.side_by_side(clock.invented(CASES), clock.NORMS[0])
    hours = clock.OpeningHours.always(clock.WeekPattern.weekdays("09:00-12:30", "13:00-17:00"))
    calendar = clock.Calendar(hours, clock.Period(clock.date(2018, 1, 1), clock.date(2027, 1, 1)))
    plan, model = planning.invented(), costing.reciprocal_model()
    log = Path(tempfile.mkdtemp()) / "log.csv"
    with log.open("w") as file:
        file.write("case,activity,time,customer\n")
        file.writelines(islice(measure.rows(), EVENTS))

    def read_log(_: uuid.UUID) -> None:
        question = measure.understand(None, measure.ASKED)
        open_log = getattr(measure, "InputFile", None)  # an earlier commit takes the path
        observed = measure.observe(open_log.at(log) if open_log else log, question, lambda done, whole: None)
        measure.measure(observed, question)

    return {
        "divide": Act(lambda _: euro.seconds(euro.divide, divisions)),
        "reciprocal": Act(lambda _: costing.share_overhead(model)),
        "clock": Act(lambda _: clock.reckon_many(cases, norm=clock.NORMS[0], calendar=calendar)),
        "measure_log": Act(read_log),
        "plan": Act(lambda _: planning.simulate(plan, draws=DRAWS, seed=1)),
    }


def measured(name: str, world: World) -> tuple[Act, int]:
    """The act of that name, and how many rows it writes: what the bare limit writes as well."""
    if name in BY_THE_THOUSAND:
        rows = {"ask_payments": PAYMENTS * 2, "batch": PAYMENTS * 4, "statement": PAYMENTS * 3}.get(name, 0)
        return (of_money() if name in OF_MONEY else of_engines())[name], rows
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
        count = HEAVY if name in BY_THE_THOUSAND else ACTS
        for each in (act, limit):
            taken(each, count)
        print("ready", flush=True)
        for _ in sys.stdin:
            print(json.dumps([taken(act, count), taken(limit, count)]), flush=True)


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


def taken(act: Act, count: int) -> tuple[float, float, int]:
    """Processor and wall milliseconds per act, and the statements of one."""
    act.prepare(1)
    with CaptureQueriesContext(connection) as queries:
        act()
    statements = len(queries)  # before a page empties the list
    session: int = connection.connection.info.backend_pid
    act.prepare(count)
    processor, wall = processor_of(session), time.perf_counter()
    for _ in range(count):
        act()
    wall = time.perf_counter() - wall
    return (processor_of(session) - processor) / count * 1000, wall / count * 1000, statements


def processor_of(session: int) -> float:
    """Seconds of processor time so far: of this process and of its database session."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    run = Path(f"/proc/{session}/schedstat").read_text().split()[0]
    return own.ru_utime + own.ru_stime + int(run) / 1e9


if __name__ == "__main__":
    main(sys.argv[1])
