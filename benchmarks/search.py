"""Search: cases by words among a million rows of words of two customers, by the door under both locks, beside bare SQL.

A hundred thousand cases with ten words each are written with plain SQL by the owner; a tenth of the words is in most cases, the others are
rare. Bare is the same question asked by the owner, without policies, of the table of words alone.
"""

import os
import statistics
import time
from collections.abc import Callable

import django
import psycopg

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bodemplaat.project.settings_test")
django.setup()

from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from tests.capabilities.cases.desk import asked, controller_of, published  # noqa: E402
from tests.database import TestServer, pointed_at  # noqa: E402
from tests.world import MONDAY, World  # noqa: E402

from bodemplaat.capabilities.cases import api as cases  # noqa: E402

CASES, CUSTOMERS, TIMES = 100_000, 2, 15
FILL = """
CREATE TEMP TABLE made ON COMMIT DROP AS
    SELECT gen_random_uuid() AS id, n, t.organisation_id, t.requester_id FROM generate_series(1, {cases}) n
    JOIN (SELECT organisation_id, requester_id, row_number() OVER (ORDER BY organisation_id) - 1 AS place FROM cases_case) t
        ON t.place = n % {customers};
INSERT INTO cases_case SELECT (jsonb_populate_record(c, jsonb_build_object('id', m.id, 'number', 'B-' || m.n,
    'start_key', m.id::text, 'organisation_id', m.organisation_id, 'requester_id', m.requester_id))).*
    FROM made m CROSS JOIN (SELECT * FROM cases_case LIMIT 1) c;
INSERT INTO cases_caseword (id, organisation_id, person_id, record_id, word, is_internal, at)
    SELECT gen_random_uuid(), m.organisation_id, gen_random_uuid(), m.id,
        CASE WHEN w = 1 THEN 'verklar' WHEN w = 2 THEN 'bank' WHEN w < 6 THEN 'veel' || (m.n + w) % 50
             ELSE 'woord' || md5((m.n * w)::text) END,
        false, now() - m.n * interval '1 minute'
    FROM made m CROSS JOIN generate_series(1, 10) w
"""
BARE = """
SELECT w.record_id FROM cases_caseword w WHERE w.organisation_id = ANY(%s) AND w.word = 'verklar'
ORDER BY w.at DESC LIMIT 20
"""


def main() -> None:
    """Found, fill and measure; the database is dropped after it."""
    server = TestServer.started()
    database = server.clone()
    try:
        with pointed_at(database.url):
            world = World.founded()
            service = published(world, controller_of(world))
            for who in (world.first.anna, world.second.anna):
                asked(who, service)
            with psycopg.connect(database.owner_url) as owner:
                for table in ("cases_case", "cases_caseword"):
                    owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
                for statement in FILL.format(cases=CASES, customers=CUSTOMERS).split(";\n"):
                    owner.execute(statement)
                owner.commit()
                owner.autocommit = True
                owner.execute("VACUUM ANALYZE cases_case, cases_caseword")
                keys = [world.first.id, world.second.id]
                show("bare: a word that most cases have", lambda: owner.execute(BARE, [keys]).fetchall())
            measure(world)
    finally:
        server.drop(database)


def measure(world: World) -> None:
    """By the door, as a clerk who serves every customer."""
    for what, text in (
        ("a word that all cases have", "verklaringen"),
        ("two words that all cases have", "verklaring bank"),
        ("a common and a rarer word", "verklaring veel7"),
        ("the beginning of words", "woord"),
        ("a typing fault", "verklraing"),
        ("three words, one in no case", "verklaring bank zeppelin"),
        ("a number", "B-4711"),
    ):

        def ask(text: str = text) -> object:
            return cases.cases_found(actor=world.clerk, text=text, at=MONDAY)

        with CaptureQueriesContext(connection) as caught:
            found = ask()
        show(f"{what}: {len(found)} found, {len(caught)} statements", ask)  # type: ignore[arg-type]


def show(what: str, act: Callable[[], object]) -> None:
    """The median and the slowest of some times, in milliseconds."""
    took = []
    for _ in range(TIMES):
        start = time.perf_counter()
        act()
        took.append(1000 * (time.perf_counter() - start))
    print(f"{what:60} median {statistics.median(took):7.1f} ms  slowest {max(took):7.1f} ms", flush=True)


if __name__ == "__main__":
    main()
