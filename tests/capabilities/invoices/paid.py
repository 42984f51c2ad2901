"""Invoices on their way to the bank, for tests: approved ones of a supplier whose account stands, and a bank that answers."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

from tests.capabilities.invoices.post import bill, receive
from tests.capabilities.invoices.test_approving import approve, code, holds, part
from tests.capabilities.invoices.test_suppliers import confirmed, register
from tests.capabilities.payments.bank import bank_file, booked, statement
from tests.formats.invoices.samples import line
from tests.world import MONDAY, World

from bodemplaat.capabilities.invoices import api as invoices
from bodemplaat.capabilities.payments import api as payments
from bodemplaat.formats import camt
from bodemplaat.formats.invoices.values import Invoice
from bodemplaat.formats.sepa import CreditTransfer, read_payment_file
from bodemplaat.kernel import Euro

OWN = "NL20INGB0001234567"
PAY_ON = date(2026, 12, 22)
"""Thirty days after Monday 23 November is Wednesday 23 December: the bank brings it there from the day before."""
ASKED_FROM = date(2026, 12, 21)
NEXT_WEEK = MONDAY + timedelta(days=7)
"""When a new account can be paid to."""
TO_PAY = Euro.of("121.00")


def noon(day: date) -> datetime:
    """Noon of a day."""
    return datetime(day.year, day.month, day.day, 11, tzinfo=UTC)


def set_up(world: World) -> None:
    """Jan answers for the budget, and there is an account to pay from."""
    holds(world, world.first.jan, "budget_holder")
    payments.add_bank_account(
        actor=world.first.system, organisation=world.first.id, iban=OWN, name="Gemeente Nederlek", at=MONDAY
    )


def approved(world: World, number: str = "1", *, as_sent: Invoice | None = None, stands: bool = True) -> UUID:
    """An invoice of 121.00 that is approved on Monday; with ``stands`` its account is confirmed."""
    invoice = receive(world, as_sent or bill(number, lines=(line(1, "100.00"),))).invoice
    code(world, invoice, part("100.00"))
    approve(world, world.first.jan, invoice)
    if stands and not register(world)[0].accounts:
        confirmed(world, register(world)[0].id)
    return invoice


def ask_all(world: World, day: date) -> int:
    """What the platform does on a day; answers for how many it asked."""
    system, at = world.first.system, noon(day)
    due = invoices.invoices_due(actor=system, on=day)
    return sum(invoices.ask_when_due(actor=system, invoice=each, at=at) for each in due)


def make(world: World, day: date, chosen: Sequence[UUID] | None = None, on: date | None = None) -> UUID:
    """A payer makes a batch on a day, to be paid on it or on another."""
    return payments.make_batch(
        actor=world.payer, payments=chosen, execution_date=on or day, key=uuid4().hex, at=noon(day)
    )


def release(world: World, batch: UUID, day: date) -> bytes:
    """Another payer releases it; answers the file."""
    payments.release_batch(actor=world.paula, batch=batch, at=noon(day))
    return payments.batch_file(actor=world.paula, batch=batch)[2]


def bank_says(world: World, *transactions: camt.Transaction, on: date, name: str = "S1") -> None:
    """The bank's statement of a day tells of these, and a payer reads it the day after."""
    lines = [booked(each, f"{name}-{n}", on) for n, each in enumerate(transactions)]
    content = bank_file(statement(*lines, on=on, account=OWN, name=name))
    at = noon(on + timedelta(days=1))
    payments.upload_statement(actor=world.payer, name=f"{name}.xml", content=content, at=at)


def transfers(file: bytes) -> list[CreditTransfer]:
    """What a file pays."""
    return [each for block in read_payment_file(file).blocks for each in block.transfers]


def paying(world: World, invoice: UUID, day: date) -> invoices.InvoicePayment:
    """How far it is, as the clerk sees it."""
    view = invoices.invoice_payment(actor=world.clerk, invoice=invoice, on=day)
    assert view is not None
    return view
