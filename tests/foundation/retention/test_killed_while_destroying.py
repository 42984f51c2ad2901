"""Whoever is killed while destroying leaves nothing half: all of it is there, and the next one destroys all of it."""

import signal
import subprocess
import sys
from pathlib import Path

from tests.database import TestDatabase
from tests.foundation.retention.test_destroying import LATER, proposed, settled, words_in
from tests.world import World

from bodemplaat.foundation.retention import api as retention

DYING = "tests.foundation.retention.dying"
ROOT = Path(__file__).resolve().parents[3]
STEPS = (
    'DELETE FROM "claims_claimline"',
    'DELETE FROM "claims_claim"',
    'DELETE FROM "documents_document"',
    'INSERT INTO "retention_certificate"',
    "SET CONSTRAINTS ALL IMMEDIATE",
)
"""Statements from the first rows that go to the last one before the commit."""


def test_nothing_half_is_left_wherever_it_is_killed(committed_world: tuple[TestDatabase, World]) -> None:
    database, world = committed_world
    claim = settled(world)
    view = proposed(world)
    retention.accept_destruction(actor=world.first.carla, proposal=view.id, at=LATER)
    retention.confirm_destruction(actor=world.first.ad, proposal=view.id, at=LATER)

    def destroy(words: str) -> int:
        done = subprocess.run(
            [sys.executable, "-m", DYING, str(world.first.id), str(view.id), LATER.isoformat(), words],
            env=database.environment | {"DJANGO_SETTINGS_MODULE": "bodemplaat.project.settings_test"},
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode in (0, -signal.SIGKILL), done.stderr[-2000:]
        return done.returncode

    def stands() -> tuple[object, ...]:
        (proposal,) = retention.proposals(actor=world.first.carla)
        return (
            words_in(world.first.id, str(claim)),
            words_in(world.first.id, "bon.jpg"),
            proposal.state,
            retention.certificates(actor=world.first.carla),
        )

    before = stands()
    assert before[3] == ()
    for words in STEPS:
        assert destroy(words) == -signal.SIGKILL, f"never came to {words}"
        assert stands() == before, words
    assert destroy("") == 0
    assert "claims_claim" not in words_in(world.first.id, str(claim))
    assert len(retention.certificates(actor=world.first.carla)) == 1
