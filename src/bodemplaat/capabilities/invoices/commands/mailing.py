"""Invoices that come by e-mail: each file that may be one is taken in, and the mail is kept with it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from django.utils import timezone

from bodemplaat.capabilities.invoices.commands.receiving import judge_files, receive_invoice
from bodemplaat.capabilities.invoices.errors import NotForThisDesk
from bodemplaat.capabilities.invoices.models import SupplierLetter
from bodemplaat.capabilities.invoices.policies import provider_for
from bodemplaat.capabilities.invoices.reckoning.arriving import Arrival
from bodemplaat.capabilities.invoices.reckoning.by_mail import files_of_invoices, without_companions
from bodemplaat.capabilities.invoices.vocabulary import Channel, LetterKind
from bodemplaat.capabilities.mailbox.api import InvoiceMail
from bodemplaat.formats.mail import Letter
from bodemplaat.foundation.documents.api import keep_file
from bodemplaat.foundation.tenancy.api import Actor, command, write_at_end

MESSAGE: Final = "message/rfc822"
MOST_TEXT: Final = 10_000
"""Characters of a mail that stand with an invoice; all of it is in the message that is kept."""


class MailedInvoices:
    """What takes in invoices for the mailbox."""

    def judge(self, letter: Letter) -> Sequence[Arrival]:
        """The files of a letter that may be an invoice, judged; not the PDF beside an e-invoice that shows the same."""
        files = files_of_invoices(letter.attachments)
        return without_companions(judge_files([(each.name, each.content) for each in files]))

    def take(
        self, *, actor: Actor, organisation: UUID, mail: InvoiceMail, judged: Sequence[Arrival], at: datetime
    ) -> Sequence[UUID]:
        """Take them in for an organisation of the actor's desk."""
        return take_invoices_of_mail(
            actor=actor, organisation=organisation, mail=mail, arrivals=judged, at=at
        )


@command
def take_invoices_of_mail(
    *, actor: Actor, organisation: UUID, mail: InvoiceMail, arrivals: Sequence[Arrival], at: datetime
) -> tuple[UUID, ...]:
    """Take in what came with a mail, each file once, and keep the mail with each invoice; also with one that was here before.

    They came when the mail server had the mail. Raises as ``receive_invoice``.
    """
    if provider_for(actor, organisation, timezone.localdate(at)) != actor.organisation_id:
        raise NotForThisDesk
    taken = [
        receive_invoice(
            actor=actor,
            organisation=organisation,
            arrival=each,
            channel=Channel.MAIL,
            received_at=mail.came_at,
            at=at,
        ).invoice
        for each in arrivals
    ]
    invoices = tuple(dict.fromkeys(taken))
    for invoice in invoices:
        keep_letter(actor, organisation, invoice, mail, LetterKind.CAME_WITH, at)
    return invoices


def keep_letter(
    actor: Actor, organisation: UUID, invoice: UUID, mail: InvoiceMail, kind: LetterKind, at: datetime
) -> None:
    """Keep a mail with an invoice, in the caller's transaction: what it says, and the whole message."""
    letter = mail.letter
    there = SupplierLetter.records.of(actor).filter(invoice_id=invoice, key=mail.key)
    if there.exists():
        return
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
        key=mail.key,
        sender=letter.sender,
        sender_name=letter.sender_name,
        subject=letter.subject,
        text=letter.text[: min(letter.quoted_from, MOST_TEXT)].strip(),
        came_at=mail.came_at,
        document_id=document,
    )
    write_at_end(actor, [row])
