"""What is due, and the runs that were made; at a customer what it was billed."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from bodemplaat.calculations.render.files import file_of
from bodemplaat.capabilities.billing import api as door
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import DayField, explained, in_notation
from bodemplaat.foundation.reports.api import FILE_TYPES, download, shown, site_voice
from bodemplaat.foundation.tenancy.api import Actor, Refused
from bodemplaat.presentation.page import page as as_page
from bodemplaat.surfaces.billing.words import STATES, chosen_place, files_of, problems_of


class UntilForm(forms.Form):
    """Up to which day is billed."""

    until = DayField(label=_("Up to and including"))


@require_http_methods(["GET", "HEAD", "POST"])
@page(*door.BILLERS)
def due(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What is due up to a day; ``?format=`` gives it as a file. A run is made of exactly what is due when it is."""
    places = door.places_billed(actor=actor)
    place = chosen_place(request, places)
    today = timezone.localdate()
    form = UntilForm(request.GET if "until" in request.GET else None, initial={"until": today})
    until = form.cleaned_data["until"] if form.is_valid() else today
    problems: list[str] = []
    if request.method == "POST" and place is not None:
        try:
            run = door.make_run(actor=actor, cooperation=place, until=until, at=timezone.now())
        except Refused as no:
            problems = problems_of(no)
        else:
            return redirect("billing:run", run)
    context: dict[str, Any] = {
        "places": [(str(each), name, each == place) for each, name in places.items()],
        "place": place,
        "form": form,
        "until": until,
        "problems": problems,
        "own": door.own_bills(actor=actor),
    }
    if place is not None:
        seen = door.preview(actor=actor, cooperation=place, until=until, on=today)
        report = door.due_report(seen, cooperation_name=places[place], language=site_voice().language)
        wanted = request.GET.get("format", "")
        if wanted in FILE_TYPES:
            name = gettext("due {cooperation} {day}").format(
                cooperation=places[place], day=in_notation(until)
            )
            return download(file_of(report, wanted, site_voice()), wanted, name)
        context |= _of_place(request, actor, place, seen) | {
            "report": shown(as_page(report, site_voice()), request)
        }
    return render(request, "billing/list.html", context, status=409 if problems else 200)


def _of_place(request: HttpRequest, actor: Actor, place: UUID, seen: door.Preview) -> dict[str, Any]:
    runs = [each for each in door.runs(actor=actor) if each.cooperation == place]
    return {
        "findings": [(each.code, explained(each)) for each in seen.findings],
        "has_due": any(each.lines for each in seen.customers),
        "has_customers": bool(seen.customers),
        "waits": next((each for each in runs if each.state == "waiting"), None),
        "runs": [(each, *STATES.get(each.state, (each.state, "neutral"))) for each in runs],
        "files": files_of(request.GET),
    }
