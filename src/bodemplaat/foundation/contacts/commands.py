"""What changes whom to call: by the administrator of the organisation whose contact it is."""

from datetime import date, datetime
from uuid import UUID

from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.contacts.models import Contact, Side
from bodemplaat.foundation.organisations.api import Task, check_may_arrange, cooperations_of
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, command
from bodemplaat.kernel import say


@command
def name_contact(
    *,
    actor: Actor,
    cooperation: UUID,
    task: Task,
    side: Side,
    name: str,
    phone: str = "",
    email: str = "",
    deputy_name: str = "",
    deputy_phone: str = "",
    customer: UUID | None = None,
    since: date,
    at: datetime,
) -> UUID:
    """Name somebody of the actor's organisation as the contact for a task from a day on; returns the contact's id.

    Raises ``Refused`` without a way to reach them, and ``NotFound`` for a cooperation one takes no part in.
    """
    organisation = actor.organisation_id
    check_may_arrange(actor=actor, organisation=organisation)
    if cooperation not in cooperations_of(actor=actor):
        raise NotFound("cooperation")
    if not phone.strip() and not email.strip():
        raise Refused(say("Fill in a phone number or an e-mail address: a contact has to be reached."))
    contact = Contact.records.of(actor).create(
        organisation_id=organisation,
        cooperation_id=cooperation,
        task=task,
        side=side,
        customer_id=customer if side is Side.SUPPLY else None,
        name=name.strip(),
        phone=phone.strip(),
        email=email.strip(),
        deputy_name=deputy_name.strip(),
        deputy_phone=deputy_phone.strip(),
        valid_from=since,
    )
    record(
        actor,
        "contact.named",
        "contact",
        contact.id,
        organisation,
        at=at,
        details={"task": task.value, "side": side.value, "since": since.isoformat()},
    )
    return contact.id


@command
def change_contact(
    *,
    actor: Actor,
    contact: UUID,
    name: str,
    phone: str = "",
    email: str = "",
    deputy_name: str = "",
    deputy_phone: str = "",
    since: date,
    at: datetime,
) -> UUID:
    """Let a contact be somebody else, or be reached otherwise, from a day on; what held before stays. Returns who holds from then.

    On its first day that is the contact itself. Raises ``Refused`` without a way to reach them, and for a day on which the
    contact does not hold.
    """
    row = Contact.records.of(actor).locked().one(id=contact, organisation_id=actor.organisation_id)
    check_may_arrange(actor=actor, organisation=row.organisation_id)
    if not phone.strip() and not email.strip():
        raise Refused(say("Fill in a phone number or an e-mail address: a contact has to be reached."))
    if since < row.valid_from or (row.valid_until is not None and since >= row.valid_until):
        raise Refused(say("This contact does not hold on that day: choose another one."))
    fields = {
        "name": name.strip(),
        "phone": phone.strip(),
        "email": email.strip(),
        "deputy_name": deputy_name.strip(),
        "deputy_phone": deputy_phone.strip(),
    }
    if all(getattr(row, field) == value for field, value in fields.items()):
        return row.id
    changed = row
    if since > row.valid_from:
        changed = Contact(
            organisation_id=row.organisation_id,
            cooperation_id=row.cooperation_id,
            task=row.task,
            side=row.side,
            customer_id=row.customer_id,
            valid_from=since,
            valid_until=row.valid_until,
        )
        row.valid_until = since
        row.save(update_fields=["valid_until"])
    for field, value in fields.items():
        setattr(changed, field, value)
    changed.save()
    record(
        actor,
        "contact.changed",
        "contact",
        changed.id,
        row.organisation_id,
        at=at,
        details={"since": since.isoformat()},
    )
    return changed.id


@command
def end_contact(*, actor: Actor, contact: UUID, until: date, at: datetime) -> None:
    """Let somebody be the contact no more; ``until`` is the first day without. One that has not begun is removed."""
    row = Contact.records.of(actor).locked().one(id=contact, organisation_id=actor.organisation_id)
    check_may_arrange(actor=actor, organisation=row.organisation_id)
    if until > row.valid_from:
        row.valid_until = until
        row.save(update_fields=["valid_until"])
    else:
        row.delete()
    record(
        actor,
        "contact.ended",
        "contact",
        contact,
        actor.organisation_id,
        at=at,
        details={"until": until.isoformat()},
    )
