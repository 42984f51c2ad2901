"""Coding an invoice: out of whose budget, and where each part is booked; and asking whoever answers for it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from bodemplaat.capabilities.invoices import api as door
from bodemplaat.capabilities.ledger.api import cost_centres, taakvelden
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import explained
from bodemplaat.foundation.organisations.api import units_of
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role
from bodemplaat.kernel import Euro
from bodemplaat.surfaces.invoices.budget import NOTHING, BudgetShown, budget_shown
from bodemplaat.surfaces.invoices.forms import CodedLineForm, UnitForm
from bodemplaat.surfaces.invoices.one import read_of

UNTIDY, NOT_NOW = 422, 409
SPARE: Final = 2
"""Empty lines that are shown beside those that are filled in."""


@page(Role.SSC_CLERK)
def code(request: HttpRequest, actor: Actor, invoice: UUID) -> HttpResponse:
    """Say where it is booked, and ask for approval: the whole at once, or with ``?lines=1`` each line of the invoice."""
    now = timezone.now()
    today = timezone.localdate(now)
    view = door.invoice_view(actor=actor, invoice=invoice)
    approval = door.approval_view(actor=actor, invoice=invoice, on=today)
    if not approval.may_code:
        messages.info(
            request, gettext("There is nothing to code in this invoice now. Here is how far it is.")
        )
        return redirect("invoices:invoice", invoice)
    organisation = view.row.organisation_id
    units = {each.id: each.name for each in units_of(actor=actor, organisation=organisation)}
    centres = {
        each.code: f"{each.code} {each.name}"
        for each in cost_centres(actor=actor, organisation=organisation, on=today)
    }
    fields = {each.code: f"{each.code} {each.name}" for each in taakvelden(on=today)}
    proposal = door.coding_proposal(actor=actor, invoice=invoice)
    before = approval.coding or (proposal.coding if proposal else None)
    match = door.match_view(actor=actor, invoice=invoice)
    vat = before.vat if before else door.VatTreatment.COMPENSATED
    whole = door.Coded(view.row.supplier_name, approval.to_code or Euro(0), "", "")
    lines: Sequence[door.Coded] = (whole,)
    unit: UUID | None = None
    if "lines" in request.GET:
        lines, unit = _lines(actor, view) or lines, None
    elif approval.coding is None and match.order is not None:
        lines, unit = _as_ordered(match) or lines, match.order.unit
    elif before is not None:
        lines, unit = before.lines, before.unit
    refusal, budget, looks = None, budget_shown(NOTHING, on=today), request.POST.get("action") == "look"
    if request.method == "POST":
        head = UnitForm(request.POST, units=units)
        count = _count(request)
        forms = [_form(fields, centres, n, data=request.POST) for n in range(count)]
        filled = [each for each in forms if not each.is_bare()]
        if all([head.is_valid(), *(each.is_valid() for each in filled)]):
            coded, vat = [each.coded() for each in filled], door.VatTreatment(head.cleaned_data["vat"])
            budget = _budget(actor, invoice, coded, vat, today)
            looks = looks or (budget.is_beyond and not budget.stops and "beyond" not in request.POST)
            try:
                if not looks:
                    unit = UUID(head.cleaned_data["unit"])
                    door.code_invoice(actor=actor, invoice=invoice, unit=unit, lines=coded, vat=vat, at=now)
            except Refused as refused:
                refusal = refused
            else:
                if not looks:
                    messages.success(request, gettext("The invoice waits for approval."))
                    return redirect("invoices:invoice", invoice)
        forms = [_form(fields, centres, n) if each.is_bare() else each for n, each in enumerate(forms)]
    else:
        if all(each.taakveld for each in lines):
            budget = _budget(actor, invoice, lines, vat, today)
        head = UnitForm(units=units, initial={"unit": str(unit) if unit else "", "vat": vat})
        forms = [
            _form(fields, centres, n, initial=_initial(lines[n]) if n < len(lines) else {})
            for n in range(len(lines) + SPARE)
        ]
    is_untidy = any(each.is_bound and each.errors for each in (head, *forms)) and refusal is None
    context = {
        "row": view.row,
        "approval": approval,
        "proposal": proposal
        if request.method != "POST" and approval.coding is None and match.order is None
        else None,
        "order": match.order if request.method != "POST" and approval.coding is None else None,
        "is_by_line": "lines" in request.GET,
        "form": head,
        "lines": forms,
        "count": len(forms),
        "refusal": explained(refusal) if refusal else "",
        "budget": budget,
        "is_warned": request.method == "POST" and budget.is_beyond and not budget.stops,
    }
    status = NOT_NOW if refusal else UNTIDY if is_untidy else 200
    return render(request, "invoices/code.html", context, status=status)


def _budget(
    actor: Actor, invoice: UUID, lines: Sequence[door.Coded], vat: door.VatTreatment, on: date
) -> BudgetShown:
    check = door.budget_for_coding(actor=actor, invoice=invoice, lines=lines, vat=vat, on=on)
    return budget_shown(check, on=on)


def _count(request: HttpRequest) -> int:
    text = request.POST.get("count", "")
    return min(int(text), door.MOST_LINES) if text.isascii() and text.isdecimal() and len(text) < 5 else 0


def _form(fields: Mapping[str, str], centres: Mapping[str, str], n: int, **more: Any) -> CodedLineForm:
    data = more.pop("data", None)
    return CodedLineForm(data, taakvelden=fields, centres=centres, prefix=f"line-{n}", **more)


def _initial(line: door.Coded) -> dict[str, Any]:
    return {
        "text": line.text,
        "amount": line.amount,
        "taakveld": line.taakveld,
        "cost_centre": line.cost_centre,
    }


def _as_ordered(match: door.MatchView) -> tuple[door.Coded, ...]:
    """The lines as their order says where each is booked; what stands on no line of it says nothing."""
    return tuple(
        door.Coded(
            each.text,
            each.net,
            each.ordered.taakveld if each.ordered else "",
            each.ordered.cost_centre if each.ordered else "",
        )
        for each in match.lines
    )


def _lines(actor: Actor, view: door.InvoiceView) -> tuple[door.Coded, ...]:
    """The lines of the invoice as it was read, each with its net amount; none where they do not say one."""
    read = read_of(actor, view)
    if read is None:
        return ()
    coded = []
    for each in read.lines[: door.MOST_LINES - SPARE]:
        if each.net is None or each.net * 100 != (each.net * 100).to_integral_value():
            return ()
        coded.append(door.Coded(each.name[:140], Euro(int(each.net * 100)), "", ""))
    return tuple(coded)
