"""What waits, what was refused and what was placed, for the clerks of a desk."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from bodemplaat.capabilities.cases.api import case_numbers
from bodemplaat.capabilities.mailbox.models import Mail
from bodemplaat.capabilities.mailbox.policies import check_desk
from bodemplaat.capabilities.mailbox.values import MailRow, MailView
from bodemplaat.capabilities.mailbox.vocabulary import MailState, Reason
from bodemplaat.foundation.access.api import people_with_address
from bodemplaat.foundation.organisations.api import names_of
from bodemplaat.foundation.tenancy.api import Actor, GuardedQuerySet, query

MOST: Final = 100


@query
def mail_at_desk(*, actor: Actor) -> Mapping[MailState, tuple[MailRow, ...]]:
    """The messages that wait, those that were refused and those that were thrown away, the newest first; at most a hundred of each."""
    check_desk(actor)
    return {
        state: tuple(
            _row(row) for row in _at_desk(actor).filter(state=state).order_by("-taken_at", "id")[:MOST]
        )
        for state in (MailState.WAITING, MailState.REFUSED, MailState.THROWN_AWAY)
    }


@query
def mail_waiting(*, actor: Actor) -> int:
    """How many messages wait for a clerk."""
    return _at_desk(actor).filter(state=MailState.WAITING).count()


@query
def mail_view(*, actor: Actor, mail: UUID) -> MailView:
    """One message; raises ``NotFound`` for another desk's."""
    check_desk(actor)
    row = Mail.records.of(actor).select_related("address").one(id=mail)
    known = people_with_address(actor=actor, email=row.sender) if row.sender else {}
    names = names_of(actor=actor, people=known)
    numbers = case_numbers(actor=actor, cases=[row.case_id] if row.case_id else [])
    return MailView(
        row=_row(row),
        text=row.text,
        quoted_from=len(row.text) if row.quoted_from is None else row.quoted_from,
        files=tuple(row.files),
        address=row.address.address if row.address else "",
        service=row.address.service_id if row.address else None,
        customer=row.address.customer_id if row.address else None,
        case=row.case_id if row.case_id in numbers else None,
        case_number=numbers.get(row.case_id, "") if row.case_id else "",
        is_whole=row.content is not None,
        is_for_invoices=row.address is not None and row.address.service_id is None,
        people=tuple((person, organisation, names.get(person, "")) for person, organisation in known.items()),
        decided_at=row.decided_at,
        decided_by_name=row.decided_by_name,
        words=row.words,
    )


def _at_desk(actor: Actor) -> GuardedQuerySet[Mail]:
    return Mail.records.of(actor).filter(organisation_id=actor.organisation_id).defer("content", "text")


def _row(row: Mail) -> MailRow:
    return MailRow(
        id=row.id,
        sender=row.sender,
        sender_name=row.sender_name,
        subject=row.subject,
        state=MailState(row.state),
        reason=Reason(row.reason) if row.reason else None,
        came_at=row.came_at,
        files=len(row.files),
    )
