"""An e-mail to an address for invoices: what came with it is taken in for whom the address is, or it waits with the reason."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from bodemplaat.capabilities.mailbox.commands.keeping import Arrived, keep_apart, row_of
from bodemplaat.capabilities.mailbox.ports import InvoiceMail, taker_of_invoices
from bodemplaat.capabilities.mailbox.queries.incoming import has_sent_enough
from bodemplaat.capabilities.mailbox.queries.reach import Target
from bodemplaat.capabilities.mailbox.reckoning.judging import (
    is_of_no_person,
    is_proven,
    refusal_of_invoice,
)
from bodemplaat.capabilities.mailbox.vocabulary import MailState, Reason
from bodemplaat.formats.mail import MOST_ATTACHMENTS
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.notices.api import domain
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, command


def bring(
    actor: Actor, target: Target, customers: Mapping[UUID, UUID], arrived: Arrived, at: datetime
) -> None:
    """Take in what came, once: files are judged before anything is held."""
    (customer, address), *others = customers.items()
    there = Target(target.provider, (address,))
    reason = Reason.SEVERAL_CUSTOMERS if others else _refusal(actor, arrived, at)
    if reason is None:
        judged = taker_of_invoices().judge(arrived.letter)
        try:
            if _put(actor=actor, target=there, customer=customer, arrived=arrived, judged=judged, at=at):
                return
            reason = Reason.NO_INVOICE
        except (Refused, NotFound):
            reason = Reason.NOT_TAKEN_IN
    keep_apart(actor=actor, target=there, arrived=arrived, reason=reason, at=at)


def _refusal(actor: Actor, arrived: Arrived, at: datetime) -> Reason | None:
    if arrived.problem is not None:
        return arrived.problem
    letter = arrived.letter
    reason = refusal_of_invoice(letter, domain=domain(), has_files=bool(letter.attachments))
    if reason is not None:
        return reason
    if len(letter.attachments) >= MOST_ATTACHMENTS:
        return Reason.TOO_MANY_FILES
    most = settings.INVOICE_MAIL_AN_HOUR
    return Reason.TOO_MANY if has_sent_enough(actor=actor, sender=letter.sender, most=most, at=at) else None


@command
def _put(
    *, actor: Actor, target: Target, customer: UUID, arrived: Arrived, judged: Any, at: datetime
) -> bool:
    """Whether it went with an invoice: one that it brought, or one that it names."""
    taker, came = taker_of_invoices(), mail_of(arrived)
    if judged:
        taken = taker.take(actor=actor, organisation=customer, mail=came, judged=judged, at=at)
    else:
        taken = taker.remind(actor=actor, organisation=customer, mail=came, at=at)
    if not taken:
        return False
    row = row_of(actor, target, arrived, at)
    row.state, row.decided_at = MailState.IN_INVOICE, at
    row.save(force_insert=True)
    details = {"invoices": [str(each) for each in taken]}
    record(actor, "mail.in_invoice", "mail", row.id, row.organisation_id, at=at, details=details)
    return True


def mail_of(arrived: Arrived) -> InvoiceMail:
    """A message as the capability of invoices takes it."""
    letter, server = arrived.letter, settings.MAIL_PROVEN_BY
    may_be_answered = bool(server) and is_proven(letter, server=server) and not is_of_no_person(letter)
    return InvoiceMail(letter, arrived.content or b"", arrived.key, arrived.came_at, may_be_answered)
