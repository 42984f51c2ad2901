"""Reminding of deliveries: before the day whoever is to hand over, and after it both sides, each once."""

import uuid
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from django.utils import timezone

from bodemplaat.capabilities.agreements import lifecycle
from bodemplaat.capabilities.agreements.models import Agreement
from bodemplaat.capabilities.agreements.notifications import ABOUT_DELIVERIES
from bodemplaat.capabilities.agreements.ports import page_of_deliveries
from bodemplaat.capabilities.agreements.queries.deliveries import LONGEST_MOVE, deliveries_under
from bodemplaat.capabilities.agreements.reckoning.content import DAP
from bodemplaat.capabilities.agreements.values import DeliveryView
from bodemplaat.foundation.access.api import holders_of_roles
from bodemplaat.foundation.notices.api import notify
from bodemplaat.foundation.tenancy.api import Actor, command
from bodemplaat.kernel import say

LOOKED_BACK: Final = timedelta(days=14)
"""What has been late for longer is told of no more: the job may have stood still, or an agreement begun in the past."""
LOOKED_AHEAD: Final = timedelta(days=32)
DUE_SOON: Final = (
    say("To be handed over: {what}"),
    say("{other_name} expects it on {due_day} at the latest."),
)
NOT_HANDED_OVER: Final = (
    say("Too late: {what}"),
    say("It was to be handed over to {other_name} on {due_day}. Hand it over, or tell them when it comes."),
)
NOT_CAME: Final = (
    say("Not yet come: {what}"),
    say("{other_name} was to hand it over on {due_day}. They are told as well."),
)


@command
def remind_of_deliveries(*, actor: Actor, at: datetime) -> int:
    """Tell the people of the actor's organisation of its deliveries; answers how many messages are new."""
    cooperations = sorted({row.cooperation_id for row in _signed(actor)})
    if not cooperations:
        return 0
    return _remind(actor=Actor.system(actor.organisation_id, cooperations=cooperations), at=at)


def _signed(actor: Actor) -> list[Agreement]:
    return list(Agreement.records.of(actor).filter(kind=DAP, state=lifecycle.SIGNED).order_by("id"))


@command
def _remind(*, actor: Actor, at: datetime) -> int:
    on = timezone.localdate(at)
    since, until = on - LOOKED_BACK - LONGEST_MOVE, on + LOOKED_AHEAD
    messages = [
        (view, text)
        for view in deliveries_under(actor, _signed(actor), since, until)
        if view.counts is None
        for text in _due(actor.organisation_id, view, on)
    ]
    if not messages:
        return 0
    people = holders_of_roles(actor=actor, organisation=actor.organisation_id, roles=ABOUT_DELIVERIES, on=on)
    return sum(_notify(actor, person, view, text, at) for view, text in messages for person in sorted(people))


def _due(organisation: uuid.UUID, view: DeliveryView, on: date) -> Iterator[tuple[str, str]]:
    owes = organisation == view.owed_by
    if owes and view.due - timedelta(days=view.line.remind) <= on <= view.due:
        yield DUE_SOON
    if view.due < on <= view.due + LOOKED_BACK:
        yield NOT_HANDED_OVER if owes else NOT_CAME


def _notify(actor: Actor, person: uuid.UUID, view: DeliveryView, text: tuple[str, str], at: datetime) -> bool:
    subject, body = text
    place = f"{view.customer_id} {view.line.number} {view.planned.isoformat()} {subject}"
    is_provider = actor.organisation_id == view.provider_id
    return notify(
        actor=actor,
        person=person,
        organisation=actor.organisation_id,
        cause=uuid.uuid5(view.provider_id, place),
        subject=subject,
        body=body,
        values={
            "what": view.line.what,
            "due_day": view.due.isoformat(),
            "other_name": view.customer_name if is_provider else view.provider_name,
        },
        path=page_of_deliveries(),
        at=at,
    )
