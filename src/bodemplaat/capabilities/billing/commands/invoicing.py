"""Making the invoices of a run that was released: each bill once, in a transaction of its own."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.billing import lifecycle
from bodemplaat.capabilities.billing.mapping import invoice_content, line_of, note_content, part_content
from bodemplaat.capabilities.billing.models import Bill, BillRow
from bodemplaat.capabilities.billing.queries.runs import open_bills
from bodemplaat.capabilities.billing.reckoning.vat import CATEGORIES, TaxedLine, rate_on
from bodemplaat.capabilities.sales import api as sales
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.tenancy.api import Actor, Refused, command
from bodemplaat.kernel import Euro, Said, say
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
    key = f"billing {row.run_id} {row.customer_id} {row.position}"
    if sum(each.line.amount.cents for each in lines) < 0:
        made = _credit_notes(actor, party, lines, key, at)
    else:
        content = invoice_content(party.id, lines, on)
        made = [sales.draft_invoice(actor=actor, content=content, key=key, at=at)]
    row.number = ", ".join(sales.issue_invoice(actor=actor, invoice=each, at=at) for each in made)
    row.invoice, row.issued_on, row.tried_at, row.why_not = made[0], on, at, None
    row.save(update_fields=["number", "invoice", "issued_on", "tried_at", "why_not"])
    details = {"number": row.number}
    record(actor, "bill.invoiced", "bill", row.id, actor.organisation_id, at=at, details=details)
    return row.number


def _credit_notes(
    actor: Actor, party: sales.PartyView, lines: Sequence[TaxedLine], key: str, at: datetime
) -> list[UUID]:
    """Drafts of what goes back: one of the newest invoice that has as much left at its rate, or else parts of several."""
    on = timezone.localdate(at)
    whole = -Euro.total(each.line.amount for each in lines).decimal
    how = lines[0].how
    left = sales.left_to_credit_to(
        actor=actor, customer=party.id, category=CATEGORIES[how], rate=rate_on(how, on)
    )
    enough = next((invoice for invoice, amount in left if amount >= whole), None)
    if enough is not None:
        return [_note(actor, enough, note_content(party.id, lines, on), key, at)]
    parts: list[tuple[UUID, Decimal]] = []
    open_amount = whole
    for invoice, amount in left:
        if open_amount:
            parts.append((invoice, min(amount, open_amount)))
            open_amount -= parts[-1][1]
    if open_amount:
        text = say(
            "Invoices to {name} have less left to credit at this VAT rate than goes back: settle it with the customer by hand."
        )
        raise Refused(text, name=party.details.name)
    return [
        _note(actor, invoice, part_content(party.id, lines, on, part, whole), f"{key} {number}", at)
        for number, (invoice, part) in enumerate(parts, 1)
    ]


def _note(actor: Actor, invoice: UUID, content: sales.SalesContent, key: str, at: datetime) -> UUID:
    made = sales.draft_credit_note(actor=actor, invoice=invoice, key=key, at=at)
    sales.change_draft(actor=actor, invoice=made, content=content, at=at)
    return made


@command
def keep_why_not(*, actor: Actor, bill: UUID, no: Refused, at: datetime) -> None:
    """Keep why a bill could not be invoiced, for whoever looks at the run; nothing where it was meanwhile."""
    row = Bill.records.of(actor).locked().one(id=bill)
    if row.invoice is None:
        values = {name: each for name, each in no.values.items() if name != "who_may"}
        row.tried_at, row.why_not = at, plain_said(Said(no.text, values))
        row.save(update_fields=["tried_at", "why_not"])
