"""Writing a draft: a new one, or one that is there."""

import uuid
from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from bodemplaat.capabilities.sales import api as door
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.tenancy.api import Actor, Refused
from bodemplaat.surfaces.sales.forms import LineForm, SaleForm, chosen_vat, count_of, fits_on_page
from bodemplaat.surfaces.sales.words import name_of, problems_of

UNTIDY = 422


@require_http_methods(["GET", "HEAD", "POST"])
@page(*door.SELLERS)
def new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A new draft."""
    return _written(request, actor, None)


@require_http_methods(["GET", "HEAD", "POST"])
@page(*door.SELLERS)
def change(request: HttpRequest, actor: Actor, sales_invoice: UUID) -> HttpResponse:
    """A draft that says something else from now on."""
    view = door.sales_view(actor=actor, invoice=sales_invoice, on=timezone.localdate())
    if view.row.state is not door.SalesState.DRAFT or not fits_on_page(view):
        return redirect("sales:invoice", sales_invoice)
    return _written(request, actor, view)


def _written(request: HttpRequest, actor: Actor, view: door.SalesView | None) -> HttpResponse:
    typed = request.POST or None
    every = door.customers(actor=actor)
    customers = [(str(each.id), each.details.name) for each in every]
    if view is not None and view.row.is_credit_note:
        customers = [each for each in customers if each[0] == str(view.content.customer)]
    form = SaleForm(typed, customers=customers, initial=_initial(view))
    kept = view.content.lines if view else ()
    lines = _lines(typed, kept)
    problems: list[str] = []
    adds = typed is not None and "more" in typed
    is_sound = typed is not None and not adds and all([form.is_valid(), *(each.is_valid() for each in lines)])
    if is_sound:
        try:
            return _kept(request, actor, view, form, lines)
        except Refused as no:
            problems = problems_of(no)
    wrong = typed is not None and not adds
    if adds:  # as it was typed, unjudged
        form = SaleForm(
            customers=customers, initial={name: typed.get(name) for name in form.fields} if typed else {}
        )
        lines = [LineForm(prefix=each.prefix, initial=_typed(each)) for each in lines]
    form.initial["count"] = len(lines)
    context = {
        "form": form,
        "lines": lines,
        "count": len(lines),
        "problems": problems,
        "name": name_of(view.row) if view else gettext("New invoice"),
        "view": view,
        "has_customers": bool(customers),
    }
    return render(request, "sales/write.html", context, status=UNTIDY if wrong else 200)


def _kept(
    request: HttpRequest, actor: Actor, view: door.SalesView | None, form: SaleForm, lines: Sequence[LineForm]
) -> HttpResponse:
    read, now = form.cleaned_data, timezone.now()
    content = door.SalesContent(
        UUID(read["customer"]),
        tuple(line for each in lines if (line := each.line()) is not None),
        read["reference"],
        read["order"],
        read["contract"],
        read["note"],
        read["first"],
        read["last"],
    )
    if view is None:
        key = f"by hand {read['key'] or uuid.uuid4().hex}"
        made = door.draft_invoice(actor=actor, content=content, key=key, at=now)
    else:
        made = view.row.id
        door.change_draft(actor=actor, invoice=made, content=content, at=now)
    messages.success(request, gettext("The draft was kept. A colleague issues it."))
    return redirect("sales:invoice", made)


def _initial(view: door.SalesView | None) -> dict[str, object]:
    if view is None:
        return {"key": uuid.uuid4().hex}
    content = view.content
    names = ("reference", "order", "contract", "note", "first", "last")
    return {"customer": str(content.customer), **{name: getattr(content, name) for name in names}}


def _lines(typed: object, kept: Sequence[door.SalesLine]) -> list[LineForm]:
    shown = [
        {
            "name": each.name,
            "quantity": each.quantity,
            "unit": each.unit,
            "price": each.price,
            "vat": chosen_vat(each),
            "reason": each.reason,
        }
        for each in kept
    ]
    count = count_of(typed, len(kept))
    return [
        LineForm(typed, prefix=f"line{number + 1}", initial=shown[number] if number < len(shown) else None)
        for number in range(count)
    ]


def _typed(form: LineForm) -> dict[str, object]:
    return {name: form.data.get(form.add_prefix(name)) for name in form.fields}
