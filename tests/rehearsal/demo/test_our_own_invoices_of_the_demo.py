"""The invoices that the demo's centre sends: made twice, each fact read back."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from tests.world import MONDAY

from bodemplaat.rehearsal.demo.cast import ALLIANCES
from bodemplaat.rehearsal.demo.founding import found
from bodemplaat.rehearsal.demo.selling import sell_and_read_back


def test_every_fact_of_what_is_sold_is_right(db: None) -> None:
    pytest.importorskip("saxonche", reason="the extra einvoice is not installed")
    pytest.importorskip("facturx", reason="the extra einvoice is not installed")
    with time_machine.travel(MONDAY, tick=False):
        now = timezone.now()
        alliance = found(ALLIANCES[0], at=now - timedelta(days=90))
        facts = list(sell_and_read_back(alliance, now=now))
    assert len(facts) == 3
    assert [each for each in facts if not each.is_true] == []
