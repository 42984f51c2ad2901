"""The invoices of the demo that are paid: each on another place of the way, and one followed into the audit file."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from tests.world import MONDAY

from bodemplaat.rehearsal.bank import SimulatedBank
from bodemplaat.rehearsal.demo.booking import keep_books
from bodemplaat.rehearsal.demo.cast import ALLIANCES
from bodemplaat.rehearsal.demo.founding import found
from bodemplaat.rehearsal.demo.invoicing import take_in
from bodemplaat.rehearsal.demo.paying import pay_and_read_back


def test_every_fact_of_paying_is_right(db: None) -> None:
    pytest.importorskip("saxonche", reason="the extra einvoice is not installed")
    pytest.importorskip("facturx", reason="the extra einvoice is not installed")
    with time_machine.travel(MONDAY, tick=False):
        now = timezone.now()
        alliance = found(ALLIANCES[0], at=now - timedelta(days=60))
        keep_books(alliance.municipalities[0], at=now - timedelta(days=60), until=timezone.localdate(now))
        take_in(alliance, now=now)
        facts = list(pay_and_read_back(alliance, bank=SimulatedBank(), now=now))
    assert [each.what for each in facts if not each.is_true] == []
    assert len(facts) == 8
