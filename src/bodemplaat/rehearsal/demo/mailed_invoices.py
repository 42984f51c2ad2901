"""Invoices that suppliers mail: an address of a municipality at the shared centre, and a mail with what was uploaded before."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Final

from django.utils import timezone

from bodemplaat.capabilities.invoices import api as invoices
from bodemplaat.capabilities.mailbox import api as mailbox
from bodemplaat.foundation.tenancy.api import Role
from bodemplaat.kernel import Euro
from bodemplaat.rehearsal.demo.check import Fact
from bodemplaat.rehearsal.demo.founding import FoundedAlliance

ADDRESS: Final = "facturen@servicecentrum.example"
SENDER: Final = "Administratie Kantoorhuis De Lek <administratie@kantoorhuis.example>"
_TEXT: Final = (
    "Geachte heer, mevrouw,\n\nBijgaand onze factuur {number}.\n\nMet vriendelijke groet,\nDe administratie\n"
)

CLAIMED: Final = Euro.of("52.50")
_REMINDER: Final = "Wanneer kunnen wij de betaling van factuur {number} verwachten?\n"


def mail_an_invoice(alliance: FoundedAlliance, *, name: str, content: bytes, now: datetime) -> None:
    """Let a file come by e-mail for the first municipality, and later a reminder of it; doing it again changes nothing."""
    keeper, *_ = alliance.provider.with_role(Role.ADMINISTRATOR, Role.CONTRACT_MANAGER)
    on, at = timezone.localdate(now), now - timedelta(days=10)
    if ADDRESS not in {each.address for each in mailbox.mail_addresses(actor=keeper, on=on)}:
        customer = alliance.municipalities[0].id
        mailbox.make_invoice_address(actor=keeper, address=ADDRESS, customer=customer, at=at)
    number = name.removesuffix(".xml")
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = SENDER, ADDRESS, f"Factuur {number}"
    message["Message-ID"] = f"<factuur.{number}@kantoorhuis.example>"
    message.set_content(_TEXT.format(number=number))
    message.add_attachment(content, maintype="application", subtype="xml", filename=name)
    mailbox.take_mail(content=message.as_bytes(), came_at=at, at=at)
    later = now - timedelta(days=1)
    asks = EmailMessage()
    asks["From"], asks["To"], asks["Subject"] = SENDER, ADDRESS, f"Herinnering {number}"
    asks["Message-ID"] = f"<herinnering.{number}@kantoorhuis.example>"
    asks.set_content(_REMINDER.format(number=number))
    mailbox.take_mail(content=asks.as_bytes(), came_at=later, at=later)
    clerk, *_ = alliance.provider.with_role(Role.SSC_CLERK)
    (invoice,) = [
        each.id
        for each in invoices.invoices_at_desk(actor=clerk, narrow=invoices.InvoiceFilter(text=number)).rows
        if each.file_name == name
    ]
    letters = invoices.letters_of_invoice(actor=clerk, invoice=invoice)
    if any(each.claimed for each in letters):
        return
    invoices.note_reminder(
        actor=clerk,
        invoice=invoice,
        words="Brief: de leverancier rekent incassokosten",
        level=invoices.ReminderLevel.DEMAND,
        day=on,
        claimed=CLAIMED,
        at=now,
    )


def read_back_what_was_mailed(alliance: FoundedAlliance, *, number: str) -> Iterator[Fact]:
    """What must be true of it."""
    clerk, *_ = alliance.provider.with_role(Role.SSC_CLERK)
    rows = invoices.invoices_at_desk(actor=clerk, narrow=invoices.InvoiceFilter()).rows
    same = [each for each in rows if each.number == number and each.file_name == f"{number}.xml"]
    letters = [
        letter for each in same for letter in invoices.letters_of_invoice(actor=clerk, invoice=each.id)
    ]
    yield Fact(
        "an invoice that was uploaded and mailed is one invoice, with its mail",
        (len(same), [each.subject for each in letters if each.kind is invoices.LetterKind.CAME_WITH])
        == (1, [f"Factuur {number}"]),
    )
    now = timezone.now()
    followed = [
        invoices.invoice_for_supplier(key=invoices.link_key(invoice=each.id, at=now), at=now) for each in same
    ]
    yield Fact(
        "by a link without an account a supplier sees one invoice, and its reminder of it",
        [(each.row.number, len(each.reminded)) for each in followed] == [(number, 2)],
    )
    yield Fact(
        "a reminder says how pressing it is, and what a supplier claims beside its invoice",
        [(each.level, each.claimed) for each in letters if each.level]
        == [(invoices.ReminderLevel.REMINDER, None), (invoices.ReminderLevel.DEMAND, CLAIMED)],
    )
