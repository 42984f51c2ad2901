"""How far an invoice is with its payment, in words; and letting it be paid now."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext

from bodemplaat.capabilities.cases.api import Words
from bodemplaat.capabilities.invoices import api as door
from bodemplaat.foundation.tenancy.api import Actor, Refused
from bodemplaat.surfaces.invoices.forms import PayForm

ACT = "pay"


def payment_of(actor: Actor, invoice: UUID, sent: Any = None) -> dict[str, Any]:
    """What the page of an invoice shows of its payment; nothing before it is approved. ``sent`` is what was filled in."""
    today = timezone.localdate()
    view = door.invoice_payment(actor=actor, invoice=invoice, on=today)
    if view is None:
        return {}
    return {
        "payment_is_stuck": view.stage is door.PaymentStage.LATER
        and view.pay_on is not None
        and view.pay_on < today,
        "payment": view,
        "payment_words": door.PAYMENT_WORDS[view.stage],
        "return_reason": gettext(view.return_reason) if view.return_reason else "",
        "pay_form": _form(view, sent) if view.may_pay_now else None,
        "pay_form_is_open": sent is not None,
    }


def moments_of(view: door.InvoiceView) -> list[tuple[Words, door.InvoiceEventView]]:
    """The timeline, with its words; the standard's reason of a bank in the reader's language."""
    return [
        (
            door.ACT_WORDS[each.act],
            replace(each, words=gettext(each.words))
            if each.words and each.act is door.InvoiceAct.BOUNCED
            else each,
        )
        for each in view.timeline
    ]


def pay_now(request: HttpRequest, actor: Actor, invoice: UUID) -> HttpResponse | Refused | None:
    """Let it be paid now as the form says; ``None`` where it is filled in wrong, and the refusal where it may not be."""
    view = door.invoice_payment(actor=actor, invoice=invoice, on=timezone.localdate())
    form = _form(view, request.POST) if view else None
    if form is None or not form.is_valid():
        return None
    account, words = form.cleaned_data["account"], form.cleaned_data["words"]
    try:
        door.pay_invoice_now(actor=actor, invoice=invoice, reason=words, account=account, at=timezone.now())
    except Refused as refused:
        return refused
    messages.success(
        request, gettext("The payment waits for a batch. Another two people make and release that.")
    )
    return redirect("invoices:invoice", invoice)


def _form(view: door.InvoicePayment, sent: Any) -> PayForm:
    accounts = view.accounts
    first = view.iban if view.iban in accounts else accounts[-1] if accounts else ""
    return PayForm(sent, accounts=accounts, initial={"account": first}, auto_id="id_pay_%s")
