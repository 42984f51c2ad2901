"""Keeping what a supplier wrote with an invoice."""

from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from bodemplaat.capabilities.invoices.models import SupplierLetter
from bodemplaat.capabilities.invoices.reckoning.for_supplier import level_named
from bodemplaat.capabilities.invoices.vocabulary import LetterKind
from bodemplaat.capabilities.mailbox.api import InvoiceMail
from bodemplaat.foundation.documents.api import keep_file
from bodemplaat.foundation.tenancy.api import Actor, write_at_end

MESSAGE: Final = "message/rfc822"
MOST_TEXT: Final = 10_000
"""Characters of a mail that stand with an invoice; all of it is in the message that is kept."""


def keep_letter(
    actor: Actor, organisation: UUID, invoice: UUID, mail: InvoiceMail, kind: LetterKind, at: datetime
) -> None:
    """Keep a mail with an invoice, in the caller's transaction: what it says, and the whole message."""
    letter = mail.letter
    there = SupplierLetter.records.of(actor).filter(invoice_id=invoice, key=mail.key)
    if there.exists():
        return
    text = letter.text[: min(letter.quoted_from, MOST_TEXT)].strip()
    document = keep_file(
        actor=actor,
        organisation=organisation,
        name="e-mail.eml",
        media_type=MESSAGE,
        content=mail.content,
        at=at,
    )
    row = SupplierLetter(
        id=uuid4(),
        organisation_id=organisation,
        invoice_id=invoice,
        kind=kind,
        level=level_named(letter.subject, text) if kind is LetterKind.REMINDER else "",
        key=mail.key,
        sender=letter.sender,
        sender_name=letter.sender_name,
        subject=letter.subject,
        text=text,
        came_at=mail.came_at,
        document_id=document,
    )
    write_at_end(actor, [row])
