"""The door of this room: whom to call about a task, at the customer and at the provider."""

from bodemplaat.foundation.contacts.commands import change_contact, end_contact, name_contact
from bodemplaat.foundation.contacts.models import Side
from bodemplaat.foundation.contacts.queries import Answer, ContactView, contacts_of, whom_to_call

__all__ = [
    "Answer",
    "ContactView",
    "Side",
    "change_contact",
    "contacts_of",
    "end_contact",
    "name_contact",
    "whom_to_call",
]
