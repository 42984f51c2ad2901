"""The cost centres of an organisation: a list, and a page each with its history, to change and to end from a day."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from bodemplaat.capabilities.claims.api import claims_under_way
from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import holding, on_day, page_number, page_of, rows_before
from bodemplaat.foundation.organisations.api import takes_part_since
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role
from bodemplaat.surfaces.founding.forms import CostCentreForm, EndForm
from bodemplaat.surfaces.founding.wording import refused

ROWS = 50


@require_GET
@page(Role.ADMINISTRATOR)
def cost_centres(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The list on a day, searched."""
    text, today = request.GET.get("q", "")[:100], timezone.localdate()
    chosen_day = on_day(request, today)
    descending = request.GET.get("sort") == "-code"
    rows, count = ledger.cost_centres_found(
        actor=actor,
        organisation=actor.organisation_id,
        on=chosen_day.day,
        text=text,
        descending=descending,
        start=rows_before(request, ROWS),
        count=ROWS,
    )
    context = {
        "rows": rows,
        "text": text,
        "asked": chosen_day,
        "head": f"?{urlencode({'q': text, 'sort': 'code' if descending else '-code'})}",
        "sort": "down" if descending else "up",
        "page": page_of(rows, count=count, size=ROWS, number=page_number(request)),
    }
    return render(request, "founding/cost_centres.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.ADMINISTRATOR)
def add(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A new cost centre."""
    first = takes_part_since(actor=actor, organisation=actor.organisation_id)
    form = CostCentreForm(request.POST or None, is_new=True, initial={"since": first or timezone.localdate()})
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            added = ledger.add_cost_centre(
                actor=actor, organisation=actor.organisation_id, **form.cleaned_data, at=timezone.now()
            )
        except Refused as no:
            refusal = refused(no)
        else:
            messages.success(request, gettext("“{name}” was added.").format(name=form.cleaned_data["name"]))
            return redirect("founding:cost_centre", added)
    context = {"form": form, "refusal": refusal}
    return render(
        request, "founding/add_cost_centre.html", context, status=422 if form.errors or refusal else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.ADMINISTRATOR)
def cost_centre(request: HttpRequest, actor: Actor, cost_centre: UUID) -> HttpResponse:
    """One cost centre: what it is and was, what is booked on it still, and changing or ending it."""
    today = timezone.localdate()
    rows = ledger.cost_centre_over_time(actor=actor, cost_centre=cost_centre)
    if rows[0].organisation_id != actor.organisation_id:
        raise NotFound("cost centre")
    chosen_day = on_day(request, today)
    last = rows[0]
    then = next(iter(holding(rows, chosen_day.day)), None)
    action = request.POST.get("action", "")
    if request.method == "POST" and action not in ("change", "end"):
        raise Http404
    form = CostCentreForm(
        request.POST if action == "change" else None,
        is_new=False,
        initial={"name": last.name, "since": max(today, last.since)},
    )
    end = EndForm(request.POST if action == "end" else None, prefix="end")
    refusal = ""
    try:
        if action == "change" and form.is_valid():
            read, at = form.cleaned_data, timezone.now()
            of_day = next(iter(holding(rows, read["since"])), last)
            changed = ledger.change_cost_centre(
                actor=actor, cost_centre=of_day.id, name=read["name"], since=read["since"], at=at
            )
            messages.success(request, gettext("“{name}” was changed.").format(name=read["name"]))
            return redirect("founding:cost_centre", changed)
        if action == "end" and end.is_valid():
            until = end.cleaned_data["until"]
            ledger.end_cost_centre(actor=actor, cost_centre=last.id, until=until, at=timezone.now())
            messages.success(request, gettext("The end of “{name}” is set.").format(name=last.name))
            return redirect("founding:cost_centre", last.id)
    except Refused as no:
        refusal = refused(no)
    context: dict[str, Any] = {
        "seen": then or last,
        "then": then,
        "ends": last.until,
        "rows": rows,
        "asked": chosen_day,
        "form": form,
        "end": end,
        "wrong": [each for each in (form, end) if each.is_bound and each.errors],
        "refusal": refusal,
        "booked": claims_under_way(actor=actor, organisation=last.organisation_id, cost_centre=last.code),
    }
    is_refused = bool(context["wrong"] or refusal)
    return render(request, "founding/cost_centre.html", context, status=422 if is_refused else 200)
