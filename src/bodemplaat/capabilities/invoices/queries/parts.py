"""The parts of an invoice: which hold, to which account each is paid, and how far it is."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.utils import timezone

from bodemplaat.capabilities.invoices.models import PaymentPart, ReceivedInvoice, SupplierAccount
from bodemplaat.capabilities.invoices.policies import invoices_of_desk
from bodemplaat.capabilities.invoices.queries.setting_off import off_of, off_of_parts
from bodemplaat.capabilities.invoices.reckoning.dividing import AskedPart, as_sent, shares_kept
from bodemplaat.capabilities.invoices.reckoning.in_time import last_day
from bodemplaat.capabilities.invoices.reckoning.paying import stage_of
from bodemplaat.capabilities.invoices.vocabulary import (
    SOURCE,
    Approval,
    ByTwoState,
    InvoiceState,
    PartKind,
    PaymentStage,
    PaymentState,
)
from bodemplaat.capabilities.payments import api as payments
from bodemplaat.foundation.tenancy.api import Actor, GuardedQuerySet, entered, query
from bodemplaat.kernel import Euro


@dataclass(frozen=True, slots=True)
class PartView:
    """A part of an invoice that is paid by itself; ``id`` is empty where the invoice asks for it and nobody divided it yet.

    ``amount`` is what its supplier gets, less what was set off; ``accounts`` those of its kind that can be paid to now, and
    ``day`` as with ``InvoicePayment``.
    """

    id: UUID | None
    kind: PartKind
    amount: Euro
    due: date
    pay_on: date
    iban: str
    stage: PaymentStage
    day: date | None = None
    return_code: str = ""
    return_reason: str = ""
    accounts: tuple[str, ...] = ()
    may_pay_now: bool = False


@dataclass(frozen=True, slots=True)
class DivisionView:
    """In which parts an invoice is paid, if in any; ``is_as_sent`` where that is how the invoice itself asks for it.

    ``blocked`` are the confirmed blocked accounts of its supplier, ``shares`` the parts that the invoice asks for, and ``until`` the
    last day in time by the law.
    """

    parts: tuple[PartView, ...]
    is_as_sent: bool
    may_divide: bool
    blocked: tuple[str, ...]
    shares: tuple[AskedPart, ...]
    until: date | None


@query
def division_view(*, actor: Actor, invoice: UUID, on: date) -> DivisionView:
    """The parts of an invoice of the actor's desk, and whether this reader may divide it. Raises as ``invoice_view``."""
    row = invoices_of_desk(actor).one(id=invoice)
    blocked = blocked_accounts(actor, row)
    return DivisionView(
        parts=parts_shown(actor, row, on),
        is_as_sent=not row.division and bool(row.shares),
        may_divide=can_be_divided(actor, row),
        blocked=tuple(sorted(blocked)),
        shares=tuple(asked_as_sent(row)),
        until=last_day(timezone.localdate(row.received_at)),
    )


def can_be_divided(actor: Actor, row: ReceivedInvoice) -> bool:
    """Whether an invoice can be paid in parts, or in others: nothing of it was asked, paid or set off."""
    return (
        row.state == InvoiceState.REGISTERED
        and row.approval != Approval.REFUSED
        and not row.is_credit_note
        and not row.is_collected
        and row.currency == "EUR"
        and (row.payable or 0) > 0
        and row.payment == PaymentState.NONE
        and not off_of(actor, [row.id])
    )


def asked_as_sent(row: ReceivedInvoice) -> tuple[AskedPart, ...]:
    """The parts that an invoice itself asks for, until the last day of the law; none where it asks for none."""
    received = timezone.localdate(row.received_at)
    return as_sent(shares_kept(row.shares), last_day(received) or received)


def parts_of(actor: Actor, row: ReceivedInvoice) -> GuardedQuerySet[PaymentPart]:
    """The parts that hold, by day."""
    rows = PaymentPart.records.of(actor).filter(invoice_id=row.id, division=row.division)
    return rows.order_by("pay_on", "position")


def blocked_accounts(actor: Actor, row: ReceivedInvoice) -> frozenset[str]:
    """The blocked accounts of its supplier that two people confirmed."""
    if row.supplier_id is None:
        return frozenset()
    rows = SupplierAccount.records.of(actor).filter(
        supplier_id=row.supplier_id, state=ByTwoState.CONFIRMED, is_blocked=True
    )
    return frozenset(rows.values_list("iban", flat=True))


def account_of_part(row: ReceivedInvoice, part: PaymentPart) -> str:
    """Where a part goes: to the account that was chosen for it, else to that of its invoice."""
    return part.iban or row.pay_to or row.supplier_account


def accounts_for(actor: Actor, row: ReceivedInvoice, kind: str, on: date) -> tuple[str, ...]:
    """The accounts of a kind of its supplier that can be paid to on a day; none while it is disputed."""
    if row.supplier_id is None or row.disputed_since is not None:
        return ()
    rows = SupplierAccount.records.of(actor).filter(
        supplier_id=row.supplier_id,
        state=ByTwoState.CONFIRMED,
        payable_from__lte=on,
        is_blocked=kind == PartKind.BLOCKED,
    )
    return tuple(rows.order_by("decided_at", "id").values_list("iban", flat=True))


def parts_shown(actor: Actor, row: ReceivedInvoice, on: date) -> tuple[PartView, ...]:
    """The parts as they are read, by day: those that hold, else those that the invoice asks for and nobody divided yet."""
    if not row.division:
        return tuple(
            PartView(None, each.kind, each.amount, each.due, each.pay_on, each.iban, PaymentStage.NONE)
            for each in asked_as_sent(row)
        )
    parts = list(parts_of(actor, row))
    ids = [each.id for each in parts]
    system = Actor.system(row.organisation_id)
    with entered(system):
        facts = payments.payments_by_source(actor=system, source_type=SOURCE, source_ids=ids)
        off = off_of_parts(system, ids)
        accounts = {kind: accounts_for(system, row, kind, on) for kind in {each.kind for each in parts}}
    return tuple(
        _view(row, each, facts.get(each.id), accounts[each.kind], off.get(each.id, 0)) for each in parts
    )


def _view(
    row: ReceivedInvoice,
    part: PaymentPart,
    facts: payments.PaymentFacts | None,
    accounts: tuple[str, ...],
    off: int,
) -> PartView:
    iban = facts.creditor_iban if facts else account_of_part(row, part)
    stage = PaymentStage.NONE
    if row.approval == Approval.APPROVED:
        stage = stage_of_part(part, facts, is_payable=iban in accounts)
    may_ask = stage in (PaymentStage.LATER, PaymentStage.ON_HOLD, PaymentStage.RETURNED)
    return PartView(
        id=part.id,
        kind=PartKind(part.kind),
        amount=Euro(part.cents - off),
        due=part.due,
        pay_on=part.pay_on,
        iban=iban,
        stage=stage,
        day=day_of_part(stage, part, facts),
        return_code=facts.return_code if facts and stage is PaymentStage.RETURNED else "",
        return_reason=facts.return_reason if facts and stage is PaymentStage.RETURNED else "",
        accounts=accounts,
        may_pay_now=may_ask and bool(accounts) and (facts is None or facts.state != "batched"),
    )


def stage_of_part(
    part: PaymentPart, facts: payments.PaymentFacts | None, *, is_payable: bool
) -> PaymentStage:
    """How far a part of an approved invoice is."""
    return stage_of(
        PaymentState(part.payment),
        facts.state if facts else "",
        is_payable=is_payable,
        has_payment=facts is not None,
        is_collected=False,
    )


def day_of_part(stage: PaymentStage, part: PaymentPart, facts: payments.PaymentFacts | None) -> date | None:
    """The day that goes with how far it is: on which it was paid or came back, is carried out, or is paid at the latest."""
    if stage in (PaymentStage.PAID, PaymentStage.SETTLED):
        return part.paid_on
    if stage is PaymentStage.RETURNED:
        return facts.returned_on if facts else None
    if stage in (PaymentStage.BATCHED, PaymentStage.SENT):
        return facts.execution_day if facts else None
    return part.pay_on


def parts_by_invoice(actor: Actor, rows: Iterable[ReceivedInvoice]) -> Mapping[UUID, tuple[PaymentPart, ...]]:
    """The parts that hold of each of these invoices, by day. One statement, none where none is divided."""
    divided = {row.id for row in rows if row.division}
    parts: dict[UUID, list[PaymentPart]] = defaultdict(list)
    if divided:
        every = PaymentPart.records.of(actor).filter(invoice_id__in=divided, division=F("invoice__division"))
        for part in every.order_by("pay_on", "position"):
            parts[part.invoice_id].append(part)
    return {invoice: tuple(each) for invoice, each in parts.items()}


def confirmed_accounts(
    actor: Actor, suppliers: Collection[UUID | None], on: date
) -> frozenset[tuple[UUID | None, str, bool]]:
    """The accounts of these suppliers that can be paid to on a day, each with whether it is a blocked one."""
    rows = SupplierAccount.records.of(actor).filter(
        supplier_id__in={each for each in suppliers if each}, state=ByTwoState.CONFIRMED, payable_from__lte=on
    )
    return frozenset(rows.values_list("supplier_id", "iban", "is_blocked"))


def parts_stuck(actor: Actor, on: date) -> Exists:
    """Whether an invoice has a part of which the day has passed, or whose account can be paid to neither now nor on its day."""
    parts = PaymentPart.records.of(actor).filter(
        invoice_id=OuterRef("id"), division=OuterRef("division"), payment=PaymentState.NONE
    )
    annotated = parts.annotate(
        goes_to=Case(
            When(~Q(iban=""), then="iban"),
            When(~Q(invoice__pay_to=""), then="invoice__pay_to"),
            default="invoice__supplier_account",
        ),
        to_blocked=Case(When(kind=PartKind.BLOCKED, then=Value(True)), default=Value(False)),
    )
    accounts = SupplierAccount.records.of(actor).filter(
        Q(payable_from__lte=on) | Q(payable_from__lte=OuterRef("pay_on")),
        supplier_id=OuterRef("invoice__supplier_id"),
        iban=OuterRef("goes_to"),
        is_blocked=OuterRef("to_blocked"),
        state=ByTwoState.CONFIRMED,
    )
    return Exists(annotated.filter(Q(pay_on__lt=on) | ~Exists(accounts)))
