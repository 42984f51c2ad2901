"""Noting what came: the list of what is waited for, and the form that is filled in at the door, on a phone."""

from typing import Any, Final
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from bodemplaat.capabilities.orders import api as door
from bodemplaat.foundation.access.api import page, takes_files
from bodemplaat.foundation.design.api import explained, uuid_or_none
from bodemplaat.foundation.documents.api import MAX_BYTES, Inspected, UnusableFile, inspect
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role, entered
from bodemplaat.surfaces.orders.forms import ReceiptForm, plain_number

UNTIDY, NOT_NOW = 422, 409
RECEIVERS: Final = (Role.EMPLOYEE, Role.MANAGER, Role.SSC_CLERK)


@require_GET
@page(*RECEIVERS)
def to_receive(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What is placed and did not come whole, what is expected first first."""
    rows = door.orders_to_receive(actor=actor, on=timezone.localdate())
    context = {"rows": rows, "is_clerk": actor.role is Role.SSC_CLERK}
    return render(request, "orders/to_receive.html", context)


@takes_files(2 * MAX_BYTES)
@require_http_methods(["GET", "HEAD", "POST"])
@page(*RECEIVERS, in_one_transaction=False)
def receive(request: HttpRequest, actor: Actor, order: UUID) -> HttpResponse:
    """What is still to come of one order, filled in as if all of it came."""
    today = timezone.localdate()
    with entered(actor):
        view = door.order_to_receive(actor=actor, order=order, on=today)
    refusal = None
    if request.method == "POST":
        form = ReceiptForm(request.POST, request.FILES, lines=view.lines)
        if form.is_valid():
            try:
                evidence = _inspected(form.cleaned_data["evidence"])
                door.note_receipt(
                    actor=actor,
                    order=order,
                    receipt=uuid_or_none(request.POST.get("receipt", "")) or uuid4(),
                    quantities=form.quantities(),
                    came_on=form.cleaned_data["came_on"],
                    words=form.cleaned_data["words"],
                    evidence=evidence,
                    at=timezone.now(),
                )
            except UnusableFile as unusable:
                form.add_error("evidence", explained(unusable.finding))
            except Refused as refused:
                refusal = refused
            else:
                messages.success(
                    request, gettext("It is noted what came of {number}.").format(number=view.row.number)
                )
                return redirect("orders:to_receive")
    else:
        initial: dict[str, Any] = {"came_on": today}
        initial |= {f"line-{each.id}": plain_number(each.to_come) for each in view.lines if each.to_come}
        form = ReceiptForm(lines=view.lines, initial=initial)
    context = {
        "view": view,
        "row": view.row,
        "form": form,
        "lines": [(each, form[f"line-{each.id}"]) for each in view.lines],
        "receipt": request.POST.get("receipt", "") or uuid4(),
        "refusal": explained(refusal) if refusal else "",
    }
    status = NOT_NOW if refusal else UNTIDY if form.errors else 200
    with entered(actor):
        return render(request, "orders/receive.html", context, status=status)


def _inspected(file: Any) -> Inspected | None:
    return inspect(file.name or "", file.read(MAX_BYTES + 1)) if file else None
