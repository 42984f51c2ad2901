"""At which addresses a desk is mailed to, and what comes of it there."""

import re
from datetime import datetime
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from bodemplaat.capabilities.mailbox.errors import AddressTaken, AsksForMore
from bodemplaat.capabilities.mailbox.models import MailAddress
from bodemplaat.capabilities.mailbox.policies import ADDRESSES
from bodemplaat.capabilities.mailbox.queries.addresses import customers_of, services_by_mail
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.organisations.api import check_works_for_provider
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, command
from bodemplaat.kernel import say

_ADDRESS: Final = re.compile(r"[a-z0-9.!#$%&'*/=?^_`{|}~-]+@[a-z0-9-]+(\.[a-z0-9-]+)+")
"""As people write addresses, without the plus sign, which leads to a case."""


@command
def make_mail_address(
    *, actor: Actor, address: str, service: UUID, customer: UUID | None = None, at: datetime
) -> UUID:
    """Let what is mailed to an address become a case of a service, of one customer or of all that the desk serves.

    Raises ``AddressTaken``, ``AsksForMore`` for a service whose form must be filled in, and ``NotFound`` for one that is not
    one's own or not a general case.
    """
    on = timezone.localdate(at)
    check_works_for_provider(actor=actor, work=ADDRESSES, on=on)
    offered = services_by_mail(actor=actor, on=on, with_questions=True).get(service)
    if offered is None:
        raise NotFound("service")
    if offered.asks:
        raise AsksForMore
    if customer is not None and customer not in customers_of(actor=actor, on=on):
        raise NotFound("organisation")
    return _made(actor, address, service, customer, at)


@command
def make_invoice_address(*, actor: Actor, address: str, customer: UUID, at: datetime) -> UUID:
    """Let the invoices that are mailed to an address come in for a customer. Raises ``AddressTaken``, and ``NotFound`` for one
    that the desk does not serve.
    """
    on = timezone.localdate(at)
    check_works_for_provider(actor=actor, work=ADDRESSES, on=on)
    if customer not in customers_of(actor=actor, on=on):
        raise NotFound("organisation")
    return _made(actor, address, None, customer, at)


def _made(actor: Actor, address: str, service: UUID | None, customer: UUID | None, at: datetime) -> UUID:
    written = address.strip().lower()
    if not _ADDRESS.fullmatch(written) or len(written) > 254 or written == settings.MAIL_ADDRESS.lower():
        raise Refused(
            say("“{address}” cannot be used. Write an address such as vraag@servicecentrum.example."),
            address=address.strip()[:80],
        )
    try:
        with transaction.atomic():
            row = MailAddress.records.of(actor).create(
                organisation_id=actor.organisation_id,
                address=written,
                service_id=service,
                customer_id=customer,
                made_at=at,
            )
    except IntegrityError:
        raise AddressTaken from None
    record(actor, "mail_address.made", "mail_address", row.id, row.organisation_id, at=at)
    return row.id


@command
def end_mail_address(*, actor: Actor, address: UUID, at: datetime) -> None:
    """Let an address lead nowhere any more; what is mailed to it then is for no desk."""
    check_works_for_provider(actor=actor, work=ADDRESSES, on=timezone.localdate(at))
    row = MailAddress.records.of(actor).locked().one(id=address)
    if row.ended_at is None:
        row.ended_at = at
        row.save(update_fields=["ended_at"])
        record(actor, "mail_address.ended", "mail_address", row.id, row.organisation_id, at=at)
