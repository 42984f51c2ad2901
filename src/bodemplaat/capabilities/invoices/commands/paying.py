"""From approved to paid: an invoice is asked to be paid when its day comes, or at once where somebody says so; and what the bank did."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.invoices import lifecycle
from bodemplaat.capabilities.invoices.commands.asking import (
    check_can_be_asked,
    check_may_be_paid,
    request_payment,
    take_back_request,
)
from bodemplaat.capabilities.invoices.commands.books import post_discounts
from bodemplaat.capabilities.invoices.commands.by_two import reason_of
from bodemplaat.capabilities.invoices.commands.dividing import (
    ask_parts,
    hold_parts_to,
    part_returned,
    parts_paid,
)
from bodemplaat.capabilities.invoices.commands.setting_off import set_off_credits
from bodemplaat.capabilities.invoices.errors import CannotBePaid
from bodemplaat.capabilities.invoices.events import happened, happened_many
from bodemplaat.capabilities.invoices.models import ReceivedInvoice
from bodemplaat.capabilities.invoices.policies import invoices_of_desk
from bodemplaat.capabilities.invoices.queries.aiming import aim
from bodemplaat.capabilities.invoices.queries.documents import document_of
from bodemplaat.capabilities.invoices.queries.paying import (
    payable_accounts,
    too_late_for_discount,
    unpayable,
)
from bodemplaat.capabilities.invoices.reckoning.discount import Offer, of_what_is_left, offers_kept
from bodemplaat.capabilities.invoices.reckoning.paying import (
    asked_from,
    reference_of,
)
from bodemplaat.capabilities.invoices.vocabulary import Approval, InvoiceAct, PaymentState
from bodemplaat.foundation.tenancy.api import Actor, change_at_end, command, entered
from bodemplaat.kernel import say

AIMED: Final = ("pay_on", "discount_until", "discount_cents")


@command
def pay_invoice_now(*, actor: Actor, invoice: UUID, reason: str, account: str = "", at: datetime) -> None:
    """Let an approved invoice be paid with the next batch, before its day; or again, after the bank gave it back.

    ``account`` is another one of its supplier than the invoice names. Raises ``CannotBePaid`` unless it is approved, not asked or
    paid already, and the account can be paid to; ``NoReason``, ``NotForThisDesk`` and ``NotFound``.
    """
    row = invoices_of_desk(actor).locked().one(id=invoice)
    why = reason_of(reason)
    check_may_be_paid(row)
    if row.division:
        raise CannotBePaid(say("This invoice is paid in parts: let a part be paid."))
    accounts = payable_accounts(actor, row, timezone.localdate(at))
    system = Actor.system(row.organisation_id)
    if row.payment == PaymentState.ASKED:
        with entered(system):
            _take_back(system, row, accounts, at)
    iban = account or row.pay_to or row.supplier_account
    check_can_be_asked(row.payment, iban, accounts)
    row.pay_to = "" if iban == row.supplier_account else iban
    aim(row, timezone.localdate(at))
    with entered(system):
        _ask(system, row, None, at)
    row.save(update_fields=["pay_to", "payment", "paid_on", *AIMED])
    happened(actor, row, InvoiceAct.PAYMENT_ASKED, at=at, words=why, details={"ends_in": iban[-4:]})


@command
def ask_when_due(*, actor: Actor, invoice: UUID, at: datetime) -> bool:
    """Ask for the payment of an approved invoice whose day comes, and whose account can be paid to; answers whether it was.

    What was asked and is in no batch is taken back when its account cannot be paid to any more. By the platform, each day.
    """
    row = ReceivedInvoice.records.of(actor).locked().one(id=invoice)
    if row.approval != Approval.APPROVED:
        return False
    if row.division:
        return ask_parts(actor, row, at)
    today = timezone.localdate(at)
    is_late = _aims_too_late(row, today)
    if row.payment == PaymentState.ASKED:
        accounts = () if row.discount_cents and is_late else payable_accounts(actor, row, today)
        if _take_back(actor, row, accounts, at) != "ready" or accounts:
            return False
    if row.pay_on is None or is_late:
        aim(row, today)
        row.save(update_fields=[*AIMED])
    if is_late and row.discount_until is None:
        happened(actor, row, InvoiceAct.DISCOUNT_MISSED, at=at)
    return ask_if_due(actor, row, at)


def ask_if_due(actor: Actor, row: ReceivedInvoice, at: datetime) -> bool:
    """Ask for the payment of an invoice that is approved, in the caller's transaction, if its day comes."""
    if row.division:
        return ask_parts(actor, row, at)
    today = timezone.localdate(at)
    day = row.pay_on
    if row.is_collected or row.payment != PaymentState.NONE or day is None or today < asked_from(day):
        return False
    system = Actor.system(row.organisation_id)
    with entered(system):
        if (row.pay_to or row.supplier_account) not in payable_accounts(system, row, today):
            return False
        _ask(system, row, day if today < day else None, at)
    change_at_end(actor, row, "payment", "paid_on", "discount_cents")
    if row.payment == PaymentState.ASKED:
        happened(actor, row, InvoiceAct.PAYMENT_ASKED, at=at)
    return True


def hold_payments(actor: Actor, supplier: UUID, iban: str, why: str, at: datetime) -> None:
    """An account is paid to no more: what was asked to be paid to it is taken back, and what is in a batch is not released."""
    hold_parts_to(actor, supplier, iban, why, at)
    rows = ReceivedInvoice.records.of(actor).filter(
        supplier_id=supplier, payment=PaymentState.ASKED, division=0
    )
    for row in rows.locked().order_by("id"):
        if (row.pay_to or row.supplier_account) != iban:
            continue
        system = Actor.system(row.organisation_id)
        with entered(system):
            stage = _take_back(system, row, frozenset(), at)
        if stage in ("ready", "batched"):
            happened(actor, row, InvoiceAct.PAYMENT_HELD, at=at, words=why)


def hold_payment(actor: Actor, row: ReceivedInvoice, at: datetime) -> str:
    """Take back the payment of one invoice that is in no batch yet; answers how far it was."""
    system = Actor.system(row.organisation_id)
    with entered(system):
        return _take_back(system, row, frozenset(), at)


def _ask(system: Actor, row: ReceivedInvoice, not_before: date | None, at: datetime) -> None:
    """Ask for what is left of it after credit notes, as the platform of the organisation that owes it; the caller saves the row."""
    off = set_off_credits(system, row, at)
    row.discount_cents = _discount(row, off, timezone.localdate(at))
    to_pay = (row.payable or 0) - off - (row.discount_cents or 0)
    if not to_pay:
        row.payment = PaymentState(lifecycle.PAYMENT.after(row.payment, "settle"))
        row.paid_on = timezone.localdate(at)
        return
    request_payment(
        system,
        row,
        source=row.id,
        cents=to_pay,
        iban=row.pay_to or row.supplier_account,
        remittance=f"Factuur {row.number}",
        reference=reference_of(document_of(system, row)),
        not_before=not_before,
        at=at,
    )
    row.payment = PaymentState(lifecycle.PAYMENT.after(row.payment, "ask"))


def _discount(row: ReceivedInvoice, off: int, today: date) -> int | None:
    """What is taken off for paying early, if its payment is in time for it."""
    for offer in offers_kept(row.discounts):
        if offer.until == row.discount_until and offer.pay_on >= today:
            return of_what_is_left(offer, row.payable or 0, off) or None
    return None


def _aims_too_late(row: ReceivedInvoice, today: date) -> bool:
    """Whether the day for the discount that it aims at has passed."""
    return row.discount_until is not None and Offer(row.discount_until, 0).pay_on < today


def _take_back(system: Actor, row: ReceivedInvoice, accounts: Collection[str], at: datetime) -> str:
    """Take back a payment that is in no batch and goes to none of these accounts; answers how far it was."""
    stage = take_back_request(system, row.id, accounts, at)
    if stage == "ready":
        row.payment = PaymentState(lifecycle.PAYMENT.after(row.payment, "take_back"))
        row.discount_cents = None
        row.save(update_fields=["payment", "discount_cents"])
    return stage


class InvoicePayments:
    """Fills the ports of payments for invoices and for their parts, by their ids: what may not be paid, and what the bank did, in the transaction that says so."""

    def on_hold(
        self,
        *,
        actor: Actor,
        accounts: Mapping[UUID, str],
        organisations: Collection[UUID],
        on: date,
        carried_out: date,
    ) -> frozenset[UUID]:
        """The invoices whose account is not confirmed for their supplier, or whose discount would be lost by paying so late."""
        system = Actor.system(*sorted(organisations))
        with entered(system):
            return unpayable(system, accounts, on) | too_late_for_discount(system, accounts, carried_out)

    def paid(self, *, actor: Actor, source_ids: Sequence[UUID], day: date, at: datetime) -> None:
        """The bank paid these invoices on ``day``. Set-based: a statement may hold a hundred thousand."""
        system = Actor.system(*sorted(actor.scope))
        with entered(system):
            whole = set(source_ids) - parts_paid(system, source_ids, day, at)
            rows = ReceivedInvoice.records.of(system).locked().filter(id__in=whole).order_by("id")
            unpaid = [row for row in rows if row.payment != PaymentState.PAID]
            for row in unpaid:
                row.payment = PaymentState(lifecycle.PAYMENT.after(row.payment, "pay"))
                row.paid_on = day
            ReceivedInvoice.records.of(system).bulk_update(unpaid, ["payment", "paid_on"], batch_size=2000)
            happened_many(system, unpaid, InvoiceAct.PAID, at=at, details={"day": day.isoformat()})
            post_discounts([row for row in unpaid if row.discount_cents], day, at)

    def returned(self, *, actor: Actor, source_id: UUID, reason_code: str, reason: str, at: datetime) -> None:
        """The bank gave the money of this invoice back: a clerk says what becomes of it."""
        system = Actor.system(*sorted(actor.scope))
        with entered(system):
            if part_returned(system, source_id, reason_code, reason, at):
                return
            row = ReceivedInvoice.records.of(system).locked().one(id=source_id)
            row.payment = PaymentState(lifecycle.PAYMENT.after(row.payment, "return"))
            if row.discount_cents and row.paid_on is not None:
                post_discounts([row], row.paid_on, at, is_back=True)
            row.paid_on = row.discount_cents = None
            row.save(update_fields=["payment", "paid_on", "discount_cents"])
            details = {"code": reason_code}
            happened(system, row, InvoiceAct.BOUNCED, at=at, words=reason, details=details)
