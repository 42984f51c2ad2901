"""An invoice of our own is drafted by one and issued by another, numbered without gaps, and stays as it is."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from tests.capabilities.sales.selling import CUSTOMER, LINE, OWN, content, draft, issued, seen, set_up
from tests.database import TestDatabase
from tests.world import MONDAY, TODAY, World

from bodemplaat.capabilities.sales import api as sales
from bodemplaat.capabilities.sales.models import SalesInvoice
from bodemplaat.foundation.documents.api import content_of
from bodemplaat.foundation.tenancy.api import NotFound, Refused, entered
from bodemplaat.kernel import Euro


@pytest.fixture
def customer(world: World) -> UUID:
    return set_up(world)


def issue(world: World, invoice: UUID, at: datetime = MONDAY) -> str:
    return sales.issue_invoice(actor=world.kim, invoice=invoice, at=at)


def test_an_invoice_gets_its_number_when_somebody_else_issues_it(world: World, customer: UUID) -> None:
    made = draft(world, customer)
    assert seen(world, made).row.number == ""
    with pytest.raises(sales.NotByOneself):
        sales.issue_invoice(actor=world.clerk, invoice=made, at=MONDAY)
    assert issue(world, made) == "2026-00001"
    view = seen(world, made)
    assert (view.row.payable, view.row.issued_on) == (Euro.of("1241.46"), TODAY)
    assert view.invoice.payment[0].account == OWN.account
    assert view.issued_by == world.kim.person_id


def test_whoever_changed_the_account_issues_nothing(world: World, customer: UUID) -> None:
    made = draft(world, customer)
    other = replace(OWN, account="NL44RABO0123456789")
    sales.keep_own_details(actor=world.kim, details=other, at=MONDAY)
    with pytest.raises(sales.NotByOneself):
        issue(world, made)
    sales.keep_own_details(actor=world.kim, details=replace(other, email="x@k5.example"), at=MONDAY)
    with pytest.raises(sales.NotByOneself):
        issue(world, made)


def test_issuing_again_answers_the_number_that_it_has(world: World, customer: UUID) -> None:
    made = issued(world, customer)
    assert issue(world, made) == "2026-00001"
    assert issue(world, draft(world, customer, key="twee")) == "2026-00002"


def test_each_year_and_each_organisation_counts_by_itself(world: World, customer: UUID) -> None:
    issued(world, customer)
    later = datetime(2027, 1, 4, 9, tzinfo=UTC)
    assert issue(world, draft(world, customer, key="twee"), later) == "2027-00001"
    assert sales.sales_years(actor=world.clerk) == (2027, 2026)


def test_the_same_under_one_key_is_drafted_once_and_something_else_is_refused(
    world: World, customer: UUID
) -> None:
    made = issued(world, customer, key="nederlek 2026-10")
    assert draft(world, customer, key="nederlek 2026-10") == made
    assert sales.sale_under_key(actor=world.clerk, key="nederlek 2026-10") == (made, "2026-00001")
    with pytest.raises(sales.KeyTaken):
        draft(world, customer, replace(LINE, quantity=Decimal(13)), key="nederlek 2026-10")
    assert sales.sales_invoices(actor=world.clerk, narrow=sales.SalesFilter()).count == 1


def test_what_was_issued_is_neither_changed_nor_thrown_away(world: World, customer: UUID) -> None:
    made = issued(world, customer)
    with pytest.raises(sales.AlreadyIssued):
        sales.change_draft(actor=world.clerk, invoice=made, content=content(customer), at=MONDAY)
    with pytest.raises(sales.AlreadyIssued):
        sales.discard_draft(actor=world.clerk, invoice=made, at=MONDAY)


@pytest.mark.parametrize(
    "statement", ["UPDATE sales_salesinvoice SET vat = 0", "DELETE FROM sales_salesinvoice"]
)
def test_the_database_lets_nobody_change_it(world: World, customer: UUID, statement: str) -> None:
    issued(world, customer)
    with (
        entered(world.clerk),
        pytest.raises(Exception, match="Cannot update or delete rows"),
        transaction.atomic(),
    ):
        connection.cursor().execute(statement)


def test_the_database_takes_no_number_with_a_gap_before_it(world: World, customer: UUID) -> None:
    first = issued(world, customer)
    draft(world, customer, key="twee")
    row = "UPDATE sales_salesinvoice d SET state = 'issued', year = i.year, sequence = 3, number = '2026-00003',"
    row += " issued_at = i.issued_at, issued_on = i.issued_on, ubl_id = i.ubl_id, paper_id = i.paper_id"
    row += " FROM sales_salesinvoice i WHERE i.id = %s AND d.state = 'draft'"

    def number_three() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(row, [first])
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    with entered(world.clerk), pytest.raises(IntegrityError, match="without gaps"):
        number_three()


def test_a_draft_says_everything_that_keeps_it_from_being_issued(world: World) -> None:
    customer = sales.keep_customer(actor=world.clerk, details=sales.PartyDetails("Bakkerij"), at=MONDAY)
    made = draft(world, customer, replace(LINE, category="AE", rate=Decimal(0)), reference="")
    codes = [each.code for each in seen(world, made).findings]
    assert codes[0] == "sale.no_seller"
    assert codes.count("sale.missing") == 5
    assert "sale.reference" in codes
    with pytest.raises(sales.UnsoundSale):
        issue(world, made)
    assert seen(world, made).row.number == ""


def test_a_credit_note_takes_back_no_more_than_was_invoiced(world: World, customer: UUID) -> None:
    made = issued(world, customer)
    note = sales.draft_credit_note(actor=world.clerk, invoice=made, key="terug", at=MONDAY)
    part = content(customer, replace(LINE, quantity=Decimal(5)))
    sales.change_draft(actor=world.clerk, invoice=note, content=part, at=MONDAY)
    assert issue(world, note) == "2026-00002"
    view = seen(world, note)
    assert (view.row.is_credit_note, view.row.payable) == (True, Euro.of("-517.28"))
    assert view.invoice.preceding[0].number == "2026-00001"
    assert seen(world, made).credited_by == ((note, "2026-00002"),)
    again = sales.draft_credit_note(actor=world.clerk, invoice=made, key="nog eens", at=MONDAY)
    assert [each.code for each in seen(world, again).findings] == ["sale.too_much_back"]
    with pytest.raises(sales.UnsoundSale):
        issue(world, again)
    with pytest.raises(Refused):
        sales.draft_credit_note(actor=world.clerk, invoice=note, key="van een creditnota", at=MONDAY)


def test_a_draft_goes_and_its_key_is_free_again(world: World, customer: UUID) -> None:
    made = draft(world, customer)
    sales.discard_draft(actor=world.clerk, invoice=made, at=MONDAY)
    assert draft(world, customer, replace(LINE, quantity=Decimal(2))) != made


def test_only_clerks_and_controllers_make_invoices_and_only_of_their_own(
    world: World, customer: UUID
) -> None:
    made = draft(world, customer)
    with pytest.raises(sales.NotYourInvoices):
        sales.sales_invoices(actor=world.payer, narrow=sales.SalesFilter())
    with pytest.raises(NotFound):
        sales.sales_view(actor=world.first.carla, invoice=made, on=TODAY)
    assert sales.customers(actor=world.first.carla) == ()
    with pytest.raises(NotFound):
        sales.draft_invoice(actor=world.first.carla, content=content(customer), key="een", at=MONDAY)
    with pytest.raises(Refused):
        sales.keep_customer(actor=world.clerk, details=CUSTOMER, about=world.first.id, at=MONDAY)


@pytest.mark.parametrize(
    "wrong",
    [
        {"oin": "12345678901234567890"},
        {"kvk": "1234567"},
        {"vat_number": "NL123456789B01"},
        {"account": "NL91ABNA0417164301"},
        {"days_to_pay": 61},
        {"name": " "},
    ],
)
def test_details_are_checked_when_they_are_kept(world: World, wrong: dict[str, Any]) -> None:
    with pytest.raises(sales.UnsoundSale):
        sales.keep_own_details(actor=world.clerk, details=replace(OWN, **wrong), at=MONDAY)


def test_sixteen_who_race_leave_no_gap_and_no_number_twice(
    committed_world: tuple[TestDatabase, World],
) -> None:
    _, world = committed_world
    customer = set_up(world)
    drafts = [draft(world, customer, key=str(number)) for number in range(8)]

    def race(invoice: UUID) -> str:
        try:
            return sales.issue_invoice(actor=world.kim, invoice=invoice, at=MONDAY)
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as pool:
        numbers = list(pool.map(race, drafts * 2))
    assert sorted({*numbers}) == [f"2026-{number:05d}" for number in range(1, 9)]
    assert numbers[:8] == numbers[8:]
    with entered(world.clerk):
        rows = SalesInvoice.records.of(world.clerk).values_list("id", "number")
        assert dict(rows) == dict(zip(drafts, numbers, strict=False))


def test_sixteen_who_draft_the_same_draft_it_once(committed_world: tuple[TestDatabase, World]) -> None:
    _, world = committed_world
    customer = set_up(world)

    def race(_: int) -> UUID:
        try:
            return draft(world, customer, key="nederlek 2026-10")
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as pool:
        assert len({*pool.map(race, range(16))}) == 1


def test_what_goes_out_is_kept_as_it_went(world: World, customer: UUID) -> None:
    view = seen(world, issued(world, customer))
    assert view.ubl is not None
    assert view.paper is not None
    ubl = content_of(actor=world.clerk, document=view.ubl)
    assert b"<cbc:ID>2026-00001</cbc:ID>" in ubl
    sales.keep_own_details(actor=world.clerk, details=replace(OWN, name="Anders"), at=MONDAY)
    assert seen(world, view.row.id).invoice.supplier.name == OWN.name
