"""At the desk: writing down what somebody asked by telephone, at the counter or by post."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.foundation.access.api import page, takes_files
from bodemplaat.foundation.design.api import explained, uuid_or_none
from bodemplaat.foundation.organisations.api import (
    DESKS,
    OrganisationView,
    customers_of_tasks,
    organisations_in_scope,
    people_found,
    person_of,
)
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role
from bodemplaat.surfaces.cases.asking import MOST, draw, files_in, key_in, question_in, typed_in
from bodemplaat.surfaces.cases.files import looked_at
from bodemplaat.surfaces.cases.words import name_of

MOST_PEOPLE = 20


class HowForm(forms.Form):
    """By which channel it came, and when."""

    channel = forms.ChoiceField(label=_("How it came in"), choices=[])
    received = forms.DateTimeField(
        label=_("When it came in"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M"],
        required=False,
        help_text=_("Empty means now. A letter may lie a day."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        channels: Any = self.fields["channel"]
        channels.choices = [
            (each.value, label) for each, label in cases.CHANNEL_WORDS.items() if each.is_written_down
        ]


def written_down_for(actor: Actor) -> list[OrganisationView]:
    """The organisations of which a desk of the actor's own takes something, by name."""
    served = customers_of_tasks(actor=actor, tasks=DESKS, on=timezone.localdate())
    return [each for each in organisations_in_scope(actor=actor) if each.id in served]


@takes_files(MOST)
@page(Role.SSC_CLERK)
def write_down(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Three steps on one address: whose, who, which service; then its form. What was chosen travels in the address."""
    customers = written_down_for(actor)
    customer = uuid_or_none(request.GET.get("organisation", ""))
    chosen = next((each for each in customers if each.id == customer), None)
    person = uuid_or_none(request.GET.get("person", ""))
    service = uuid_or_none(request.GET.get("service", ""))
    context: dict[str, Any] = {"customers": customers, "chosen": chosen}
    if chosen is None:
        return render(request, "cases/write_down.html", context)
    if person is None:
        text = request.GET.get("q", "").replace("\x00", "").strip()[:100]
        people, count = (
            people_found(actor=actor, organisation=chosen.id, text=text, count=MOST_PEOPLE)
            if text
            else ((), 0)
        )
        context |= {"text": text, "people": people, "is_more": count > MOST_PEOPLE}
        return render(request, "cases/write_down.html", context)
    context["person"] = person_of(actor=actor, person=person)
    if service is None:
        offered = cases.services_to_ask_for(actor=actor, customer=chosen.id, on=timezone.localdate())
        context["services"] = [
            (each, name_of(each.content)) for each in offered if each.provider_id == actor.organisation_id
        ]
        return render(request, "cases/write_down.html", context)
    return _form(request, actor, chosen.id, person, service, context)


def _form(
    request: HttpRequest, actor: Actor, customer: UUID, person: UUID, service: UUID, context: dict[str, Any]
) -> HttpResponse:
    offered = cases.service_to_ask_for(
        actor=actor, customer=customer, service=service, on=timezone.localdate()
    )
    how = HowForm(request.POST if request.method == "POST" else None)
    typed = typed_in(request, offered.content.form)
    template, more = "cases/write_down_form.html", {**context, "how": how}
    if request.method != "POST":
        return draw(request, actor, offered, customer, typed, (), template, more)
    files, findings = looked_at(files_in(request, offered.content.form))
    if how.is_valid():
        question = question_in(typed, findings)
        try:
            case = cases.write_down_case(
                actor=actor,
                requester=person,
                service=service,
                channel=cases.Channel(how.cleaned_data["channel"]),
                question=question,
                files=files,
                received_at=how.cleaned_data["received"],
                key=key_in(service, question, files),
                at=timezone.now(),
            )
        except cases.CaseNotReady as lack:
            findings = lack.findings
        except Refused as refusal:
            how.add_error(None, explained(refusal))
        else:
            messages.success(request, gettext("The case is written down."))
            return redirect("cases:desk_case", case)
    response = draw(request, actor, offered, customer, typed, findings, template, more)
    response.status_code = 422
    return response
