"""What a customer who leaves has left goes back by credit note, of what it was invoiced, and never twice."""

from datetime import date
from decimal import Decimal

import pytest
from tests.capabilities.billing.running import FIRST, JULY, SECOND, Bills, ready
from tests.world import World

from bodemplaat.capabilities.billing import api as billing
from bodemplaat.capabilities.sales import api as sales
from bodemplaat.kernel import Euro


@pytest.fixture
def bills(world: World) -> Bills:
    return ready(world)


def test_what_was_billed_to_who_left_goes_back_by_credit_notes_of_its_invoices(bills: Bills) -> None:
    bills.invoice(bills.released())
    bills.end(bills.files[1])
    due = {each.customer: each for each in bills.due(SECOND).customers}
    gone = due[bills.world.second.id]
    assert (str(gone.total), gone.waiting) == ("-7425.90", ())
    run = bills.released(SECOND, JULY)
    bills.invoice(run, JULY)
    notes = [each for each in bills.view(run).bills if each.customer == bills.world.second.id]
    assert Euro.total(each.total for each in notes) == gone.total
    shown = [
        sales.sales_view(actor=bills.maker, invoice=each.invoice, on=SECOND) for each in notes if each.invoice
    ]
    assert [each.row.is_credit_note for each in shown] == [True, True, True]  # each VAT treatment has its own
    assert [each.invoice.totals.without_vat for each in shown] == [-each.total.decimal for each in notes]
    assert [each.credits and each.credits[1] for each in shown] == ["2027-00002", "2027-00002", "2027-00003"]
    assert all(not each.findings for each in shown)
    bills.invoice(run, JULY)
    assert sales.sales_invoices(actor=bills.maker, narrow=sales.SalesFilter()).count == 7
    assert not [each for each in bills.due(SECOND).customers if each.customer == bills.world.second.id]


def test_more_than_one_invoice_has_left_goes_back_in_parts_of_several(bills: Bills) -> None:
    for until, at in ((FIRST, None), (SECOND, JULY)):
        bills.invoice(bills.released(until, at or bills.world.at.replace(2027, 1, 15)), at or JULY)
    bills.end(bills.files[1])
    run = bills.released(date(2027, 7, 20), JULY)
    bills.invoice(run, JULY)
    view = bills.view(run)
    assert Euro.total(each.total for each in view.bills) == Euro.of("-22300.00")
    assert [len(each.number.split(", ")) for each in view.bills] == [2, 2, 2]
    notes = [
        row
        for row in sales.sales_invoices(actor=bills.maker, narrow=sales.SalesFilter()).rows
        if row.is_credit_note
    ]
    assert len(notes) == 6
    left = [
        sales.left_to_credit_to(actor=bills.maker, customer=party.id, category=category, rate=rate)
        for party in sales.customers(actor=bills.maker)
        if party.about == bills.world.second.id
        for category, rate in (("S", Decimal(21)), ("E", Decimal(0)), ("O", None))
    ]
    assert left == [(), (), ()]


def test_what_no_invoice_has_left_is_said_and_the_others_go_on(bills: Bills) -> None:
    bills.invoice(bills.released())
    bills.end(bills.files[1])
    bills.tax("SP10", billing.REDUCED)
    run = bills.released(SECOND, JULY)
    bills.invoice(run, JULY)
    failed = [each for each in bills.view(run).bills if each.why_not is not None]
    assert len(failed) == 1
    assert failed[0].why_not is not None
    assert "less left to credit" in failed[0].why_not.render()
