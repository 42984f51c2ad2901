"""``kill -9`` before every statement of a posting: it is wholly there or not at all, and then posted once, without a gap."""

import json
import subprocess
import sys

import pytest
from tests.capabilities.ledger.books import Books, credit, debit
from tests.database import ROOT, TestDatabase
from tests.world import World

from bodemplaat.capabilities.ledger import api as ledger

pytestmark = pytest.mark.crash


def test_an_entry_is_posted_once_whatever_dies(committed_world: tuple[TestDatabase, World]) -> None:
    database, world = committed_world
    books = Books.of(world)
    done = subprocess.run(
        [
            *(sys.executable, "-m", "tests.capabilities.ledger.dying"),
            *(str(books.keeper.user_id), str(books.keeper.assignment_id)),
        ],
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
    assert len(told) > 8, "too few steps to be the whole act"
    nothing = {"entries": [], "lines": 0, "count": 0, "acts": 0}
    whole = {"entries": [1], "lines": 2, "count": 1, "acts": 1}
    assert [each for each in told if each not in (nothing, whole)] == []
    assert (told[0], told[-2:]) == (nothing, [whole, whole])
    second = books.post(debit("4100", 5), credit("0100", 5), key="twee")
    assert ledger.entry(actor=books.keeper, entry=second).number == 2
