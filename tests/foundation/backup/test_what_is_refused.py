"""A full disk, a newer version, and rows that are not equal: refused in words, and the place stays as empty as it was."""

import errno
import io
import json
import os
import tarfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import OperationalError, connection
from tests.database import TestDatabase
from tests.world import World

from bodemplaat.foundation.backup.api import BackupRefused, Progress, make_backup, restore_backup
from bodemplaat.foundation.backup.place import in_words
from bodemplaat.foundation.backup.sealing import add_member

AT = datetime(2026, 11, 29, 12, tzinfo=UTC)
OLD = Path(__file__).parent / "files" / "main-c5a5f8a.backup"


def unseen(what: object, table: str, done: int, of: int) -> None:
    """Nobody looks."""


def refused_at(place: TestDatabase, file: Path, progress: Progress = unseen) -> tuple[str, str]:
    """The code and text of the refusal; the place is empty after it, and nothing lies beside it."""
    with pytest.raises(BackupRefused) as error:
        restore_backup(place.owner_url, file, at=AT, progress=progress)
    with psycopg.connect(place.owner_url) as session:
        tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        assert session.execute(tables).fetchone() == (0,)
        names = "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
        assert session.execute(names, [place.name]).fetchall() == [(place.name,)]
    (finding,) = error.value.findings
    return finding.code, finding.render()


def changed(file: Path, to: Path, **values: Any) -> Path:
    """A backup with something else in its manifest."""
    with tarfile.open(file) as archive, tarfile.open(to, "w") as written:
        for each in archive:
            member = archive.extractfile(each)
            content = member.read() if member else b""
            if each.name == "manifest.json":
                manifest = json.loads(content)
                for name, value in values.items():
                    manifest[name] = manifest[name] + value if isinstance(value, list) else value
                content = json.dumps(manifest).encode()
            add_member(written, each.name, content)
    return to


def test_a_backup_of_a_newer_version_names_that_version(empty_place: TestDatabase, tmp_path: Path) -> None:
    tomorrow = [["claims", "0999_of_tomorrow"]]
    newer = changed(OLD, tmp_path / "newer", software="9.1", migrations=tomorrow)
    code, text = refused_at(empty_place, newer)
    assert code == "backup.newer"
    assert "newer version of Bodemplaat (9.1)" in text
    assert "claims.0999_of_tomorrow" in text


def test_rows_that_changed_on_the_way_are_noticed_and_nothing_is_set_up(empty_place: TestDatabase) -> None:
    acts: list[str] = []

    def meddle(what: object, table: str, done: int, of: int) -> None:
        if str(what) == "Comparing every table with the backup" and not acts:
            acts.append(table)
            with connection.cursor() as cursor:
                cursor.execute("UPDATE django_content_type SET model = model || ' ' WHERE model = 'claim'")
                assert cursor.rowcount == 1

    code, text = refused_at(empty_place, OLD, meddle)
    assert acts
    assert code == "backup.not_equal"
    assert "django_content_type" in text


@pytest.mark.parametrize("moment", ["while it is written", "at its end"])
def test_a_full_disk_is_said_in_words_and_leaves_no_file(
    committed_world: tuple[TestDatabase, World], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    database, _ = committed_world
    if moment == "at its end":

        def full(descriptor: int) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        monkeypatch.setattr(os, "fsync", full)
    else:
        monkeypatch.setattr(os, "fdopen", SmallDisk)
    with pytest.raises(BackupRefused) as error:
        make_backup(database.owner_url, tmp_path / "all.backup")
    (finding,) = error.value.findings
    assert finding.code == "backup.cannot_write"
    assert finding.render().startswith("The disk is full, so nothing was kept in")
    assert list(tmp_path.iterdir()) == []


class SmallDisk(io.FileIO):
    """A file on a disk of thirty thousand bytes."""

    def write(self, content: Any) -> int:
        if self.tell() + len(content) > 30_000:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return super().write(content)


def test_a_full_disk_of_the_server_is_no_fault_of_the_file() -> None:
    def said(error: Exception) -> str:
        with pytest.raises(BackupRefused) as refusal, in_words():
            raise error
        return refusal.value.findings[0].code

    full = psycopg.errors.DiskFull("could not extend file: No space left on device")
    by_django = OperationalError(str(full))
    by_django.__cause__ = full
    assert [said(full), said(by_django), said(psycopg.errors.DivisionByZero("x"))] == [
        "backup.disk_full",
        "backup.disk_full",
        "backup.not_taken",
    ]
