"""Services: what is offered to the organisation of the client, with the form that a new case answers."""

from typing import Annotated, Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language
from ninja import Path

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.connectors.rest import schemas, shown
from bodemplaat.connectors.rest.entry import ClientRequest, May
from bodemplaat.connectors.rest.interface import answers, api
from bodemplaat.connectors.rest.problems import not_there
from bodemplaat.foundation.clients.api import Scope
from bodemplaat.foundation.tenancy.api import entered


@api.get(
    "/services",
    auth=May(Scope.CATALOGUE_READ),
    response=schemas.Services,
    url_name="services",
    operation_id="listServices",
    tags=["services"],
    **answers,
)
def services(request: ClientRequest) -> dict[str, Any]:
    """Every service that is offered to the organisation of the client today, by code."""
    actor, today = request.client_actor, timezone.localdate(request.asked_at)
    here = actor.organisation_id
    with entered(actor):
        offered = catalogue.services_for(actor=actor, customer=here, on=today)
        sent = {each.id for each in cases.services_to_ask_for(actor=actor, customer=here, on=today)}
    return {"items": [shown.service(each, today=today, can_be_sent=each.id in sent) for each in offered]}


@api.get(
    "/services/{uuid:service}",
    auth=May(Scope.CATALOGUE_READ),
    response=schemas.ServiceWithForm,
    url_name="service",
    operation_id="getService",
    tags=["services"],
    **answers,
)
def service(request: ClientRequest, service: Annotated[UUID, Path()]) -> dict[str, Any]:
    """One service with the form that a new case answers, as JSON Schema."""
    actor, today = request.client_actor, timezone.localdate(request.asked_at)
    here = actor.organisation_id
    with entered(actor):
        offered = catalogue.services_for(actor=actor, customer=here, on=today, service=service)
        sent = {each.id for each in cases.services_to_ask_for(actor=actor, customer=here, on=today)}
    for each in offered:
        return shown.service_with_form(
            each, today=today, can_be_sent=each.id in sent, language=get_language() or "nl"
        )
    raise not_there()
