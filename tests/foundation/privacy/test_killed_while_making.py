"""A worker killed while it makes the file of somebody's own data: the next one makes it, once, and it is forgotten in time."""

import psycopg
import pytest
from tests.database import TestDatabase
from tests.foundation.outbox.test_the_worker import jobs
from tests.workers import a_worker, eventually
from tests.world import MONDAY, World

from bodemplaat.foundation.privacy import api as privacy
from bodemplaat.foundation.privacy import making
from bodemplaat.foundation.tenancy.api import Actor


def done_of(database: TestDatabase) -> list[int]:
    """How many parts of each request are said to be done."""
    with psycopg.connect(database.owner_url) as connection:
        return [row[0] for row in connection.execute("SELECT done FROM privacy_datarequest").fetchall()]


def test_an_export_whose_worker_is_killed_in_the_middle_is_made_by_the_next_once(
    committed_world: tuple[TestDatabase, World],
) -> None:
    database, world = committed_world
    anna = world.first.anna
    with psycopg.connect(database.owner_url) as owner:
        owner.execute("LOCK TABLE claims_claim IN ACCESS EXCLUSIVE MODE")
        privacy.ask_own_data(actor=anna, language="nl", at=MONDAY)
        with a_worker(database) as worker:
            eventually(lambda: any(done_of(database)))
            eventually(lambda: _waits(owner))
            worker.kill()
            worker.wait()
        owner.rollback()
    assert jobs(database, "privacy.make") == [("doing", 0)], "as the dead one left it"
    assert jobs(database, "privacy.forget") == []
    with a_worker(database):
        eventually(lambda: [status for status, _ in jobs(database, "privacy.make")] == ["succeeded"])
    (request,) = privacy.own_data_requests(actor=anna)
    file = privacy.fetch_own_data(actor=anna, request=request.id, at=MONDAY)
    assert next(file.pieces).startswith(b"PK")
    assert len(jobs(database, "privacy.forget")) == 1


def test_a_file_is_never_kept_without_the_job_that_removes_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever died between the two left a file for ever: the second run found it made."""
    anna = world.first.anna
    request = privacy.ask_own_data(actor=anna, language="nl", at=MONDAY)

    def dies(**_: object) -> None:
        raise SystemExit("killed")

    with monkeypatch.context() as patched:
        patched.setattr(making.forget, "configure", dies)
        with pytest.raises(SystemExit):
            privacy.make_own_file(actor=Actor.system(world.first.id), request=request, at=MONDAY)
    (held,) = privacy.own_data_requests(actor=anna)
    assert held.ready_at is None


def _waits(owner: "psycopg.Connection[tuple[object, ...]]") -> bool:
    """Whether somebody stands before the table that ``owner`` keeps shut."""
    row = owner.execute("SELECT count(*) FROM pg_locks WHERE NOT granted").fetchone()
    return bool(row and row[0])
