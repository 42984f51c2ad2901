"""What came by e-mail and is in no case: the list of the desk, one message with what can be done about it, and the addresses."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.mailbox import api as mailbox
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import explained, uuid_or_none
from bodemplaat.foundation.organisations.api import people_found, person_of
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role, entered
from bodemplaat.kernel import say
from bodemplaat.surfaces.cases.asking import UNTIDY
from bodemplaat.surfaces.cases.forms import NumberForm
from bodemplaat.surfaces.cases.mine import NOT_NOW
from bodemplaat.surfaces.cases.words import name_of
from bodemplaat.surfaces.cases.writing_down import MOST_PEOPLE, written_down_for

MAKE, PUT, THROW, TAKE = "make", "put", "throw", "take"
FOR_INVOICES = "facturen"
"""What is chosen instead of a service where suppliers mail their invoices."""


class PutForm(NumberForm):
    """With which case."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].label = _("Number of the case")


class ThrowForm(forms.Form):
    """Why it is thrown away."""

    words = forms.CharField(label=_("Why it is thrown away"), max_length=500)


class AddressForm(forms.Form):
    """An address, and what comes of what is mailed there."""

    address = forms.EmailField(label=_("E-mail address"), max_length=254)
    service = forms.ChoiceField(label=_("Leads to"), choices=[])
    customer = forms.ChoiceField(label=_("For"), choices=[], required=False)

    def __init__(self, *args: Any, services: list[Any], customers: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        each_service: Any = self.fields["service"]
        each_service.choices = [*services, (FOR_INVOICES, _("Invoices of suppliers, of one organisation"))]
        each_customer: Any = self.fields["customer"]
        each_customer.choices = [("", _("Everybody whom the desk works for")), *customers]

    def clean(self) -> dict[str, Any]:
        """Invoices are of one organisation."""
        cleaned = super().clean() or {}
        if cleaned.get("service") == FOR_INVOICES and not cleaned.get("customer"):
            self.add_error("customer", _("Choose the organisation whose invoices are mailed there."))
        return cleaned


@require_GET
@page(Role.SSC_CLERK)
def mail_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What waits for a clerk first, then what was refused, then what was thrown away."""
    by_state = mailbox.mail_at_desk(actor=actor)
    groups = [
        (state.value, title, [_drawn(row) for row in by_state[state]])
        for state, title in (
            (mailbox.MailState.WAITING, _("To be placed")),
            (mailbox.MailState.REFUSED, _("Refused")),
            (mailbox.MailState.THROWN_AWAY, _("Thrown away")),
        )
    ]
    context = {
        "groups": [group for group in groups if group[2]],
        "waiting": len(by_state[mailbox.MailState.WAITING]),
        "is_read": mailbox.is_mail_read(),
    }
    return render(request, "cases/mail_list.html", context)


@page(Role.SSC_CLERK, in_one_transaction=False)
def mail(request: HttpRequest, actor: Actor, mail: UUID) -> HttpResponse:
    """One message. Who it is of is chosen in the address of the page, so that searching changes nothing."""
    if request.method != "POST":
        with entered(actor):
            return _show(request, actor, mail)
    with entered(actor):
        mailbox.mail_view(actor=actor, mail=mail)
    act = request.POST.get("act", "")
    form: forms.Form = ThrowForm(request.POST) if act == THROW else PutForm(request.POST)
    if act in (PUT, THROW) and not form.is_valid():
        with entered(actor):
            return _show(request, actor, mail, act=act, form=form, status=UNTIDY)
    try:
        if act == THROW:
            words, now = form.cleaned_data["words"], timezone.now()
            mailbox.throw_mail_away(actor=actor, mail=mail, words=words, at=now)
            messages.success(request, gettext("The message is thrown away."))
            return redirect("cases:mail_list")
        if act == TAKE:
            return _taken_in(request, actor, mail)
        case = _placed(request, actor, mail, act, form)
    except cases.CaseNotReady as lack:
        refusal = Refused(lack.findings[0].text, **lack.findings[0].values)
    except Refused as refused:
        refusal = refused
    else:
        messages.success(request, gettext("The message is in the case."))
        return redirect("cases:desk_case", case)
    with entered(actor):
        return _show(request, actor, mail, act=act, form=form, refusal=refusal, status=NOT_NOW)


def _taken_in(request: HttpRequest, actor: Actor, mail: UUID) -> HttpResponse:
    """What came with a message is judged before anything is held, and taken in as invoices."""
    customer = uuid_or_none(request.POST.get("customer", ""))
    if customer is None:
        raise Refused(say("Choose for which organisation the invoices are."))
    judged = mailbox.judge_mail(actor=actor, mail=mail)
    taken = mailbox.take_mail_in(
        actor=actor, mail=mail, customer=customer, to_take_in=judged, at=timezone.now()
    )
    text = ngettext(
        "{n} invoice is taken in, with this e-mail.",
        "{n} invoices are taken in, with this e-mail.",
        len(taken),
    )
    messages.success(request, text.format(n=len(taken)))
    return redirect("invoices:invoice", taken[0]) if len(taken) == 1 else redirect("invoices:list")


def _placed(request: HttpRequest, actor: Actor, mail: UUID, act: str, form: forms.Form) -> UUID:
    """The case in which a message was put; what came with it is looked at before anything is held."""
    person = uuid_or_none(request.POST.get("person", ""))
    service = uuid_or_none(request.POST.get("service", ""))
    if act == MAKE and (person is None or service is None):
        raise Refused(say("Choose whose message it is, and which service."))
    if act not in (MAKE, PUT):
        raise Refused(say("Choose what you would like to do with this message."))
    unfolded = mailbox.unfold(actor=actor, mail=mail)
    if act == PUT:
        number = form.cleaned_data["number"]
        return mailbox.put_mail_with_case(
            actor=actor, mail=mail, number=number, unfolded=unfolded, at=timezone.now()
        )
    return mailbox.make_case_of_mail(
        actor=actor,
        mail=mail,
        requester=person or uuid.UUID(int=0),
        service=service or uuid.UUID(int=0),
        unfolded=unfolded,
        at=timezone.now(),
    )


def _show(
    request: HttpRequest,
    actor: Actor,
    mail: UUID,
    *,
    act: str = "",
    form: forms.Form | None = None,
    refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    view = mailbox.mail_view(actor=actor, mail=mail)
    is_open = view.row.is_open
    context = {
        "view": view,
        "state": mailbox.STATE_WORDS[view.row.state],
        "reason": mailbox.REASON_WORDS[view.row.reason] if view.row.reason else "",
        "own": view.text[: view.quoted_from].strip(),
        "repeated": view.text[view.quoted_from :].strip(),
        "is_open": is_open,
        "can_place": is_open and view.is_whole,
        "put_form": form if act == PUT else PutForm(initial={"number": view.case_number}),
        "throw_form": form if act == THROW else ThrowForm(),
        "is_putting": act == PUT,
        "is_taking": act == TAKE or view.is_for_invoices,
        "is_throwing": act == THROW,
        "refusal": explained(refusal) if refusal else "",
        "make": MAKE,
        "put": PUT,
        "throw": THROW,
        "take": TAKE,
    }
    if context["can_place"]:
        context |= _choosing(request, actor, view)
        context["is_making"] = act == MAKE or "chosen" in context or bool(context["text"])
    return render(request, "cases/mail.html", context, status=status)


def _choosing(request: HttpRequest, actor: Actor, view: mailbox.MailView) -> dict[str, Any]:
    """Whose case it becomes: those with its sender's address, those that were searched, or the one that was chosen."""
    sent = request.POST if request.method == "POST" else request.GET
    customers = written_down_for(actor)
    names = {each.id: each.name for each in customers}
    person = uuid_or_none(sent.get("person", ""))
    text = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    customer = uuid_or_none(request.GET.get("organisation", ""))
    context: dict[str, Any] = {"text": text, "customers": customers, "customer": customer}
    context["taken_for"] = view.customer
    if person is not None:
        chosen = person_of(actor=actor, person=person)
        on = timezone.localdate()
        offered = cases.services_to_ask_for(actor=actor, customer=chosen.organisation_id, on=on)
        services = [
            (each.id, name_of(each.content), each.id == view.service)
            for each in offered
            if each.provider_id == actor.organisation_id
            and not any(field.required for field in each.content.form.fields)
        ]
        return context | {
            "chosen": chosen,
            "chosen_at": names.get(chosen.organisation_id, ""),
            "services": services,
        }
    people = [
        {"id": known, "name": name, "detail": names[organisation]}
        for known, organisation, name in view.people
        if organisation in names
    ]
    if text and customer in names:
        matching, count = people_found(actor=actor, organisation=customer, text=text, count=MOST_PEOPLE)
        people = [{"id": each.id, "name": each.name, "detail": each.email} for each in matching]
        context["is_more"] = count > MOST_PEOPLE
    return context | {"people": people}


@page(*mailbox.ARRANGERS)
def mail_addresses(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The addresses of the desk; each leads to one service."""
    on, now = timezone.localdate(), timezone.now()
    services = mailbox.services_by_mail(actor=actor, on=on)
    choices: dict[str, list[Any]] = {
        "services": [
            (str(service), f"{name_of(each.content)} ({each.code})") for service, each in services.items()
        ],
        "customers": [(str(one), name) for one, name in mailbox.customers_of(actor=actor, on=on).items()],
    }
    form, refusal, status = AddressForm(**choices), None, 200
    if request.method == "POST":
        ended = uuid_or_none(request.POST.get("end", ""))
        form = form if ended else AddressForm(request.POST, **choices)
        try:
            if ended is not None:
                mailbox.end_mail_address(actor=actor, address=ended, at=now)
                messages.success(request, gettext("The address leads nowhere any more."))
                return redirect("cases:mail_addresses")
            if form.is_valid():
                messages.success(request, _made(actor, form.cleaned_data, now))
                return redirect("cases:mail_addresses")
            status = UNTIDY
        except Refused as refused:
            refusal, status = refused, NOT_NOW
    names = {service: name_of(each.content) for service, each in services.items()}
    context = {
        "rows": [(each, _leads_to(each, names)) for each in mailbox.mail_addresses(actor=actor, on=on)],
        "form": form,
        "refusal": explained(refusal) if refusal else "",
        "is_read": mailbox.is_mail_read(),
    }
    return render(request, "cases/mail_addresses.html", context, status=status)


def _made(actor: Actor, cleaned: Mapping[str, Any], at: datetime) -> str:
    """Make the address; answers what is told of it."""
    address, customer = cleaned["address"], uuid_or_none(cleaned["customer"])
    if cleaned["service"] == FOR_INVOICES:
        assert customer is not None, "the form asks for it"  # noqa: S101
        mailbox.make_invoice_address(actor=actor, address=address, customer=customer, at=at)
        return gettext("Invoices that are mailed there are taken in from now on.")
    service = UUID(cleaned["service"])
    mailbox.make_mail_address(actor=actor, address=address, service=service, customer=customer, at=at)
    return gettext("What is mailed there becomes a case from now on.")


def _leads_to(address: mailbox.AddressView, names: Mapping[UUID, str]) -> str:
    if address.service is None:
        return gettext("Invoices that suppliers send")
    return names.get(address.service, address.service_code)


def _drawn(row: mailbox.MailRow) -> dict[str, Any]:
    return {
        "row": row,
        "state": mailbox.STATE_WORDS[row.state],
        "reason": mailbox.REASON_WORDS[row.reason] if row.reason else "",
    }
