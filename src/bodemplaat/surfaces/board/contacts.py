"""The contacts of one's own organisation: who is called about a task, from which day until which."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.contacts import api as contacts
from bodemplaat.foundation.contacts.api import Side
from bodemplaat.foundation.design.api import ask_first, holding, on_day
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.organisations.api import COMMON_TASKS, TASK_LABELS, Task, provisions_among_partners
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role
from bodemplaat.surfaces.board.forms import ChangeContactForm, ContactForm, FromDayForm
from bodemplaat.surfaces.board.wording import refused


@require_GET
@page(Role.ADMINISTRATOR)
def contacts_of_organisation(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Everybody who is or will be called; on another day than today, everybody who was or will be called that day."""
    today = timezone.localdate()
    chosen_day = on_day(request, today)
    rows = contacts.contacts_of(actor=actor, on=chosen_day.day)
    if not chosen_day.is_today:
        rows = holding(rows, chosen_day.day)
    context = {
        "rows": [
            (gettext(TASK_LABELS[row.task]), row, row.until is None or row.until > today) for row in rows
        ],
        "asked": chosen_day,
    }
    return render(request, "board/contacts.html", context)


@require_http_methods(["GET", "POST"])
@page(Role.ADMINISTRATOR)
def add_contact(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Name somebody from a day on."""
    today = timezone.localdate()
    form = ContactForm(
        request.POST if request.method == "POST" else None,
        today=_joined_first(actor, today),
        initial={"since": today},
        tasks=[(task.value, gettext(TASK_LABELS[task])) for task in _tasks(actor, today)],
        cooperations=organisations.cooperations_of(actor=actor),
        customers=_customers(actor),
    )
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            _name(actor, form.cleaned_data)
        except Refused as why:
            refusal = refused(why)
        else:
            return _to_contacts(request, form.cleaned_data["name"])
    return render(request, "board/add_contact.html", {"form": form, "refusal": refusal})


@require_http_methods(["GET", "POST"])
@page(Role.ADMINISTRATOR)
def change_contact(request: HttpRequest, actor: Actor, contact: UUID) -> HttpResponse:
    """Let somebody else be called, or be reached otherwise, from a day on."""
    today = timezone.localdate()
    row = _own(actor, contact)
    fields = ("name", "phone", "email", "deputy_name", "deputy_phone")
    form = ChangeContactForm(
        request.POST if request.method == "POST" else None,
        today=min(today, row.since),
        initial={"since": max(today, row.since), **{name: getattr(row, name) for name in fields}},
    )
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            contacts.change_contact(actor=actor, contact=row.id, **form.cleaned_data, at=timezone.now())
        except Refused as why:
            refusal = refused(why)
        else:
            return _to_contacts(request, form.cleaned_data["name"])
    context = {"form": form, "row": row, "refusal": refusal}
    return render(request, "board/change_contact.html", context)


@require_http_methods(["GET", "POST"])
@page(Role.ADMINISTRATOR)
def end_contact(request: HttpRequest, actor: Actor, contact: UUID) -> HttpResponse:
    """Let somebody be called no more, from a day on."""
    today = timezone.localdate()
    row = _own(actor, contact)
    form = FromDayForm(
        request.POST if request.method == "POST" else None, today=today, initial={"since": today}
    )
    if request.method == "POST" and form.is_valid():
        contacts.end_contact(
            actor=actor, contact=contact, until=form.cleaned_data["since"], at=timezone.now()
        )
        messages.success(request, gettext("{name} is called no more from that day.").format(name=row.name))
        return redirect("board:contacts")
    return ask_first(
        request,
        question=gettext("Let {name} be called no more?").format(name=row.name),
        consequence=gettext("From the day you choose the name is gone from “Whom do I call?”."),
        verb=gettext("End"),
        tone="danger",
        back=reverse("board:contacts"),
        form=form,
    )


def _own(actor: Actor, contact: UUID) -> contacts.ContactView:
    """A contact of one's own organisation that has not ended; raises ``NotFound`` for any other."""
    own = contacts.contacts_of(actor=actor, on=timezone.localdate())
    row = next((each for each in own if each.id == contact), None)
    if row is None:
        raise NotFound("contact")
    return row


def _customers(actor: Actor) -> dict[UUID, str]:
    """The organisations for which one's own does some task, other than itself."""
    served = organisations.provisions_among_partners(actor=actor, on=timezone.localdate())
    return {
        each.customer_id: each.customer_name
        for each in served
        if each.provider_id == actor.organisation_id != each.customer_id
    }


def _tasks(actor: Actor, on: date) -> list[Task]:
    """Every task that all customers have done, and the desk of a list that one's own organisation has, or has somebody do."""
    here = actor.organisation_id
    known = {
        each.task
        for each in provisions_among_partners(actor=actor, on=on)
        if here in (each.customer_id, each.provider_id)
    }
    return [task for task in Task if task in COMMON_TASKS or task in known]


def _joined_first(actor: Actor, today: date) -> date:
    """The day from which somebody may have been called: the first on which one's own organisation took part, today at the latest."""
    first = organisations.takes_part_since(actor=actor, organisation=actor.organisation_id)
    return today if first is None else min(first, today)


def _name(actor: Actor, read: dict[str, Any]) -> None:
    contacts.name_contact(
        actor=actor,
        cooperation=UUID(read["cooperation"]),
        task=Task(read["task"]),
        side=Side(read["side"]),
        name=read["name"],
        phone=read["phone"],
        email=read["email"],
        deputy_name=read["deputy_name"],
        deputy_phone=read["deputy_phone"],
        customer=UUID(read["customer"]) if read.get("customer") else None,
        since=read["since"],
        at=timezone.now(),
    )


def _to_contacts(request: HttpRequest, name: str) -> HttpResponse:
    messages.success(request, gettext("{name} stands among the contacts.").format(name=name))
    return redirect("board:contacts")
