"""``kill -9`` at every statement of handing in and approving: it never happened, or it happened whole."""

import json
import subprocess
import sys
from typing import Any
from uuid import UUID

import pytest
from tests.database import ROOT, TestDatabase
from tests.world import World, journey

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.foundation.tenancy.api import Actor

pytestmark = pytest.mark.crash


def killed_at_every_step(database: TestDatabase, act: str, actor: Actor, claim: UUID) -> list[dict[str, Any]]:
    """What the database held after each death; the last time the process lived."""
    asked = [act, str(actor.user_id), str(actor.assignment_id), str(claim)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.capabilities.claims.dying", *asked],
        env=database.environment | {"DJANGO_SETTINGS_MODULE": "bodemplaat.project.settings_test"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [each.pop("killed") for each in told] == [True] * (len(told) - 1) + [False]
    assert len(told) > 12, "too few steps to be the whole act"
    return told


def test_handing_in(committed_world: tuple[TestDatabase, World]) -> None:
    database, world = committed_world
    claim = world.draft(world.first.anna, journey())
    told = killed_at_every_step(database, "submit", world.first.anna, claim)
    before = {
        "state": "draft",
        "number": "",
        "steps": {},
        "events": 1,
        "acts": 1,
        "announced": 0,
        "payments": 0,
    }
    after = {
        "state": "in_approval",
        "number": "2026-000001",
        "steps": {"open": 1, "pending": 1},
        "events": 3,
        "acts": 3,
        "announced": 2,
        "payments": 0,
    }
    assert [each for each in told if each not in (before, after)] == []
    assert (told[0], told[-2:]) == (before, [after, after])


def test_approving_the_last_step(committed_world: tuple[TestDatabase, World]) -> None:
    database, world = committed_world
    claim = world.submitted(world.first.anna, journey())
    claims.approve_claim(actor=world.first.jan, claim=claim, at=world.at)
    claims.book_claim(actor=world.clerk, claim=claim, bookings={0: ("0.4", "6100")}, at=world.at)
    told = killed_at_every_step(database, "approve", world.clerk, claim)
    before, after = told[0], told[-1]
    assert (before["state"], before["payments"], before["steps"]) == (
        "in_approval",
        0,
        {"approved": 1, "open": 1},
    )
    assert (after["state"], after["payments"], after["steps"]) == ("approved", 1, {"approved": 2})
    assert (after["acts"] - before["acts"], after["announced"] - before["announced"]) == (2, 2)
    assert [each for each in told if each not in (before, after)] == []
    assert told[-2] == after
