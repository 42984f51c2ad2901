"""What a server of one's own lacks is said all at once, with the SQL that cures it; the SQL is run to see."""

from collections.abc import Iterator

import psycopg
import pytest

from bodemplaat.foundation.database import roles
from bodemplaat.foundation.database.api import DatabaseUrl
from bodemplaat.foundation.database.check import check_server
from bodemplaat.foundation.database.cluster import Cluster, Purpose
from bodemplaat.kernel import Finding

pytestmark = pytest.mark.xdist_group("own PostgreSQL")


@pytest.fixture
def cluster(demo: Cluster, state: object, binaries: object) -> Cluster:
    return Cluster.ensure(Purpose.DEMO, state=demo.folder.parent, binaries=demo.binaries)


@pytest.fixture
def superuser(cluster: Cluster) -> Iterator[psycopg.Connection]:
    with psycopg.connect(cluster.url(role=roles.SUPERUSER, database="postgres"), autocommit=True) as session:
        yield session


@pytest.fixture
def bare(cluster: Cluster, superuser: psycopg.Connection) -> Iterator[str]:
    """A database as a server's administrator first makes one: nothing in it, owned by himself."""
    superuser.execute("CREATE DATABASE bare TEMPLATE template0")
    yield "bare"
    superuser.execute("DROP DATABASE bare WITH (FORCE)")


def codes(findings: tuple[Finding, ...]) -> set[str]:
    return {finding.code for finding in findings}


def test_our_own_server_lacks_nothing(cluster: Cluster) -> None:
    assert check_server(cluster.url(), cluster.url(role=roles.OWNER)) == ()


def test_the_sql_that_is_offered_cures_a_bare_database(
    cluster: Cluster, superuser: psycopg.Connection, bare: str
) -> None:
    app, owner = cluster.url(database=bare), cluster.url(role=roles.OWNER, database=bare)
    lacking = {finding.code: finding for finding in check_server(app, owner)}
    assert set(lacking) == {
        "database.no_extension",
        "database.owner_may_not_create",
        "database.no_default_rights",
    }
    superuser.execute(str(lacking["database.owner_may_not_create"].values["sql"]).encode())
    with psycopg.connect(cluster.url(role=roles.SUPERUSER, database=bare), autocommit=True) as session:
        session.execute(str(lacking["database.no_extension"].values["sql"]).encode())
    with psycopg.connect(owner, autocommit=True) as session:
        session.execute(str(lacking["database.no_default_rights"].values["sql"]).encode())
    assert check_server(app, owner) == ()


def test_a_role_that_may_not_make_temporary_tables_is_told_and_cured(
    cluster: Cluster, superuser: psycopg.Connection, bare: str
) -> None:
    superuser.execute("REVOKE TEMPORARY ON DATABASE bare FROM PUBLIC")
    app = cluster.url(database=bare)
    with pytest.raises(psycopg.errors.InsufficientPrivilege), psycopg.connect(app) as session:
        session.execute("CREATE TEMP TABLE staged (id int)")
    lacking = {finding.code: finding for finding in check_server(app)}
    cure = str(lacking["database.no_temporary_tables"].values["sql"])
    assert cure in lacking["database.no_temporary_tables"].render()
    superuser.execute(cure.encode())
    assert "database.no_temporary_tables" not in codes(check_server(app))
    with psycopg.connect(app) as session:
        session.execute("CREATE TEMP TABLE staged (id int)")


def test_a_role_for_whom_row_level_security_does_not_count_is_refused(cluster: Cluster) -> None:
    (finding,) = check_server(cluster.url(role=roles.SUPERUSER))
    assert finding.code == "database.too_powerful"
    assert "ALTER ROLE postgres NOSUPERUSER NOBYPASSRLS;" in finding.render()


def test_one_role_for_both_is_refused(cluster: Cluster) -> None:
    assert "database.one_role" in codes(check_server(cluster.url(), cluster.url()))


def test_an_application_that_owns_tables_is_refused(cluster: Cluster) -> None:
    with psycopg.connect(cluster.url(role=roles.OWNER), autocommit=True) as owner:
        owner.execute("CREATE TABLE IF NOT EXISTS mine (id int)")
    assert codes(check_server(cluster.url(role=roles.OWNER))) == {"database.application_owns"}


def test_a_missing_role_and_a_missing_database_are_named(cluster: Cluster) -> None:
    there = DatabaseUrl.parse(cluster.url())
    nowhere = str(there.to("nowhere"))
    (finding,) = check_server(nowhere)
    assert finding.code == "database.no_connection"
    assert "CREATE DATABASE nowhere OWNER bodemplaat_owner" in finding.render()
    assert there.password not in finding.render()


def test_a_server_that_is_not_there_is_said_in_plain_words() -> None:
    (finding,) = check_server("postgresql://bodemplaat_app:x@127.0.0.1:1/bodemplaat")
    assert "Is the server running and the address right?" in finding.render()
