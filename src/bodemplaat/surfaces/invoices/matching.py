"""How an invoice stands to its order: the panel on its page, linking it line by line, and booking what fits."""

from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bodemplaat.capabilities.invoices import api as door
from bodemplaat.formats.invoices.values import Invoice as Read
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import explained, reader_language, uuid_or_none
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role
from bodemplaat.presentation import notation
from bodemplaat.surfaces.invoices.forms import BookForm, LinkForm, WordsForm

UNTIDY, NOT_NOW = 422, 409
BOOK, UNLINK = "book", "unlink"
ACTS: Final = (BOOK, UNLINK)


def match_of(
    actor: Actor, view: door.InvoiceView, read: Read | None, act: str = "", sent: Any = None
) -> dict[str, Any]:
    """What the page of an invoice shows of its order; nothing where it is linked to none and cannot be."""
    names = (read.order, read.contract) if read else ()
    match = door.match_view(actor=actor, invoice=view.row.id, names=names)
    if not match.number and not match.may_link:
        return {}
    shown = match_shown(match)
    shown["links"] = True
    shown["named"] = next((each for each in names if each), "")
    if match.may_book and match.order is not None:
        is_cost = match.order.vat_is_cost
        shown["book"] = BookForm(sent if act == BOOK else None, is_cost=is_cost, auto_id="id_book_%s")
    if match.number and match.may_link:
        shown["unlink"] = _why(sent if act == UNLINK else None)
        shown["unlink_is_open"] = act == UNLINK
    return {"match": shown}


def match_shown(match: door.MatchView) -> dict[str, Any]:
    """The same of a match, for whoever decides: its lines side by side with their words."""
    language = reader_language()
    return {
        "view": match,
        "words": door.FIT_WORDS.get(match.fit),
        "lines": [(each, door.VERDICT_WORDS[each.result.verdict]) for each in match.lines],
        "percent": notation.percent(Decimal(match.rule.points) / 10_000, language, decimals=2),
    }


def settle(request: HttpRequest, actor: Actor, invoice: UUID, act: str) -> HttpResponse | Refused | None:
    """Do what was pressed; ``None`` where it is filled in wrong, and the refusal where it may not be."""
    now = timezone.now()
    try:
        if act == UNLINK:
            form = _why(request.POST)
            if not form.is_valid():
                return None
            door.unlink_invoice(actor=actor, invoice=invoice, reason=form.cleaned_data["words"], at=now)
            text = gettext("The invoice is linked to no order any more.")
        else:
            book = BookForm(request.POST)
            if not book.is_valid():
                return None
            vat = door.VatTreatment(book.cleaned_data["vat"])
            done = door.book_as_ordered(actor=actor, invoice=invoice, vat=vat, at=now)
            text = (
                gettext("The invoice is booked as it was ordered, and approved by that.")
                if done is door.Approval.APPROVED
                else gettext("The invoice is booked as it was ordered, and waits for approval.")
            )
    except Refused as refused:
        return refused
    messages.success(request, text)
    return redirect("invoices:invoice", invoice)


@page(Role.SSC_CLERK)
def link(request: HttpRequest, actor: Actor, invoice: UUID) -> HttpResponse:
    """Say of which line of an order each line is: ``?order=`` names the order."""
    order = uuid_or_none(request.GET.get("order", ""))
    if order is None:
        return redirect("invoices:invoice", invoice)
    row = door.invoice_view(actor=actor, invoice=invoice).row
    view = door.link_view(actor=actor, invoice=invoice, order=order)
    is_change = bool(row.order_number)
    form = LinkForm(request.POST if request.method == "POST" else None, view=view, is_change=is_change)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            fit = door.link_invoice(
                actor=actor,
                invoice=invoice,
                order=order,
                lines=form.lines(),
                reason=form.cleaned_data["words"],
                at=timezone.now(),
            )
        except Refused as refused:
            refusal = refused
        else:
            said = {
                door.Fit.FITS: _("The invoice is linked, and fits the order."),
                door.Fit.AWAITED: _("The invoice is linked. It waits until somebody notes what came."),
            }
            messages.success(
                request, said.get(fit, _("The invoice is linked. It does not fit the order: see its lines."))
            )
            return redirect("invoices:invoice", invoice)
    context = {
        "row": row,
        "view": view,
        "form": form,
        "lines": [(each, form[f"line-{each.position}"]) for each in view.lines if each.position],
        "is_change": is_change,
        "refusal": explained(refusal) if refusal else "",
    }
    status = NOT_NOW if refusal else UNTIDY if form.errors else 200
    return render(request, "invoices/link.html", context, status=status)


def _why(sent: Any) -> WordsForm:
    return WordsForm(sent, label=_("Why it is of no order, or of another"), auto_id="id_unlink_%s")
