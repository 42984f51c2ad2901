"""A PDF or picture without an e-invoice: its pages as pictures beside the form in which a clerk types it over."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from bodemplaat.capabilities.invoices import api as door
from bodemplaat.formats.invoices.values import Invoice as Read
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import explained, file_response
from bodemplaat.foundation.documents.api import MOST_PAGES, content_of, drawn_page
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role
from bodemplaat.kernel import Euro
from bodemplaat.surfaces.invoices.forms import TypingForm
from bodemplaat.surfaces.invoices.one import read_of

UNTIDY, NOT_NOW = 422, 409


@page(Role.SSC_CLERK)
def type_over(request: HttpRequest, actor: Actor, invoice: UUID) -> HttpResponse:
    """The form beside the picture. What was typed before and still waits is filled in."""
    view = door.invoice_view(actor=actor, invoice=invoice)
    if not view.may_type_over:
        raise NotFound("invoice")
    form = TypingForm(
        request.POST if request.method == "POST" else None, initial=_initial(read_of(actor, view))
    )
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            state = door.type_over_invoice(
                actor=actor, invoice=invoice, typed=form.typed(), at=timezone.now()
            )
        except Refused as refused:
            refusal = refused
        else:
            if state is door.InvoiceState.REGISTERED:
                messages.success(request, gettext("The invoice is typed over and registered. Code it next."))
            else:
                messages.warning(
                    request, gettext("The invoice is typed over, and waits: see what was found.")
                )
            return redirect("invoices:invoice", invoice)
    first = drawn_page(content_of(actor=actor, document=view.document.id), 1)
    pages = min(first[1], MOST_PAGES) if first else 0
    context = {
        "row": view.row,
        "form": form,
        "sheets": range(1, pages + 1),
        "pages": pages,
        "refusal": explained(refusal) if refusal else "",
    }
    status = NOT_NOW if refusal else UNTIDY if form.errors else 200
    return render(request, "invoices/type_over.html", context, status=status)


@require_GET
@page(Role.SSC_CLERK)
def picture(request: HttpRequest, actor: Actor, invoice: UUID, sheet: int) -> HttpResponse:
    """One page of it, to read from."""
    view = door.invoice_view(actor=actor, invoice=invoice)
    if view.document.media_type not in door.PICTURES:
        raise Http404
    drawn = drawn_page(content_of(actor=actor, document=view.document.id), sheet)
    if drawn is None:
        raise Http404
    return file_response(drawn[0], f"{sheet}.jpg", "image/jpeg", shown=True)


def _initial(read: Read | None) -> dict[str, object]:
    if read is None:
        return {}
    totals = read.totals
    return {
        "is_credit_note": "credit" if read.is_credit_note else "",
        "supplier_name": read.supplier.name,
        "number": read.number,
        "issued": read.issued,
        "due": read.due,
        "without_vat": Euro.of(totals.without_vat or 0),
        "vat": Euro.of(totals.vat or 0),
        "payable": Euro.of(totals.payable or 0),
        "supplier_account": read.payment[0].account if read.payment else "",
        "supplier_kvk": read.supplier.kvk,
        "supplier_vat": read.supplier.vat_number,
        "supplier_oin": read.supplier.oin,
        "supplier_email": read.supplier.contact.email,
    }
