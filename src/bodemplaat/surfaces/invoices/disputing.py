"""A dispute with the supplier on the page of an invoice: what it stops, what it does not, and the letter about it."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bodemplaat.capabilities.invoices import api as door
from bodemplaat.foundation.tenancy.api import Actor, Refused
from bodemplaat.surfaces.invoices.forms import WordsForm
from bodemplaat.surfaces.invoices.reply import dispute_letter

DISPUTE, LIFT = "dispute", "lift"
ACTS: Final = (DISPUTE, LIFT)
LABELS: Final[Mapping[str, Any]] = {
    DISPUTE: _("What is wrong, as the supplier will read it"),
    LIFT: _("What came of it"),
}


def dispute_of(
    view: door.InvoiceView, actor: Actor, where: str, act: str, sent: Any = None
) -> dict[str, Any]:
    """What the page of an invoice shows of a dispute, its letter with ``where`` it is followed; nothing where there is none and none can begin."""
    row = view.row
    if row.disputed_since is None and not view.may_dispute:
        return {}
    begun = [each for each in view.timeline if each.act is door.InvoiceAct.DISPUTED]
    reason = begun[-1] if begun and row.disputed_since is not None else None
    letter = dispute_letter(view, actor, reason.words, where) if reason else None
    which = DISPUTE if row.disputed_since is None else LIFT
    return {
        "dispute": {
            "act": which,
            "form": _form(which, sent if act == which else None),
            "is_open": act == which,
            "begun": reason,
            "letter": letter,
            "mail": f"mailto:{quote(view.supplier_email)}?subject={quote(letter.subject)}&body={quote(letter.body)}"
            if letter
            else "",
        }
    }


def settle(request: HttpRequest, actor: Actor, invoice: UUID, act: str) -> HttpResponse | Refused | None:
    """Do what was pressed; ``None`` where it is filled in wrong, and the refusal where it may not be."""
    form = _form(act, request.POST)
    if not form.is_valid():
        return None
    words, now = form.cleaned_data["words"], timezone.now()
    try:
        if act == DISPUTE:
            door.dispute_invoice(actor=actor, invoice=invoice, reason=words, at=now)
            text = gettext(
                "The invoice is disputed: nothing is paid. The letter to the supplier is ready below."
            )
        else:
            door.lift_dispute(actor=actor, invoice=invoice, outcome=words, at=now)
            text = gettext("The dispute is lifted: the invoice goes on.")
    except Refused as refused:
        return refused
    messages.success(request, text)
    return redirect("invoices:invoice", invoice)


def _form(act: str, sent: Any) -> WordsForm:
    return WordsForm(sent, label=LABELS[act], auto_id=f"id_{act}_%s")
