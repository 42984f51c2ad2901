"""Cases: sent per second through the command, lists, the quarterly report and the search among a million.

The database is made for the run on the test cluster and dropped after it. A few hundred cases with their history come in by the door
for such cases; the owner of the tables copies them, with their events and words, over twenty municipalities and a hundred services.
Everything measured runs as the application, row-level security included. Beside a list stands the bare SQL of the same rows, as the
owner, without policies. ``CASES=100000 python -m benchmarks cases`` takes fewer.
"""

import os
import random
import time
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import django
import psycopg

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bodemplaat.project.settings_test")
django.setup()

from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402
from tests.capabilities.cases.desk import STATEMENT, asked, controller_of, published  # noqa: E402
from tests.database import TestDatabase, TestServer, pointed_at  # noqa: E402
from tests.world import MONDAY, World  # noqa: E402

from benchmarks.claims import show, signed_in  # noqa: E402
from bodemplaat.capabilities.cases import api as cases  # noqa: E402
from bodemplaat.capabilities.cases.api import CaseAct, PastCase, PastEvent  # noqa: E402
from bodemplaat.capabilities.performance import api as performance  # noqa: E402
from bodemplaat.foundation.tenancy.api import Actor  # noqa: E402
from bodemplaat.kernel import Period, months_later  # noqa: E402

CASES = int(os.environ.get("CASES", "1000000"))
TEMPLATES = 400
MUNICIPALITIES = 20
SERVICES = 100
SENT = 200
DAY = timedelta(days=1)
NOW = MONDAY + 250 * DAY
SUBJECTS = ("Verklaring voor de bank", "Salarisstrook ontbreekt", "Declaratie van een reis", "Verlof overboeken",
            "Nieuwe bankrekening", "Toeslag klopt niet", "Laptop start niet", "Adres gewijzigd")  # fmt: skip
FILL = """
INSERT INTO organisations_organisation (id, name, kind, cbs_code, oin, town, theme)
    SELECT gen_random_uuid(), 'Gemeente ' || n, 'municipality', '', '', '', '' FROM generate_series(3, {municipalities}) n;
CREATE TEMP TABLE town AS SELECT id, name, row_number() OVER (ORDER BY id = '{first}' DESC, id) - 1 AS number
    FROM organisations_organisation WHERE kind = 'municipality';
{provisions};
{memberships};
INSERT INTO organisations_person (id, organisation_id, number, name, email, language)
    SELECT gen_random_uuid(), town.id, '', 'Medewerker ' || n, '', 'nl' FROM town, generate_series(1, 500) n;
CREATE TEMP TABLE asker AS SELECT p.id, town.number AS town, row_number() OVER (PARTITION BY town.id ORDER BY p.id) - 1 AS number
    FROM organisations_person p JOIN town ON town.id = p.organisation_id WHERE p.name LIKE 'Medewerker %';
CREATE TEMP TABLE fresh_service AS
    SELECT s.id AS old, gen_random_uuid() AS id, n FROM catalogue_service s, generate_series(1, {services} - 1) n;
{service};
{version};
CREATE TEMP TABLE offered AS SELECT id, row_number() OVER (ORDER BY id) - 1 AS number FROM catalogue_service;
CREATE TEMP TABLE source AS SELECT id, row_number() OVER (ORDER BY id) AS number FROM cases_case WHERE start_key LIKE 'bench %';
CREATE TEMP TABLE fresh AS
    SELECT gen_random_uuid() AS id, source.id AS old, n, town.id AS organisation_id, asker.id AS requester_id, offered.id AS service_id,
        (n::bigint * 7919 % 330) * interval '1 day' AS back
    FROM generate_series(1, {cases}) n
    JOIN source ON source.number = 1 + n % {templates}
    JOIN town ON town.number = n / {templates} % {municipalities}
    JOIN asker ON asker.town = town.number AND asker.number = n / 31 % 500
    JOIN offered ON offered.number = n * 31 % {services};
CREATE INDEX ON fresh (old);
ANALYZE fresh;
{case};
{event};
{word}
"""
"""What is copied; each name in braces becomes one ``INSERT`` of every column of a table, with those named here otherwise."""
COPIED = {
    "provisions": ("organisations_provision", "town", "r.organisation_id = '{first}' AND c.name LIKE 'Gemeente %'",
                   {"id": "gen_random_uuid()", "organisation_id": "c.id"}),
    "memberships": ("organisations_membership", "town", "r.organisation_id = '{first}' AND c.name LIKE 'Gemeente %'",
                    {"id": "gen_random_uuid()", "organisation_id": "c.id"}),
    "service": ("catalogue_service", "fresh_service", "r.id = c.old", {"id": "c.id", "code": "'B' || c.n"}),
    "version": ("catalogue_serviceversion", "fresh_service", "r.service_id = c.old",
                {"id": "gen_random_uuid()", "service_id": "c.id"}),
    "case": ("cases_case", "fresh", "r.id = c.old", {
        "id": "c.id", "organisation_id": "c.organisation_id", "requester_id": "c.requester_id", "service_id": "c.service_id",
        "number": "'B' || c.n", "start_key": "'copy ' || c.n", "received_at": "r.received_at - c.back",
        "changed_at": "r.changed_at - c.back", "closed_at": "r.closed_at - c.back",
        "due_at": "CASE WHEN r.due_at < timestamptz '2100-01-01' THEN r.due_at - c.back ELSE r.due_at END"}),
    "event": ("cases_caseevent", "fresh", "r.case_id = c.old", {
        "id": "gen_random_uuid()", "organisation_id": "c.organisation_id", "case_id": "c.id", "at": "r.at - c.back"}),
    "word": ("cases_caseword", "fresh", "r.record_id = c.old", {
        "id": "gen_random_uuid()", "organisation_id": "c.organisation_id", "record_id": "c.id", "person_id": "c.requester_id",
        "at": "r.at - c.back"}),
}  # fmt: skip
BARE_OWN = """
SELECT id, number, subject, state, service_id, received_at, changed_at, due_at FROM cases_case
WHERE organisation_id = %s AND requester_id = %s ORDER BY changed_at DESC, id DESC LIMIT 50
"""
BARE_QUEUE = """
SELECT c.id, c.number, c.subject, c.state, c.due_at, o.name, p.name FROM cases_case c
JOIN organisations_organisation o ON o.id = c.organisation_id JOIN organisations_person p ON p.id = c.requester_id
WHERE c.provider_id = %s AND c.state IN ('received', 'in_progress', 'waits_for_customer', 'waits_for_third', 'reopened')
ORDER BY c.due_at, c.id LIMIT 26
"""


def main() -> None:
    """Print each figure with what stands beside it."""
    server = TestServer.started()
    database = server.clone()
    try:
        with pointed_at(database.url):
            world = World.founded()
            service = published(world, controller_of(world), STATEMENT)
            sending(world, service)
            customer = Actor.system(world.first.id, cooperations=[world.cooperation])
            cases.bring_in_cases(actor=customer, cases=list(histories(world, service)), at=NOW)
            towns = fill(database, world)
            clerk = replace(world.clerk, scope=world.clerk.scope | towns)
            manager = replace(world.contract_manager, scope=world.contract_manager.scope | towns)
            listing(database, world, clerk)
            reporting(world, manager)
            searching(world, clerk)
    finally:
        server.drop(database)


def sending(world: World, service: uuid.UUID) -> None:
    """Send a request: one command with its clock, its trail and what is announced, a transaction of its own."""
    anna = world.first.anna
    asked(anna, service)
    start = time.perf_counter()
    for _ in range(SENT):
        asked(anna, service)
    seconds = time.perf_counter() - start
    with CaptureQueriesContext(connection) as queries:
        asked(anna, service)
    print(
        f"cases sent, one after another                {SENT / seconds:10.1f} a second, {len(queries)} statements each"
    )


def histories(world: World, service: uuid.UUID) -> Iterator[PastCase]:
    """Cases that came in over a quarter: nine in ten closed, in time or not, some after waiting; the rest open."""
    chance, anna, clerk = random.Random(20261123), world.first.anna, world.clerk  # figures, not secrets
    for number in range(TEMPLATES):
        since = MONDAY + timedelta(days=chance.uniform(60, 240))

        def did(
            act: CaseAct, at: float, who: Actor, words: str = "", *, begun: datetime = since, **more: object
        ) -> PastEvent:
            moment = begun + timedelta(days=at)
            return PastEvent(act, moment, who.person, who.person_name, who.role, words, **more)  # type: ignore[arg-type]

        events = [did(CaseAct.RECEIVED, 0, anna), did(CaseAct.TAKEN, 0.1, clerk)]
        if chance.random() < 0.3:
            events += [did(CaseAct.WAITS_FOR_CUSTOMER, 0.2, clerk, "Welke bank?"), did(CaseAct.MESSAGE, 1.5, anna, "De eerste."),
                       did(CaseAct.RESUMED, 1.51, anna)]  # fmt: skip
        if chance.random() < 0.9:
            end = chance.choice((2.0, 2.5, 3.0, 6.0))
            events.append(did(CaseAct.CLOSED, end, clerk, "Klaar.", result=cases.Result.DONE))
        question = cases.Question(
            f"{SUBJECTS[number % len(SUBJECTS)]} {number}", f"Dossier {number}.", {"kind": "work"}
        )
        yield PastCase(requester=anna.person, service=service, channel=cases.Channel.PORTAL, question=question,
                       key=f"bench {number}", events=tuple(events))  # fmt: skip


def fill(database: TestDatabase, world: World) -> frozenset[uuid.UUID]:
    """Copy the cases as the owner, without triggers, and let PostgreSQL count them. Answers the municipalities."""
    start = time.perf_counter()
    names = {"first": world.first.id, "municipalities": MUNICIPALITIES, "services": SERVICES, "cases": CASES,
             "templates": TEMPLATES}  # fmt: skip
    tables = sorted(
        {table for table, *_ in COPIED.values()} | {"organisations_organisation", "organisations_person"}
    )
    with psycopg.connect(database.owner_url) as owner:
        for table in tables:
            owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        copies = {name: copied(owner, *what).format(**names) for name, what in COPIED.items()}
        for statement in filter(str.strip, FILL.format(**names, **copies).split(";\n")):
            owner.execute(statement)
        owner.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        towns = frozenset(row[0] for row in owner.execute("SELECT id FROM town"))
        (count,) = owner.execute("SELECT count(*) FROM cases_case").fetchone() or (0,)
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        owner.execute("VACUUM ANALYZE")
    print(
        f"{count:,} cases of {len(towns)} municipalities, {SERVICES} services, written in {time.perf_counter() - start:.0f} s"
    )
    return towns


def copied(owner: psycopg.Connection, table: str, beside: str, where: str, otherwise: dict[str, str]) -> str:
    """An ``INSERT`` of the rows of a table beside another, column by column; ``otherwise`` says which are not copied."""
    rows = owner.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER'",
        [table],
    )
    columns = [name for (name,) in rows]
    values = ", ".join(otherwise.get(name, f'r."{name}"') for name in columns)
    into = ", ".join(f'"{name}"' for name in columns)
    return f"INSERT INTO {table} ({into}) SELECT {values} FROM {table} r JOIN {beside} c ON {where}"


def listing(database: TestDatabase, world: World, clerk: Actor) -> None:
    """What somebody asked, and the queue of the desk: by the door, bare, and as a page."""
    anna = world.first.anna
    show("what one asked, by the door", lambda: cases.my_cases(actor=anna, at=NOW), count=True)
    queue = cases.CaseFilter()
    show(
        "the queue of the desk, by the door",
        lambda: cases.desk_cases(actor=clerk, narrow=queue, at=NOW),
        count=True,
    )
    with psycopg.connect(database.owner_url, prepare_threshold=0) as owner:
        bare = [world.first.id, anna.person]
        show("bare limit: SQL of what one asked", lambda: owner.execute(BARE_OWN, bare).fetchall())
        show("bare limit: SQL of the queue", lambda: owner.execute(BARE_QUEUE, [world.provider]).fetchall())
    client, desk = signed_in(anna), signed_in(world.clerk)
    show("what one asked, the whole page", lambda: client.get(reverse("cases:mine")), count=True)
    show("the queue of the desk, the whole page", lambda: desk.get(reverse("cases:queue")), count=True)


def reporting(world: World, manager: Actor) -> None:
    """The figures of a quarter of one customer."""
    end = NOW.date().replace(day=1)
    quarter = Period(months_later(end, -3), end)
    show(
        "a quarter of one customer, by the door",
        lambda: performance.performance(actor=manager, period=quarter, now=NOW, customer=world.first.id),
        count=True,
        visits=5,
    )


def searching(world: World, clerk: Actor) -> None:
    """Words that many cases have, that few have, with a typing error, and by number."""
    for text in ("salarisstrook", "salarisstrook 17", "dossier 241", "declarasie reis", "B77777"):
        show(
            f"search: {text}, the desk",
            lambda text=text: cases.cases_found(actor=clerk, text=text, at=NOW),  # type: ignore[misc]
            count=True,
        )
    anna = world.first.anna
    show(
        "search: salarisstrook, an employee",
        lambda: cases.cases_found(actor=anna, text="salarisstrook", at=NOW),
        count=True,
    )


if __name__ == "__main__":
    main()
