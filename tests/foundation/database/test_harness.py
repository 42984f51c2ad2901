"""What tests themselves stand on: the application's role, a private database, no network."""

import os
import socket
import subprocess
import sys
import threading
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.utils import timezone
from tests.database import TestDatabase

from bodemplaat.foundation.database import roles

COUNT = "import django; django.setup(); from django.contrib.sessions.models import Session; print(Session.objects.count())"


def keep(key: str) -> None:
    Session.objects.create(session_key=key, session_data="", expire_date=timezone.now())


def asked(query: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()[0]


@pytest.mark.django_db
@pytest.mark.parametrize("time", ["once", "and again"])
def test_a_tests_rows_are_gone_before_the_next_one(time: str) -> None:
    assert not Session.objects.exists()
    keep("kept")
    assert Session.objects.count() == 1


@pytest.mark.django_db
def test_queries_run_as_the_application_not_as_the_owner() -> None:
    assert asked("SELECT current_user") == roles.APP
    assert asked("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") > 0
    assert asked("SELECT count(*) FROM pg_tables WHERE tableowner = current_user") == 0


@pytest.mark.parametrize("time", ["once", "and again"])
def test_a_fresh_database_is_seen_by_threads_and_processes_and_by_no_other_test(
    fresh_database: TestDatabase, time: str
) -> None:
    assert not Session.objects.exists()

    def commit(key: str) -> None:
        with transaction.atomic():
            keep(key)
        connection.close()

    threads = [threading.Thread(target=commit, args=(f"thread {number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Session.objects.count() == 4
    seen = subprocess.run(
        [sys.executable, "-c", COUNT],
        env=fresh_database.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert seen.stdout.strip() == "4", seen.stderr


def test_a_test_that_asks_for_no_database_gets_none() -> None:
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        Session.objects.count()


@pytest.mark.parametrize("address", ["192.0.2.1", "example.org"])
def test_nothing_leaves_this_machine(address: str) -> None:
    with socket.socket() as outside, pytest.raises(PermissionError, match="may not reach the network"):
        outside.connect((address, 80))


def test_the_databases_of_tests_are_not_the_demos(fresh_database: TestDatabase) -> None:
    assert asked("SHOW fsync") == "off"
    assert asked("SELECT current_database()") == fresh_database.name
    assert str(os.getpid()) in fresh_database.name
