"""Reports and exports from a real streaming replica: what they say is what the database said, or they are read at home.

The replica lags, breaks, stays away, is another's and is one no longer; it never makes a figure wrong, and comes back by itself.
"""

import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern
from django.utils import timezone
from tests.capabilities.ledger.books import OPENING, OPENING_COLUMNS, Books
from tests.database import TestServer, pointed_at
from tests.foundation.imports.files import csv_file
from tests.replica import Replica, a_primary_and_its_replica
from tests.world import World, account_of, journey

from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.foundation.access.models import User
from bodemplaat.foundation.audit.models import AuditEntry
from bodemplaat.foundation.database import roles
from bodemplaat.foundation.database.api import replica_settings
from bodemplaat.foundation.replica import reading
from bodemplaat.foundation.replica.api import at_home, on_replica, read_as_of
from bodemplaat.foundation.tenancy.api import Actor, entered

pytestmark = [pytest.mark.crash, pytest.mark.xdist_group("a replica")]

OVERVIEW = "/bestuur/"


@pytest.fixture(scope="module")
def servers(test_server: TestServer) -> Iterator[Replica]:
    folder = Path(tempfile.mkdtemp(prefix="bodemplaat-replica-", dir="/var/tmp"))
    folder.chmod(0o755)
    try:
        template = test_server.cluster.url(role=roles.SUPERUSER, database=test_server.template)
        with a_primary_and_its_replica(folder, template) as replica:
            yield replica
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def played(servers: Replica, django_test_environment: None, django_db_blocker: Any) -> World:
    """A cooperation with a claim and with books, at home and so on the replica."""
    today = timezone.localdate()
    with django_db_blocker.unblock(), pointed_at(servers.primary.url()):
        world = World.founded()
        world.at = timezone.now()
        world.submitted(world.first.anna, journey("10", today))
        books = Books.of(world, year=today.year)
        opening = csv_file("ledger-opening", OPENING_COLUMNS, *OPENING)
        books.desk.do("ledger-opening", opening, since=date(today.year, 1, 1))
        return world


def named(url: str) -> None:
    """Let reports be read from there; from nowhere without one."""
    if reading.REPLICA in connections.settings:
        connections[reading.REPLICA].close()
        del connections[reading.REPLICA], connections.settings[reading.REPLICA]
    if url:
        connections.settings[reading.REPLICA] = connections.settings["default"] | replica_settings(url)


@pytest.fixture
def world(
    servers: Replica, played: World, django_db_blocker: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[World]:
    """The cooperation, whose reports are read from the replica, however slow the machine makes both."""
    monkeypatch.setattr(reading, "_left_alone_until", 0.0)
    monkeypatch.setattr(reading, "SECONDS_TO_CATCH_UP", 30.0)
    with django_db_blocker.unblock(), pointed_at(servers.primary.url()):
        named(servers.url())
        yield played
        named("")


def signed_in(who: Actor) -> Client:
    client = Client()
    client.force_login(account_of(who))
    return client


def content(answer: Any) -> str:
    """What an answer says, but for what differs from one to the next."""
    whole = b"".join(answer.streaming_content) if answer.streaming else answer.content
    ours = r'name="csrfmiddlewaretoken" value="\w+"|<p class="subtle">Gelezen.*?</p>'
    return re.sub(ours, "", whole.decode(errors="replace"))


def read_at(answer: Any) -> datetime | None:
    """As of when the replica was read for it; ``None`` for what was read at home."""
    moment: datetime | None = answer.wsgi_request.read_as_of
    return moment


def pages_of(world: World) -> dict[str, tuple[Actor, str]]:
    """Every page that is read from the replica, by its name: who opens it, and where."""
    carla, year = world.first.carla, timezone.localdate().year
    account = ledger.trial_balance(actor=carla, year=year, until=12)[0].account.id
    return {
        "board:overview": (carla, OVERVIEW),
        "board:export": (carla, reverse("board:export")),
        "board:trail_export": (carla, reverse("board:trail_export")),
        "books:balance": (carla, f"{reverse('books:balance')}?jaar={year}"),
        "books:audit_file": (carla, f"{reverse('books:audit_file')}?jaar={year}"),
        "books:card": (carla, f"{reverse('books:card', args=[account])}?jaar={year}"),
        "books:iv3": (carla, f"{reverse('books:iv3')}?jaar={year}"),
        "performance:all": (carla, reverse("performance:all")),
        "performance:customer": (carla, reverse("performance:customer", args=[world.first.id])),
        "performance:invoices": (carla, reverse("performance:invoices")),
        "knowledge:figures": (world.clerk, reverse("knowledge:figures")),
        "invoices:export": (world.clerk, reverse("invoices:export")),
        "orders:export": (world.clerk, reverse("orders:export")),
    }


def declared() -> set[str]:
    """The names of the pages that say of themselves that they are read from the replica."""

    def walk(patterns: Any, space: str = "") -> Iterator[str]:
        for each in patterns:
            if not isinstance(each, URLPattern):
                yield from walk(each.url_patterns, f"{each.namespace}:" if each.namespace else space)
                continue
            view: Any = each.callback
            while view is not None and not getattr(view, "from_replica", False):
                view = getattr(view, "__wrapped__", None)
            if view is not None:
                yield f"{space}{each.name}"

    return set(walk(get_resolver().url_patterns))


def test_every_report_is_read_there_whole_and_says_what_it_says_at_home(
    world: World, servers: Replica, caplog: pytest.LogCaptureFixture
) -> None:
    pages = pages_of(world)
    assert declared() == set(pages)
    for name, (who, address) in pages.items():
        client = signed_in(who)
        there = client.get(address)
        assert there.status_code == 200, name
        moment = read_at(there)
        assert moment is not None, (name, caplog.text)
        assert timedelta(0) <= timezone.now() - moment < timedelta(minutes=1)
        if there["Content-Type"].startswith("text/html"):
            assert "Gelezen naar de stand van" in there.content.decode(), name
        else:
            on_the_clock = f"{timezone.localtime(moment):%Y-%m-%d-%H%M%S}"
            assert on_the_clock in there["Content-Disposition"], name
        told = content(there)
        named("")
        here = client.get(address)
        assert read_at(here) is None
        named(servers.url())
        if name != "board:trail_export":  # the second tells of the first
            assert content(here) == told, name
    assert caplog.text == ""


def test_a_paper_says_as_of_when_it_was_read(world: World) -> None:
    who, address = pages_of(world)["books:balance"]
    paper = signed_in(who).get(f"{address}&format=pdf")
    assert read_at(paper) is not None
    pages = pypdfium2.PdfDocument(paper.content)
    assert "Gelezen naar de stand van" in " ".join(page.get_textpage().get_text_range() for page in pages)


def test_what_is_pressed_is_never_sent_there(world: World) -> None:
    answer = signed_in(world.first.carla).post("/boekhouding/", {"year": "1999"})
    assert answer.status_code == 422
    assert read_at(answer) is None


def test_taking_a_list_along_is_noted_at_home_once(world: World) -> None:
    carla = world.first.carla

    def noted() -> int:
        with entered(carla):
            return AuditEntry.records.of(carla).filter(action="claims.exported").count()

    before = noted()
    answer = signed_in(carla).get(reverse("board:export"))
    assert read_at(answer) is not None
    assert noted() == before + 1
    assert "Anna Jansen" in content(answer)


def test_both_locks_hold_there(world: World) -> None:
    def count() -> int:
        assert read_as_of() is not None
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM claims_claim")
            return int(cursor.fetchone()[0])

    def as_who(who: Actor) -> int:
        with entered(who):
            return count()

    assert on_replica(count) == 0, "nobody entered"
    assert on_replica(lambda: as_who(world.first.carla)) > 0
    assert on_replica(lambda: as_who(world.second.carla)) == 0


def counted(world: World) -> tuple[int, bool]:
    """How many claims the overview counts, and whether it was read on the replica."""
    answer = signed_in(world.first.carla).get(OVERVIEW)
    assert answer.status_code == 200
    return sum(part.count for part in answer.context["states"]), read_at(answer) is not None


def hand_in(world: World) -> None:
    world.submitted(world.first.anna, journey("11", timezone.localdate()), at=timezone.now())


def test_what_was_just_done_is_in_it(world: World) -> None:
    before, _ = counted(world)
    for number in range(1, 4):
        hand_in(world)
        assert counted(world) == (before + number, True)


def test_one_that_lags_a_little_says_as_of_when_and_one_that_lags_much_is_not_read(
    world: World, servers: Replica, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "SECONDS_LEFT_ALONE", 0.0)
    settings.REPORTS_LAG = 3600
    hand_in(world)
    before, is_there = counted(world)
    assert is_there
    servers.pause()
    monkeypatch.setattr(reading, "SECONDS_TO_CATCH_UP", 0.1)
    try:
        began = datetime.now(UTC)
        hand_in(world)
        answer = signed_in(world.first.carla).get(OVERVIEW)
        moment = read_at(answer)
        assert moment is not None
        assert moment < began
        assert sum(part.count for part in answer.context["states"]) == before
        assert on_replica(read_as_of, in_step=True) is None
        settings.REPORTS_LAG = 0
        assert counted(world) == (before + 1, False)
    finally:
        servers.resume()
    monkeypatch.setattr(reading, "SECONDS_TO_CATCH_UP", 30.0)
    assert counted(world) == (before + 1, True)


def test_what_is_not_there_yet_is_looked_for_at_home(
    world: World, servers: Replica, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def look() -> bool:
        if not User.objects.filter(email="later@example.nl").exists():
            raise LookupError
        return read_as_of() is None

    settings.REPORTS_LAG = 3600
    hand_in(world)
    assert counted(world)[1]
    servers.pause()
    monkeypatch.setattr(reading, "SECONDS_TO_CATCH_UP", 0.1)
    try:
        User.objects.create_user("later@example.nl", "een lang wachtwoord", "Later")
        assert on_replica(look)
    finally:
        servers.resume()


def test_one_that_breaks_is_left_alone_and_comes_back_by_itself(
    world: World, servers: Replica, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(reading, "SECONDS_LEFT_ALONE", 3600.0)  # however slow the machine
    before, is_there = counted(world)
    assert is_there
    servers.stop()
    try:
        assert [counted(world) for _ in range(3)] == [(before, False)] * 3
        assert caplog.text.count("read from the database itself") == 1, "the next do not even try"
    finally:
        servers.start()
    assert counted(world) == (before, False)
    monkeypatch.setattr(reading, "_left_alone_until", 0.0)  # after that time
    assert counted(world) == (before, True)


def test_one_that_was_started_again_meanwhile_is_read_over_a_new_connection(
    world: World, servers: Replica, caplog: pytest.LogCaptureFixture
) -> None:
    assert counted(world)[1]
    servers.stop()
    servers.start()
    assert counted(world)[1]
    assert caplog.text == ""


def test_a_connection_that_breaks_in_the_middle_begins_again_at_home(world: World) -> None:
    pids = []

    def read() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            pids.append(cursor.fetchone()[0])
            if read_as_of() is not None:
                cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        return len(pids)

    assert on_replica(read) == 2
    assert len(set(pids)) == 2
    assert connection.alias == "default"


def test_what_turns_out_to_write_is_done_at_home_once(world: World) -> None:
    def write() -> None:
        User.objects.create_user("writes@example.nl", "een lang wachtwoord", "Schrijft")

    on_replica(write)
    assert User.objects.filter(email="writes@example.nl").count() == 1


def test_what_is_no_part_of_the_reading_is_done_at_home_within_it(world: World) -> None:
    def read() -> tuple[str, str, str]:
        there = connection.alias
        with at_home():
            return there, connection.alias, on_replica(lambda: connection.alias)

    assert on_replica(read) == ("reports", "default", "default")


def test_within_a_transaction_nothing_is_read_elsewhere(world: World) -> None:
    with entered(world.first.carla):
        assert on_replica(read_as_of) is None


@pytest.mark.parametrize(
    ("where", "why"),
    [
        (lambda servers: "postgresql://app:x@127.0.0.1:1/none", "OperationalError"),
        (lambda servers: servers.primary.url(), "it is no replica (any more)"),
    ],
    ids=["nothing", "the database itself"],
)
def test_what_cannot_be_read_from_is_not(
    world: World,
    servers: Replica,
    where: Callable[[Replica], str],
    why: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    before, _ = counted(world)
    named(where(servers))
    assert counted(world) == (before, False)
    assert why in caplog.text


def test_the_replica_of_another_database_is_not_read(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    ours = "(SELECT system_identifier FROM pg_control_system())"
    monkeypatch.setattr(reading, "_HOW_FAR", reading._HOW_FAR.replace(ours, "1::bigint"))
    assert not counted(world)[1]
    assert "it is of another database" in caplog.text


def test_one_that_became_a_database_of_its_own_is_not_read(
    world: World, servers: Replica, caplog: pytest.LogCaptureFixture
) -> None:
    """The last of this file: it does not become a replica again."""
    before, is_there = counted(world)
    assert is_there
    servers.promote()
    hand_in(world)
    assert counted(world) == (before + 1, False)
    assert "it is no replica (any more)" in caplog.text
