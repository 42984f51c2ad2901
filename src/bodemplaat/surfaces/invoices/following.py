"""Where is my invoice: one invoice for whoever has its link, without an account, in the words of its supplier."""

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from bodemplaat.capabilities.cases.api import Words
from bodemplaat.capabilities.invoices import api as door
from bodemplaat.foundation.access.api import guesses_too_often, note_guess
from bodemplaat.foundation.tenancy.api import Actor, NotFound
from bodemplaat.surfaces.invoices.forms import PART_WORDS
from bodemplaat.surfaces.invoices.reply import points_of

STAGES: Final[Mapping[door.SupplierStage, tuple[Words, Any]]] = {
    door.SupplierStage.CHECKED: (
        Words(pgettext_lazy("to a supplier", "Being checked"), "info", "clock"),
        _("We received it and look at it. You need not do anything."),
    ),
    door.SupplierStage.FOR_YOU: (
        Words(pgettext_lazy("to a supplier", "Waits for you"), "warning", "return"),
        _("We cannot process it. Please send us a new one in which this is right."),
    ),
    door.SupplierStage.DISPUTED: (
        Words(pgettext_lazy("to a supplier", "Disputed"), "warning", "pause"),
        _(
            "We do not pay it as long as this is open. Please answer this, or send a credit note and a new invoice."
        ),
    ),
    door.SupplierStage.APPROVING: (
        Words(pgettext_lazy("to a supplier", "Being approved"), "info", "clock"),
        _("It is in order, and somebody decides on it. You need not do anything."),
    ),
    door.SupplierStage.REFUSED: (
        Words(pgettext_lazy("to a supplier", "Refused"), "danger", "close"),
        _("It is not paid. You hear from us why."),
    ),
    door.SupplierStage.APPROVED: (
        Words(pgettext_lazy("to a supplier", "Approved"), "success", "check"),
        _("It is paid on the day below."),
    ),
    door.SupplierStage.PREPARED: (
        Words(pgettext_lazy("to a supplier", "Approved"), "success", "check"),
        _("We prepare its payment. If we need something of you, we call."),
    ),
    door.SupplierStage.AT_BANK: (
        Words(pgettext_lazy("to a supplier", "At the bank"), "success", "bank"),
        _("The payment is with our bank."),
    ),
    door.SupplierStage.PAID: (Words(pgettext_lazy("to a supplier", "Paid"), "success", "check-circle"), ""),
    door.SupplierStage.CAME_BACK: (
        Words(pgettext_lazy("to a supplier", "Given back by the bank"), "warning", "return"),
        _("The bank gave the payment back. We look into it and pay again."),
    ),
    door.SupplierStage.SET_OFF: (
        Words(pgettext_lazy("to a supplier", "Set off"), "success", "check-circle"),
        _("Nothing more is paid."),
    ),
    door.SupplierStage.COLLECTED: (
        Words(pgettext_lazy("to a supplier", "Collected by you"), "info", "bank"),
        _("You take the amount from our account yourself; we pay nothing."),
    ),
    door.SupplierStage.CREDIT: (
        Words(pgettext_lazy("to a supplier", "To be set off"), "info", "clock"),
        _("We take it off our next payment to you."),
    ),
}
DAYS: Final = {
    door.SupplierStage.APPROVED: _("Is paid on"),
    door.SupplierStage.AT_BANK: _("Is paid on"),
    door.SupplierStage.PAID: _("Paid on"),
    door.SupplierStage.SET_OFF: _("Set off on"),
}


@require_safe
def invoice(request: HttpRequest, key: str) -> HttpResponse:
    """The page of a link. Whoever tries too many that open nothing is shown nothing for some minutes, also of one that is right."""
    now = timezone.now()
    if guesses_too_often(request, door.LINK, now):
        return _alone(render(request, "invoices/follow_over.html", {"is_too_often": True}, status=429))
    try:
        seen = door.invoice_for_supplier(key=key, at=now)
    except NotFound:
        if door.looks_like_a_key(key):
            note_guess(request, door.LINK, now)
        return _alone(render(request, "invoices/follow_over.html", status=404))
    if request.method == "GET" and not request.user.is_authenticated:  # a clerk looks as the supplier does
        system = Actor.system(seen.row.organisation_id)
        door.note_page_opened(actor=system, invoice=seen.row.id, at=now)
    words, text = STAGES[seen.stage]
    context = {
        "seen": seen,
        "row": seen.row,
        "received": timezone.localdate(seen.row.received_at),
        "state": words,
        "text": text,
        "day_label": DAYS.get(seen.stage, ""),
        "points": points_of(seen.findings),
        "parts": [
            {
                "amount": each.amount,
                "kind": PART_WORDS[each.kind],
                "due": each.due,
                "paid_on": each.day if each.stage is door.PaymentStage.PAID else None,
                "is_done": each.stage is door.PaymentStage.SETTLED,
            }
            for each in seen.parts
        ],
    }
    return _alone(render(request, "invoices/follow.html", context))


def _alone(response: HttpResponse) -> HttpResponse:
    """Kept by no browser or search engine, and its address told to nobody."""
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
