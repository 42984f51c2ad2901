"""What a supplier wrote about an invoice, on its page, and each message as it came."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from bodemplaat.capabilities.invoices import api as door
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import file_response
from bodemplaat.foundation.documents.api import content_of
from bodemplaat.foundation.tenancy.api import Actor, Role


def letters_with(actor: Actor, invoice: UUID) -> dict[str, Any]:
    """What the page of an invoice shows of them."""
    return {"letters": door.letters_of_invoice(actor=actor, invoice=invoice)}


@require_GET
@page(Role.SSC_CLERK)
def message(request: HttpRequest, actor: Actor, invoice: UUID, letter: UUID) -> HttpResponse:
    """The whole message as it came; saved and never opened in the browser."""
    every = {each.id: each for each in door.letters_of_invoice(actor=actor, invoice=invoice)}
    document = every[letter].document if letter in every else None
    if document is None:
        raise Http404
    return file_response(content_of(actor=actor, document=document), "e-mail.eml", "message/rfc822")
