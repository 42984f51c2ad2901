"""Issuing an invoice: its number, its UBL and its paper, in one transaction, once."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.sales.errors import NotByOneself, UnsoundSale
from bodemplaat.capabilities.sales.lifecycle import ISSUE, SALE
from bodemplaat.capabilities.sales.mapping import content_of, details_of
from bodemplaat.capabilities.sales.models import SalesCount
from bodemplaat.capabilities.sales.policies import sales_of
from bodemplaat.capabilities.sales.ports import paper
from bodemplaat.capabilities.sales.queries.parties import is_for_another, own_details
from bodemplaat.capabilities.sales.queries.sales import wrong_with
from bodemplaat.capabilities.sales.reckoning.building import invoice_of
from bodemplaat.capabilities.sales.vocabulary import SalesState
from bodemplaat.formats.invoices import write_ubl
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.documents.api import keep_file
from bodemplaat.foundation.tenancy.api import Actor, command

FIGURES: Final = 5


@command
def issue_invoice(*, actor: Actor, invoice: UUID, at: datetime) -> str:
    """Give a draft its number, write it as UBL and on paper, and let nobody change it any more; answers the number.

    What was issued already answers the number that it has. Raises ``UnsoundSale`` with all that is wrong, ``NotByOneself`` for
    who drafted it or changed the own account last, ``NotYourInvoices`` and ``NotFound``.
    """
    row = sales_of(actor).select_related("customer", "credits").locked().one(id=invoice)
    if row.state == SalesState.ISSUED:
        return row.number
    if is_for_another(actor=actor, drafted_by=row.drafted_by):
        raise NotByOneself
    on = timezone.localdate(at)
    if row.credits_id is not None:  # held, so that two credit notes do not take back the same
        sales_of(actor).locked().one(id=row.credits_id)
    findings = wrong_with(actor, row, on)
    if findings:
        raise UnsoundSale(findings)
    seller = own_details(actor=actor)
    assert seller is not None  # noqa: S101  # without it there is a finding
    count = _count(actor, on.year)
    count.last += 1
    number = f"{on.year}-{count.last:0{FIGURES}d}"
    says = invoice_of(
        content_of(row.content),
        seller,
        details_of(row.customer),
        number=number,
        issued=on,
        credited=row.credits.number if row.credits else None,
    )
    ubl = write_ubl(says)
    row.state = SALE.after(row.state, ISSUE)
    row.year, row.sequence, row.number = on.year, count.last, number
    row.customer_name = row.customer.name
    row.issued_by, row.issued_at, row.issued_on, row.due_on = actor.person_id, at, on, says.due
    row.ubl_id = _kept(actor, f"{number}.xml", "application/xml", ubl, at)
    row.paper_id = _kept(actor, f"{number}.pdf", "application/pdf", paper()(says, ubl), at)
    row.save()
    count.save(update_fields=["last"])
    details: dict[str, object] = {"number": number, "kind": "credit_note" if row.credits_id else "invoice"}
    record(
        actor, "sales_invoice.issued", "sales_invoice", row.id, actor.organisation_id, at=at, details=details
    )
    return number


def _count(actor: Actor, year: int) -> SalesCount:
    """The count of a year, held until the end."""
    here = actor.organisation_id
    counts = SalesCount.records.of(actor)
    counts.bulk_create([SalesCount(organisation_id=here, year=year)], ignore_conflicts=True)
    return counts.locked().one(organisation_id=here, year=year)


def _kept(actor: Actor, name: str, media_type: str, content: bytes, at: datetime) -> UUID:
    return keep_file(
        actor=actor,
        organisation=actor.organisation_id,
        name=name,
        media_type=media_type,
        content=content,
        at=at,
    )
