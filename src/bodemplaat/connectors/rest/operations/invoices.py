"""Invoices of suppliers, as an access point delivers them: by the same door as what a clerk takes in."""

import base64
from typing import Final

from django.http import HttpResponse

from bodemplaat.capabilities.invoices import api as invoices
from bodemplaat.connectors.rest import schemas
from bodemplaat.connectors.rest.entry import ClientRequest, May
from bodemplaat.connectors.rest.interface import Key, answers, api
from bodemplaat.connectors.rest.problems import Wrong, wrong_input
from bodemplaat.connectors.rest.sending import done_once
from bodemplaat.foundation.clients.api import Scope
from bodemplaat.foundation.tenancy.api import Actor, NotFound
from bodemplaat.kernel import say

NOT_BASE64: Final = say("This is no file in base64.")
NOT_FOR: Final = say("This connection delivers nothing for this organisation.")


@api.post(
    "/invoices",
    auth=May(Scope.INVOICES_DELIVER),
    response={201: schemas.DeliveredInvoice},
    url_name="invoices",
    operation_id="deliverInvoice",
    tags=["invoices"],
    **answers,
)
def deliver(request: ClientRequest, idempotency_key: Key, new: schemas.NewInvoice) -> HttpResponse:
    """Deliver a file of a supplier. It is kept whatever is wrong with it; the same file comes once, by whichever way.

    It is judged before it is answered. The same `Idempotency-Key` with the same body gets the same answer.
    """
    try:
        content = base64.b64decode(new.content, validate=True)
    except ValueError:
        raise wrong_input(Wrong("invoice.content", NOT_BASE64, pointer="/content")) from None
    (arrival,) = invoices.judge_files(
        [(new.name, content)]
    )  # outside the transaction, since it takes most of a second

    def keep(actor: Actor) -> tuple[str, schemas.Base]:
        organisation = new.organisation or actor.organisation_id
        try:
            received = invoices.receive_invoice(
                actor=actor,
                organisation=organisation,
                arrival=arrival,
                channel=invoices.Channel.SYSTEM,
                at=request.asked_at,
            )
        except NotFound:
            raise wrong_input(Wrong("invoice.organisation", NOT_FOR, pointer="/organisation")) from None
        return "", schemas.DeliveredInvoice(
            id=received.invoice,
            organisation=organisation,
            state=received.state.value,
            received_at=request.asked_at,
            is_new=received.is_new,
        )

    return done_once(request, idempotency_key, keep)
