"""``kill -9`` before every statement: a run is made, released and invoiced wholly or not at all, and nothing twice."""

import json
import subprocess
import sys
from typing import Any
from uuid import UUID

import pytest
from tests.capabilities.billing.running import Bills, ready
from tests.capabilities.billing.settling import fill_costs, started, year_billed
from tests.database import ROOT, TestDatabase
from tests.world import World

from bodemplaat.capabilities.billing import api as billing
from bodemplaat.foundation.tenancy.api import Actor

pytestmark = pytest.mark.crash
NUMBERS = ["2027-00001", "2027-00002", "2027-00003"]
NOTHING: dict[str, Any] = {
    "runs": 0,
    "bills": [],
    "lines": [],
    "numbers": [],
    "invoices": [],
    "documents": 0,
    "jobs": 0,
    "decisions": 0,
    "shares": [],
}
MADE = {**NOTHING, "runs": 1, "bills": ["made"] * 3, "lines": ["made"] * 5}
RELEASED = {**MADE, "bills": ["released"] * 3, "lines": ["released"] * 5, "jobs": 1}


def killed(database: TestDatabase, act: str, who: Actor, where: UUID) -> list[dict[str, Any]]:
    """What there was after each death, and after the act was done once more."""
    asked = [act, str(who.organisation_id), str(who.user_id), str(who.assignment_id), str(where)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.capabilities.billing.dying", *asked],
        env=database.environment | {"DJANGO_SETTINGS_MODULE": "bodemplaat.project.settings_test"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    there = [json.loads(line) for line in done.stdout.splitlines()]
    assert [each.pop("killed") for each in there] == [True] * (len(there) - 1) + [False]
    assert len(there) > 10, "too few steps to be the whole act"
    return there


def test_a_run_is_made_and_released_once_whatever_dies(committed_world: tuple[TestDatabase, World]) -> None:
    database, world = committed_world
    bills = ready(world)
    made = killed(database, "make", bills.maker, world.cooperation)
    assert [each for each in made if each not in (NOTHING, MADE)] == []
    assert (made[0], made[-2:]) == (NOTHING, [MADE, MADE])
    (run,) = billing.runs(actor=bills.maker)
    released = killed(database, "release", bills.releaser, run.id)
    assert [each for each in released if each not in (MADE, RELEASED)] == []
    assert (released[0], released[-2:]) == (MADE, [RELEASED, RELEASED])


def test_every_bill_is_invoiced_once_whatever_dies(committed_world: tuple[TestDatabase, World]) -> None:
    """Each invoice is whole or not there, with its number and both of its documents; the next begins where the last one was."""
    database, world = committed_world
    bills: Bills = ready(world)
    run = bills.released()
    there = killed(database, "invoice", bills.releaser, run)
    steps = [
        {**RELEASED, "numbers": NUMBERS[:count], "invoices": NUMBERS[:count], "documents": 2 * count}
        for count in range(4)
    ]
    assert [each for each in there if each not in steps] == []
    assert (there[0], there[-2:]) == (steps[0], [steps[3], steps[3]])


def test_a_year_is_decided_on_and_sealed_once_whatever_dies(
    committed_world: tuple[TestDatabase, World],
) -> None:
    database, world = committed_world
    bills = year_billed(world)
    fill_costs(bills)
    year = started(bills)
    there = killed(database, "decide", bills.maker, year)
    states = [(each["decisions"], each["shares"]) for each in there]
    assert {(0, 0), (1, 5)} == {(decisions, len(shares)) for decisions, shares in states}
    assert states[-1] == states[-2] == (1, ["made"] * 5)
    there = killed(database, "adopt", bills.releaser, year)
    assert [each["shares"] for each in there if each["shares"] not in (["made"] * 5, ["released"] * 5)] == []
    assert there[-1]["shares"] == there[-2]["shares"] == ["released"] * 5
