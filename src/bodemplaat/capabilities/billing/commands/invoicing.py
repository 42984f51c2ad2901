"""Making the invoices of a run that was released: each bill once, in a transaction of its own."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.billing import lifecycle
from bodemplaat.capabilities.billing.mapping import invoice_content, line_of
from bodemplaat.capabilities.billing.models import Bill, BillRow
from bodemplaat.capabilities.billing.queries.runs import open_bills
from bodemplaat.capabilities.sales import api as sales
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.tenancy.api import Actor, Refused, command
from bodemplaat.kernel import Said, say
from bodemplaat.kernel.plain import plain_said


def invoice_bills(*, actor: Actor, run: UUID, at: datetime) -> None:
    """Invoice every bill of a run that was not invoiced yet; what cannot be keeps its reason, and the others go on.

    The platform does it: two people made and released the run. Whoever does it again, or at the same moment, makes nothing twice.
    """
    for bill in open_bills(actor=actor, run=run):
        try:
            invoice_bill(actor=actor, bill=bill, at=at)
        except Refused as no:
            keep_why_not(actor=actor, bill=bill, no=no, at=at)


@command
def invoice_bill(*, actor: Actor, bill: UUID, at: datetime) -> str:
    """Make and issue the invoice of a bill; answers its number, also when it was made before.

    Raises ``Refused`` for anybody but the platform, for what was not released, and with whatever keeps the invoice from being
    issued.
    """
    if not actor.is_system:
        raise Refused(say("The platform makes the invoices of a run."))
    row = Bill.records.of(actor).locked().one(id=bill)
    if row.invoice is not None:
        return row.number
    if row.state != lifecycle.RELEASED:
        raise Refused(say("Only a run that was released makes invoices."))
    party = sales.customer_about(actor=actor, organisation=row.customer_id)
    if party is None:
        raise Refused(say("Fill in what stands on invoices to this customer first."))
    on = timezone.localdate(at)
    lines = [line_of(each) for each in BillRow.records.of(actor).filter(bill=row).order_by("position")]
    made = sales.draft_invoice(
        actor=actor,
        content=invoice_content(party.id, lines, on),
        key=f"billing {row.run_id} {row.customer_id} {row.position}",
        at=at,
    )
    row.number = sales.issue_invoice(actor=actor, invoice=made, at=at)
    row.invoice, row.issued_on, row.tried_at, row.why_not = made, on, at, None
    row.save(update_fields=["number", "invoice", "issued_on", "tried_at", "why_not"])
    details = {"number": row.number}
    record(actor, "bill.invoiced", "bill", row.id, actor.organisation_id, at=at, details=details)
    return row.number


@command
def keep_why_not(*, actor: Actor, bill: UUID, no: Refused, at: datetime) -> None:
    """Keep why a bill could not be invoiced, for whoever looks at the run; nothing where it was meanwhile."""
    row = Bill.records.of(actor).locked().one(id=bill)
    if row.invoice is None:
        values = {name: each for name, each in no.values.items() if name != "who_may"}
        row.tried_at, row.why_not = at, plain_said(Said(no.text, values))
        row.save(update_fields=["tried_at", "why_not"])
