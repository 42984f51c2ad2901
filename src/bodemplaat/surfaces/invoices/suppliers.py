"""The register of suppliers: the list, one supplier with its accounts, one put in by hand, and how long is waited."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from bodemplaat.capabilities.invoices import api as door
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import address_with, explained, page_number, page_of, rows_before
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role
from bodemplaat.surfaces.invoices.forms import (
    AccountForm,
    RegisterForm,
    SupplierForm,
    WaitingForm,
    WhyForm,
)
from bodemplaat.surfaces.invoices.listing import state_of

ROWS: Final = 50
UNTIDY, NOT_NOW = 422, 409


@require_GET
@page(Role.SSC_CLERK)
def register(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One page of the register."""
    organisations = door.organisations_taken_in_for(actor=actor, on=timezone.localdate())
    form = RegisterForm(request.GET, organisations=organisations)
    form.is_valid()
    read = form.cleaned_data
    narrow = door.SupplierFilter(
        organisation=UUID(read["organisation"]) if read.get("organisation") else None,
        text=read.get("q", ""),
        waits=read.get("waits", ""),
    )
    shown = door.suppliers_at_desk(actor=actor, narrow=narrow, start=rows_before(request, ROWS), count=ROWS)
    chips = (
        ("", gettext("All")),
        ("asked", gettext("Account waits for a second person")),
        ("none", gettext("No account yet")),
    )
    context = {
        "form": form,
        "narrow": narrow,
        "is_narrowed": narrow != door.SupplierFilter(),
        "asked": door.suppliers_asked(actor=actor),
        "found": shown,
        "page": page_of(shown.rows, count=shown.count, size=ROWS, number=page_number(request)),
        "chips": [
            (label, address_with(request.GET, waits=waits), waits == narrow.waits) for waits, label in chips
        ],
    }
    return render(request, "invoices/suppliers.html", context)


@page(Role.SSC_CLERK)
def new_supplier(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Put one in by hand."""
    now = timezone.now()
    organisations = door.organisations_taken_in_for(actor=actor, on=timezone.localdate(now))
    form = SupplierForm(request.POST if request.method == "POST" else None, organisations=organisations)
    refusal = None
    if request.method == "POST" and form.is_valid():
        read = form.cleaned_data
        try:
            supplier = door.add_supplier(
                actor=actor,
                organisation=UUID(read["organisation"]),
                name=read["name"],
                kvk=read["kvk"],
                oin=read["oin"],
                vat=read["vat"],
                at=now,
            )
        except Refused as refused:
            refusal = refused
        else:
            messages.success(request, gettext("The supplier is in the register. Propose its account here."))
            return redirect("invoices:supplier", supplier)
    status = NOT_NOW if refusal else UNTIDY if form.errors else 200
    context = {"form": form, "refusal": explained(refusal) if refusal else ""}
    return render(request, "invoices/supplier_new.html", context, status=status)


@page(Role.SSC_CLERK)
def supplier(request: HttpRequest, actor: Actor, supplier: UUID) -> HttpResponse:
    """A supplier, and what is asked and decided about its accounts."""
    now = timezone.now()
    action = request.POST.get("action", "")
    asking = AccountForm(request.POST if action == "propose" else None)
    which = request.POST.get("which", "")
    why = WhyForm(request.POST if action in ("refuse", "end") else None)
    refusal = None
    if request.method == "POST":
        try:
            done = _act(actor, supplier, action, _which(request), asking, why)
        except Refused as refused:
            done, refusal = "", refused
        if done:
            messages.success(request, done)
            return redirect("invoices:supplier", supplier)
    view = door.supplier_view(actor=actor, supplier=supplier, at=now)
    today = timezone.localdate(now)
    context = {
        "view": view,
        "row": view.row,
        "accounts": [
            {
                "view": each,
                "state": door.BY_TWO_WORDS[each.state],
                "waits": each.state is door.ByTwoState.ASKED,
                "holds": each.state is door.ByTwoState.CONFIRMED,
                "is_later": each.payable_from is not None and each.payable_from > today,
                "also_of": ", ".join(each.also_of),
                "why": why if str(each.id) == which else WhyForm(auto_id=f"id_{each.id}_%s"),
                "acts": action if str(each.id) == which else "",
            }
            for each in view.accounts
        ],
        "invoices": [(each, state_of(each)) for each in view.invoices],
        "form": asking,
        "why": why,
        "action": action,
        "refusal": explained(refusal) if refusal else "",
    }
    is_untidy = asking.errors or why.errors
    status = NOT_NOW if refusal else UNTIDY if is_untidy else 200
    return render(request, "invoices/supplier.html", context, status=status)


@page(Role.SSC_CLERK)
def waiting(request: HttpRequest, actor: Actor) -> HttpResponse:
    """How long each organisation waits before it pays to a new account."""
    now = timezone.now()
    action, which = request.POST.get("action", ""), request.POST.get("which", "")
    form = WaitingForm(request.POST if action == "propose" else None)
    why = WhyForm(request.POST if action == "refuse" else None)
    refusal = None
    if request.method == "POST":
        try:
            done = _change(actor, action, _which(request), form, why)
        except Refused as refused:
            done, refusal = "", refused
        if done:
            messages.success(request, done)
            return redirect("invoices:waiting")
    context: dict[str, Any] = {
        "rows": [
            {
                "view": each,
                "form": form
                if action == "propose" and str(each.organisation_id) == which
                else WaitingForm(auto_id=f"id_{each.organisation_id}_%s"),
                "why": why
                if action == "refuse" and str(each.change) == which
                else WhyForm(auto_id=f"id_{each.organisation_id}_%s"),
                "acts": action if which in (str(each.organisation_id), str(each.change)) else "",
            }
            for each in door.waiting_times(actor=actor, at=now)
        ],
        "form": form,
        "why": why,
        "refusal": explained(refusal) if refusal else "",
    }
    status = NOT_NOW if refusal else UNTIDY if form.errors or why.errors else 200
    return render(request, "invoices/waiting.html", context, status=status)


def _which(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("which", ""))
    except ValueError:
        return None


def _act(
    actor: Actor, supplier: UUID, action: str, which: UUID | None, asking: AccountForm, why: WhyForm
) -> str:
    """Do what was pressed; answers what to tell, and nothing where the form is not filled in."""
    now = timezone.now()
    if action == "propose":
        if not asking.is_valid():
            return ""
        read = asking.cleaned_data
        door.propose_supplier_account(
            actor=actor,
            supplier=supplier,
            iban=read["iban"],
            is_blocked=read["is_blocked"],
            reason=read["reason"],
            at=now,
        )
        return gettext("The account waits for a second clerk.")
    if which is None:
        raise NotFound("account")
    if action == "confirm":
        door.SUPPLIER_ACCOUNTS.confirm(actor=actor, which=which, at=now)
        return gettext("The account is confirmed.")
    if action == "withdraw":
        door.SUPPLIER_ACCOUNTS.withdraw(actor=actor, which=which, at=now)
        return gettext("The account is taken back.")
    if action not in ("refuse", "end"):
        raise NotFound("action")
    if not why.is_valid():
        return ""
    if action == "refuse":
        door.SUPPLIER_ACCOUNTS.refuse(actor=actor, which=which, reason=why.cleaned_data["why"], at=now)
        return gettext("The account is refused.")
    door.end_supplier_account(actor=actor, account=which, reason=why.cleaned_data["why"], at=now)
    return gettext("The account is ended: nothing is paid to it any more.")


def _change(actor: Actor, action: str, which: UUID | None, form: WaitingForm, why: WhyForm) -> str:
    now = timezone.now()
    if which is None:
        raise NotFound("waiting time")
    if action == "propose":
        if not form.is_valid():
            return ""
        read = form.cleaned_data
        door.propose_waiting_time(
            actor=actor, organisation=which, days=read["days"], reason=read["reason"], at=now
        )
        return gettext("The waiting time waits for a second clerk.")
    if action == "confirm":
        door.WAITING_TIMES.confirm(actor=actor, which=which, at=now)
        return gettext("The waiting time is changed.")
    if action == "withdraw":
        door.WAITING_TIMES.withdraw(actor=actor, which=which, at=now)
        return gettext("The change is taken back.")
    if action != "refuse":
        raise NotFound("action")
    if not why.is_valid():
        return ""
    door.WAITING_TIMES.refuse(actor=actor, which=which, reason=why.cleaned_data["why"], at=now)
    return gettext("The change is refused.")
