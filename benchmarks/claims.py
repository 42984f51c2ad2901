"""Claims: submitted per second through the command, a list among a million, and pages under sixteen clients.

The database is made for the run on the test cluster and dropped after it. A million claims of twenty municipalities
are written with plain SQL by the owner of the tables; everything measured runs as the application, through the doors
and the real pages, row-level security included. Beside the list stands the bare SQL of the same page, as the owner,
without policies.
"""

import http.client
import os
import socket
import statistics
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable
from datetime import timedelta

import django
import psycopg

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bodemplaat.project.settings_test")
django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402
from tests.database import TestDatabase, TestServer, pointed_at  # noqa: E402
from tests.world import IBANS, MONDAY, TODAY, World, journey  # noqa: E402

from bodemplaat.capabilities.claims import api as claims  # noqa: E402
from bodemplaat.foundation.access.models import User  # noqa: E402
from bodemplaat.foundation.tenancy.api import Actor  # noqa: E402

SUBMITTED = 200
CLAIMS = 1_000_000
MUNICIPALITIES = 20
VISITS = 60
CLIENTS = 16
SECONDS = 10

FILL = """
INSERT INTO organisations_organisation (id, name, kind, cbs_code, oin, town, theme)
SELECT gen_random_uuid(), 'Gemeente ' || n, 'municipality', '', '', '', '' FROM generate_series(3, {municipalities}) n;
CREATE TEMP TABLE town ON COMMIT DROP AS
    SELECT id, row_number() OVER (ORDER BY name = %(first)s DESC, id) - 1 AS number
    FROM organisations_organisation WHERE kind = 'municipality';
INSERT INTO organisations_unit (id, organisation_id, code, name, valid_from)
SELECT gen_random_uuid(), town.id, 'U' || n, 'Afdeling ' || n, DATE '1900-01-01' FROM town, generate_series(1, 20) n;
INSERT INTO organisations_person (id, organisation_id, number, name, email, language)
SELECT gen_random_uuid(), town.id, '', 'Medewerker ' || n, '', 'nl' FROM town, generate_series(1, 500) n;
CREATE TEMP TABLE job ON COMMIT DROP AS
    SELECT gen_random_uuid() AS id, p.organisation_id, p.id AS person_id, u.id AS unit_id,
        row_number() OVER (PARTITION BY p.organisation_id ORDER BY p.id) - 1 AS number
    FROM organisations_person p
    JOIN LATERAL (SELECT id FROM organisations_unit u WHERE u.organisation_id = p.organisation_id
        ORDER BY md5(u.id::text || p.id::text) LIMIT 1) u ON true
    WHERE p.name LIKE 'Medewerker %%';
INSERT INTO organisations_employment (id, organisation_id, person_id, unit_id, job_title, iban, valid_from)
SELECT id, organisation_id, person_id, unit_id, '', '', '2020-01-01' FROM job;
CREATE TEMP TABLE fresh ON COMMIT DROP AS
    SELECT gen_random_uuid() AS id, n, town.id AS organisation_id, job.id AS employment_id, job.person_id, job.unit_id,
        timestamptz '2023-01-01' + n * interval '123 seconds' AS at,
        (ARRAY['paid','paid','paid','paid','paid','approved','in_approval','rejected'])[1 + n %% 8] AS state
    FROM generate_series(1, {claims}) n
    JOIN town ON town.number = n %% {municipalities}
    JOIN job ON job.organisation_id = town.id AND job.number = (n / {municipalities}) %% 500;
INSERT INTO claims_claim (id, organisation_id, provider_id, claimant_id, employment_id, unit_id, number, description, iban, state,
    total_cents, round, passed_small, account_differs, version, form_key, start_key,
    submit_key, started_at, changed_at, first_submitted_at, submitted_at,
    approved_at, settled_at)
SELECT id, organisation_id, (SELECT provider_id FROM organisations_provision WHERE task = 'expense_claims' LIMIT 1),
    person_id, employment_id, unit_id, 'B-' || n, 'Dienstreis ' || n %% 97, '', state,
    100 + n %% 50000, 1, false, false, 1, '', n::text, '', at, at, at, at,
    CASE WHEN state IN ('paid', 'approved') THEN at + interval '2 days' END,
    CASE WHEN state = 'paid' THEN at + (n %% 20) * interval '1 day' END
FROM fresh;
INSERT INTO claims_claimline (id, organisation_id, claim_id, position, kind, day, description, amount_cents, origin,
    destination, taakveld, cost_centre)
SELECT gen_random_uuid(), organisation_id, id, 0, (ARRAY['car','transit','purchase','other'])[1 + n %% 4], at::date, '',
    100 + n %% 50000, '', '', '0.4', '6100' FROM fresh;
INSERT INTO claims_claimstep (id, organisation_id, claim_id, round, position, name, by, function, asked, state, opened_at)
SELECT gen_random_uuid(), organisation_id, id, 1, 0, 'ssc', 'ssc', '', '{{}}',
    CASE WHEN state = 'in_approval' THEN 'open' ELSE 'approved' END, at FROM fresh;
"""

BARE_LIST = """
SELECT c.id, c.number, c.total_cents, c.state, c.submitted_at, p.name, u.name
FROM claims_claim c JOIN organisations_person p ON p.id = c.claimant_id JOIN organisations_unit u ON u.id = c.unit_id
WHERE c.organisation_id = %s AND c.submitted_at IS NOT NULL ORDER BY c.first_submitted_at DESC, c.id DESC LIMIT 50
"""


def main() -> None:
    """Print each figure with what stands beside it."""
    server = TestServer.started()
    database = server.clone()
    try:
        with pointed_at(database.url):
            world = World.founded()
            submitting(world)
            fill(database, world)
            listing(database, world)
            pages(database, world)
    finally:
        server.drop(database)


def submitting(world: World) -> None:
    """Start, fill in and submit a claim of one journey: three commands, each its own transaction."""
    anna = world.first.anna
    world.submitted(anna, journey())

    def one() -> None:
        claim = claims.start_claim(actor=anna, key=uuid.uuid4().hex, at=MONDAY)
        content = claims.Content("Dienstreis", IBANS[1], (journey(day=TODAY - timedelta(days=1)),))
        claims.save_draft(actor=anna, claim=claim, content=content, at=MONDAY)
        claims.submit_claim(actor=anna, claim=claim, key="k", at=MONDAY)

    start = time.perf_counter()
    for _ in range(SUBMITTED):
        one()
    seconds = time.perf_counter() - start
    with CaptureQueriesContext(connection) as queries:
        one()
    print(
        f"claims submitted, one after another          {SUBMITTED / seconds:10.1f} a second, {len(queries)} statements each"
    )
    start = time.perf_counter()
    for _ in range(SUBMITTED):
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    print(
        f"bare limit: one statement to and fro         {(time.perf_counter() - start) / SUBMITTED * 1000:10.2f} ms"
    )


def fill(database: TestDatabase, world: World) -> None:
    """Write a million claims as the owner, without triggers, and let PostgreSQL count them."""
    start = time.perf_counter()
    tables = ("organisations_organisation", "organisations_person", "organisations_employment", "claims_claim",
              "claims_claimline", "claims_claimstep")  # fmt: skip
    with psycopg.connect(database.owner_url) as owner:
        for table in tables:
            owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        text = FILL.format(claims=CLAIMS, municipalities=MUNICIPALITIES)
        for statement in filter(str.strip, text.split(";\n")):
            owner.execute(
                statement, {"first": "Nederlek"} if "%(" in statement or "%%" in statement else None
            )
        owner.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        owner.execute("ANALYZE")
    print(
        f"{CLAIMS:,} claims of {MUNICIPALITIES} municipalities written in {time.perf_counter() - start:.0f} s"
    )


def listing(database: TestDatabase, world: World) -> None:
    """The first page, one far in, one filtered and one sorted by amount, by the door; and bare."""
    carla, on = world.first.carla, TODAY

    def door(narrow: claims.ClaimFilter, sort: str = "-submitted", start: int = 0) -> Callable[[], object]:
        return lambda: claims.claims(actor=carla, on=on, narrow=narrow, sort=sort, start=start)

    nothing = claims.ClaimFilter()
    show("list, first page, by the door", door(nothing), count=True)
    show("list, page 100, by the door", door(nothing, start=4950), count=True)
    show("list, only in approval, by the door", door(claims.ClaimFilter(state="in_approval")), count=True)
    show("list, by amount, by the door", door(nothing, sort="-amount"), count=True)
    show("list, searched for a word, by the door", door(claims.ClaimFilter(text="B-4999")), count=True)
    with psycopg.connect(database.owner_url, prepare_threshold=0) as owner:
        show(
            "bare limit: SQL of the first page, no policies",
            lambda: owner.execute(BARE_LIST, [world.first.id]).fetchall(),
        )
    client = signed_in(carla)
    address = reverse("board:claims")
    show("list, first page, the whole page", lambda: client.get(address), count=True)
    show(
        "overview of a year, the whole page",
        lambda: client.get(reverse("board:overview")),
        count=True,
        visits=10,
    )


def pages(database: TestDatabase, world: World) -> None:
    """Granian with two workers, sixteen clients that ask again as soon as they are answered."""
    port = free_port()
    environment = {**database.environment, "DJANGO_SETTINGS_MODULE": "bodemplaat.project.settings_demo"}
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "2", "--blocking-threads", "4",
               "--port", str(port), "--log-level", "error", "bodemplaat.project.wsgi:application"]  # fmt: skip
    site = subprocess.Popen(command, env=environment)
    try:
        await_site(port)
        for what, who, name in (
            ("the employee's home", world.first.anna, "selfservice:home"),
            ("the controller's list among a million", world.first.carla, "board:claims"),
        ):
            throughput(what, port, reverse(name), cookie_of(who))
    finally:
        site.terminate()
        site.wait()


def show(what: str, act: Callable[[], object], *, count: bool = False, visits: int = VISITS) -> None:
    """Do it often and print median, p95 and, when asked, the number of statements."""
    act()
    taken = sorted(clocked(act) for _ in range(visits))
    statements = ""
    if count:
        with CaptureQueriesContext(connection) as queries:
            act()
        statements = f"{len(queries):4} statements"
    print(
        f"{what:<48}{statistics.median(taken) * 1000:8.1f} ms median{taken[int(visits * 0.95)] * 1000:8.1f} ms p95{statements}"
    )


def clocked(act: Callable[[], object]) -> float:
    """How long it took, in seconds."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def throughput(what: str, port: int, address: str, cookie: str) -> None:
    """Ask for a page with all clients for a while and print pages a second and the p95."""
    taken: list[float] = []
    until = time.monotonic() + SECONDS

    def client() -> None:
        asking = http.client.HTTPConnection("127.0.0.1", port)
        while time.monotonic() < until:
            start = time.perf_counter()
            asking.request("GET", address, headers={"Cookie": cookie})
            answer = asking.getresponse()
            answer.read()
            if answer.status != 200:
                raise RuntimeError(f"{address} answered {answer.status}")
            taken.append(time.perf_counter() - start)

    threads = [threading.Thread(target=client) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken.sort()
    print(
        f"{what:<48}{len(taken) / SECONDS:8.1f} pages a second{taken[int(len(taken) * 0.95)] * 1000:8.1f} ms p95"
    )


def signed_in(actor: Actor) -> Client:
    """A client that has signed in as somebody."""
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


def cookie_of(actor: Actor) -> str:
    """The session cookie of somebody who signed in."""
    return f"sessionid={signed_in(actor).cookies['sessionid'].value}"


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def await_site(port: int) -> None:
    """Wait until the site answers."""
    for _ in range(150):
        try:
            http.client.HTTPConnection("127.0.0.1", port).request("GET", "/")
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("the site did not start")


if __name__ == "__main__":
    main()
