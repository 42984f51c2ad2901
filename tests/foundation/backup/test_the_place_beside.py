"""A backup is set up beside the empty database, and takes its place whole, with the rights that were given to it."""

import os
from collections.abc import Iterator

import psycopg
import pytest
from tests.database import TestDatabase, TestServer

from bodemplaat.foundation.backup.errors import BackupRefused
from bodemplaat.foundation.backup.place import BESIDE, EMPTIED, beside, in_words
from bodemplaat.foundation.database import roles
from bodemplaat.foundation.database.api import DatabaseUrl


def databases(test_server: TestServer, beginning: str) -> list[str]:
    with psycopg.connect(test_server.cluster.url(role=roles.OWNER, database="postgres")) as session:
        rows = session.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY 1", [beginning]
        ).fetchall()
    return [name for (name,) in rows]


def run(url: str, *statements: str) -> None:
    with psycopg.connect(url, autocommit=True) as session:
        for each in statements:
            session.execute(each)


def test_it_takes_the_place_with_rights_and_settings(
    empty_place: TestDatabase, test_server: TestServer
) -> None:
    name = empty_place.name
    with psycopg.connect(empty_place.owner_url, autocommit=True) as owner:
        owner.execute(f"REVOKE CONNECT ON DATABASE {name} FROM PUBLIC")
        owner.execute(f"GRANT CONNECT ON DATABASE {name} TO {roles.APP}")
        owner.execute(f"ALTER DATABASE {name} SET work_mem TO '11MB'")
    rights = "SELECT datacl::text FROM pg_database WHERE datname = current_database()"
    with psycopg.connect(empty_place.owner_url) as owner:
        before = owner.execute(rights).fetchall()
    with beside(empty_place.owner_url) as url, psycopg.connect(url) as half:
        half.execute("CREATE TABLE first (n int)")
        half.execute("INSERT INTO first VALUES (1)")
        half.commit()
        half.close()
    with psycopg.connect(empty_place.url) as site:  # the application may come in, and sees what was made
        assert site.execute("SELECT n FROM first").fetchall() == [(1,)]
        assert site.execute("SHOW work_mem").fetchone() == ("11MB",)
        assert {*site.execute(rights).fetchall()[0][0][1:-1].split(",")} == {*before[0][0][1:-1].split(",")}
    assert databases(test_server, name) == [name]


def test_a_failure_leaves_the_empty_place_and_nothing_beside_it(
    empty_place: TestDatabase, test_server: TestServer
) -> None:
    with pytest.raises(psycopg.errors.DivisionByZero), beside(empty_place.owner_url) as url:
        run(url, "CREATE TABLE first (n int)", "SELECT 1/0")
    assert databases(test_server, empty_place.name) == [empty_place.name]
    with psycopg.connect(empty_place.owner_url) as owner:
        assert owner.execute("SELECT to_regclass('first')").fetchone() == (None,)


def test_what_came_into_the_empty_place_meanwhile_is_not_thrown_away(
    empty_place: TestDatabase, test_server: TestServer
) -> None:
    with pytest.raises(BackupRefused) as error, beside(empty_place.owner_url):
        run(empty_place.owner_url, "CREATE TABLE first (n int)")
    assert error.value.findings[0].code == "backup.not_empty"
    assert databases(test_server, empty_place.name) == [empty_place.name]


def test_a_place_in_use_and_a_second_restore_are_refused_in_words(
    empty_place: TestDatabase, test_server: TestServer
) -> None:
    with psycopg.connect(empty_place.url):
        with pytest.raises(BackupRefused) as error, in_words(), beside(empty_place.owner_url):
            pytest.fail("somebody is in the database that is to be replaced")
        assert error.value.findings[0].code == "backup.in_use"
    with beside(empty_place.owner_url) as url, psycopg.connect(url) as first:
        with pytest.raises(BackupRefused) as error, in_words(), beside(empty_place.owner_url):
            pytest.fail("another is being set up there")
        assert error.value.findings[0].code == "backup.in_use"
        first.close()
    assert databases(test_server, f"{empty_place.name}{BESIDE}") == []


@pytest.fixture
def plain_owner(test_server: TestServer) -> Iterator[str]:
    """An owner as the how-to makes one on a server of others: not allowed to make databases."""
    name = f"test_{os.getpid()}_plain"
    superuser = test_server.cluster.url(role=roles.SUPERUSER, database="postgres")
    with psycopg.connect(superuser, autocommit=True) as session:
        session.execute(f"CREATE ROLE {name} LOGIN NOSUPERUSER NOCREATEDB PASSWORD 'plain'")
        session.execute(f"CREATE DATABASE {name} OWNER {name}")
        parsed = DatabaseUrl.parse(superuser)
        yield str(DatabaseUrl(name, "plain", parsed.host, parsed.port, name))
        session.execute(f"DROP DATABASE {name} WITH (FORCE)")
        session.execute(f"DROP ROLE {name}")


def test_an_owner_who_may_not_make_databases_reads_the_cure(plain_owner: str) -> None:
    with pytest.raises(BackupRefused) as error, beside(plain_owner):
        pytest.fail("it may not")
    assert error.value.findings[0].code == "backup.no_createdb"
    assert "CREATEDB" in str(error.value)


@pytest.mark.parametrize("ending", [BESIDE, EMPTIED])
def test_a_database_of_somebody_elses_under_that_name_is_not_thrown_away(
    empty_place: TestDatabase, test_server: TestServer, ending: str
) -> None:
    other = f"{empty_place.name}{ending}"
    postgres = test_server.cluster.url(role=roles.OWNER, database="postgres")
    run(postgres, f"CREATE DATABASE {other}")
    theirs = test_server.cluster.url(role=roles.OWNER, database=other)
    run(theirs, "CREATE TABLE theirs (n int)")
    try:
        with pytest.raises(BackupRefused) as error, beside(empty_place.owner_url):
            pytest.fail("somebody else's database stands in the way")
        assert error.value.findings[0].code == "backup.in_the_way"
        assert databases(test_server, empty_place.name) == [empty_place.name, other]
        run(theirs, "DROP TABLE theirs")
        with beside(empty_place.owner_url):
            pass  # an empty one is nobody's
        assert databases(test_server, empty_place.name) == [empty_place.name]
    finally:
        run(postgres, f"DROP DATABASE IF EXISTS {other} WITH (FORCE)")
