"""What is known of paying an invoice: its accounts, its day, and how far its payment is."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When
from django.utils import timezone

from bodemplaat.capabilities.invoices.mapping import row_of
from bodemplaat.capabilities.invoices.models import PaymentPart, ReceivedInvoice, SupplierAccount
from bodemplaat.capabilities.invoices.policies import invoices_of_desk
from bodemplaat.capabilities.invoices.queries.documents import document_of
from bodemplaat.capabilities.invoices.queries.parts import (
    account_of_part,
    accounts_for,
    confirmed_accounts,
    parts_by_invoice,
    parts_shown,
    parts_stuck,
    stage_of_part,
)
from bodemplaat.capabilities.invoices.queries.registered import standing_of_account
from bodemplaat.capabilities.invoices.queries.setting_off import is_credit, left_of, set_off_of
from bodemplaat.capabilities.invoices.reckoning.discount import Offer
from bodemplaat.capabilities.invoices.reckoning.dividing import stage_of_parts
from bodemplaat.capabilities.invoices.reckoning.paying import (
    AHEAD,
    last_day_to_pay,
    reference_of,
    stage_of,
)
from bodemplaat.capabilities.invoices.values import InvoicePayment, InvoiceRow
from bodemplaat.capabilities.invoices.vocabulary import (
    SOURCE,
    Approval,
    ByTwoState,
    PartKind,
    PaymentStage,
    PaymentState,
)
from bodemplaat.capabilities.payments import api as payments
from bodemplaat.formats.sepa.bank_days import bank_days_after
from bodemplaat.foundation.tenancy.api import Actor, entered, query
from bodemplaat.kernel import Euro


@query
def invoice_payment(*, actor: Actor, invoice: UUID, on: date) -> InvoicePayment | None:
    """How far an invoice of the actor's desk is with its payment; ``None`` before it is approved. Raises as ``invoice_view``."""
    row = invoices_of_desk(actor).one(id=invoice)
    if row.approval != Approval.APPROVED:
        return None
    standing, payable_from = standing_of_account(actor, row, on)
    accounts = payable_accounts(actor, row, on)
    system = Actor.system(row.organisation_id)
    with entered(system):
        facts = payments.payment_of(actor=system, source_type=SOURCE, source_id=row.id)
        reference = reference_of(document_of(system, row))
    iban = facts.creditor_iban if facts else row.pay_to or row.supplier_account
    day, off = _day(row), set_off_of(actor, row)
    stage = _stage(row, facts, iban in accounts)
    if row.division:
        parts = parts_shown(actor, row, on)
        stage = stage_of_parts([each.stage for each in parts])
    may_ask = stage in (
        PaymentStage.LATER,
        PaymentStage.ON_HOLD,
        PaymentStage.COLLECTED,
        PaymentStage.RETURNED,
    )
    return InvoicePayment(
        invoice=row.id,
        stage=stage,
        to_pay=Euro((row.payable or 0) - sum(each.amount.cents for each in off) - (row.discount_cents or 0)),
        pay_on=day,
        iban=iban,
        standing=standing,
        payable_from=payable_from,
        reference=reference,
        day=_stage_day(stage, day, row, facts),
        return_code=facts.return_code if facts and stage is PaymentStage.RETURNED else "",
        return_reason=facts.return_reason if facts and stage is PaymentStage.RETURNED else "",
        accounts=accounts,
        set_off=off,
        may_pay_now=may_ask
        and bool(accounts)
        and not row.division
        and (facts is None or facts.state != "batched"),
        is_divided=row.division > 0,
    )


@query
def invoices_due(*, actor: Actor, on: date) -> Sequence[UUID]:
    """The approved invoices that are looked at on a day: those whose day comes, and those that were asked and not paid yet.

    None that its supplier collects: nobody pays that by itself.
    """
    comes = Q(payment=PaymentState.NONE, is_collected=False) & (
        Q(pay_on=None) | Q(pay_on__lte=bank_days_after(on, AHEAD))
    )
    rows = ReceivedInvoice.records.of(actor).filter(
        comes
        | Q(payment=PaymentState.ASKED)
        | Q(payment__in=(PaymentState.PARTLY, PaymentState.RETURNED), division__gt=0),
        approval=Approval.APPROVED,
    )
    return list(rows.order_by("pay_on", "id").values_list("id", flat=True))


def payable_accounts(actor: Actor, row: ReceivedInvoice, on: date) -> tuple[str, ...]:
    """The accounts of its supplier that can be paid to on a day; none while it is disputed."""
    return accounts_for(actor, row, PartKind.USUAL, on)


def payments_stuck(actor: Actor, rows: QuerySet[ReceivedInvoice], on: date) -> QuerySet[ReceivedInvoice]:
    """Those that are approved and whose payment does not go on by itself: a clerk looks at each.

    The bank gave it back, its account can be paid to neither now nor on its day, or its day has passed and nobody asked for it.
    What is disputed, or collected by the supplier, waits for something else.
    """
    approved = rows.filter(approval=Approval.APPROVED, disputed_since=None).annotate(
        goes_to=Case(When(pay_to="", then="supplier_account"), default="pay_to")
    )
    accounts = SupplierAccount.records.of(actor).filter(
        Q(payable_from__lte=on) | Q(payable_from__lte=OuterRef("pay_on")),
        supplier_id=OuterRef("supplier_id"),
        iban=OuterRef("goes_to"),
        state=ByTwoState.CONFIRMED,
        is_blocked=False,
    )
    on_its_way = Q(payment__in=(PaymentState.NONE, PaymentState.ASKED), is_collected=False, division=0)
    sent = [
        each.id
        for each in staged(
            actor,
            approved.filter(~Exists(accounts), payment=PaymentState.ASKED, division=0).select_related(
                "organisation", "document"
            ),
            on,
        )
        if each.stage is PaymentStage.SENT
    ]
    return approved.filter(
        Q(payment=PaymentState.RETURNED)
        | Q(on_its_way, ~Exists(accounts))
        | Q(payment=PaymentState.NONE, is_collected=False, pay_on__lt=on)
        | Q(parts_stuck(actor, on), division__gt=0)
    ).exclude(id__in=sent)


def too_late_for_discount(actor: Actor, invoices: Collection[UUID], day: date) -> frozenset[UUID]:
    """Which of these are paid less for being early, and would be too late for that where they are paid on a day."""
    rows = ReceivedInvoice.records.of(actor).filter(id__in=list(invoices), discount_cents__isnull=False)
    return frozenset(
        invoice
        for invoice, until in rows.values_list("id", "discount_until")
        if until is not None and Offer(until, 0).pay_on < day
    )


def unpayable(actor: Actor, accounts: Mapping[UUID, str], on: date) -> frozenset[UUID]:
    """Which of these invoices and parts may not be paid on a day to the account named with each, or not at all while disputed."""
    invoices = ReceivedInvoice.records.of(actor).filter(id__in=list(accounts), disputed_since=None)
    goes_to = {invoice: (supplier, False) for invoice, supplier in invoices.values_list("id", "supplier_id")}
    parts = PaymentPart.records.of(actor).filter(id__in=list(accounts), invoice__disputed_since=None)
    for part, supplier, kind in parts.values_list("id", "invoice__supplier_id", "kind"):
        goes_to[part] = (supplier, kind == PartKind.BLOCKED)
    payable = confirmed_accounts(actor, {supplier for supplier, _ in goes_to.values()}, on)

    def may_be_paid(source: UUID, iban: str) -> bool:
        supplier, is_blocked = goes_to.get(source, (None, False))
        return (supplier, iban, is_blocked) in payable

    return frozenset(source for source, iban in accounts.items() if not may_be_paid(source, iban))


def staged(actor: Actor, rows: Iterable[ReceivedInvoice], on: date) -> tuple[InvoiceRow, ...]:
    """Rows of a list with how far each is with its payment or with setting it off, in three statements for all of them."""
    shown = list(rows)
    approved = [row for row in shown if row.approval == Approval.APPROVED]
    by_organisation: dict[UUID, list[UUID]] = defaultdict(list)
    for row in approved:
        by_organisation[row.organisation_id].append(row.id)
    facts: Mapping[UUID, payments.PaymentFacts] = {}
    payable: frozenset[tuple[UUID | None, str, bool]] = frozenset()
    parts: Mapping[UUID, tuple[PaymentPart, ...]] = {}
    if approved:
        system = Actor.system(*sorted(by_organisation))
        with entered(system):
            parts = parts_by_invoice(system, approved)
            sources = [row.id for row in approved]
            sources += [part.id for each in parts.values() for part in each]
            facts = payments.payments_by_source(actor=system, source_type=SOURCE, source_ids=sources)
            payable = confirmed_accounts(system, {row.supplier_id for row in approved}, on)
    notes = [row for row in shown if is_credit(row)]
    left = left_of(actor, notes) if notes else {}
    return tuple(
        _staged_by_parts(row, parts[row.id], facts, payable)
        if row.id in parts
        else _staged(row, facts.get(row.id), payable)
        if row.approval == Approval.APPROVED
        else replace(row_of(row), stage=PaymentStage.CREDIT if left[row.id] else PaymentStage.SETTLED)
        if row.id in left
        else row_of(row)
        for row in shown
    )


def _staged_by_parts(
    row: ReceivedInvoice,
    parts: Sequence[PaymentPart],
    facts: Mapping[UUID, payments.PaymentFacts],
    payable: frozenset[tuple[UUID | None, str, bool]],
) -> InvoiceRow:
    stages = []
    for part in parts:
        paid = facts.get(part.id)
        iban = paid.creditor_iban if paid else account_of_part(row, part)
        is_payable = (row.supplier_id, iban, part.kind == PartKind.BLOCKED) in payable
        stages.append(stage_of_part(part, paid, is_payable=is_payable and row.disputed_since is None))
    stage = stage_of_parts(stages)
    done = stage in (PaymentStage.PAID, PaymentStage.SETTLED)
    return replace(row_of(row), stage=stage, stage_day=row.paid_on if done else row.pay_on)


def _staged(
    row: ReceivedInvoice,
    facts: payments.PaymentFacts | None,
    payable: frozenset[tuple[UUID | None, str, bool]],
) -> InvoiceRow:
    iban = facts.creditor_iban if facts else row.pay_to or row.supplier_account
    is_payable = (row.supplier_id, iban, False) in payable and row.disputed_since is None
    stage = _stage(row, facts, is_payable)
    return replace(row_of(row), stage=stage, stage_day=_stage_day(stage, _day(row), row, facts))


def _stage(row: ReceivedInvoice, facts: payments.PaymentFacts | None, is_payable: bool) -> PaymentStage:
    return stage_of(
        PaymentState(row.payment),
        facts.state if facts else "",
        is_payable=is_payable,
        has_payment=facts is not None,
        is_collected=row.is_collected,
    )


def _day(row: ReceivedInvoice) -> date:
    return row.pay_on or last_day_to_pay(timezone.localdate(row.received_at))


def _stage_day(
    stage: PaymentStage, day: date, row: ReceivedInvoice, facts: payments.PaymentFacts | None
) -> date | None:
    if stage in (PaymentStage.PAID, PaymentStage.SETTLED):
        return row.paid_on
    if stage is PaymentStage.RETURNED:
        return facts.returned_on if facts else None
    if stage in (PaymentStage.BATCHED, PaymentStage.SENT):
        return facts.execution_day if facts else None
    return day
