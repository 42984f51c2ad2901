"""Invoices that come by e-mail: each file that may be one is taken in, and the mail is kept with it."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone, translation
from django.utils.translation import gettext

from bodemplaat.capabilities.invoices.commands.following import link_reminder
from bodemplaat.capabilities.invoices.commands.letters import keep_letter
from bodemplaat.capabilities.invoices.commands.receiving import judge_files, receive_invoice
from bodemplaat.capabilities.invoices.errors import NotForThisDesk
from bodemplaat.capabilities.invoices.models import ReceivedInvoice
from bodemplaat.capabilities.invoices.policies import provider_for
from bodemplaat.capabilities.invoices.queries.for_supplier import LINK_DAYS, link_key
from bodemplaat.capabilities.invoices.reckoning.arriving import Arrival
from bodemplaat.capabilities.invoices.reckoning.by_mail import files_of_invoices, without_companions
from bodemplaat.capabilities.invoices.vocabulary import Channel, LetterKind
from bodemplaat.capabilities.mailbox.api import InvoiceMail
from bodemplaat.formats.mail import Letter
from bodemplaat.foundation.notices.api import domain, post
from bodemplaat.foundation.organisations.api import identity_of
from bodemplaat.foundation.tenancy.api import Actor, command
from bodemplaat.presentation import notation


class MailedInvoices:
    """What takes in invoices for the mailbox. ``page`` gives the address of the page of an invoice, for the key of a link."""

    def __init__(self, page: Callable[[str], str]) -> None:
        self._page = page

    def judge(self, letter: Letter) -> Sequence[Arrival]:
        """The files of a letter that may be an invoice, judged; not the PDF beside an e-invoice that shows the same."""
        files = files_of_invoices(letter.attachments)
        return without_companions(judge_files([(each.name, each.content) for each in files]))

    def take(
        self, *, actor: Actor, organisation: UUID, mail: InvoiceMail, judged: Sequence[Arrival], at: datetime
    ) -> Sequence[UUID]:
        """Take them in for an organisation of the actor's desk, and tell the sender where each is, if it is proven who that is."""
        taken = take_invoices_of_mail(
            actor=actor, organisation=organisation, mail=mail, arrivals=judged, at=at
        )
        if mail.may_be_answered:
            post(
                receipt_of(
                    actor=actor, organisation=organisation, mail=mail, invoices=taken, page=self._page, at=at
                )
            )
        return taken

    def remind(self, *, actor: Actor, organisation: UUID, mail: InvoiceMail, at: datetime) -> Sequence[UUID]:
        """Put a mail that brings nothing with the invoices that it names."""
        return link_reminder(actor=actor, organisation=organisation, mail=mail, at=at)


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


def receipt_of(
    *,
    actor: Actor,
    organisation: UUID,
    mail: InvoiceMail,
    invoices: Sequence[UUID],
    page: Callable[[str], str],
    at: datetime,
) -> EmailMessage:
    """The notice of receipt, in Dutch: each invoice with the link to its page. No program answers it."""
    rows = ReceivedInvoice.records.of(actor).filter(id__in=invoices).select_related("document")
    with translation.override("nl"):
        name = identity_of(actor=actor, organisation=organisation).name
        lines = [gettext("We received the following for {organisation}:").format(organisation=name)]
        for row in rows.order_by("received_at", "id"):
            where = f"{settings.PUBLIC_ADDRESS}{page(link_key(invoice=row.id, at=at))}"
            lines.append(f"- {row.number or row.document.name}\n  {where}")
        until = notation.day(timezone.localdate(at) + timedelta(days=LINK_DAYS), "nl")
        text = gettext(
            "Each link shows how that invoice stands, until {day}. Give it to nobody who need not know."
        )
        lines.append(text.format(day=until))
        subject = gettext("Received: {subject}").format(
            subject=mail.letter.subject or gettext("your invoice")
        )
    headers = {"Message-ID": f"<invoice.{mail.key[:32]}@{domain()}>", "Auto-Submitted": "auto-replied"}
    if mail.letter.message_id:
        headers |= dict.fromkeys(("In-Reply-To", "References"), f"<{mail.letter.message_id}>")
    return EmailMessage(
        subject=subject.replace("\n", " "), body="\n\n".join(lines), to=[mail.letter.sender], headers=headers
    )
