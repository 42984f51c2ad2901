"""The worker: what a killed one left is done by the next, once; a database that was away is outlived."""

import asyncio
import signal
from pathlib import Path

import django.db
import psycopg
import pytest
from tests.database import TestDatabase
from tests.mail_server import mail_server
from tests.workers import a_worker, eventually
from tests.world import World

from bodemplaat.foundation.notices.api import notify
from bodemplaat.foundation.outbox.api import Announcement, publish
from bodemplaat.foundation.outbox.worker import queue_connector
from bodemplaat.foundation.tenancy.api import Actor, entered

SLOW = "tests.foundation.outbox.slow.apps.SlowConfig"


def told(world: World, cause: str = "00000000-0000-0000-0000-000000000001") -> None:
    """Anna gets a notice, and a job to mail it."""
    actor = Actor.system(world.first.id)
    with entered(actor):
        notify(
            actor=actor,
            person=world.first.anna.person,
            organisation=world.first.id,
            cause=cause,  # type: ignore[arg-type]
            subject="Hello",
            values={},
            at=world.at,
        )


def jobs(database: TestDatabase, task: str) -> list[tuple[str, int]]:
    """Status and number of earlier attempts of each job of a kind."""
    with psycopg.connect(database.owner_url) as connection:
        rows = connection.execute(
            "SELECT status::text, attempts FROM procrastinate_jobs WHERE task_name = %s ORDER BY id", [task]
        ).fetchall()
    return [(str(status), int(attempts)) for status, attempts in rows]


def mailed(database: TestDatabase) -> int:
    with psycopg.connect(database.owner_url) as connection:
        row = connection.execute("SELECT count(mailed_at) FROM notices_notice").fetchone()
    return int(row[0]) if row else 0


def test_a_worker_killed_while_it_mails_loses_no_mail(committed_world: tuple[TestDatabase, World]) -> None:
    database, world = committed_world
    with mail_server() as server:
        server.silent = True
        told(world)
        with a_worker(database, mail_port=server.port) as worker:
            assert server.connected.wait(60), "the worker came to mail"
            worker.send_signal(signal.SIGKILL)
            worker.wait()
        assert jobs(database, "notices.mail") == [("doing", 0)], "as the dead one left it"
        server.silent = False
        with a_worker(database, mail_port=server.port):
            eventually(lambda: mailed(database) == 1)
            eventually(lambda: [status for status, _ in jobs(database, "notices.mail")] == ["succeeded"])
        assert len(server.mails) == 1


def test_a_mail_that_went_out_at_the_moment_of_death_can_be_told_from_a_second(
    committed_world: tuple[TestDatabase, World],
) -> None:
    database, world = committed_world
    with mail_server() as server:
        server.stuck = True
        told(world)
        with a_worker(database, mail_port=server.port) as worker:
            assert server.taken.wait(60)
            worker.kill()
            worker.wait()
        server.stuck = False
        with a_worker(database, mail_port=server.port):
            eventually(lambda: mailed(database) == 1)
        first, second = server.mails
    assert first["Message-ID"] == second["Message-ID"] != None  # noqa: E711


def test_a_worker_killed_while_it_delivers_delivers_nothing_twice_and_nothing_never(
    committed_world: tuple[TestDatabase, World], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database, world = committed_world
    lasts = tmp_path / "lasts"
    lasts.touch()
    monkeypatch.setenv("TEST_SLOW", str(lasts))
    actor = Actor.system(world.first.id)
    payload = {"person": str(world.first.anna.person), "organisation": str(world.first.id)}
    with entered(actor):
        publish(actor, Announcement("test.slow", world.first.id, payload), at=world.at)
    with mail_server() as server:
        with a_worker(database, mail_port=server.port, tasks=SLOW) as worker:
            eventually(lasts.with_suffix(".begun").exists)
            assert jobs(database, "notices.mail") == [], (
                "what a delivery asks for comes with it, or not at all"
            )
            worker.kill()
            worker.wait()
        lasts.unlink()
        with a_worker(database, mail_port=server.port, tasks=SLOW):
            eventually(lambda: len(server.mails) == 1)
            eventually(lambda: [s for s, _ in jobs(database, "outbox.deliver")][-1] == "succeeded")
        assert [mail["Subject"] for mail in server.mails] == ["slow"]


def test_a_silent_mail_server_keeps_nothing_else_waiting_and_the_mail_is_tried_again(
    committed_world: tuple[TestDatabase, World], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database, world = committed_world
    monkeypatch.setenv("TEST_SLOW", str(tmp_path / "never"))
    with mail_server() as server:
        server.silent = True
        for n in range(6):
            told(world, f"00000000-0000-0000-0000-{n:012d}")
        with a_worker(database, mail_port=server.port, tasks=SLOW):
            assert server.connected.wait(60)
            actor = Actor.system(world.first.id)
            payload = {"person": str(world.first.bert.person), "organisation": str(world.first.id)}
            with entered(actor):
                publish(actor, Announcement("test.slow", world.first.id, payload), at=world.at)
            eventually(lambda: [s for s, _ in jobs(database, "outbox.deliver")] == ["succeeded"], seconds=15)
            assert mailed(database) == 0
            eventually(lambda: any(attempts for _, attempts in jobs(database, "notices.mail")))
            server.silent = False
            eventually(lambda: mailed(database) >= 1, seconds=60)


def test_a_frozen_worker_keeps_nothing_waiting(
    committed_world: tuple[TestDatabase, World], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped, not dead: its connections stay, and with them the transaction that it is in the middle of."""
    database, world = committed_world
    lasts = tmp_path / "lasts"
    lasts.touch()
    monkeypatch.setenv("TEST_SLOW", str(lasts))
    actor = Actor.system(world.first.id)
    payload = {"person": str(world.first.anna.person), "organisation": str(world.first.id)}
    with entered(actor):
        publish(actor, Announcement("test.slow", world.first.id, payload), at=world.at)
    with mail_server() as server:
        with a_worker(database, mail_port=server.port, tasks=SLOW) as frozen:
            eventually(lasts.with_suffix(".begun").exists)
            frozen.send_signal(signal.SIGSTOP)
            lasts.unlink()
            with a_worker(database, mail_port=server.port, tasks=SLOW):
                eventually(lambda: len(server.mails) == 1)
                frozen.send_signal(signal.SIGCONT)
                eventually(lambda: {s for s, _ in jobs(database, "outbox.deliver")} == {"succeeded"})
        assert [mail["Subject"] for mail in server.mails] == ["slow"]


def test_dead_jobs_are_taken_up_while_the_daily_ones_wait_for_somebody(
    committed_world: tuple[TestDatabase, World],
) -> None:
    database, world = committed_world
    told(world)
    with mail_server() as server, psycopg.connect(database.url) as another:
        server.silent = True
        with a_worker(database, mail_port=server.port) as worker:
            assert server.connected.wait(60)
            worker.kill()
            worker.wait()
        server.silent = False
        another.execute("LOCK TABLE procrastinate_periodic_defers")  # somebody who does not go on
        with a_worker(
            database, mail_port=server.port, stalled_after=12
        ):  # not dead long enough when it starts
            eventually(lambda: mailed(database) == 1)


def test_a_transaction_of_the_queue_ends_when_its_worker_stops_in_the_middle(
    fresh_database: TestDatabase,
) -> None:
    """Where a frozen worker had just taken a job, that job would be locked for as long as it is frozen."""

    async def stop_in_the_middle() -> None:
        connector = queue_connector(stalled_after=0.2)
        await connector.open_async()
        try:
            async with connector.pool.connection() as session:
                await session.execute("LOCK TABLE procrastinate_jobs")
                await asyncio.sleep(1)
                await session.execute("SELECT 1")
        finally:
            await connector.close_async()

    with pytest.raises(psycopg.errors.IdleInTransactionSessionTimeout):
        asyncio.run(stop_in_the_middle())


def test_connections_that_are_cut_in_the_middle_of_a_job_cost_nothing_but_time(
    committed_world: tuple[TestDatabase, World], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database, world = committed_world
    lasts = tmp_path / "lasts"
    lasts.touch()
    monkeypatch.setenv("TEST_SLOW", str(lasts))
    actor = Actor.system(world.first.id)
    payload = {"person": str(world.first.anna.person), "organisation": str(world.first.id)}
    with entered(actor):
        publish(actor, Announcement("test.slow", world.first.id, payload), at=world.at)
    with mail_server() as server, a_worker(database, mail_port=server.port, tasks=SLOW) as worker:
        eventually(lasts.with_suffix(".begun").exists)
        _cut_all(database)
        lasts.unlink()
        eventually(lambda: [mail["Subject"] for mail in server.mails] == ["slow"])
        eventually(lambda: {s for s, _ in jobs(database, "outbox.deliver")} == {"succeeded"})
        assert worker.poll() is None


def test_the_worker_outlives_its_connections_to_the_database(
    committed_world: tuple[TestDatabase, World],
) -> None:
    database, world = committed_world
    with mail_server() as server, a_worker(database, mail_port=server.port) as worker:
        told(world)
        eventually(lambda: len(server.mails) == 1)
        for _ in range(2):
            _cut_all(database)
        told(world, "00000000-0000-0000-0000-000000000002")
        eventually(lambda: len(server.mails) == 2)
        assert worker.poll() is None
        worker.terminate()
        assert worker.wait(30) == 0


def test_a_database_error_does_not_end_the_worker(
    committed_world: tuple[TestDatabase, World], tmp_path: Path
) -> None:
    """Not a lost connection: the database answers, and refuses the question for a while."""
    database, world = committed_world
    log = tmp_path / "log"
    with (
        mail_server() as server,
        a_worker(database, mail_port=server.port, log=log) as worker,
        psycopg.connect(database.owner_url, autocommit=True) as owner,
    ):
        told(world)
        eventually(lambda: len(server.mails) == 1)
        owner.execute("ALTER TABLE procrastinate_jobs RENAME TO out_of_reach")
        eventually(lambda: log.read_text().count("the worker starts again after") >= 2)
        assert "UndefinedTable 42P01" in log.read_text(), "which kind it was"
        assert worker.poll() is None
        owner.execute("ALTER TABLE out_of_reach RENAME TO procrastinate_jobs")
        told(world, "00000000-0000-0000-0000-000000000002")
        eventually(lambda: len(server.mails) == 2)
        assert worker.poll() is None
        worker.terminate()
        assert worker.wait(30) == 0


def test_a_worker_waits_for_a_database_that_is_not_there_yet(tmp_path: Path) -> None:
    nowhere = TestDatabase("none", "postgresql://bodemplaat_app:x@127.0.0.1:1/none", "")
    log = tmp_path / "log"
    with a_worker(nowhere, log=log) as worker:
        eventually(lambda: log.read_text().count("error connecting") >= 3)
        worker.terminate()
        assert worker.wait(30) == 0


def _cut_all(database: TestDatabase) -> None:
    """End every connection of the application, as a server that restarts does."""
    with psycopg.connect(database.url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename = current_user"
        )
    django.db.connection.close()  # ours was among them
