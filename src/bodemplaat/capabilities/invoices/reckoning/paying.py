"""When an invoice is paid, what goes with its payment, and how far it is."""

from datetime import date, timedelta
from typing import Final
from uuid import UUID

from bodemplaat.capabilities.invoices.vocabulary import PaymentStage, PaymentState
from bodemplaat.engines.payment_term import Facts, latest_day
from bodemplaat.formats.free_days import FreeDays, free_days
from bodemplaat.formats.invoices.values import Invoice
from bodemplaat.formats.payment_law import Creditor, Debtor, NoLaw, term_on
from bodemplaat.formats.sepa import structured_reference
from bodemplaat.formats.sepa.bank_days import bank_days_before, is_bank_day

DAY: Final = timedelta(days=1)
AHEAD: Final = 1
"""Bank days before it is paid that a payment is asked for: on that day a batch of the next one is made and released."""
_STAGES: Final = {
    "ready": PaymentStage.ASKED,
    "batched": PaymentStage.BATCHED,
    "released": PaymentStage.SENT,
    "paid": PaymentStage.PAID,
    "returned": PaymentStage.RETURNED,
}


def last_day_to_pay(received: date) -> date:
    """The last bank day on which a public body pays what came in on a day so that it is on the supplier's account in time.

    A bank has one more bank day to bring it there. Counted to the last day that is safe: a term that runs on because it ends
    on a free day is not used up. Before the first row of the law it is the bank day after it came in.
    """
    try:
        law = term_on(Debtor.PUBLIC_BODY, Creditor.BUSINESS, received)
    except NoLaw:
        return bank_day_from(received + DAY)
    free = free_days(FreeDays.LAW, range(received.year, received.year + 2))
    term = latest_day(Facts(received), law, free)
    return bank_days_before(last_bank_day(term.start + term.days * DAY), 1)


def last_bank_day(day: date) -> date:
    """This day where banks work on it, else the last one before it."""
    return day if is_bank_day(day) else bank_days_before(day, 1)


def bank_day_from(day: date) -> date:
    """This day where banks work on it, else the first one after it."""
    while not is_bank_day(day):
        day += DAY
    return day


def asked_from(pay_on: date) -> date:
    """From which day on the payment is asked for."""
    return bank_days_before(pay_on, AHEAD)


def reference_of(invoice: Invoice | None) -> str:
    """The structured reference that the supplier wants to see with the payment; empty where the invoice has none that is sound."""
    means = invoice.payment if invoice else ()
    return next((sound for each in means if (sound := structured_reference(each.reference))), "")


def item_of(invoice: UUID, number: str, supplier: str) -> str:
    """What the debt is called in the books: so that one reads whose it is, and no two are called the same."""
    return f"{number[:15]} {supplier[:15]} {invoice.hex[:8]}".strip()


def stage_of(
    state: PaymentState, payment_state: str, *, is_payable: bool, has_payment: bool, is_collected: bool
) -> PaymentStage:
    """How far an approved invoice is: ``payment_state`` is that of its last payment."""
    if is_collected and state is PaymentState.NONE:
        return PaymentStage.COLLECTED
    if state in (PaymentState.PAID, PaymentState.SETTLED):
        return PaymentStage(state.value)
    stage = _STAGES.get(payment_state) if has_payment and state is not PaymentState.NONE else None
    if stage in (PaymentStage.SENT, PaymentStage.PAID, PaymentStage.RETURNED):
        return stage
    if not is_payable:
        return PaymentStage.ON_HOLD
    return stage or PaymentStage.LATER
