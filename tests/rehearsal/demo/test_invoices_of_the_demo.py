"""The invoices of the demo: what comes in, and what is found of it."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from tests.world import MONDAY

from bodemplaat.capabilities.invoices import api as invoices
from bodemplaat.foundation.tenancy.api import Role
from bodemplaat.rehearsal.demo.cast import ALLIANCES
from bodemplaat.rehearsal.demo.founding import found
from bodemplaat.rehearsal.demo.invoicing import take_in_and_read_back


def test_ten_files_come_in_and_every_fact_is_right(db: None) -> None:
    pytest.importorskip("saxonche", reason="the extra einvoice is not installed")
    pytest.importorskip("facturx", reason="the extra einvoice is not installed")
    with time_machine.travel(MONDAY, tick=False):
        now = timezone.now()
        alliance = found(ALLIANCES[0], at=now - timedelta(days=30))
        facts = list(take_in_and_read_back(alliance, now=now))
        clerk = alliance.provider.with_role(Role.SSC_CLERK)[0]
        views = [
            invoices.invoice_view(actor=clerk, invoice=each.id)
            for each in invoices.invoices_at_desk(actor=clerk, narrow=invoices.InvoiceFilter()).rows
        ]
    found_by = {
        view.row.file_name: [each.code for each in (*view.known, *view.findings) if each.stops]
        for view in views
    }
    assert [each for each in facts if not each.is_true] == [], found_by
    assert found_by["KL-20455.xml"] == ["BR-NL-2"]
    assert found_by["factuur 2026-320.xml"] == ["BR-CO-16"]
    assert len(found_by["KL-20417 (kopie).xml"]) == 1
