"""A run is made by one controller and released by another, invoiced once, and never bills the same twice."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from tests.capabilities.billing.running import FIRST, JANUARY, JULY, SECOND, Bills, agreed, ready
from tests.capabilities.sales.selling import CUSTOMER, OWN
from tests.database import TestDatabase
from tests.world import World

from bodemplaat.capabilities.billing import api as billing
from bodemplaat.capabilities.billing.models import BillRow
from bodemplaat.capabilities.sales import api as sales
from bodemplaat.foundation.proposals import api as proposals
from bodemplaat.foundation.tenancy.api import NotFound, Refused, entered
from bodemplaat.kernel import Euro


@pytest.fixture
def bills(world: World) -> Bills:
    return ready(world)


def numbers(view: billing.RunView) -> list[str]:
    return [each.number for each in view.bills]


def test_what_is_due_is_the_share_of_every_file_and_nothing_is_kept_of_a_preview(bills: Bills) -> None:
    due = bills.due()
    assert due.findings == ()
    assert [str(each.total) for each in due.customers] == [
        "4928.40",
        "7425.90",
    ]  # 33.3 % of 14,800 and of 22,300
    assert [str(each.left) for each in due.customers] == ["9871.60", "14874.10"]
    assert {each.last for each in due.customers} == {Euro(0)}
    assert bills.due() == due
    assert billing.runs(actor=bills.maker) == ()


def test_what_nobody_said_of_taxes_and_customers_keeps_a_run_from_being_made(world: World) -> None:
    bills = agreed(world)
    bills.tax("SP10")
    findings = bills.due().findings
    missing = ["billing.no_own_details", *["billing.no_customer"] * 2]
    assert [each.code for each in findings] == ["billing.vat", "billing.vat", *missing]
    assert [each.place for each in findings[:2]] == ["", "SF03"]
    bills.tax("SF03")
    bills.tax("")
    assert [each.code for each in bills.due().findings] == missing
    with pytest.raises(billing.CannotBill):
        bills.make()
    assert billing.runs(actor=bills.maker) == ()


def test_one_makes_a_run_and_another_releases_it(bills: Bills) -> None:
    run = bills.make()
    assert bills.view(run).row.state == proposals.WAITING
    assert (bills.view(run).may_release, bills.view(run, bills.maker).may_release) == (True, False)
    with pytest.raises(Refused, match="you made it"):
        billing.release_run(actor=bills.maker, run=run, at=JANUARY)
    with pytest.raises(Refused, match="waits already"):
        bills.make()
    billing.release_run(actor=bills.releaser, run=run, at=JANUARY)
    view = bills.view(run)
    assert (view.row.state, view.decided_by) == (proposals.CONFIRMED, "Dirk Prins")
    with pytest.raises(Refused):
        billing.release_run(actor=bills.releaser, run=run, at=JANUARY)
    assert bills.due().total == Euro(0)


def test_whoever_changed_the_account_releases_nothing(bills: Bills) -> None:
    run = bills.make()
    changed = replace(OWN, account="NL44RABO0123456789")
    sales.keep_own_details(actor=bills.releaser, details=changed, at=JANUARY)
    view = bills.view(run)
    assert (view.may_release, view.is_for_another) == (False, True)
    with pytest.raises(billing.NotByYou):
        billing.release_run(actor=bills.releaser, run=run, at=JANUARY)
    assert bills.view(run).row.state == proposals.WAITING


def test_each_bill_becomes_one_invoice_of_exactly_its_lines(bills: Bills) -> None:
    run = bills.released()
    bills.invoice(run)
    view = bills.view(run)
    assert numbers(view) == ["2027-00001", "2027-00002", "2027-00003"]  # start-up costs go by themselves
    for each in view.bills:
        assert each.invoice is not None
        sold = sales.sales_view(actor=bills.maker, invoice=each.invoice, on=FIRST)
        assert sold.invoice.totals.without_vat == each.total.decimal
        assert [line.net for line in sold.invoice.lines] == [line.line.amount.decimal for line in each.lines]
        assert (sold.drafted_by, sold.issued_by) == (None, None)
        assert sold.findings == ()
    sold = sales.sales_view(actor=bills.maker, invoice=view.bills[0].invoice, on=FIRST)  # type: ignore[arg-type]
    assert [each.name for each in sold.content.lines] == [
        "Dienst SP10 (SP10): voorschot van 33,3 % van het jaar, 15 januari 2027",
        "Dienst SF03 (SF03): voorschot van 33,3 % van het jaar, 15 januari 2027",
    ]
    assert [(each.category, each.rate) for each in sold.content.lines] == [
        ("S", Decimal(21)),
        ("E", Decimal(0)),
    ]
    bills.invoice(run)
    assert numbers(bills.view(run)) == numbers(view)
    assert sales.sales_invoices(actor=bills.maker, narrow=sales.SalesFilter()).count == 3


def test_the_second_run_bills_what_is_left_and_is_told_beside_the_first(bills: Bills) -> None:
    bills.released()
    due = bills.due(SECOND)
    assert [str(each.total) for each in due.customers] == ["9871.60", "14874.10"]
    assert [str(each.last) for each in due.customers] == ["4928.40", "7425.90"]
    assert {each.left for each in due.customers} == {Euro(0)}
    run = bills.released(SECOND, JULY)
    bills.invoice(run, JULY)
    assert bills.due(date(2028, 12, 31)).total == Euro(0)
    with pytest.raises(Refused, match="Nothing is due"):
        bills.make(SECOND, JULY)


def test_what_is_taken_back_is_due_again(bills: Bills) -> None:
    run = bills.make()
    with pytest.raises(Refused, match="why"):
        billing.take_back_run(actor=bills.maker, run=run, because=" ", at=JANUARY)
    billing.take_back_run(actor=bills.maker, run=run, because="Prijs van SP10 klopt niet", at=JANUARY)
    view = bills.view(run)
    assert (view.row.state, view.because) == (proposals.WITHDRAWN, "Prijs van SP10 klopt niet")
    assert bills.due().total == view.row.total
    with pytest.raises(Refused):
        billing.release_run(actor=bills.releaser, run=run, at=JANUARY)
    bills.invoice(run)
    assert numbers(bills.view(run)) == [""] * 3
    again = bills.released()
    assert [each.line.source for one in bills.view(again).bills for each in one.lines] == [
        each.line.source for one in view.bills for each in one.lines
    ]


def test_a_run_far_ahead_is_refused(bills: Bills) -> None:
    with pytest.raises(Refused, match="31 days"):
        bills.make(FIRST + timedelta(days=32))


def test_a_customer_reads_its_own_bills_once_they_are_released_and_no_others(bills: Bills) -> None:
    run = bills.make()
    mine = [each for each in bills.view(run).bills if each.customer == bills.world.second.id]
    assert billing.own_bills(actor=bills.second) == ()
    with pytest.raises(NotFound):
        billing.bill(actor=bills.second, bill=mine[0].id)
    billing.release_run(actor=bills.releaser, run=run, at=JANUARY)
    bills.invoice(run)
    own = billing.own_bills(actor=bills.second)
    assert {each.id for each in own} == {each.id for each in mine}
    assert Euro.total(each.total for each in own) == Euro.of("7425.90")
    assert {(each.run, each.invoice) for each in own} == {(None, None)}
    assert [each.number for each in own] == ["2027-00002", "2027-00003"]
    with pytest.raises(NotFound):
        billing.bill(actor=bills.first, bill=mine[0].id)
    with pytest.raises(NotFound):
        billing.run(actor=bills.second, run=run, on=FIRST)
    with pytest.raises(billing.NotYourBills):
        billing.own_bills(actor=bills.world.second.piet)


@pytest.mark.parametrize("table", ["billing_bill", "billing_billrow"])
def test_the_second_lock_shows_a_customer_nothing_before_release_and_lets_it_write_nothing(
    bills: Bills, table: str
) -> None:
    def seen() -> set[UUID]:
        with entered(bills.second), connection.cursor() as cursor:
            cursor.execute(f"SELECT customer_id FROM {table}")
            return {row[0] for row in cursor.fetchall()}

    run = bills.make()
    assert seen() == set()
    billing.release_run(actor=bills.releaser, run=run, at=JANUARY)
    assert seen() == {bills.world.second.id}
    with (
        entered(bills.second),
        pytest.raises(Exception, match="row-level security"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE {table} SET position = position")


def test_what_keeps_an_invoice_from_being_made_is_kept_and_the_others_go_on(bills: Bills) -> None:
    run = bills.released()
    party = next(each for each in sales.customers(actor=bills.maker) if each.about == bills.world.first.id)
    sales.keep_customer(
        actor=bills.maker, details=replace(CUSTOMER, street=""), customer=party.id, at=JANUARY
    )
    bills.invoice(run)
    view = bills.view(run)
    assert numbers(view) == ["", "2027-00001", "2027-00002"]
    assert view.bills[0].why_not is not None
    assert view.bills[0].why_not.render() == "On an invoice stands the street and number: fill it in."
    assert (view.row.invoiced, view.row.failed, view.may_try_again) == (2, 1, True)
    sales.keep_customer(actor=bills.maker, details=CUSTOMER, customer=party.id, at=JANUARY)
    billing.try_again(actor=bills.maker, run=run, at=JANUARY)
    bills.invoice(run)
    view = bills.view(run)
    assert numbers(view) == ["2027-00003", "2027-00001", "2027-00002"]
    assert (view.bills[0].why_not, view.row.failed, view.may_try_again) == (None, 0, False)


def test_a_run_that_waits_makes_no_invoice(bills: Bills) -> None:
    run = bills.make()
    bills.invoice(run)
    assert numbers(bills.view(run)) == [""] * 3
    with pytest.raises(Refused, match="released"):
        billing.invoice_bill(actor=bills.system, bill=bills.view(run).bills[0].id, at=JANUARY)
    with pytest.raises(Refused, match="platform"):
        billing.invoice_bill(actor=bills.maker, bill=bills.view(run).bills[0].id, at=JANUARY)
    with pytest.raises(Refused, match="released"):
        billing.try_again(actor=bills.maker, run=run, at=JANUARY)


def test_the_database_bills_no_source_twice_and_changes_nothing_that_was_made(bills: Bills) -> None:
    bills.released()
    with entered(bills.maker):
        row = BillRow.records.of(bills.maker).order_by("position").first()
        assert row is not None
        row.pk, row.position = None, 99
        with pytest.raises(IntegrityError, match="one_line_of_a_source"), transaction.atomic():
            BillRow.records.of(bills.maker).bulk_create([row])
    for statement in (
        "UPDATE billing_billrow SET cents = 1",
        "UPDATE billing_billrow SET state = 'dropped'",
        "DELETE FROM billing_billrow",
        "UPDATE billing_bill SET until = until + 1",
        "DELETE FROM billing_bill",
        "UPDATE billing_billingrun SET until = until + 1",
        "DELETE FROM billing_billingrun",
    ):
        with (
            entered(bills.maker),
            pytest.raises(ProgrammingError, match=r"Cannot (update|delete) rows"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_only_controllers_of_a_provider_bill(bills: Bills) -> None:
    where = bills.world.cooperation
    for who in (bills.world.clerk, bills.world.contract_manager):
        with pytest.raises(billing.NotYourBills):
            bills.make(who=who)
    with pytest.raises(NotFound):
        billing.preview(actor=bills.second, cooperation=where, until=FIRST, on=FIRST)


def test_how_a_service_is_taxed_is_said_with_its_reason_for_what_is_taken(bills: Bills) -> None:
    with pytest.raises(NotFound):
        bills.tax("SP99")
    with pytest.raises(Refused, match="why no VAT"):
        bills.tax("SP10", billing.OUTSIDE, " ")
    with pytest.raises(Refused, match="Choose how"):
        bills.tax("SP10", "0")
    bills.tax("SP10", billing.REDUCED)
    services = billing.services_taxed(actor=bills.maker, cooperation=bills.world.cooperation)
    assert [(each.code, [one.how for one in each.treatments]) for each in services] == [
        ("SF03", [billing.EXEMPT]),
        ("SP10", [billing.REDUCED]),
        ("", [billing.OUTSIDE]),
    ]


def test_many_who_make_a_run_at_once_make_one(committed_world: tuple[TestDatabase, World]) -> None:
    _, world = committed_world
    bills = ready(world)

    def race(number: int) -> object:
        try:
            return bills.make(who=(bills.maker, bills.releaser)[number % 2])
        except Refused as no:
            return no.text
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(race, range(8)))
    assert len([each for each in answers if isinstance(each, UUID)]) == 1
    assert len({each for each in answers if not isinstance(each, UUID)}) == 1
    assert len(billing.runs(actor=bills.maker)) == 1


def test_many_who_release_and_invoice_at_once_make_each_invoice_once(
    committed_world: tuple[TestDatabase, World],
) -> None:
    _, world = committed_world
    bills = ready(world)
    run = bills.make()

    def release(_: int) -> bool:
        try:
            billing.release_run(actor=bills.releaser, run=run, at=JANUARY)
        except Refused:
            return False
        finally:
            connection.close()
        return True

    def invoice(_: int) -> None:
        try:
            bills.invoice(run)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(release, range(8))) == 1
        list(pool.map(invoice, range(8)))
    assert sorted(numbers(bills.view(run))) == ["2027-00001", "2027-00002", "2027-00003"]
    assert sales.sales_invoices(actor=bills.maker, narrow=sales.SalesFilter()).count == 3
