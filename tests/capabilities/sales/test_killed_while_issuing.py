"""``kill -9`` before every statement: an invoice is issued wholly or not at all, once, and no number is lost."""

import json
import subprocess
import sys

import pytest
from tests.capabilities.sales.selling import draft, set_up
from tests.database import ROOT, TestDatabase
from tests.world import MONDAY, World

from bodemplaat.capabilities.sales import api as sales

pytestmark = pytest.mark.crash
NOTHING = {"numbers": [], "count": 0, "documents": 0, "acts": 0}
WHOLE = {"numbers": ["2026-00001"], "count": 1, "documents": 2, "acts": 1}


def test_an_invoice_is_issued_once_whatever_dies(committed_world: tuple[TestDatabase, World]) -> None:
    database, world = committed_world
    customer = set_up(world)
    made = draft(world, customer)
    asked = [str(world.provider), str(world.kim.user_id), str(world.kim.assignment_id), str(made)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.capabilities.sales.dying", *asked],
        env=database.environment | {"DJANGO_SETTINGS_MODULE": "bodemplaat.project.settings_test"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    there = [json.loads(line) for line in done.stdout.splitlines()]
    assert [each.pop("killed") for each in there] == [True] * (len(there) - 1) + [False]
    assert len(there) > 10, "too few steps to be the whole act"
    assert [each for each in there if each not in (NOTHING, WHOLE)] == []
    assert (there[0], there[-2:]) == (NOTHING, [WHOLE, WHOLE])
    second = draft(world, customer, key="twee")
    assert sales.issue_invoice(actor=world.kim, invoice=second, at=MONDAY) == "2026-00002"
