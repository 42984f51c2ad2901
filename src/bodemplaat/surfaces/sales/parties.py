"""What stands on invoices: of the own organisation, and of its customers."""

from dataclasses import asdict
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from bodemplaat.capabilities.sales import api as door
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.tenancy.api import Actor, Refused
from bodemplaat.surfaces.sales.forms import CustomerForm, DetailsForm, NewCustomerForm, OwnForm
from bodemplaat.surfaces.sales.words import problems_of

UNTIDY = 422


@require_GET
@page(*door.SELLERS)
def every(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The own details and the customers."""
    context = {"own": door.own_details(actor=actor), "customers": door.customers(actor=actor)}
    return render(request, "sales/parties.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(*door.SELLERS)
def own(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The details of the own organisation."""
    there = door.own_details(actor=actor)
    initial = asdict(there) if there else {"name": actor.organisation_name}
    form = OwnForm(request.POST or None, initial=initial)
    problems: list[str] = []
    if form.is_valid():
        try:
            door.keep_own_details(actor=actor, details=form.details(), at=timezone.now())
        except Refused as no:
            problems = problems_of(no)
        else:
            messages.success(request, gettext("Your details were kept."))
            return redirect("sales:parties")
    return _form(request, form, gettext("Your own details"), problems)


@require_http_methods(["GET", "HEAD", "POST"])
@page(*door.SELLERS)
def new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A new customer."""
    organisations = door.organisations_to_invoice(actor=actor)
    form = NewCustomerForm(
        request.POST or None, organisations=[(str(each), name) for each, name in organisations.items()]
    )
    problems: list[str] = []
    if form.is_valid():
        about = form.cleaned_data["about"]
        try:
            door.keep_customer(
                actor=actor,
                details=form.details(),
                about=UUID(about) if about else None,
                at=timezone.now(),
            )
        except Refused as no:
            problems = problems_of(no)
        else:
            messages.success(request, gettext("The customer was kept."))
            return redirect("sales:parties")
    return _form(request, form, gettext("New customer"), problems)


@require_http_methods(["GET", "HEAD", "POST"])
@page(*door.SELLERS)
def one(request: HttpRequest, actor: Actor, billing_party: UUID) -> HttpResponse:
    """The details of a customer."""
    view = door.customer(actor=actor, customer=billing_party)
    form = CustomerForm(request.POST or None, initial=asdict(view.details))
    problems: list[str] = []
    if form.is_valid():
        try:
            door.keep_customer(actor=actor, details=form.details(), customer=billing_party, at=timezone.now())
        except Refused as no:
            problems = problems_of(no)
        else:
            messages.success(request, gettext("The customer was kept."))
            return redirect("sales:parties")
    return _form(request, form, view.details.name, problems)


def _form(request: HttpRequest, form: DetailsForm, title: str, problems: list[str]) -> HttpResponse:
    context = {"form": form, "title": title, "problems": problems}
    wrong = bool(problems or (form.is_bound and form.errors))
    return render(request, "sales/details.html", context, status=UNTIDY if wrong else 200)
