"""Who acts when another system asks: the platform, in its name, for one organisation and the cases that it handles."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from bodemplaat.foundation.clients.api import THROUGH, Opened
from bodemplaat.foundation.organisations.api import DESKS, cooperations_joined, served_by
from bodemplaat.foundation.tenancy.api import Actor


def actor_for(opened: Opened, at: datetime) -> Actor:
    """The system, seeing its own organisation whole and of the customers of its desk only what that desk handles.

    It is nobody: whatever asks for a person refuses it.
    """
    return actor_in_name_of(opened.organisation, opened.name, at)


def actor_in_name_of(here: UUID, name: str, at: datetime) -> Actor:
    """The same for a client of an organisation that did not ask itself: what is told to it is what it may read."""
    alone = Actor.system(here, through=THROUGH)
    on = timezone.localdate(at)
    customers = served_by(actor=alone, organisation=here, tasks=DESKS, on=on) - {here}
    joined = cooperations_joined(actor=alone, on=on)
    reach = Actor.system(here, *sorted(customers), cooperations=joined, through=THROUGH)
    return replace(reach, partly=customers, desk_partly=customers, person_name=name)
