"""Invoices that wait for whoever answers for a budget: the list, and one to decide on."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from bodemplaat.capabilities.invoices import api as door
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import explained, file_response, small_number
from bodemplaat.foundation.documents.api import content_of
from bodemplaat.foundation.reports.api import shown, site_voice
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused
from bodemplaat.presentation.page import page as drawn_page
from bodemplaat.surfaces.invoices.budget import budget_shown
from bodemplaat.surfaces.invoices.dividing import parts_of
from bodemplaat.surfaces.invoices.forms import RemarkForm, WhyForm
from bodemplaat.surfaces.invoices.listing import pay_by
from bodemplaat.surfaces.invoices.matching import match_shown
from bodemplaat.surfaces.invoices.one import drawing_of, read_of
from bodemplaat.surfaces.invoices.paying import moments_of

UNTIDY, NOT_NOW = 422, 409


@require_GET
@page()
def to_decide(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What waits for this person, the longest-waiting first."""
    rows = door.invoices_to_decide(actor=actor, on=timezone.localdate())
    context = {"rows": [(row, pay_by(row)) for row in rows]}
    return render(request, "invoices/to_decide.html", context)


@page()
def decide(request: HttpRequest, actor: Actor, invoice: UUID) -> HttpResponse:
    """One invoice, and what is decided about it."""
    action = request.POST.get("action", "")
    forms = {name: WhyForm(auto_id=f"id_{name}_%s") for name in ("return", "refuse")}
    refusal = None
    if request.method == "POST":
        if action in forms:
            forms[action] = WhyForm(request.POST, auto_id=f"id_{action}_%s")
        try:
            done = _decide(actor, invoice, request, action, forms.get(action))
        except Refused as refused:
            done, refusal = "", refused
        if done:
            messages.success(request, done)
            return redirect("invoices:to_decide")
    today = timezone.localdate()
    opened = door.invoice_to_decide(actor=actor, invoice=invoice, on=today)
    view = opened.view
    match = door.match_to_decide(actor=actor, invoice=invoice, on=today)
    context = {
        "row": view.row,
        "approval": opened.approval,
        "budget": budget_shown(door.budget_to_decide(actor=actor, invoice=invoice, on=today), on=today),
        "vat": door.VAT_WORDS[opened.approval.coding.vat] if opened.approval.coding else "",
        "match": match_shown(match) if match.number else None,
        "state": door.APPROVAL_WORDS[opened.approval.approval],
        "pay_by": pay_by(view.row),
        "parts": parts_of(opened.parts),
        "report": shown(drawn_page(drawing_of(view, read_of(actor, view)), site_voice()), request),
        "moments": moments_of(view),
        "forms": forms,
        "action": action,
        "refusal": explained(refusal) if refusal else "",
    }
    is_untidy = any(each.errors for each in forms.values())
    status = NOT_NOW if refusal else UNTIDY if is_untidy else 200
    return render(request, "invoices/decide.html", context, status=status)


@require_GET
@page()
def decided_document(request: HttpRequest, actor: Actor, invoice: UUID) -> HttpResponse:
    """What the supplier sent, for whoever decides on it; saved and never opened in the browser."""
    view = door.invoice_to_decide(actor=actor, invoice=invoice, on=timezone.localdate()).view
    content = content_of(actor=actor, document=view.document.id)
    return file_response(content, view.document.name, view.document.media_type)


def _decide(actor: Actor, invoice: UUID, request: HttpRequest, action: str, why: WhyForm | None) -> str:
    now, seen = timezone.now(), small_number(request.POST.get("round", "")) or 0
    if action == "approve":
        remark = RemarkForm(request.POST)
        words = remark.cleaned_data["words"] if remark.is_valid() else ""
        door.approve_invoice(actor=actor, invoice=invoice, seen_round=seen, words=words, at=now)
        return gettext("You approved the invoice.")
    if why is None:
        raise NotFound("action")
    if not why.is_valid():
        return ""
    said = why.cleaned_data["why"]
    if action == "return":
        door.return_invoice(actor=actor, invoice=invoice, seen_round=seen, question=said, at=now)
        return gettext("The invoice is back at the clerk with your question.")
    door.refuse_invoice(actor=actor, invoice=invoice, seen_round=seen, reason=said, at=now)
    return gettext("You refused the invoice.")
