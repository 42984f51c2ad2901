"""What lets a supplier follow an invoice, and what a supplier asked about it: ending its links, and noting reminders."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from bodemplaat.capabilities.invoices.commands.by_two import reason_of
from bodemplaat.capabilities.invoices.commands.letters import keep_letter
from bodemplaat.capabilities.invoices.events import happened
from bodemplaat.capabilities.invoices.models import ReceivedInvoice, SupplierLetter
from bodemplaat.capabilities.invoices.policies import invoices_of_desk
from bodemplaat.capabilities.invoices.reckoning.for_supplier import numbers_named
from bodemplaat.capabilities.invoices.vocabulary import InvoiceAct, LetterKind
from bodemplaat.capabilities.mailbox.api import InvoiceMail
from bodemplaat.foundation.tenancy.api import Actor, command, write_at_end

LONG_AGO: Final = timedelta(days=3 * 366)
"""Nobody reminds of what came before that."""
MOST: Final = 50
"""Invoices that one message may name."""


@command
def end_links(*, actor: Actor, invoice: UUID, at: datetime) -> None:
    """Let no link to the page of an invoice that was made before now open any more. Raises ``NotForThisDesk`` and ``NotFound``."""
    row = invoices_of_desk(actor).locked().one(id=invoice)
    row.links_end_before = at
    row.save(update_fields=["links_end_before"])
    happened(actor, row, InvoiceAct.LINKS_ENDED, at=at)


@command
def note_reminder(*, actor: Actor, invoice: UUID, words: str, at: datetime) -> None:
    """A clerk notes that a supplier asked for an invoice, by letter or telephone. Raises ``NoReason``, ``NotForThisDesk`` and ``NotFound``."""
    row = invoices_of_desk(actor).one(id=invoice)
    text = reason_of(words)
    letter = SupplierLetter(
        id=uuid4(),
        organisation_id=row.organisation_id,
        invoice=row,
        kind=LetterKind.REMINDER,
        text=text,
        came_at=at,
    )
    write_at_end(actor, [letter])
    happened(actor, row, InvoiceAct.REMINDED, at=at, words=text)


@command
def link_reminder(*, actor: Actor, organisation: UUID, mail: InvoiceMail, at: datetime) -> Sequence[UUID]:
    """Put a mail that brings no invoice with those that it names; empty where it names none that is here, or too many.

    A number that two suppliers gave names the invoice of the one who wrote, by the domain of its address, or none.
    """
    letter = mail.letter
    keys = numbers_named(f"{letter.subject} {letter.text[: letter.quoted_from]}")
    rows = ReceivedInvoice.records.of(actor).filter(
        organisation_id=organisation,
        provider_id=actor.organisation_id,
        number_key__in=sorted(keys),
        received_at__gt=at - LONG_AGO,
    )
    by_number: dict[str, list[ReceivedInvoice]] = defaultdict(list)
    for row in rows.order_by("received_at", "id")[: MOST + 1]:
        by_number[row.number_key].append(row)
    named = [row for each in by_number.values() for row in _of_sender(each, letter.sender)]
    if len(named) > MOST:
        return ()
    for row in named:
        keep_letter(actor, organisation, row.id, mail, LetterKind.REMINDER, at)
        happened(actor, row, InvoiceAct.REMINDED, at=at)
    return [row.id for row in named]


def _of_sender(rows: Sequence[ReceivedInvoice], sender: str) -> Sequence[ReceivedInvoice]:
    """Those of one supplier: the only one, or the one whose address has the sender's domain."""
    suppliers = {row.supplier_key for row in rows}
    if len(suppliers) > 1:
        domain = sender.rpartition("@")[2]
        suppliers = {
            row.supplier_key for row in rows if row.supplier_email.lower().rpartition("@")[2] == domain
        }
    return [row for row in rows if row.supplier_key in suppliers] if len(suppliers) == 1 else []
