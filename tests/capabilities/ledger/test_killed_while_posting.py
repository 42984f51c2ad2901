"""``kill -9`` before every statement: an entry is wholly there or not at all, with the fact that it is of, and then once."""

import json
import subprocess
import sys
from typing import Any

import pytest
from tests.capabilities.ledger.books import Books, credit, debit
from tests.database import ROOT, TestDatabase
from tests.world import MONDAY, World

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.foundation.tenancy.api import Actor

pytestmark = pytest.mark.crash
NOTHING = {"entries": [], "lines": 0, "count": 0, "acts": 0, "approved": 0}
WHOLE = {"entries": [1], "lines": 2, "count": 1, "acts": 1, "approved": 0}


def killed_at_every_step(
    database: TestDatabase, books: Books, act: str, actor: Actor, *more: str
) -> list[dict[str, Any]]:
    """What the books held after each death; the last time the process lived."""
    asked = [str(books.keeper.organisation_id), act, str(actor.user_id), str(actor.assignment_id), *more]
    done = subprocess.run(
        [sys.executable, "-m", "tests.capabilities.ledger.dying", *asked],
        env=database.environment | {"DJANGO_SETTINGS_MODULE": "bodemplaat.project.settings_test"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [each.pop("killed") for each in told] == [True] * (len(told) - 1) + [False]
    assert len(told) > 8, "too few steps to be the whole act"
    return told


def test_an_entry_is_posted_once_whatever_dies(committed_world: tuple[TestDatabase, World]) -> None:
    database, world = committed_world
    books = Books.of(world)
    told = killed_at_every_step(database, books, "post", books.keeper)
    assert [each for each in told if each not in (NOTHING, WHOLE)] == []
    assert (told[0], told[-2:]) == (NOTHING, [WHOLE, WHOLE])
    second = books.post(debit("4100", 5), credit("0100", 5), key="twee")
    assert ledger.entry(actor=books.keeper, entry=second).number == 2


def test_a_claim_is_approved_with_its_entry_or_not_at_all(
    committed_world: tuple[TestDatabase, World],
) -> None:
    database, world = committed_world
    books = Books.of(world)
    by_code = {each.code: each.id for each in ledger.accounts(actor=books.keeper)}
    for purpose, code in (("claim.cost", "4100"), ("claim.debt", "0500")):
        ledger.choose_account(actor=books.keeper, purpose=purpose, account=by_code[code], at=MONDAY)
    claim = world.submitted(world.first.anna)
    claims.approve_claim(actor=world.first.jan, claim=claim, at=MONDAY)
    claims.book_claim(actor=world.clerk, claim=claim, bookings={0: ("0.4", "6100")}, at=MONDAY)
    told = killed_at_every_step(database, books, "approve", world.clerk, str(claim))
    approved = WHOLE | {"approved": 1}
    assert [each for each in told if each not in (NOTHING, approved)] == []
    assert (told[0], told[-2:]) == (NOTHING, [approved, approved])
