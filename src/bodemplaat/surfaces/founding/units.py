"""The units of an organisation: a list, and a page each with its history, to change and to end."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from bodemplaat.foundation.access.api import page
from bodemplaat.foundation.design.api import on_day, page_number, page_of, rows_before
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role
from bodemplaat.surfaces.founding.forms import EndForm, UnitForm
from bodemplaat.surfaces.founding.sorting import heads_of
from bodemplaat.surfaces.founding.wording import refused

ROWS = 50
SORTS = ("name", "code", "people")


@require_GET
@page(Role.ADMINISTRATOR)
def units(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The list on a day, searched and sorted."""
    text, today = request.GET.get("q", "")[:100], timezone.localdate()
    chosen_day = on_day(request, today)
    sort = request.GET.get("sort", "name")[:10]
    rows, count = organisations.units_found(
        actor=actor,
        organisation=actor.organisation_id,
        on=chosen_day.day,
        text=text,
        sort=sort,
        start=rows_before(request, ROWS),
        count=ROWS,
    )
    context = {
        "rows": rows,
        "text": text,
        "asked": chosen_day,
        "heads": heads_of(request, SORTS, sort),
        "page": page_of(rows, count=count, size=ROWS, number=page_number(request)),
    }
    return render(request, "founding/units.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.ADMINISTRATOR)
def add(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A new unit."""
    form = UnitForm(request.POST or None, units=_there(actor), is_new=True)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        read = form.cleaned_data
        since = {"since": read["since"]} if read["since"] else {}
        try:
            unit = organisations.add_unit(
                actor=actor,
                organisation=actor.organisation_id,
                code=read["code"],
                name=read["name"],
                parent=UUID(read["parent"]) if read["parent"] else None,
                **since,
                at=timezone.now(),
            )
        except Refused as no:
            refusal = refused(no)
        else:
            messages.success(request, gettext("“{name}” was added.").format(name=read["name"]))
            return redirect("founding:unit", unit)
    context = {"form": form, "refusal": refusal}
    return render(request, "founding/add_unit.html", context, status=422 if form.errors or refusal else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.ADMINISTRATOR)
def unit(request: HttpRequest, actor: Actor, unit: UUID) -> HttpResponse:
    """One unit: what it is, what it was, and changing or ending it."""
    today = timezone.localdate()
    chosen_day = on_day(request, today)
    seen = organisations.unit_of(actor=actor, unit=unit, on=chosen_day.day)
    if seen.unit.organisation_id != actor.organisation_id:
        raise NotFound("unit")
    action = request.POST.get("action", "")
    if request.method == "POST" and action not in ("change", "end"):
        raise Http404
    form = UnitForm(
        request.POST if action == "change" else None,
        units=_there(actor),
        is_new=False,
        but=unit,
        initial={"name": seen.unit.name, "parent": str(seen.unit.parent_id or ""), "since": today},
    )
    end = EndForm(request.POST if action == "end" else None, prefix="end")
    refusal = ""
    try:
        if action == "change" and form.is_valid():
            read = form.cleaned_data
            organisations.change_unit(
                actor=actor,
                unit=unit,
                name=read["name"],
                parent=UUID(read["parent"]) if read["parent"] else None,
                since=read["since"],
                at=timezone.now(),
            )
            messages.success(request, gettext("“{name}” was changed.").format(name=read["name"]))
            return redirect("founding:unit", unit)
        if action == "end" and end.is_valid():
            organisations.end_unit(actor=actor, unit=unit, until=end.cleaned_data["until"], at=timezone.now())
            messages.success(request, gettext("The end of “{name}” is set.").format(name=seen.unit.name))
            return redirect("founding:unit", unit)
    except Refused as no:
        refusal = refused(no)
    context: dict[str, Any] = {
        "seen": seen,
        "asked": chosen_day,
        "in_the_way": organisations.in_the_way_of_unit(
            actor=actor, unit=unit, until=max(chosen_day.day, today)
        ),
        "form": form,
        "end": end,
        "wrong": [each for each in (form, end) if each.is_bound and each.errors],
        "refusal": refusal,
        "versions": organisations.unit_over_time(actor=actor, unit=unit),
    }
    is_refused = bool(context["wrong"] or refusal)
    return render(request, "founding/unit.html", context, status=422 if is_refused else 200)


def _there(actor: Actor) -> tuple[organisations.UnitView, ...]:
    return organisations.units_of(actor=actor, organisation=actor.organisation_id, on=timezone.localdate())
