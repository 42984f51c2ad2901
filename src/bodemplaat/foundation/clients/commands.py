"""Making a client, saying what it may, and ending it."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.clients.models import Client
from bodemplaat.foundation.clients.policies import arranged
from bodemplaat.foundation.clients.scoping import KIND, ask_for_scopes
from bodemplaat.foundation.clients.secrets import end_secrets_of, make_secret
from bodemplaat.foundation.clients.values import BY_TWO, Scope
from bodemplaat.foundation.organisations.api import check_may_arrange
from bodemplaat.foundation.proposals import api as proposals
from bodemplaat.foundation.tenancy.api import Actor, Refused, command
from bodemplaat.kernel import say

LONGEST: Final = timedelta(days=3 * 366)
"""A client lasts three years at the most; by then somebody looks whether it is still needed."""
MOST: Final = 50
"""Clients of one organisation that have not been ended."""


@command
def make_client(
    *,
    actor: Actor,
    name: str,
    purpose: str,
    contact: str,
    last_day: date,
    scopes: Collection[Scope],
    at: datetime,
) -> tuple[UUID, str]:
    """Make a client; returns it with its secret, which is shown now and never again.

    What no administrator gives alone waits for a second person. Raises ``Refused`` for what cannot be.
    """
    organisation = actor.organisation_id
    check_may_arrange(actor=actor, organisation=organisation)
    today = timezone.localdate(at)
    name, purpose, contact = (" ".join(text.split()) for text in (name, purpose, contact))
    if not name or not purpose:
        raise Refused(say("Say what the connection is called and what it is for."))
    if len(name) > 80 or len(purpose) > 400 or len(contact) > 254:
        raise Refused(say("One of the texts is too long: shorten it."))
    try:
        validate_email(contact)
    except ValidationError:
        raise Refused(say("Give an e-mail address at which somebody looks after the connection.")) from None
    if not today <= last_day <= today + LONGEST:
        raise Refused(say("Choose a last day from today, at most three years from now."))
    rows = Client.records.of(actor).filter(organisation_id=organisation, ended_at=None)
    if rows.filter(name__iexact=name).exists():
        raise Refused(say("There is a connection of this name already: give it another name."))
    if rows.count() >= MOST:
        raise Refused(say("There are as many connections as there can be: end one first."))
    row = Client.records.of(actor).create(
        organisation_id=organisation,
        name=name,
        purpose=purpose,
        contact=contact,
        scopes=sorted(set(scopes) - BY_TWO),
        last_day=last_day,
        made_at=at,
    )
    record(
        actor,
        "client.made",
        "client",
        row.id,
        organisation,
        at=at,
        details={"name": name, "until": last_day.isoformat()},
    )
    ask_for_scopes(actor, row, set(scopes) & BY_TWO, at)
    return row.id, make_secret(actor, row, at)


@command
def change_scopes(*, actor: Actor, client: UUID, scopes: Collection[Scope], at: datetime) -> None:
    """Say anew what a client may: what it loses is gone at once, and what nobody gives alone waits for a second person.

    Raises ``Refused`` while other scopes of it wait.
    """
    row = arranged(actor, client, at)
    now, wanted = set(map(Scope, row.scopes)), set(scopes)
    kept = sorted((now & wanted) | (wanted - BY_TWO))
    if kept != row.scopes:
        row.scopes = kept
        row.save(update_fields=["scopes"])
        record(actor, "client.scopes_changed", "client", row.id, row.organisation_id, at=at)
    ask_for_scopes(actor, row, (wanted & BY_TWO) - now, at)


@command
def end_client(*, actor: Actor, client: UUID, at: datetime) -> None:
    """End a client: from now it opens nothing, and whom to ask about it is forgotten. What it sent stays."""
    row = arranged(actor, client, at)
    for waiting in proposals.proposals_of(actor=actor, kind=KIND):
        if waiting.subject == str(row.id) and waiting.state == proposals.WAITING:
            proposals.withdraw(actor=actor, proposal=waiting.id, kind=KIND, at=at)
    end_secrets_of(actor, row, at, at)
    row.ended_at, row.contact = at, ""
    row.save(update_fields=["ended_at", "contact"])
    record(actor, "client.ended", "client", row.id, row.organisation_id, at=at, details={"name": row.name})
