"""What lets a supplier follow an invoice, and what a supplier asked about it: its links, and its reminders."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Final
from uuid import UUID, uuid4

from django.utils import timezone

from bodemplaat.capabilities.invoices.commands.by_two import reason_of
from bodemplaat.capabilities.invoices.commands.letters import keep_letter
from bodemplaat.capabilities.invoices.errors import UnsoundReminder
from bodemplaat.capabilities.invoices.events import happened
from bodemplaat.capabilities.invoices.models import InvoiceEvent, ReceivedInvoice, SupplierLetter
from bodemplaat.capabilities.invoices.policies import invoices_of_desk
from bodemplaat.capabilities.invoices.reckoning.for_supplier import numbers_named
from bodemplaat.capabilities.invoices.vocabulary import InvoiceAct, LetterKind, ReminderLevel
from bodemplaat.capabilities.mailbox.api import InvoiceMail
from bodemplaat.foundation.tenancy.api import Actor, command, midnight, write_at_end
from bodemplaat.kernel import Euro, say

LONG_AGO: Final = timedelta(days=3 * 366)
"""Nobody reminds of what came before that."""
MOST: Final = 50
"""Invoices that one message may name."""
MOST_CLAIMED: Final = Euro.of("9999999.99")


@command
def end_links(*, actor: Actor, invoice: UUID, at: datetime) -> None:
    """Let no link to the page of an invoice that was made before now open any more. Raises ``NotForThisDesk`` and ``NotFound``."""
    row = invoices_of_desk(actor).locked().one(id=invoice)
    row.links_end_before = at
    row.save(update_fields=["links_end_before"])
    happened(actor, row, InvoiceAct.LINKS_ENDED, at=at)


@command
def note_page_opened(*, actor: Actor, invoice: UUID, at: datetime) -> None:
    """The page of its supplier was opened by its link: once a day, and by whom is not known. As the platform."""
    row = ReceivedInvoice.records.of(actor).one(id=invoice)
    today = midnight(timezone.localdate(at))
    events = InvoiceEvent.records.of(actor).filter(invoice_id=row.id, act=InvoiceAct.PAGE_OPENED)
    if not events.filter(at__gte=today).exists():
        happened(actor, row, InvoiceAct.PAGE_OPENED, at=at)


@command
def note_reminder(
    *,
    actor: Actor,
    invoice: UUID,
    words: str,
    level: ReminderLevel = ReminderLevel.QUESTION,
    day: date | None = None,
    claimed: Euro | None = None,
    at: datetime,
) -> None:
    """A clerk notes that a supplier asked for an invoice, by letter or telephone; the same once more is noted once.

    ``day`` is that of the letter or the call, today unless given; ``claimed`` the interest and costs that it asks for. Raises
    ``UnsoundReminder`` for a day to come or too long ago, and an amount that is none; ``NoReason``, ``NotForThisDesk`` and ``NotFound``.
    """
    row = invoices_of_desk(actor).locked().one(id=invoice)
    text, today = reason_of(words), timezone.localdate(at)
    said_on = day or today
    if not today - LONG_AGO < said_on <= today:
        raise UnsoundReminder(
            say("The day is that of the letter or the call: not to come, and not years ago.")
        )
    cents = _cents_of(claimed)
    key = sha256(f"{said_on}|{level}|{cents}|{text}".encode()).hexdigest()
    if SupplierLetter.records.of(actor).filter(invoice_id=row.id, key=key).exists():
        return
    letter = SupplierLetter(
        id=uuid4(),
        organisation_id=row.organisation_id,
        invoice=row,
        kind=LetterKind.REMINDER,
        key=key,
        text=text,
        level=level,
        claimed_cents=cents,
        came_at=at if said_on == today else midnight(said_on),
    )
    write_at_end(actor, [letter])
    happened(actor, row, InvoiceAct.REMINDED, at=at, words=text, details=_details(level, cents))


@command
def read_reminder(
    *,
    actor: Actor,
    invoice: UUID,
    letter: UUID,
    level: ReminderLevel,
    claimed: Euro | None = None,
    at: datetime,
) -> None:
    """A clerk reads in a reminder how pressing it is and what it claims: a mail says the first by its words, and the second not at all.

    Raises as ``note_reminder``, and ``NotFound`` for what is no reminder of this invoice.
    """
    row = invoices_of_desk(actor).one(id=invoice)
    rows = SupplierLetter.records.of(actor).filter(invoice_id=row.id, kind=LetterKind.REMINDER)
    kept = rows.locked().one(id=letter)
    cents = _cents_of(claimed)
    if (kept.level, kept.claimed_cents) == (level, cents):
        return
    kept.level, kept.claimed_cents = level, cents
    kept.save(update_fields=["level", "claimed_cents"])
    happened(actor, row, InvoiceAct.REMINDER_READ, at=at, details=_details(level, cents))


def _cents_of(claimed: Euro | None) -> int | None:
    if not claimed:
        return None
    if not 0 < claimed.cents <= MOST_CLAIMED.cents:
        raise UnsoundReminder(
            say("What is claimed beside the invoice is more than nothing. Leave it empty for nothing.")
        )
    return claimed.cents


def _details(level: ReminderLevel, cents: int | None) -> dict[str, object]:
    return {"level": level.value, **({"claimed_cents": cents} if cents else {})}


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
