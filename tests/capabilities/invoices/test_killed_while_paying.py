"""``kill -9`` at every step of letting an invoice be paid: payment, credit note and books come together, or none of them."""

import json
import subprocess
import sys

import pytest
from tests.capabilities.invoices.paid import PAY_ON, approved, make, paying, release, set_up, transfers
from tests.capabilities.invoices.test_booking import keep_books_of_invoices
from tests.capabilities.invoices.test_setting_off import credited
from tests.database import ROOT, TestDatabase
from tests.world import World

from bodemplaat.kernel import Euro

pytestmark = pytest.mark.crash


def test_nothing_is_half_paid_and_it_can_be_done_again(committed_world: tuple[TestDatabase, World]) -> None:
    database, world = committed_world
    keep_books_of_invoices(world)
    set_up(world)
    invoice = approved(world)
    credited(world, "C1", "20.00", "1")
    asked = [world.clerk.user_id, world.clerk.assignment_id, world.first.id, invoice]
    done = subprocess.run(
        [sys.executable, "-m", "tests.capabilities.invoices.dying", *map(str, asked)],
        env=database.environment | {"DJANGO_SETTINGS_MODULE": "bodemplaat.project.settings_test"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    seen = [json.loads(each) for each in done.stdout.splitlines()]
    before, after = seen[0], seen[-1]
    assert len(seen) > 20, "too few steps to be the whole act"
    assert (before["payments"], before["kept"], before["set_off"]) == ([], "none", [])
    assert (after["payments"], after["kept"], after["set_off"]) == ([["ready", 9680]], "asked", [2420])
    assert after["entries"] == before["entries"] + 1
    assert after["events"] == before["events"] + 3
    assert [each for each in seen if each not in (before, after)] == []
    (transfer,) = transfers(release(world, make(world, PAY_ON), PAY_ON))
    assert (transfer.amount, paying(world, invoice, PAY_ON).to_pay) == (Euro.of("96.80"), Euro.of("96.80"))
