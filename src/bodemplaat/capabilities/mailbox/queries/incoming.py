"""What has to be known of a message before anything comes of it: whether it came before, how much its sender sent, and whose it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.mailbox.models import Mail, MailAddress
from bodemplaat.capabilities.mailbox.queries.reach import Target
from bodemplaat.capabilities.mailbox.reckoning.judging import is_proven
from bodemplaat.capabilities.mailbox.vocabulary import Reason
from bodemplaat.formats.mail import Letter
from bodemplaat.foundation.access.api import people_with_address
from bodemplaat.foundation.organisations.api import employments_of_people
from bodemplaat.foundation.tenancy.api import Actor, NotFound, query

HOUR: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Asks:
    """Whose message goes where: into a case, or to a service as a new one."""

    requester: UUID
    case: UUID | None = None
    service: UUID | None = None


@query
def is_known(*, actor: Actor, key: str) -> bool:
    """Whether the actor's organisation had a message before."""
    return Mail.records.of(actor).filter(organisation_id=actor.organisation_id, key=key).exists()


@query
def has_sent_enough(*, actor: Actor, sender: str, most: int, at: datetime) -> bool:
    """Whether a sender has sent as many messages within the hour as one may."""
    rows = Mail.records.of(actor).filter(
        organisation_id=actor.organisation_id, sender=sender, taken_at__gt=at - HOUR
    )
    return rows.count() >= most


@query
def addressed_customers(*, actor: Actor, target: Target) -> Mapping[UUID, UUID]:
    """Whose addresses for invoices a message was sent to: the address by its customer; empty for one about a case."""
    if target.case is not None:
        return {}
    rows = MailAddress.records.of(actor).filter(id__in=target.addresses, service__isnull=True)
    return {row.customer_id: row.id for row in rows if row.customer_id is not None}


@query
def whose(*, actor: Actor, target: Target, letter: Letter, at: datetime) -> Asks | Reason:
    """By the address that somebody signs in with, and only within what the desk serves."""
    on = timezone.localdate(at)
    known = people_with_address(actor=actor, email=letter.sender) if letter.sender else {}
    working = employments_of_people(actor=actor, people=frozenset(known), on=on)
    people = {person: organisation for person, organisation in known.items() if working.get(person)}
    proven = is_proven(letter, server=settings.MAIL_PROVEN_BY)
    if target.case is not None:
        try:
            case = cases.case_view(actor=actor, case=target.case, at=at)
        except NotFound:  # of a customer that the desk does not serve any more
            return Reason.OTHER_SENDER
        if case.requester_id not in people:
            return Reason.OTHER_SENDER
        goes_on_in = case.merged_into.case if case.merged_into else case.id
        return Asks(case.requester_id, case=goes_on_in) if proven else Reason.NOT_PROVEN
    address = MailAddress.records.of(actor).filter(id__in=target.addresses).order_by("address")[0]
    if address.customer_id is not None:
        people = {person: here for person, here in people.items() if here == address.customer_id}
    if not people:
        return Reason.UNKNOWN_SENDER
    if len(people) > 1:
        return Reason.SEVERAL_PEOPLE
    return Asks(next(iter(people)), service=address.service_id) if proven else Reason.NOT_PROVEN
