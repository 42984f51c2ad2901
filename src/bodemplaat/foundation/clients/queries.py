"""Clients as administrator and controller see them."""

from datetime import datetime
from uuid import UUID

from django.db.models import Max, Q, Sum
from django.utils import timezone

from bodemplaat.foundation.clients.models import Client, ClientRefusal, ClientSecret, ScopeProposal
from bodemplaat.foundation.clients.policies import check_may_read
from bodemplaat.foundation.clients.scoping import KIND
from bodemplaat.foundation.clients.values import (
    AskedScopes,
    ClientRow,
    ClientView,
    Scope,
)
from bodemplaat.foundation.proposals import api as proposals
from bodemplaat.foundation.secrets.api import refusals_shown, secrets_shown
from bodemplaat.foundation.tenancy.api import Actor, Role, query


@query
def clients_of(*, actor: Actor, at: datetime) -> tuple[ClientRow, ...]:
    """The clients of the actor's organisation, those in use first, by name; two statements."""
    check_may_read(actor)
    rows = list(Client.records.of(actor).filter(organisation_id=actor.organisation_id).order_by("name", "id"))
    used = _used(actor, rows)
    views = [_row(row, used.get(row.id), at) for row in rows]
    return tuple(sorted(views, key=lambda each: (not each.is_open, each.name.casefold())))


@query
def client_of(*, actor: Actor, client: UUID, at: datetime) -> ClientView:
    """One client of the actor's organisation; raises ``NotFound`` for another's."""
    check_may_read(actor)
    row = Client.records.of(actor).one(id=client, organisation_id=actor.organisation_id)
    secrets = ClientSecret.records.of(actor).filter(client=row)
    sums = secrets.aggregate(answered=Sum("answered"), refused=Sum("refused"))
    return ClientView(
        row=_row(row, _used(actor, [row]).get(row.id), at),
        contact=row.contact,
        made_at=row.made_at,
        answered=sums["answered"] or 0,
        refused=sums["refused"] or 0,
        secrets=secrets_shown(secrets, at),
        refusals=refusals_shown(ClientRefusal.records.of(actor).filter(client=row)),
        waits=_waiting(actor, row, at),
        may_arrange=actor.role is Role.ADMINISTRATOR,
    )


@query
def client_in_use(*, actor: Actor, client: UUID, at: datetime) -> ClientRow | None:
    """A client of the actor's organisation that opens something today, for the platform and who arranges it; else ``None``."""
    rows = Client.records.of(actor).filter(id=client, organisation_id=actor.organisation_id)
    views = [_row(row, None, at) for row in rows]
    return next((each for each in views if each.is_open), None)


def _used(actor: Actor, rows: list[Client]) -> dict[UUID, datetime]:
    secrets = ClientSecret.records.of(actor).filter(~Q(last_used_at=None), client__in=rows)
    return dict(secrets.order_by().values_list("client_id").annotate(Max("last_used_at")))


def _row(row: Client, used: datetime | None, at: datetime) -> ClientRow:
    is_open = row.ended_at is None and row.last_day >= timezone.localdate(at)
    return ClientRow(
        id=row.id,
        name=row.name,
        purpose=row.purpose,
        scopes=tuple(scope for scope in Scope if scope in row.scopes),
        last_day=row.last_day,
        ended_at=row.ended_at,
        last_used_at=used,
        is_open=is_open,
    )


def _waiting(actor: Actor, row: Client, at: datetime) -> AskedScopes | None:
    waiting = {
        each.proposal_id: each
        for each in ScopeProposal.records.of(actor).filter(client=row, proposal__state=proposals.WAITING)
    }
    if not waiting:
        return None
    for view in proposals.proposals_of(actor=actor, kind=KIND, ids=waiting):
        sides = proposals.sides_for(actor=actor, proposal=view, on=timezone.localdate(at))
        scopes = tuple(scope for scope in Scope if scope in waiting[view.id].scopes)
        return AskedScopes(view, scopes, bool(sides), actor.role is Role.ADMINISTRATOR)
    return None
