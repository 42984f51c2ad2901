"""The demo's invoices of what was ordered: one approved by its order, one that differs and waits."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from tests.world import MONDAY

from bodemplaat.rehearsal.demo.cast import ALLIANCES
from bodemplaat.rehearsal.demo.founding import found
from bodemplaat.rehearsal.demo.invoicing import take_in
from bodemplaat.rehearsal.demo.matching import match_and_read_back
from bodemplaat.rehearsal.demo.ordering import order_and_read_back


def test_one_is_approved_by_its_order_and_one_waits_with_its_differences(db: None) -> None:
    pytest.importorskip("saxonche", reason="the extra einvoice is not installed")
    pytest.importorskip("facturx", reason="the extra einvoice is not installed")
    with time_machine.travel(MONDAY, tick=False):
        now = timezone.now()
        alliance = found(ALLIANCES[0], at=now - timedelta(days=30))
        take_in(alliance, now=now)
        facts = [*order_and_read_back(alliance, now=now), *match_and_read_back(alliance, now=now)]
    assert [each.what for each in facts if not each.is_true] == []
