"""For which provider a message is, and as whom the platform then works."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db import connection

from bodemplaat.capabilities.mailbox.reckoning.judging import token_in
from bodemplaat.foundation.organisations.api import DESKS, cooperations_joined, served_by
from bodemplaat.foundation.tenancy.api import Actor

THROUGH = "mail"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a message leads: to addresses of a provider, or to a case that it handles. ``address`` is the first of them."""

    provider: UUID
    addresses: tuple[UUID, ...] = ()
    case: UUID | None = None

    @property
    def address(self) -> UUID | None:
        """The address to which it was sent."""
        return self.addresses[0] if self.addresses else None


def targets_of(recipients: Collection[str]) -> tuple[Target, ...]:
    """One for each provider that a message was sent to; a case goes before an address. Asked before anyone has entered."""
    tokens = [token for each in recipients if (token := token_in(each, base=settings.MAIL_ADDRESS))]
    by_provider: dict[UUID, Target] = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT provider, address FROM mailbox_addressed(%s)", [list(recipients)])
        for provider, address in cursor.fetchall():
            there = by_provider.get(provider)
            before = there.addresses if there else ()
            by_provider[provider] = Target(provider, (*before, address))
        cursor.execute('SELECT provider, "case" FROM mailbox_cases(%s)', [tokens])
        for provider, case in cursor.fetchall():
            by_provider[provider] = Target(provider, case=case)
    return tuple(by_provider[each] for each in sorted(by_provider))


def reach_of(provider: UUID, on: date) -> Actor:
    """The platform at the desk of a provider, seeing it and the customers that it serves on a day."""
    alone = Actor.system(provider, through=THROUGH)
    customers = served_by(actor=alone, organisation=provider, tasks=DESKS, on=on) - {provider}
    joined = cooperations_joined(actor=alone, on=on)
    return Actor.system(provider, *sorted(customers), cooperations=joined, through=THROUGH)
