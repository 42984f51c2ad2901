"""Moves of tasks that were proposed before there was one machinery are proposals now, with who decided and every version."""

import psycopg
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from tests.database import TestDatabase

from bodemplaat.foundation.tables.api import make_tables

SINCE = [("organisations", "0013_moves_name_a_proposal"), ("proposals", "0001_initial")]
BEFORE = """
INSERT INTO organisations_organisation (id, name, kind, cbs_code, oin, town, theme) VALUES
    ('00000000-0000-0000-0000-000000000001', 'Vlist', 'municipality', '', '', '', ''),
    ('00000000-0000-0000-0000-000000000002', 'SSC', 'provider', '', '', '', '');
INSERT INTO organisations_moveproposal (id, organisation_id, provider_id, task, since, state, proposed_by, proposed_at,
    decided_by, decided_at, reason, finishes_open, reads_earlier)
SELECT gen_random_uuid(), '00000000-0000-0000-0000-000000000001', '00000000-0000-0000-0000-000000000002', 'payments',
    '2026-12-01', 'waiting', '00000000-0000-0000-0000-00000000000a', '2026-11-01', NULL, NULL, '', true, false
"""
DECIDE = (
    "UPDATE organisations_moveproposal SET state = %s, reason = %s, decided_at = '2026-11-02',"
    " decided_by = '00000000-0000-0000-0000-00000000000b' WHERE state = 'waiting'"
)


def test_every_move_is_a_proposal_and_nothing_of_it_is_lost(empty_place: TestDatabase) -> None:
    graph = MigrationLoader(None).graph
    before = {name for name in graph.nodes if not set(SINCE) & set(graph.forwards_plan(name))}
    make_tables(before)
    with psycopg.connect(empty_place.owner_url) as session:
        for state, reason in (("refused", "Na de jaarrekening"), ("confirmed", ""), ("withdrawn", "")):
            session.execute(BEFORE if state == "refused" else BEFORE[BEFORE.index(";") + 1 :])
            session.execute(DECIDE, (state, reason))
        session.execute(BEFORE[BEFORE.index(";") + 1 :])
    connection.close()
    make_tables()
    with psycopg.connect(empty_place.owner_url) as session:
        told = session.execute(
            "SELECT p.state, p.kind, p.subject, p.id = m.id, d.is_agreed, d.reason, d.person = p.closed_by"
            " FROM organisations_moveproposal m JOIN proposals_proposal p ON p.id = m.proposal_id"
            " LEFT JOIN proposals_decision d ON d.proposal_id = p.id ORDER BY 1"
        ).fetchall()
        assert told == [
            ("confirmed", "task_move", "payments", True, True, "", True),
            ("refused", "task_move", "payments", True, False, "Na de jaarrekening", True),
            ("waiting", "task_move", "payments", True, None, None, None),
            ("withdrawn", "task_move", "payments", True, None, None, None),
        ]
        versions = (
            "SELECT pgh_label, state, count(*) FROM proposals_proposalhistory GROUP BY 1, 2 ORDER BY 1, 2"
        )
        assert session.execute(versions).fetchall() == [
            ("insert", "waiting", 4),
            ("update", "confirmed", 1),
            ("update", "refused", 1),
            ("update", "withdrawn", 1),
        ]
