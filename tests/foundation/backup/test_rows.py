"""Rows come straight from the server, and whoever stops half-way leaves a session that goes on."""

import gzip
import io

import psycopg
import pytest
from tests.database import TestDatabase

from bodemplaat.foundation.backup.archive import ArchiveWriter
from bodemplaat.foundation.backup.manifest import Column, Table
from bodemplaat.foundation.backup.rows import PART, rows_of
from bodemplaat.foundation.backup.sealing import members

TABLE = Table("many", (Column("n", "integer"), Column("text", "text")))


@pytest.fixture
def filled(empty_place: TestDatabase) -> TestDatabase:
    with psycopg.connect(empty_place.owner_url) as session:
        session.execute("CREATE TABLE many (n int, text text)")
        session.execute("INSERT INTO many SELECT n, repeat('é\t', 40) FROM generate_series(1, 60000) n")
    return empty_place


def test_parts_are_whole_rows_and_all_of_them(filled: TestDatabase) -> None:
    with psycopg.connect(filled.owner_url) as session, session.transaction():
        with rows_of(session, TABLE) as parts:
            content = list(parts)
        with session.cursor().copy("COPY many TO STDOUT") as copy:
            assert b"".join(content) == b"".join(map(bytes, copy))
    assert len(content) > 1
    assert all(part.endswith(b"\n") for part in content)
    assert all(len(part) >= PART for part in content[:-1])


def test_a_session_goes_on_after_reading_stopped_half_way(filled: TestDatabase) -> None:
    with psycopg.connect(filled.owner_url, autocommit=True) as session:
        with rows_of(session, TABLE) as parts:
            assert next(parts)
        assert session.execute("SELECT count(*) FROM many").fetchone() == (60000,)
        with pytest.raises(ZeroDivisionError), rows_of(session, TABLE) as parts:
            divmod(len(next(parts)), 0)
        with (
            pytest.raises(psycopg.errors.UndefinedTable),
            rows_of(session, Table("none", TABLE.columns)) as parts,
        ):
            next(parts)
        assert session.execute("SELECT 1").fetchone() == (1,)


def test_an_error_of_the_server_in_the_middle_is_raised(filled: TestDatabase) -> None:
    with psycopg.connect(filled.owner_url, autocommit=True) as session:
        session.execute("SET statement_timeout = 1")
        with pytest.raises(psycopg.errors.QueryCanceled), rows_of(session, TABLE) as parts:
            list(parts)


def test_what_is_packed_is_what_any_gunzip_opens(filled: TestDatabase) -> None:
    file = io.BytesIO()
    writer = ArchiveWriter(file, None)
    rows = [b"1\tone\n" * 1000, b"2\ttwo\n"]
    writer.table("many", iter(rows), lambda count: None)
    writer._tar.close()
    file.seek(0)
    packed = [content for name, content in members(file, 10**6) if name.startswith("tables/")]
    assert [gzip.decompress(each) for each in packed] == rows
