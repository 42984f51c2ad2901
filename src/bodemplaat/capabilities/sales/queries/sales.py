"""Invoices of our own: a list, one, and what is wrong with a draft."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, QuerySet

from bodemplaat.capabilities.sales.mapping import content_of, details_of, row_of
from bodemplaat.capabilities.sales.models import SalesInvoice
from bodemplaat.capabilities.sales.policies import sales_of
from bodemplaat.capabilities.sales.queries.parties import is_for_another, own_details
from bodemplaat.capabilities.sales.reckoning.building import Rate, invoice_of
from bodemplaat.capabilities.sales.reckoning.checking import check_sale, left_to_credit
from bodemplaat.capabilities.sales.values import (
    PartyDetails,
    SalesContent,
    SalesFilter,
    SalesPage,
    SalesView,
)
from bodemplaat.capabilities.sales.vocabulary import SalesState
from bodemplaat.formats.invoices import read_invoice
from bodemplaat.foundation.documents.api import content_of as bytes_of
from bodemplaat.foundation.tenancy.api import Actor, query
from bodemplaat.kernel import Finding


@query
def sales_invoices(*, actor: Actor, narrow: SalesFilter, start: int = 0, count: int = 50) -> SalesPage:
    """One page of the invoices of the actor's organisation, the newest first. Raises ``NotYourInvoices``."""
    rows = _narrowed(sales_of(actor), narrow)
    shown = rows.order_by("-drafted_at", "-id")[start : start + count]
    return SalesPage(tuple(row_of(row) for row in shown), rows.count())


@query
def sales_years(*, actor: Actor) -> tuple[int, ...]:
    """The years in which something was issued, the newest first."""
    years = sales_of(actor).filter(year__isnull=False).order_by("-year").values_list("year", flat=True)
    return tuple(each for each in years.distinct() if each is not None)


@query
def sales_view(*, actor: Actor, invoice: UUID, on: date) -> SalesView:
    """An invoice of the actor's organisation, a draft as it would be issued on a day; raises ``NotFound``."""
    row = sales_of(actor).select_related("customer", "credits").one(id=invoice)
    content = content_of(row.content)
    if row.ubl_id is not None:
        says = read_invoice(bytes_of(actor=actor, document=row.ubl_id)).invoice
        assert says is not None  # noqa: S101  # it was written here
        findings: tuple[Finding, ...] = ()
    else:
        seller = own_details(actor=actor) or PartyDetails("")
        credited = row.credits.number if row.credits else None
        says = invoice_of(content, seller, details_of(row.customer), issued=on, credited=credited)
        findings = wrong_with(actor, row, on)
    notes = sales_of(actor).filter(credits=row).order_by("drafted_at", "id")
    return SalesView(
        row_of(row),
        content,
        says,
        findings,
        row.drafted_by,
        row.issued_by,
        row.issued_at,
        row.ubl_id,
        row.paper_id,
        (row.credits.id, row.credits.number) if row.credits else None,
        tuple((each.id, each.number) for each in notes),
        row.state == SalesState.DRAFT and is_for_another(actor=actor, drafted_by=row.drafted_by),
    )


@query
def sale_under_key(*, actor: Actor, key: str) -> tuple[UUID, str] | None:
    """The invoice that was made under a key and its number, empty for a draft; ``None`` where there is none."""
    row = sales_of(actor).filter(key=key).first()
    return (row.id, row.number) if row else None


@query
def left_to_credit_to(
    *, actor: Actor, customer: UUID, category: str, rate: Decimal | None
) -> tuple[tuple[UUID, Decimal], ...]:
    """What may still be credited of what a customer was invoiced at a VAT rate: each invoice that has some of it left, the newest first."""
    issued = sales_of(actor).filter(customer_id=customer, state=SalesState.ISSUED)
    notes: dict[UUID, list[SalesContent]] = {}
    for credited, content in issued.exclude(credits=None).values_list("credits_id", "content"):
        if credited is not None:
            notes.setdefault(credited, []).append(content_of(content))
    invoices = issued.filter(credits=None).order_by("-year", "-sequence").values_list("id", "content")
    lefts = (
        (invoice, left_to_credit(content_of(content), notes.get(invoice, ())).get((category, rate)))
        for invoice, content in invoices
    )
    return tuple((invoice, left) for invoice, left in lefts if left is not None and left > 0)


def wrong_with(actor: Actor, row: SalesInvoice, on: date) -> tuple[Finding, ...]:
    """What keeps a draft from being issued on a day."""
    left: dict[Rate, Decimal] | None = None
    if row.credits is not None:
        issued = sales_of(actor).filter(credits=row.credits, state=SalesState.ISSUED)
        contents = [content_of(each) for each in issued.values_list("content", flat=True)]
        left = left_to_credit(content_of(row.credits.content), contents)
    return check_sale(
        content_of(row.content), own_details(actor=actor), details_of(row.customer), on=on, room=left
    )


def _narrowed(rows: QuerySet[SalesInvoice], narrow: SalesFilter) -> QuerySet[SalesInvoice]:
    if narrow.state:
        rows = rows.filter(state=narrow.state)
    if narrow.year is not None:
        rows = rows.filter(year=narrow.year)
    for word in narrow.text.split():
        rows = rows.filter(Q(customer_name__icontains=word) | Q(number__icontains=word))
    return rows
