"""``kill -9`` at every step: what was not finished never happened, and the work can simply be done again."""

import json
import subprocess
import sys
from typing import Any
from uuid import UUID

import pytest
from tests.capabilities.payments.world import (
    NEDERLEK,
    SCHOONHOVEN,
    Cooperation,
    cooperation,
)
from tests.database import ROOT, TestDatabase

from bodemplaat.capabilities.payments import api as payments
from bodemplaat.formats.sepa import read_payment_file
from bodemplaat.foundation.tenancy.api import Actor

pytestmark = pytest.mark.crash


def killed_at_every_step(
    database: TestDatabase, act: str, actor: Actor, batch: UUID | None = None
) -> list[dict[str, Any]]:
    """What the database held after each death; the last time the process lived."""
    asked = [act, str(actor.user_id), str(actor.assignment_id), *([str(batch)] if batch else [])]
    done = subprocess.run(
        [sys.executable, "-m", "tests.capabilities.payments.dying", *asked],
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


def is_all_or_nothing(told: list[dict[str, Any]], before: dict[str, Any], after: dict[str, Any]) -> None:
    """Every death left either everything as it was or everything done; the last two times it was done."""
    whole = [{**told[0], **facts} for facts in (before, after)]
    assert [each for each in told if each not in whole] == []
    assert told[0] == whole[0]
    assert told[-2:] == [whole[1]] * 2


@pytest.fixture
def k5(fresh_database: TestDatabase) -> Cooperation:
    found = cooperation(accounts={"Schoonhoven": SCHOONHOVEN, "Nederlek": NEDERLEK})
    found.owe("Nederlek", "34.20", "1.00")
    found.owe("Schoonhoven", "5.00")
    return found


def test_making_a_batch(k5: Cooperation, fresh_database: TestDatabase) -> None:
    told = killed_at_every_step(fresh_database, "make", k5.anna)
    is_all_or_nothing(
        told,
        {"payments": {"ready": 3}, "batches": [], "acts": 0, "announced": 0},
        {"payments": {"batched": 3}, "batches": [["prepared", 3]], "acts": 3, "announced": 1},
    )
    (made,) = payments.batches(actor=k5.bert)
    assert read_payment_file(k5.release(made.id)).total.cents == 4020


def test_releasing_a_batch(k5: Cooperation, fresh_database: TestDatabase) -> None:
    batch = k5.make()
    told = killed_at_every_step(fresh_database, "release", k5.bert, batch)
    is_all_or_nothing(
        told,
        {"payments": {"batched": 3}, "batches": [["prepared", 3]], "documents": 0, "acts": 3, "announced": 1},
        {
            "payments": {"released": 3},
            "batches": [["released", 3]],
            "documents": 1,
            "acts": 6,
            "announced": 2,
        },
    )
    assert read_payment_file(payments.batch_file(actor=k5.anna, batch=batch)[2]).total.cents == 4020


def test_reading_a_statement(k5: Cooperation, fresh_database: TestDatabase) -> None:
    batch = k5.make()
    k5.release(batch)
    told = killed_at_every_step(fresh_database, "read", k5.anna, batch)
    is_all_or_nothing(
        told,
        {
            "payments": {"released": 3},
            "documents": 1,
            "statements": 0,
            "entries": 0,
            "acts": 6,
            "announced": 2,
        },
        {"payments": {"paid": 3}, "documents": 2, "statements": 2, "entries": 3, "acts": 8, "announced": 3},
    )
