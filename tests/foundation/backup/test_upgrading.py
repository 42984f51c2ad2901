"""A backup of an earlier version is set up in this one, by the command, and goes on as if it had always been here."""

from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner
from tests.database import TestDatabase, pointed_at

from bodemplaat.foundation.backup.api import last_restoration, make_backup
from bodemplaat.foundation.database.schema import is_migrated
from bodemplaat.foundation.retention.tasks import nightly
from bodemplaat.foundation.tables.api import applied_migrations, unknown_migrations
from bodemplaat.surfaces.cli.backup import restore

OLD = Path(__file__).parent / "files" / "main-c5a5f8a.backup"


def test_main_as_it_was_before_there_were_backups(
    empty_place: TestDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", empty_place.url)
    monkeypatch.setenv("BODEMPLAAT_OWNER_URL", empty_place.owner_url)
    monkeypatch.setenv("BODEMPLAAT_SECRET_KEY", "only for this test")
    done = CliRunner().invoke(restore, [str(OLD)])
    assert done.exit_code == 0, done.output
    assert "elke tabel gelijk aan de reservekopie" in done.output
    assert "Tabellen maken" in done.output
    assert "oudere versie" in done.output
    assert "Betalen is gesloten" in done.output
    assert "tweede factor" not in done.output  # the key is the same
    assert is_migrated(empty_place.owner_url)
    with pointed_at(empty_place.owner_url):
        assert ("backup", "0001_initial") in applied_migrations()
        assert unknown_migrations(applied_migrations()) == ()
        seen = last_restoration()
        assert seen is not None
        assert seen.moment < datetime.now(UTC)
    with psycopg.connect(empty_place.owner_url) as session:
        states = "SELECT state, count(*) FROM payments_payment GROUP BY 1 ORDER BY 1"
        assert session.execute(states).fetchall() == [("paid", 1), ("ready", 1)]
        assert session.execute("SELECT count(*) FROM claims_claim").fetchone() == (4,)
        waits = "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'retention.nightly' AND status = 'todo'"
        assert session.execute(waits).fetchone() == (1,)
    with pointed_at(empty_place.url):  # as the worker does
        nightly(int(datetime.now(UTC).timestamp()))
    with psycopg.connect(empty_place.owner_url) as session:
        kinds = "SELECT kind, count(*) FROM retention_keeping WHERE kind IN ('claims', 'payments') GROUP BY 1"
        assert sorted(session.execute(kinds)) == [("claims", 1), ("payments", 1)], (
            "what closed before has its date"
        )
    assert make_backup(empty_place.owner_url, tmp_path / "on.backup").rows > 1000

    again = CliRunner().invoke(restore, [str(OLD)])
    assert again.exit_code == 1
    assert "is niet leeg" in again.output


def test_what_is_not_to_be_had_is_said_in_words(
    empty_place: TestDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", empty_place.url)
    monkeypatch.delenv("BODEMPLAAT_OWNER_URL", raising=False)
    without = CliRunner().invoke(restore, [str(OLD), "--lang", "en"])
    assert without.exit_code == 1
    assert "Set BODEMPLAAT_OWNER_URL too" in without.output
    monkeypatch.setenv("BODEMPLAAT_OWNER_URL", empty_place.owner_url)
    absent = CliRunner().invoke(restore, [str(tmp_path / "no.backup"), "--lang", "en"])
    assert absent.exit_code == 1
    assert "There is no file" in absent.output
    other = tmp_path / "other"
    other.write_text("a letter")
    no_backup = CliRunner().invoke(restore, [str(other), "--lang", "en"])
    assert no_backup.exit_code == 1
    assert "no backup of Bodemplaat" in no_backup.output
