"""Discounts for paying early on the page of an invoice: what is offered, used or missed; and one typed over by a clerk."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext

from bodemplaat.capabilities.invoices import api as door
from bodemplaat.foundation.tenancy.api import Actor, Refused
from bodemplaat.surfaces.invoices.forms import DiscountForm

ACT = "discount"


def discount_of(actor: Actor, invoice: UUID, sent: Any = None) -> dict[str, Any]:
    """What the page shows of discounts; nothing where there is none and none can be noted."""
    view = door.discount_view(actor=actor, invoice=invoice, on=timezone.localdate())
    if view is None or not (view.offers or view.may_note):
        return {}
    return {
        "discount": view,
        "discount_form": _form(sent) if view.may_note else None,
        "discount_form_is_open": sent is not None,
    }


def note(request: HttpRequest, actor: Actor, invoice: UUID) -> HttpResponse | Refused | None:
    """Note what was filled in; ``None`` where that is wrong, and the refusal where it may not be."""
    form = _form(request.POST)
    if not form.is_valid():
        return None
    read = form.cleaned_data
    try:
        door.note_discount(
            actor=actor,
            invoice=invoice,
            until=read["until"],
            amount=read["amount"],
            reason=read["words"],
            at=timezone.now(),
        )
    except Refused as refused:
        return refused
    messages.success(request, gettext("The discount is noted: the invoice is paid in time for it."))
    return redirect("invoices:invoice", invoice)


def _form(sent: Any) -> DiscountForm:
    return DiscountForm(sent, auto_id="id_discount_%s")
