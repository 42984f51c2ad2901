"""Paying an invoice in parts: dividing it, and asking for each part by itself, once."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db.models import Max
from django.utils import timezone

from bodemplaat.capabilities.invoices import lifecycle
from bodemplaat.capabilities.invoices.commands.asking import (
    check_can_be_asked,
    check_may_be_paid,
    request_payment,
    take_back_request,
)
from bodemplaat.capabilities.invoices.commands.by_two import reason_of
from bodemplaat.capabilities.invoices.commands.setting_off import set_off_credits
from bodemplaat.capabilities.invoices.errors import CannotBeDivided
from bodemplaat.capabilities.invoices.events import happened, happened_many
from bodemplaat.capabilities.invoices.models import PaymentPart, ReceivedInvoice
from bodemplaat.capabilities.invoices.policies import invoices_of_desk
from bodemplaat.capabilities.invoices.queries.documents import document_of
from bodemplaat.capabilities.invoices.queries.parts import (
    account_of_part,
    accounts_for,
    asked_as_sent,
    can_be_divided,
    parts_of,
)
from bodemplaat.capabilities.invoices.reckoning.dividing import (
    DONE,
    AskedPart,
    against_the_whole,
    state_of_parts,
)
from bodemplaat.capabilities.invoices.reckoning.in_time import last_day
from bodemplaat.capabilities.invoices.reckoning.paying import asked_from, reference_of
from bodemplaat.capabilities.invoices.vocabulary import (
    Approval,
    InvoiceAct,
    PartKind,
    PaymentState,
)
from bodemplaat.foundation.tenancy.api import Actor, command, entered
from bodemplaat.kernel import Euro, say
from bodemplaat.kernel.accounts import bare_iban


@command
def divide_invoice(
    *, actor: Actor, invoice: UUID, parts: Sequence[AskedPart], reason: str, at: datetime
) -> None:
    """Let an invoice be paid in these parts, each on its day: instalments, and what goes to a blocked account (G-account).

    They come to the whole of it; one part for all of it is paying it as a whole. What it was divided into before is not paid.
    Raises ``CannotBeDivided`` with its ``findings``, and once something of it was asked or paid; ``NoReason``, ``NotForThisDesk``
    and ``NotFound``.
    """
    row = invoices_of_desk(actor).locked().one(id=invoice)
    why = reason_of(reason)
    if not can_be_divided(actor, row):
        raise CannotBeDivided(
            say(
                "Only an invoice that is registered, and of which nothing was asked, paid or set off, can be divided."
            )
        )
    whole, received = Euro(row.payable or 0), timezone.localdate(row.received_at)
    findings = tuple(against_the_whole(parts, whole, received, row.supplier_account))
    if findings:
        raise CannotBeDivided(findings[0].said, *findings, **findings[0].values)
    _divide(actor, row, parts)
    details = {"parts": len(parts), "blocked": sum(each.kind is PartKind.BLOCKED for each in parts)}
    happened(actor, row, InvoiceAct.DIVIDED, at=at, words=why, details=details)
    if row.approval == Approval.APPROVED:
        ask_parts(actor, row, at)


@command
def pay_part_now(
    *, actor: Actor, invoice: UUID, part: UUID, reason: str, account: str = "", at: datetime
) -> None:
    """Let one part of an approved invoice be paid with the next batch, before its day; or again, after the bank gave it back.

    ``account`` is another one of the same kind than the part names. Raises as ``pay_invoice_now``.
    """
    row = invoices_of_desk(actor).locked().one(id=invoice)
    why = reason_of(reason)
    kept = parts_of(actor, row).locked().one(id=part)
    check_may_be_paid(row)
    accounts = accounts_for(actor, row, kept.kind, timezone.localdate(at))
    system = Actor.system(row.organisation_id)
    if kept.payment == PaymentState.ASKED:
        with entered(system):
            _take_back(system, kept, accounts, at)
    iban = account or account_of_part(row, kept)
    check_can_be_asked(kept.payment, iban, accounts)
    kept.iban = iban
    with entered(system):
        _ask(system, row, kept, None, at)
    follow(actor, row)
    happened(actor, row, InvoiceAct.PART_ASKED, at=at, words=why, details=_details(kept))


def divide_as_sent(actor: Actor, row: ReceivedInvoice, at: datetime) -> None:
    """Divide what is approved as the invoice itself asks for, where nobody divided it; in the caller's transaction."""
    parts = () if row.division or row.is_collected else asked_as_sent(row)
    if parts:
        _divide(actor, row, parts)
        happened(actor, row, InvoiceAct.DIVIDED, at=at, details={"parts": len(parts), "blocked": 1})


def ask_parts(actor: Actor, row: ReceivedInvoice, at: datetime) -> bool:
    """Ask for the parts of an approved invoice whose day comes, and take back what may not be paid; answers whether any was asked.

    In the caller's transaction, with the invoice held.
    """
    system = Actor.system(row.organisation_id)
    with entered(system):
        asked_now = [
            part for part in parts_of(system, row).locked() if _ask_or_take_back(system, row, part, at)
        ]
    for part in asked_now:
        happened(actor, row, InvoiceAct.PART_ASKED, at=at, details=_details(part))
    follow(actor, row)
    return bool(asked_now)


def _ask_or_take_back(system: Actor, row: ReceivedInvoice, part: PaymentPart, at: datetime) -> bool:
    today = timezone.localdate(at)
    if part.payment not in (PaymentState.NONE, PaymentState.ASKED):
        return False
    accounts = accounts_for(system, row, part.kind, today)
    if part.payment == PaymentState.ASKED:
        _take_back(system, part, accounts, at)
    is_due = part.payment == PaymentState.NONE and today >= asked_from(part.pay_on)
    if not is_due or account_of_part(row, part) not in accounts:
        return False
    _ask(system, row, part, part.pay_on if today < part.pay_on else None, at)
    return True


def hold_parts(actor: Actor, row: ReceivedInvoice, at: datetime) -> bool:
    """Take back what was asked of an invoice and is in no batch; answers whether anything of it is left to stop."""
    system = Actor.system(row.organisation_id)
    with entered(system):
        stages = [
            _take_back(system, part, (), at)
            for part in parts_of(system, row).locked()
            if part.payment == PaymentState.ASKED
        ]
    follow(actor, row)
    left = parts_of(actor, row).filter(payment__in=(PaymentState.NONE, PaymentState.RETURNED))
    return "batched" in stages or left.exists()


def hold_parts_to(actor: Actor, supplier: UUID, iban: str, why: str, at: datetime) -> None:
    """An account is paid to no more: what was asked of parts to be paid to it is taken back."""
    rows = ReceivedInvoice.records.of(actor).filter(
        supplier_id=supplier,
        division__gt=0,
        payment__in=(PaymentState.ASKED, PaymentState.PARTLY, PaymentState.RETURNED),
    )
    for row in rows.locked().order_by("id"):
        system = Actor.system(row.organisation_id)
        with entered(system):
            stages = [
                _take_back(system, part, (), at)
                for part in parts_of(system, row).locked()
                if part.payment == PaymentState.ASKED and account_of_part(row, part) == iban
            ]
        follow(actor, row)
        if any(each in ("ready", "batched") for each in stages):
            happened(actor, row, InvoiceAct.PAYMENT_HELD, at=at, words=why)


def parts_paid(system: Actor, ids: Collection[UUID], day: date, at: datetime) -> frozenset[UUID]:
    """The bank paid these parts on a day; answers which of the ids are parts. An invoice is paid with its last one."""
    parts = PaymentPart.records.of(system).filter(id__in=list(ids))
    invoices = list(parts.order_by("invoice_id").values_list("invoice_id", flat=True).distinct())
    if not invoices:
        return frozenset()
    rows = list(ReceivedInvoice.records.of(system).locked().filter(id__in=invoices).order_by("id"))
    parts_held = list(parts.locked().order_by("id"))
    changed = [each for each in parts_held if each.payment != PaymentState.PAID]
    for part in changed:
        part.payment, part.paid_on = PaymentState(lifecycle.PAYMENT.after(part.payment, "pay")), day
    PaymentPart.records.of(system).bulk_update(changed, ["payment", "paid_on"], batch_size=2000)
    touched = {part.invoice_id for part in changed}
    by_act: dict[InvoiceAct, list[ReceivedInvoice]] = {InvoiceAct.PAID: [], InvoiceAct.PART_PAID: []}
    for row in (each for each in rows if each.id in touched):
        follow(system, row)
        act = InvoiceAct.PAID if row.payment == PaymentState.PAID else InvoiceAct.PART_PAID
        by_act[act].append(row)
    for act, some in by_act.items():
        happened_many(system, some, act, at=at, details={"day": day.isoformat()})
    return frozenset(each.id for each in parts_held)


def part_returned(system: Actor, part: UUID, code: str, reason: str, at: datetime) -> bool:
    """The bank gave the money of this part back; answers whether it is a part at all."""
    kept = PaymentPart.records.of(system).filter(id=part).first()
    if kept is None:
        return False
    row = ReceivedInvoice.records.of(system).locked().one(id=kept.invoice_id)
    kept = PaymentPart.records.of(system).locked().one(id=part)
    kept.payment = PaymentState(lifecycle.PAYMENT.after(kept.payment, "return"))
    kept.paid_on = None
    kept.save(update_fields=["payment", "paid_on"])
    follow(system, row)
    happened(system, row, InvoiceAct.BOUNCED, at=at, words=reason, details={"code": code})
    return True


def follow(actor: Actor, row: ReceivedInvoice) -> None:
    """Let an invoice stand with its payment as its parts do: paid when all of them are, and on the day of the last one."""
    parts = list(parts_of(actor, row))
    row.payment = state_of_parts([PaymentState(each.payment) for each in parts])
    days = [each.paid_on for each in parts if each.paid_on is not None]
    row.paid_on = max(days) if row.payment in DONE else None
    left = [each.pay_on for each in parts if each.payment not in DONE]
    row.pay_on = min(left or [each.pay_on for each in parts])
    row.save(update_fields=["payment", "paid_on", "pay_on"])


def _divide(actor: Actor, row: ReceivedInvoice, parts: Sequence[AskedPart]) -> None:
    earlier = PaymentPart.records.of(actor).filter(invoice_id=row.id).aggregate(last=Max("division"))
    row.division = (earlier["last"] or 0) + 1
    PaymentPart.records.of(actor).bulk_create(
        [
            PaymentPart(
                id=uuid4(),
                organisation_id=row.organisation_id,
                invoice=row,
                division=row.division,
                position=position,
                kind=each.kind,
                cents=each.amount.cents,
                due=each.due,
                pay_on=each.pay_on,
                iban=bare_iban(each.iban) if each.kind is PartKind.BLOCKED else "",
            )
            for position, each in enumerate(parts, start=1)
        ]
    )
    until = max(each.due for each in parts)
    by_law = last_day(timezone.localdate(row.received_at))
    row.terms_until = until if by_law is not None and until > by_law else None
    row.pay_on = min(each.pay_on for each in parts)
    row.discount_until = row.discount_cents = None
    row.save(update_fields=["division", "terms_until", "pay_on", "discount_until", "discount_cents"])


def _details(part: PaymentPart) -> dict[str, object]:
    return {"part": part.position, "cents": part.cents}


def _ask(
    system: Actor, row: ReceivedInvoice, part: PaymentPart, not_before: date | None, at: datetime
) -> None:
    """Ask for what is left of a part after credit notes; nothing is taken off what goes to a blocked account."""
    off = 0 if part.kind == PartKind.BLOCKED else set_off_credits(system, row, at, part)
    if off == part.cents:
        part.payment = PaymentState(lifecycle.PAYMENT.after(part.payment, "settle"))
        part.paid_on = timezone.localdate(at)
        part.save(update_fields=["iban", "payment", "paid_on"])
        return
    request_payment(
        system,
        row,
        source=part.id,
        cents=part.cents - off,
        iban=account_of_part(row, part),
        remittance=f"Factuur {row.number}{' G-rekening' if part.kind == PartKind.BLOCKED else ''}",
        reference="" if part.kind == PartKind.BLOCKED else reference_of(document_of(system, row)),
        not_before=not_before,
        at=at,
    )
    part.payment = PaymentState(lifecycle.PAYMENT.after(part.payment, "ask"))
    part.save(update_fields=["iban", "payment"])


def _take_back(system: Actor, part: PaymentPart, accounts: Collection[str], at: datetime) -> str:
    """Take back the payment of a part that is in no batch and goes to none of these accounts; answers how far it was."""
    stage = take_back_request(system, part.id, accounts, at)
    if stage == "ready":
        part.payment = PaymentState(lifecycle.PAYMENT.after(part.payment, "take_back"))
        part.save(update_fields=["payment"])
    return stage
