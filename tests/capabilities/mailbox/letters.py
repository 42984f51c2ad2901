"""Messages to a desk, for tests of what comes in by e-mail."""

import itertools
from datetime import datetime
from email.message import EmailMessage
from typing import Any
from uuid import UUID

from tests.capabilities.cases.desk import ADVICE, controller_of, published
from tests.world import MONDAY, World

from bodemplaat.capabilities.mailbox import api as mailbox
from bodemplaat.foundation.access.api import address_of
from bodemplaat.foundation.tenancy.api import Actor

DESK = "vraag@ssc.example"
BASE = "zaak@mail.example"
_numbers = itertools.count(1)


def advice(world: World, address: str = DESK, customer: UUID | None = None) -> UUID:
    """A service to which one writes, with its address."""
    service = published(world, controller_of(world), ADVICE, "SP01")
    mailbox.make_mail_address(
        actor=world.contract_manager, address=address, service=service, customer=customer, at=MONDAY
    )
    return service


def email_of(who: Actor) -> str:
    """The address with which somebody signs in."""
    return address_of(actor=who, person=who.person)


def letter(
    sender: str, text: str = "Hoeveel verlof heb ik nog?", to: str = DESK, **headers: str
) -> EmailMessage:
    """A message; every one has an id of its own."""
    made = EmailMessage()
    named = {"Subject": "Vraag over verlof", "Message-ID": f"<{next(_numbers)}@nederlek.example>", **headers}
    made["From"], made["To"] = sender, to
    for name, value in named.items():
        made[name.replace("_", "-")] = value
    if text:
        made.set_content(text)
    return made


def taken(message: EmailMessage | bytes, at: datetime = MONDAY, **more: Any) -> bool:
    """Take a message as it was delivered."""
    content = message if isinstance(message, bytes) else message.as_bytes()
    return mailbox.take_mail(content=content, **{"came_at": at, **more}, at=at)
