"""What was kept is what is set up again, row for row, and the house works on it."""

import dataclasses
import json
import tarfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pyrage
import pytest
from django.db import connection
from tests.database import TestDatabase, TestServer, pointed_at
from tests.scenarios.paying import paid
from tests.world import World, journey

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.foundation.backup.api import (
    BackupRefused,
    Opener,
    Seal,
    last_backup,
    last_restoration,
    make_backup,
    note_backup,
    restore_backup,
)
from bodemplaat.foundation.backup.archive import read_through, reading
from bodemplaat.foundation.backup.configuration import is_same_secret_key
from bodemplaat.foundation.backup.manifest import LEFT_OUT
from bodemplaat.foundation.database import roles
from bodemplaat.foundation.tenancy.api import NotFound

AT = datetime(2026, 11, 28, 12, tzinfo=UTC)
AS_IT_STOOD = (
    "SELECT tgrelid::regclass::text, tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2",
    (
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), convalidated FROM pg_constraint"
        " WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2"
    ),
    "SELECT tablename, policyname, qual, with_check FROM pg_policies ORDER BY 1, 2",
)


def everything(url: str) -> dict[str, int]:
    """Rows by table, counted by a superuser, whom no policy stops."""
    with psycopg.connect(url) as session:
        names = session.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        return {
            name: session.execute(f'SELECT count(*) FROM "{name}"').fetchall()[0][0]
            for (name,) in names
            if name not in LEFT_OUT
        }


def refusal(error: pytest.ExceptionInfo[BackupRefused]) -> str:
    return error.value.findings[0].code


@pytest.fixture
def lived_in(committed_world: tuple[TestDatabase, World]) -> tuple[TestDatabase, World]:
    """A cooperation with claims at every stage, one of them paid."""
    database, world = committed_world
    world.approved(world.first.anna)
    paid(world)
    world.approved(world.first.bert, journey("30"))
    world.submitted(world.second.anna, journey("17"))
    world.draft(world.first.anna)
    return database, world


def test_what_was_kept_is_set_up_row_for_row(
    lived_in: tuple[TestDatabase, World], empty_place: TestDatabase, test_server: TestServer, tmp_path: Path
) -> None:
    database, world = lived_in
    file = tmp_path / "all.backup"
    made = make_backup(database.owner_url, file)
    kept = read_through(file, Opener())

    restored = restore_backup(empty_place.owner_url, file, at=AT)
    assert (restored.tables, restored.rows, restored.renewed) == (made.tables, made.rows, 0)
    assert restored.moment == made.moment

    superuser = [
        test_server.cluster.url(role=roles.SUPERUSER, database=each.name) for each in (database, empty_place)
    ]
    there, here = map(everything, superuser)
    assert here == there | {"backup_restoration": 1}
    assert sum(there.values()) == made.rows  # the owner is no superuser, and no policy took a row away

    again = tmp_path / "again.backup"
    make_backup(empty_place.owner_url, again)
    set_up = read_through(again, Opener())
    assert {k: v for k, v in set_up.tables.items() if k != "backup_restoration"} == {
        k: v for k, v in kept.tables.items() if k != "backup_restoration"
    }
    assert set_up.sequences == kept.sequences

    for each in AS_IT_STOOD:
        with (
            psycopg.connect(database.owner_url) as at_home,
            psycopg.connect(empty_place.owner_url) as moved_to,
        ):
            assert moved_to.execute(each).fetchall() == at_home.execute(each).fetchall() != []

    with pointed_at(empty_place.url):  # as the site: the locks hold, and work goes on
        moved = dataclasses.replace(world)
        claim = moved.approved(moved.first.bert, journey("11"))
        assert claims.claim_view(actor=moved.clerk, claim=claim, on=moved.at.date()).number
        with pytest.raises(NotFound):
            claims.claim_view(actor=moved.second.anna, claim=claim, on=moved.at.date())
        seen = last_restoration()
        assert seen is not None
        assert (seen.moment, seen.restored_at) == (made.moment, AT)


def test_a_backup_is_of_one_moment_while_others_work(
    lived_in: tuple[TestDatabase, World], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is done while the file is written is in it as a whole or, as here, not at all."""
    database, world = lived_in
    acts: list[str] = []

    def meanwhile(what: object, table: str, done: int, of: int) -> None:
        if table == "claims_claim" and not acts:
            acts.append(table)
            world.approved(world.first.bert, journey("19"))

    make_backup(database.owner_url, tmp_path / "one", progress=meanwhile)
    make_backup(database.owner_url, tmp_path / "two")
    one, two = (read_through(tmp_path / name, Opener()).tables for name in ("one", "two"))
    assert acts
    assert two["claims_claim"].rows == one["claims_claim"].rows + 1
    assert one["audit_auditentry"].rows < two["audit_auditentry"].rows


def test_who_does_not_own_the_tables_is_refused_and_never_gets_a_thin_backup(
    lived_in: tuple[TestDatabase, World], tmp_path: Path
) -> None:
    database, _ = lived_in
    with pytest.raises(BackupRefused) as error:
        make_backup(database.url, tmp_path / "thin")
    assert refusal(error) == "backup.not_the_owner"
    assert "BODEMPLAAT_OWNER_URL" in str(error.value)
    assert list(tmp_path.iterdir()) == []


def test_a_policy_that_binds_the_owner_too_is_refused(
    lived_in: tuple[TestDatabase, World], tmp_path: Path
) -> None:
    database, _ = lived_in
    with psycopg.connect(database.owner_url) as owner:
        owner.execute("ALTER TABLE claims_claim FORCE ROW LEVEL SECURITY")
    with pytest.raises(BackupRefused) as error:
        make_backup(database.owner_url, tmp_path / "thin")
    assert refusal(error) == "backup.not_the_owner"
    assert list(tmp_path.iterdir()) == []


def test_who_was_signed_in_is_not_kept(lived_in: tuple[TestDatabase, World], tmp_path: Path) -> None:
    database, _ = lived_in
    with psycopg.connect(database.owner_url) as owner:
        owner.execute("INSERT INTO django_session VALUES ('sleutel-van-anna', 'x', now())")
    make_backup(database.owner_url, tmp_path / "all")
    with tarfile.open(tmp_path / "all") as archive:
        assert not any("django_session" in name for name in archive.getnames())
        manifest = archive.extractfile("manifest.json")
        assert manifest is not None
        assert "django_session" in json.load(manifest)["left_out"]


def test_settings_are_kept_and_secrets_are_not(lived_in: tuple[TestDatabase, World], tmp_path: Path) -> None:
    database, _ = lived_in
    environment = {
        "BODEMPLAAT_ADDRESS": "https://declaraties.example.nl",
        "BODEMPLAAT_SECRET_KEY": "the key itself",
        "BODEMPLAAT_SMTP_PASSWORD": "the password itself",
        "BODEMPLAAT_OWNER_URL": "postgresql://o:the-url-itself@x/y",
    }
    file = tmp_path / "all"
    make_backup(database.owner_url, file, environment=environment)
    with tarfile.open(file) as archive:
        content = archive.extractfile("configuration.json")
        assert content is not None
        kept = json.load(content)
    assert kept["settings"] == {"BODEMPLAAT_ADDRESS": "https://declaraties.example.nl"}
    assert kept["keep_beside"] == [
        "BODEMPLAAT_SECRET_KEY",
        "BODEMPLAAT_SMTP_PASSWORD",
        "BODEMPLAAT_OWNER_URL",
    ]
    assert b"itself" not in file.read_bytes()
    with reading(file, Opener()) as opened:
        configuration = opened.configuration
    answers = [is_same_secret_key(configuration, key) for key in ("the key itself", "another", "")]
    assert answers == [True, False, None]


def test_a_sealed_backup_opens_with_its_passphrase_only(
    lived_in: tuple[TestDatabase, World], empty_place: TestDatabase, tmp_path: Path
) -> None:
    database, _ = lived_in
    file = tmp_path / "sealed"
    made = make_backup(database.owner_url, file, seal=Seal(passphrase="vier paarden en een kar"))
    assert made.is_read_back
    assert b"claims_claim" not in file.read_bytes()
    for opener, code in (
        (Opener(), "backup.sealed"),
        (Opener(passphrase="drie paarden"), "backup.wrong_passphrase"),
    ):
        with pytest.raises(BackupRefused) as error:
            restore_backup(empty_place.owner_url, file, opener=opener, at=AT)
        assert refusal(error) == code
    assert read_through(file, Opener(passphrase="vier paarden en een kar")).rows == made.rows


def test_a_backup_sealed_for_a_key_needs_no_secret_where_it_is_made(
    lived_in: tuple[TestDatabase, World], empty_place: TestDatabase, tmp_path: Path
) -> None:
    database, _ = lived_in
    file = tmp_path / "sealed"
    own, other = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
    made = make_backup(database.owner_url, file, seal=Seal(recipients=(str(own.to_public()),)))
    assert not made.is_read_back  # only who has the key can
    for opener, code in ((Opener(), "backup.sealed"), (Opener(identities=(str(other),)), "backup.wrong_key")):
        with pytest.raises(BackupRefused) as error:
            restore_backup(empty_place.owner_url, file, opener=opener, at=AT)
        assert refusal(error) == code
    assert read_through(file, Opener(identities=(str(own),))).rows == made.rows


def test_the_last_good_backup_is_known_and_the_site_cannot_say_so_itself(
    lived_in: tuple[TestDatabase, World], tmp_path: Path
) -> None:
    database, _ = lived_in
    made = make_backup(database.owner_url, tmp_path / "all.backup")
    assert last_backup() is None
    with pytest.raises(Exception, match="row-level security"):
        note_backup(made)
    with pointed_at(database.owner_url):
        note_backup(made)
    with pointed_at(database.url):
        view = last_backup()
        assert view is not None
        assert (view.moment, view.file, view.rows) == (made.moment, "all.backup", made.rows)
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM backup_restoration; UPDATE backup_backupmade SET rows = 0")
            assert cursor.rowcount == 0


def test_a_file_that_is_there_is_not_written_over_unasked(
    lived_in: tuple[TestDatabase, World], tmp_path: Path
) -> None:
    database, _ = lived_in
    file = tmp_path / "all.backup"
    file.write_text("something else")
    with pytest.raises(BackupRefused) as error:
        make_backup(database.owner_url, file)
    assert refusal(error) == "backup.exists"
    assert file.read_text() == "something else"
    assert make_backup(database.owner_url, file, replace=True).moment > AT - timedelta(days=3650)


def test_only_one_at_a_time(lived_in: tuple[TestDatabase, World], tmp_path: Path) -> None:
    database, _ = lived_in
    codes: list[str] = []

    def second(what: object, table: str, done: int, of: int) -> None:
        if table == "claims_claim" and not codes:
            with pytest.raises(BackupRefused) as error:
                make_backup(database.owner_url, tmp_path / "two")
            codes.append(refusal(error))

    make_backup(database.owner_url, tmp_path / "one", progress=second)
    assert codes == ["backup.busy"]
    assert [path.name for path in tmp_path.iterdir()] == ["one"]


def test_a_place_that_is_not_empty_keeps_what_it_has(
    lived_in: tuple[TestDatabase, World], tmp_path: Path
) -> None:
    database, _ = lived_in
    make_backup(database.owner_url, tmp_path / "all")
    with pytest.raises(BackupRefused) as error:
        restore_backup(database.owner_url, tmp_path / "all", at=AT)
    assert refusal(error) == "backup.not_empty"
    assert last_restoration() is None
