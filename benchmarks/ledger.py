"""Books: a trial balance over very many lines, and the audit file of them.

``python -m benchmarks.ledger [LINES]``. The database is made for the run and dropped after it; the owner of the tables writes the
lines, the checks of the database set aside meanwhile. Measured is what the page asks, as the application with both locks; beside it the
bare SQL of the same sums, as the owner without policies.
"""

import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable

import django
import psycopg

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bodemplaat.project.settings_test")
django.setup()

from tests.capabilities.ledger.books import Books  # noqa: E402
from tests.database import TestServer, pointed_at  # noqa: E402
from tests.world import TODAY, World  # noqa: E402

from bodemplaat.capabilities.ledger import api as ledger  # noqa: E402

LINES = 1_000_000
ROUNDS = 5
AN_ENTRY = 10
"""Lines of one entry."""

CHECKS = "ALTER TABLE ledger_journalentry {0} TRIGGER USER; ALTER TABLE ledger_journalline {0} TRIGGER USER"
FILL = """
CREATE TEMP TABLE fresh ON COMMIT DROP AS
    SELECT gen_random_uuid() AS id, n, p.id AS period_id, p.year_id, p.first_day
    FROM generate_series(1, {entries}) n JOIN ledger_accountingperiod p
        ON p.organisation_id = '{here}' AND p.number = 1 + n % 12;
INSERT INTO ledger_journalentry (id, organisation_id, period_id, year_id, journal, number, day, description, line_count, key,
    posted_at)
SELECT id, '{here}', period_id, year_id, 'memorial', n, first_day, 'Boeking ' || n, {lines}, n::text, now() FROM fresh;
INSERT INTO ledger_journalline (id, organisation_id, entry_id, period_id, account_id, number, cents, item, description)
SELECT gen_random_uuid(), '{here}', f.id, f.period_id, a.id, i, CASE WHEN i % 2 = 1 THEN 1 ELSE -1 END * (100 + n % 5000), '', ''
FROM fresh f, generate_series(1, {lines}) i JOIN (
    SELECT id, row_number() OVER (ORDER BY code) AS place FROM ledger_account WHERE organisation_id = '{here}'
) a ON a.place = 1 + i % 6;
UPDATE ledger_journalcount SET last = {entries} WHERE organisation_id = '{here}' AND journal = 'memorial';
"""
BARE = """
SELECT account_id, sum(cents) FILTER (WHERE cents > 0), sum(cents) FILTER (WHERE cents < 0) FROM ledger_journalline
WHERE organisation_id = %(here)s AND period_id = ANY(%(periods)s) GROUP BY account_id
"""


def timed(act: Callable[[], object]) -> float:
    """The median of some rounds, in seconds on the wall."""
    took = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        act()
        took.append(time.perf_counter() - start)
    return statistics.median(took)


def main() -> None:
    """Fill, and print the times."""
    lines = int(sys.argv[1]) if len(sys.argv) > 1 and sys.argv[1].isdigit() else LINES
    server = TestServer.started()
    database = server.clone()
    try:
        with pointed_at(database.url), psycopg.connect(database.owner_url, autocommit=True) as owner:
            books = Books.of(World.founded())
            here = books.keeper.organisation_id
            owner.execute(CHECKS.format("DISABLE"))  # type: ignore[arg-type]  # our own text
            with owner.transaction():
                owner.execute(FILL.format(entries=lines // AN_ENTRY, lines=AN_ENTRY, here=here))  # type: ignore[arg-type]  # our own text
            owner.execute(CHECKS.format("ENABLE"))  # type: ignore[arg-type]  # our own text
            owner.execute("VACUUM ANALYZE ledger_journalline, ledger_journalentry")
            periods = owner.execute(
                "SELECT id FROM ledger_accountingperiod WHERE organisation_id = %s", [here]
            )
            of_year = [row[0] for row in periods.fetchall()]
            rows = ledger.trial_balance(actor=books.keeper, year=2026)
            if sum(row.balance.cents for row in rows) or not rows:
                raise AssertionError("the trial balance does not come to nothing")
            asked = timed(lambda: ledger.trial_balance(actor=books.keeper, year=2026))
            bare = timed(lambda: owner.execute(BARE, {"here": here, "periods": of_year}).fetchall())
            print(f"{lines:,} lines on {len(rows)} accounts, seconds on the wall, median of {ROUNDS}")
            print(f"  trial balance   {asked:6.2f}")
            print(f"  bare SQL        {bare:6.2f}   {asked / bare:.1f} ×")
            with tempfile.TemporaryFile() as out:
                start = time.perf_counter()
                ledger.write_audit_file(actor=books.keeper, year=2026, on=TODAY, out=out)  # type: ignore[arg-type]  # a file like any other
                took, size = time.perf_counter() - start, out.tell()
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(
                f"  audit file      {took:6.2f}   {size / 1e6:.0f} MB, most memory of the process {memory:.0f} MB"
            )
    finally:
        server.drop(database)


if __name__ == "__main__":
    main()
