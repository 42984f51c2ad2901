"""Writing an order, and writing a draft anew."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from bodemplaat.capabilities.invoices import api as invoices
from bodemplaat.capabilities.ledger.api import cost_centres, taakvelden
from bodemplaat.capabilities.orders import api as door
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import explained, small_number, uuid_or_none
from bodemplaat.foundation.organisations.api import units_of
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role
from bodemplaat.surfaces.orders.forms import ForForm, HeadForm, LineForm, plain_number

UNTIDY, NOT_NOW = 422, 409
SPARE: Final = 2
"""Empty lines that are shown beside those that are filled in."""
MOST_SUPPLIERS: Final = 2000


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen for an organisation: its suppliers by id, units, taakvelden and cost centres."""

    suppliers: Mapping[str, door.OrderedFrom]
    units: Mapping[UUID, str]
    fields: Mapping[str, str]
    centres: Mapping[str, str]


@page(Role.SSC_CLERK)
def new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Choose for which organisation, and write the order."""
    today = timezone.localdate()
    organisations = invoices.organisations_taken_in_for(actor=actor, on=today)
    chosen = uuid_or_none(request.POST.get("for") or request.GET.get("organisation", ""))
    if chosen is None or chosen not in organisations:
        if len(organisations) != 1:
            form = ForForm(organisations=organisations)
            return render(request, "orders/for.html", {"form": form, "organisations": organisations})
        (chosen,) = organisations
    order = uuid_or_none(request.POST.get("order", "")) or uuid4()
    return _written(request, actor, chosen, organisations[chosen], order, None)


@page(Role.SSC_CLERK)
def change(request: HttpRequest, actor: Actor, order: UUID) -> HttpResponse:
    """Write a draft anew; what is no draft is shown as it stands."""
    view = door.order_view(actor=actor, order=order, on=timezone.localdate())
    if view.row.state is not door.OrderState.DRAFT:
        messages.info(request, gettext("Only a draft is changed. Here is how far the order is."))
        return redirect("orders:order", order)
    return _written(request, actor, view.row.organisation_id, view.row.organisation_name, order, view)


def _written(
    request: HttpRequest,
    actor: Actor,
    organisation: UUID,
    name: str,
    order: UUID,
    before: door.OrderView | None,
) -> HttpResponse:
    now = timezone.now()
    choices = _choices(actor, organisation, timezone.localdate(now), before)
    refusal = None
    if request.method == "POST":
        head, forms = _sent(request, choices)
        filled = [each for each in forms if not each.is_bare()]
        if all([head.is_valid(), *(each.is_valid() for each in filled)]):
            try:
                content = _content(head, filled, choices)
                if before is None:
                    door.draft_order(
                        actor=actor, organisation=organisation, order=order, content=content, at=now
                    )
                else:
                    seen = small_number(request.POST.get("round", "")) or 0
                    door.change_order(actor=actor, order=order, seen_round=seen, content=content, at=now)
            except Refused as refused:
                refusal = refused
            else:
                messages.success(
                    request, gettext("The order is kept as a draft. Ask for approval when it is right.")
                )
                return redirect("orders:order", order)
        forms = [_line(choices, n) if each.is_bare() else each for n, each in enumerate(forms)]
    else:
        head, forms = _blank(choices, before)
    is_untidy = any(each.is_bound and each.errors for each in (head, *forms)) and refusal is None
    context = {
        "name": name,
        "organisation": organisation,
        "order": order,
        "before": before,
        "form": head,
        "lines": forms,
        "count": len(forms),
        "has_suppliers": bool(choices.suppliers),
        "refusal": explained(refusal) if refusal else "",
    }
    return render(
        request, "orders/write.html", context, status=NOT_NOW if refusal else UNTIDY if is_untidy else 200
    )


def _choices(actor: Actor, organisation: UUID, on: date, before: door.OrderView | None) -> Choices:
    narrow = invoices.SupplierFilter(organisation=organisation)
    rows = invoices.suppliers_at_desk(actor=actor, narrow=narrow, count=MOST_SUPPLIERS).rows
    suppliers = {
        str(each.id): door.OrderedFrom(each.id, each.name, each.kvk, each.oin, each.vat) for each in rows
    }
    if before is not None and str(before.supplier.ref) not in suppliers:
        suppliers[str(before.supplier.ref)] = before.supplier
    centres = cost_centres(actor=actor, organisation=organisation, on=on)
    return Choices(
        suppliers,
        {each.id: each.name for each in units_of(actor=actor, organisation=organisation)},
        {each.code: f"{each.code} {each.name}" for each in taakvelden(on=on)},
        {each.code: f"{each.code} {each.name}" for each in centres},
    )


def _sent(request: HttpRequest, choices: Choices) -> tuple[HeadForm, list[LineForm]]:
    text = request.POST.get("count", "")
    count = min(int(text), door.MOST_LINES) if text.isascii() and text.isdecimal() and len(text) < 5 else 0
    forms = [_line(choices, n, data=request.POST) for n in range(count)]
    return _head(choices, data=request.POST), forms


def _blank(choices: Choices, before: door.OrderView | None) -> tuple[HeadForm, list[LineForm]]:
    if before is None:
        return _head(choices), [_line(choices, n) for n in range(SPARE + 1)]
    initial = {
        "subject": before.row.subject,
        "supplier": str(before.supplier.ref),
        "unit": str(before.unit),
        "vat_is_cost": before.vat_is_cost,
    }
    lines = [
        {
            "text": each.text,
            "quantity": plain_number(each.quantity),
            "unit": each.unit,
            "price": plain_number(each.price),
            "vat": each.vat_kind,
            "taakveld": each.taakveld,
            "cost_centre": each.cost_centre,
            "expected_on": each.expected_on,
        }
        for each in before.lines
    ]
    more = min(len(lines) + SPARE, door.MOST_LINES)
    forms = [_line(choices, n, initial=lines[n] if n < len(lines) else {}) for n in range(more)]
    return _head(choices, initial=initial), forms


def _head(choices: Choices, data: Any = None, **more: Any) -> HeadForm:
    suppliers = [(each, supplier.name) for each, supplier in choices.suppliers.items()]
    return HeadForm(data, suppliers=suppliers, units=choices.units, **more)


def _line(choices: Choices, n: int, data: Any = None, **more: Any) -> LineForm:
    return LineForm(data, taakvelden=choices.fields, centres=choices.centres, prefix=f"line-{n}", **more)


def _content(head: HeadForm, lines: Sequence[LineForm], choices: Choices) -> door.OrderContent:
    read = head.cleaned_data
    return door.OrderContent(
        subject=read["subject"],
        supplier=choices.suppliers[read["supplier"]],
        unit=UUID(read["unit"]),
        lines=tuple(each.ordered() for each in lines),
        vat_is_cost=read["vat_is_cost"],
    )
