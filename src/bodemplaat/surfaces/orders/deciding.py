"""Orders that wait for whoever answers for a budget: the list, and one to decide on."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from bodemplaat.capabilities.orders import api as door
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import explained, small_number
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused
from bodemplaat.surfaces.orders.budget import budget_shown
from bodemplaat.surfaces.orders.forms import WhyForm
from bodemplaat.surfaces.orders.one import shown

UNTIDY, NOT_NOW = 422, 409


@require_GET
@page()
def to_decide(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What waits for this person, the longest-waiting first."""
    rows = door.orders_to_decide(actor=actor, on=timezone.localdate())
    return render(request, "orders/to_decide.html", {"rows": rows})


@page()
def decide(request: HttpRequest, actor: Actor, order: UUID) -> HttpResponse:
    """One order, and what is decided about it."""
    action, today = request.POST.get("action", ""), timezone.localdate()
    forms = {
        name: WhyForm(request.POST if action == name else None, auto_id=f"id_{name}_%s")
        for name in ("return", "refuse")
    }
    refusal = None
    if request.method == "POST":
        try:
            done = _decide(actor, order, request, action, forms.get(action))
        except Refused as refused:
            done, refusal = "", refused
        if done:
            messages.success(request, done)
            return redirect("orders:to_decide")
    view = door.order_to_decide(actor=actor, order=order, on=today)
    check = door.budget_of_order_to_decide(actor=actor, order=order, on=today)
    context = {
        **shown(view),
        "budget": budget_shown(check, on=today),
        "forms": forms,
        "action": action,
        "refusal": explained(refusal) if refusal else "",
    }
    is_untidy = any(each.errors for each in forms.values())
    status = NOT_NOW if refusal else UNTIDY if is_untidy else 200
    return render(request, "orders/decide.html", context, status=status)


def _decide(actor: Actor, order: UUID, request: HttpRequest, action: str, why: WhyForm | None) -> str:
    now, seen = timezone.now(), small_number(request.POST.get("round", "")) or 0
    if action == "approve":
        remark = WhyForm(request.POST, required=False)
        words = remark.cleaned_data["words"] if remark.is_valid() else ""
        door.approve_order(actor=actor, order=order, seen_round=seen, words=words, at=now)
        return gettext("You approved the order.")
    if why is None:
        raise NotFound("action")
    if not why.is_valid():
        return ""
    said = why.cleaned_data["words"]
    if action == "return":
        door.return_order(actor=actor, order=order, seen_round=seen, question=said, at=now)
        return gettext("The order is back at the clerk with your question.")
    door.refuse_order(actor=actor, order=order, seen_round=seen, reason=said, at=now)
    return gettext("You refused the order.")
