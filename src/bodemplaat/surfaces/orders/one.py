"""One order at the desk: how it stands, what came, and what a clerk can do about it."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from bodemplaat.capabilities.invoices import api as invoices
from bodemplaat.capabilities.orders import api as door
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import (
    explained,
    file_response,
    reader_language,
    small_number,
    uuid_or_none,
)
from bodemplaat.foundation.documents.api import content_of, documents_with
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role
from bodemplaat.presentation import notation
from bodemplaat.surfaces.orders.budget import budget_shown
from bodemplaat.surfaces.orders.forms import WhyForm

UNTIDY, NOT_NOW = 422, 409
LABELS: Final = {
    door.OrderMove.PLACE: _("How and when the supplier got it"),
    door.OrderMove.CLOSE: _("Why nothing more is waited for"),
    door.OrderMove.CANCEL: _("Why it is taken back"),
}
TAKE_BACK: Final = "take_back"


@page(Role.SSC_CLERK)
def order(request: HttpRequest, actor: Actor, order: UUID) -> HttpResponse:
    """The order, and what is done with it."""
    action, today = request.POST.get("action", ""), timezone.localdate()
    forms = {
        move: WhyForm(
            request.POST if action == move else None,
            label=label,
            required=move is not door.OrderMove.PLACE,
            auto_id=f"id_{move}_%s",
        )
        for move, label in LABELS.items()
    }
    why_back = WhyForm(request.POST if action == TAKE_BACK else None, auto_id="id_back_%s")
    refusal = None
    if request.method == "POST":
        try:
            done = _act(actor, order, request, action, forms, why_back)
        except Refused as refused:
            done, refusal = "", refused
        if done:
            messages.success(request, done)
            return redirect("orders:order", order)
    view = door.order_view(actor=actor, order=order, on=today)
    is_open = view.row.state in (door.OrderState.DRAFT, door.OrderState.ASKED)
    context = {
        **shown(view),
        "invoices": [
            (each, invoices.FIT_WORDS.get(each.fit))
            for each in invoices.invoices_of_order(actor=actor, order=order)
        ]
        if view.row.state not in (door.OrderState.DRAFT, door.OrderState.ASKED)
        else (),
        "is_placed": any(each.act is door.OrderAct.PLACED for each in view.timeline),
        "budget": budget_shown(door.budget_of_order(actor=actor, order=order, on=today), on=today)
        if is_open
        else None,
        "acts": [(move, forms[move], action == move) for move in LABELS if move in view.moves],
        "may_ask": door.OrderMove.ASK in view.moves,
        "why_back": why_back,
        "action": action,
        "which": request.POST.get("which", ""),
        "refusal": explained(refusal) if refusal else "",
    }
    is_untidy = any(each.errors for each in (*forms.values(), why_back))
    status = NOT_NOW if refusal else UNTIDY if is_untidy else 200
    return render(request, "orders/order.html", context, status=status)


@require_GET
@page(Role.SSC_CLERK)
def evidence(request: HttpRequest, actor: Actor, order: UUID, receipt: UUID) -> HttpResponse:
    """What shows that something came; saved and never opened in the browser."""
    view = door.order_view(actor=actor, order=order, on=timezone.localdate())
    document = next((each.document for each in view.receipts if each.id == receipt), None)
    if document is None:
        raise Http404
    kept = documents_with(actor=actor, ids=[document])[document]
    return file_response(content_of(actor=actor, document=document), kept.name, kept.media_type)


def shown(view: door.OrderView) -> dict[str, object]:
    """An order as each page shows it."""
    return {
        "view": view,
        "row": view.row,
        "state": door.STATE_WORDS[view.row.state],
        "lines": [
            (each, door.VAT_WORDS[each.vat_kind], notation.price(each.price, reader_language()))
            for each in view.lines
        ],
        "steps": [(door.FUNCTION_WORDS.get(each.function, each.function), each) for each in view.steps],
        "moments": [(each, door.ACT_WORDS[each.act]) for each in view.timeline],
    }


def _act(
    actor: Actor,
    order: UUID,
    request: HttpRequest,
    action: str,
    forms: dict[door.OrderMove, WhyForm],
    why_back: WhyForm,
) -> str:
    """Do what was pressed; answers what to tell, and nothing where the form is not filled in."""
    now = timezone.now()
    if action == door.OrderMove.ASK:
        seen = small_number(request.POST.get("round", "")) or 0
        door.ask_for_order(actor=actor, order=order, seen_round=seen, at=now)
        return gettext("The order waits for approval.")
    form = why_back if action == TAKE_BACK else forms.get(_move(action))
    if form is None:
        raise NotFound("move")
    if not form.is_valid():
        return ""
    words = form.cleaned_data["words"]
    if action == TAKE_BACK:
        which = uuid_or_none(request.POST.get("which", ""))
        if which is None:
            raise NotFound("receipt")
        door.take_receipt_back(actor=actor, receipt=which, reason=words, at=now)
        return gettext("The receipt is taken back.")
    if action == door.OrderMove.PLACE:
        door.place_order(actor=actor, order=order, words=words, at=now)
        return gettext("The order is placed. Somebody else notes what comes.")
    if action == door.OrderMove.CLOSE:
        door.close_order(actor=actor, order=order, reason=words, at=now)
        return gettext("The order is closed: nothing of it is an obligation any more.")
    door.cancel_order(actor=actor, order=order, reason=words, at=now)
    return gettext("The order is cancelled.")


def _move(action: str) -> door.OrderMove:
    try:
        return door.OrderMove(action)
    except ValueError:
        raise NotFound("move") from None
