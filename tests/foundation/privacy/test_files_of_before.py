"""A file of one's own data that was made before files were kept in pieces is still whole, and a request that waits goes on."""

import psycopg
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from tests.database import TestDatabase

from bodemplaat.foundation.tables.api import make_tables

SINCE = ("privacy", "0003_files_in_pieces")
PIECE = 1_048_576
BEFORE = """
INSERT INTO organisations_organisation (id, name, kind, cbs_code, oin, town, theme)
VALUES ('00000000-0000-0000-0000-000000000001', 'Vlist', 'municipality', '', '', '', '');
INSERT INTO organisations_person (id, organisation_id, name, email, number, language)
SELECT ('00000000-0000-0000-0000-0000000000' || lpad(n::text, 2, '0'))::uuid,
    '00000000-0000-0000-0000-000000000001', 'Bas ' || n, '', '', 'nl'
FROM generate_series(10, 13) n
"""
ASKED = """
INSERT INTO privacy_datarequest (id, organisation_id, person_id, asked_at, language, done, total, content, ready_at)
SELECT gen_random_uuid(), p.organisation_id, p.id, '2026-11-01', 'nl', 3, 3, %s, %s
FROM organisations_person p WHERE p.name = %s
"""


def test_a_file_is_cut_without_losing_a_byte_and_a_request_that_waits_stays(
    empty_place: TestDatabase,
) -> None:
    graph = MigrationLoader(None).graph
    make_tables({name for name in graph.nodes if SINCE not in graph.forwards_plan(name)})
    ready = "2026-11-02"
    files = {"Bas 10": bytes(range(256)) * 10_000, "Bas 11": b"x" * (2 * PIECE), "Bas 12": b""}
    with psycopg.connect(empty_place.owner_url) as session:
        session.execute(BEFORE)
        for name, content in files.items():
            session.execute(ASKED, (content, ready, name))
        session.execute(ASKED, (None, None, "Bas 13"))
    connection.close()
    make_tables()
    with psycopg.connect(empty_place.owner_url) as session:
        kept = session.execute(
            "SELECT p.name, r.size, count(e.id), coalesce(string_agg(e.content, ''::bytea ORDER BY e.place), ''),"
            " coalesce(max(length(e.content)), 0), bool_and(e.organisation_id = r.organisation_id), r.ready_at IS NULL"
            " FROM privacy_datarequest r JOIN organisations_person p ON p.id = r.person_id"
            " LEFT JOIN privacy_datarequestpiece e ON e.request_id = r.id GROUP BY r.id, p.name ORDER BY 1"
        ).fetchall()
    assert [(name, size, pieces, longest) for name, size, pieces, _, longest, *_ in kept] == [
        ("Bas 10", 2_560_000, 3, PIECE),
        ("Bas 11", 2 * PIECE, 2, PIECE),
        ("Bas 12", 0, 1, 0),
        ("Bas 13", 0, 0, 0),
    ]
    for name, _, pieces, content, _, is_own, waits in kept:
        assert bytes(content) == files.get(name, b"")
        assert is_own is (True if pieces else None)
        assert waits is (name == "Bas 13")
