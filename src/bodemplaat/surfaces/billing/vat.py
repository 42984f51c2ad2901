"""How each service is taxed: as it was said, and saying it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from bodemplaat.capabilities.billing import api as door
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import DayField, in_words
from bodemplaat.foundation.reports.api import site_voice
from bodemplaat.foundation.tenancy.api import Actor, Refused
from bodemplaat.surfaces.billing.words import chosen_place, problems_of

_START_UP = "aanloop"
"""How start-up costs are named in a form; their own code is empty, which would be no choice."""


class TreatmentForm(forms.Form):
    """How one service is taxed from a day on."""

    service = forms.ChoiceField(label=_("Service"))
    how = forms.ChoiceField(label=_("Taxed"))
    since = DayField(label=_("From"))
    reason = forms.CharField(
        label=_("Why no VAT is due"),
        required=False,
        max_length=200,
        help_text=_("Of what is exempt or outside the tax; it stands on the invoice."),
    )

    def __init__(self, *args: Any, services: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["service"]
        chosen.choices = services
        hows: Any = self.fields["how"]
        hows.choices = [(how, in_words(name)) for how, name in door.HOW_NAMES.items()]


@require_http_methods(["GET", "HEAD", "POST"])
@page(*door.BILLERS)
def services(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every service that somebody takes, with its treatment; and the form that says another."""
    places = door.places_billed(actor=actor)
    place = chosen_place(request, places)
    if place is None:
        raise door.BillsNobody
    taken = door.services_taxed(actor=actor, cooperation=place)
    language = site_voice().language
    names = {
        each.code: f"{each.code} {each.name.in_(language)}" if each.code else gettext("Start-up costs")
        for each in taken
    }
    form = TreatmentForm(
        request.POST or None,
        services=[(code or _START_UP, name) for code, name in names.items()],
        initial={"since": timezone.localdate()},
    )
    problems: list[str] = []
    if form.is_valid():
        code = form.cleaned_data["service"]
        try:
            door.keep_treatment(
                actor=actor,
                cooperation=place,
                code="" if code == _START_UP else code,
                since=form.cleaned_data["since"],
                how=form.cleaned_data["how"],
                reason=form.cleaned_data["reason"],
                at=timezone.now(),
            )
        except Refused as no:
            problems = problems_of(no)
        else:
            messages.success(request, gettext("It was kept."))
            return redirect(f"{reverse('billing:vat')}?in={place}")
    context = {
        "place": place,
        "name": places[place],
        "form": form,
        "problems": problems,
        "rows": [
            (
                names[each.code],
                [
                    (in_words(door.how_told(one.how, one.reason, max(one.since, timezone.localdate()))), one)
                    for one in each.treatments
                ],
            )
            for each in taken
        ],
    }
    is_wrong = problems or (form.is_bound and form.errors)
    return render(request, "billing/vat.html", context, status=422 if is_wrong else 200)
