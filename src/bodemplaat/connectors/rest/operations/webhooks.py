"""Webhooks: where a client is told of what happens."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Path

from bodemplaat.connectors.rest import schemas, shown
from bodemplaat.connectors.rest.entry import ClientRequest, May
from bodemplaat.connectors.rest.interface import Key, answers, api, client_of
from bodemplaat.connectors.rest.sending import done_once
from bodemplaat.foundation.clients.api import Scope
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.foundation.webhooks import api as hooks


@api.get(
    "/webhooks",
    auth=May(Scope.WEBHOOKS),
    response=schemas.Webhooks,
    url_name="webhooks",
    operation_id="listWebhooks",
    tags=["webhooks"],
    **answers,
)
def webhooks(request: ClientRequest) -> dict[str, Any]:
    """Every address at which this client is told of events, the oldest first."""
    rows = hooks.webhooks_of_client(actor=request.client_actor, client=client_of(request))
    return {"items": [shown.webhook(row) for row in rows]}


@api.post(
    "/webhooks",
    auth=May(Scope.WEBHOOKS),
    response={201: schemas.Webhook},
    url_name="webhooks",
    operation_id="createWebhook",
    tags=["webhooks"],
    **answers,
)
def create_webhook(request: ClientRequest, idempotency_key: Key, new: schemas.NewWebhook) -> HttpResponse:
    """Be told of kinds of events at an address. The secret that they are signed with is read at `/webhooks/{webhook}/secret`."""

    def send(actor: Actor) -> tuple[str, schemas.Base]:
        client = client_of(request)
        hook = hooks.register_webhook(
            actor=actor, client=client, address=new.address, kinds=new.kinds, at=request.asked_at
        )
        row = hooks.own_webhook(actor=actor, client=client, webhook=hook)
        return f"{request.path}/{hook}", schemas.Webhook.model_validate(shown.webhook(row))

    return done_once(request, idempotency_key, send)


@api.get(
    "/webhooks/{uuid:webhook}",
    auth=May(Scope.WEBHOOKS),
    response=schemas.Webhook,
    url_name="webhook",
    operation_id="getWebhook",
    tags=["webhooks"],
    **answers,
)
def webhook(request: ClientRequest, webhook: Annotated[UUID, Path()]) -> dict[str, Any]:
    """One address at which this client is told of events."""
    client = client_of(request)
    return shown.webhook(hooks.own_webhook(actor=request.client_actor, client=client, webhook=webhook))


@api.delete(
    "/webhooks/{uuid:webhook}",
    auth=May(Scope.WEBHOOKS),
    response={204: None},
    url_name="webhook",
    operation_id="deleteWebhook",
    tags=["webhooks"],
)
def delete_webhook(request: ClientRequest, webhook: Annotated[UUID, Path()]) -> HttpResponse:
    """Be told nothing at this address any more; what waits for it is given up."""
    client, actor = client_of(request), request.client_actor
    hooks.own_webhook(actor=actor, client=client, webhook=webhook)
    hooks.end_webhook(actor=actor, webhook=webhook, client=client, at=request.asked_at)
    return HttpResponse(status=204)


@api.get(
    "/webhooks/{uuid:webhook}/secret",
    auth=May(Scope.WEBHOOKS),
    response=schemas.WebhookSecret,
    url_name="webhook_secret",
    operation_id="getWebhookSecret",
    tags=["webhooks"],
    **answers,
)
def webhook_secret(request: ClientRequest, webhook: Annotated[UUID, Path()]) -> dict[str, Any]:
    """The newest secret that messages to this address are signed with."""
    secret = hooks.signing_secret(
        actor=request.client_actor, client=client_of(request), webhook=webhook, at=request.asked_at
    )
    return {"secret": secret.text, "made_at": secret.made_at}
