"""The worker: killed between sending and noting it sends again under the same id; a slow receiver holds up nobody."""

import signal

import psycopg
from django.utils import timezone
from tests.database import TestDatabase
from tests.foundation.webhooks.conftest import client_of, hook_of, tell
from tests.receiver import a_receiver
from tests.workers import a_worker, eventually
from tests.world import World


def delivered(database: TestDatabase) -> int:
    with psycopg.connect(database.owner_url) as connection:
        row = connection.execute("SELECT count(delivered_at) FROM webhooks_webhookdelivery").fetchone()
    return int(row[0]) if row else 0


def no_longer_in_hand(database: TestDatabase) -> None:
    """As if the time in which a message counts as in hand had passed."""
    with psycopg.connect(database.owner_url) as connection:
        connection.execute("UPDATE webhooks_webhookdelivery SET sending_until = now()")


def test_killed_between_sending_and_noting_it_sends_again_under_the_same_id(
    committed_world: tuple[TestDatabase, World],
) -> None:
    database, world = committed_world
    with a_receiver() as receiver:
        receiver.seconds = 5
        hook_of(world, client_of(world), receiver.address)
        tell(world, timezone.now())
        with a_worker(database) as worker:
            assert receiver.came.wait(60)
            worker.send_signal(signal.SIGKILL)
            worker.wait()
        assert delivered(database) == 0
        receiver.seconds = 0
        no_longer_in_hand(database)
        with a_worker(database):
            eventually(lambda: delivered(database) == 1)
        first, second = receiver.got
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.body == second.body


def test_a_slow_receiver_holds_up_nobody(committed_world: tuple[TestDatabase, World]) -> None:
    """Eight messages for one that answers nothing: another gets all of its own before the first of those is given time enough."""
    database, world = committed_world
    with a_receiver() as slow, a_receiver() as quick:
        slow.seconds = 60
        for receiver in (slow, quick):
            hook_of(world, client_of(world), receiver.address)
        for _ in range(8):
            tell(world, timezone.now())
        with a_worker(database):
            assert slow.came.wait(60)
            eventually(lambda: len(quick.got) == 8, 9)
            assert len(slow.got) == 1, "one at a time for each"
