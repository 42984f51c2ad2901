"""A batch of a hundred thousand payments to the bank, and the bank's statement of them read and matched.

Through the same commands as the pages: asked for, batched by one payer, released by another, and paid by a camt.053
with an entry for each. Beside each, in the same run, the bare limit: writing the same elements with lxml and one
update of the same rows without history; parsing the statement with lxml and the same update. The database is made
for the run and dropped after it. Printed are wall time, processor time (of Python and of its database session) and the
most memory that the process held. ``PAYMENTS=10000`` measures fewer.
"""

import os
import resource
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import django
import psycopg
from lxml import etree

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bodemplaat.project.settings_test")
django.setup()

from django.db import connection  # noqa: E402
from tests.capabilities.payments import bank, world  # noqa: E402
from tests.database import TestDatabase, TestServer, pointed_at  # noqa: E402

from bodemplaat.capabilities.payments import api as payments  # noqa: E402

PAYMENTS = int(os.environ.get("PAYMENTS", "100000"))
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def timed(what: str, act: Callable[[], Any]) -> Any:
    """Do it once and say how long it took."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the most memory, from here on
    start, own, session = time.perf_counter(), *processors()
    done = act()
    wall, own_after, session_after = time.perf_counter() - start, *processors()
    print(
        f"{what:<68}{wall:8.2f} s  processor {own_after - own:6.2f} + {session_after - session:6.2f} s  {most()} MB",
        flush=True,
    )
    return done


def processors() -> tuple[float, float]:
    """Seconds of processor time so far: of this process and of its database session."""
    connection.ensure_connection()
    run = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text(encoding="ascii")
    own = resource.getrusage(resource.RUSAGE_SELF)
    return own.ru_utime + own.ru_stime, int(run.split()[0]) / 1e9


def most() -> int:
    """The most memory of this process since it was last asked to count anew, in MB."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM"))


def bare_file(rows: list[tuple[str, str]]) -> bytes:
    """The same number of the same elements, with nothing checked or looked up."""
    out = BytesIO()
    with etree.xmlfile(out, encoding="UTF-8") as xml, xml.element("Document"):
        for reference, amount in rows:
            element = etree.Element("CdtTrfTxInf")
            etree.SubElement(etree.SubElement(element, "PmtId"), "EndToEndId").text = reference
            etree.SubElement(etree.SubElement(element, "Amt"), "InstdAmt", Ccy="EUR").text = amount
            etree.SubElement(etree.SubElement(element, "Cdtr"), "Nm").text = "Jan de Vries"
            account = etree.SubElement(etree.SubElement(element, "CdtrAcct"), "Id")
            etree.SubElement(account, "IBAN").text = "NL44RABO0123456789"
            etree.SubElement(etree.SubElement(element, "RmtInf"), "Ustrd").text = "Declaratie 2026-17"
            xml.write(element)
    return out.getvalue()


def bare_update(owner: psycopg.Connection) -> None:
    """One update of every payment in a copy of the table that has its keys but no history and no policies."""
    owner.execute("UPDATE bare SET state = 'other', paid_on = current_date")
    owner.commit()


def main() -> None:
    """Print each step with its bare limit, in a database of its own on the test cluster."""
    server = TestServer.started()
    database = server.clone()
    try:
        with pointed_at(database.url):
            run(database.owner_url)
    finally:
        drop(server, database)


def drop(server: TestServer, database: TestDatabase) -> None:
    """Remove the database as soon as the server's own cleaning, which nobody may end, is out of it."""
    for _ in range(60):
        try:
            server.drop(database)
        except psycopg.errors.InsufficientPrivilege:
            time.sleep(1)
        else:
            return


def run(owner_url: str) -> None:
    """The journey of the money, from being asked for to being paid."""
    payments.register_outcomes(world.SOURCE, world.Ear())
    k5 = world.cooperation(accounts={"Schoonhoven": world.SCHOONHOVEN, "Nederlek": world.NEDERLEK})
    for name in k5.municipalities:
        asked = [world.request(k5.municipality(name), "12.34") for _ in range(PAYMENTS // 2)]
        actor = k5.municipalities[name]
        timed(
            f"ask for {len(asked):,} payments",
            lambda actor=actor, asked=asked: payments.request_payments(actor=actor, requests=asked, at=NOW),
        )
    batch = timed(f"make a batch of {PAYMENTS:,}", lambda: k5.make(key="bench"))
    timed(
        "release it: pain.001.001.09 written and stored",
        lambda: payments.release_batch(actor=k5.bert, batch=batch, at=world.LATER),
    )
    _, _, file = payments.batch_file(actor=k5.bert, batch=batch)
    with psycopg.connect(owner_url) as owner:
        owner.execute("CREATE TABLE bare AS SELECT * FROM payments_payment")
        owner.execute("CREATE UNIQUE INDEX ON bare (id)")
        owner.execute("CREATE INDEX ON bare (batch_id, organisation_id)")
        owner.commit()
        rows = [("BP" + uuid.uuid4().hex, "12.34") for _ in range(PAYMENTS)]
        timed("  bare: the elements written with lxml", lambda: bare_file(rows))
        timed("  bare: one update of the rows, no history", lambda: bare_update(owner))
        statements = [
            bank.statement(
                *(bank.booked(t, f"B{i}") for i, t in enumerate(bank.sent(file, account))), account=account
            )
            for account in (world.SCHOONHOVEN, world.NEDERLEK)
        ]
        content = bank.bank_file(*statements)
        print(f"payment file {len(file) / 1e6:.1f} MB, statement {len(content) / 1e6:.1f} MB", flush=True)
        outcome = timed(
            f"read and match a camt.053 with {PAYMENTS:,} entries",
            lambda: payments.upload_statement(actor=k5.anna, name="a.xml", content=content, at=world.READ),
        )
        timed("  bare: the statement parsed with lxml", lambda: etree.fromstring(content))
        timed("  bare: one update of the rows, no history", lambda: bare_update(owner))
    again = timed(
        "the same statement again",
        lambda: payments.upload_statement(actor=k5.anna, name="a.xml", content=content, at=world.READ),
    )
    if (outcome.paid, outcome.unknown, again.paid, again.already_read) != (PAYMENTS, 0, 0, True):
        raise AssertionError(f"not every payment was matched once: {outcome}")


if __name__ == "__main__":
    main()
