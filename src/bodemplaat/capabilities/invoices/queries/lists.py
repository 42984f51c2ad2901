"""Lists of invoices for a desk: narrowed, sorted, in pages."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import BigIntegerField, Case, Count, Exists, F, OuterRef, Q, QuerySet, When
from django.utils import timezone

from bodemplaat.capabilities.invoices.lifecycle import WAITING
from bodemplaat.capabilities.invoices.mapping import row_of
from bodemplaat.capabilities.invoices.models import ReceivedInvoice, SupplierLetter
from bodemplaat.capabilities.invoices.policies import invoices_of_desk
from bodemplaat.capabilities.invoices.queries.letters import levels_of
from bodemplaat.capabilities.invoices.queries.paying import payments_stuck, staged
from bodemplaat.capabilities.invoices.values import InvoiceFilter, InvoicePage, InvoiceRow
from bodemplaat.capabilities.invoices.vocabulary import Approval, Fit, InvoiceState, LetterKind, PaymentState
from bodemplaat.foundation.organisations.api import (
    Task,
    desk_provider,
    names_of_partners,
    provisions_among_partners,
    provisions_of,
    served_by,
)
from bodemplaat.foundation.tenancy.api import Actor, midnight, query
from bodemplaat.kernel import say

MOST_COUNTED: Final = 10_000
SORTS: Final[Mapping[str, tuple[str, ...]]] = {
    "received": ("received_at", "id"),
    "supplier": ("supplier_name", "received_at", "id"),
    "number": ("number", "received_at", "id"),
    "issued": ("issued", "received_at", "id"),
    "amount": ("payable", "received_at", "id"),
}
"""By what a list is sorted; with a minus in front downwards."""
DISPUTED: Final = "disputed"
PAYMENT_STUCK: Final = "payment_stuck"
REMINDED: Final = "reminded"
FITS: Final[Mapping[str, Fit]] = {f"fit_{fit}": fit for fit in (Fit.DIFFERS, Fit.AWAITED, Fit.FITS)}
"""What else the list is narrowed to beside how far approval is; how it stands to its order, of what is not decided."""
TO_CODE: Final = Q(is_credit_note=False, currency="EUR", without_vat__isnull=False, payable__gt=0)
"""Of what is registered: what is coded, since there is something to pay in euros."""
INVOICES_WAITING: Final = say("Invoices that wait")
INVOICES_SINCE: Final = say("{count} {count:invoice|invoices}")


@query
def invoices_waiting(*, actor: Actor, organisation: UUID, task: Task | None = None) -> int:
    """How many invoices of an organisation wait: what has still to be done when it leaves or its desk moves.

    They go with the desk of finance where it has one of its own, and with the desk where it has not.
    """
    if task is Task.DESK:
        provisions = provisions_of(actor=actor, organisation=organisation, task=Task.DESK_FINANCE)
        if any(each.until is None for each in provisions):
            return 0
    rows = ReceivedInvoice.records.of(actor).filter(organisation_id=organisation, state=WAITING)
    return rows.count()


@query
def invoices_since(*, actor: Actor, customer: UUID, provider: UUID, since: date) -> int:
    """How many invoices of a customer a provider took in since a day, whatever became of them."""
    rows = ReceivedInvoice.records.of(actor).filter(organisation_id=customer, provider_id=provider)
    return rows.filter(received_at__gte=midnight(since)).count()


@query
def invoices_at_desk(
    *,
    actor: Actor,
    narrow: InvoiceFilter,
    sort: str = "-received",
    start: int = 0,
    count: int = 50,
    on: date | None = None,
) -> InvoicePage:
    """One page of what the actor's desk takes in, with how far each is with its payment ``on`` a day, today unless given. Raises ``NotForThisDesk`` for anybody but a clerk."""
    day = on or timezone.localdate()
    rows = _narrowed(actor, narrow, day)
    counted = rows.order_by()[: MOST_COUNTED + 1].count()
    shown = _sorted(rows, sort).select_related("organisation", "document")[start : start + count]
    return InvoicePage(
        _with_reminders(actor, staged(actor, shown, day)),
        min(counted, MOST_COUNTED),
        is_more=counted > MOST_COUNTED,
    )


@query
def invoice_ids(
    *, actor: Actor, narrow: InvoiceFilter, sort: str, most: int, on: date | None = None
) -> Sequence[UUID]:
    """The ids of the same list, to read it a part at a time."""
    rows = _narrowed(actor, narrow, on or timezone.localdate())
    return list(_sorted(rows, sort).values_list("id", flat=True)[:most])


@query
def invoice_rows(*, actor: Actor, ids: Sequence[UUID], on: date | None = None) -> tuple[InvoiceRow, ...]:
    """The rows with these ids, in their order."""
    rows = invoices_of_desk(actor).filter(id__in=ids).select_related("organisation", "document")
    shown = _with_reminders(actor, staged(actor, rows, on or timezone.localdate()))
    by_id = {row.id: row for row in shown}
    return tuple(by_id[each] for each in ids if each in by_id)


@query
def invoices_of_order(*, actor: Actor, order: UUID) -> tuple[InvoiceRow, ...]:
    """Those of the actor's desk that are linked to an order, the one that was linked first first."""
    rows = invoices_of_desk(actor).filter(order_ref=order).select_related("organisation", "document")
    return tuple(row_of(row) for row in rows.order_by("matched_at", "id"))


@query
def invoice_counts(*, actor: Actor, organisation: UUID | None = None) -> Mapping[InvoiceState, int]:
    """How many there are of each state at the actor's desk; one statement."""
    rows = invoices_of_desk(actor)
    if organisation is not None:
        rows = rows.filter(organisation_id=organisation)
    counted = rows.order_by().values_list("state").annotate(count=Count("id"))
    return {InvoiceState(state): count for state, count in counted}


@query
def organisations_taken_in_for(*, actor: Actor, on: date) -> Mapping[UUID, str]:
    """The organisations whose invoices the actor's desk takes in on a day, by id, in the order of their names."""
    here = actor.organisation_id
    served = served_by(actor=actor, organisation=here, tasks=(Task.DESK, Task.DESK_FINANCE), on=on) - {here}
    apart = {
        each.customer_id
        for each in provisions_among_partners(actor=actor, on=on)
        if each.task is Task.DESK_FINANCE and each.provider_id != here
    }
    served -= apart
    own = provisions_of(actor=actor, organisation=here)
    if desk_provider(own, Task.DESK_FINANCE, on) in (None, here):
        served |= {here}
    names = names_of_partners(actor=actor, organisations=served)
    return dict(sorted(names.items(), key=lambda each: each[1]))


def same_registered(actor: Actor, row: ReceivedInvoice) -> bool:
    """Whether the same invoice is registered already, from another file."""
    if not row.number_key or not row.supplier_key:
        return False
    same = Q()
    for column in ("supplier_vat", "supplier_kvk", "supplier_oin"):
        if value := getattr(row, column):
            same |= Q(**{column: value})
    if not same:
        same = Q(supplier_key=row.supplier_key)
    others = ReceivedInvoice.records.of(actor).filter(
        same,
        organisation_id=row.organisation_id,
        state=InvoiceState.REGISTERED,
        number_key=row.number_key,
        is_credit_note=row.is_credit_note,
        issued=row.issued,
        payable=row.payable,
    )
    return others.exclude(id=row.id).exists()


def _narrowed(actor: Actor, narrow: InvoiceFilter, on: date) -> QuerySet[ReceivedInvoice]:
    rows: QuerySet[ReceivedInvoice] = invoices_of_desk(actor)
    if narrow.state:
        rows = rows.filter(state=narrow.state)
    if narrow.approval == DISPUTED:
        rows = rows.filter(disputed_since__isnull=False)
    elif narrow.approval == PAYMENT_STUCK:
        rows = payments_stuck(actor, rows, on)
    elif narrow.approval == REMINDED:
        letters = SupplierLetter.records.of(actor).filter(invoice_id=OuterRef("id"), kind=LetterKind.REMINDER)
        rows = rows.filter(Exists(letters)).exclude(state=InvoiceState.SENT_BACK)
        rows = rows.exclude(payment__in=(PaymentState.PAID, PaymentState.SETTLED))
    elif narrow.approval in FITS:
        rows = rows.filter(state=InvoiceState.REGISTERED, fit=FITS[narrow.approval])
        rows = rows.exclude(approval__in=(Approval.APPROVED, Approval.REFUSED))
    elif narrow.approval:
        rows = rows.filter(state=InvoiceState.REGISTERED, approval=narrow.approval)
    if narrow.approval == Approval.NONE:
        rows = rows.filter(TO_CODE)
    if narrow.organisation is not None:
        rows = rows.filter(organisation_id=narrow.organisation)
    if narrow.since is not None:
        rows = rows.filter(received_at__gte=midnight(narrow.since))
    if narrow.until is not None:
        rows = rows.filter(received_at__lt=midnight(narrow.until + timedelta(days=1)))
    for word in narrow.text.split():
        rows = rows.filter(Q(supplier_name__icontains=word) | Q(number__icontains=word))
    return rows


def _with_reminders(actor: Actor, rows: Sequence[InvoiceRow]) -> tuple[InvoiceRow, ...]:
    levels = levels_of(actor, [row.id for row in rows])
    return tuple(replace(row, reminded=levels.get(row.id)) for row in rows)


def _sorted(rows: QuerySet[ReceivedInvoice], sort: str) -> QuerySet[ReceivedInvoice]:
    names = SORTS.get(sort.removeprefix("-"), SORTS["received"])
    to_pay = Case(
        When(is_credit_note=True, then=-F("payable")), default=F("payable"), output_field=BigIntegerField()
    )
    by: list[Any] = [to_pay if name == "payable" else F(name) for name in names]
    order = [each.desc(nulls_last=True) if sort.startswith("-") else each.asc(nulls_last=True) for each in by]
    return rows.order_by(*order)
